//! A batch of inputs on its way into a transaction, and what happens when it cannot be applied: the inputs to blame are
//! found by halving and parked with the reason, and the rest goes on. The loop never stalls behind one input.

use crate::commit::{Until, commit_of};
use crate::desk::{Desk, Known};
use crate::known::read_known;
use crate::outcome::Refused;
use crate::{Engine, EngineError, Outcome};
use model::{Envelope, Timestamp};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use store::applier::{self, Commit, CommitError, Cursor, Token};

pub(crate) struct Batch<'a> {
    /// Where the applier stands before.
    pub cursor: &'a Cursor,
    /// The last intake number of the batch.
    pub last: i64,
    pub now: Timestamp,
    /// Those that have had no effect yet.
    pub fresh: &'a [&'a Envelope],
}

impl Batch<'_> {
    /// Decides; the inputs at the places in `faulty` are refused without being looked at. None when deciding panicked,
    /// which leaves nothing behind: the image is only read.
    pub fn decide(&self, engine: &Engine, known: Known, faulty: &BTreeSet<usize>) -> Option<(Commit, Until)> {
        let image = engine.image();
        let decided = catch_unwind(AssertUnwindSafe(|| {
            let mut desk = Desk::new(&image, self.now, self.cursor, known);
            let decide = |(nth, envelope): (usize, &&Envelope)| match faulty.contains(&nth) {
                true => Outcome::refused(Refused::new("input", "could not be applied; the server's log says why")),
                false => desk.decide(envelope),
            };
            let outcomes: Vec<Outcome> = self.fresh.iter().enumerate().map(decide).collect();
            (desk.finish(), outcomes)
        }));
        let (decided, outcomes) = decided.ok()?;
        Some(commit_of(self.cursor, self.last, self.now, decided, self.fresh, &outcomes))
    }

    /// The places of the inputs that cannot be applied after those before them: the last one of the shortest part that
    /// fails is to blame, and so on with the others.
    pub async fn faulty(&self, engine: &Engine, token: Token) -> Result<BTreeSet<usize>, EngineError> {
        let mut faulty = BTreeSet::new();
        while !self.succeeds(self.fresh.len(), engine, token, &faulty).await? {
            let (mut good, mut bad) = (0, self.fresh.len());
            while bad - good > 1 {
                let middle = usize::midpoint(good, bad);
                match self.succeeds(middle, engine, token, &faulty).await? {
                    true => good = middle,
                    false => bad = middle,
                }
            }
            if bad == 0 || !faulty.insert(bad - 1) {
                return Err(EngineError::Undecidable);
            }
        }
        Ok(faulty)
    }

    /// Whether the first so many inputs could be applied.
    async fn succeeds(
        &self,
        first: usize,
        engine: &Engine,
        token: Token,
        faulty: &BTreeSet<usize>,
    ) -> Result<bool, EngineError> {
        let part = Batch { fresh: &self.fresh[..first], ..*self };
        let known = read_known(engine, part.fresh).await?;
        let Some((commit, _)) = part.decide(engine, known, faulty) else { return Ok(false) };
        match applier::rehearse(engine.store(), engine.workspace(), token, self.cursor, &commit).await {
            Ok(()) => Ok(true),
            Err(CommitError::Fenced) => Err(EngineError::Taken),
            Err(CommitError::Other(error)) if error.is_about_the_data() => Ok(false),
            Err(CommitError::Other(error) | CommitError::Unknown(error)) => Err(error.into()),
        }
    }
}
