//! Which activities a matcher means, worked out once for all of them.

use super::Bulk;
use crate::facts::{Chosen, Series};
use model::filter::Matcher;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Kinds by code, and within a kind the activities that are chosen.
pub(super) struct Meant {
    pub(super) kinds: BTreeSet<u32>,
    pub(super) chosen: Chosen,
}

impl Bulk<'_> {
    pub(super) fn meant(&self, what: &Matcher) -> Meant {
        let details = &self.image.details;
        let kinds: BTreeSet<u32> = what.kind.iter().filter_map(|kind| details.kind_code(kind)).collect();
        let codes: BTreeSet<u32> = what.asset.iter().filter_map(|asset| details.asset_code(asset)).collect();
        let assets = (!what.asset.is_empty()).then(|| codes.into_iter().collect());
        let chosen = match what.properties.is_empty() {
            true => Chosen { assets, details: None },
            false => Chosen { assets, details: Some(Arc::new(self.by_detail(what, &kinds))) },
        };
        Meant { kinds, chosen }
    }

    /// The matcher's own test, once for each detail.
    fn by_detail(&self, what: &Matcher, kinds: &BTreeSet<u32>) -> Vec<bool> {
        let details = &self.image.details;
        let mut meant = vec![false; details.span()];
        for (code, _) in details.iter().filter(|(_, detail)| kinds.contains(&detail.kind)) {
            meant[code as usize] = rules::matches(what, &self.image.fact_of_detail(code));
        }
        meant
    }

    /// The series of the kinds that are meant.
    pub(super) fn series(&self, meant: &Meant) -> impl Iterator<Item = &Series> {
        meant.kinds.iter().filter_map(|kind| self.image.known.series(*kind))
    }
}
