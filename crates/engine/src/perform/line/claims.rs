//! What comes into the line and what leaves it untried: claims, sends that wait or come again later, claims given back.

use super::Line;
use crate::perform::begun::Begun;
use crate::perform::lanes::Place;
use fault::{Point, point};
use model::{SECOND, Timestamp};
use std::time::Instant;
use store::StoreError;
use store::sends::{Recall, Send, Waits};
use tokio::task::JoinHandle;

/// Claimed and not begun, at most: claims must not run out while they wait.
const MOST_WAITING: usize = 5_000;

impl Line<'_> {
    pub(super) fn claim_ahead(&mut self) {
        if self.dry || self.claiming.is_some() || self.ready() * 2 > self.ahead() {
            return;
        }
        if self.is_full(false) {
            return;
        }
        let (performer, limit, full) = (self.performer.clone(), self.ahead(), self.is_full(true));
        self.claiming = Some(tokio::spawn(async move {
            let engine = &performer.0.engine;
            let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
            let lease = performer.lease_ms();
            if full {
                return store::sends::claim_only(store, workspace, false, limit, now, lease).await;
            }
            store::sends::claim(store, workspace, limit, now, lease).await
        }));
    }

    /// What waits in lanes that get on has its turn soon; what waits in others must not keep mail from these.
    fn is_full(&self, operational: bool) -> bool {
        let (waiting, soon) = self.lanes(operational).waiting(Instant::now());
        soon * 2 > self.ahead() || waiting > MOST_WAITING
    }

    /// What has come due since: all of it when nothing is left here, else what is operational.
    pub(super) async fn look(&mut self) -> Result<(), StoreError> {
        let engine = &self.performer.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        if self.claiming.is_some() || self.begun == 0 {
            return Ok(());
        }
        if !self.is_full(true) && store::sends::operational_is_due(store, workspace, now).await? {
            let (limit, lease) = (self.ahead(), self.performer.lease_ms());
            let claimed = store::sends::claim_only(store, workspace, true, limit, now, lease).await?;
            self.take(claimed);
        }
        if self.recall().await? || self.ready() == 0 {
            self.dry = false;
        }
        Ok(())
    }

    /// Calls back what was put off for lanes that have run dry. Whether there was anything.
    pub(super) async fn recall(&mut self) -> Result<bool, StoreError> {
        let engine = &self.performer.0.engine;
        let mut any = false;
        for operational in [true, false] {
            let (clock, now) = (Instant::now(), engine.now());
            let dry = self.lanes(operational).dry(clock);
            for (domain, ahead, limit) in dry {
                // The two clocks are not read at once.
                let until = now.plus(i64::try_from(ahead.as_micros()).unwrap_or(i64::MAX)).plus(SECOND);
                let what = Recall { operational, domain, until, limit };
                let came = store::sends::recall(engine.store(), engine.workspace(), &what, now).await?;
                if came < limit as u64 {
                    self.lanes(operational).caught_up(&what.domain, clock);
                }
                any |= came > 0;
            }
        }
        Ok(any)
    }

    pub(super) fn take(&mut self, claimed: Vec<Send>) {
        if claimed.is_empty() {
            return;
        }
        point(Point::AfterClaim);
        self.claimed += claimed.len();
        self.put(claimed);
    }

    /// Gives sends their places; what finds none comes again later.
    pub(super) fn put(&mut self, sends: Vec<Send>) {
        let (clock, now) = (Instant::now(), self.performer.0.engine.now());
        let mut put_off = Vec::new();
        for send in sends {
            if let Some(waiting) = self.busy.get_mut(&send.contact) {
                waiting.push_back(send);
                continue;
            }
            let operational = send.operational;
            let place = self.lanes(operational).put(send, clock);
            if let Place::Later { send, wait, reason } = place {
                let at = now.plus(i64::try_from(wait.as_micros()).unwrap_or(i64::MAX));
                put_off.push((*send, Waits::Lane, at, reason));
            }
        }
        self.put_off(put_off);
    }

    fn put_off(&mut self, sends: Vec<(Send, Waits, Timestamp, String)>) {
        if sends.is_empty() {
            return;
        }
        let performer = self.performer.clone();
        // It counts as one that has begun, so that the line does not end before it is recorded.
        self.begun += 1;
        let begun = Begun { events: self.events.0.clone(), over: None };
        tokio::spawn(async move {
            let finish = |(send, waits, at, reason)| performer.put_off(&send, waits, at, reason);
            performer.record_all(sends.into_iter().map(finish).collect()).await;
            drop(begun);
        });
    }

    /// What was not begun is somebody else's, or the next start's.
    pub(super) async fn give_back(&mut self) -> Result<(), StoreError> {
        let mut left: Vec<Send> = self.lanes(true).drain();
        left.extend(self.lanes(false).drain());
        left.extend(self.busy.drain().flat_map(|(_, waiting)| waiting));
        self.left.extend(left.iter().map(|send| send.token));
        let engine = &self.performer.0.engine;
        let mut given = Ok(());
        for token in self.left.drain() {
            let done = store::sends::release(engine.store(), engine.workspace(), token, engine.now()).await;
            given = given.and(done.map(drop));
        }
        given
    }
}

/// What the claim under way brings; never, where none is.
pub(super) async fn claimed(
    claiming: &mut Option<JoinHandle<Result<Vec<Send>, StoreError>>>,
) -> Result<Vec<Send>, StoreError> {
    match claiming {
        Some(claiming) => claiming.await.unwrap_or_else(|error| Err(StoreError::State(error.to_string()))),
        None => std::future::pending().await,
    }
}
