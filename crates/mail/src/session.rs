//! One SMTP connection: opened, protected, signed in, and one transaction after another on it.

use crate::message::Message;
use crate::outcome::{Outcome, line};
use crate::settings::{Security, SmtpSettings};
use crate::{Ledger, LedgerError};
use fault::{Point, point};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use model::SendId;
use std::fmt::Display;
use std::time::Duration;
use tokio::time::timeout;

/// How the reason begins when the server refuses our name and password.
pub(crate) const NOT_LET_IN: &str = "cannot sign in to";

/// A connection that is ready for a transaction.
pub(crate) struct Session {
    connection: AsyncSmtpConnection,
    /// Transactions done.
    pub used: u32,
}

/// How a transaction ended, and whether the connection is fit for another.
pub(crate) struct Ended {
    pub outcome: Outcome,
    pub reusable: bool,
    /// Nothing was heard before the first reply: the connection had died unnoticed.
    pub stale: bool,
}

impl Ended {
    fn broken(outcome: Outcome) -> Ended {
        Ended { outcome, reusable: false, stale: false }
    }
}

impl Session {
    /// Connects, protects, signs in. The error is a reason to try again later.
    pub async fn open(settings: &SmtpSettings) -> Result<Session, String> {
        let whole = settings.timeouts.connect;
        let opened = timeout(whole, connect(settings)).await;
        let session = opened.map_err(|_| format!("no answer from {settings:?} in {whole:?}"))??;
        point(Point::AfterConnect);
        Ok(session)
    }

    /// One message. The ledger has the last word before the final dot.
    pub async fn send(&mut self, send: SendId, message: &Message, ledger: &dyn Ledger, wait: &SmtpSettings) -> Ended {
        self.used += 1;
        let mut parameters = Vec::new();
        if !message.from.to_string().is_ascii() || !message.to.to_string().is_ascii() {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let reason = "the mail server takes no addresses with such letters (SMTPUTF8)".into();
                return Ended { outcome: Outcome::Failed { reason }, reusable: true, stale: false };
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let command = wait.timeouts.command;
        let mail = Mail::new(Some(message.from.clone()), parameters);
        if let Err(refusal) = self.command(mail, command).await {
            return self.refused(refusal, true).await;
        }
        point(Point::AfterMail);
        if let Err(refusal) = self.command(Rcpt::new(message.to.clone(), Vec::new()), command).await {
            return self.refused(refusal, false).await;
        }
        point(Point::AfterRcpt);
        if let Err(refusal) = self.command(Data, command).await {
            return self.refused(refusal, false).await;
        }
        match ledger.handing(send).await {
            Ok(true) => {}
            // Closing without the final dot takes everything back.
            Ok(false) => return Ended::broken(Outcome::Withdrawn),
            Err(LedgerError(reason)) => return Ended::broken(Outcome::Deferred { reason: line(&reason) }),
        }
        point(Point::BeforeDot);
        let wire = std::pin::pin!(self.connection.message(&message.bytes));
        match timeout(wait.timeouts.dot, written(wire)).await {
            Ok(Ok(reply)) => {
                point(Point::AfterAccepted);
                Ended { outcome: Outcome::Accepted { reply: words(&reply) }, reusable: true, stale: false }
            }
            Ok(Err(error)) => {
                let reusable = error.status().is_some();
                Ended { outcome: Outcome::after_dot(&error), reusable, stale: false }
            }
            Err(_) => Ended::broken(Outcome::InDoubt { reason: "no reply to the final dot".into() }),
        }
    }

    async fn command<C: Display>(&mut self, command: C, wait: Duration) -> Result<Response, Option<Error>> {
        match timeout(wait, self.connection.command(command)).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(error)) => Err(Some(error)),
            Err(_) => Err(None),
        }
    }

    /// A refusal before the final dot. A definite one leaves the connection usable once it is reset.
    async fn refused(&mut self, refusal: Option<Error>, first: bool) -> Ended {
        let Some(error) = refusal else {
            return Ended::broken(Outcome::Deferred { reason: "no reply in time".into() });
        };
        let definite = error.status().is_some();
        let reusable = definite && self.command(Rset, Duration::from_secs(10)).await.is_ok();
        Ended { outcome: Outcome::before_dot(&error, first), reusable, stale: first && !definite }
    }

    pub async fn close(mut self) {
        // Politeness only.
        let _ = timeout(Duration::from_secs(2), self.connection.quit()).await;
    }
}

/// Drives a message and its answer. When it first waits, what fits into the socket has been written: that is the message
/// and its dot, unless it is a large one.
async fn written<F: Future>(mut wire: std::pin::Pin<&mut F>) -> F::Output {
    std::future::poll_fn(|context| {
        let now = wire.as_mut().poll(context);
        if now.is_pending() {
            point(Point::AfterDot);
        }
        now
    })
    .await
}

async fn connect(settings: &SmtpSettings) -> Result<Session, String> {
    let hello = ClientId::default();
    let tls = tls(settings).await?;
    let say = |what: &str, error: Error| line(&format!("{what} {settings:?}: {error}"));
    let implicit = tls.clone().filter(|_| settings.security == Security::Implicit);
    let place = (settings.host.as_str(), settings.port);
    let connection =
        AsyncSmtpConnection::connect_tokio1(place, Some(settings.timeouts.connect), &hello, implicit, None);
    let mut connection = connection.await.map_err(|error| say("cannot connect to", error))?;
    if settings.security == Security::StartTls {
        let tls = tls.ok_or("no TLS settings")?;
        connection.starttls(tls, &hello).await.map_err(|error| say("no protected connection to", error))?;
    }
    if let Some((user, password)) = &settings.credentials {
        let credentials = Credentials::new(user.clone(), password.clone());
        connection.auth(DEFAULT_MECHANISMS, &credentials).await.map_err(|error| say(NOT_LET_IN, error))?;
    }
    Ok(Session { connection, used: 0 })
}

async fn tls(settings: &SmtpSettings) -> Result<Option<TlsParameters>, String> {
    if settings.security == Security::Plain {
        return Ok(None);
    }
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(file) = &settings.authority {
        let pem = tokio::fs::read(file).await.map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let certificate = Certificate::from_pem(&pem);
        builder = builder.add_root_certificate(certificate.map_err(|error| format!("{}: {error}", file.display()))?);
    }
    builder.build_rustls().map(Some).map_err(|error| line(&error.to_string()))
}

fn words(reply: &Response) -> String {
    line(&format!("{} {}", reply.code(), reply.message().collect::<Vec<_>>().join(" ")))
}
