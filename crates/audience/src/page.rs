//! Pages of contacts in an order, for lists.

use crate::Image;
use model::ContactId;
use roaring::RoaringBitmap;

/// What a list of contacts is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    Id,
    Created,
    /// The total score.
    Score,
    /// The latest activity that is the contact's own, up to the image's `now`.
    LastActivity,
}

/// An order of contacts. Ties are broken by id, in the same direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub by: SortBy,
    pub descending: bool,
}

impl Image {
    /// One page of a set of contacts (dense numbers, as [`Image::select`] gives them) in an order. What is not living
    /// is left out.
    pub fn sorted(&self, contacts: &RoaringBitmap, order: Order, offset: usize, limit: usize) -> Vec<ContactId> {
        let mut keyed: Vec<(i64, i64)> = (contacts & &self.contacts.living)
            .iter()
            .map(|dense| (self.sort_key(dense, order.by), self.contacts.ids.id(dense)))
            .map(|(key, id)| if order.descending { (key.saturating_neg(), -id) } else { (key, id) })
            .collect();
        let end = offset.saturating_add(limit).min(keyed.len());
        if offset >= end {
            return Vec::new();
        }
        if end < keyed.len() {
            keyed.select_nth_unstable(end - 1);
            keyed.truncate(end);
        }
        keyed.sort_unstable();
        keyed[offset..end].iter().map(|(_, id)| ContactId(id.abs())).collect()
    }

    fn sort_key(&self, dense: u32, by: SortBy) -> i64 {
        match by {
            SortBy::Id => 0,
            SortBy::Created => self.contacts.created[dense as usize],
            SortBy::Score => i64::from(self.members.scores(dense).total()),
            SortBy::LastActivity => self.last_own(dense).map_or(i64::MIN, |at| at.0),
        }
    }
}
