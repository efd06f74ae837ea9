//! Connections kept open between messages, and never more than the settings allow.

use crate::outcome::Fault;
use crate::session::{NOT_LET_IN, Session};
use crate::settings::SmtpSettings;
use crate::transaction::Ended;
use crate::{Ledger, Message, Outcome};
use model::SendId;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// A connection that has been idle for longer is not trusted.
const IDLE: Duration = Duration::from_secs(30);
/// Many servers count transactions; a fresh connection is cheap.
const MAX_USES: u32 = 100;

/// An SMTP server with its open connections.
pub(crate) struct Pool {
    pub settings: SmtpSettings,
    idle: Mutex<Vec<(Session, Instant)>>,
    permits: Semaphore,
}

impl Pool {
    pub fn new(settings: SmtpSettings) -> Pool {
        let permits = Semaphore::new(settings.connections);
        Pool { settings, idle: Mutex::new(Vec::new()), permits }
    }

    pub async fn send(&self, send: SendId, message: &Message, ledger: &dyn Ledger) -> Outcome {
        let Ok(_permit) = self.permits.acquire().await else {
            return Outcome::Deferred { reason: "the mail transport is shutting down".into() };
        };
        while let Some(session) = self.take() {
            let ended = self.transact(session, send, message, ledger).await;
            if !ended.stale {
                return ended.outcome;
            }
        }
        match Session::open(&self.settings).await {
            Ok(session) => self.transact(session, send, message, ledger).await.outcome,
            Err(reason) => {
                let fault = if reason.starts_with(NOT_LET_IN) { Fault::Account } else { Fault::Unreachable };
                Outcome::NoWay { reason, fault }
            }
        }
    }

    async fn transact(&self, mut session: Session, send: SendId, message: &Message, ledger: &dyn Ledger) -> Ended {
        let ended = session.send(send, message, ledger, &self.settings).await;
        if ended.reusable && session.used < MAX_USES {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.push((session, Instant::now()));
        } else if ended.reusable {
            session.close().await;
        }
        ended
    }

    fn take(&self) -> Option<Session> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < IDLE);
        idle.pop().map(|(session, _)| session)
    }

    /// Connects and signs in, to see whether it would work.
    pub async fn check(&self) -> Result<(), String> {
        let session = Session::open(&self.settings).await?;
        session.close().await;
        Ok(())
    }
}
