//! The applier: reads the intake in order, decides at the desk, commits, folds. One a workspace; a lease with a token
//! fences out a former one that wakes up late.

use crate::ahead::{Ahead, Waiting};
use crate::batch::Batch;
use crate::commit::commit_of;
use crate::desk::Desk;
use crate::flight::Flight;
use crate::keep::keep_snapshot;
use crate::keys::Keys;
use crate::known::read_known;
use crate::{Engine, EngineError, Options};
use audience::Overlay;
use model::*;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use store::Store;
use store::applier::{self, Commit, Cursor, Token};

const LEASE: Duration = Duration::from_secs(15);
pub(crate) const LEASE_MS: u64 = LEASE.as_millis() as u64;
const POLL: Duration = Duration::from_millis(500);
/// So long outcomes of sends are left to gather.
const GATHER: Duration = Duration::from_millis(25);
/// How often a quiet moment is used to keep a snapshot.
const SNAPSHOTS: Duration = Duration::from_secs(300);
/// How often nurture is asked for casts that are due.
const CASTS: Duration = Duration::from_secs(20);

/// Applies from now on in a task of its own.
pub(crate) fn spawn(engine: Engine) {
    tokio::spawn(async move {
        if let Err(error) = run(&engine).await {
            tracing::error!(%error, "the applier stopped");
        }
        if let Err(error) = applier::release(engine.store(), engine.workspace(), engine.0.token).await {
            tracing::warn!(%error, "the lease could not be given back; it runs out by itself");
        }
        engine.0.stop.cancel();
        engine.0.released.cancel();
    });
}

/// Waits for a while until another's has run out.
pub(crate) async fn take_lease(store: &Store, options: &Options) -> Result<Token, EngineError> {
    for _ in 0..40 {
        let token = applier::lease(store, options.workspace, &options.holder, LEASE_MS).await?;
        if let Some(token) = token {
            return Ok(token);
        }
        tokio::time::sleep(POLL).await;
    }
    Err(EngineError::Taken)
}

/// What the applying task keeps.
pub(crate) struct Applier {
    pub engine: Engine,
    /// Where the next batch begins: behind the one that is on its way.
    pub cursor: Cursor,
    /// The batch that is being committed while the next one is decided.
    pub flight: Option<Flight>,
    /// The last one that was sent, landed or not.
    pub launched: Option<Arc<Commit>>,
    /// What comes after the batch being decided, while it is read.
    pub ahead: Option<Ahead>,
    pub keys: Keys,
}

async fn run(engine: &Engine) -> Result<(), EngineError> {
    let cursor = applier::cursor(engine.store(), engine.workspace()).await?;
    let mut applier =
        Applier { engine: engine.clone(), cursor, flight: None, launched: None, ahead: None, keys: Keys::default() };
    loop {
        let done = applier.go_on().await;
        // The image follows what is in the store, however this ends.
        let landed = applier.land().await;
        match done.and(landed.map(drop)) {
            Err(EngineError::Store(error)) if error.is_outage() => applier.outlast(&error).await?,
            done => return done,
        }
    }
}

impl Applier {
    async fn go_on(&mut self) -> Result<(), EngineError> {
        let engine = self.engine.clone();
        let (mut renewed, mut ticked, mut looked, mut kept) =
            (Instant::now(), Instant::now(), Instant::now(), Instant::now());
        let mut kept_seq = engine.image().seq();
        while !engine.0.stop.is_cancelled() {
            if renewed.elapsed() > LEASE / 3 {
                if !applier::renew(engine.store(), engine.workspace(), engine.0.token, LEASE_MS).await? {
                    return Err(EngineError::Taken);
                }
                renewed = Instant::now();
            }
            if engine.0.holds.load(Ordering::Relaxed) > 0 {
                self.land().await?;
                tokio::select! {
                    () = tokio::time::sleep(POLL / 10) => {}
                    () = engine.0.stop.cancelled() => {}
                }
                continue;
            }
            let waiting = self.waiting().await?;
            // Time passes for everybody also while events keep coming. What lands may have left further inputs.
            let time = engine.0.options.ticks && (waiting.is_none() || ticked.elapsed() > POLL);
            if (time || waiting.is_none()) && self.flight.is_some() {
                self.land().await?;
                continue;
            }
            if time {
                ticked = Instant::now();
                let casts = looked.elapsed() > CASTS;
                if casts {
                    looked = Instant::now();
                }
                if something_due(&engine) || casts && cast_due(&engine) {
                    self.tick().await?;
                }
            }
            let Some(waiting) = waiting else {
                self.launched = None;
                if kept.elapsed() > SNAPSHOTS && engine.image().seq() > kept_seq {
                    kept_seq = engine.image().seq();
                    keep_snapshot(&engine);
                    kept = Instant::now();
                }
                tokio::select! {
                    () = engine.0.wake.notified() => {}
                    () = engine.0.heard.notified() => {}
                    () = tokio::time::sleep(POLL) => {}
                    () = engine.0.stop.cancelled() => {}
                }
                continue;
            };
            self.apply(waiting).await?;
        }
        Ok(())
    }

    /// Settles what time alone has changed: a batch without an input, recorded with its `now` like any other.
    async fn tick(&mut self) -> Result<(), EngineError> {
        let known = read_known(&self.engine, &mut self.keys, &[]).await?;
        let now = self.engine.now().max(self.cursor.evaluated_to);
        let decided = {
            let image = self.engine.image();
            let mut desk = Desk::new(Overlay::new(&image, now), &self.cursor, &self.keys, known);
            desk.pass_time();
            desk.finish()
        };
        let (commit, until) = commit_of(&self.cursor, self.cursor.applied, now, decided, &[], &[]);
        self.commit(commit, until).await
    }

    /// Decides the next rows while those before them are being committed, and sends them after.
    async fn apply(&mut self, waiting: Waiting) -> Result<(), EngineError> {
        let heard = waiting.envelopes.iter().all(|envelope| matches!(envelope.input, Input::Outcome { .. }));
        let alone = waiting.envelopes.iter().any(|envelope| asks_the_store(&envelope.input));
        if alone {
            if !self.land().await? {
                return Ok(());
            }
            self.keys.forget();
        }
        if !alone && !heard {
            self.read_ahead(&waiting);
        }
        let (last, fresh) = waiting.fresh(self.launched.as_deref());
        let now = self.engine.now().max(self.cursor.evaluated_to);
        let batch = Batch { cursor: self.cursor, last, now, fresh };
        let known = read_known(&self.engine, &mut self.keys, &batch.fresh).await?;
        let before = self.flight.as_ref().and_then(|flight| flight.commit.batch.as_ref());
        let decided = batch.decide(&self.engine, &self.keys, known, before);
        if !self.land().await? {
            return Ok(());
        }
        let Some((commit, until)) = decided else { return self.sort_out(&batch, None).await };
        self.launch(batch, commit, until);
        if alone || heard {
            self.land().await?;
        }
        if alone {
            self.keys.forget();
        }
        if heard {
            self.gather().await;
        }
        Ok(())
    }

    /// As long as mail goes out, what became of it comes a little at a time, and a batch costs nearly as much for ten as
    /// for a hundred. Nobody waits for it: the gate knows what has gone out from the rows of the sends.
    async fn gather(&self) {
        tokio::select! {
            () = self.engine.0.wake.notified() => {}
            () = tokio::time::sleep(GATHER) => {}
            () = self.engine.0.stop.cancelled() => {}
        }
    }
}

/// Whether an input is decided by what is in the store, or rewrites it beyond the records that it names: it waits until
/// what is on its way stands, and what comes after waits for it.
fn asks_the_store(input: &Input) -> bool {
    matches!(
        input,
        Input::Definition { .. }
            | Input::Suppress { .. }
            | Input::Unsuppress { .. }
            | Input::Topic { .. }
            | Input::Erase { .. }
            | Input::Tick
    )
}

/// Whether time alone has made something due.
fn something_due(engine: &Engine) -> bool {
    let (image, now) = (engine.image(), engine.now());
    image.next_due().is_some_and(|due| due <= now)
}

/// Whether a nurture cast is due.
fn cast_due(engine: &Engine) -> bool {
    let (image, now) = (engine.image(), engine.now());
    let programs = image.definitions(DefinitionKind::Program);
    programs.into_iter().any(|(key, _)| image.nurture_places(key).iter().any(|(_, place)| place.next_at <= now))
}
