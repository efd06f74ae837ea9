//! The capture outbox over the store.

use crate::Engine;
use async_trait::async_trait;
use mail::{Captured, Outbox};
use store::outbox::NewMessage;

/// Keeps captured messages where the UI shows them.
pub struct StoreOutbox(pub Engine);

#[async_trait]
impl Outbox for StoreOutbox {
    async fn keep(&self, captured: Captured) -> Result<(), String> {
        let message = NewMessage {
            send: Some(captured.send).filter(|send| send.0 > 0),
            from: captured.from,
            to: captured.to,
            subject: captured.subject,
            mime: captured.raw,
            at: self.0.now(),
        };
        let kept = store::outbox::add(self.0.store(), self.0.workspace(), &message).await;
        kept.map(drop).map_err(|error| error.to_string())
    }
}
