//! An activity of a timeline as it is kept: sixteen bytes in a list of its own, thirteen at rest.

use crate::raw::Plain;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) at: i64,
    pub(super) number: u32,
    pub(super) detail: u32,
}

impl Fact {
    /// The order of every timeline.
    pub(super) fn key(&self) -> (i64, u32) {
        (self.at, self.number)
    }
}

impl Plain for Fact {
    const WIDTH: usize = 16;

    fn put(self, out: &mut Vec<u8>) {
        self.at.put(out);
        self.number.put(out);
        self.detail.put(out);
    }

    fn take(bytes: &[u8]) -> Fact {
        Fact { at: i64::take(&bytes[..8]), number: u32::take(&bytes[8..12]), detail: u32::take(&bytes[12..16]) }
    }
}

/// At rest: microseconds since an instant that neighbours share in six bytes, the number in four, the detail in three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row([u8; 13]);

/// So far from the shared instant: nearly nine years.
const SPAN: i64 = 1 << 48;
const DETAILS: u32 = 1 << 24;

impl Row {
    /// `None` when an activity does not fit.
    pub(super) fn of(fact: Fact, first: i64) -> Option<Row> {
        let since = fact.at.checked_sub(first).filter(|since| (0..SPAN).contains(since))?;
        if fact.detail >= DETAILS {
            return None;
        }
        let mut bytes = [0; 13];
        bytes[..6].copy_from_slice(&since.to_le_bytes()[..6]);
        bytes[6..10].copy_from_slice(&fact.number.to_le_bytes());
        bytes[10..].copy_from_slice(&fact.detail.to_le_bytes()[..3]);
        Some(Row(bytes))
    }

    fn at(&self, first: i64) -> i64 {
        first + (i64::take(&self.0[..8]) & (SPAN - 1))
    }

    fn fact(&self, first: i64) -> Fact {
        Fact { at: self.at(first), number: u32::take(&self.0[6..10]), detail: u32::take(&self.0[9..]) >> 8 }
    }
}

/// Some activities in a row, however they are kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum Run<'a> {
    Own(&'a [Fact]),
    /// At rest, with the instant that they share.
    Laid(&'a [Row], i64),
}

impl<'a> Run<'a> {
    pub(super) fn len(self) -> usize {
        match self {
            Run::Own(facts) => facts.len(),
            Run::Laid(rows, _) => rows.len(),
        }
    }

    pub(super) fn get(self, place: usize) -> Option<Fact> {
        match self {
            Run::Own(facts) => facts.get(place).copied(),
            Run::Laid(rows, first) => rows.get(place).map(|row| row.fact(first)),
        }
    }

    pub(super) fn range(self, range: std::ops::Range<usize>) -> Run<'a> {
        match self {
            Run::Own(facts) => Run::Own(&facts[range]),
            Run::Laid(rows, first) => Run::Laid(&rows[range], first),
        }
    }

    /// How many of a timeline are before an instant.
    pub(super) fn before(self, at: i64) -> usize {
        match self {
            Run::Own(facts) => facts.partition_point(|fact| fact.at < at),
            Run::Laid(rows, first) => rows.partition_point(|row| row.at(first) < at),
        }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Fact> + use<'a> {
        let (facts, rows, first) = match self {
            Run::Own(facts) => (facts, &[][..], 0),
            Run::Laid(rows, first) => (&[][..], rows, first),
        };
        facts.iter().copied().chain(rows.iter().map(move |row| row.fact(first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_comes_back_and_what_does_not_is_told() {
        let fact = |at: i64, detail: u32| Fact { at, number: u32::MAX - 5, detail };
        for (at, first) in [(7, 7), (SPAN - 1, 0), (-3, -SPAN), (i64::MIN + 9, i64::MIN), (i64::MAX, i64::MAX - 8)] {
            for detail in [0, 70_000, DETAILS - 1] {
                let row = Row::of(fact(at, detail), first).expect("fits");
                assert_eq!((row.fact(first), row.at(first)), (fact(at, detail), at));
            }
        }
        for (at, first) in [(SPAN, 0), (6, 7), (i64::MAX, i64::MIN), (i64::MIN, i64::MAX)] {
            assert_eq!(Row::of(fact(at, 0), first), None);
        }
        assert_eq!(Row::of(fact(0, DETAILS), 0), None);
    }
}
