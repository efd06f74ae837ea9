//! "First this, then that": one pass in order of time that remembers the last first of each contact. Never a join,
//! which would explode on the busiest contacts. The rarer of the two is read first, and of the other only what its
//! contacts did.

use super::Bulk;
use super::bits::{Bits, Ranked};
use super::meant::Meant;
use crate::spread::spread;
use model::DAY;
use model::filter::{Matcher, NotSince, Sequence};
use roaring::RoaringBitmap;
use std::ops::Range;

/// One in so many is few: looking at a timeline costs as much as going over so many activities that lie side by side. In
/// development builds every other is, so that tests come here and past here.
const FEW: usize = if cfg!(debug_assertions) { 2 } else { 128 };

/// Instants with their contacts, in order of time.
type Moments = Vec<(i64, u32)>;

impl Bulk<'_> {
    pub(super) fn sequence(&self, sequence: &Sequence) -> RoaringBitmap {
        let (first, then) = (self.meant(&sequence.first), self.meant(&sequence.then));
        let for_first = self.within(&sequence.window);
        let for_then = for_first.start..self.now.0.saturating_add(1);
        let starts = self.starts(&sequence.window);
        let begun = |at: i64, contact: u32| starts.as_ref().is_none_or(|starts| at >= starts[contact as usize]);
        let within = i64::from(sequence.within_days).saturating_mul(DAY);
        let span = self.image.contacts.ids.len();
        if self.at_most(&first, &for_first) <= self.at_most(&then, &for_then) {
            let firsts = self.in_order(&first, for_first, |_| true);
            let who = self.contacts_of(&firsts);
            let thens = self.in_order(&then, for_then, |contact| who.has(contact));
            let mut pass = Pass::new(&thens, &who, within, span);
            let begun = firsts.into_iter().filter(|(at, contact)| begun(*at, *contact));
            begun.for_each(|(at, contact)| pass.first(at, contact));
            return pass.finish();
        }
        let thens = self.in_order(&then, for_then, |_| true);
        if thens.len() * FEW <= self.at_most(&first, &for_first) {
            return self.by_timelines(&first, &for_first, begun, &thens, within);
        }
        let who = self.contacts_of(&thens);
        let part = |firsts: &Range<i64>| {
            // Nothing before a first follows it, and nothing later than the last one allows.
            let from = thens.partition_point(|(at, _)| *at < firsts.start);
            let to = thens.partition_point(|(at, _)| *at <= firsts.end.saturating_add(within));
            let mut pass = Pass::new(&thens[from..to], &who, within, span);
            let passes = |contact| who.has(contact);
            self.each_in_order(&first, firsts.clone(), passes, |at, contact| {
                if begun(at, contact) {
                    pass.first(at, contact);
                }
            });
            pass.finish()
        };
        let parts = spread(&self.parts(&first, &for_first), self.image.threads(), || part);
        parts.into_iter().fold(RoaringBitmap::new(), |all, part| all | part)
    }

    /// Parts of `[from, to)` to be gone through side by side, from the first activity that is meant.
    fn parts(&self, meant: &Meant, within: &Range<i64>) -> Vec<Range<i64>> {
        let many = if cfg!(debug_assertions) { 3 } else { self.image.threads() as i64 };
        let first = self.series(meant).filter_map(|series| series.first(within.start, within.end)).min();
        let Some(start) = first else { return Vec::new() };
        let long = (within.end - start) / many + 1;
        (0..many).map(|n| start + n * long..within.end.min(start + (n + 1) * long)).collect()
    }

    /// What few did is looked for on their own timelines.
    fn by_timelines(
        &self,
        first: &Meant,
        for_first: &Range<i64>,
        begun: impl Fn(i64, u32) -> bool,
        thens: &Moments,
        within: i64,
    ) -> RoaringBitmap {
        let details = &self.image.details;
        let is_first =
            |detail: u32| first.kinds.contains(&details.get(detail).kind) && first.chosen.has(detail, details);
        let mut found = Bits::new(self.image.contacts.ids.len());
        for (at, contact) in thens {
            let (from, to) = (for_first.start.max(at.saturating_sub(within)), for_first.end.min(*at));
            let line = self.image.known.timeline(*contact).from(from);
            let mut deeds = line.deeds().take_while(|(first_at, _)| *first_at < to);
            if !found.has(*contact) && deeds.any(|(at, detail)| is_first(detail) && begun(at, *contact)) {
                found.insert(*contact);
            }
        }
        found.into_bitmap()
    }

    /// Whose last first is not followed.
    pub(super) fn not_since(&self, wanted: &NotSince) -> RoaringBitmap {
        let for_first = self.within(&wanted.window);
        let for_then = for_first.start..self.now.0.saturating_add(1);
        let starts = self.starts(&wanted.window);
        let begun = |at: i64, contact: u32| starts.as_ref().is_none_or(|starts| at >= starts[contact as usize]);
        let last = |what: &Matcher, within: Range<i64>, counts: &dyn Fn(i64, u32) -> bool| {
            let mut last = vec![i64::MIN; self.image.contacts.ids.len()];
            let meant = self.meant(what);
            for series in self.series(&meant) {
                let each = |at, contact: u32| {
                    if counts(at, contact) {
                        let known = &mut last[contact as usize];
                        *known = at.max(*known);
                    }
                };
                series.moments(&meant.chosen, &self.image.details, within.start, within.end, |_| true, each);
            }
            last
        };
        let firsts = last(&wanted.first, for_first, &begun);
        let thens = last(&wanted.then, for_then, &|_, _| true);
        Bits::of(firsts.len(), |contact| firsts[contact] != i64::MIN && thens[contact] <= firsts[contact]).into_bitmap()
    }

    /// No fewer than are meant within `[from, to)`.
    fn at_most(&self, meant: &Meant, within: &Range<i64>) -> usize {
        self.series(meant).map(|series| series.at_most(&meant.chosen, within.start, within.end)).sum()
    }

    /// Calls `each` with what is meant within `[from, to)` and done by those who pass, in order of time.
    fn each_in_order(
        &self,
        meant: &Meant,
        within: Range<i64>,
        passes: impl Fn(u32) -> bool,
        mut each: impl FnMut(i64, u32),
    ) {
        let (details, Range { start, end }) = (&self.image.details, within);
        let mut series = self.series(meant);
        match (series.next(), series.next()) {
            (Some(only), None) if meant.chosen.is_in_order() => {
                only.moments(&meant.chosen, details, start, end, passes, each);
            }
            _ => {
                let mut moments = Moments::new();
                for series in self.series(meant) {
                    let push = |at, contact| moments.push((at, contact));
                    series.moments(&meant.chosen, details, start, end, &passes, push);
                }
                // Sorted runs: the sort merges them.
                moments.sort_by_key(|(at, _)| *at);
                moments.into_iter().for_each(|(at, contact)| each(at, contact));
            }
        }
    }

    fn in_order(&self, meant: &Meant, within: Range<i64>, passes: impl Fn(u32) -> bool) -> Moments {
        let mut moments = Vec::new();
        self.each_in_order(meant, within, passes, |at, contact| moments.push((at, contact)));
        moments
    }

    fn contacts_of(&self, moments: &Moments) -> Ranked {
        let mut contacts = Bits::new(self.image.contacts.ids.len());
        moments.iter().for_each(|(_, contact)| contacts.insert(*contact));
        contacts.ranked()
    }
}

/// The walk through both in order of time.
struct Pass<'p> {
    thens: &'p [(i64, u32)],
    /// How many of them have been asked.
    asked: usize,
    /// Of whom anything is remembered.
    who: &'p Ranked,
    /// By place in `who`: the last first, i64::MIN is none. The nearest one before a `then` is the only one worth asking.
    last: Vec<i64>,
    within: i64,
    found: Bits,
}

impl<'p> Pass<'p> {
    fn new(thens: &'p [(i64, u32)], who: &'p Ranked, within: i64, span: usize) -> Pass<'p> {
        Pass { thens, asked: 0, who, last: vec![i64::MIN; who.len()], within, found: Bits::new(span) }
    }

    /// The next first, of one of `who`.
    fn first(&mut self, at: i64, contact: u32) {
        // What happens together does not follow.
        self.ask_until(at);
        self.last[self.who.place(contact)] = at;
    }

    /// Asks every `then` up to an instant, included.
    fn ask_until(&mut self, until: i64) {
        while let Some((at, contact)) = self.thens.get(self.asked).filter(|(at, _)| *at <= until) {
            let before = self.last[self.who.place(*contact)];
            if before != i64::MIN && at.saturating_sub(before) <= self.within {
                self.found.insert(*contact);
            }
            self.asked += 1;
        }
    }

    fn finish(mut self) -> RoaringBitmap {
        self.ask_until(i64::MAX);
        self.found.into_bitmap()
    }
}
