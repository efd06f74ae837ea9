//! One SMTP connection: opened, protected, signed in. What is said on it then is [`crate::transaction`]'s.

use crate::clear::Clear;
use crate::outcome::line;
use crate::settings::{Security, SmtpSettings};
use fault::{Point, point};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::Ehlo;
use lettre::transport::smtp::extension::ClientId;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How the reason begins when the server refuses our name and password.
pub(crate) const NOT_LET_IN: &str = "cannot sign in to";

/// A connection that is ready for a transaction.
pub(crate) struct Session {
    pub connection: AsyncSmtpConnection,
    /// The server takes commands before it has answered earlier ones (RFC 2920).
    pub pipelining: bool,
    /// Transactions done.
    pub used: u32,
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

    pub async fn close(mut self) {
        // Politeness only.
        let _ = timeout(Duration::from_secs(2), self.connection.quit()).await;
    }
}

async fn connect(settings: &SmtpSettings) -> Result<Session, String> {
    let hello = ClientId::default();
    let tls = tls(settings).await?;
    let say = |what: &str, error: Error| line(&format!("{what} {settings:?}: {error}"));
    let place = (settings.host.as_str(), settings.port);
    let opened = if settings.security == Security::StartTls {
        let stream = TcpStream::connect(place).await;
        let stream = stream.map_err(|error| line(&format!("cannot connect to {settings:?}: {error}")))?;
        AsyncSmtpConnection::connect_with_transport(Box::new(Clear::new(stream)), &hello).await
    } else {
        AsyncSmtpConnection::connect_tokio1(place, Some(settings.timeouts.connect), &hello, tls.clone(), None).await
    };
    let mut connection = opened.map_err(|error| say("cannot connect to", error))?;
    if settings.security == Security::StartTls {
        let tls = tls.ok_or("no TLS settings")?;
        connection.starttls(tls, &hello).await.map_err(|error| say("no protected connection to", error))?;
    }
    // Lettre keeps nothing of what the server offers but what it uses itself.
    let pipelining = match connection.command(Ehlo::new(hello)).await {
        Ok(offered) => offered.message().any(|line| line.trim().eq_ignore_ascii_case("PIPELINING")),
        Err(error) if error.status().is_some() => false,
        Err(error) => return Err(say("cannot talk to", error)),
    };
    if let Some((user, password)) = &settings.credentials {
        let credentials = Credentials::new(user.clone(), password.clone());
        connection.auth(DEFAULT_MECHANISMS, &credentials).await.map_err(|error| say(NOT_LET_IN, error))?;
    }
    Ok(Session { connection, pipelining, used: 0 })
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
