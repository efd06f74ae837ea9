//! What a condition says now, and how long that lasts by itself.

use model::Timestamp;

/// An answer with its expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub holds: bool,
    /// The earliest instant at which the answer could change by time alone, while nothing else changes; `None` is
    /// never. It may be early (asking again then gives a later one), never late.
    pub until: Option<Timestamp>,
}

impl Verdict {
    /// An answer that time does not change.
    pub fn lasting(holds: bool) -> Verdict {
        Verdict { holds, until: None }
    }

    /// The answer `holds` until a number of microseconds since 1970; past the end of time is never.
    pub(crate) fn until_micros(holds: bool, until: Option<i64>) -> Verdict {
        Verdict { holds, until: until.map(Timestamp).filter(|at| *at <= Timestamp::MAX) }
    }

    #[must_use]
    pub fn negated(self) -> Verdict {
        Verdict { holds: !self.holds, ..self }
    }
}

/// The earlier of two instants of which `None` is never.
pub fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The later of two instants of which `None` is never.
pub fn later(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    Some(a?.max(b?))
}
