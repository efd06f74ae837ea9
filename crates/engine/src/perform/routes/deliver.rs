//! A message on its way: handed to one way after another until one of them has it, or may have it.

use super::super::pace::domain_of;
use super::super::recorder::SendLedger;
use super::super::report::in_short;
use super::health::No;
use super::{Facts, Routed, Way, Ways, choose};
use crate::Engine;
use async_trait::async_trait;
use mail::{Fault, Ledger, LedgerError, Message, Outcome, Vault};
use model::{SendId, Timestamp};
use rules::verdict::earlier;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

impl Ways {
    /// Hands a message to the first way that takes it. Without a ledger it is a message that nobody keeps account of.
    pub(super) async fn deliver(
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
        let (chosen, from) = (choose(&table.routing, facts), domain_of(facts.sender));
        let ways: Vec<&Arc<Way>> = match chosen {
            Some((_, rule)) => rule.ways.iter().filter_map(|key| table.get(key)).filter(|way| way.enabled()).collect(),
            None => table.enabled().collect(),
        };
        let resting = ways.iter().find_map(|way| way.resting());
        let (mut reason, mut broken) = match resting {
            Some((reason, fault)) => (reason, Some(fault)),
            None => ("no way out is switched on for it".to_string(), None),
        };
        let mut until = None;
        for way in in_turn(ways) {
            let transport = match &way.transport {
                Ok(transport) => transport,
                Err(why) => {
                    reason = why.clone();
                    continue;
                }
            };
            let taken = way.take(&from, engine.now());
            match taken {
                Ok(wait) if wait.is_zero() => {}
                Ok(wait) => tokio::time::sleep(wait).await,
                Err(no) => {
                    (reason, until) = (format!("{}: {}", way.key, no.reason), earlier(until, no.until));
                    continue;
                }
            }
            let noted = Noted { ledger, way: &way.key, asked: AtomicBool::new(false) };
            let outcome = transport.deliver(send, message, &noted).await;
            way.heard(&from, &outcome);
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
    /// Why it takes nothing now.
    fn resting(&self) -> Option<(String, Fault)> {
        let health = self.health();
        health.resting().map(|(fault, reason, _)| (format!("{}: {reason}", self.key), fault))
    }

    /// Takes room for a message of this sender's domain, with how long it waits for its turn.
    fn take(&self, from: &str, now: Timestamp) -> Result<Duration, No> {
        let mut health = self.health();
        if let Some(why) = health.refusals.against(from) {
            return Err(No { reason: why.to_string(), until: None });
        }
        let wait = health.take(self.row.as_ref(), now)?;
        health.refusals.tries(from);
        Ok(wait)
    }

    /// What an outcome says of the way.
    fn heard(&self, from: &str, outcome: &Outcome) {
        let mut health = self.health();
        if let Outcome::Accepted { .. } | Outcome::Failed { .. } | Outcome::InDoubt { .. } = outcome {
            health.refusals.forget(from);
        }
        match outcome {
            Outcome::NoWay { reason, fault: Fault::Sender } => {
                health.unused();
                if health.refusals.add(from, reason) {
                    // What a server says at RCPT names the recipient.
                    let reason = in_short(Some(reason));
                    tracing::error!(way = %self.key, sender = from, reason, "a way out refuses a sender; see Settings");
                }
            }
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
