//! A server that says no to one thing or another: what it does hand out is read all the same.

use super::Desk;
use mail::imap::{ImapSettings, Place, round};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A server with the messages 1 to 3, or others, that refuses the commands in which one of these words is, and hangs up on others.
struct Refusing {
    said: Arc<Mutex<Vec<String>>>,
    port: u16,
}

impl Refusing {
    async fn start(refused: &'static [&'static str], hung_up_on: &'static [&'static str]) -> Refusing {
        Refusing::with("1 2 3", refused, hung_up_on).await
    }

    async fn with(
        messages: &'static str,
        refused: &'static [&'static str],
        hung_up_on: &'static [&'static str],
    ) -> Refusing {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Refusing { said: Arc::default(), port: listener.local_addr().unwrap().port() };
        let (said, answers) = (server.said.clone(), move |command: &str| answer(messages, refused, command));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = talk(stream, hung_up_on, &said, answers).await;
            }
        });
        server
    }

    fn settings(&self, more: &str) -> ImapSettings {
        ImapSettings::parse(&format!("imap://a:secret@127.0.0.1:{}?{more}", self.port)).unwrap()
    }

    fn asked(&self, what: &str) -> usize {
        self.said.lock().unwrap().iter().filter(|command| command.contains(what)).count()
    }
}

async fn talk(
    stream: TcpStream,
    hung_up_on: &[&str],
    said: &Mutex<Vec<String>>,
    answers: impl Fn(&str) -> String,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK hello\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let (tag, command) = line.trim_end().split_once(' ').unwrap_or_default();
        said.lock().unwrap().push(command.to_string());
        if hung_up_on.iter().any(|word| command.contains(word)) {
            break;
        }
        stream.write_all(answers(command).replace("TAG", tag).as_bytes()).await?;
        line.clear();
    }
    Ok(())
}

fn answer(messages: &str, refused: &[&str], command: &str) -> String {
    if refused.iter().any(|word| command.contains(word)) {
        return "TAG NO not this one\r\n".into();
    }
    if let Some(uid) = command.strip_prefix("UID FETCH ") {
        let uid = &uid[..1];
        return format!("* {uid} FETCH (UID {uid} BODY[]<0> {{12}}\r\nSubject: {uid}\r\n)\r\nTAG OK\r\n");
    }
    match command.split(' ').next() {
        Some("SELECT") => "* OK [UIDVALIDITY 9]\r\nTAG OK\r\n".into(),
        Some("UID") if command.contains("SEARCH") => format!("* SEARCH {messages}\r\nTAG OK\r\n"),
        _ => "TAG OK\r\n".into(),
    }
}

impl Desk {
    pub fn uid(&self) -> Option<u32> {
        self.place.lock().unwrap().map(|Place { uid, .. }| uid)
    }
}

#[tokio::test]
async fn a_message_that_is_not_handed_out_is_passed_over() {
    let (desk, server) = (Desk::default(), Refusing::start(&["FETCH 2"], &[]).await);
    assert_eq!(round(&server.settings(""), &desk).await, Ok(2));
    assert_eq!((desk.subjects(), desk.uid()), (vec!["1".into(), "3".into()], Some(3)));
    assert_eq!(round(&server.settings(""), &desk).await, Ok(0));
}

#[tokio::test]
async fn a_server_that_hands_nothing_out_is_asked_again() {
    let (desk, server) = (Desk::default(), Refusing::start(&["FETCH"], &[]).await);
    let why = round(&server.settings(""), &desk).await.unwrap_err();
    assert!(why.contains("message 3") && why.contains("not this one"), "{why}");
    assert_eq!((server.asked("FETCH"), desk.uid()), (3, None), "nothing is lost by it");

    let server = Refusing::start(&["FETCH 3"], &[]).await;
    assert_eq!(round(&server.settings(""), &desk).await, Ok(2));
    assert_eq!(desk.uid(), Some(2));
    assert!(round(&server.settings(""), &desk).await.is_err());
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_changed_is_read_in_one_round() {
    let (desk, server) = (Desk::default(), Refusing::start(&["STORE"], &[]).await);
    assert_eq!(round(&server.settings(""), &desk).await, Ok(3));
    assert_eq!((desk.uid(), server.asked("STORE")), (Some(3), 3));

    let (desk, server) = (Desk::default(), Refusing::start(&["MOVE", "CREATE"], &[]).await);
    assert_eq!(round(&server.settings("move=Done"), &desk).await, Ok(3));
    assert_eq!((desk.uid(), server.asked("STORE"), server.asked("MOVE")), (Some(3), 3, 1), "marked instead");

    let (desk, server) = (Desk::default(), Refusing::start(&[], &["STORE"]).await);
    for uid in 1..=3 {
        assert_eq!(round(&server.settings(""), &desk).await, Ok(1), "what was read is no failure");
        assert_eq!(desk.uid(), Some(uid));
    }
}

#[tokio::test]
async fn messages_in_which_the_conversation_ends_do_not_stop_the_mailbox_for_good() {
    let (desk, server) = (Desk::default(), Refusing::with("1 2 3 4", &[], &["FETCH 1", "FETCH 2", "FETCH 3"]).await);
    assert_eq!(round(&server.settings(""), &desk).await, Ok(0));
    assert_eq!((desk.uid(), server.asked("FETCH")), (Some(3), 7), "each twice, and the newest");
    assert_eq!(round(&server.settings(""), &desk).await, Ok(1));
    assert_eq!((desk.subjects(), desk.uid()), (vec!["4".into()], Some(4)));

    // Where the newest is not handed out either, it is the server's trouble, and nothing is lost by it.
    for hung_up_on in [&["FETCH 1", "FETCH 2", "FETCH 3", "FETCH 4"] as &[&str], &["FETCH 2", "FETCH 3", "FETCH 4"]] {
        let (desk, server) = (Desk::default(), Refusing::with("1 2 3 4", &[], hung_up_on).await);
        assert!(round(&server.settings(""), &desk).await.is_err());
        assert_eq!(desk.uid(), (hung_up_on.len() == 3).then_some(1));
    }
}
