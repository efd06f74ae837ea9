//! Counts of the same activities over several windows that reach up to now: one walk from the latest back, which at the
//! beginning of each window has met exactly what lies within it.

use super::Bulk;
use super::bits::Bits;
use model::filter::{Count, Did, Matcher};
use roaring::RoaringBitmap;
use rules::window::Span;

/// A count that is answered on the way: where its window begins, and how often.
pub(super) struct Asked {
    pub(super) from: i64,
    pub(super) count: Count,
}

/// Highest count that a counter of a byte tells from others.
const MOST: u32 = u8::MAX as u32;

impl Bulk<'_> {
    /// What a condition asks, when it can be answered on the way.
    pub(super) fn asked(&self, did: &Did) -> Option<Asked> {
        let span = Span::of(&did.window, self.now, None, self.local)?;
        let highest = did.count.at_least.max(did.count.at_most.map_or(0, |most| most.saturating_add(1)));
        let fits = span.to > self.now.0 && highest <= MOST;
        fits.then(|| Asked { from: span.from, count: did.count.clone() })
    }

    /// The answers, in the order of what is asked.
    pub(super) fn tallies(&self, what: &Matcher, asked: &[Asked]) -> Vec<RoaringBitmap> {
        let span = self.image.contacts.ids.len();
        let mut walk = Walk::new(asked, span);
        let mut order: Vec<usize> = (0..asked.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(asked[*place].from));
        let (meant, details) = (self.meant(what), &self.image.details);
        let mut to = self.now.0.saturating_add(1);
        let mut answers = vec![RoaringBitmap::new(); asked.len()];
        for place in order {
            let Asked { from, count } = &asked[place];
            if *from < to {
                for series in self.series(&meant) {
                    series.owners(&meant.chosen, details, *from, to, |contact| walk.met(contact));
                }
                to = *from;
            }
            answers[place] = self.answer(&walk, count);
        }
        answers
    }

    fn answer(&self, walk: &Walk, count: &Count) -> RoaringBitmap {
        let living = &self.image.contacts.living;
        let mut passing = match count.at_least {
            0 => living.clone(),
            least => walk.reached(least) & living,
        };
        if let Some(most) = count.at_most {
            passing -= walk.reached(most.saturating_add(1));
        }
        passing
    }
}

/// How often each contact has been met, and who has been met so often as is asked.
struct Walk {
    counters: Vec<u8>,
    /// By count, its place in `reached`; `NOBODY` when nothing asks for it.
    places: [u8; MOST as usize + 1],
    reached: Vec<Bits>,
}

const NOBODY: u8 = u8::MAX;

impl Walk {
    fn new(asked: &[Asked], span: usize) -> Walk {
        let mut walk = Walk { counters: vec![0; span], places: [NOBODY; MOST as usize + 1], reached: Vec::new() };
        let counts = asked.iter().flat_map(|asked| {
            [Some(asked.count.at_least), asked.count.at_most.map(|most| most.saturating_add(1))].into_iter().flatten()
        });
        for count in counts.filter(|count| *count > 0) {
            if walk.places[count as usize] == NOBODY {
                walk.places[count as usize] = walk.reached.len() as u8;
                walk.reached.push(Bits::new(span));
            }
        }
        walk
    }

    fn met(&mut self, contact: u32) {
        let Some(counter) = self.counters.get_mut(contact as usize) else { return };
        if *counter == u8::MAX {
            return;
        }
        *counter += 1;
        if let Some(reached) = self.reached.get_mut(self.places[*counter as usize] as usize) {
            reached.insert(contact);
        }
    }

    fn reached(&self, count: u32) -> RoaringBitmap {
        self.reached[self.places[count as usize] as usize].clone().into_bitmap()
    }
}
