//! The doors: REST and OpenAPI, event intake, tracking links, sign-in and the UI's files.
//!
//! Handlers read a request, ask the engine, the image or the store, and shape the answer; they decide nothing. The
//! addresses are in `router`, what each needs in `doors`, what each role may in `rights`, and `access` refuses the rest.

mod access;
mod apply;
mod approval;
mod audit;
mod checks;
mod dependents;
mod describe;
mod diff;
mod doors;
mod extract;
mod fields;
mod figures;
mod file_kind;
mod importing;
mod lifting;
pub mod listen;
mod live_keys;
pub mod openapi;
mod parameters;
pub mod password;
mod preflight;
mod problem;
mod rights;
mod router;
mod routes;
mod said;
mod same_origin;
pub mod secret;
mod selection;
mod server;
mod space;
mod tar;
mod throttle;
mod ui;
mod views;
mod whole;

pub use doors::{DOORS, Need};
pub use rights::Right;
pub use whole::router;

use engine::Engine;
use engine::perform::Performer;
use model::{ImportId, Timestamp, WorkspaceId};
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use store::Store;

/// How the doors are kept.
#[derive(Debug, Clone)]
pub struct Options {
    /// Session cookies travel over HTTPS only. Off for a server reached by plain HTTP on the same machine.
    pub secure_cookies: bool,
    /// Folder for uploaded files that wait to be imported.
    pub uploads: PathBuf,
}

/// What every handler shares. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    engine: Engine,
    performer: Performer,
    options: Options,
    passwords: password::Passwords,
    throttle: throttle::Throttle,
    link_throttle: throttle::LinkThrottle,
    live_keys: live_keys::LiveKeys,
    /// Imports that a thread of this process runs.
    importing: Mutex<HashSet<ImportId>>,
}

impl App {
    /// The doors of an engine; `performer` is the one that sends its mail.
    pub fn new(engine: Engine, performer: Performer, options: Options) -> App {
        App(Arc::new(Inner {
            engine,
            performer,
            options,
            passwords: password::Passwords::default(),
            throttle: throttle::Throttle::default(),
            link_throttle: throttle::LinkThrottle::default(),
            live_keys: live_keys::LiveKeys::default(),
            importing: Mutex::default(),
        }))
    }

    fn engine(&self) -> &Engine {
        &self.0.engine
    }

    fn performer(&self) -> &Performer {
        &self.0.performer
    }

    fn store(&self) -> &Store {
        self.0.engine.store()
    }

    fn options(&self) -> &Options {
        &self.0.options
    }

    fn workspace(&self) -> WorkspaceId {
        self.0.engine.workspace()
    }

    fn now(&self) -> Timestamp {
        self.0.engine.now()
    }

    fn passwords(&self) -> &password::Passwords {
        &self.0.passwords
    }

    fn live_keys(&self) -> &live_keys::LiveKeys {
        &self.0.live_keys
    }

    fn throttle(&self) -> &throttle::Throttle {
        &self.0.throttle
    }

    fn link_throttle(&self) -> &throttle::LinkThrottle {
        &self.0.link_throttle
    }
}
