//! Assets, emails and goals.

use super::Check;
use model::DefinitionKind;
use model::definition::{Asset, Email, Goal};

impl Check<'_> {
    pub(super) fn asset(&mut self, asset: &Asset) {
        self.label(&asset.label);
        self.url("url", &asset.url);
        self.exists("email", DefinitionKind::Email, &asset.email);
        for (n, category) in asset.categories.iter().enumerate() {
            self.key_form(format!("categories[{n}]"), category);
        }
    }

    pub(super) fn url(&mut self, path: &str, url: &str) {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let fine =
            rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !url.contains(char::is_whitespace));
        self.ensure(fine, path, "is not a web address; write it like https://www.example.com/page");
    }

    pub(super) fn address(&mut self, path: &str, address: &str) {
        let fine = address.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.contains('@') && !address.contains(char::is_whitespace)
        });
        self.ensure(fine, path, "is not an e-mail address; write it like name@example.com");
    }

    pub(super) fn email(&mut self, email: &Email) {
        self.label(&email.label);
        self.text("subject", &email.subject);
        self.ensure(!email.subject.contains(['\r', '\n']), "subject", "must be one line; remove the line breaks");
        self.text("mjml", &email.mjml);
        for (path, address) in [("from_address", &email.from_address), ("reply_to", &email.reply_to)] {
            if !address.is_empty() {
                self.address(path, address);
            }
        }
        if let Some(reason) = &email.operational {
            let message = "say why this is no marketing mail, for instance \"confirms an order\"; or leave it out";
            self.ensure(!reason.trim().is_empty(), "operational", message);
        }
    }

    pub(super) fn goal(&mut self, goal: &Goal) {
        self.text("kpi", &goal.kpi);
        for (path, number) in [("target", goal.target), ("baseline", goal.baseline)] {
            let fine = number.is_none_or(f64::is_finite);
            self.ensure(fine, path, "must be a number");
        }
        let message = "a goal needs a target, a baseline or both";
        self.ensure(goal.target.is_some() || goal.baseline.is_some(), "target", message);
    }
}
