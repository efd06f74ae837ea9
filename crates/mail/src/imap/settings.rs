//! Which mailbox is read, from one URL: `imaps://user:password@imap.example.com/INBOX?move=Done`.

use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// A mailbox of an IMAP server.
#[derive(Clone, PartialEq, Eq)]
pub struct ImapSettings {
    pub host: String,
    pub port: u16,
    /// TLS from the first byte; without it only to this machine.
    pub tls: bool,
    pub user: String,
    pub password: String,
    pub folder: String,
    /// Where messages go that were read; else they stay and are marked.
    pub move_to: Option<String>,
    pub every: Duration,
    /// The server may be silent for so long. A message may take ten times this in all.
    pub patience: Duration,
    /// A PEM file with the authority that signed the server's certificate, besides the usual ones.
    pub authority: Option<PathBuf>,
}

impl std::fmt::Debug for ImapSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.name())
    }
}

/// Why a mailbox's URL cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the mailbox's URL: {0}; write it like imaps://user:password@imap.example.com/INBOX, with @ in the user as %40"
)]
pub struct BadMailbox(String);

impl ImapSettings {
    /// Reads the URL. Options: `move=FOLDER`, `every=S` (seconds from 5 to 86400, 60 by default), `ca=FILE`,
    /// `timeout=S` (seconds from 5 to 600, 60 by default).
    pub fn parse(text: &str) -> Result<ImapSettings, BadMailbox> {
        let url = Url::parse(text).map_err(|error| bad(format!("not a URL ({error})")))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("no host"))?;
        let host = host.trim_matches(['[', ']']).to_string();
        let here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        let (tls, port) = match url.scheme() {
            "imaps" => (true, 993),
            "imap" if here => (false, 143),
            "imap" => return Err(bad("imap:// is only allowed to this machine; use imaps://")),
            other => return Err(bad(format!("the scheme is {other}, not imaps"))),
        };
        let user = plain("the user", url.username())?;
        let password = plain("the password", url.password().unwrap_or_default())?;
        if user.is_empty() || password.is_empty() {
            return Err(bad("user and password are needed"));
        }
        let folder = plain("the folder", url.path().trim_start_matches('/'))?;
        let minute = Duration::from_secs(60);
        let (mut move_to, mut every, mut patience, mut authority) = (None, minute, minute, None);
        for (key, value) in url.query_pairs() {
            match key.as_ref() {
                "move" => move_to = Some(plain("the folder", &value)?).filter(|folder| !folder.is_empty()),
                "every" => every = seconds("every", &value, 86_400)?,
                "timeout" => patience = seconds("timeout", &value, 600)?,
                "ca" => authority = Some(PathBuf::from(value.as_ref())),
                other => return Err(bad(format!("there is no option {other}"))),
            }
        }
        let folder = if folder.is_empty() { "INBOX".into() } else { folder };
        let port = url.port().unwrap_or(port);
        Ok(ImapSettings { host, port, tls, user, password, folder, move_to, every, patience, authority })
    }

    /// What it is called in logs and where its place is remembered: without the password.
    pub fn name(&self) -> String {
        format!("{}@{}:{}/{}", self.user, self.host, self.port, self.folder)
    }
}

fn bad(why: impl Into<String>) -> BadMailbox {
    BadMailbox(why.into())
}

fn seconds(option: &str, text: &str, most: u64) -> Result<Duration, BadMailbox> {
    let seconds = text.parse().ok().filter(|seconds| (5..=most).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| bad(format!("{option} is seconds from 5 to {most}")))
}

/// What stands in a command between quotes (RFC 3501 §9, `quoted`).
fn plain(what: &str, text: &str) -> Result<String, BadMailbox> {
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8().ok();
    let fits = |text: &str| text.bytes().all(|b| (0x20..0x7f).contains(&b));
    let decoded = decoded.filter(|text| fits(text));
    decoded.map(String::from).ok_or_else(|| bad(format!("{what} has other characters than plain ASCII")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_say_what_they_mean_and_passwords_are_not_printed() {
        let read = ImapSettings::parse(
            "imaps://ana%40example.com:p%3A%22s@imap.example.com/Bounces%20in?move=Done&every=30&timeout=90",
        );
        let read = read.unwrap();
        assert_eq!(
            (read.port, read.tls, read.user.as_str(), read.password.as_str()),
            (993, true, "ana@example.com", "p:\"s")
        );
        assert_eq!(
            (read.folder.as_str(), read.move_to.as_deref(), read.every.as_secs(), read.patience.as_secs()),
            ("Bounces in", Some("Done"), 30, 90)
        );
        assert_eq!(format!("{read:?}"), "ana@example.com@imap.example.com:993/Bounces in");
        let here = ImapSettings::parse("imap://a:b@127.0.0.1:1143").unwrap();
        assert_eq!((here.tls, here.port, here.folder.as_str()), (false, 1143, "INBOX"));
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_the_remedy() {
        for bad in [
            "imap://a:b@imap.example.com",
            "imaps://imap.example.com",
            "imaps://a@imap.example.com",
            "https://a:b@imap.example.com",
            "imaps://a:b@imap.example.com?every=1",
            "imaps://a:b@imap.example.com?timeout=601",
            "imaps://a:b@imap.example.com?moev=x",
            "imaps://a:b%0d%0aX@imap.example.com",
            "imaps://a:b@imap.example.com/Gel%C3%B6scht",
        ] {
            let error = ImapSettings::parse(bad).unwrap_err().to_string();
            assert!(error.contains("imaps://user:password@"), "{error}");
        }
    }
}
