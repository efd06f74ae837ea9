//! One lane: what waits in it, how wide it is, how it has done lately.

use std::collections::VecDeque;
use std::time::{Duration, Instant};
use store::sends::Send;

/// Of a lane with mail on its way something is heard within this.
const QUIET: Duration = Duration::from_millis(500);
/// Times are given out so far ahead, and then anew from the first: what has become of the lane by then, nobody knows.
const PLANNED: Duration = Duration::from_secs(5 * 60);
/// A lane that nothing has gone to for so long is as one that was never used.
const FORGOTTEN: Duration = Duration::from_secs(60);
/// What a lane did badly is forgotten when nothing has gone to it for so long.
const FORGIVEN: Duration = Duration::from_secs(24 * 3_600);

/// How a lane does, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneView {
    pub domain: String,
    pub under_way: usize,
    /// How many may be on their way now.
    pub width: usize,
    pub rests_for: Option<Duration>,
    /// Slower than others, or put off or refused lately.
    pub slow: bool,
    /// It has had all that a limit of ours lets through for now.
    pub limited: bool,
    /// What its server said last.
    pub reason: Option<String>,
}

#[derive(Default)]
pub(super) struct Lane {
    pub waiting: VecDeque<Send>,
    pub under_way: usize,
    /// How many may be on their way; grows by one with each that is taken.
    pub window: usize,
    /// What a message takes from the first command to the answer, lately.
    pub takes: Option<Duration>,
    /// Slower than others, or put off or refused lately.
    pub slow: bool,
    /// When it was last heard of, or begun with.
    pub heard_at: Option<Instant>,
    pub failures: u32,
    pub rests: u32,
    pub rests_until: Option<Instant>,
    pub reason: Option<String>,
    /// By a rate that is set: when the next may begin.
    pub next_at: Option<Instant>,
    /// Up to when what was put off has been given its time.
    pub planned_to: Option<Instant>,
    /// The latest time that was given out.
    pub put_off_to: Option<Instant>,
    /// What was put off is not called back before.
    pub recall_at: Option<Instant>,
    /// It stands among those whose turn it is.
    pub listed: bool,
}

impl Lane {
    /// Its mail may wait for long: it is slow, or nothing has been heard of it for a while.
    pub fn is_held_back(&self, now: Instant) -> bool {
        let quiet = self.heard_at.is_some_and(|at| now.saturating_duration_since(at) > QUIET);
        self.slow || (self.under_way > 0 && quiet)
    }

    /// How long one more that is put off waits.
    pub fn plan(&mut self, from: Instant, gap: Duration, now: Instant) -> Duration {
        let at = self.planned_to.filter(|planned| *planned > from && *planned <= from + PLANNED).unwrap_or(from);
        self.planned_to = Some(at + gap);
        self.put_off_to = self.put_off_to.max(Some(at));
        at - now
    }

    /// It has nothing to do and does not rest, and mail for it was put off: up to when.
    pub fn has_run_dry(&self, now: Instant) -> Option<Instant> {
        let at_work = !self.waiting.is_empty() || self.under_way >= self.window;
        let lately = self.recall_at.is_some_and(|at| now < at);
        let quiet = self.is_held_back(now) && !self.slow;
        self.put_off_to.filter(|to| *to > now && !at_work && !lately && !quiet && self.rests_until.is_none())
    }

    /// Nothing is to be remembered of it.
    pub fn is_idle(&self, now: Instant) -> bool {
        let ahead = [self.rests_until, self.next_at, self.put_off_to].into_iter().flatten().any(|at| at > now);
        let kept = if self.failures > 0 { FORGIVEN } else { FORGOTTEN };
        let lately = self.heard_at.is_some_and(|at| now.saturating_duration_since(at) < kept);
        let used = self.listed || self.under_way > 0 || !self.waiting.is_empty();
        !(used || ahead || lately)
    }
}
