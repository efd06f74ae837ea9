//! What a second person approved: as of which versions, and whether it is still that when the run begins.

use super::Performer;
use super::emails::{Part, parts};
use super::runs::{How, RunError, check};
use crate::Engine;
use crate::work::Notice;
use audience::Image;
use model::definition::{Body, Brand, MAIN, Program, ProgramKind};
use model::{DefinitionKind, Filter, Timestamp, UserId};
use std::collections::BTreeMap;
use store::StoreError;
use store::approvals::{Decision, Request};
use store::runs::Run;

impl Performer {
    /// By `kind/key`, the version in force of all that decides what a run of a program sends, and to whom.
    pub fn versions(&self, program: &str) -> Result<BTreeMap<String, i32>, RunError> {
        let image = self.0.engine.image();
        check(&image, program)?;
        Ok(versions(&image, vec![(DefinitionKind::Program, program.to_string())]))
    }

    /// The first thing, as `kind/key`, that is no more as it was asked for.
    pub async fn changed(&self, request: &Request) -> Result<Option<String>, RunError> {
        let approved = Approved::of(&self.0.engine, request.clone()).await?;
        let image = self.0.engine.image();
        check(&image, &request.key)?;
        Ok(approved.changed(&image))
    }

    /// Starts a batch program as another person has approved it.
    pub async fn start_approved_run(
        &self,
        program: &str,
        at: Timestamp,
        asker: UserId,
        (request, decision): (Option<store::runs::Request>, &Decision),
    ) -> Result<Run, RunError> {
        self.begin(program, at, Some(asker), How::Approved(request, decision)).await
    }

    /// Tells users by mail of what has happened; once for an occasion.
    pub async fn tell(&self, to: &[UserId], notice: &Notice, occasion: &str) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let now = engine.now();
        let rows: Vec<_> = to.iter().map(|to| Notice { to: *to, ..notice.clone() }.at(now, occasion)).collect();
        store::work::add(engine.store(), engine.workspace(), &rows, now).await?;
        self.wake_up();
        Ok(())
    }

    /// Cancels a run that must not begin, and tells who wanted it.
    pub(super) async fn call_off(&self, run: &Run, why: &str) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let notice = |to| Notice {
            to,
            subject: format!("Cancelled: {}", run.program),
            text: format!("The run of \"{}\" is cancelled: {why}.", run.program),
            page: format!("programs/{}?tab=run", run.program),
        };
        let now = engine.now();
        let work: Vec<_> =
            run.user.map(|to| notice(to).at(now, &format!("called-off:{}", run.id))).into_iter().collect();
        tracing::warn!(run = run.id, %why, "a run is not as it was approved and is cancelled");
        store::runs::call_off(engine.store(), engine.workspace(), run.id, why, &work, now).await
    }
}

/// What was asked for, to be compared with what is in force.
pub(super) struct Approved {
    request: Request,
    /// What its emails wore, where they wear the company's brand.
    brand: Option<Brand>,
}

impl Approved {
    pub async fn of(engine: &Engine, request: Request) -> Result<Approved, StoreError> {
        let kind = DefinitionKind::Settings;
        let brand = match request.versions.get(&settings()) {
            None => None,
            Some(version) => {
                match store::definitions::get(engine.store(), engine.workspace(), kind, MAIN, *version).await {
                    Ok(then) => Body::parse(kind, &then.body).ok().as_ref().and_then(brand),
                    Err(StoreError::Missing(_)) => None,
                    Err(error) => return Err(error),
                }
            }
        };
        Ok(Approved { request, brand })
    }

    /// The first thing, as `kind/key`, that is no more as it was.
    pub fn changed(&self, image: &Image) -> Option<String> {
        let mut now = versions(image, vec![(DefinitionKind::Program, self.request.key.clone())]);
        let worn = image.definition(DefinitionKind::Settings, MAIN).and_then(|found| brand(&found.body));
        // The rest of the settings is nothing that emails wear.
        if worn.is_some()
            && worn == self.brand
            && let (Some(then), Some(now)) = (self.request.versions.get(&settings()), now.get_mut(&settings()))
        {
            *now = *then;
        }
        changed(&self.request.versions, &now).map(str::to_string)
    }
}

fn settings() -> String {
    format!("{}/{MAIN}", DefinitionKind::Settings.as_str())
}

fn brand(body: &Body) -> Option<Brand> {
    match body {
        Body::Settings(settings) => Some(settings.brand.clone()),
        _ => None,
    }
}

/// The first thing, as `kind/key`, that has another version than it had.
fn changed<'a>(then: &'a BTreeMap<String, i32>, now: &'a BTreeMap<String, i32>) -> Option<&'a str> {
    let gone = then.iter().find(|(what, version)| now.get(*what) != Some(version));
    gone.map(|(what, _)| what).or_else(|| now.keys().find(|what| !then.contains_key(*what))).map(String::as_str)
}

/// What the emails of a run share with others, as it is when the run begins: so it goes out, whatever is put in force
/// meanwhile.
pub(super) fn pins(image: &Image, run: &Run) -> BTreeMap<String, i32> {
    let begins = [(DefinitionKind::Program, run.program.clone()), (DefinitionKind::Email, run.email.clone())];
    let mut found = versions(image, begins.to_vec());
    let shared = [DefinitionKind::Snippet, DefinitionKind::Settings];
    found.retain(|what, _| shared.iter().any(|kind| what.split('/').next() == Some(kind.as_str())));
    found
}

fn versions(image: &Image, mut open: Vec<Part>) -> BTreeMap<String, i32> {
    let mut found = BTreeMap::new();
    while let Some((kind, key)) = open.pop() {
        let Some(published) = image.definition(kind, &key) else { continue };
        if found.insert(format!("{}/{key}", kind.as_str()), published.version).is_none() {
            open.extend(builds_on(&published.body));
        }
    }
    found
}

/// What else decides, besides a definition, whom it means or what it says.
fn builds_on(body: &Body) -> Vec<Part> {
    match body {
        Body::Program(Program { does: ProgramKind::Batch { segment, email, test }, .. }) => {
            let variants = test.iter().flat_map(|test| &test.variants).map(|variant| &variant.email);
            let emails = variants.chain([email]).filter(|key| !key.is_empty());
            let emails = emails.map(|key| (DefinitionKind::Email, key.clone()));
            emails.chain([(DefinitionKind::Segment, segment.clone())]).collect()
        }
        Body::Segment(segment) => asks(&segment.filter),
        Body::Scoring(model) => model.fit.iter().chain(&model.account).flat_map(|rule| asks(&rule.when)).collect(),
        Body::Email(_) | Body::Snippet(_) => {
            let segments = content::uses(body).segments.into_iter().map(|key| (DefinitionKind::Segment, key));
            parts(body).into_iter().chain(segments).collect()
        }
        _ => Vec::new(),
    }
}

/// The segments that a condition builds on, and the scoring model where it reads what that works out.
fn asks(filter: &Filter) -> Vec<Part> {
    let mut scored = false;
    filter.leaves(&mut |leaf| scored |= matches!(leaf, Filter::Score(_) | Filter::Tier(_)));
    let segments = filter.segments().into_iter().map(|key| (DefinitionKind::Segment, key.to_string()));
    segments.chain(scored.then(|| (DefinitionKind::Scoring, MAIN.to_string()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_something_gone_and_something_new_are_changes() {
        let map = |all: &[(&str, i32)]| all.iter().map(|(what, n)| (what.to_string(), *n)).collect::<BTreeMap<_, _>>();
        let then = map(&[("email/a", 1), ("program/p", 2)]);
        assert_eq!(changed(&then, &then), None);
        assert_eq!(changed(&then, &map(&[("email/a", 3), ("program/p", 2)])), Some("email/a"));
        assert_eq!(changed(&then, &map(&[("email/a", 1)])), Some("program/p"));
        let more = map(&[("email/a", 1), ("email/b", 1), ("program/p", 2)]);
        assert_eq!(changed(&then, &more), Some("email/b"));
    }
}
