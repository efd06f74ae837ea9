//! The ways a message can leave.

use crate::capture::{Captured, Outbox};
use crate::pool::Pool;
use crate::ways::fields::{BadField, Values, smtp};
use crate::ways::{Provider, Waits, WayKind};
use crate::{Ledger, LedgerError, Message, Outcome, Security, SmtpSettings};
use model::SendId;
use std::sync::Arc;

/// Where messages go. Cheap to clone.
#[derive(Clone)]
pub struct Transport(Arc<Way>);

enum Way {
    Smtp(Box<Pool>),
    Http(Box<Provider>),
    Capture(Box<dyn Outbox>),
}

impl Transport {
    pub fn smtp(settings: SmtpSettings) -> Transport {
        Transport(Arc::new(Way::Smtp(Box::new(Pool::new(settings)))))
    }

    /// A way of a kind, told what it needs.
    pub fn of(kind: WayKind, values: &Values, waits: Waits) -> Result<Transport, BadField> {
        match kind {
            WayKind::Smtp => smtp(values).map(Transport::smtp),
            _ => Ok(Transport(Arc::new(Way::Http(Box::new(Provider::new(kind, values, waits)?))))),
        }
    }

    /// Keeps messages in the built-in outbox.
    pub fn capture(outbox: impl Outbox + 'static) -> Transport {
        Transport(Arc::new(Way::Capture(Box::new(outbox))))
    }

    /// Whether messages stay here.
    pub fn captures(&self) -> bool {
        matches!(*self.0, Way::Capture(_))
    }

    /// Whether messages go, without TLS, to a mail server of this machine, which sends them on as it sees fit.
    pub fn is_plain(&self) -> bool {
        matches!(&*self.0, Way::Smtp(pool) if pool.settings.security == Security::Plain)
    }

    /// The mail server that messages are handed to, where it is one.
    pub fn smtp_host(&self) -> Option<&str> {
        match &*self.0 {
            Way::Smtp(pool) => Some(&pool.settings.host),
            _ => None,
        }
    }

    /// How many messages may be on their way at a time.
    pub fn width(&self) -> usize {
        match &*self.0 {
            Way::Smtp(pool) => pool.settings.connections,
            Way::Http(provider) => provider.width(),
            Way::Capture(_) => 8,
        }
    }

    /// Sends one message. The ledger is asked right before the message becomes irrevocable.
    pub async fn deliver(&self, send: SendId, message: &Message, ledger: &dyn Ledger) -> Outcome {
        let outbox = match &*self.0 {
            Way::Smtp(pool) => return pool.send(send, message, ledger).await,
            Way::Http(provider) => return provider.send(send, message, ledger).await,
            Way::Capture(outbox) => outbox,
        };
        match ledger.handing(send).await {
            Ok(true) => match outbox.keep(Captured::of(send, message)).await {
                Ok(()) => Outcome::Accepted { reply: "kept in the outbox".into() },
                Err(reason) => Outcome::Deferred { reason },
            },
            Ok(false) => Outcome::Withdrawn,
            Err(LedgerError(reason)) => Outcome::Deferred { reason },
        }
    }

    /// Whether the server can be reached and lets us in.
    pub async fn check(&self) -> Result<(), String> {
        match &*self.0 {
            Way::Smtp(pool) => pool.check().await,
            Way::Http(provider) => provider.check().await,
            Way::Capture(_) => Ok(()),
        }
    }
}

impl std::fmt::Debug for Transport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &*self.0 {
            Way::Smtp(pool) => write!(f, "smtp {:?}", pool.settings),
            Way::Http(provider) => provider.fmt(f),
            Way::Capture(_) => f.write_str("capture"),
        }
    }
}
