//! The keys of records that the applier has met of late, those that name nobody included. Nobody else writes keys, so
//! what is here stays true for as long as the lease is held.

use std::collections::HashMap;
use store::identity::{Identity, IdentityKind};

/// Keys that are kept; with more, all are looked up anew.
const MOST: usize = 200_000;

/// Which record a key names, as far as that is known.
#[derive(Debug, Default)]
pub(crate) struct Keys([HashMap<String, Option<i64>>; IdentityKind::ALL.len()]);

impl Keys {
    /// `Some(None)`: it is known that the key names nothing.
    pub fn get(&self, kind: IdentityKind, value: &str) -> Option<Option<i64>> {
        self.0[kind as usize].get(value).copied()
    }

    /// The keys that name something, with what.
    pub fn iter(&self) -> impl Iterator<Item = (IdentityKind, &str, i64)> {
        let of = |kind: IdentityKind| self.0[kind as usize].iter().map(move |(value, id)| (kind, value.as_str(), *id));
        IdentityKind::ALL.into_iter().flat_map(of).filter_map(|(kind, value, id)| Some((kind, value, id?)))
    }

    pub fn put(&mut self, kind: IdentityKind, value: String, id: Option<i64>) {
        self.0[kind as usize].insert(value, id);
    }

    /// Takes over what a batch writes. Whatever is not on its way into the store can be looked up there again.
    pub fn follow(&mut self, written: &[Identity]) {
        if self.0.iter().map(HashMap::len).sum::<usize>() > MOST {
            self.forget();
        }
        for key in written {
            self.put(key.kind, key.value.clone(), key.id);
        }
    }

    /// Forgets everything: the store is to be asked again.
    pub fn forget(&mut self) {
        self.0.iter_mut().for_each(HashMap::clear);
    }
}
