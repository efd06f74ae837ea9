//! Who gets nothing, to compare with.

use super::super::compose::settings;
use super::super::ends::waits;
use super::super::{Performer, gate};
use super::HOLDOUT;
use store::StoreError;
use store::sends::NewSend;

impl Performer {
    /// Only who would have been written to can be compared with those who were: of the holdout, others have the gate's
    /// reason.
    pub(in crate::perform) async fn spare_comparable(&self, sends: &mut [NewSend]) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let settings = settings(&engine.image());
        let mut spared: Vec<&mut NewSend> =
            sends.iter_mut().filter(|send| send.held.as_deref() == Some(HOLDOUT)).collect();
        let Some(settings) = settings.filter(|_| !spared.is_empty()) else { return Ok(()) };
        let asked: Vec<&NewSend> = spared.iter().map(|send| &**send).collect();
        let words = gate::would_hold(engine, &asked, &settings).await?;
        for (send, held) in spared.iter_mut().zip(words) {
            // Who only has to wait would have got it.
            if let Some(held) = held.filter(|held| !waits(held, engine.now())) {
                send.held = Some(held.reason);
            }
        }
        Ok(())
    }
}
