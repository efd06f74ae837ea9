//! The path of an event: accept, apply, perform, schedule.
//!
//! Everything that rules can see changes on one road: [`Engine::accept`] appends inputs durably to the intake, one
//! applier a workspace decides them in that order at the `desk`, commits what follows in one transaction, and folds it
//! into the audience image. What is to be done in the world (sends, alerts, waits) is left as work and performed by
//! others, whose outcomes enter by the same door.

mod accept;
mod ahead;
mod applier;
mod batch;
mod clock;
mod commit;
mod desk;
mod flight;
mod keep;
mod keys;
mod known;
mod memory;
mod outage;
mod outcome;
mod people;
pub mod perform;
mod reading;
mod schedule;
pub mod work;

pub use accept::AcceptError;
pub use clock::Clock;
pub use outcome::{Outcome, Refused};
pub use reading::Reading;

use audience::Image;
use model::*;
use parking_lot::{RwLock, RwLockWriteGuard};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::applier::Token;
use store::{IntakeWriter, Store};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

/// How an engine runs.
#[derive(Debug, Clone)]
pub struct Options {
    pub workspace: WorkspaceId,
    pub clock: Clock,
    /// Name of this process among those that may apply; no other has it, here or elsewhere.
    pub holder: String,
    /// Where the image's snapshot is kept; none in memory-only tests.
    pub snapshot: Option<std::path::PathBuf>,
    /// Whether ticks come by themselves; a replay and tests tick by hand.
    pub ticks: bool,
    /// Bytes that the process may use; starting is refused when the image is known to need more.
    pub memory: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            workspace: DEFAULT_WORKSPACE,
            clock: Clock::System,
            // In containers all processes have the same number.
            holder: format!("node-{}-{:016x}", std::process::id(), rand::random::<u64>()),
            snapshot: None,
            ticks: true,
            memory: None,
        }
    }
}

/// Why the engine could not start or stopped.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    #[error(transparent)]
    Store(#[from] store::StoreError),
    #[error("the image could not take a change: {0}")]
    Fold(String),
    #[error("another process applies this workspace; stop it first, or wait until its lease has run out")]
    Taken,
    #[error(
        "what is stored needs about {needed} MiB of memory and the limit is {limit} MiB; raise the limit (--memory), or \
         run it on a machine with more"
    )]
    Memory { needed: u64, limit: u64 },
    #[error("a batch of inputs can be decided neither whole nor one by one")]
    Undecidable,
}

pub(crate) struct Inner {
    pub store: Store,
    pub options: Options,
    /// Of the lease by which this engine applies.
    pub token: Token,
    pub intake: IntakeWriter,
    pub image: RwLock<Image>,
    /// The last intake number that has been applied.
    pub applied: watch::Sender<i64>,
    /// Something new lies in the intake.
    pub wake: Notify,
    /// What became of sends lies in the intake, which has a moment's time.
    pub heard: Notify,
    pub stop: CancellationToken,
    /// How many want that nothing is applied.
    pub holds: AtomicUsize,
    /// The applier has ended and given its lease back.
    pub released: CancellationToken,
}

/// A running engine of one workspace. Cheap to clone.
#[derive(Clone)]
pub struct Engine(pub(crate) Arc<Inner>);

impl Engine {
    /// Brings the image up to date and starts applying.
    pub async fn start(store: Store, options: Options) -> Result<Engine, EngineError> {
        let cursor = store::applier::cursor(&store, options.workspace).await?;
        memory::check(&cursor, &options)?;
        let mut image = keep::load_image(&store, &options).await?;
        let token = applier::take_lease(&store, &options).await?;
        // What another has applied until its lease ended.
        keep::catch_up(&store, options.workspace, &mut image).await?;
        let cursor = store::applier::cursor(&store, options.workspace).await?;
        let intake = IntakeWriter::start(store.clone());
        let inner = Inner {
            intake,
            image: RwLock::new(image),
            applied: watch::channel(cursor.applied).0,
            wake: Notify::new(),
            heard: Notify::new(),
            stop: CancellationToken::new(),
            holds: AtomicUsize::new(0),
            released: CancellationToken::new(),
            store,
            options,
            token,
        };
        let engine = Engine(Arc::new(inner));
        applier::spawn(engine.clone());
        schedule::spawn(engine.clone());
        Ok(engine)
    }

    pub fn workspace(&self) -> WorkspaceId {
        self.0.options.workspace
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub fn clock(&self) -> &Clock {
        &self.0.options.clock
    }

    pub fn now(&self) -> Timestamp {
        self.0.options.clock.now()
    }

    /// The audience image as of the last applied batch. Hold the guard briefly: the applier waits for it.
    pub fn image(&self) -> Reading<'_> {
        Reading::of(&self.0.image)
    }

    pub(crate) fn image_mut(&self) -> RwLockWriteGuard<'_, Image> {
        self.0.image.write()
    }

    /// Pauses applying: what is accepted meanwhile waits in the intake.
    pub fn hold(&self) -> Hold {
        self.0.holds.fetch_add(1, Ordering::Relaxed);
        Hold(self.clone())
    }

    /// Stops applying and performing, keeps a snapshot, and closes the store. What was accepted stays in the intake for
    /// the next start.
    pub async fn stop(&self) {
        self.0.stop.cancel();
        self.0.released.cancelled().await;
        keep::keep_snapshot(self);
        self.store().close().await;
    }

    pub fn has_stopped(&self) -> bool {
        self.0.stop.is_cancelled()
    }

    /// Resolves when the engine stops by itself (its lease was lost, the database is gone) or is stopped.
    pub async fn stopped(&self) {
        self.0.stop.cancelled().await;
    }
}

/// Nothing is applied while one of these lives.
pub struct Hold(Engine);

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.0.holds.fetch_sub(1, Ordering::Relaxed);
    }
}
