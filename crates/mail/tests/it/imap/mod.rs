//! A mailbox that is read: against a real Dovecot where there is one, and against servers that behave badly.

mod refusing;
mod slow;

use async_trait::async_trait;
use mail::imap::{ImapSettings, Place, Reader, round};
use std::sync::Mutex;
use testkit::Dovecot;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[derive(Default)]
struct Desk {
    place: Mutex<Option<Place>>,
    taken: Mutex<Vec<String>>,
    /// Asks to be told again once so many have been taken.
    full: Mutex<Option<usize>>,
    ended: Mutex<Vec<Result<usize, String>>>,
}

#[async_trait]
impl Reader for Desk {
    async fn place(&self, _: &str) -> Result<Option<Place>, String> {
        Ok(*self.place.lock().unwrap())
    }

    async fn take(&self, raw: Vec<u8>) -> Result<(), String> {
        let mut taken = self.taken.lock().unwrap();
        if self.full.lock().unwrap().is_some_and(|most| taken.len() >= most) {
            return Err("come again".into());
        }
        taken.push(String::from_utf8(raw).unwrap());
        Ok(())
    }

    async fn remember(&self, _: &str, place: Place) -> Result<(), String> {
        *self.place.lock().unwrap() = Some(place);
        Ok(())
    }

    async fn ended(&self, _: &str, round: Result<usize, &str>) {
        self.ended.lock().unwrap().push(round.map_err(str::to_string));
    }
}

impl Desk {
    fn subjects(&self) -> Vec<String> {
        let taken = self.taken.lock().unwrap();
        taken.iter().map(|raw| raw.lines().next().unwrap().trim_start_matches("Subject: ").to_string()).collect()
    }
}

fn message(subject: &str) -> String {
    format!("Subject: {subject}\r\nTo: b+x@bounce.example.test\r\n\r\nIt says {{12}}\r\n) a1 OK\r\n")
}

fn settings(dovecot: &Dovecot, tls: bool, more: &str) -> ImapSettings {
    ImapSettings::parse(&dovecot.url(tls, more)).unwrap()
}

#[tokio::test]
async fn a_mailbox_is_read_in_order_each_message_once_and_nothing_is_deleted() {
    let Some(dovecot) = Dovecot::wanted() else { return };
    let desk = Desk::default();
    let settings = settings(&dovecot, true, &format!("ca={}", dovecot.certificate().display()));
    let again = async || round(&settings, &desk).await.unwrap_or_else(|why| panic!("{why}\n{}", dovecot.log()));
    assert_eq!(again().await, 0, "nothing is there");
    dovecot.deliver("1.a", &message("one"));
    assert_eq!(again().await, 1);
    dovecot.deliver("2.b", &message("two"));
    dovecot.deliver("3.c", &message("three"));
    *desk.full.lock().unwrap() = Some(2);
    assert_eq!(round(&settings, &desk).await, Err("come again".into()));
    *desk.full.lock().unwrap() = None;
    assert_eq!(again().await, 1, "what could not be taken comes again, and only that");
    assert_eq!(desk.subjects(), ["one", "two", "three"]);
    assert_eq!(desk.taken.lock().unwrap()[0], message("one"), "as it came");
    assert_eq!(again().await, 0);
    assert_eq!((dovecot.files("", ""), dovecot.files("", "S")), (3, 3), "they stay, marked as read");
    dovecot.renumber();
    assert_eq!(again().await, 3, "other numbers: from the beginning");
}

#[tokio::test]
async fn what_was_read_is_moved_to_a_folder_that_is_made() {
    let Some(dovecot) = Dovecot::wanted() else { return };
    let desk = Desk::default();
    dovecot.deliver("1.a", &message("one"));
    dovecot.deliver("2.b", &message(&"x".repeat(3_000_000)));
    let settings = settings(&dovecot, false, "move=Done");
    assert_eq!(round(&settings, &desk).await, Ok(2), "{}", dovecot.log());
    assert_eq!((dovecot.files("", ""), dovecot.files(".Done", "S")), (0, 2));
    assert_eq!(desk.taken.lock().unwrap()[1].len(), 2 * 1024 * 1024, "the beginning");
    dovecot.deliver("3.c", &message("three"));
    assert_eq!(round(&settings, &desk).await, Ok(1));
}

#[tokio::test]
async fn a_wrong_password_and_a_strange_certificate_are_said_and_no_password_is() {
    let Some(dovecot) = Dovecot::wanted() else { return };
    let strange = round(&settings(&dovecot, true, ""), &Desk::default()).await.unwrap_err();
    assert!(strange.contains("certificate"), "{strange}");
    let url = format!("imap://ana:wr0ngw0rd@localhost:{}", dovecot.port);
    let refused = round(&ImapSettings::parse(&url).unwrap(), &Desk::default()).await.unwrap_err();
    assert!(refused.starts_with("sign-in: ") && !refused.contains("wr0ngw0rd"), "{refused}");
    let missing = ImapSettings { folder: "Nothing".into(), ..settings(&dovecot, false, "") };
    assert!(round(&missing, &Desk::default()).await.is_err());
}

/// A server that says this to whatever it is asked.
async fn babbling(text: &'static str) -> ImapSettings {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(text.as_bytes()).await;
            let _ = stream.read(&mut [0; 4096]).await;
        }
    });
    ImapSettings::parse(&format!("imap://a:secret@127.0.0.1:{port}")).unwrap()
}

#[tokio::test]
async fn a_server_that_says_nonsense_ends_the_round() {
    for text in [
        "220 mx.example.test ESMTP\r\n",
        "* BYE too busy\r\n",
        "* OK hello\r\na1 NO secret is wrong\r\n",
        "* OK hello\r\na1 OK in\r\n* 1 FETCH (UID 1 BODY[] {99999999999}\r\n",
        "* OK hello\r\na1 OK in\r\na2 OK selected without numbers\r\n",
        "* OK hello\r\na1 OK in\r\n* OK [UIDVALIDITY 99999999999]\r\na2 OK\r\n",
    ] {
        let settings = babbling(text).await;
        let why = round(&settings, &Desk::default()).await.unwrap_err();
        assert!(!why.contains("secret"), "{text:?}: {why}");
    }
}
