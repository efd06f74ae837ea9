//! "First this, then that": one pass in order of time that remembers the last first of each contact. Never a join,
//! which would explode on the busiest contacts. The rarer of the two is read first, and of the other only what its
//! contacts did.

use super::Bulk;
use super::bits::{Bits, Ranked};
use super::meant::Meant;
use model::filter::Sequence;
use model::{DAY, Timestamp};
use roaring::RoaringBitmap;
use rules::window::Span;
use std::ops::Range;

/// Instants with their contacts.
type Moments = Vec<(i64, u32)>;

impl Bulk<'_> {
    pub(super) fn sequence(&self, sequence: &Sequence) -> RoaringBitmap {
        let Some(span) = Span::of(sequence.window, self.now, Some(Timestamp(i64::MIN))) else {
            return RoaringBitmap::new();
        };
        let now = self.now.0.saturating_add(1);
        let (first, then) = (self.meant(&sequence.first), self.meant(&sequence.then));
        let (for_first, for_then) = (span.from..span.to.min(now), span.from..now);
        let (firsts, thens, who);
        if self.at_most(&first, &for_first) <= self.at_most(&then, &for_then) {
            firsts = self.in_order(&first, for_first, |_| true);
            who = self.contacts_of(&firsts);
            thens = self.in_order(&then, for_then, |contact| who.has(contact));
        } else {
            thens = self.in_order(&then, for_then, |_| true);
            who = self.contacts_of(&thens);
            firsts = self.in_order(&first, for_first, |contact| who.has(contact));
        }
        let starts = self.starts(sequence.window);
        let begun = |at: i64, contact: u32| starts.as_ref().is_none_or(|starts| at >= starts[contact as usize]);
        let within = i64::from(sequence.within_days).saturating_mul(DAY);
        // The nearest first before a `then` is the only one worth asking; i64::MIN is none.
        let mut last = vec![i64::MIN; who.len()];
        let mut firsts = firsts.into_iter().peekable();
        let mut found = Bits::new(self.image.contacts.ids.len());
        for (at, contact) in thens {
            while let Some((first_at, owner)) = firsts.next_if(|(first_at, _)| *first_at < at) {
                if begun(first_at, owner) {
                    last[who.place(owner)] = first_at;
                }
            }
            let before = last[who.place(contact)];
            if before != i64::MIN && at.saturating_sub(before) <= within {
                found.insert(contact);
            }
        }
        found.into_bitmap()
    }

    /// No fewer than are meant within `[from, to)`.
    fn at_most(&self, meant: &Meant, within: &Range<i64>) -> usize {
        self.series(meant).map(|series| series.at_most(&meant.chosen, within.start, within.end)).sum()
    }

    /// What is meant within `[from, to)` and done by those who pass, in order of time.
    fn in_order(&self, meant: &Meant, within: Range<i64>, passes: impl Fn(u32) -> bool) -> Moments {
        let mut moments = Vec::new();
        for series in self.series(meant) {
            let (details, Range { start, end }) = (&self.image.details, within.clone());
            series.moments(&meant.chosen, details, start, end, &passes, |at, contact| moments.push((at, contact)));
        }
        if !moments.is_sorted_by_key(|(at, _)| *at) {
            // A few sorted runs: the sort merges them.
            moments.sort_by_key(|(at, _)| *at);
        }
        moments
    }

    fn contacts_of(&self, moments: &Moments) -> Ranked {
        let mut contacts = Bits::new(self.image.contacts.ids.len());
        moments.iter().for_each(|(_, contact)| contacts.insert(*contact));
        contacts.ranked()
    }
}
