//! An email as a contact would read it, before anybody does; and a test mail of it to oneself.

use super::Performer;
use super::compose::{About, clock, context, settings};
use super::emails::Ready;
use super::pace::domain_of;
use audience::Image;
use content::{Context, Known, Problem, compile, lint, render};
use mail::{Letter, Mailbox, Outcome};
use model::definition::{Body, Email, Settings};
use model::{ContactId, DefinitionKind, SendId};
use serde::Serialize;

/// An email rendered, with everything that is wrong with it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Preview {
    pub subject: String,
    pub from_name: String,
    pub html: String,
    pub text: String,
    /// Errors first.
    pub problems: Vec<Problem>,
}

/// Why a test mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum TestError {
    #[error("the instance has no settings; publish them first")]
    NoSettings,
    #[error("{0}")]
    Email(String),
    #[error("the mail server did not take it: {0}")]
    NotTaken(String),
}

/// The variables that emails of this instance may use.
pub(super) fn known(image: &Image) -> Known {
    let mut fields = model::field::builtin_fields();
    fields.extend(image.definitions(DefinitionKind::Field).filter_map(|(_, published)| match &published.body {
        Body::Field(field) => Some(field.clone()),
        _ => None,
    }));
    Known::new(&fields)
}

impl Performer {
    /// Renders a draft as a contact would read it (as nobody in particular without one), and checks it.
    pub fn preview(&self, email: &Email, contact: Option<ContactId>) -> Preview {
        let image = self.0.engine.image();
        let mut preview = Preview {
            subject: String::new(),
            from_name: String::new(),
            html: String::new(),
            text: String::new(),
            problems: Vec::new(),
        };
        let compiled = match compile(email) {
            Ok(compiled) => compiled,
            Err(problems) => return Preview { problems, ..preview },
        };
        preview.problems = lint(&compiled, email, &known(&image));
        match render(&compiled, &self.sample(&image, contact)) {
            Ok(rendered) => {
                (preview.subject, preview.from_name) = (rendered.subject, rendered.from_name);
                (preview.html, preview.text) = (rendered.html, rendered.text);
            }
            Err(problem) => preview.problems.push(problem),
        }
        preview.problems.sort_by_key(|problem| (problem.severity, problem.part, problem.line));
        preview
    }

    /// Where links in messages lead, without a slash at the end; empty before there are settings.
    pub fn base_url(&self) -> String {
        settings(&self.0.engine.image()).map(|settings| self.public_url(&settings)).unwrap_or_default()
    }

    /// Every variable that an email may use, with its label.
    pub fn variables(&self) -> Vec<(String, String)> {
        known(&self.0.engine.image()).all().map(|(path, label)| (path.to_string(), label.to_string())).collect()
    }

    /// Sends a draft to one address as a contact would read it. Nothing is tracked and nothing recorded.
    pub async fn send_test(&self, email: &Email, contact: Option<ContactId>, to: &str) -> Result<(), TestError> {
        let letter = self.test_letter(email, contact, to)?;
        self.know_senders().await.map_err(|why| TestError::Email(why.to_string()))?;
        if let Some(held) = self.unverified(&domain_of(&letter.from.address), self.0.engine.now()) {
            return Err(TestError::Email(held.reason));
        }
        let message = mail::build(letter).map_err(|why| why.to_string()).and_then(|message| self.signed(message));
        let message = message.map_err(TestError::Email)?;
        match self.hand_over(SendId(0), &message, (None, false), None).await.outcome() {
            Outcome::Accepted { .. } => Ok(()),
            Outcome::Deferred { reason }
            | Outcome::Failed { reason }
            | Outcome::InDoubt { reason }
            | Outcome::NoWay { reason, .. } => Err(TestError::NotTaken(reason)),
            Outcome::Withdrawn => Err(TestError::NotTaken("withdrawn".into())),
        }
    }

    pub(super) fn test_letter(&self, email: &Email, contact: Option<ContactId>, to: &str) -> Result<Letter, TestError> {
        let image = self.0.engine.image();
        let settings = settings(&image).ok_or(TestError::NoSettings)?;
        let first =
            |problems: Vec<Problem>| TestError::Email(problems.first().map(ToString::to_string).unwrap_or_default());
        let ready = Ready { compiled: compile(email).map_err(first)?, email: email.clone() };
        let rendered = render(&ready.compiled, &self.sample(&image, contact));
        let rendered = rendered.map_err(|problem| TestError::Email(problem.to_string()))?;
        let or =
            |own: &str, other: &str| if own.trim().is_empty() { other.to_string() } else { own.trim().to_string() };
        let now = self.0.engine.now();
        Ok(Letter {
            from: Mailbox {
                name: or(&rendered.from_name, &settings.sender_name),
                address: or(&email.from_address, &settings.sender_address),
            },
            to: Mailbox { name: String::new(), address: to.trim().to_string() },
            reply_to: Some(email.reply_to.clone()).filter(|address| !address.is_empty()),
            subject: format!("[Test] {}", rendered.subject),
            html: Some(rendered.html),
            text: rendered.text,
            message_id: format!("<test.{}@{}>", now.0, settings.sender_address.rsplit('@').next().unwrap_or("siembra")),
            boundary: format!("=_test_{}", now.0),
            date: clock(now),
            headers: Vec::new(),
        })
    }

    fn sample(&self, image: &Image, contact: Option<ContactId>) -> Context {
        let Some(settings) = settings(image) else { return Context::new() };
        let address = contact.and_then(|contact| image.contact(contact)).and_then(|contact| contact.email);
        let address = address.unwrap_or_default();
        let mut context = context(image, &settings, contact.unwrap_or(ContactId(0)), &address, &About::default());
        let links: &Settings = &settings;
        context.set("unsubscribe_url", &format!("{}/u/preview", self.public_url(links)));
        context.set("view_url", &format!("{}/v/preview", self.public_url(links)));
        context
    }
}
