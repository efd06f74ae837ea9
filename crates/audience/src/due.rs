//! When time alone may flip the pure state of a contact: for each contact the earliest `until` of its verdicts.
//!
//! Not part of the fold: it follows from the image and is computed when it is asked for, for the contacts that changed
//! since. After a restart every contact counts as changed.

use roaring::RoaringBitmap;
use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

#[derive(Debug, Default)]
pub(crate) struct Due {
    queue: Mutex<Queue>,
}

#[derive(Debug, Clone, Default)]
struct Queue {
    until: HashMap<u32, i64>,
    order: BTreeSet<(i64, u32)>,
    stale: RoaringBitmap,
    /// Everybody is stale.
    all: bool,
}

impl Clone for Due {
    fn clone(&self) -> Self {
        let queue = self.queue.lock().map(|queue| queue.clone()).unwrap_or_default();
        Due { queue: Mutex::new(queue) }
    }
}

impl Due {
    fn queue(&mut self) -> &mut Queue {
        self.queue.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn touch(&mut self, contact: u32) {
        self.queue().stale.insert(contact);
    }

    pub(crate) fn touch_all(&mut self, contacts: RoaringBitmap) {
        self.queue().stale |= contacts;
    }

    pub(crate) fn touch_everybody(&mut self) {
        self.queue().all = true;
    }
}
