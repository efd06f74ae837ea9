//! The receiver takes what the desk knows, and nothing by which others could slip something in.

use async_trait::async_trait;
use mail::receiver::{Desk, Limits, serve};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Default)]
struct Known {
    taken: Mutex<Vec<(String, Vec<u8>)>>,
    full: bool,
}

#[async_trait]
impl Desk for Known {
    fn knows(&self, address: &str) -> bool {
        address.eq_ignore_ascii_case("b+token@bounce.example")
    }

    async fn take(&self, to: &str, raw: Vec<u8>) -> Result<(), String> {
        if self.full {
            return Err("disk full".into());
        }
        self.taken.lock().unwrap().push((to.into(), raw));
        Ok(())
    }
}

fn limits() -> Limits {
    Limits { message: 10_000, patience: Duration::from_millis(800), ..Limits::default() }
}

async fn start(desk: Known, limits: Limits) -> (u16, Arc<Known>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let desk = Arc::new(desk);
    tokio::spawn(serve(listener, "mx.test".into(), desk.clone(), limits));
    (port, desk)
}

/// Says everything at once and hears what comes until the other side closes.
async fn say(port: u16, words: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(words).await.unwrap();
    let mut heard = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut heard)).await.unwrap();
    String::from_utf8(heard).unwrap()
}

const START: &str = "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<b+token@bounce.example>\r\nDATA\r\n";

fn codes(heard: &str) -> Vec<&str> {
    heard.lines().filter(|line| line.as_bytes().get(3) == Some(&b' ')).map(|line| &line[..3]).collect()
}

#[tokio::test]
async fn a_message_arrives_as_it_was_sent() {
    let (port, desk) = start(Known::default(), limits()).await;
    let heard = say(port, format!("{START}Subject: x\r\n\r\n..dot\r\n.\r\nQUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&heard), ["220", "250", "250", "250", "354", "250", "221"], "{heard}");
    let taken = desk.taken.lock().unwrap().clone();
    assert_eq!(taken, [("b+token@bounce.example".to_string(), b"Subject: x\r\n\r\n.dot\r\n".to_vec())]);
}

#[tokio::test]
async fn nobody_else_is_known_and_nothing_is_relayed() {
    let (port, desk) = start(Known::default(), limits()).await;
    for address in ["ana@example.com", "b+toke@bounce.example", "", "b+token@bounce.example> <x@y.example"] {
        let heard =
            say(port, format!("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<{address}>\r\nDATA\r\nQUIT\r\n").as_bytes()).await;
        let codes = codes(&heard);
        assert!(matches!(codes[3], "550" | "501") && codes[4] == "503", "{address}: {heard}");
    }
    for early in
        ["RCPT TO:<b+token@bounce.example>\r\n", "DATA\r\n", "MAIL FROM:<>\r\n", "AUTH PLAIN x\r\n", "VRFY a\r\n"]
    {
        let heard = say(port, format!("{early}QUIT\r\n").as_bytes()).await;
        assert!(codes(&heard)[1].starts_with('5'), "{early}: {heard}");
    }
    assert!(desk.taken.lock().unwrap().is_empty());
}

#[tokio::test]
async fn nothing_is_smuggled() {
    // Each would be a second message to a server that takes other line ends for the end of the first.
    let second = "MAIL FROM:<x@y.example>\r\nRCPT TO:<b+token@bounce.example>\r\nDATA\r\nsecond\r\n.\r\n";
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\n\n.\n\n", "\0\r\n.\n"] {
        let (port, desk) = start(Known::default(), limits()).await;
        let heard = say(port, format!("{START}first{end}{second}\r\n.\r\nQUIT\r\n").as_bytes()).await;
        assert!(heard.contains("554 5.6.0") && !heard.contains("taken\r\n250 2.0.0"), "{end:?}: {heard}");
        assert!(desk.taken.lock().unwrap().is_empty(), "{end:?}");
    }
    for line in ["EHLO x\nMAIL FROM:<>\r\n", "EHLO x\rMAIL FROM:<>\r\n", "EHLO x\0\r\n", "EHLO x\n"] {
        let (port, _) = start(Known::default(), limits()).await;
        let heard = say(port, format!("{line}QUIT\r\n").as_bytes()).await;
        assert!(!heard.contains("250"), "{line:?}: {heard}");
    }
}

#[tokio::test]
async fn everything_is_limited() {
    let (port, desk) = start(Known::default(), limits()).await;
    let long = "x".repeat(20_000);
    let heard = say(port, format!("{START}{long}\r\n.\r\nNOOP\r\nQUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&heard)[5..], ["552", "250", "221"], "{heard}");
    let heard = say(port, b"EHLO x\r\nMAIL FROM:<> SIZE=20000\r\nQUIT\r\n").await;
    assert_eq!(codes(&heard)[2], "552");
    let heard = say(port, format!("EHLO {long}\r\n").as_bytes()).await;
    assert_eq!(codes(&heard)[1], "500");
    let heard = say(port, "NONSENSE\r\n".repeat(20).as_bytes()).await;
    assert_eq!(codes(&heard).last(), Some(&"421"), "{heard}");
    assert!(codes(&heard).len() < 10);
    // Who says nothing is not waited for.
    let heard = say(port, b"EHLO x\r\nMAIL").await;
    assert_eq!(codes(&heard), ["220", "250"]);
    let few = Limits { connections_of_one: 1, ..limits() };
    let (port, _) = start(Known::default(), few).await;
    let _first = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(say(port, b"").await.starts_with("421"));
    assert!(desk.taken.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_kept_comes_again() {
    let (port, _) = start(Known { full: true, ..Known::default() }, limits()).await;
    let heard = say(port, format!("{START}x\r\n.\r\nQUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&heard)[5], "451", "{heard}");
}
