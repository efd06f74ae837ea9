//! Perform: what rules ordered is done in the world, and what came of it enters by the same door.
//!
//! Claims sends and alerts, asks the gate in the store right before each leaves, composes, hands over, records. A send
//! row exists before the wire and moves only under the token of its claim, so a crash at any instant loses nothing and
//! doubles nothing: what may have been sent is `unknown`, and marketing mail in doubt is not sent again.

mod alert;
mod approved;
mod attached;
mod begun;
mod brake;
mod compose;
mod drawn;
mod emails;
mod ends;
mod flow;
mod gate;
mod hits;
mod journal;
mod lanes;
mod leaving;
mod line;
mod makers;
mod outbox;
mod pace;
mod preflight;
mod preview;
mod recorder;
mod replay;
mod report;
mod returned;
mod rounds;
mod routes;
mod runs;
mod secret;
mod send;
mod senders;
mod standing;
mod tracking;
mod variants;

pub use brake::WATCHED;
pub use drawn::{DrawError, DrawnEmail};
pub use ends::waits;
pub use hits::Client;
pub use lanes::LaneView;
pub use leaving::{Choice, Leaving, LeavingTopic, Preferences};
pub use outbox::StoreOutbox;
pub use pace::{Foretold, Limit};
pub use preflight::{Audience, Examined, Found};
pub use preview::{Preview, TestError, known, shared};
pub use replay::heed_journal;
pub use returned::{Handled, Heard, HookError};
pub use routes::{Facts, NewWay, OUTBOX, OWN, RouteStep, RouteView, SaveError, WayView};
pub use runs::RunError;
pub use secret::{SecretError, signing_secret};
pub use senders::{Counted, DmarcError, Provider, Rule, SenderError, SenderView};
pub use variants::{HOLDOUT, Meant, Results};

use crate::Engine;
use content::token::Keys;
use emails::Emails;
use mail::{Transport, Vault};
use model::Timestamp;
use recorder::Recorder;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::sync::{Mutex, Notify, RwLock};
use tokio_util::sync::CancellationToken;

/// How long a claim lasts. Longer than everything that one message may wait for on the wire (RFC 5321 §4.5.3.2 allows a
/// server 26 minutes in all), because a claim is not renewed.
const LEASE: Duration = Duration::from_secs(30 * 60);
/// The capture outbox answers at once.
const CAPTURE_LEASE: Duration = Duration::from_secs(60);

/// How messages leave.
#[derive(Debug, Clone)]
pub struct Options {
    /// The way out that the command line names, or the built-in outbox.
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
    /// Answers what the domains of senders hold. Without it none can be checked.
    pub dns: Option<Arc<dyn mail::domain::Dns>>,
    /// Fetches files that their records speak of. Without it such files stay unknown.
    pub web: Option<mail::domain::Web>,
    /// Mail may leave from domains that are not verified.
    pub any_sender: bool,
    /// Fetches the certificates of Amazon's signatures.
    pub amazon: mail::hooks::sns::Source,
    /// Asks whether the links of a message lead somewhere, before it goes to many. Without one nobody is asked.
    pub probe: Option<mail::probe::Probe>,
}

impl Options {
    pub fn new(transport: Transport, keys: Keys) -> Options {
        let vault = Vault::of_secret(keys.oldest());
        Options {
            transport,
            keys,
            vault,
            public_url: None,
            bounce_domain: None,
            lease: None,
            retry: None,
            journal: None,
            hits: None,
            probe: None,
            amazon: Default::default(),
            dns: None,
            web: None,
            any_sender: false,
        }
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
    ways: routes::Ways,
    /// Of marketing and of operational mail.
    lanes: [std::sync::Mutex<lanes::Lanes>; 2],
    /// Until when the way out is given a rest, and why.
    rest: std::sync::Mutex<Option<(Timestamp, String)>>,
    spent: Mutex<pace::Spent>,
    makers: makers::Makers,
    spool: hits::Spool,
    senders: senders::Senders,
    ends: brake::Ends,
    ways_back: returned::Noted,
    /// Claims of ours may lie in the store that nobody here holds any more: it could not be written to.
    astray: AtomicBool,
    /// Reports of providers that are being taken.
    reports: std::sync::Mutex<Vec<store::reports::Told>>,
    /// Something new may be due: a send, a run.
    wake: Notify,
    look: Notify,
    /// Nothing more is begun. The engine's stop is one too.
    stop: CancellationToken,
    /// Held while something is under way, by those who do it.
    busy: RwLock<()>,
}

impl Performer {
    /// A performer that does nothing by itself; see [`Performer::run_once`].
    pub fn new(engine: Engine, options: Options) -> Performer {
        let recorder = Recorder::start(engine.clone(), options.journal.clone());
        let rest = options.retry.unwrap_or(ends::FIRST_WAIT) / 5;
        let lane = || std::sync::Mutex::new(lanes::Lanes::new(options.transport.width(), rest));
        let outbox = Transport::capture(StoreOutbox(engine.clone()));
        let ways = routes::Ways::new(options.transport.clone(), outbox);
        let inner = Inner {
            emails: Emails::default(),
            recorder,
            ways,
            lanes: [lane(), lane()],
            rest: std::sync::Mutex::default(),
            spent: Mutex::default(),
            makers: makers::Makers::new(std::thread::available_parallelism().map_or(1, usize::from)),
            spool: hits::Spool::new(options.hits.clone()),
            senders: senders::Senders::default(),
            ends: brake::Ends::default(),
            ways_back: returned::Noted::default(),
            astray: AtomicBool::new(false),
            reports: std::sync::Mutex::default(),
            wake: Notify::new(),
            look: Notify::new(),
            stop: engine.0.stop.child_token(),
            busy: RwLock::default(),
            engine,
            options,
        };
        Performer(Arc::new(inner))
    }

    /// Performs from now on until the engine stops.
    pub fn start(engine: Engine, options: Options) -> Performer {
        let performer = Performer::new(engine, options);
        tokio::spawn(performer.clone().work());
        tokio::spawn(performer.clone().watch_senders());
        performer
    }

    fn lease_ms(&self) -> i64 {
        let usual = if self.0.ways.captures() { CAPTURE_LEASE } else { LEASE };
        let lease = self.0.options.lease.unwrap_or(usual);
        i64::try_from(lease.as_millis()).unwrap_or(i64::MAX)
    }

    /// Where links in messages lead, without a slash at the end.
    fn public_url(&self, settings: &model::definition::Settings) -> String {
        let url = self.0.options.public_url.as_deref().unwrap_or(&settings.public_url);
        url.trim_end_matches('/').to_string()
    }
}
