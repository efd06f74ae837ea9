//! A letter, and a ledger that only remembers.

use async_trait::async_trait;
use mail::{Ledger, LedgerError, Letter, Mailbox, Message, build};
use model::SendId;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

pub fn letter(to: &str) -> Letter {
    Letter {
        from: Mailbox { name: "Ødegård & Søn, S.A.".into(), address: "news@example.com".into() },
        to: Mailbox { name: "Ana Núñez".into(), address: to.into() },
        reply_to: Some("answers@example.com".into()),
        subject: "Siembra: un año de guías, ¿quiere leerlas? Ñandú, Ålesund y más allá del límite de línea".into(),
        html: Some("<html><body><p>¡Hola, Ana!</p>\n.\n<p>Señal</p></body></html>".into()),
        text: "¡Hola, Ana!\n.\n..two dots\nFrom here on".into(),
        message_id: "<snd_00000001.00c0ffee@example.com>".into(),
        boundary: "=_snd_00000001_00c0ffee".into(),
        date: SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000),
        headers: vec![
            ("List-Unsubscribe", format!("<https://go.example.com/u/{}>", "AQEDAAAAAQAAAAAAAAAqAAA".repeat(6))),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()),
            ("List-Id", "\"Siembra\" <marketing.example.com>".into()),
        ],
        attachments: Vec::new(),
    }
}

pub fn message(to: &str) -> Message {
    build(letter(to)).unwrap()
}

/// Counts how often the last word was asked, and gives the same answer each time.
pub struct Remembers {
    pub asked: AtomicU32,
    pub answer: Result<bool, LedgerError>,
}

impl Remembers {
    pub fn saying(answer: Result<bool, LedgerError>) -> Remembers {
        Remembers { asked: AtomicU32::new(0), answer }
    }

    pub fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Ledger for Remembers {
    async fn handing(&self, _: SendId) -> Result<bool, LedgerError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.answer.clone()
    }
}
