//! The next inputs, read while the batch before them is being decided, as long as more wait than a batch takes.

use crate::applier::Applier;
use crate::batch::{MOST_INPUTS, take_rows};
use crate::{Engine, EngineError};
use model::Envelope;
use std::collections::HashSet;
use std::sync::Arc;
use store::applier::Commit;
use tokio::task::JoinHandle;

/// Inputs that wait.
pub(crate) struct Waiting {
    /// The last intake number of theirs.
    pub last: i64,
    pub envelopes: Vec<Envelope>,
    /// Those that the store said have had their effect.
    seen: HashSet<String>,
    /// What was on its way into the store when it was asked.
    beside: Option<Arc<Commit>>,
}

/// A reading under way.
pub(crate) type Ahead = JoinHandle<Result<Option<Waiting>, EngineError>>;

impl Waiting {
    async fn read(engine: Engine, after: i64, beside: Option<Arc<Commit>>) -> Result<Option<Waiting>, EngineError> {
        let (store, workspace) = (engine.store(), engine.workspace());
        let rows = store::intake::next(store, workspace, after, MOST_INPUTS).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let (last, envelopes) = take_rows(rows);
        let ids: Vec<String> = envelopes.iter().map(|envelope| envelope.message_id.clone()).collect();
        let seen = store::seen::outcomes(store, workspace, &ids).await?.into_keys().collect();
        Ok(Some(Waiting { last, envelopes, seen, beside }))
    }

    /// Those that have had no effect yet, and have none by what was launched last.
    pub fn fresh(mut self, launched: Option<&Commit>) -> (i64, Vec<Envelope>) {
        let commits = self.beside.as_deref().into_iter().chain(launched);
        let mut gone: HashSet<&str> =
            commits.flat_map(|commit| &commit.seen).map(|seen| seen.message_id.as_str()).collect();
        let fresh: Vec<bool> = self
            .envelopes
            .iter()
            .map(|envelope| !self.seen.contains(&envelope.message_id) && gone.insert(&envelope.message_id))
            .collect();
        let mut fresh = fresh.into_iter();
        self.envelopes.retain(|_| fresh.next().unwrap_or_default());
        (self.last, self.envelopes)
    }
}

impl Applier {
    /// What waits behind the last batch, read by now or read now.
    pub async fn waiting(&mut self) -> Result<Option<Waiting>, EngineError> {
        if let Some(ahead) = self.ahead.take()
            && let Ok(waiting) = ahead.await
            && let Some(waiting) = waiting?
        {
            return Ok(Some(waiting));
        }
        Waiting::read(self.engine.clone(), self.cursor.applied, None).await
    }

    /// Begins to read what waits behind a batch that is about to be decided. A batch that was not filled has left
    /// nothing: then the next one is read when its turn comes, with all that has come until then.
    pub fn read_ahead(&mut self, waiting: &Waiting) {
        if waiting.envelopes.len() > MOST_INPUTS / 2 {
            let reading = Waiting::read(self.engine.clone(), waiting.last, self.launched.clone());
            self.ahead = Some(tokio::spawn(reading));
        }
    }

    /// Nothing that was read or launched is to be relied on: the store says what stands.
    pub fn look_anew(&mut self) {
        self.keys.forget();
        (self.ahead, self.launched) = (None, None);
    }
}
