//! What is wrong with a message before it goes to many: rendered for contacts of its audience, its variables looked up for
//! all of them, its links and pictures asked for, its text judged.

mod links;
mod variables;

use super::Performer;
use super::compose::{About, context, settings};
use super::emails::Ready;
use super::preview::known;
use content::preflight::{Area, Finding, message, size};
use content::{Context, Problem, Rendered, Severity, compile, lint};
use model::definition::{Email, Settings};
use model::{ContactId, Filter, SendId};

/// Contacts for whom a message is rendered, spread over the audience.
const RENDERED: usize = 200;
/// Points from which SpamAssassin takes a message for spam, and from which it is worth a word.
const SPAM: f64 = 5.0;
const SUSPECT: f64 = 2.0;

/// A finding with the contacts that it holds for.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub finding: Finding,
    /// How many contacts; 0 where it holds for the message as such.
    pub contacts: u64,
    pub examples: Vec<ContactId>,
}

impl From<Finding> for Found {
    fn from(finding: Finding) -> Found {
        Found { finding, contacts: 0, examples: Vec::new() }
    }
}

/// A message that was looked at.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    pub found: Vec<Found>,
    /// As its first recipient reads it; empty when it cannot be rendered.
    pub subject: String,
    pub html: String,
    /// Bytes of the largest HTML, links rewritten.
    pub size: usize,
    /// What could not be looked at, and why.
    pub skipped: Vec<(Area, &'static str)>,
}

/// For whom a message is meant: whom a filter means, or nobody in particular.
pub struct Audience {
    pub program: String,
    pub filter: Filter,
}

impl Performer {
    /// Looks at a message in every way that there is.
    pub async fn preflight(&self, email: &Email, audience: Option<Audience>) -> Examined {
        let (performer, own) = (self.clone(), email.clone());
        let work = tokio::task::spawn_blocking(move || performer.examine(&own, audience.as_ref()));
        let (mut examined, sample) = work.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a message could not be looked at");
            let message = "it could not be looked at";
            let finding = Finding::error(Area::Template, "template.broken", message, "Make its loops smaller.");
            (Examined { found: vec![finding.into()], ..Examined::default() }, None)
        });
        if examined.html.is_empty() {
            return examined;
        }
        self.ask_links(email, &mut examined).await;
        self.ask_spam(email, sample, &mut examined).await;
        examined.found.sort_by_key(|found| (found.finding.severity, found.finding.area));
        examined
    }

    fn examine(&self, email: &Email, audience: Option<&Audience>) -> (Examined, Option<ContactId>) {
        let mut examined = Examined::default();
        let compiled = match compile(email) {
            Ok(compiled) => compiled,
            Err(problems) => {
                examined.found = problems.iter().map(template).collect();
                return (examined, None);
            }
        };
        let Some(settings) = settings(&self.0.engine.image()) else {
            let message = "the instance has no settings; publish them first";
            examined.found.push(Finding::error(Area::Template, "template.settings", message, "").into());
            return (examined, None);
        };
        let problems = lint(&compiled, email, &known(&self.0.engine.image()));
        // What is counted for the audience need not be suspected as well.
        let suspected = content::without_default(&compiled, email);
        let counted = |problem: &Problem| {
            audience.is_some() && suspected.iter().any(|path| problem.message.starts_with(&format!("{path} has no")))
        };
        examined.found = problems.iter().filter(|problem| !counted(problem)).map(template).collect();
        let mut ids = Vec::new();
        if let Some(audience) = audience {
            let (image, now) = (self.0.engine.image(), self.0.engine.now());
            ids = image.ids(&image.select(&audience.filter, now));
            examined.found.extend(variables::unknown(&image, &audience.filter, &suspected, &ids, now));
        }
        let ready = Ready { compiled, email: email.clone() };
        let program = audience.map(|audience| audience.program.as_str());
        self.render_some(&ready, &settings, (program, &ids), &mut examined);
        (examined, ids.first().copied())
    }

    /// Renders a message for contacts spread over the audience: the largest counts.
    fn render_some(
        &self,
        ready: &Ready,
        settings: &Settings,
        (program, ids): (Option<&str>, &[ContactId]),
        examined: &mut Examined,
    ) {
        let about = About { program, ..About::default() };
        let step = ids.len().div_ceil(RENDERED).max(1);
        let mut some: Vec<ContactId> = ids.iter().copied().step_by(step).collect();
        if some.is_empty() {
            some.push(ContactId(0));
        }
        let (mut failed, mut first): (Vec<(ContactId, Problem)>, Option<Rendered>) = (Vec::new(), None);
        for id in some {
            let mut values = self.values(settings, id, &about);
            // As long as the links of a real message are.
            match self.rendered(SendId(999_999_999), ready, settings, values.clone()) {
                Ok(rendered) => examined.size = examined.size.max(rendered.html.len()),
                Err(problem) => failed.push((id, problem)),
            }
            if first.is_none() {
                self.set_own_links(&mut values, settings, SendId(0));
                first = content::render(&ready.compiled, &values).ok();
            }
        }
        examined.found.extend(size(examined.size).map(Found::from));
        if let Some((_, problem)) = failed.first() {
            let message = format!("it cannot be rendered for some contacts: {}", problem.message);
            let finding = Finding::error(Area::Template, "template.render", message, problem.remedy.clone());
            let examples = failed.iter().map(|(id, _)| *id).take(variables::SHOWN).collect();
            examined.found.push(Found { finding, contacts: failed.len() as u64, examples });
        }
        if let Some(rendered) = first {
            let own = ready.email.mjml.contains("<mj-preview");
            let preheader = Some(ready.email.preheader.as_str()).filter(|text| !(own && text.trim().is_empty()));
            examined.found.extend(message(&rendered, preheader).into_iter().map(Found::from));
            (examined.subject, examined.html) = (rendered.subject, rendered.html);
        }
    }

    fn values(&self, settings: &Settings, id: ContactId, about: &About<'_>) -> Context {
        let image = self.0.engine.image();
        let address = image.contact(id).and_then(|contact| contact.email).unwrap_or_default();
        context(&image, settings, id, &address, about)
    }

    /// What a real filter says, where one is installed.
    async fn ask_spam(&self, email: &Email, sample: Option<ContactId>, examined: &mut Examined) {
        let letter = self.test_letter(email, sample, "recipient@example.com");
        let Some(message) = letter.ok().and_then(|letter| mail::build(letter).ok()) else { return };
        let Some(judgement) = mail::spam::judge(&message.bytes).await else {
            let why = "SpamAssassin is not installed on the server; only words were looked at";
            examined.skipped.push((Area::Spam, why));
            return;
        };
        let rules: Vec<&str> = judgement.rules.iter().take(6).map(String::as_str).collect();
        let message = format!("SpamAssassin gives it {:.1} points of 5: {}", judgement.score, rules.join(", "));
        let remedy = "Change what these rules name.";
        let finding = match judgement.score {
            score if score >= SPAM => Finding::error(Area::Spam, "spam.score", message, remedy),
            score if score >= SUSPECT => Finding::warning(Area::Spam, "spam.score", message, remedy),
            _ => return,
        };
        examined.found.push(finding.into());
    }
}

/// What the checks of the template say, by the same words.
fn template(problem: &Problem) -> Found {
    let part = problem.part.as_str();
    let place = problem.line.map_or_else(|| part.to_string(), |line| format!("{part}:{line}"));
    let code = match problem.severity {
        Severity::Error => "template.wrong",
        Severity::Warning => "template.doubtful",
    };
    let finding = Finding::error(Area::Template, code, problem.message.clone(), problem.remedy.clone());
    Found::from(Finding { severity: problem.severity, ..finding }.at(place))
}
