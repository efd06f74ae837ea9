//! From the spool to the store: hits of messages that we know, of people who may be tracked. A file that is read twice
//! after a crash leaves nothing twice.

use super::Performer;
use super::spool::number_of;
use crate::perform::compose::settings;
use model::definition::Tracking;
use model::hit::Hit;
use model::{ContactId, MINUTE, Object, SendId, Timestamp, Value};
use rules::View;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Instant;
use store::StoreError;
use store::hits::{Place, Slot};
use store::sends::Send;

/// Hits that are kept in one transaction.
const AT_ONCE: usize = 1_000;
/// While somebody asks at the door, hits give way: they get their label minutes later in any case. Not where so many bytes
/// of them wait.
const PRESSING: u64 = 256 << 20;
/// Most hits of one link, or of the pixel, of a message that are kept of a minute. More say nothing more, and whoever has
/// the link can make as many as they like.
const MOST_A_MINUTE: usize = 20;

impl Performer {
    /// Brings everything that was acknowledged by now to the store. A file with which alone that fails waits by itself.
    pub(super) async fn drain(&self) -> Result<(), StoreError> {
        let spool = &self.0.spool;
        // First what an earlier time has left, then what is there now; what comes after that is the next time's, or labels
        // would wait until nobody clicks any more.
        for _ in 0..2 {
            let files = spool.waiting().await.map_err(|source| failed(spool.folder(), source))?;
            if files.is_empty() {
                return Ok(());
            }
            for file in files {
                let kept = self.drain_file(&file).await;
                if let Err(error) = kept.and_then(|()| spool.done(&file).map_err(|source| failed(&file, source))) {
                    // No file comes in while the database is away.
                    if error.is_outage() {
                        return Err(error);
                    }
                    tracing::warn!(%error, "a file of opens and clicks waits in the spool; trying again");
                    spool.put_off(&file);
                }
            }
        }
        Ok(())
    }

    async fn drain_file(&self, file: &Path) -> Result<(), StoreError> {
        let Some(spool) = number_of(file) else { return Ok(()) };
        let text = match tokio::fs::read(file).await {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            read => read.map_err(|source| failed(file, source))?,
        };
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let mut times: HashMap<Slot, usize> = HashMap::new();
        let mut lines = (0..).zip(text.split(|byte| *byte == b'\n'));
        loop {
            let (since, before) = (Instant::now(), self.0.spool.bytes());
            // Some at a time: whoever comes to the door meanwhile has a turn in between. A line that broke off was never
            // acknowledged.
            let read = lines.by_ref().take(AT_ONCE);
            let read: Vec<_> =
                read.map(|(line, bytes)| (Place { spool, line }, serde_json::from_slice(bytes))).collect();
            if read.is_empty() {
                return Ok(());
            }
            let hits = read.into_iter().filter_map(|(place, hit)| Some((place, hit.ok()?)));
            let mut some: Vec<(Place, Hit)> = hits.collect();
            let known = self.tracked(some.iter().map(|(_, hit)| hit.send)).await?;
            some.retain(|(_, hit)| known.contains(&hit.send));
            let instants = || some.iter().map(|(_, hit)| hit.at);
            let (Some(first), Some(last)) = (instants().min(), instants().max()) else { continue };
            let sends: Vec<SendId> = known.into_iter().collect();
            // Of whole minutes, and without this file's own, so that the same are kept when it is read again.
            let minute = |at: Timestamp, later: i64| Timestamp((at.0.div_euclid(MINUTE) + later) * MINUTE);
            let window = (minute(first, 0), minute(last, 1).plus(-1));
            for (slot, n) in store::hits::others(store, workspace, spool, &sends, window).await? {
                times.entry(slot).or_insert(n);
            }
            let mut is_kept = |hit: &Hit| {
                let n = times.entry(Slot::of(hit)).or_default();
                *n += 1;
                *n <= MOST_A_MINUTE
            };
            some.retain(|(_, hit)| is_kept(hit));
            store::hits::keep(store, workspace, &some).await?;
            if (before + 1..PRESSING).contains(&self.0.spool.bytes()) {
                tokio::time::sleep(since.elapsed() * 4).await;
            }
        }
    }

    /// Those of the sends that are known and whose contacts may be tracked.
    async fn tracked(&self, sends: impl Iterator<Item = SendId>) -> Result<HashSet<SendId>, StoreError> {
        let engine = &self.0.engine;
        let ids: Vec<SendId> = sends.collect::<BTreeSet<_>>().into_iter().collect();
        let contacts = store::sends::contacts(engine.store(), engine.workspace(), &ids).await?;
        let image = engine.image();
        let tracking = settings(&image).map(|settings| settings.tracking).unwrap_or_default();
        let may = contacts.into_iter().filter(|(_, contact)| agrees(&*image, &tracking, *contact));
        Ok(may.map(|(send, _)| send).collect())
    }

    /// The same with all that is known of them.
    pub(super) async fn tracked_sends(
        &self,
        sends: impl Iterator<Item = SendId>,
    ) -> Result<HashMap<SendId, Send>, StoreError> {
        let engine = &self.0.engine;
        let ids: Vec<SendId> = sends.collect::<BTreeSet<_>>().into_iter().collect();
        let sends = store::sends::by_ids(engine.store(), engine.workspace(), &ids).await?;
        let image = engine.image();
        let tracking = settings(&image).map(|settings| settings.tracking).unwrap_or_default();
        let may = |send: &Send| !send.address.is_empty() && agrees(&*image, &tracking, send.contact);
        Ok(sends.into_iter().filter(may).map(|send| (send.id, send)).collect())
    }
}

fn failed(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::File { path: path.to_path_buf(), source }
}

/// Whether a contact's opens and clicks may be noted. One that was erased is not there to agree.
fn agrees(view: &impl View, tracking: &Tracking, contact: ContactId) -> bool {
    let Some(subject) = view.subject(contact) else { return false };
    match tracking {
        Tracking::Everyone => true,
        Tracking::Nobody => false,
        Tracking::Agreed(field) => view.field(subject, Object::Contact, field) == Some(Value::Boolean(true)),
    }
}
