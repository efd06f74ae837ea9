//! Perform: what rules ordered is done in the world, and what came of it enters by the same door.
//!
//! Claims sends and alerts, asks the gate in the store right before each leaves, composes, hands over, records. A send
//! row exists before the wire and moves only under the token of its claim, so a crash at any instant loses nothing and
//! doubles nothing: what may have been sent is `unknown`, and marketing mail in doubt is not sent again.

mod alert;
mod compose;
mod emails;
mod gate;
mod hits;
mod journal;
mod outbox;
mod preview;
mod recorder;
mod replay;
mod report;
mod returned;
mod runs;
mod secret;
mod send;
mod tracking;

pub use hits::Client;
pub use outbox::StoreOutbox;
pub use preview::{Preview, TestError};
pub use returned::Handled;
pub use replay::heed_journal;
pub use runs::RunError;
pub use secret::{SecretError, signing_secret};
pub use tracking::Leaving;

use crate::Engine;
use content::token::Keys;
use emails::Emails;
use mail::{Transport, Vault};
use model::Timestamp;
use recorder::Recorder;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::StoreError;
use tokio::sync::{Mutex, Notify};
use tokio_util::sync::CancellationToken;

/// How long a claim lasts. Longer than everything that one message may wait for on the wire (RFC 5321 §4.5.3.2 allows a
/// server 26 minutes in all), because a claim is not renewed.
const LEASE: Duration = Duration::from_secs(30 * 60);
/// The capture outbox answers at once.
const CAPTURE_LEASE: Duration = Duration::from_secs(60);
/// How often to look for deferred sends, alerts and expired claims when nothing new comes in.
const IDLE: Duration = Duration::from_secs(2);
/// Between two looks while the applier is busy: looking for sends writes, and an import applies many batches a second.
const BREATH: Duration = Duration::from_millis(200);
/// How often expired claims are looked for.
const RESOLVE: Duration = Duration::from_secs(10);
/// How long a stop waits for mail servers.
const DRAIN: Duration = Duration::from_secs(20);
/// After a failure of the store.
const PAUSE: Duration = Duration::from_secs(5);

/// How messages leave.
#[derive(Debug, Clone)]
pub struct Options {
    pub transport: Transport,
    /// Sign tracking and unsubscribe links. Losing them breaks the links of every message sent.
    pub keys: Keys,
    /// Seals what the store keeps secret: private keys, passwords of providers.
    pub vault: Vault,
    /// Where links in messages lead, in place of the settings' `public_url`.
    pub public_url: Option<String>,
    /// The domain whose mail comes to us: what comes back from a send goes to an address of its own there. Without one it
    /// goes to the sender.
    pub bounce_domain: Option<String>,
    /// How long a claim lasts, where the default of half an hour is not wanted: shorter ones resolve sooner what a
    /// killed process has left, and doubt what a slow mail server has not answered yet.
    pub lease: Option<Duration>,
    /// How long a message that was put off waits before it is tried again, where the default of five minutes is not
    /// wanted. Later waits grow in proportion.
    pub retry: Option<Duration>,
    /// Where the send journal is kept. Without one, an older database that is put back sends again what it has not heard
    /// of.
    pub journal: Option<std::path::PathBuf>,
    /// Where opens and clicks wait until the store has them. Without one, in a folder of its own that nobody else looks
    /// for.
    pub hits: Option<std::path::PathBuf>,
}

impl Options {
    pub fn new(transport: Transport, keys: Keys) -> Options {
        let vault = Vault::of_secret(keys.oldest());
        Options { transport, keys, vault, public_url: None, bounce_domain: None, lease: None, retry: None, journal: None, hits: None }
    }
}

/// Sends what is due. Cheap to clone.
#[derive(Clone)]
pub struct Performer(Arc<Inner>);

struct Inner {
    engine: Engine,
    options: Options,
    emails: Emails,
    recorder: Recorder,
    spool: hits::Spool,
    /// Something new may be due.
    wake: Notify,
    /// Nothing more is begun. The engine's stop is one too.
    stop: CancellationToken,
    /// Held while something is under way.
    busy: Mutex<()>,
}

impl Performer {
    /// A performer that does nothing by itself; see [`Performer::run_once`].
    pub fn new(engine: Engine, options: Options) -> Performer {
        let recorder = Recorder::start(engine.clone(), options.journal.clone());
        let (stop, busy, wake) = (engine.0.stop.child_token(), Mutex::default(), Notify::new());
        let spool = hits::Spool::new(options.hits.clone());
        Performer(Arc::new(Inner { emails: Emails::default(), recorder, spool, wake, stop, busy, engine, options }))
    }

    /// Begins nothing more, and waits until what is under way has ended and is recorded. Call it before the engine is
    /// stopped: what is cut off between the final dot and its record is in doubt for ever.
    pub async fn stop(&self) {
        self.0.stop.cancel();
        if tokio::time::timeout(DRAIN, self.0.busy.lock()).await.is_err() {
            tracing::warn!("messages are still on their way; they will be in doubt");
        }
    }

    /// Performs from now on until the engine stops.
    pub fn start(engine: Engine, options: Options) -> Performer {
        let performer = Performer::new(engine, options);
        tokio::spawn(performer.clone().work());
        performer
    }

    async fn work(self) {
        let engine = &self.0.engine;
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
        self.resolve_claims(Timestamp::MAX).await;
        self.bring_nearer().await;
        let mut latest = engine.now();
        let mut applied = engine.0.applied.subscribe();
        let mut resolved = Instant::now();
        while !self.0.stop.is_cancelled() {
            if engine.now() < latest.plus(-model::MINUTE) {
                self.bring_nearer().await;
                latest = engine.now();
            }
            latest = latest.max(engine.now());
            if resolved.elapsed() > RESOLVE {
                self.resolve_claims(engine.now()).await;
                resolved = Instant::now();
            }
            match self.perform_due().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => {
                    tracing::warn!(%error, "sends could not be performed; trying again");
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

    /// Does everything that is due now, once over; returns how much was done. Tests drive the performer with this.
    pub async fn run_once(&self) -> Result<usize, StoreError> {
        self.resolve_claims(self.0.engine.now()).await;
        Ok(self.settle_hits().await? + self.perform_due().await?)
    }

    async fn perform_due(&self) -> Result<usize, StoreError> {
        let _busy = self.0.busy.lock().await;
        let runs = self.advance_runs().await?;
        let sends = self.perform_sends().await?;
        let alerts = self.perform_alerts().await?;
        self.finish_runs().await?;
        Ok(runs + sends + alerts)
    }

    /// Claims that have run out: untouched ones return to the queue, those that may have been sent are in doubt.
    async fn resolve_claims(&self, until: Timestamp) {
        let engine = &self.0.engine;
        let report = |sends: &[store::sends::Send]| report::rows(engine, sends);
        match store::sends::release_expired(engine.store(), engine.workspace(), until, engine.now(), &report).await {
            Ok(unknown) if unknown.is_empty() => {}
            Ok(unknown) => {
                tracing::warn!(count = unknown.len(), "sends in doubt after an interruption; they are not sent again");
                engine.0.wake.notify_one();
            }
            Err(error) => tracing::warn!(%error, "expired claims could not be resolved"),
        }
    }

    /// After the clock was put back: what it had put off while it was ahead.
    async fn bring_nearer(&self) {
        let engine = &self.0.engine;
        match store::sends::due_again(engine.store(), engine.workspace(), engine.now()).await {
            Ok(0) => {}
            Ok(sends) => tracing::warn!(sends, "the clock was put back; what it had put off is due again"),
            Err(error) => tracing::warn!(%error, "what a wrong clock has put off stays so"),
        }
    }

    fn lease_ms(&self) -> i64 {
        let usual = if self.0.options.transport.captures() { CAPTURE_LEASE } else { LEASE };
        let lease = self.0.options.lease.unwrap_or(usual);
        i64::try_from(lease.as_millis()).unwrap_or(i64::MAX)
    }

    /// Where links in messages lead, without a slash at the end.
    fn public_url(&self, settings: &model::definition::Settings) -> String {
        let url = self.0.options.public_url.as_deref().unwrap_or(&settings.public_url);
        url.trim_end_matches('/').to_string()
    }
}
