//! Numbers that are few in their span, put into a bitmap one by one.

use roaring::RoaringBitmap;

/// Up to one number in so many of the span is few.
const SPARSE: usize = 64;

/// Numbers in order, as long as they are few.
pub(super) struct Few {
    /// Room, of which the first `len` are taken.
    numbers: Vec<u32>,
    len: usize,
    most: usize,
}

impl Few {
    pub(super) fn of_span(span: usize) -> Few {
        Few { numbers: Vec::new(), len: 0, most: span / SPARSE }
    }

    /// Takes those of some words that pass a test; false when they are not few any more.
    pub(super) fn take(&mut self, first: usize, words: &[u64], passes: &impl Fn(u32) -> bool) -> bool {
        for (place, word) in (first as u32..).zip(words).filter(|(_, word)| **word != 0) {
            // Each is written, and counted when it passes: a processor that guesses whether it does is wrong every other
            // time, and waits for each value before it looks for the next.
            if self.numbers.len() < self.len + 64 {
                self.numbers.resize((self.len + 64) * 2, 0);
            }
            let mut rest = *word;
            while rest != 0 {
                let number = place * 64 + rest.trailing_zeros();
                rest &= rest - 1;
                self.numbers[self.len] = number;
                self.len += usize::from(passes(number));
            }
            if self.len > self.most {
                return false;
            }
        }
        true
    }

    pub(super) fn into_bitmap(self) -> RoaringBitmap {
        RoaringBitmap::from_sorted_iter(self.numbers.into_iter().take(self.len)).unwrap_or_default()
    }
}
