//! Mail that was put off is called back when its lane has run dry before the time that it was given.

use super::{BACKLOG, Lanes};
use std::time::{Duration, Instant};

impl Lanes {
    /// Lanes that have run dry before the times that their mail was given: up to when it was put off, and how much of it
    /// may come back now. Of what a rate of ours puts off the times are right.
    pub fn dry(&mut self, now: Instant) -> Vec<(String, Duration, usize)> {
        let limited = |domain: &str| self.limits.get(domain).is_some_and(|limit| limit.per_minute > 0);
        let mut dry = Vec::new();
        for (domain, lane) in self.lanes.iter_mut().filter(|(domain, _)| !limited(domain)) {
            if let Some(to) = lane.has_run_dry(now) {
                lane.recalled_at = Some(now);
                dry.push((domain.clone(), to - now, if lane.slow { BACKLOG } else { BACKLOG * 20 }));
            }
        }
        dry
    }

    /// All that was put off for a domain has come back.
    pub fn caught_up(&mut self, domain: &str) {
        if let Some(lane) = self.lanes.get_mut(domain) {
            lane.planned_to = None;
        }
    }
}
