//! Windows of time as half-open intervals of microseconds.

use crate::calendar::Local;
use model::filter::{Calendar, Window};
use model::{DAY, HOUR, Timestamp};

/// The instants that a window takes in at some `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First microsecond inside.
    pub from: i64,
    /// First microsecond after the end; `i64::MAX` when the end is open. What lies after `now` has not happened yet,
    /// whatever the window says.
    pub to: i64,
    /// Length in microseconds of a window that rolls with `now`.
    pub rolling: Option<i64>,
    /// When a window of the calendar moves on.
    pub moves: Option<i64>,
}

impl Span {
    /// `since` is when that began since which the window counts: the lead, its stage, the time in a segment. `None` when
    /// there was no such thing, and so nothing can lie inside.
    pub fn of(window: &Window, now: Timestamp, since: Option<Timestamp>, local: Local<'_>) -> Option<Span> {
        let fixed = |from, to| Some(Span { from, to, rolling: None, moves: None });
        match *window {
            Window::Ever => fixed(i64::MIN, i64::MAX),
            Window::LastDays(days) => Some(Span::rolling(i64::from(days).saturating_mul(DAY), now)),
            Window::LastHours(hours) => Some(Span::rolling(i64::from(hours).saturating_mul(HOUR), now)),
            Window::Between { from, to } => fixed(from.0, to.0),
            Window::Before(to) => fixed(i64::MIN, to.0),
            Window::Since(from) => fixed(from.0, i64::MAX),
            Window::SinceLeadStart | Window::SinceStage(_) | Window::SinceSegment(_) => fixed(since?.0, i64::MAX),
            Window::This(unit) => Some(Span::calendar(unit, now, 0, local)),
            Window::Previous(unit) => Some(Span::calendar(unit, now, -1, local)),
        }
    }

    /// (now − length, now].
    pub fn rolling(length: i64, now: Timestamp) -> Span {
        let from = now.0.saturating_sub(length).saturating_add(1);
        Span { from, to: i64::MAX, rolling: Some(length), moves: None }
    }

    fn calendar(unit: Calendar, now: Timestamp, by: i64, local: Local<'_>) -> Span {
        let (from, to) = local.unit(unit, now, by);
        let (_, moves) = local.unit(unit, now, 0);
        Span { from, to, rolling: None, moves: Some(moves) }
    }

    /// An answer about a window of the calendar is asked again when the window moves on, if there is `any` thing that it
    /// could be about.
    pub(crate) fn until(&self, until: Option<i64>, any: impl FnOnce() -> bool) -> Option<i64> {
        match self.moves {
            Some(moves) if any() => Some(until.map_or(moves, |until| until.min(moves))),
            _ => until,
        }
    }

    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at.0 && at.0 < self.to
    }
}
