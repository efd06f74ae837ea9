//! Identity of rows: message ids that are the same for the same row of the same source, so that a file brought twice
//! changes nothing; and rows of one file that name the same record twice.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A hash over parts that cannot run into each other.
pub fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The first 16 bytes of a hash as 32 hexadecimal digits.
pub fn hex(hash: &[u8; 32]) -> String {
    hash[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn short(hash: &[u8; 32]) -> u64 {
    u64::from_le_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
}

/// What a row is to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    New,
    /// The same record with the same values on an earlier line.
    Same(u64),
    /// The same record with other values on an earlier line.
    Other(u64),
}

/// The records named so far: 8 bytes of the key's hash, the line, 8 bytes of the content's. At most as many as a file may
/// have rows.
#[derive(Debug, Default)]
pub struct Records {
    lines: HashMap<u64, (u64, u64)>,
}

impl Records {
    pub fn see(&mut self, key: &[u8; 32], content: &[u8; 32], line: u64) -> Seen {
        match self.lines.entry(short(key)) {
            Entry::Vacant(place) => {
                place.insert((line, short(content)));
                Seen::New
            }
            Entry::Occupied(known) => match *known.get() {
                (line, same) if same == short(content) => Seen::Same(line),
                (line, _) => Seen::Other(line),
            },
        }
    }
}

/// How often each content has occurred: two equal rows of a ledger are two deeds, unless they carry an id.
#[derive(Debug, Default)]
pub struct Occurrences {
    counts: HashMap<u64, u32>,
}

impl Occurrences {
    /// 0 for the first of its kind.
    pub fn count(&mut self, content: &[u8; 32]) -> u32 {
        let count = self.counts.entry(short(content)).or_insert(0);
        let before = *count;
        *count = count.saturating_add(1);
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hex(&hash(&[b"a"])).len(), 32);
    }

    #[test]
    fn records_and_occurrences() {
        let (mut records, key, one, two) = (Records::default(), hash(&[b"k"]), hash(&[b"1"]), hash(&[b"2"]));
        assert_eq!(records.see(&key, &one, 2), Seen::New);
        assert_eq!(records.see(&key, &one, 3), Seen::Same(2));
        assert_eq!(records.see(&key, &two, 4), Seen::Other(2));
        let mut occurrences = Occurrences::default();
        assert_eq!((occurrences.count(&one), occurrences.count(&two), occurrences.count(&one)), (0, 0, 1));
    }
}
