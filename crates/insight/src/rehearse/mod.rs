//! What a draft would have done: a segment, a scoring model or a qualification runs over history before it is published.
//! The past is read through `rules::past`, which never sees what came later; the image is read in short turns, and what
//! takes too long is stopped and says so.

mod days;
mod missed;
mod movers;
mod predict;
mod question;
mod records;
mod types;

pub use predict::{DECILES, auc, deciles};
pub use question::can_be;
pub use types::*;

use crate::query::Source;
use model::definition::{Body, MAIN};
use model::{ContactId, DefinitionKind, Timestamp, UserId};
use question::{Question, Rules};
use records::Knowledge;
use rules::Problem;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long the image is held in one turn: whoever decides on events waits no longer.
const TURN: Duration = Duration::from_millis(20);
/// Contacts that are followed through history at most; of more, one of every few stands for the others.
const MOST_FOLLOWED: usize = 100_000;

/// A rehearsal to be held.
pub struct Wanted<'a> {
    pub kind: DefinitionKind,
    pub key: &'a str,
    /// The draft, which has passed validation.
    pub draft: &'a Body,
    pub now: Timestamp,
    pub zone: &'a str,
    /// Names of owners.
    pub users: &'a HashMap<UserId, String>,
    /// How long it may take.
    pub limit: Duration,
}

/// Why a rehearsal was not held to its end.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum RehearsalError {
    /// Conditions ask about what keeps no history.
    #[error("the draft asks about what keeps no history")]
    NoHistory(Vec<Problem>),
    #[error("a definition of this kind cannot be rehearsed")]
    Kind,
    /// Gates need both a scoring model and a qualification.
    #[error("publish a scoring model and a qualification first; one is not rehearsed without the other")]
    Incomplete,
    #[error("the rehearsal took longer than {0} seconds; rehearse a narrower draft, or when the server is less busy")]
    TooLong(u64),
}

/// The limit on time, asked between turns.
struct Clock {
    began: Instant,
    limit: Duration,
}

impl Clock {
    fn check(&self) -> Result<(), RehearsalError> {
        match self.began.elapsed() > self.limit {
            true => Err(RehearsalError::TooLong(self.limit.as_secs())),
            false => Ok(()),
        }
    }
}

/// Everything that the parts of a rehearsal share.
struct Rehearser<'a> {
    source: &'a dyn Source,
    wanted: &'a Wanted<'a>,
    clock: Clock,
    /// The draft's question, and the published version's where there is one.
    draft: Question,
    published: Option<Question>,
}

/// Holds a rehearsal. Blocks for as long as it takes.
pub fn rehearse(source: &dyn Source, wanted: &Wanted<'_>) -> Result<Rehearsal, RehearsalError> {
    let clock = Clock { began: Instant::now(), limit: wanted.limit };
    let mut read = None;
    source.read(&mut |image| read = Some(question::both(image, wanted)));
    let (draft, published) = read.ok_or(RehearsalError::Kind)??;
    Rehearser { source, wanted, clock, draft, published }.hold()
}

impl Rehearser<'_> {
    fn hold(self) -> Result<Rehearsal, RehearsalError> {
        let (now, enters, leaves, overlap) = self.movers()?;
        let (days, followed) = self.days()?;
        let (prediction, missed) = match (&self.draft.rules, self.wanted.kind) {
            (Rules::Gates { .. }, kind) if kind != DefinitionKind::Segment => {
                (Some(self.prediction()?), Some(self.missed()?))
            }
            _ => (None, None),
        };
        let left_out = days.iter().map(|day| day.left_out).max().unwrap_or_default();
        Ok(Rehearsal {
            kind: self.wanted.kind,
            key: self.wanted.key.to_string(),
            at: self.wanted.now,
            now,
            days,
            enters,
            leaves,
            overlap,
            assumptions: assumptions(left_out, followed, prediction.is_some()),
            prediction,
            missed,
            ms: u64::try_from(self.clock.began.elapsed().as_millis()).unwrap_or(u64::MAX),
        })
    }

    /// Every id, in turns: the image is let go between them.
    fn in_turns<I: Copy, T>(
        &self,
        ids: &[I],
        mut each: impl FnMut(&Knowledge<'_>, I, &mut T),
        mut sum: T,
    ) -> Result<T, RehearsalError> {
        let mut rest = ids.iter();
        while !rest.as_slice().is_empty() {
            self.clock.check()?;
            self.source.read(&mut |image| {
                let (knowledge, began) = (Knowledge { image }, Instant::now());
                for id in rest.by_ref() {
                    each(&knowledge, *id, &mut sum);
                    if began.elapsed() > TURN {
                        break;
                    }
                }
            });
        }
        Ok(sum)
    }

    /// What the version in force answers beside the draft; when both are the same, what the draft answers.
    fn beside<T: Clone>(
        &self,
        draft: &T,
        ask: impl FnOnce(&Question) -> Result<T, RehearsalError>,
    ) -> Result<Option<T>, RehearsalError> {
        match &self.published {
            Some(question) if *question == self.draft => Ok(Some(draft.clone())),
            Some(question) => ask(question).map(Some),
            None => Ok(None),
        }
    }

    /// Who is followed through history, and of how many contacts one.
    fn followed(&self) -> (Vec<ContactId>, usize) {
        let all = self.candidates();
        let every = all.len().div_ceil(MOST_FOLLOWED).max(1);
        (all.into_iter().step_by(every).collect(), every)
    }

    /// Whom the draft can concern: everybody, or whoever has a lead.
    fn candidates(&self) -> Vec<ContactId> {
        let mut ids = Vec::new();
        self.source.read(&mut |image| {
            ids = match self.draft.rules {
                Rules::Segment(_) => image.contact_ids().collect(),
                Rules::Gates { .. } => {
                    let leads = image.lead_ids().filter_map(|lead| image.lead(lead));
                    leads.filter_map(|lead| image.resolve(lead.contact)).collect()
                }
            };
        });
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// What holds of every figure, and of these in particular.
fn assumptions(left_out: u64, every: usize, predicts: bool) -> Vec<String> {
    let mut all = vec![
        "The past is cut by when things happened, not by when they were recorded: history that was imported later counts at its own time.".to_string(),
        "What was never changed since it was brought in counts as having stood so all along.".to_string(),
        "Segments and assets that the draft builds on are taken as they are published today.".to_string(),
    ];
    if left_out > 0 {
        all.push(format!(
            "Up to {left_out} contacts a day are left out, because something that the draft asks about has changed since and nobody kept what it was."
        ));
    }
    if every > 1 {
        all.push(format!(
            "By day and over the dates, one contact of every {every} was followed and stands for the others."
        ));
    }
    if predicts {
        all.push("A lead counts as won when an opportunity in which its contact has a role is won within 90 days after the date; a lead that is open at several dates counts at each.".to_string());
    }
    all
}

/// The published body of a kind.
fn published(image: &audience::Image, kind: DefinitionKind, key: &str) -> Option<Body> {
    image.definition(kind, key).map(|published| published.body.clone())
}

/// The scoring model and the qualification in force.
fn in_force(image: &audience::Image) -> (Option<Body>, Option<Body>) {
    (published(image, DefinitionKind::Scoring, MAIN), published(image, DefinitionKind::Qualification, MAIN))
}
