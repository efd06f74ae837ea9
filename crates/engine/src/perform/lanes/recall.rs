//! Mail that was put off is called back when its lane has run dry before the time that it was given.

use super::{BACKLOG, Lanes};
use std::time::{Duration, Instant};

/// What was put off is called back no more often than this, and when all of it seems to have come, than that: what was
/// being put off just then, and what waits in a run that is paused, comes later.
const AGAIN: Duration = Duration::from_secs(1);
const SETTLED: Duration = Duration::from_secs(10);

impl Lanes {
    /// Lanes that have run dry before the times that their mail was given: up to when it was put off, and how much of it
    /// may come back now. Of what a rate of ours puts off the times are right.
    pub fn dry(&mut self, now: Instant) -> Vec<(String, Duration, usize)> {
        let limited = |domain: &str| self.limits.get(domain).is_some_and(|limit| limit.per_minute > 0);
        let mut dry = Vec::new();
        for (domain, lane) in self.lanes.iter_mut().filter(|(domain, _)| !limited(domain)) {
            if let Some(to) = lane.has_run_dry(now) {
                lane.recall_at = Some(now + AGAIN);
                dry.push((domain.clone(), to - now, if lane.slow { BACKLOG } else { BACKLOG * 20 }));
            }
        }
        dry
    }

    /// All that was put off for a domain seems to have come back.
    pub fn caught_up(&mut self, domain: &str, now: Instant) {
        if let Some(lane) = self.lanes.get_mut(domain) {
            lane.recall_at = Some(now + SETTLED);
        }
    }
}
