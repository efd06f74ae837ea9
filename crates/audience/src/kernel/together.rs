//! Many filters at once: their distinct leaves are worked out once, on every processor, and then each filter is
//! algebra on what is there.

use super::{Bulk, name};
use crate::Image;
use crate::spread::spread;
use model::{Filter, Timestamp};
use roaring::RoaringBitmap;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl Image {
    /// Several filters at once; what they share is worked out once.
    pub fn select_each<'f>(&self, filters: impl IntoIterator<Item = &'f Filter>, now: Timestamp) -> Vec<RoaringBitmap> {
        let filters: Vec<&Filter> = filters.into_iter().collect();
        let mut bulk = Bulk::new(self, now);
        bulk.prepare(filters.iter().copied());
        let makers = || {
            let mut bulk = bulk.clone();
            move |filter: &&Filter| bulk.select(filter).into_owned()
        };
        spread(&filters, self.threads(), makers)
    }
}

impl Bulk<'_> {
    /// Works out every leaf of these filters and of the segments that they build on.
    pub(crate) fn prepare<'f>(&mut self, filters: impl IntoIterator<Item = &'f Filter>) {
        let mut leaves: HashMap<String, Filter> = HashMap::new();
        let mut seen = HashSet::new();
        for filter in filters {
            self.gather(filter, &mut leaves, &mut seen);
        }
        let leaves: Vec<(String, Filter)> = leaves.into_iter().collect();
        let shared: &Bulk<'_> = self;
        let worked_out =
            spread(&leaves, self.image.threads(), || |(_, leaf): &(String, Filter)| shared.worked_out(leaf));
        self.leaves = Arc::new(leaves.into_iter().map(|(name, _)| name).zip(worked_out).collect());
    }

    fn gather(&self, filter: &Filter, leaves: &mut HashMap<String, Filter>, seen: &mut HashSet<String>) {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| self.gather(part, leaves, seen)),
            Filter::Not(part) => self.gather(part, leaves, seen),
            Filter::InSegment(key) => {
                if let Some(filter) = (self.segments)(key).filter(|_| seen.insert(key.clone())) {
                    self.gather(filter, leaves, seen);
                }
            }
            Filter::AtAccount(test) => self.gather(&test.who, leaves, seen),
            leaf => {
                leaves.entry(name(leaf)).or_insert_with(|| leaf.clone());
            }
        }
    }
}
