//! Numbers that are few in their span, put into a bitmap one by one.

use roaring::RoaringBitmap;

/// Up to one number in so many of the span is few.
const SPARSE: usize = 64;

/// Words that are looked at before any of their numbers is.
const AT_ONCE: usize = 128;

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
    ///
    /// Words with something in them are found, and numbers that pass are counted, without asking whether: a processor that
    /// guesses the answer is wrong so often that it waits for each value before it looks for the next.
    pub(super) fn take(&mut self, first: usize, words: &[u64], passes: &impl Fn(u32) -> bool) -> bool {
        words.chunks(AT_ONCE).zip((first..).step_by(AT_ONCE)).all(|(words, first)| {
            let mut places = [0_u8; AT_ONCE];
            let mut some = 0;
            for (place, word) in (0..AT_ONCE as u8).zip(words) {
                places[some] = place;
                some += usize::from(*word != 0);
            }
            let most = self.len + some * 64;
            if self.numbers.len() < most {
                self.numbers.resize(most * 2, 0);
            }
            let numbers = &mut self.numbers[..];
            for place in &places[..some] {
                let mut rest = words[*place as usize];
                while rest != 0 {
                    let number = (first as u32 + u32::from(*place)) * 64 + rest.trailing_zeros();
                    numbers[self.len] = number;
                    self.len += usize::from(passes(number));
                    rest &= rest - 1;
                }
            }
            self.len <= self.most
        })
    }

    pub(super) fn into_bitmap(self) -> RoaringBitmap {
        RoaringBitmap::from_sorted_iter(self.numbers.into_iter().take(self.len)).unwrap_or_default()
    }
}
