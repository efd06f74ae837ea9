//! What must be remembered about a send while it leaves.

use async_trait::async_trait;
use model::SendId;

/// The store could not record; nothing more may be sent until it can.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the send could not be recorded: {0}")]
pub struct LedgerError(pub String);

/// Durable states of sends, implemented over the store.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Records durably that the final dot may be written from now on, if the send is still ours (lease and token) and
    /// nothing has come between. `false` stops the attempt: nothing has been sent.
    async fn handing(&self, send: SendId) -> Result<bool, LedgerError>;
}
