//! An SMTP server that does as a script says, and writes down what it got.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// What the server does at one point of the conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Does {
    Says(&'static str),
    Closes,
    NothingForEver,
}

/// Points of the conversation at which it may misbehave; everything else goes well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    Greeting,
    Mail,
    /// MAIL of the second transaction on a connection.
    SecondMail,
    Rcpt,
    Data,
    /// After 354, before reading the message.
    Body,
    /// After reading the message and its final dot.
    Dot,
}

#[derive(Default)]
pub struct Seen {
    pub connections: u32,
    pub commands: Vec<String>,
    /// Messages whose final dot arrived.
    pub messages: Vec<Vec<u8>>,
    /// Replies with 250 after a final dot.
    pub accepted: u32,
}

#[derive(Clone)]
pub struct Peer {
    pub port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Peer {
    /// Misbehaves at one point, in the first `times` transactions that reach it.
    pub async fn start(script: Option<(At, Does)>, times: u32) -> Peer {
        Peer::start_with(script, times, false).await
    }

    /// The same, with PIPELINING or without.
    pub async fn start_with(script: Option<(At, Does)>, times: u32, pipelining: bool) -> Peer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let peer = Peer { port: listener.local_addr().unwrap().port(), seen: Arc::default() };
        let (served, left) = (peer.clone(), Arc::new(Mutex::new(times)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                served.look(|seen| seen.connections += 1);
                let (served, left) = (served.clone(), left.clone());
                let talk = Talk { served, script, left, stream: split(stream), pipelining, taken: false };
                tokio::spawn(talk.run());
            }
        });
        peer
    }

    pub fn look<T>(&self, with: impl FnOnce(&mut Seen) -> T) -> T {
        with(&mut self.seen.lock().unwrap())
    }
}

type Halves = (BufReader<OwnedReadHalf>, OwnedWriteHalf);

fn split(stream: TcpStream) -> Halves {
    let (read, write) = stream.into_split();
    (BufReader::new(read), write)
}

struct Talk {
    served: Peer,
    script: Option<(At, Does)>,
    left: Arc<Mutex<u32>>,
    stream: Halves,
    pipelining: bool,
    /// The last command was.
    taken: bool,
}

impl Talk {
    /// Says the usual words, or misbehaves. `None` ends the conversation.
    async fn at(&mut self, at: At, usual: &str) -> Option<()> {
        let does = self.script.filter(|(place, _)| *place == at).and_then(|(_, does)| {
            let mut left = self.left.lock().unwrap();
            (*left > 0).then(|| {
                *left -= 1;
                does
            })
        });
        match does {
            None if usual.is_empty() => Some(()),
            None => self.say(usual).await,
            Some(Does::Says(words)) => {
                self.taken &= words.starts_with('2');
                self.say(words).await
            }
            Some(Does::Closes) => None,
            Some(Does::NothingForEver) => std::future::pending().await,
        }
    }

    async fn say(&mut self, words: &str) -> Option<()> {
        self.stream.1.write_all(format!("{words}\r\n").as_bytes()).await.ok()
    }

    async fn run(mut self) -> Option<()> {
        self.at(At::Greeting, "220 peer.test ESMTP").await?;
        let mut transactions = 0;
        loop {
            let mut line = String::new();
            if self.stream.0.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_string();
            self.served.look(|seen| seen.commands.push(line.clone()));
            match line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase().as_str() {
                "EHLO" if self.pipelining => self.say("250-peer.test\r\n250-PIPELINING\r\n250 8BITMIME").await?,
                "EHLO" => self.say("250-peer.test\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME").await?,
                "AUTH" if line.ends_with("AGFuYQBzZWNyZXQ=") => self.say("235 welcome").await?,
                "AUTH" => self.say("535 5.7.8 wrong").await?,
                "MAIL" => {
                    transactions += 1;
                    self.taken = true;
                    self.at(if transactions == 2 { At::SecondMail } else { At::Mail }, "250 ok").await?;
                }
                // Those that came together with a command that was refused.
                "RCPT" if !self.taken => self.say("503 MAIL first").await?,
                "RCPT" => self.at(At::Rcpt, "250 ok").await?,
                "DATA" if !self.taken => {
                    self.say("354 go on, nobody listens").await?;
                    assert_eq!(self.stream.0.read_u8().await.ok()?, b'.', "nothing but a lone dot");
                    self.stream.0.read_line(&mut String::new()).await.ok()?;
                    self.say("554 no valid recipients").await?;
                }
                "DATA" => {
                    self.at(At::Data, "354 go on").await?;
                    if self.script.is_none_or(|(at, _)| at != At::Data) {
                        self.at(At::Body, "").await?;
                        self.body().await?;
                    }
                }
                "QUIT" => {
                    self.say("221 bye").await?;
                    return None;
                }
                _ => self.say("250 ok").await?,
            }
        }
    }

    async fn body(&mut self) -> Option<()> {
        let mut body = Vec::new();
        while !body.ends_with(b"\r\n.\r\n") {
            body.push(self.stream.0.read_u8().await.ok()?);
        }
        self.served.look(|seen| seen.messages.push(body));
        let before = *self.left.lock().unwrap();
        self.at(At::Dot, "250 2.0.0 taken").await?;
        if *self.left.lock().unwrap() == before {
            self.served.look(|seen| seen.accepted += 1);
        }
        Some(())
    }
}
