//! Routes: which way out a message takes. The first healthy one of its rule's has it; one that cannot be reached, or that
//! refuses our account, is given a rest and the next takes over. Once a message may have left, no other way gets it.

mod choose;
mod deliver;
mod health;
mod keep;
mod refusals;
mod table;
mod told;

use super::Performer;
use super::recorder::SendLedger;
pub use choose::Facts;
use choose::choose;
use health::Health;
pub use keep::{NewWay, SaveError};
use mail::{Message, Outcome, Transport, Values};
use model::{SendId, Timestamp};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
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
    /// Keeps here what rules give it. No order leads to it where there is another way: what it keeps has not gone out.
    outbox: Arc<Way>,
    table: Mutex<Arc<Table>>,
    /// Held by who reads the store.
    loading: tokio::sync::Mutex<()>,
}

/// The ways as they stand.
pub(super) struct Table {
    /// In order of preference; the one of the command line among them.
    ways: Vec<Arc<Way>>,
    outbox: Arc<Way>,
    routing: Routing,
    /// `None` until the store has been read.
    read: Option<Instant>,
}

pub(super) struct Way {
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

impl Ways {
    /// With the way of the command line, or the outbox alone.
    pub fn new(transport: Transport, outbox: Transport) -> Ways {
        let fixed = |key: &str, kind, transport| Way {
            key: key.into(),
            kind,
            row: None,
            transport: Ok(transport),
            values: Values::new(),
            health: Mutex::default(),
        };
        let captures = transport.captures();
        let outbox = Arc::new(fixed(OUTBOX, "outbox", if captures { transport.clone() } else { outbox }));
        let own = if captures { outbox.clone() } else { Arc::new(fixed(OWN, "smtp", transport)) };
        let (ways, routing) = (vec![own.clone()], Routing::default());
        let table = Table { ways, outbox: outbox.clone(), routing, read: None };
        Ways { own, outbox, table: Mutex::new(Arc::new(table)), loading: tokio::sync::Mutex::default() }
    }

    fn current(&self) -> Arc<Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many messages may be on their way at a time.
    pub fn width(&self) -> usize {
        let width = |way: &Arc<Way>| way.transport.as_ref().map_or(0, Transport::width);
        self.current().enabled().map(width).sum::<usize>().max(1)
    }

    /// Whether a message may go to a mail server of this machine without TLS.
    pub fn any_plain(&self) -> bool {
        self.current().enabled().any(|way| way.transport.as_ref().is_ok_and(Transport::is_plain))
    }

    /// Hosts of the mail servers among the ways, each once.
    pub fn smtp_hosts(&self) -> Vec<String> {
        let table = self.current();
        let hosts = table.enabled().filter_map(|way| way.transport.as_ref().ok()?.smtp_host());
        hosts.map(str::to_ascii_lowercase).collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// Whether every message that no rule speaks for stays here.
    pub fn captures(&self) -> bool {
        self.current().enabled().all(|way| way.key == OUTBOX)
    }

    /// Whether a message stays here: its rule gives it to the outbox, or there is nothing else. A way that is switched off
    /// may be switched on before the message's turn.
    pub fn keep(&self, facts: &Facts<'_>) -> bool {
        let table = self.current();
        match choose(&table.routing, facts) {
            Some((_, rule)) => rule.ways.iter().all(|key| key == OUTBOX),
            None => table.ways.iter().all(|way| way.key == OUTBOX),
        }
    }
}
