//! "First this, then that": one pass in order of time that remembers the last first of each contact. Never a join,
//! which would explode on the busiest contacts.

use super::Bulk;
use super::did::Meant;
use model::filter::Sequence;
use model::{DAY, Timestamp};
use roaring::RoaringBitmap;
use rules::window::Span;

impl Bulk<'_> {
    pub(super) fn sequence(&self, sequence: &Sequence) -> RoaringBitmap {
        let Some(span) = Span::of(sequence.window, self.now, Some(Timestamp(i64::MIN))) else {
            return RoaringBitmap::new();
        };
        let now = self.now.0.saturating_add(1);
        let (first, then) = (self.meant(&sequence.first), self.meant(&sequence.then));
        let starts = self.starts(sequence.window);
        let mut firsts = self.in_order(&first, span.from, span.to.min(now)).into_iter().peekable();
        let thens = self.in_order(&then, span.from, now);
        let within = i64::from(sequence.within_days).saturating_mul(DAY);
        // The nearest first before a `then` is the only one worth asking; i64::MIN is none.
        let mut last = vec![i64::MIN; self.image.contacts.ids.len()];
        let mut found = RoaringBitmap::new();
        for (at, contact) in thens {
            while let Some((first_at, owner)) = firsts.next_if(|(first_at, _)| *first_at < at) {
                let begun = starts.as_ref().is_none_or(|starts| first_at >= starts[owner as usize]);
                if begun {
                    last[owner as usize] = first_at;
                }
            }
            let before = last[contact as usize];
            if before != i64::MIN && at.saturating_sub(before) <= within {
                found.insert(contact);
            }
        }
        found
    }

    /// What is meant within `[from, to)`, in order of time, with its contact.
    fn in_order(&self, meant: &Meant, from: i64, to: i64) -> Vec<(i64, u32)> {
        let mut rows = Vec::new();
        for series in meant.kinds.iter().filter_map(|kind| self.image.known.series(*kind)) {
            series.scan(from, to, |run| {
                let hits = (0..run.at.len()).filter(|row| meant.has(run.detail[*row]));
                rows.extend(hits.map(|row| (run.at[row], run.owner[row])));
            });
        }
        if meant.kinds.len() > 1 {
            // A few sorted runs: the sort merges them.
            rows.sort_by_key(|(at, _)| *at);
        }
        rows
    }
}
