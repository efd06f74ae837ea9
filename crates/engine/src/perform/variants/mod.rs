//! Tests of variants: frozen with their run, made into sends, read at their time, and the winner given to the others.

mod results;
mod spared;

pub use results::Results;

use super::{Performer, RunError, compose};
use crate::work::{SendDetails, Worn};
use audience::Image;
use model::definition::{Body, Email, Unclear, Variant, VariantTest};
use model::{ContactId, DAY, DefinitionKind, HOUR, Timestamp};
use rules::variants::{Place, Verdict, place, read};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::StoreError;
use store::runs::{Choice, Run, RunState, TestState};
use store::sends::SendState;

/// The reason on the row of a contact that gets nothing, to compare with.
pub const HOLDOUT: &str = "holdout";

/// Where more of a test than one in so many has not gone out when it is to be read, that waits; but not for longer than
/// this.
const MOST_OPEN: i64 = 20;
const WAITS_FOR_OPEN: i64 = 3 * DAY;

/// The test of a run as it was when the run began, whatever has become of the program since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Tested {
    pub test: VariantTest,
    /// The version in force of each email that a variant names.
    pub versions: BTreeMap<String, i32>,
    /// IANA zone of the hours.
    pub zone: String,
}

/// What a contact gets.
pub(super) struct Dressed {
    /// None of a holdout.
    pub email: Option<(String, i32)>,
    pub details: SendDetails,
    pub due_at: Timestamp,
}

impl Tested {
    /// The error names an email that is not published.
    pub fn freeze(image: &Image, test: &VariantTest) -> Result<Tested, String> {
        let mut versions = BTreeMap::new();
        for key in test.variants.iter().map(|variant| &variant.email).filter(|key| !key.is_empty()) {
            let email = image.definition(DefinitionKind::Email, key).ok_or_else(|| key.clone())?;
            versions.insert(key.clone(), email.version);
        }
        let zone = compose::settings(image).map(|settings| settings.zone).unwrap_or_default();
        Ok(Tested { test: test.clone(), versions, zone })
    }

    pub fn of(run: &Run) -> Result<Option<Tested>, StoreError> {
        let read = |text: &String| serde_json::from_str(text);
        let damaged = |error| StoreError::State(format!("the test of run {} is damaged: {error}", run.id));
        run.test.as_ref().map(read).transpose().map_err(damaged)
    }

    /// Whether the variants are still being made into sends, and others wait for what wins.
    pub fn is_trying(&self, run: &Run) -> bool {
        self.test.share.is_some() && run.winner.is_none()
    }

    /// What a contact gets in this part of the run; `None` when it is another part's.
    pub fn dress(&self, run: &Run, contact: ContactId) -> Option<Dressed> {
        let variant = match (place(run.id, contact, &self.test), &run.winner) {
            (Place::Holdout, None) => {
                let due_at = run.frozen_at.unwrap_or(run.scheduled_at);
                return Some(Dressed { email: None, details: SendDetails::default(), due_at });
            }
            (Place::Variant(n), None) => self.test.variants.get(n)?,
            (Place::Winner, Some(key)) => self.test.variants.iter().find(|variant| variant.key == *key)?,
            _ => return None,
        };
        let email = match variant.email.as_str() {
            "" => (run.email.clone(), run.email_version),
            key => (key.to_string(), self.versions.get(key).copied().unwrap_or_default()),
        };
        let details = SendDetails { variant: Some(Worn::of(variant, run.winner.is_some())), ..SendDetails::default() };
        Some(Dressed { email: Some(email), details, due_at: self.due(run, variant) })
    }

    /// Hours count from when the run began, or the winner was chosen, however long making the sends takes.
    fn due(&self, run: &Run, variant: &Variant) -> Timestamp {
        let begun = if run.winner.is_some() { run.decide_at } else { run.frozen_at };
        let begun = begun.unwrap_or(run.scheduled_at);
        variant.hour.map_or(begun, |hour| rules::hours::next_at(begun, hour, &self.zone))
    }

    /// When the result is read.
    pub fn read_at(&self, run: &Run) -> Timestamp {
        let begun = run.frozen_at.unwrap_or(run.scheduled_at);
        let last = self.test.variants.iter().map(|variant| match variant.hour {
            Some(hour) => rules::hours::next_at(begun, hour, &self.zone),
            None => begun,
        });
        last.max().unwrap_or(begun).plus(i64::from(self.test.after_hours) * HOUR)
    }
}

/// A message that a run would send: the program's email, or what a variant makes of it.
#[derive(Debug, Clone)]
pub struct Meant {
    pub variant: Option<Variant>,
    pub key: String,
    pub email: Email,
}

impl Performer {
    /// The messages that a run would send, by what is published now.
    pub fn meant(&self, key: &str, test: Option<&VariantTest>) -> Result<Vec<Meant>, RunError> {
        let image = self.0.engine.image();
        let published = |key: &str| match image.definition(DefinitionKind::Email, key).map(|found| &found.body) {
            Some(Body::Email(email)) => Ok(email.clone()),
            _ => Err(RunError::NoEmail(key.into())),
        };
        let Some(test) = test else {
            return Ok(vec![Meant { variant: None, key: key.into(), email: published(key)? }]);
        };
        let variants = test.variants.iter().map(|variant| {
            let key = if variant.email.is_empty() { key } else { &variant.email };
            let email = Worn::of(variant, false).on(&published(key)?);
            Ok(Meant { variant: Some(variant.clone()), key: key.into(), email })
        });
        variants.collect()
    }

    /// The variants are all in their sends: from now on their result is waited for.
    pub(super) async fn begin_waiting(&self, run: &Run, test: &Tested) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let at = test.read_at(run).max(engine.now());
        store::runs::wait(engine.store(), engine.workspace(), run.id, run.position, at).await
    }

    /// Decides a test whose time has come; says whether something was done.
    pub(super) async fn await_winner(&self, run: &Run, test: &Tested) -> Result<bool, StoreError> {
        let now = self.0.engine.now();
        let Some(at) = run.decide_at.filter(|at| *at <= now && run.test_state == Some(TestState::Waiting)) else {
            return Ok(false);
        };
        if now < at.plus(WAITS_FOR_OPEN) && self.is_going_out(run).await? {
            return Ok(false);
        }
        self.decide(run, test).await
    }

    /// Whether much of a test is still to go out: it was paused, or waits for a quota. A few whose servers say later
    /// change nothing.
    async fn is_going_out(&self, run: &Run) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let states = store::runs::progress(engine.store(), engine.workspace(), run.id).await?;
        let count =
            |of: &dyn Fn(SendState) -> bool| states.iter().filter(|(s, _)| of(**s)).map(|(_, n)| n).sum::<i64>();
        Ok(count(&SendState::is_open) * MOST_OPEN > count(&|state| state != SendState::Held))
    }

    /// The time has come: the best variant is what the others get, or somebody has to choose.
    async fn decide(&self, run: &Run, test: &Tested) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let (store, workspace) = (engine.store(), engine.workspace());
        let (seen, _) = self.seen(run, test).await?;
        let reading = read(&test.test, &seen, true);
        let value = |n: &usize| reading.variants[*n].value.unwrap_or_default();
        let first_best = (0..seen.len()).rev().max_by(|a, b| value(a).total_cmp(&value(b)));
        let found = match (reading.verdict, test.test.unclear) {
            (Verdict::Clear(n), _) => Some((n, TestState::Clear)),
            (Verdict::Unclear(n), Unclear::Leading) => Some((n, TestState::Leading)),
            // Nothing can be said for a variant that nobody got.
            (Verdict::TooEarly, Unclear::Leading) if seen.iter().all(|part| part.reached > 0) => {
                first_best.map(|n| (n, TestState::Leading))
            }
            _ => None,
        };
        let Some((variant, state)) = found.and_then(|(n, state)| Some((test.test.variants.get(n)?, state))) else {
            tracing::info!(run = run.id, "the test of a run is read and nothing is clear; somebody has to choose");
            return store::runs::give_up(store, workspace, run.id).await;
        };
        tracing::info!(run = run.id, winner = variant.key, state = state.as_str(), "the test of a run is decided");
        store::runs::choose(store, workspace, run.id, Choice { winner: &variant.key, state }, engine.now()).await
    }

    /// Somebody chooses what the others get. The error says why that cannot be.
    pub async fn choose_winner(&self, run: &Run, key: &str) -> Result<Result<(), &'static str>, StoreError> {
        let Some(tested) = Tested::of(run)?.filter(|tested| tested.test.share.is_some()) else {
            return Ok(Err("nobody waits for a winner of this run; everybody was to try a variant"));
        };
        if tested.test.variants.iter().all(|variant| variant.key != key) {
            return Ok(Err("there is no such variant in this run; choose one of those that it shows"));
        }
        if run.winner.is_some() {
            return Ok(Err("the winner is chosen already, and others are being written to"));
        }
        if !matches!(run.state, RunState::Running | RunState::Paused) {
            return Ok(Err("the run is over or has not begun"));
        }
        let engine = &self.0.engine;
        let choice = Choice { winner: key, state: TestState::Chosen };
        let done = store::runs::choose(engine.store(), engine.workspace(), run.id, choice, engine.now()).await?;
        self.wake_up();
        Ok(if done { Ok(()) } else { Err("the variants are still being sent; wait a moment") })
    }
}
