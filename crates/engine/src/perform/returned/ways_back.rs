//! How the ways do by which mail comes back, and who is told when one does not.

use super::Performer;
use model::{DAY, HOUR, SECOND, Timestamp};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};
use store::StoreError;
use store::ways_back::{Kind, Seen, WayBack};

/// The same is noted again after so long: bounces come by the hundred.
const AGAIN: i64 = 10 * SECOND;
/// A way of which nothing was noted for so long is not spoken of any more: it has been given up.
const FORGOTTEN: i64 = 30 * DAY;
/// A mailbox that cannot be read for so long is told of: until then it may be a server that restarts.
const PATIENCE: i64 = HOUR;
/// So many characters of a reason are kept.
const LONGEST: usize = 300;

/// When what was last noted of each way.
#[derive(Default)]
pub(in super::super) struct Noted(Mutex<HashMap<(Kind, String, &'static str), Timestamp>>);

impl Noted {
    /// Whether it is to be noted now.
    fn anew(&self, (kind, name): (Kind, &str), seen: Seen<'_>, now: Timestamp) -> bool {
        let seen = match seen {
            Seen::Works => "works",
            Seen::Heard => "heard",
            Seen::Fails(_) => "fails",
        };
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match noted.entry((kind, name.to_string(), seen)) {
            // A clock may be put back.
            Entry::Occupied(at) if (now.0 - at.get().0).abs() < AGAIN => false,
            entry => {
                entry.insert_entry(now);
                true
            }
        }
    }
}

impl Performer {
    /// Notes how a way back does. That it cannot be noted keeps nobody from using it.
    pub async fn saw_way_back(&self, way: (Kind, &str), seen: Seen<'_>) {
        if !self.0.ways_back.anew(way, seen, self.0.engine.now()) {
            return;
        }
        // Strangers have a say in it.
        let short: String = match seen {
            Seen::Fails(reason) => reason.chars().take(LONGEST).collect(),
            Seen::Works | Seen::Heard => String::new(),
        };
        let seen = if let Seen::Fails(_) = seen { Seen::Fails(&short) } else { seen };
        if let Err(error) = self.note_way_back(way, seen).await {
            tracing::warn!(kind = way.0.as_str(), %error, "how a way back does could not be noted");
        }
    }

    async fn note_way_back(&self, (kind, name): (Kind, &str), seen: Seen<'_>) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let since = store::ways_back::note(store, workspace, (kind, name), seen, now).await?;
        let (Kind::Mailbox, Some(since), Seen::Fails(reason)) = (kind, since, seen) else { return Ok(()) };
        if now.0 - since.0 < PATIENCE {
            return Ok(());
        }
        let text = format!(
            "The mailbox {name} cannot be read: {reason}. Bounces and complaints in it are not seen until it can, and \
             mail goes on to addresses that do not work."
        );
        let about = (format!("Cannot be read: {name}"), text, "outbox?tab=returned".to_string());
        let notices = self.notices(None, about, &format!("mailbox:{name}:{}", since.0)).await?;
        store::work::add(store, workspace, &notices, now).await
    }

    /// The domain whose mail comes to us, and every way back that is in use.
    pub async fn ways_back(&self) -> Result<(Option<&str>, Vec<WayBack>), StoreError> {
        let engine = &self.0.engine;
        let since = engine.now().plus(-FORGOTTEN);
        let ways = store::ways_back::all(engine.store(), engine.workspace(), since).await?;
        Ok((self.0.options.bounce_domain.as_deref(), ways))
    }
}
