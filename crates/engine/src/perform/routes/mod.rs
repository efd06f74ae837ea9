//! Routes: which way out a message takes. The first healthy one of its rule's has it; one that cannot be reached, or that
//! refuses our account, is given a rest and the next takes over. Once a message may have left, no other way gets it.

mod choose;
mod health;
mod keep;
mod told;

use super::Performer;
use super::recorder::SendLedger;
use crate::Engine;
use async_trait::async_trait;
pub use choose::Facts;
use choose::choose;
use health::Health;
pub use keep::{NewWay, SaveError};
use mail::{Fault, Ledger, LedgerError, Message, Outcome, Transport, Values, Vault, Waits, WayKind};
use model::{SendId, Timestamp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::StoreError;
use store::ways::{Routing, WayOut};
pub use told::{RouteStep, RouteView, WayView};

/// Key of the mail server that the command line names.
pub const OWN: &str = "smtp";
/// Key of the built-in outbox.
pub const OUTBOX: &str = "outbox";
/// Keys that no way may have: two ways, and addresses beside `/ways-out/{key}`.
const RESERVED: [&str; 4] = [OWN, OUTBOX, "routing", "route"];
/// How soon another node's changes are seen.
const FRESH: Duration = Duration::from_secs(10);

/// Every way out.
pub(super) struct Ways {
    own: Arc<Way>,
    table: Mutex<Arc<Table>>,
    /// Held by who reads the store.
    loading: tokio::sync::Mutex<()>,
}

/// The ways as they stand.
struct Table {
    /// In order of preference; the one of the command line among them.
    ways: Vec<Arc<Way>>,
    routing: Routing,
    /// `None` until the store has been read.
    read: Option<Instant>,
}

struct Way {
    key: String,
    kind: &'static str,
    /// As the store has it; `None` for the one of the command line and for the outbox.
    row: Option<WayOut>,
    /// The error says what is wrong with what it has been told.
    transport: Result<Transport, String>,
    /// What reports are checked by is among it.
    values: Values,
    health: Mutex<Health>,
}

/// What became of a message.
pub(super) enum Routed {
    Done(Outcome),
    /// Nobody was asked: no way takes it now. `until` is when its limit of a day ends.
    Later {
        reason: String,
        until: Option<Timestamp>,
    },
}

impl Routed {
    /// For messages that wait for nothing.
    pub fn outcome(self) -> Outcome {
        match self {
            Routed::Done(outcome) => outcome,
            Routed::Later { reason, .. } => Outcome::Deferred { reason },
        }
    }
}

impl Performer {
    /// Hands a message to a way out. Without a ledger it is one that nobody keeps account of.
    pub(super) async fn hand_over(
        &self,
        send: SendId,
        message: &Message,
        (program, operational): (Option<&str>, bool),
        ledger: Option<&SendLedger<'_>>,
    ) -> Routed {
        let letter = &message.letter;
        let facts = Facts { sender: &letter.from.address, recipient: &letter.to.address, program, operational };
        let place = (&self.0.engine, &self.0.options.vault);
        self.0.ways.deliver(place, (send, message), &facts, ledger).await
    }
}

impl Way {
    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enabled(&self) -> bool {
        self.row.as_ref().is_none_or(|row| row.enabled)
    }
}

impl Table {
    fn enabled(&self) -> impl Iterator<Item = &Arc<Way>> {
        self.ways.iter().filter(|way| way.enabled())
    }

    fn get(&self, key: &str) -> Option<&Arc<Way>> {
        self.ways.iter().find(|way| way.key == key)
    }
}

impl Ways {
    /// With the way of the command line, or the outbox.
    pub fn new(transport: Transport) -> Ways {
        let (key, kind) = if transport.captures() { (OUTBOX, "outbox") } else { (OWN, "smtp") };
        let own = Way {
            key: key.into(),
            kind,
            row: None,
            transport: Ok(transport),
            values: Values::new(),
            health: Mutex::default(),
        };
        let own = Arc::new(own);
        let table = Table { ways: vec![own.clone()], routing: Routing::default(), read: None };
        Ways { own, table: Mutex::new(Arc::new(table)), loading: tokio::sync::Mutex::default() }
    }

    fn current(&self) -> Arc<Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many messages may be on their way at a time.
    pub fn width(&self) -> usize {
        let width = |way: &Arc<Way>| way.transport.as_ref().map_or(0, Transport::width);
        self.current().enabled().map(width).sum::<usize>().max(1)
    }

    /// Whether every message stays here.
    pub fn captures(&self) -> bool {
        self.current().enabled().all(|way| way.key == OUTBOX)
    }

    /// The ways as they stand, read again when that is long ago.
    async fn table(&self, engine: &Engine, vault: &Vault) -> Result<Arc<Table>, StoreError> {
        let fresh = |table: &Table| table.read.is_some_and(|read| read.elapsed() < FRESH);
        let current = self.current();
        if fresh(&current) {
            return Ok(current);
        }
        let _loading = self.loading.lock().await;
        let current = self.current();
        if fresh(&current) { Ok(current) } else { self.read(engine, vault).await }
    }

    /// Reads the ways. One that has not changed keeps its connections and its health.
    async fn read(&self, engine: &Engine, vault: &Vault) -> Result<Arc<Table>, StoreError> {
        let (store, workspace) = (engine.store(), engine.workspace());
        let rows = store::ways::list(store, workspace).await?;
        let routing = store::ways::routing(store, workspace).await?;
        let before = self.current();
        let changed = |row: &WayOut| before.get(&row.key).is_none_or(|way| way.row.as_ref() != Some(row));
        let mut sent = BTreeMap::new();
        let day = health::day(engine.now());
        if rows.iter().any(|row| row.per_day.is_some() && changed(row)) {
            sent = store::ways::handed_since(store, workspace, day).await?;
        }
        let mut ways: Vec<Arc<Way>> = Vec::with_capacity(rows.len() + 1);
        for row in rows {
            match before.get(&row.key).filter(|_| !changed(&row)) {
                Some(way) => ways.push(way.clone()),
                None => {
                    let today = sent.get(&row.key).copied().unwrap_or(0);
                    ways.push(Arc::new(way(row, vault, (day, today))));
                }
            }
        }
        if self.own.key != OUTBOX || ways.is_empty() {
            ways.push(self.own.clone());
        }
        let place = |way: &Arc<Way>| routing.order.iter().position(|key| *key == way.key).unwrap_or(usize::MAX);
        ways.sort_by_key(place);
        let table = Arc::new(Table { ways, routing, read: Some(Instant::now()) });
        *self.table.lock().unwrap_or_else(PoisonError::into_inner) = table.clone();
        Ok(table)
    }

    /// Hands a message to the first way that takes it. Without a ledger it is a message that nobody keeps account of.
    async fn deliver(
        &self,
        (engine, vault): (&Engine, &Vault),
        (send, message): (SendId, &Message),
        facts: &Facts<'_>,
        ledger: Option<&SendLedger<'_>>,
    ) -> Routed {
        let table = match self.table(engine, vault).await {
            Ok(table) => table,
            Err(error) => return Routed::Later { reason: error.to_string(), until: None },
        };
        let chosen = choose(&table.routing, facts);
        let ways: Vec<&Arc<Way>> = match chosen {
            Some((_, rule)) => rule.ways.iter().filter_map(|key| table.get(key)).filter(|way| way.enabled()).collect(),
            None => table.enabled().collect(),
        };
        let (mut reason, mut until, mut broken) = ("no way out is switched on for it".to_string(), None, None);
        for way in in_turn(ways) {
            let transport = match &way.transport {
                Ok(transport) => transport,
                Err(why) => {
                    reason = why.clone();
                    continue;
                }
            };
            let taken = way.health().take(way.row.as_ref(), engine.now());
            match taken {
                Ok(wait) if wait.is_zero() => {}
                Ok(wait) => tokio::time::sleep(wait).await,
                Err(no) => {
                    (reason, until) = (format!("{}: {}", way.key, no.reason), until.or(no.until));
                    continue;
                }
            }
            let noted = Noted { ledger, way: &way.key, asked: AtomicBool::new(false) };
            let outcome = transport.deliver(send, message, &noted).await;
            way.heard(&outcome);
            match outcome {
                Outcome::NoWay { reason: why, fault } if !noted.asked.load(Ordering::SeqCst) => {
                    (reason, broken) = (format!("{}: {why}", way.key), Some(fault));
                }
                Outcome::NoWay { reason, .. } if table.enabled().any(|way| way.health().is_ready()) => {
                    return Routed::Later { reason, until: None };
                }
                outcome => return Routed::Done(outcome),
            }
        }
        match broken {
            Some(fault) if !table.enabled().any(|way| way.health().is_ready()) => {
                Routed::Done(Outcome::NoWay { reason, fault })
            }
            _ => Routed::Later { reason, until },
        }
    }
}

/// Healthy ways, in their order. Where there is none, those that could not be reached are tried again: one of them may be
/// there by now.
fn in_turn(ways: Vec<&Arc<Way>>) -> Vec<&Arc<Way>> {
    let ready: Vec<&Arc<Way>> = ways.iter().copied().filter(|way| way.health().is_ready()).collect();
    let usable = |way: &&Arc<Way>| way.transport.is_ok();
    match ready.iter().any(usable) {
        true => ready,
        false => ways.into_iter().filter(|way| way.health().may_be_tried()).collect(),
    }
}

impl Way {
    /// What an outcome says of the way.
    fn heard(&self, outcome: &Outcome) {
        let mut health = self.health();
        match outcome {
            Outcome::NoWay { reason, fault } => {
                let was_ready = health.is_ready();
                health.failed(*fault, reason);
                if was_ready && *fault == Fault::Account {
                    tracing::error!(way = %self.key, %reason, "a way out refuses our account; mend it in Settings");
                } else if was_ready && !health.is_ready() {
                    tracing::warn!(way = %self.key, %reason, "a way out is given a rest");
                }
            }
            Outcome::Withdrawn => {}
            _ => health.worked(),
        }
    }
}

fn way(row: WayOut, vault: &Vault, today: (Timestamp, i64)) -> Way {
    let kind = WayKind::parse(&row.kind);
    let opened = keep::values(&row, vault);
    let transport = match (&opened, kind) {
        (Err(error), _) => Err(error.to_string()),
        (Ok(_), None) => Err(format!("\"{}\" is no kind of way that this version knows", row.kind)),
        (Ok(values), Some(kind)) => Transport::of(kind, values, Waits::default())
            .map_err(|bad| format!("the field {} {}", bad.field, bad.message)),
    };
    Way {
        key: row.key.clone(),
        kind: kind.map_or("unknown", WayKind::as_str),
        values: opened.unwrap_or_default(),
        transport,
        health: Mutex::new(Health::of(today)),
        row: Some(row),
    }
}

/// The ledger of one attempt on one way.
struct Noted<'a> {
    ledger: Option<&'a SendLedger<'a>>,
    way: &'a str,
    /// The message may have left.
    asked: AtomicBool,
}

#[async_trait]
impl Ledger for Noted<'_> {
    async fn handing(&self, send: SendId) -> Result<bool, LedgerError> {
        self.asked.store(true, Ordering::SeqCst);
        match self.ledger {
            Some(ledger) => ledger.by(self.way).handing(send).await,
            None => Ok(true),
        }
    }
}
