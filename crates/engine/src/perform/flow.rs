//! What holds mail back now: lanes, and a rest of the way out. Kept from one passage of the line to the next.

use super::Performer;
use super::compose::settings;
use super::ends::FIRST_WAIT;
use super::lanes::{LaneView, Lanes};
use model::Timestamp;
use std::sync::{MutexGuard, PoisonError};
use std::time::Instant;
use store::sends::{Finish, Send, SendState, Waits};

impl Performer {
    /// The end of a send that was not tried.
    pub(super) fn put_off(&self, send: &Send, waits: Waits, at: Timestamp, reason: String) -> Finish {
        Finish { due_at: Some(at), waits: Some(waits), ..Finish::new(send, SendState::Deferred, Some(reason)) }
    }

    pub(super) fn width(&self) -> usize {
        self.0.ways.width()
    }

    pub(super) fn lanes(&self, operational: bool) -> MutexGuard<'_, Lanes> {
        self.0.lanes[usize::from(operational)].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the lanes what the settings say now.
    pub(super) fn set_lanes(&self) {
        let limits = settings(&self.0.engine.image()).map(|settings| settings.pace.lanes).unwrap_or_default();
        for operational in [false, true] {
            let mut lanes = self.lanes(operational);
            lanes.set(self.width(), &limits);
            lanes.forget(Instant::now());
        }
    }

    /// Lanes that are held back, and why: of those of one domain the one that fares worse.
    pub fn troubled_lanes(&self) -> Vec<LaneView> {
        let mut lanes = self.lanes(false).troubled(Instant::now());
        lanes.extend(self.lanes(true).troubled(Instant::now()));
        lanes.sort_by(|a, b| a.domain.cmp(&b.domain).then(b.rests_for.cmp(&a.rests_for)));
        lanes.dedup_by(|a, b| a.domain == b.domain);
        lanes
    }

    /// Until when the way out is given a rest, and what it said last.
    pub fn rest(&self) -> Option<(Timestamp, String)> {
        let rest = self.0.rest.lock().unwrap_or_else(PoisonError::into_inner);
        rest.clone().filter(|(until, _)| *until > self.0.engine.now())
    }

    /// By a clock that was wrong, a rest has no end.
    pub(super) fn end_rest(&self) {
        *self.0.rest.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn begin_rest(&self, why: String) {
        let rest = self.0.options.retry.unwrap_or(FIRST_WAIT) / 10;
        let until = self.0.engine.now().plus(i64::try_from(rest.as_micros()).unwrap_or(i64::MAX));
        *self.0.rest.lock().unwrap_or_else(PoisonError::into_inner) = Some((until, why));
    }
}
