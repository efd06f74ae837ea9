//! One conversation: SMTP as RFC 5321 has it, but where the script says otherwise.

mod answer;

use crate::body::{self, Body};
use crate::ledger::{Book, Ended, Stage};
use crate::line;
use crate::script::{At, Script};
use std::sync::Arc;
use std::time::SystemTime;
use tokio::io::BufReader;
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// Why a conversation is over.
struct Over(Ended);

type Said = Result<(), Over>;

struct Talk {
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    /// Answers that have not been written.
    out: Vec<u8>,
    book: Arc<Book>,
    script: Arc<Script>,
    connection: usize,
    /// The open or the last transaction.
    transaction: Option<usize>,
    /// A command of the open transaction was refused: those that were sent together with it are no mistake.
    refused: bool,
    /// The open transaction was begun with SMTPUTF8.
    letters: bool,
}

pub async fn talk(stream: TcpStream, book: Arc<Book>, script: Arc<Script>) {
    // Answers are short, and each is waited for.
    let _ = stream.set_nodelay(true);
    let (read, write) = stream.into_split();
    let connection = book.write().connect();
    let mut talk = Talk {
        read: BufReader::with_capacity(16 << 10, read),
        write,
        out: Vec::new(),
        book,
        script,
        connection,
        transaction: None,
        refused: false,
        letters: false,
    };
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
                "RSET" => {
                    (self.transaction, self.refused) = (None, false);
                    self.say("250 2.0.0 ok").await?;
                }
                "NOOP" => self.say("250 2.0.0 ok").await?,
                "QUIT" => {
                    self.say("221 2.0.0 bye").await?;
                    self.flush().await?;
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
        if self.script.smtputf8 {
            words.push_str("250-SMTPUTF8\r\n");
        }
        words.push_str("250 8BITMIME");
        self.at(At::Ehlo, &words).await
    }

    async fn mail(&mut self, argument: &str) -> Said {
        let Some(address) = line::path(argument, "FROM:") else {
            self.complain("MAIL without a path");
            return self.say("501 5.5.4 MAIL FROM:<address>").await;
        };
        self.letters = argument.split(' ').skip(1).any(|parameter| parameter.eq_ignore_ascii_case("SMTPUTF8"));
        self.complain_of_letters(address.is_ascii());
        if self.stage().is_some_and(|stage| stage < Stage::Dot) {
            self.complain("MAIL within a transaction");
            return self.say("503 5.5.1 one at a time").await;
        }
        let begun = self.book.write().begin(self.connection);
        let said = self.answer(At::Mail, "250 2.1.0 ok", None).await?;
        self.refused = said != 250;
        self.transaction = Some(begun).filter(|_| !self.refused);
        Ok(())
    }

    async fn rcpt(&mut self, argument: &str) -> Said {
        let Some(address) = line::path(argument, "TO:").filter(|address| address.contains('@')) else {
            self.complain("RCPT without a path");
            return self.say("501 5.5.4 RCPT TO:<address>").await;
        };
        if self.stage().is_none_or(|stage| stage > Stage::Rcpt) {
            self.complain_unless_together("RCPT outside a transaction");
            return self.say("503 5.5.1 MAIL first").await;
        }
        self.complain_of_letters(address.is_ascii());
        let address = address.to_ascii_lowercase();
        let said = self.answer(At::Rcpt, "250 2.1.5 ok", Some(&address)).await?;
        self.refused |= said != 250;
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
        if self.stage() == Some(Stage::Mail) && self.refused && self.script.pipelining {
            return self.nobody().await;
        }
        if self.stage() != Some(Stage::Rcpt) {
            self.complain_unless_together("DATA without recipients");
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
        self.complain_of_letters(!body.letters);
        self.dot(body);
        tokio::time::sleep(self.script.pause).await;
        let said = self.answer(At::Dot, "250 2.0.0 taken", first.as_deref()).await?;
        self.flush().await?;
        self.note(|transaction| {
            transaction.code = said;
            transaction.stage = Stage::Answered;
            transaction.answered_at = Some(SystemTime::now());
        });
        Ok(())
    }

    /// DATA came together with recipients of whom none was taken. RFC 2920 lets a server go on: nothing may follow but a
    /// lone dot.
    async fn nobody(&mut self) -> Said {
        self.say("354 go on").await?;
        match body::read(&mut self.read).await {
            Ok(Some(Body { bytes: 0, .. })) => {}
            Ok(Some(_)) => self.complain("a message for nobody"),
            Ok(None) => return Err(Over(Ended::Lost)),
            Err(why) => self.complain(why),
        }
        self.say("554 5.5.1 no valid recipients").await
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

    /// Against the standard, but for what was sent together with a command that was refused.
    fn complain_unless_together(&self, what: &str) {
        if !(self.script.pipelining && self.refused) {
            self.complain(what);
        }
    }

    /// Letters beyond ASCII are only for servers that offer to take them, and are announced.
    fn complain_of_letters(&self, ascii: bool) {
        if !ascii && !(self.letters && self.script.smtputf8) {
            self.complain("letters beyond ASCII without SMTPUTF8");
        }
    }

    fn complain(&self, what: &str) {
        self.book.write().ledger.complaints.push(what.to_string());
    }
}
