//! What becomes of a message whose commands go out together, whatever a server makes of each, and what it hears then.

use crate::fixture::{Remembers, message};
use mail::{Outcome, SmtpSettings, Timeouts, Transport};
use model::SendId;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Reads until what came ends so; less when the other side has closed.
async fn heard(stream: &mut TcpStream, end: &str) -> String {
    let mut all = Vec::new();
    while !all.ends_with(end.as_bytes()) && stream.read_buf(&mut all).await.is_ok_and(|read| read > 0) {}
    String::from_utf8(all).unwrap()
}

/// Offers PIPELINING, gives these answers to what comes together, and one to each line after that; what it heard.
async fn serve(listener: TcpListener, answers: &'static str, later: &'static [&'static str]) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    stream.write_all(b"220 here\r\n").await.unwrap();
    for _ in 0..2 {
        heard(&mut stream, "\r\n").await;
        stream.write_all(b"250-here\r\n250 PIPELINING\r\n").await.unwrap();
    }
    // Nothing is answered before all of it has come.
    let mut all = heard(&mut stream, "DATA\r\n").await;
    stream.write_all(answers.as_bytes()).await.unwrap();
    for answer in later {
        all.push_str(&heard(&mut stream, "\r\n").await);
        stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
    if !later.is_empty() || answers.contains("354") {
        all.push_str(&heard(&mut stream, "nothing more").await);
    }
    all
}

#[tokio::test]
async fn each_answer_counts_for_its_own_command() {
    // Answers together, answers to what is said then, what it comes to, what was said then.
    let table: [(&str, &[&str], &str, &str); 9] = [
        (
            "250 a\r\n550 5.1.1 nobody\r\n354 go\r\n",
            &["554 none", "250 ok"],
            "failed: permanent error (550)",
            ".\r\nRSET\r\n",
        ),
        ("250 a\r\n550 5.1.1 nobody\r\n354 go\r\n", &["250 thanks", "250 ok"], "failed: permanent", ".\r\nRSET\r\n"),
        ("250 a\r\n450 4.2.1 later\r\n503 no\r\n", &["250 ok"], "deferred: transient error (450)", "RSET\r\n"),
        ("451 later\r\n503 no\r\n503 no\r\n", &["250 ok"], "deferred: transient error (451)", "RSET\r\n"),
        (
            "550 never\r\n503 no\r\n354 go\r\n",
            &["554 none", "250 ok"],
            "no way: the mail server refuses our sender",
            ".\r\nRSET\r\n",
        ),
        // Somebody would get an empty message: no dot.
        ("550 never\r\n250 b\r\n354 go\r\n", &[], "no way: the mail server refuses our sender", ""),
        ("250 a\r\n250 b\r\n451 busy\r\n", &["250 ok"], "deferred: transient error (451)", "RSET\r\n"),
        ("421 closing\r\n", &[], "deferred: transient error (421)", ""),
        ("250 a\r\n550 5.1.1 nobody\r\n", &[], "failed: permanent error (550)", ""),
    ];
    for (answers, later, wanted, then) in table {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut settings =
            SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port())).unwrap();
        let quick = Duration::from_millis(1_500);
        settings.timeouts = Timeouts { connect: quick, command: quick, dot: quick };
        let serving = tokio::spawn(serve(listener, answers, later));
        let (transport, ledger) = (Transport::smtp(settings), Remembers::saying(Ok(true)));
        let told = match transport.deliver(SendId(1), &message("ana@example.test"), &ledger).await {
            Outcome::Failed { reason } => format!("failed: {reason}"),
            Outcome::Deferred { reason } => format!("deferred: {reason}"),
            Outcome::NoWay { reason, .. } => format!("no way: {reason}"),
            other => format!("{other:?}"),
        };
        assert!(told.starts_with(wanted) && ledger.asked() == 0, "{answers:?}: {told}");
        drop(transport);
        let said = serving.await.unwrap();
        let said = said.strip_prefix("MAIL FROM:<news@example.com>\r\nRCPT TO:<ana@example.test>\r\nDATA\r\n");
        assert_eq!(said, Some(then), "{answers:?}");
    }
}
