//! What the sink saw: every transaction, how far it came, and how its connection ended.

use crate::script::{Place, Rule, Times};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// How far a transaction came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Mail,
    Rcpt,
    /// The sender was told to send the message.
    Data,
    /// The final dot is here.
    Dot,
    /// The whole answer to the final dot has been written.
    Answered,
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// With QUIT.
    Politely,
    /// The sender went away.
    Lost,
    /// The script said so.
    ByUs,
}

/// One transaction: from MAIL on.
#[derive(Debug, Clone)]
pub struct Transaction {
    pub connection: usize,
    pub stage: Stage,
    /// Those that were taken.
    pub recipients: Vec<String>,
    /// With its angle brackets; empty until the dot.
    pub message_id: String,
    /// Of the whole message but its date: copies of one message have the same.
    pub digest: u64,
    pub bytes: usize,
    /// The last answer to the final dot, to DATA or to RCPT; 0 before one.
    pub code: u16,
    pub mail_at: SystemTime,
    pub dot_at: Option<SystemTime>,
    pub answered_at: Option<SystemTime>,
    /// Something came after it on its connection, so the sender has read its answer.
    pub followed: bool,
}

impl Transaction {
    /// The message may have been taken: its dot came, and it was not refused.
    pub fn may_be_taken(&self) -> bool {
        self.stage == Stage::Dot || self.accepted()
    }

    /// The dot was answered with 250, whether or not the sender has read it.
    pub fn accepted(&self) -> bool {
        self.stage == Stage::Answered && self.code == 250
    }
}

/// Everything written down.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub transactions: Vec<Transaction>,
    /// By number of connection; absent while it is open.
    pub connections: Vec<Option<Ended>>,
    /// What the sender did against the standard.
    pub complaints: Vec<String>,
}

impl Ledger {
    /// Whether the sender cannot know how it ended: its connection broke in it, or right after it.
    pub fn is_doubtful(&self, transaction: &Transaction) -> bool {
        let broken = matches!(self.connections.get(transaction.connection), Some(Some(Ended::Lost | Ended::ByUs)));
        broken && !transaction.followed && transaction.stage >= Stage::Data
    }

    /// Transactions that are open now, one a connection at most.
    pub fn open(&self) -> usize {
        let open = |transaction: &&Transaction| {
            let alive = matches!(self.connections.get(transaction.connection), Some(None));
            alive && !transaction.followed
        };
        self.transactions.iter().filter(open).count()
    }
}

#[derive(Default)]
pub(crate) struct Book(Mutex<Inner>);

#[derive(Default)]
pub(crate) struct Inner {
    pub ledger: Ledger,
    dots: usize,
    /// How often a rule's point was come to: by anybody, and by one recipient.
    visits: HashMap<(Place, String), u32>,
}

impl Book {
    pub fn write(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn copy(&self) -> Ledger {
        self.write().ledger.clone()
    }

    pub fn dots(&self) -> usize {
        self.write().dots
    }

    /// Whether a rule holds this time.
    pub fn holds(&self, place: Place, rule: &Rule, recipient: Option<&str>) -> bool {
        let who = match rule.times {
            Times::Always => return true,
            Times::First(_) => recipient.unwrap_or_default(),
            Times::Every(_) => "",
        };
        let mut book = self.write();
        let visits = book.visits.entry((place, who.to_string())).or_default();
        *visits += 1;
        match rule.times {
            Times::Always => true,
            Times::First(most) => *visits <= most,
            Times::Every(nth) => visits.is_multiple_of(nth.max(1)),
        }
    }
}

impl Inner {
    /// A new connection's number.
    pub fn connect(&mut self) -> usize {
        self.ledger.connections.push(None);
        self.ledger.connections.len() - 1
    }

    /// A new transaction's number.
    pub fn begin(&mut self, connection: usize) -> usize {
        self.ledger.transactions.push(Transaction {
            connection,
            stage: Stage::Mail,
            recipients: Vec::new(),
            message_id: String::new(),
            digest: 0,
            bytes: 0,
            code: 0,
            mail_at: SystemTime::now(),
            dot_at: None,
            answered_at: None,
            followed: false,
        });
        self.ledger.transactions.len() - 1
    }

    pub fn dot(&mut self) {
        self.dots += 1;
    }
}
