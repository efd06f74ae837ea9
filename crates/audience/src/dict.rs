//! Interned text: each distinct text once, named by a dense code. Code 0 is "no text".
//!
//! Codes are counted, so that what nobody holds any more (an erased contact's name) leaves memory and snapshots.

use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;

/// The code of "no text".
pub(crate) const NO_TEXT: u32 = 0;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(crate) struct Dict {
    /// By code; slot 0 is never used.
    texts: Vec<Option<Box<str>>>,
    uses: Vec<u32>,
    free: Vec<u32>,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Bytes of all texts, for estimates.
    bytes: usize,
}

/// What a snapshot keeps; the rest is rebuilt.
#[derive(Serialize, Deserialize)]
struct Stored {
    texts: Vec<Option<Box<str>>>,
    uses: Vec<u32>,
}

impl Default for Dict {
    fn default() -> Self {
        Dict {
            texts: vec![None],
            uses: vec![0],
            free: Vec::new(),
            index: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            bytes: 0,
        }
    }
}

impl Dict {
    /// The code of a text, if it is held.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.index.find(hash, |code| self.text(*code) == Some(text)).copied()
    }

    /// The code of a text, counting one more holder.
    pub(crate) fn hold(&mut self, text: &str) -> u32 {
        if let Some(code) = self.find(text) {
            self.uses[code as usize] += 1;
            return code;
        }
        let code = self.free.pop().unwrap_or(self.texts.len() as u32);
        if code as usize == self.texts.len() {
            self.texts.push(None);
            self.uses.push(0);
        }
        self.texts[code as usize] = Some(text.into());
        self.uses[code as usize] = 1;
        self.bytes += text.len();
        self.enter(code);
        code
    }

    /// One holder less; the last one frees the text.
    pub(crate) fn release(&mut self, code: u32) {
        let Some(uses) = self.uses.get_mut(code as usize).filter(|uses| **uses > 0) else { return };
        *uses -= 1;
        if *uses > 0 {
            return;
        }
        let Some(text) = self.texts[code as usize].take() else { return };
        let hash = self.hasher.hash_one(&*text);
        if let Ok(entry) = self.index.find_entry(hash, |other| *other == code) {
            entry.remove();
        }
        self.bytes -= text.len();
        self.free.push(code);
    }

    pub(crate) fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(code as usize)?.as_deref()
    }

    /// One more than the highest code ever in use: the length of a table indexed by code.
    pub(crate) fn span(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.bytes + self.texts.len() * (16 + 16 + 4) + self.index.capacity() * 5
    }

    fn enter(&mut self, code: u32) {
        let Dict { texts, index, hasher, .. } = self;
        let hash_of = |code: &u32| hasher.hash_one(texts[*code as usize].as_deref().unwrap_or_default());
        index.insert_unique(hash_of(&code), code, hash_of);
    }
}

impl From<Stored> for Dict {
    fn from(stored: Stored) -> Self {
        let mut dict = Dict { texts: stored.texts, uses: stored.uses, ..Dict::default() };
        dict.uses.resize(dict.texts.len(), 0);
        for code in (1..dict.texts.len() as u32).rev() {
            match &dict.texts[code as usize] {
                Some(text) => {
                    dict.bytes += text.len();
                    dict.enter(code);
                }
                None => dict.free.push(code),
            }
        }
        dict
    }
}

impl From<Dict> for Stored {
    fn from(dict: Dict) -> Self {
        Stored { texts: dict.texts, uses: dict.uses }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_leaves_with_its_last_holder() {
        let mut dict = Dict::default();
        let (a, b) = (dict.hold("a"), dict.hold("b"));
        assert_eq!(dict.hold("a"), a);
        dict.release(a);
        assert_eq!(dict.text(a), Some("a"));
        dict.release(a);
        assert_eq!((dict.text(a), dict.find("a"), dict.find("b")), (None, None, Some(b)));
        assert_eq!(dict.hold("c"), a, "the slot is used again");
    }

    #[test]
    fn comes_back_from_its_stored_form() {
        let mut dict = Dict::default();
        let codes: Vec<u32> = ["x", "y", "z"].iter().map(|text| dict.hold(text)).collect();
        dict.release(codes[1]);
        let mut again = Dict::from(Stored::from(dict));
        assert_eq!((again.find("x"), again.find("y")), (Some(codes[0]), None));
        assert_eq!(again.hold("w"), codes[1]);
    }
}
