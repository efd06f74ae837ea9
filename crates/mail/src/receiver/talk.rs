//! One conversation.

use super::lines::{Bad, Lines};
use super::{Desk, Limits};
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

pub(super) struct Talk {
    lines: Lines<OwnedReadHalf>,
    out: OwnedWriteHalf,
    name: String,
    desk: Arc<dyn Desk>,
    limits: Limits,
    greeted: bool,
    sender: bool,
    recipients: Vec<String>,
    errors: usize,
    messages: usize,
}

impl Talk {
    pub fn new(stream: TcpStream, name: String, desk: Arc<dyn Desk>, limits: Limits) -> Talk {
        let (read, out) = stream.into_split();
        Talk {
            lines: Lines::new(read, limits.patience),
            out,
            name,
            desk,
            limits,
            greeted: false,
            sender: false,
            recipients: Vec::new(),
            errors: 0,
            messages: 0,
        }
    }

    pub async fn run(mut self) -> Option<()> {
        self.say(&format!("220 {} takes what comes back", self.name)).await?;
        while self.errors <= self.limits.errors {
            let line = match self.lines.line().await {
                Ok(line) => line,
                Err(Bad::Gone) => return None,
                // Whatever follows may be half a command: there is no going on.
                Err(_) => return self.say("500 5.5.2 a line is too long, or does not end in CR LF").await,
            };
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let reply = match verb.as_str() {
                "EHLO" => {
                    self.forget();
                    self.greeted = true;
                    format!(
                        "250-{}\r\n250-SIZE {}\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES",
                        self.name, self.limits.message
                    )
                }
                "HELO" => {
                    self.forget();
                    self.greeted = true;
                    format!("250 {}", self.name)
                }
                "MAIL" => self.mail(&line),
                "RCPT" => self.rcpt(&line),
                "DATA" if self.recipients.is_empty() => self.wrong("503 5.5.1 no recipients"),
                "DATA" => {
                    self.say("354 go on, end with a dot").await?;
                    let (reply, goes_on) = self.data().await?;
                    self.say(reply).await?;
                    if !goes_on {
                        return Some(());
                    }
                    continue;
                }
                "RSET" => {
                    self.forget();
                    "250 2.0.0 forgotten".into()
                }
                "NOOP" => "250 2.0.0 still here".into(),
                "QUIT" => return self.say("221 2.0.0 good bye").await,
                _ => self.wrong("502 5.5.1 not here"),
            };
            self.say(&reply).await?;
        }
        self.say("421 4.7.0 too many mistakes").await
    }

    async fn say(&mut self, reply: &str) -> Option<()> {
        let reply = format!("{reply}\r\n");
        tokio::time::timeout(self.limits.patience, self.out.write_all(reply.as_bytes())).await.ok()?.ok()
    }

    fn forget(&mut self) {
        self.sender = false;
        self.recipients.clear();
    }

    fn wrong(&mut self, reply: &str) -> String {
        self.errors += 1;
        reply.into()
    }

    /// Any sender may return something, mostly nobody: `<>`.
    fn mail(&mut self, line: &str) -> String {
        let size = line.to_ascii_uppercase().split("SIZE=").nth(1).map(|rest| rest.trim().to_string());
        let size = size.and_then(|rest| rest.split(' ').next().and_then(|size| size.parse::<usize>().ok()));
        match path(line, "MAIL FROM:") {
            _ if !self.greeted => self.wrong("503 5.5.1 say EHLO first"),
            _ if self.sender => self.wrong("503 5.5.1 one message at a time"),
            _ if self.messages >= self.limits.messages => self.wrong("452 4.5.3 too many messages, connect again"),
            None => self.wrong("501 5.5.4 write it like MAIL FROM:<>"),
            Some(_) if size.is_some_and(|size| size > self.limits.message) => self.wrong("552 5.3.4 too large"),
            Some(_) => {
                self.sender = true;
                "250 2.1.0 go on".into()
            }
        }
    }

    fn rcpt(&mut self, line: &str) -> String {
        match path(line, "RCPT TO:") {
            _ if !self.sender => self.wrong("503 5.5.1 say MAIL first"),
            None => self.wrong("501 5.5.4 write it like RCPT TO:<address>"),
            Some(_) if self.recipients.len() >= self.limits.recipients => "452 4.5.3 too many recipients".into(),
            Some(address) if self.desk.knows(address) => {
                self.recipients.push(address.to_string());
                "250 2.1.5 go on".into()
            }
            Some(_) => self.wrong("550 5.1.1 nobody here has this address"),
        }
    }

    /// Takes the message; the reply, and whether the conversation goes on.
    async fn data(&mut self) -> Option<(&'static str, bool)> {
        let recipients = std::mem::take(&mut self.recipients);
        self.forget();
        self.messages += 1;
        let raw = match self.lines.message(self.limits.message).await {
            Ok(raw) => raw,
            Err(Bad::Gone) => return None,
            Err(Bad::TooLong) => return Some(("552 5.3.4 too large", true)),
            Err(Bad::Bare) => return Some(("554 5.6.0 a line does not end in CR LF", false)),
        };
        for recipient in recipients {
            if let Err(error) = self.desk.take(&recipient, raw.clone()).await {
                tracing::warn!(%error, "a message that came back could not be taken");
                return Some(("451 4.3.0 not now, come back later", true));
            }
        }
        Some(("250 2.0.0 taken", true))
    }
}

/// The address between the brackets of a command, which may be nobody's.
fn path<'l>(line: &'l str, command: &str) -> Option<&'l str> {
    let begins = line.get(..command.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(command));
    let rest = line.get(command.len()..).filter(|_| begins)?.trim_start();
    let (address, rest) = rest.strip_prefix('<')?.split_once('>')?;
    let plain = address.len() <= 254 && !address.contains(['<', ' ', '\t']) && !rest.contains('<');
    let plain = plain && (rest.is_empty() || rest.starts_with(' '));
    plain.then_some(address)
}
