//! The conversation with an IMAP server (RFC 3501, and MOVE of RFC 6851): the few commands that reading a mailbox takes.
//! Everything in it is limited in time and size, whatever the server says.

use super::ImapSettings;
use super::words::{literal, number_after, quoted, strip};
use crate::outcome::line;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};

/// A command may take so many times what the server may be silent for.
const LONGEST: u32 = 10;
/// Longest answer without its literals: the numbers of half a million messages.
const MOST_TEXT: usize = 4 * 1024 * 1024;
const MOST_LITERAL: usize = 4 * 1024 * 1024;
const CUT_OFF: &str = "the connection ended in the middle of an answer";

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// An answer: its text, and apart what came by length.
#[derive(Debug, Default)]
struct Answer {
    text: String,
    literals: Vec<Vec<u8>>,
}

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failed {
    /// The server says no to it, and the conversation goes on.
    Refused(String),
    /// Nothing more can be said on this connection.
    Broken(String),
}

impl From<String> for Failed {
    fn from(why: String) -> Failed {
        Failed::Broken(why)
    }
}

impl From<Failed> for String {
    fn from((Failed::Refused(why) | Failed::Broken(why)): Failed) -> String {
        why
    }
}

/// A session that is signed in.
pub struct Talk {
    stream: BufStream<Box<dyn Stream>>,
    commands: u32,
    /// How long the server may be silent.
    patience: Duration,
}

impl Talk {
    /// Connects and signs in. No error names the password.
    pub async fn connect(settings: &ImapSettings) -> Result<Talk, String> {
        let open = async {
            let tcp = TcpStream::connect((settings.host.as_str(), settings.port)).await.map_err(said)?;
            let stream: Box<dyn Stream> = match settings.tls {
                true => {
                    let name = ServerName::try_from(settings.host.clone()).map_err(|_| "no name for a certificate")?;
                    Box::new(connector(settings)?.connect(name, tcp).await.map_err(said)?)
                }
                false => Box::new(tcp),
            };
            let mut talk = Talk { stream: BufStream::new(stream), commands: 0, patience: settings.patience };
            let greeting = talk.answer().await?.text;
            match greeting.get(..4).map(str::to_ascii_uppercase).as_deref() {
                Some("* OK") => {}
                _ => return Err(format!("the server turns us away: {}", line(&greeting))),
            }
            Ok(talk)
        };
        let mut talk = in_time(settings.patience, open).await?;
        let login = format!("LOGIN {} {}", quoted(&settings.user), quoted(&settings.password));
        let signed_in = talk.command(&login).await.map_err(String::from);
        signed_in.map_err(|why| format!("sign-in: {}", why.replace(&settings.password, "…")))?;
        Ok(talk)
    }

    /// Opens a folder; returns for how long its numbers are valid.
    pub async fn select(&mut self, folder: &str) -> Result<u32, String> {
        let answers = self.command(&format!("SELECT {}", quoted(folder))).await?;
        let validity = answers.iter().find_map(|answer| number_after(&answer.text, "[UIDVALIDITY "));
        validity.ok_or_else(|| format!("the folder {folder} has no UIDVALIDITY"))
    }

    /// The messages with numbers over this, in order.
    pub async fn after(&mut self, uid: u32) -> Result<Vec<u32>, String> {
        let answers = self.command(&format!("UID SEARCH UID {}:*", uid.saturating_add(1))).await?;
        let found = answers.iter().filter_map(|answer| strip(&answer.text, "* SEARCH"));
        // The last message is in every range that ends with *, whatever its number.
        let numbers = found.flat_map(str::split_ascii_whitespace).filter_map(|number| number.parse().ok());
        let mut numbers: Vec<u32> = numbers.filter(|number| *number > uid).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    /// The beginning of a message as it came; `None` when it is gone. It is not marked by this.
    pub async fn message(&mut self, uid: u32, most: usize) -> Result<Option<Vec<u8>>, Failed> {
        let answers = self.command(&format!("UID FETCH {uid} (UID BODY.PEEK[]<0.{most}>)")).await?;
        let of_it = answers.into_iter().filter(|answer| number_after(&answer.text, "UID ") == Some(uid));
        Ok(of_it.flat_map(|answer| answer.literals).find(|raw| !raw.is_empty()))
    }

    /// Marks a message as read.
    pub async fn mark(&mut self, uid: u32) -> Result<(), Failed> {
        self.command(&format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)")).await.map(drop)
    }

    /// Moves a message to another folder, which is made where it is missing.
    pub async fn move_to(&mut self, uid: u32, folder: &str) -> Result<(), Failed> {
        let command = format!("UID MOVE {uid} {}", quoted(folder));
        let moving = |why: &str| Failed::Refused(format!("moving to {folder}: {why}"));
        let why = match self.command(&command).await {
            Err(Failed::Refused(why)) => why,
            other => return other.map(drop),
        };
        match self.command(&format!("CREATE {}", quoted(folder))).await {
            Err(Failed::Refused(_)) => return Err(moving(&why)),
            made => made?,
        };
        self.command(&command).await.map(drop)
    }

    pub async fn leave(mut self) {
        // Whether it answers is all the same.
        let _ = self.command("LOGOUT").await;
    }

    /// Says a command and returns what came before its end. A long answer may take its time as long as it goes on.
    async fn command(&mut self, command: &str) -> Result<Vec<Answer>, Failed> {
        self.commands += 1;
        let tag = format!("a{}", self.commands);
        in_time(self.patience * LONGEST, async {
            self.stream.write_all(format!("{tag} {command}\r\n").as_bytes()).await.map_err(said)?;
            self.stream.flush().await.map_err(said)?;
            let (mut answers, mut size) = (Vec::new(), 0);
            loop {
                let answer = self.answer().await?;
                if let Some(end) = answer.text.strip_prefix(&format!("{tag} ")) {
                    return if strip(end, "OK").is_some() { Ok(answers) } else { Err(Failed::Refused(line(end))) };
                }
                size += answer.text.len() + answer.literals.iter().map(Vec::len).sum::<usize>();
                if size > MOST_TEXT + MOST_LITERAL {
                    return Err(Failed::Broken("the server says too much".into()));
                }
                answers.push(answer);
            }
        })
        .await
    }

    /// One answer, with its literals, each of which goes on the line after its length.
    async fn answer(&mut self) -> Result<Answer, String> {
        let mut answer = Answer::default();
        loop {
            let mut bytes = Vec::new();
            let most = MOST_TEXT - answer.text.len().min(MOST_TEXT);
            let mut stream = (&mut self.stream).take(most as u64);
            let read = in_time(self.patience, heard(stream.read_until(b'\n', &mut bytes))).await?;
            if read == 0 || bytes.last() != Some(&b'\n') {
                return Err(CUT_OFF.into());
            }
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_end_matches(['\r', '\n']);
            answer.text.push_str(text);
            let Some(length) = literal(text) else { return Ok(answer) };
            if length > MOST_LITERAL {
                return Err(format!("the server sends {length} bytes at once, which is too much"));
            }
            let mut bytes = vec![0; length];
            let mut filled = 0;
            while filled < length {
                let read = in_time(self.patience, heard(self.stream.read(&mut bytes[filled..]))).await?;
                if read == 0 {
                    return Err(CUT_OFF.into());
                }
                filled += read;
            }
            answer.literals.push(bytes);
        }
    }
}

async fn in_time<T, E: From<String>>(patience: Duration, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let late = |_| Err(format!("no answer within {} seconds", patience.as_secs_f64()).into());
    tokio::time::timeout(patience, work).await.unwrap_or_else(late)
}

async fn heard(reading: impl Future<Output = io::Result<usize>>) -> Result<usize, String> {
    reading.await.map_err(said)
}

fn connector(settings: &ImapSettings) -> Result<TlsConnector, String> {
    let mut roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = &settings.authority {
        let unreadable = |why: String| format!("cannot read {}: {why}", file.display());
        for certificate in CertificateDer::pem_file_iter(file).map_err(|why| unreadable(why.to_string()))? {
            let certificate = certificate.map_err(|why| unreadable(why.to_string()))?;
            roots.add(certificate).map_err(|why| unreadable(why.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(tls)))
}

fn said(error: io::Error) -> String {
    line(&error.to_string())
}
