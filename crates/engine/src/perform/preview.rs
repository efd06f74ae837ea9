//! An email as a contact would read it, before anybody does; and a test mail of it to oneself.

use super::Performer;
use super::attached::attached;
use super::compose::{About, clock, context, settings};
use super::emails::Ready;
use super::routes::Facts;
use audience::Image;
use content::{Context, Known, Problem, Shared, compile, lint, render_in};
use mail::{Letter, Mailbox, Outcome};
use model::definition::{Body, Email, Settings};
use model::{ContactId, DefinitionKind, SendId};
use serde::Serialize;

/// An email rendered, with everything that is wrong with it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Preview {
    pub subject: String,
    pub preheader: String,
    pub from_name: String,
    /// Which of the email's languages it is; its own when absent.
    pub language: Option<String>,
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

/// What emails of this instance may read.
pub fn known(image: &Image) -> Known {
    let mut fields = model::field::builtin_fields();
    fields.extend(image.definitions(DefinitionKind::Field).filter_map(|(_, published)| match &published.body {
        Body::Field(field) => Some(field.clone()),
        _ => None,
    }));
    Known::new(&fields, image.definitions(DefinitionKind::Segment).map(|(key, _)| key))
}

/// What the snippets in force say, and the company's brand.
pub fn shared(image: &Image) -> Shared {
    let snippets = image.definitions(DefinitionKind::Snippet).filter_map(|(key, published)| match &published.body {
        Body::Snippet(snippet) => Some((key.to_string(), snippet.mjml.clone())),
        _ => None,
    });
    let brand = settings(image).map(|settings| settings.brand).unwrap_or_default();
    Shared { snippets: snippets.collect(), brand }
}

impl Performer {
    /// Renders a draft as a contact would read it (as nobody in particular without one), and checks it. In `language`
    /// where that is said, else in the contact's.
    pub fn preview(&self, email: &Email, contact: Option<ContactId>, language: Option<&str>) -> Preview {
        let image = self.0.engine.image();
        let mut preview = Preview {
            subject: String::new(),
            preheader: String::new(),
            from_name: String::new(),
            language: None,
            html: String::new(),
            text: String::new(),
            problems: Vec::new(),
        };
        let compiled = match compile(email, &shared(&image)) {
            Ok(compiled) => compiled,
            Err(problems) => return Preview { problems, ..preview },
        };
        preview.problems = lint(&compiled, email, &known(&image));
        let sample = self.sample(&image, contact);
        match render_in(&compiled, language.or_else(|| compiled.language_for(&sample)), &sample) {
            Ok(rendered) => {
                (preview.subject, preview.preheader) = (rendered.subject, rendered.preheader);
                (preview.from_name, preview.language) = (rendered.from_name, rendered.language);
                (preview.html, preview.text) = (rendered.html, rendered.text);
            }
            Err(problem) => preview.problems.push(problem),
        }
        let order = |problem: &Problem| (problem.severity, problem.language.clone(), problem.part, problem.line);
        preview.problems.sort_by_key(order);
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

    /// Sends a draft to one address as a contact would read it, or in `language`. Nothing is tracked and nothing recorded.
    pub async fn send_test(
        &self,
        email: &Email,
        (contact, language): (Option<ContactId>, Option<&str>),
        to: &str,
    ) -> Result<(), TestError> {
        let mut letter = self.test_letter(email, (contact, language), to)?;
        let files = attached(&self.0.engine, email).await.map_err(|why| TestError::Email(why.to_string()))?;
        letter.attachments = files.map_err(TestError::Email)?;
        self.know_senders().await.map_err(|why| TestError::Email(why.to_string()))?;
        let facts = Facts { sender: &letter.from.address, recipient: &letter.to.address, ..Facts::default() };
        if let Some(held) = self.unverified(&facts, self.0.engine.now()) {
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

    pub(super) fn test_letter(
        &self,
        email: &Email,
        (contact, language): (Option<ContactId>, Option<&str>),
        to: &str,
    ) -> Result<Letter, TestError> {
        let image = self.0.engine.image();
        let settings = settings(&image).ok_or(TestError::NoSettings)?;
        let first =
            |problems: Vec<Problem>| TestError::Email(problems.first().map(ToString::to_string).unwrap_or_default());
        let compiled = compile(email, &shared(&image)).map_err(first)?;
        let ready = Ready { compiled, email: email.clone(), attachments: Vec::new() };
        let sample = self.sample(&image, contact);
        let language = language.or_else(|| ready.compiled.language_for(&sample));
        let rendered = render_in(&ready.compiled, language, &sample);
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
            attachments: Vec::new(),
        })
    }

    /// What a message reads that goes to a contact, or to nobody in particular.
    pub(super) fn sample(&self, image: &Image, contact: Option<ContactId>) -> Context {
        let Some(settings) = settings(image) else { return Context::new() };
        let address = contact.and_then(|contact| image.contact(contact)).and_then(|contact| contact.email);
        let address = address.unwrap_or_default();
        let mut context = context(image, &settings, contact.unwrap_or(ContactId(0)), &address, &About::default());
        let links: &Settings = &settings;
        context.set("unsubscribe_url", &format!("{}/u/preview", self.public_url(links)));
        context.set("preferences_url", &format!("{}/p/preview", self.public_url(links)));
        context.set("view_url", &format!("{}/v/preview", self.public_url(links)));
        context
    }
}
