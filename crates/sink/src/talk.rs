//! One conversation: SMTP as RFC 5321 has it, but where the script says otherwise.

use crate::body::{self, Body};
use crate::ledger::{Book, Ended, Stage};
use crate::line;
use crate::script::{At, Does, Script};
use std::sync::Arc;
use std::time::SystemTime;
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// Why a conversation is over.
struct Over(Ended);

type Said = Result<(), Over>;

struct Talk {
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    book: Arc<Book>,
    script: Arc<Script>,
    connection: usize,
    /// The open or the last transaction.
    transaction: Option<usize>,
}

pub async fn talk(stream: TcpStream, book: Arc<Book>, script: Arc<Script>) {
    // Answers are short, and each is waited for.
    let _ = stream.set_nodelay(true);
    let (read, write) = stream.into_split();
    let connection = book.write().connect();
    let mut talk =
        Talk { read: BufReader::with_capacity(16 << 10, read), write, book, script, connection, transaction: None };
    let over = loop {
        if let Err(Over(over)) = talk.run().await {
            break over;
        }
    };
    talk.book.write().ledger.connections[connection] = Some(over);
}

impl Talk {
    async fn run(&mut self) -> Said {
        self.at(At::Banner, "220 sink.test ESMTP").await?;
        loop {
            let line = line::command(&mut self.read).await.ok_or(Over(Ended::Lost))?;
            self.follow();
            if !self.script.pipelining && body::waits(&mut self.read).await {
                self.complain("sent more before the answer, without PIPELINING");
            }
            let (verb, argument) = line.split_once(' ').unwrap_or((line.as_str(), ""));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" | "HELO" => self.hello().await?,
                "STARTTLS" => self.at(At::StartTls, "454 4.7.0 not now").await?,
                "MAIL" => self.mail(argument).await?,
                "RCPT" => self.rcpt(argument).await?,
                "DATA" => self.data().await?,
                "RSET" | "NOOP" => {
                    self.transaction = self.transaction.filter(|_| verb.eq_ignore_ascii_case("NOOP"));
                    self.say("250 2.0.0 ok").await?;
                }
                "QUIT" => {
                    self.say("221 2.0.0 bye").await?;
                    return Err(Over(Ended::Politely));
                }
                _ => {
                    self.complain(&format!("unknown command {verb:.20}"));
                    self.say("500 5.5.2 what?").await?;
                }
            }
        }
    }

    async fn hello(&mut self) -> Said {
        let mut words = String::from("250-sink.test\r\n250-ENHANCEDSTATUSCODES\r\n");
        if self.script.pipelining {
            words.push_str("250-PIPELINING\r\n");
        }
        if self.script.everywhere.iter().any(|rule| rule.at == At::StartTls) {
            words.push_str("250-STARTTLS\r\n");
        }
        words.push_str("250 8BITMIME");
        self.at(At::Ehlo, &words).await
    }

    async fn mail(&mut self, argument: &str) -> Said {
        if line::path(argument, "FROM:").is_none() {
            self.complain("MAIL without a path");
            return self.say("501 5.5.4 MAIL FROM:<address>").await;
        }
        if self.stage().is_some_and(|stage| stage < Stage::Dot) {
            self.complain("MAIL within a transaction");
            return self.say("503 5.5.1 one at a time").await;
        }
        let begun = self.book.write().begin(self.connection);
        self.transaction = Some(begun);
        self.at(At::Mail, "250 2.1.0 ok").await
    }

    async fn rcpt(&mut self, argument: &str) -> Said {
        let Some(address) = line::path(argument, "TO:").filter(|address| address.contains('@')) else {
            self.complain("RCPT without a path");
            return self.say("501 5.5.4 RCPT TO:<address>").await;
        };
        if self.stage().is_none_or(|stage| stage > Stage::Rcpt) {
            self.complain("RCPT outside a transaction");
            return self.say("503 5.5.1 MAIL first").await;
        }
        let address = address.to_ascii_lowercase();
        let said = self.answer(At::Rcpt, "250 2.1.5 ok", Some(&address)).await?;
        self.note(|transaction| {
            transaction.code = said;
            if said == 250 {
                transaction.stage = Stage::Rcpt;
                transaction.recipients.push(address);
            }
        });
        Ok(())
    }

    async fn data(&mut self) -> Said {
        if self.stage() != Some(Stage::Rcpt) {
            self.complain("DATA without recipients");
            return self.say("503 5.5.1 RCPT first").await;
        }
        let first = self.recipient();
        // Before the answer: after it the sender may do anything.
        self.note(|transaction| transaction.stage = Stage::Data);
        let said = self.answer(At::Data, "354 go on", first.as_deref()).await?;
        if said != 354 {
            self.note(|transaction| (transaction.code, transaction.stage) = (said, Stage::Rcpt));
            return Ok(());
        }
        self.answer(At::Body, "", first.as_deref()).await?;
        let body = match body::read(&mut self.read).await {
            Ok(body) => body.ok_or(Over(Ended::Lost))?,
            Err(why) => {
                self.complain(why);
                return Err(Over(Ended::ByUs));
            }
        };
        self.dot(body);
        tokio::time::sleep(self.script.pause).await;
        let said = self.answer(At::Dot, "250 2.0.0 taken", first.as_deref()).await?;
        self.note(|transaction| {
            transaction.code = said;
            transaction.stage = Stage::Answered;
            transaction.answered_at = Some(SystemTime::now());
        });
        Ok(())
    }

    fn dot(&mut self, body: Body) {
        self.note(|transaction| {
            transaction.stage = Stage::Dot;
            transaction.dot_at = Some(SystemTime::now());
            transaction.message_id = body.message_id;
            transaction.digest = body.digest;
            transaction.bytes = body.bytes;
        });
        self.book.write().dot();
    }

    /// Something came after the answer to the dot: it was read.
    fn follow(&mut self) {
        self.note(|transaction| transaction.followed |= transaction.stage == Stage::Answered);
    }

    async fn at(&mut self, at: At, usual: &str) -> Said {
        self.answer(at, usual, None).await.map(drop)
    }

    /// Says the usual words, or does as a rule says; the code that was said.
    async fn answer(&mut self, at: At, usual: &str, recipient: Option<&str>) -> Result<u16, Over> {
        let (script, book) = (self.script.clone(), self.book.clone());
        let mut rules = script.rules_at(at, recipient);
        let does = rules.find(|(place, rule)| book.holds(place.clone(), rule, recipient)).map(|(_, rule)| &rule.does);
        let words = match does {
            None => usual,
            Some(Does::Says(words) | Does::SaysAndCloses(words)) => words,
            Some(Does::Closes) => return Err(Over(Ended::ByUs)),
            Some(Does::Never) => {
                // Until the other side has had enough.
                let gone = line::command(&mut self.read).await.is_none();
                return Err(Over(if gone { Ended::Lost } else { Ended::ByUs }));
            }
            Some(Does::Waits(time)) => {
                tokio::time::sleep(*time).await;
                usual
            }
            Some(Does::Drips(pause)) => {
                for byte in usual.bytes() {
                    tokio::time::sleep(*pause).await;
                    self.write.write_all(&[byte]).await.map_err(|_| Over(Ended::Lost))?;
                }
                ""
            }
            Some(Does::Breaks) => {
                let _ = self.write.write_all(&usual.as_bytes()[..1]).await;
                return Err(Over(Ended::ByUs));
            }
        };
        let dripped = matches!(does, Some(Does::Drips(_)));
        if dripped || !words.is_empty() {
            self.say(words).await?;
        }
        if matches!(does, Some(Does::SaysAndCloses(_))) {
            return Err(Over(Ended::ByUs));
        }
        let said = if dripped { usual } else { words };
        Ok(said.get(..3).and_then(|code| code.parse().ok()).unwrap_or(0))
    }

    async fn say(&mut self, words: &str) -> Said {
        let line = format!("{words}\r\n");
        self.write.write_all(line.as_bytes()).await.map_err(|_| Over(Ended::Lost))
    }

    fn stage(&self) -> Option<Stage> {
        let book = self.book.write();
        self.transaction.map(|number| book.ledger.transactions[number].stage)
    }

    fn recipient(&self) -> Option<String> {
        let book = self.book.write();
        self.transaction.and_then(|number| book.ledger.transactions[number].recipients.first().cloned())
    }

    fn note(&self, change: impl FnOnce(&mut crate::Transaction)) {
        if let Some(number) = self.transaction {
            change(&mut self.book.write().ledger.transactions[number]);
        }
    }

    fn complain(&self, what: &str) {
        self.book.write().ledger.complaints.push(what.to_string());
    }
}
