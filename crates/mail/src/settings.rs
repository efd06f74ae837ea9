//! Where mail is handed in, read from one URL: `smtps://user:pass@host:465`, `smtp://host:587?tls=required`.

use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Most connections where nothing is said of it: what Postfix opens to one server, too. A domain that is dead keeps one
/// of them for as long as it does not answer, which is then a twentieth.
const CONNECTIONS: usize = 20;

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Implicit,
    /// STARTTLS; without it nothing is sent.
    StartTls,
    /// None; only to this machine.
    Plain,
}

/// How long to wait for the other side (RFC 5321 §4.5.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    pub connect: Duration,
    /// Of each command's reply.
    pub command: Duration,
    /// Of the reply to the final dot. Giving up earlier than the standard says makes copies.
    pub dot: Duration,
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts {
            connect: Duration::from_secs(60),
            command: Duration::from_secs(5 * 60),
            dot: Duration::from_secs(10 * 60),
        }
    }
}

/// A server that takes our mail.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// User and password.
    pub credentials: Option<(String, String)>,
    /// A PEM file with the authority that signed the server's certificate, besides the usual ones.
    pub authority: Option<PathBuf>,
    /// Most connections at a time.
    pub connections: usize,
    pub timeouts: Timeouts,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.security)
    }
}

/// Why a mail server's URL cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the mail server's URL: {0}; write it like smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587"
)]
pub struct BadSettings(pub String);

impl SmtpSettings {
    /// Reads the URL. Options: `tls=required` (the default) or `none` (only for this machine), `ca=FILE`,
    /// `connections=N` (1–500, [`CONNECTIONS`] by default), `command-timeout=S` and `dot-timeout=S` in seconds.
    pub fn parse(text: &str) -> Result<SmtpSettings, BadSettings> {
        let bad = |why: String| BadSettings(why);
        let url = Url::parse(text).map_err(|error| bad(format!("not a URL ({error})")))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("no host".into()))?;
        let host = host.trim_matches(['[', ']']).to_string();
        let here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        let (mut security, port) = match url.scheme() {
            "smtps" => (Security::Implicit, 465),
            "smtp" if here => (Security::Plain, 25),
            "smtp" => (Security::StartTls, 587),
            other => return Err(bad(format!("the scheme is {other}, not smtp or smtps"))),
        };
        let (mut authority, mut connections, mut timeouts) = (None, CONNECTIONS, Timeouts::default());
        for (key, value) in url.query_pairs() {
            match (key.as_ref(), value.as_ref()) {
                ("tls", "required") if security == Security::Plain => security = Security::StartTls,
                ("tls", "required") => {}
                ("tls", "none") if here && security != Security::Implicit => security = Security::Plain,
                ("tls", "none") => return Err(bad("tls=none is only allowed with smtp:// to this machine".into())),
                ("ca", file) => authority = Some(PathBuf::from(file)),
                ("connections", number) => match number.parse() {
                    Ok(number @ 1..=500) => connections = number,
                    _ => return Err(bad("connections is a number from 1 to 500".into())),
                },
                ("command-timeout", seconds) => timeouts.command = wait(seconds)?,
                ("dot-timeout", seconds) => timeouts.dot = wait(seconds)?,
                (other, value) => return Err(bad(format!("there is no option {other}={value}"))),
            }
        }
        Ok(SmtpSettings {
            host,
            port: url.port().unwrap_or(port),
            security,
            credentials: credentials(&url)?,
            authority,
            connections,
            timeouts,
        })
    }
}

fn wait(seconds: &str) -> Result<Duration, BadSettings> {
    let seconds = seconds.parse().ok().filter(|seconds| (1..=3_600).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| BadSettings("timeouts are seconds from 1 to 3600".into()))
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, BadSettings> {
    let plain = |text: &str| {
        let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
        decoded.map(String::from).map_err(|_| BadSettings("user or password is not UTF-8".into()))
    };
    match (url.username(), url.password()) {
        ("", _) => Ok(None),
        (_, None) => Err(BadSettings("a user without a password".into())),
        (user, Some(password)) => Ok(Some((plain(user)?, plain(password)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_say_what_they_mean() {
        let smtps = SmtpSettings::parse("smtps://ana%40example.com:p%3Ass@mail.example.com").unwrap();
        assert_eq!((smtps.security, smtps.port), (Security::Implicit, 465));
        assert_eq!(smtps.credentials, Some(("ana@example.com".into(), "p:ss".into())));
        let smtp = SmtpSettings::parse("smtp://mail.example.com:2525?connections=8&ca=/etc/ca.pem").unwrap();
        assert_eq!((smtp.security, smtp.port, smtp.connections), (Security::StartTls, 2525, 8));
        assert_eq!(SmtpSettings::parse("smtp://localhost:1025").unwrap().security, Security::Plain);
        assert_eq!(SmtpSettings::parse("smtp://127.0.0.1?tls=required").unwrap().security, Security::StartTls);
    }

    #[test]
    fn nothing_leaves_this_machine_unprotected_and_passwords_are_not_printed() {
        for bad in [
            "smtp://mail.example.com?tls=none",
            "http://mail.example.com",
            "mail.example.com:25",
            "smtp://",
            "smtp://ana@mail.example.com",
            "smtp://mail.example.com?connections=0",
            "smtp://mail.example.com?connections=501",
            "smtp://mail.example.com?dot-timeout=0",
            "smtp://mail.example.com?tsl=required",
        ] {
            let error = SmtpSettings::parse(bad).unwrap_err().to_string();
            assert!(error.contains("smtps://user"), "{error}");
        }
        let settings = SmtpSettings::parse("smtps://ana:secret@mail.example.com").unwrap();
        assert!(!format!("{settings:?}").contains("secret"));
    }
}
