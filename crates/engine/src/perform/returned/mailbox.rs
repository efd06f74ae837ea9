//! What comes by a mailbox that is read: the same as by any other door, for whom its headers say it was delivered.

use crate::perform::Performer;
use async_trait::async_trait;
use content::verp;
use mail::imap::{Place, Reader};
use mail::returned::delivered_for;
use store::ways_back::{Kind, Seen};

#[async_trait]
impl Reader for Performer {
    async fn place(&self, mailbox: &str) -> Result<Option<Place>, String> {
        let engine = &self.0.engine;
        let place = store::mailboxes::place(engine.store(), engine.workspace(), mailbox).await;
        Ok(place.map_err(|error| error.to_string())?.map(|(validity, uid)| Place { validity, uid }))
    }

    async fn take(&self, raw: Vec<u8>) -> Result<(), String> {
        let (keys, now) = (&self.0.options.keys, self.0.engine.now());
        let ours = delivered_for(&raw).into_iter().find(|address| verp::verify(keys, address, now).is_some());
        self.returned(&raw, ours.as_deref(), now).await.map(drop).map_err(|error| error.to_string())
    }

    async fn remember(&self, mailbox: &str, Place { validity, uid }: Place) -> Result<(), String> {
        let engine = &self.0.engine;
        let kept = store::mailboxes::remember(engine.store(), engine.workspace(), mailbox, (validity, uid)).await;
        kept.map_err(|error| error.to_string())
    }

    async fn ended(&self, mailbox: &str, round: Result<usize, &str>) {
        let seen = match round {
            Ok(0) => Seen::Works,
            Ok(_) => Seen::Heard,
            Err(why) => Seen::Fails(why),
        };
        self.saw_way_back((Kind::Mailbox, mailbox), seen).await;
    }
}
