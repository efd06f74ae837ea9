//! Which definitions in force depend on another: they would miss it, a change of a snippet or the brand may break them,
//! and settings may leave out what programs go by.

use crate::App;
use crate::checks::{self, InForce, active_users, shown};
use crate::problem::{FieldProblem, Problem as Refusal};
use crate::views::email::{ProblemView, Severity};
use audience::Image;
use content::{Known, Problem, Shared, Uses, uses};
use engine::perform::{known, shared};
use model::definition::{Body, Brand, Email, MAIN, Settings, Snippet};
use model::{DefinitionKind, field};
use rules::validate::Refs;

/// Refuses when the product or another definition would miss it, and names what would.
pub async fn refuse_needed(app: &App, kind: DefinitionKind, key: &str) -> Result<(), Refusal> {
    if kind.is_single() {
        return Err(Refusal::conflict(format!(
            "An instance always has one {}; publish another version.",
            kind.as_str()
        )));
    }
    let builtin = field::builtin_fields().iter().any(|field| format!("{}.{}", field.object.as_str(), field.key) == key);
    if kind == DefinitionKind::Field && builtin {
        return Err(Refusal::conflict("This field is part of the product; it can be relabelled, not removed."));
    }
    let users = active_users(app).await?;
    let image = app.engine().image();
    let with = InForce { image: &image, users: &users, without: None };
    let without = InForce { image: &image, users: &users, without: Some((kind, key)) };
    let itself = format!("{} \"{key}\"", kind.as_str());
    let mut needed_by = needed_by(&image, kind, key);
    needed_by.extend(worse(&image, &with, &without).into_iter().filter(|other| *other != itself));
    if needed_by.is_empty() {
        return Ok(());
    }
    needed_by.truncate(10);
    Err(Refusal::conflict(format!("It is in use by {}; change that first.", needed_by.join(", "))))
}

/// What would miss a definition, as `email "welcome"`.
fn needed_by(image: &Image, kind: DefinitionKind, key: &str) -> Vec<String> {
    let needs = |uses: Uses| match kind {
        DefinitionKind::Snippet => uses.snippets.contains(key),
        DefinitionKind::Segment => uses.segments.contains(key),
        _ => false,
    };
    if !matches!(kind, DefinitionKind::Snippet | DefinitionKind::Segment) {
        return Vec::new();
    }
    let both = [DefinitionKind::Snippet, DefinitionKind::Email];
    let all = both.into_iter().flat_map(|of| image.definitions(of).map(move |(name, found)| (of, name, &found.body)));
    all.filter(|(_, _, body)| needs(uses(body))).map(|(of, name, _)| format!("{} \"{name}\"", of.as_str())).collect()
}

/// Refuses settings that leave out a topic or channel that other definitions in force name, and names these.
pub async fn refuse_left_out(app: &App, after: &Settings) -> Result<(), Refusal> {
    let users = active_users(app).await?;
    let image = app.engine().image();
    let refs = InForce { image: &image, users: &users, without: None };
    let missed = match image.definition(DefinitionKind::Settings, MAIN).map(|found| &found.body) {
        Some(Body::Settings(before)) => left_out(&refs, before, after),
        _ => Vec::new(),
    };
    if missed.is_empty() { Ok(()) } else { Err(Refusal::invalid_fields(missed)) }
}

/// What the settings after lack, with what would be wrong for it. What those before lack as well is not their fault.
fn left_out(refs: &InForce<'_>, before: &Settings, after: &Settings) -> Vec<FieldProblem> {
    let kept = |key: &str| after.topics.iter().any(|topic| topic.key == key);
    let topics = before.topics.iter().map(|topic| topic.key.as_str()).filter(|key| !kept(key));
    let channels = before.channels.iter().filter(|channel| !after.channels.contains(channel));
    let gone = topics.map(|key| ("body.topics", key)).chain(channels.map(|one| ("body.channels", one.as_str())));
    let mut missed = Vec::new();
    for (field, name) in gone {
        let mut without = before.clone();
        without.topics.retain(|topic| field != "body.topics" || topic.key != name);
        without.channels.retain(|channel| field != "body.channels" || channel != name);
        let mut needed_by = worse(refs.image, refs, &Under { refs, settings: &Body::Settings(without) });
        if !needed_by.is_empty() {
            needed_by.truncate(10);
            let message = format!("\"{name}\" is in use by {}; change that first", needed_by.join(", "));
            missed.push(FieldProblem { field: field.into(), message });
        }
    }
    missed
}

/// What definitions may refer to under other settings.
struct Under<'a> {
    refs: &'a InForce<'a>,
    settings: &'a Body,
}

impl Refs for Under<'_> {
    fn definition(&self, kind: DefinitionKind, key: &str) -> Option<&Body> {
        if kind == DefinitionKind::Settings { Some(self.settings) } else { self.refs.definition(kind, key) }
    }

    fn is_user(&self, email: &str) -> bool {
        self.refs.is_user(email)
    }
}

/// The definitions in force that have more wrong with them afterwards, as `program "spring"`.
fn worse(image: &Image, before: &dyn Refs, after: &dyn Refs) -> Vec<String> {
    let faults = |refs: &dyn Refs, key: &str, body: &Body| rules::validate::validate(key, body, refs).len();
    let mut found = Vec::new();
    for kind in DefinitionKind::ALL {
        for (name, published) in image.definitions(kind) {
            if faults(after, name, &published.body) > faults(before, name, &published.body) {
                found.push(format!("{} \"{name}\"", kind.as_str()));
            }
        }
    }
    found
}

/// What emails share, as it would be.
pub enum Change {
    Snippet(String, Snippet),
    Brand(Brand),
}

/// Refuses what emails in force would be wrong with.
pub async fn refuse_breaking(app: &App, change: Change) -> Result<(), Refusal> {
    // Compiling takes its time, and the applier waits for whoever holds the image.
    let (emails, said, known) = {
        let image = app.engine().image();
        (emails(&image), shared(&image), known(&image))
    };
    let work = move || broken_by(&emails, &said, &known, &change);
    let broken = tokio::task::spawn_blocking(work).await.map_err(Refusal::internal)?;
    checks::refuse(&broken, "body")
}

fn emails(image: &Image) -> Vec<(String, Body)> {
    image.definitions(DefinitionKind::Email).map(|(name, found)| (name.to_string(), found.body.clone())).collect()
}

/// What would be wrong with emails after a change. What is wrong with them already is not its fault.
fn broken_by(emails: &[(String, Body)], before: &Shared, known: &Known, change: &Change) -> Vec<ProblemView> {
    let mut after = before.clone();
    match change {
        Change::Snippet(key, snippet) => drop(after.snippets.insert(key.clone(), snippet.mjml.clone())),
        Change::Brand(brand) => after.brand = brand.clone(),
    }
    if after == *before {
        return Vec::new();
    }
    let meets = |uses: Uses| match change {
        Change::Snippet(key, _) => uses.snippets.contains(key),
        Change::Brand(_) => uses.brand,
    };
    let wrong = |email: &Email, said: &Shared| {
        let found = content::check(email, said, known).into_iter();
        found.filter(|problem: &Problem| problem.severity == content::Severity::Error).collect::<Vec<_>>()
    };
    let mut broken = Vec::new();
    for (name, body) in emails {
        let Body::Email(email) = body else { continue };
        if !meets(uses(body)) {
            continue;
        }
        let mut new = wrong(email, &after);
        if !new.is_empty() {
            let old: Vec<String> = wrong(email, before).into_iter().map(|problem| problem.message).collect();
            new.retain(|problem| !old.contains(&problem.message));
        }
        broken.extend(new.iter().map(|problem| ProblemView {
            path: format!("emails.{name}.{}", problem.place()),
            message: shown(problem).message,
            severity: Severity::Error,
        }));
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_an_email_already_is_not_the_snippets_fault() {
        let footer = "<mj-section><mj-column><mj-text>{{ unsubscribe_url }} {{ postal_address }}</mj-text></mj-column>\
                      </mj-section>";
        let mjml = "<mjml><mj-body><mj-include path=\"snippet:footer\" /></mj-body></mjml>";
        let email = Email { subject: "{{ contact.gone }}".into(), mjml: mjml.into(), ..Email::default() };
        let emails = [("news".to_string(), Body::Email(email))];
        let snippets = [("footer".to_string(), footer.to_string())].into();
        let before = Shared { snippets, ..Shared::default() };
        let known = Known::new(&[], []);
        let broken = |mjml: &str| {
            let snippet = Snippet { label: "Footer".into(), description: String::new(), mjml: mjml.into() };
            broken_by(&emails, &before, &known, &Change::Snippet("footer".into(), snippet))
        };
        assert!(broken(&footer.replace("</mj-text>", " Oslo</mj-text>")).is_empty());
        let mute = broken(&footer.replace("{{ unsubscribe_url }}", "Bye"));
        assert_eq!((mute.len(), mute[0].path.as_str()), (1, "emails.news.mjml"));
    }
}
