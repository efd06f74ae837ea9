//! What is wrong with a message before it goes to many: rendered for contacts of its audience, its variables looked up for
//! all of them, its links and pictures asked for, its text judged.

mod files;
mod links;
mod samples;
mod variables;

use super::Performer;
use super::compose::{About, context, settings};
use super::emails::Ready;
use super::preview::{known, shared};
use content::preflight::{Area, Finding, size};
use content::{Context, Problem, Severity, compile, lint, render_in};
use model::definition::{Email, Settings};
use model::{ContactId, Filter, SendId};
use samples::{Holds, Samples};

/// Contacts for whom a message is rendered and looked at, spread over the audience.
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
    /// Of how many that were looked at; 0 where every contact was asked, or where it holds for the message as such.
    pub examined: u64,
    pub examples: Vec<ContactId>,
}

impl From<Finding> for Found {
    fn from(finding: Finding) -> Found {
        Found { finding, contacts: 0, examined: 0, examples: Vec::new() }
    }
}

/// A message that was looked at.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    pub found: Vec<Found>,
    /// As its first recipient reads it; empty when it cannot be rendered.
    pub subject: String,
    pub html: String,
    /// The HTML of up to five others, each with an element or a style that those before have not.
    pub others: Vec<String>,
    /// Bytes of the largest HTML, links rewritten.
    pub size: usize,
    /// What could not be looked at, and why.
    pub skipped: Vec<(Area, &'static str)>,
}

/// A message as it was rendered, for what is asked of others about it.
struct Seen {
    sample: Option<ContactId>,
    samples: Samples,
    ready: Ready,
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
        let (mut examined, seen) = work.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a message could not be looked at");
            let message = "it could not be looked at";
            let finding = Finding::error(Area::Template, "template.broken", message, "Make its loops smaller.");
            (Examined { found: vec![finding.into()], ..Examined::default() }, None)
        });
        self.look_at_files(email, &mut examined).await;
        let Some(seen) = seen else { return examined };
        self.ask_links(&seen, &mut examined).await;
        self.ask_spam(email, seen.sample, &mut examined).await;
        examined.found.sort_by_key(|found| (found.finding.severity, found.finding.area));
        examined
    }

    fn examine(&self, email: &Email, audience: Option<&Audience>) -> (Examined, Option<Seen>) {
        let mut examined = Examined::default();
        let shared = shared(&self.0.engine.image());
        let compiled = match compile(email, &shared) {
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
        let ready = Ready { compiled, email: email.clone(), attachments: Vec::new() };
        let program = audience.map(|audience| audience.program.as_str());
        let Some(samples) = self.render_some(&ready, &settings, (program, &ids), &mut examined) else {
            return (examined, None);
        };
        (examined, Some(Seen { sample: ids.first().copied(), samples, ready }))
    }

    /// Renders a message for contacts spread over the audience, and for the first in each language that none of them
    /// reads: the largest counts, and every one is judged. `None` when none can be rendered.
    fn render_some(
        &self,
        ready: &Ready,
        settings: &Settings,
        (program, ids): (Option<&str>, &[ContactId]),
        examined: &mut Examined,
    ) -> Option<Samples> {
        let about = About { program, ..About::default() };
        let step = ids.len().div_ceil(RENDERED).max(1);
        let mut some: Vec<Option<ContactId>> = ids.iter().copied().step_by(step).map(Some).collect();
        if some.is_empty() {
            some.push(None);
        }
        let (mut samples, mut failed) =
            (Samples::of(ready, format!("{}/", self.public_url(settings))), None::<(Problem, Holds)>);
        for id in &some {
            if let Err(problem) = self.render_one(ready, settings, &about, (*id, None), &mut samples) {
                failed.get_or_insert_with(|| (problem, Holds::default())).1.also(*id);
            }
        }
        for language in ready.compiled.languages() {
            if !samples.has(language) {
                // Where it fails for nobody who is there, it stops nobody's message.
                let _ = self.render_one(ready, settings, &about, (some[0], Some(language)), &mut samples);
            }
        }
        examined.found.extend(size(samples.size).map(Found::from));
        if let Some((problem, holds)) = failed {
            let message = format!("it cannot be rendered for some contacts: {}", problem.message);
            let finding = Finding::error(Area::Template, "template.render", message, problem.remedy);
            examined.found.push(holds.found(finding, some.len() as u64));
        }
        // What the template never says, its own checks have told.
        let same = |a: &Finding, b: &Finding| (&a.message, &a.place) == (&b.message, &b.place);
        let new = samples.found().filter(|new| !examined.found.iter().any(|told| same(&told.finding, &new.finding)));
        let new: Vec<Found> = new.collect();
        examined.found.extend(new);
        (examined.subject, examined.html) = (samples.subject.clone(), samples.html.clone());
        (examined.others, examined.size) = (samples.others.clone(), samples.size);
        (!samples.html.is_empty()).then_some(samples)
    }

    /// Renders a message for a contact, or for nobody in particular, in its language; or in another than that, where it is
    /// none of the contact's.
    fn render_one(
        &self,
        ready: &Ready,
        settings: &Settings,
        about: &About<'_>,
        (id, other): (Option<ContactId>, Option<Option<&str>>),
        samples: &mut Samples,
    ) -> Result<(), Problem> {
        let mut values = self.values(settings, id.unwrap_or(ContactId(0)), about);
        let own = self.set_own_links(&mut values, settings, SendId(0));
        if let Some(language) = other {
            values.set("contact.language", language.unwrap_or_default());
        }
        let language = other.unwrap_or_else(|| ready.compiled.language_for(&values));
        let rendered = render_in(&ready.compiled, language, &values)?;
        samples.take(ready, id.filter(|_| other.is_none()), &values, &rendered);
        // As long as the links of a real message are.
        let tracked = self.tracking(SendId(999_999_999), ready, settings, rendered, &own);
        samples.size = samples.size.max(tracked.html.len());
        Ok(())
    }

    fn values(&self, settings: &Settings, id: ContactId, about: &About<'_>) -> Context {
        let image = self.0.engine.image();
        let address = image.contact(id).and_then(|contact| contact.email).unwrap_or_default();
        context(&image, settings, id, &address, about)
    }

    /// What a real filter says, where one is installed.
    async fn ask_spam(&self, email: &Email, sample: Option<ContactId>, examined: &mut Examined) {
        let letter = self.test_letter(email, (sample, None), "recipient@example.com");
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
    let code = match problem.severity {
        Severity::Error => "template.wrong",
        Severity::Warning => "template.doubtful",
    };
    let finding = Finding::error(Area::Template, code, problem.says(), problem.remedy.clone());
    Found::from(Finding { severity: problem.severity, ..finding }.at(problem.place()))
}
