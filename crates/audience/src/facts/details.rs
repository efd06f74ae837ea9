//! The interned combinations of kind, asset, source and properties: a predicate on them is evaluated once for each
//! combination, however many activities share it. Counted, so that erased properties leave memory.

use crate::dict::{Dict, NO_TEXT};
use hashbrown::{DefaultHashBuilder, HashTable};
use model::{Activity, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// Code of the asset of an activity without one.
pub(crate) const NO_ASSET: u32 = NO_TEXT;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Detail {
    pub(crate) kind: u32,
    pub(crate) asset: u32,
    pub(crate) source: u32,
    pub(crate) properties: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(crate) struct Details {
    details: Vec<Option<Detail>>,
    uses: Vec<u32>,
    free: Vec<u32>,
    /// Rises when a code is given again.
    generation: u64,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
    kinds: Dict,
    assets: Dict,
    sources: Dict,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    details: Vec<Option<Detail>>,
    uses: Vec<u32>,
    kinds: Dict,
    assets: Dict,
    sources: Dict,
}

impl Default for Details {
    fn default() -> Self {
        Details {
            details: Vec::new(),
            uses: Vec::new(),
            free: Vec::new(),
            generation: 0,
            index: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            kinds: Dict::default(),
            assets: Dict::default(),
            sources: Dict::default(),
        }
    }
}

impl Details {
    /// The detail of an activity, counting one more holder.
    pub(crate) fn hold(&mut self, activity: &Activity) -> u32 {
        let kind = self.kinds.find(&activity.kind).unwrap_or_else(|| self.kinds.hold(&activity.kind));
        let asset = match activity.asset.as_deref() {
            Some(asset) => self.assets.find(asset).unwrap_or_else(|| self.assets.hold(asset)),
            None => NO_ASSET,
        };
        let source = self.sources.find(&activity.source).unwrap_or_else(|| self.sources.hold(&activity.source));
        let hash = self.hasher.hash_one((kind, asset, source, &activity.properties));
        let same = |code: &u32| {
            let detail = self.details[*code as usize].as_ref();
            detail.is_some_and(|d| {
                (d.kind, d.asset, d.source) == (kind, asset, source) && d.properties == activity.properties
            })
        };
        if let Some(code) = self.index.find(hash, same) {
            self.uses[*code as usize] += 1;
            return *code;
        }
        let detail = Detail { kind, asset, source, properties: activity.properties.clone() };
        let code = self.free.pop().unwrap_or(self.details.len() as u32);
        if code as usize == self.details.len() {
            self.details.push(None);
            self.uses.push(0);
        } else {
            self.generation += 1;
        }
        self.details[code as usize] = Some(detail);
        self.uses[code as usize] = 1;
        self.enter(code);
        code
    }

    pub(crate) fn release(&mut self, code: u32) {
        let uses = &mut self.uses[code as usize];
        *uses = uses.saturating_sub(1);
        if *uses > 0 {
            return;
        }
        let Some(detail) = self.details[code as usize].take() else { return };
        if let Ok(entry) = self.index.find_entry(self.hash(&detail), |other| *other == code) {
            entry.remove();
        }
        self.free.push(code);
    }

    pub(crate) fn get(&self, code: u32) -> &Detail {
        self.details[code as usize].as_ref().expect("a detail lives as long as an activity holds it")
    }

    pub(crate) fn kind_code(&self, kind: &str) -> Option<u32> {
        self.kinds.find(kind)
    }

    pub(crate) fn asset_code(&self, asset: &str) -> Option<u32> {
        self.assets.find(asset)
    }

    pub(crate) fn kind(&self, code: u32) -> &str {
        self.kinds.text(code).unwrap_or_default()
    }

    pub(crate) fn asset(&self, code: u32) -> Option<&str> {
        self.assets.text(code)
    }

    pub(crate) fn source(&self, code: u32) -> &str {
        self.sources.text(code).unwrap_or_default()
    }

    /// While it stays the same, a code that was in use means what it meant.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Details in use, with their codes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &Detail)> {
        self.details.iter().enumerate().filter_map(|(code, detail)| Some((code as u32, detail.as_ref()?)))
    }

    /// One more than the highest code: the length of a table indexed by detail.
    pub(crate) fn span(&self) -> usize {
        self.details.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let properties: usize = self.iter().map(|(_, detail)| detail.properties.len() * 80).sum();
        let texts = self.kinds.heap_bytes() + self.assets.heap_bytes() + self.sources.heap_bytes();
        self.details.capacity() * (size_of::<Option<Detail>>() + 4) + properties + texts + self.index.capacity() * 5
    }

    fn hash(&self, detail: &Detail) -> u64 {
        self.hasher.hash_one((detail.kind, detail.asset, detail.source, &detail.properties))
    }

    fn enter(&mut self, code: u32) {
        let Details { details, index, hasher, .. } = self;
        let hash_of = |code: &u32| match &details[*code as usize] {
            Some(detail) => hasher.hash_one((detail.kind, detail.asset, detail.source, &detail.properties)),
            None => 0,
        };
        index.insert_unique(hash_of(&code), code, hash_of);
    }
}

impl From<Stored> for Details {
    fn from(stored: Stored) -> Self {
        let Stored { details, uses, kinds, assets, sources } = stored;
        let mut all = Details { details, uses, kinds, assets, sources, ..Details::default() };
        all.uses.resize(all.details.len(), 0);
        for code in (0..all.details.len() as u32).rev() {
            match all.details[code as usize] {
                Some(_) => all.enter(code),
                None => all.free.push(code),
            }
        }
        all
    }
}

impl From<Details> for Stored {
    fn from(all: Details) -> Self {
        Stored { details: all.details, uses: all.uses, kinds: all.kinds, assets: all.assets, sources: all.sources }
    }
}
