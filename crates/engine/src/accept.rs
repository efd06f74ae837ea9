//! Accept: the door behind every door. An input is acknowledged when it lies durably in the intake, not before.

use crate::{Engine, Outcome};
use model::input::{MAX_BATCH, pack};
use model::{Envelope, Input, Timestamp};
use std::time::Duration;

/// Largest packed intake row, in bytes.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Longest message id, in bytes.
const MOST_ID: usize = 100;
/// How long an edit waits for the applier.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why inputs were not accepted. Nothing of the batch has been kept.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    #[error("{0}")]
    TooLarge(String),
    #[error("too much is waiting to be written; try again in a few seconds")]
    Busy,
    #[error("accepted, but not applied yet; look again in a few seconds")]
    Slow,
    #[error("accepted; it is applied when the server has started again")]
    Stopping,
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl Engine {
    /// Appends inputs as one row of the intake; returns its number once it is durable.
    pub async fn accept(&self, envelopes: Vec<Envelope>) -> Result<i64, AcceptError> {
        if envelopes.len() > MAX_BATCH {
            return Err(AcceptError::TooLarge(format!("more than {MAX_BATCH} inputs in one batch; split it")));
        }
        if let Some(envelope) = envelopes.iter().find(|envelope| envelope.message_id.len() > MOST_ID) {
            let start: String = envelope.message_id.chars().take(20).collect();
            return Err(AcceptError::TooLarge(format!("the message id \"{start}…\" is longer than {MOST_ID} bytes")));
        }
        let bytes = pack(&envelopes).map_err(|error| AcceptError::TooLarge(error.to_string()))?;
        if bytes.len() > MOST_BYTES {
            return Err(AcceptError::TooLarge(format!("more than {MOST_BYTES} bytes in one batch; split it")));
        }
        let seq =
            self.0.intake.append(self.workspace(), bytes, envelopes.len()).await.map_err(|error| match error {
                store::StoreError::Busy => AcceptError::Busy,
                other => AcceptError::Store(other),
            })?;
        self.0.wake.notify_one();
        Ok(seq)
    }

    /// Waits until the applier has passed an intake number.
    pub async fn wait_for(&self, seq: i64) -> Result<(), AcceptError> {
        let mut applied = self.0.applied.subscribe();
        // Not everybody who appends says so: what somebody waits for is looked for at once.
        if *applied.borrow() < seq {
            self.0.wake.notify_one();
        }
        let reached = applied.wait_for(|applied| *applied >= seq);
        tokio::select! {
            biased;
            reached = tokio::time::timeout(PATIENCE, reached) => match reached {
                Ok(Ok(_)) => Ok(()),
                _ => Err(AcceptError::Slow),
            },
            () = self.stopped() => Err(AcceptError::Stopping),
        }
    }

    /// Appends inputs, waits until they are applied, and answers what became of each, in order.
    pub async fn apply_and_wait(&self, envelopes: Vec<Envelope>) -> Result<Vec<Outcome>, AcceptError> {
        let ids: Vec<String> = envelopes.iter().map(|envelope| envelope.message_id.clone()).collect();
        let seq = self.accept(envelopes).await?;
        self.wait_for(seq).await?;
        let mut kept = store::seen::outcomes(self.store(), self.workspace(), &ids).await?;
        let outcome = |applied: store::seen::Applied| serde_json::from_str(&applied.outcome).unwrap_or_default();
        Ok(ids.iter().map(|id| kept.remove(id).map(outcome).unwrap_or_default()).collect())
    }

    /// An envelope made here and now, for edits by a user and for the engine's own inputs.
    pub fn envelope(&self, message_id: impl Into<String>, source: &str, input: Input) -> Envelope {
        Envelope {
            message_id: message_id.into(),
            source: source.to_string(),
            historical: false,
            cause: None,
            depth: 0,
            received_at: self.now(),
            user: None,
            input,
        }
    }

    /// One tick by hand: time-dependent state is settled as of the clock's now.
    pub async fn tick(&self) -> Result<(), AcceptError> {
        let now: Timestamp = self.now();
        let envelope = self.envelope(format!("tick:{}", now.0), "time", Input::Tick);
        let seq = self.accept(vec![envelope]).await?;
        self.wait_for(seq).await
    }
}
