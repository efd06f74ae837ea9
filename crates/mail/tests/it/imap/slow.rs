//! A server that is slow with a message, or never comes to its end: the round goes on.

use super::Desk;
use mail::imap::{ImapSettings, round};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const PATIENCE: Duration = Duration::from_millis(400);

/// What happens in the middle of the second of three messages.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Second {
    /// It takes longer than the patience, and never stops for so long.
    Drips,
    Stalls,
    HangsUp,
    /// The first time only.
    HangsUpOnce,
}

async fn server(second: Second) -> (ImapSettings, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let nth = counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(talk(stream, second, nth));
        }
    });
    let settings = ImapSettings::parse(&format!("imap://a:secret@127.0.0.1:{port}")).unwrap();
    (ImapSettings { patience: PATIENCE, ..settings }, connections)
}

async fn talk(stream: TcpStream, second: Second, nth: usize) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK hello\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let (tag, command) = line.trim_end().split_once(' ').unwrap_or_default();
        let text = match command.split(' ').next() {
            Some("SELECT") => "* OK [UIDVALIDITY 9]\r\n".into(),
            Some("UID") if command.contains("SEARCH") => "* SEARCH 1 2 3\r\n".into(),
            Some("UID") if command.contains("FETCH") => {
                let uid = &command["UID FETCH ".len()..][..1];
                format!("* {uid} FETCH (UID {uid} BODY[]<0> {{12}}\r\nSubject: {uid}\r\n)\r\n")
            }
            _ => String::new(),
        };
        let answer = format!("{text}{tag} OK\r\n");
        if command.contains("FETCH 2") {
            let (begun, rest) = answer.split_at(answer.find("Sub").unwrap() + 3);
            stream.write_all(begun.as_bytes()).await?;
            match second {
                Second::Drips => {
                    let (message, end) = rest.split_at(rest.find(')').unwrap());
                    for byte in message.bytes() {
                        tokio::time::sleep(PATIENCE / 5).await;
                        stream.write_all(&[byte]).await?;
                    }
                    stream.write_all(end.as_bytes()).await?;
                }
                Second::Stalls => tokio::time::sleep(PATIENCE * 60).await,
                Second::HangsUpOnce if nth > 0 => stream.write_all(rest.as_bytes()).await?,
                Second::HangsUp | Second::HangsUpOnce => return Ok(()),
            }
        } else {
            stream.write_all(answer.as_bytes()).await?;
        }
        line.clear();
    }
    Ok(())
}

#[tokio::test]
async fn one_slow_message_does_not_end_the_round() {
    for (second, read, connections) in [
        (Second::Drips, vec!["1", "2", "3"], 1),
        (Second::HangsUpOnce, vec!["1", "2", "3"], 2),
        (Second::Stalls, vec!["1", "3"], 3),
        (Second::HangsUp, vec!["1", "3"], 3),
    ] {
        let ((settings, counted), desk) = (server(second).await, Desk::default());
        assert_eq!(round(&settings, &desk).await, Ok(read.len()), "{second:?}");
        assert_eq!(
            (desk.subjects(), counted.load(Ordering::SeqCst)),
            (read.iter().map(|one| one.to_string()).collect(), connections),
            "{second:?}"
        );
        assert_eq!(desk.uid(), Some(3));
    }
}
