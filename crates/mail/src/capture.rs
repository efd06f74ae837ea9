//! The built-in outbox: messages are kept for looking at, as the recipient would see them, and go nowhere.

use crate::message::Message;
use async_trait::async_trait;
use model::SendId;

/// A message as the outbox keeps it.
#[derive(Debug, Clone)]
pub struct Captured {
    pub send: SendId,
    pub message_id: String,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub html: Option<String>,
    pub text: String,
    /// The whole message, as it would have gone over the wire.
    pub raw: Vec<u8>,
}

/// Where captured messages are kept, implemented over the store. Keeping the same Message-ID twice keeps it once.
#[async_trait]
pub trait Outbox: Send + Sync {
    async fn keep(&self, captured: Captured) -> Result<(), String>;
}

impl Captured {
    pub(crate) fn of(send: SendId, message: &Message) -> Captured {
        Captured {
            send,
            message_id: message.letter.message_id.clone(),
            from: message.letter.from.to_string(),
            to: message.letter.to.address.clone(),
            subject: message.letter.subject.clone(),
            html: message.letter.html.clone(),
            text: message.letter.text.clone(),
            raw: message.bytes.clone(),
        }
    }
}
