//! The rounds: what is looked at over and over, and woken for. Mail goes out in one, without a pause while anything is
//! due; runs, claims that have run out and alerts are looked after in another, beside it.

use super::{Performer, report};
use model::Timestamp;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use store::StoreError;

/// How often to look for deferred sends, alerts and running runs when nothing new comes in.
const IDLE: Duration = Duration::from_secs(2);
/// Between two looks while the applier is busy: looking for sends writes, and an import applies many batches a second.
const BREATH: Duration = Duration::from_millis(200);
/// How often expired claims are looked for.
const RESOLVE: Duration = Duration::from_secs(10);
/// How often it is forgotten what came back, and who fetched, when that is too old.
const FORGET: Duration = Duration::from_secs(3_600);
/// How long a stop waits for mail servers.
const DRAIN: Duration = Duration::from_secs(20);
/// After a failure of the store.
pub(super) const PAUSE: Duration = Duration::from_secs(2);

impl Performer {
    /// Begins nothing more, and waits until what is under way has ended and is recorded. Call it before the engine is
    /// stopped: what is cut off between the final dot and its record is in doubt for ever.
    pub async fn stop(&self) {
        self.0.stop.cancel();
        if tokio::time::timeout(DRAIN, self.0.busy.write()).await.is_err() {
            tracing::warn!("messages are still on their way; they will be in doubt");
        }
    }

    /// Performs from now on until the engine stops.
    pub(super) async fn work(self) {
        while let Err(error) = self.replay().await {
            tracing::error!(%error, "nothing is sent until it is known what has been sent");
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                () = self.0.stop.cancelled() => return,
            }
        }
        tokio::spawn(self.clone().work_on_hits());
        // Who performs holds the workspace: claims that are there are those of a process that has died, or that has lost
        // the workspace and finds them fenced when it wakes up.
        self.take_back().await;
        self.bring_nearer().await;
        tokio::spawn(self.clone().look_after());
        let mut applied = self.0.engine.0.applied.subscribe();
        while !self.0.stop.is_cancelled() {
            let sent = {
                let _busy = self.0.busy.read().await;
                self.reclaim().await;
                self.perform_sends().await
            };
            match sent {
                Ok(0) => {}
                Ok(_) => {
                    // A run may have ended with it.
                    self.0.look.notify_one();
                    continue;
                }
                Err(error) => {
                    tracing::warn!(%error, "sends could not be performed; trying again");
                    self.0.astray.store(true, Ordering::Relaxed);
                    tokio::time::sleep(PAUSE).await;
                }
            }
            tokio::select! {
                _ = applied.changed() => tokio::time::sleep(BREATH).await,
                () = self.0.wake.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
                () = self.0.stop.cancelled() => {}
            }
        }
    }

    /// Runs are frozen, made into sends, stopped by what comes back and finished; alerts go out; claims that have run out
    /// are resolved.
    async fn look_after(self) {
        let engine = &self.0.engine;
        let mut latest = engine.now();
        let (mut resolved, mut forgotten) = (Instant::now(), None::<Instant>);
        while !self.0.stop.is_cancelled() {
            if engine.now() < latest.plus(-model::MINUTE) {
                self.bring_nearer().await;
                latest = engine.now();
            }
            latest = latest.max(engine.now());
            if resolved.elapsed() > RESOLVE {
                self.resolve_claims(engine.now()).await;
                resolved = Instant::now();
                match engine.store().still_alone().await {
                    Ok(true) => {}
                    Ok(false) => {
                        tracing::error!("another process has the database now; this one stops");
                        engine.0.stop.cancel();
                    }
                    Err(error) => tracing::warn!(%error, "the lock on the database is in doubt"),
                }
            }
            if forgotten.is_none_or(|at| at.elapsed() > FORGET) {
                self.forget().await;
                forgotten = Some(Instant::now());
            }
            match self.advance().await {
                Ok(0) => {}
                Ok(_) => {
                    self.0.wake.notify_one();
                    continue;
                }
                Err(error) => {
                    tracing::warn!(%error, "runs could not be looked after; trying again");
                    tokio::time::sleep(PAUSE).await;
                }
            }
            tokio::select! {
                () = self.0.look.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
                () = self.0.stop.cancelled() => {}
            }
        }
    }

    /// After the store failed: claims that it still has are nobody's, because nothing is under way between two rounds. Unless
    /// another process has the workspace by now, and then they are its own.
    async fn reclaim(&self) {
        if !self.0.astray.load(Ordering::Relaxed) {
            return;
        }
        let done = self.take_back().await;
        self.0.astray.store(!done, Ordering::Relaxed);
    }

    async fn forget(&self) {
        let (store, workspace, now) = (self.0.engine.store(), self.0.engine.workspace(), self.0.engine.now());
        if let Err(error) = store::returned::forget_old(store, workspace, now).await {
            tracing::warn!(%error, "old messages that came back are still kept");
        }
        if let Err(error) = store::hits::forget_old(store, workspace, now).await {
            tracing::warn!(%error, "old opens and clicks are still kept");
        }
    }

    /// Something new may be due.
    pub(super) fn wake_up(&self) {
        self.0.look.notify_one();
        self.0.wake.notify_one();
    }

    /// Does everything that is due now, once over; returns how much was done. Tests drive the performer with this.
    pub async fn run_once(&self) -> Result<usize, StoreError> {
        self.resolve_claims(self.0.engine.now()).await;
        let hits = self.settle_hits().await?;
        let advanced = self.advance().await?;
        let sent = {
            let _busy = self.0.busy.read().await;
            self.perform_sends().await?
        };
        self.finish_runs().await?;
        Ok(hits + advanced + sent)
    }

    /// Runs and alerts, once over. Sends no mail of runs.
    pub async fn advance(&self) -> Result<usize, StoreError> {
        let _busy = self.0.busy.read().await;
        let runs = self.advance_runs().await?;
        self.brake().await?;
        let alerts = self.perform_alerts().await?;
        self.finish_runs().await?;
        Ok(runs + alerts)
    }

    /// Claims that have run out: untouched ones return to the queue, those that may have been sent are in doubt.
    async fn resolve_claims(&self, until: Timestamp) {
        let engine = &self.0.engine;
        let report = |sends: &[store::sends::Send]| report::rows(engine, sends);
        let (store, workspace) = (engine.store(), engine.workspace());
        match store::sends::release_expired(store, workspace, until, engine.now(), &report).await {
            Ok(unknown) => self.tell_doubt(unknown.len()),
            Err(error) => tracing::warn!(%error, "expired claims could not be resolved"),
        }
    }

    /// The same with every claim, where none is under way here. False when the store did not let it, or the workspace is
    /// another's.
    async fn take_back(&self) -> bool {
        let engine = &self.0.engine;
        let report = |sends: &[store::sends::Send]| report::rows(engine, sends);
        let (store, workspace) = (engine.store(), engine.workspace());
        match store::sends::reclaim(store, workspace, engine.0.token, engine.now(), &report).await {
            Ok(Some(unknown)) => {
                self.tell_doubt(unknown.len());
                return true;
            }
            Ok(None) => tracing::warn!("another process has the workspace; the claims are left to it"),
            Err(error) => tracing::warn!(%error, "claims could not be taken back"),
        }
        false
    }

    fn tell_doubt(&self, count: usize) {
        if count > 0 {
            tracing::warn!(count, "sends in doubt after an interruption; they are not sent again");
            self.0.engine.0.wake.notify_one();
        }
    }

    /// After the clock was put back: what it had put off while it was ahead.
    async fn bring_nearer(&self) {
        let engine = &self.0.engine;
        self.end_rest();
        match store::sends::due_again(engine.store(), engine.workspace(), engine.now()).await {
            Ok(0) => {}
            Ok(sends) => tracing::warn!(sends, "the clock was put back; what it had put off is due again"),
            Err(error) => tracing::warn!(%error, "what a wrong clock has put off stays so"),
        }
    }
}
