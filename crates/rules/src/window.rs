//! Windows of time as half-open intervals of microseconds.

use model::filter::Window;
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
}

impl Span {
    /// `None` when nothing can lie inside: the window begins with a lead and there is none.
    pub fn of(window: Window, now: Timestamp, lead_start: Option<Timestamp>) -> Option<Span> {
        let fixed = |from, to| Some(Span { from, to, rolling: None });
        match window {
            Window::Ever => fixed(i64::MIN, i64::MAX),
            Window::LastDays(days) => Some(Span::rolling(i64::from(days).saturating_mul(DAY), now)),
            Window::LastHours(hours) => Some(Span::rolling(i64::from(hours).saturating_mul(HOUR), now)),
            Window::Between { from, to } => fixed(from.0, to.0),
            Window::Before(to) => fixed(i64::MIN, to.0),
            Window::Since(from) => fixed(from.0, i64::MAX),
            Window::SinceLeadStart => fixed(lead_start?.0, i64::MAX),
        }
    }

    /// (now − length, now].
    pub fn rolling(length: i64, now: Timestamp) -> Span {
        let from = now.0.saturating_sub(length).saturating_add(1);
        Span { from, to: i64::MAX, rolling: Some(length) }
    }

    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at.0 && at.0 < self.to
    }
}
