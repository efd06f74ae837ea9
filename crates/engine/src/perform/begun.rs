//! A send that has begun: what it tells the line when it is over, and its place on the wire.

use super::lanes::Heard;
use model::ContactId;
use std::time::Duration;
use store::sends::Send;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};

/// A send that has begun, and what its end tells the line. Dropping it says that it is over.
pub(super) struct Begun {
    pub events: mpsc::UnboundedSender<Event>,
    pub over: Option<Over>,
}

pub(super) struct Over {
    pub contact: ContactId,
    pub domain: String,
    pub operational: bool,
    pub heard: Heard,
    /// The way out itself does not work.
    pub no_way: bool,
    /// From the first command to the answer.
    pub took: Duration,
    pub words: Option<String>,
    /// It was not tried; its claim is given back.
    pub left: Option<i64>,
}

pub(super) enum Event {
    Over(Over),
    /// What was put off has been recorded.
    PutOff,
}

impl Begun {
    /// It is left as it was claimed: mail is being stopped.
    pub fn leave(&mut self, token: i64) {
        if let Some(over) = &mut self.over {
            over.left = Some(token);
        }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let event = self.over.take().map_or(Event::PutOff, Event::Over);
        let _ = self.events.send(event);
    }
}

/// Places for messages on the wire. A message keeps its place until its end is recorded, so that no more are in doubt
/// after a crash than there were connections.
pub(super) struct Wire {
    all: Semaphore,
    /// Of marketing mail: some are kept for what is operational.
    marketing: Semaphore,
}

impl Wire {
    pub fn new(width: usize) -> Wire {
        let kept = if width > 1 { (width / 10).max(1) } else { 0 };
        Wire { all: Semaphore::new(width), marketing: Semaphore::new(width - kept) }
    }

    pub async fn place(&self, send: &Send) -> (Option<SemaphorePermit<'_>>, Option<SemaphorePermit<'_>>) {
        // Never closed.
        let marketing = if send.operational { None } else { self.marketing.acquire().await.ok() };
        (marketing, self.all.acquire().await.ok())
    }
}
