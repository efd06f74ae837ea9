//! From the spool to the store: hits of messages that we know, of people who may be tracked. A file that is read twice
//! after a crash leaves nothing twice.

use super::Performer;
use super::spool::number_of;
use crate::perform::compose::settings;
use model::definition::Tracking;
use model::hit::Hit;
use model::{ContactId, Object, SendId, Value};
use rules::View;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use store::StoreError;
use store::hits::Place;
use store::sends::Send;

/// Hits that are kept in one transaction.
const AT_ONCE: usize = 1_000;

impl Performer {
    /// Brings everything that was acknowledged by now to the store.
    pub(super) async fn drain(&self) -> Result<(), StoreError> {
        let spool = &self.0.spool;
        loop {
            let files = spool.waiting().await.map_err(|source| failed(spool.folder(), source))?;
            if files.is_empty() {
                return Ok(());
            }
            for file in files {
                self.drain_file(&file).await?;
                spool.done(&file).map_err(|source| failed(&file, source))?;
            }
        }
    }

    async fn drain_file(&self, file: &Path) -> Result<(), StoreError> {
        let Some(spool) = number_of(file) else { return Ok(()) };
        let text = tokio::fs::read(file).await.map_err(|source| failed(file, source))?;
        // A line that broke off was never acknowledged.
        let hits: Vec<(Place, Hit)> = (0..)
            .zip(text.split(|byte| *byte == b'\n'))
            .filter_map(|(line, bytes)| Some((Place { spool, line }, serde_json::from_slice(bytes).ok()?)))
            .collect();
        let engine = &self.0.engine;
        for some in hits.chunks(AT_ONCE) {
            let known = self.tracked_sends(some.iter().map(|(_, hit)| hit.send)).await?;
            let kept: Vec<(Place, Hit)> =
                some.iter().filter(|(_, hit)| known.contains_key(&hit.send)).cloned().collect();
            store::hits::keep(engine.store(), engine.workspace(), &kept).await?;
        }
        Ok(())
    }

    /// Those of the sends that are known and whose contacts may be tracked.
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
