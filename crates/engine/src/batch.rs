//! A batch of inputs on its way into a transaction, and what happens when it cannot be applied: the inputs to blame are
//! found by halving and parked with the reason, and the rest goes on. The loop never stalls behind one input.

use crate::commit::{Until, commit_of};
use crate::desk::{Desk, Known};
use crate::keys::Keys;
use crate::known::read_known;
use crate::outcome::Refused;
use crate::{Engine, EngineError, Outcome};
use audience::Overlay;
use model::input::unpack;
use model::{ChangeBatch, Envelope, Input, Timestamp};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use store::applier::{self, Commit, CommitError, Cursor, Token};
use store::intake::IntakeRow;

/// Inputs that one transaction takes at most, unless one row holds more.
pub(crate) const MOST_INPUTS: usize = 4_000;

pub(crate) struct Batch {
    /// Where the applier stands before.
    pub cursor: Cursor,
    /// The last intake number of the batch.
    pub last: i64,
    pub now: Timestamp,
    /// Those that have had no effect yet.
    pub fresh: Vec<Envelope>,
}

impl Batch {
    /// Decides after the batch `before`, when one is on its way into the store and not in the image yet. None when
    /// deciding panicked, which leaves nothing behind: the image is only read.
    pub fn decide(
        &self,
        engine: &Engine,
        keys: &Keys,
        known: Known,
        before: Option<&ChangeBatch>,
    ) -> Option<(Commit, Until)> {
        self.decide_part(&self.fresh, engine, (keys, known), before, &BTreeSet::new())
    }

    /// Decides the first inputs; those at the places in `faulty` are refused without being looked at.
    fn decide_part(
        &self,
        fresh: &[Envelope],
        engine: &Engine,
        (keys, known): (&Keys, Known),
        before: Option<&ChangeBatch>,
        faulty: &BTreeSet<usize>,
    ) -> Option<(Commit, Until)> {
        let image = engine.image();
        let decided = catch_unwind(AssertUnwindSafe(|| {
            let view = match before {
                Some(before) => Overlay::after(&image, before, self.now).ok()?,
                None => Overlay::new(&image, self.now),
            };
            let mut desk = Desk::new(view, &self.cursor, keys, known);
            let decide = |(nth, envelope): (usize, &Envelope)| match faulty.contains(&nth) {
                true => Outcome::refused(Refused::new("input", "could not be applied; the server's log says why")),
                false => desk.decide(envelope),
            };
            let outcomes: Vec<Outcome> = fresh.iter().enumerate().map(decide).collect();
            Some((desk.finish(), outcomes))
        }));
        let (decided, outcomes) = decided.ok()??;
        Some(commit_of(&self.cursor, self.last, self.now, decided, fresh, &outcomes))
    }

    /// Decides without the inputs that cannot be applied.
    pub async fn decide_rest(
        &self,
        engine: &Engine,
        token: Token,
        keys: &mut Keys,
    ) -> Result<Option<(Commit, Until)>, EngineError> {
        let faulty = self.faulty(engine, token, keys).await?;
        tracing::error!(inputs = faulty.len(), "a batch could not be applied; those to blame are parked");
        let known = read_known(engine, keys, &self.fresh).await?;
        Ok(self.decide_part(&self.fresh, engine, (keys, known), None, &faulty))
    }

    /// The places of the inputs that cannot be applied after those before them: the last one of the shortest part that
    /// fails is to blame, and so on with the others.
    async fn faulty(&self, engine: &Engine, token: Token, keys: &mut Keys) -> Result<BTreeSet<usize>, EngineError> {
        let mut faulty = BTreeSet::new();
        while !self.succeeds(self.fresh.len(), engine, token, keys, &faulty).await? {
            let (mut good, mut bad) = (0, self.fresh.len());
            while bad - good > 1 {
                let middle = usize::midpoint(good, bad);
                match self.succeeds(middle, engine, token, keys, &faulty).await? {
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
        keys: &mut Keys,
        faulty: &BTreeSet<usize>,
    ) -> Result<bool, EngineError> {
        let part = &self.fresh[..first];
        let known = read_known(engine, keys, part).await?;
        let Some((commit, _)) = self.decide_part(part, engine, (keys, known), None, faulty) else { return Ok(false) };
        match applier::rehearse(engine.store(), engine.workspace(), token, &self.cursor, &commit).await {
            Ok(()) => Ok(true),
            Err(CommitError::Fenced) => Err(EngineError::Taken),
            Err(CommitError::Other(error)) if error.is_about_the_data() => Ok(false),
            Err(CommitError::Other(error) | CommitError::Unknown(error)) => Err(error.into()),
        }
    }
}

/// Splits off the rows that one transaction takes: up to the limit, and a published definition alone, because it is
/// settled for everybody over the image as it stands.
pub(crate) fn take_rows(rows: Vec<IntakeRow>) -> (i64, Vec<Envelope>) {
    let mut taken = Vec::new();
    let mut last = 0;
    for row in rows {
        let envelopes = unpack(&row.payload).unwrap_or_else(|error| {
            tracing::error!(seq = row.seq, %error, "an intake row cannot be read and is passed over");
            Vec::new()
        });
        let defines = |envelopes: &[Envelope]| envelopes.iter().any(|e| matches!(e.input, Input::Definition { .. }));
        let alone = defines(&envelopes);
        if !taken.is_empty() && (alone || defines(&taken) || taken.len() + envelopes.len() > MOST_INPUTS) {
            break;
        }
        last = row.seq;
        taken.extend(envelopes);
        if alone {
            break;
        }
    }
    (last, taken)
}
