//! Assets, emails, snippets and goals.

use super::Check;
use model::DefinitionKind;
use model::definition::{Asset, Email, Goal, Snippet};

/// Most languages of an email besides its own.
const MAX_LANGUAGES: usize = 30;
/// Most files that go with an email.
const MAX_FILES: usize = 5;

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
        self.ensure(
            email.attachments.len() <= MAX_FILES,
            "attachments",
            "at most five files go with an email; link to the others",
        );
        for (n, one) in email.attachments.iter().enumerate() {
            self.text(format!("attachments[{n}].name"), &one.name);
            let hash = one.file.len() == 64 && one.file.bytes().all(|b| b.is_ascii_hexdigit());
            self.ensure(
                hash,
                format!("attachments[{n}].file"),
                "is not the hash of a file; upload it and attach it again",
            );
        }
        let few = email.languages.len() <= MAX_LANGUAGES;
        self.ensure(few, "languages", "an email has at most 30 languages besides its own; remove some");
        for (language, text) in &email.languages {
            let path = format!("languages.{language}");
            let message = "is not a language; write its tag in lower case, like es or pt-br";
            self.ensure(is_language(language), path.clone(), message);
            self.text(format!("{path}.subject"), &text.subject);
            let one_line = !text.subject.contains(['\r', '\n']);
            self.ensure(one_line, format!("{path}.subject"), "must be one line; remove the line breaks");
            self.text(format!("{path}.mjml"), &text.mjml);
        }
    }

    pub(super) fn snippet(&mut self, snippet: &Snippet) {
        self.label(&snippet.label);
        self.text("mjml", &snippet.mjml);
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

/// `es`, `pt-br`: what BCP 47 allows, without its rare parts, in lower case.
pub(super) fn is_language(tag: &str) -> bool {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let mut parts = tag.split('-');
    let primary = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()));
    primary && tag.len() <= 35 && parts.all(|part| (2..=8).contains(&part.len()) && plain(part))
}
