//! A mail server for tests and measurements: it takes, refuses, stalls or breaks off as a script says, and writes down
//! what was handed to it in a ledger that does not depend on what the sender remembers.
//!
//! It speaks SMTP (RFC 5321) strictly and keeps no mail. What it may do wrong is [`Script`]'s; what it saw is
//! [`Ledger`]'s.

mod body;
mod ledger;
mod line;
mod script;
mod talk;

pub use ledger::{Ended, Ledger, Stage, Transaction};
pub use script::{At, Does, Rule, Script, Times};

use ledger::Book;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// A running sink. It ends when the last clone is dropped.
#[derive(Clone)]
pub struct Sink(Arc<Inner>);

struct Inner {
    address: SocketAddr,
    book: Arc<Book>,
    listening: AbortHandle,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Sink {
    /// Listens on a free port of this machine.
    pub async fn start(script: Script) -> std::io::Result<Sink> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (book, script) = (Arc::new(Book::default()), Arc::new(script));
        let serving = book.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (book, script) = (serving.clone(), script.clone());
                tokio::spawn(talk::talk(stream, book, script));
            }
        });
        Ok(Sink(Arc::new(Inner { address, book, listening: listening.abort_handle() })))
    }

    pub fn port(&self) -> u16 {
        self.0.address.port()
    }

    /// Everything written down so far.
    pub fn ledger(&self) -> Ledger {
        self.0.book.copy()
    }

    /// Final dots so far, whatever was answered.
    pub fn dots(&self) -> usize {
        self.0.book.dots()
    }
}
