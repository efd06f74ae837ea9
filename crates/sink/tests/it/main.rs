//! The sink does wrong what its script says and nothing else, and writes down what came.

use sink::{At, Does, Ended, Script, Sink, Stage, Times};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

const MESSAGE: &str = "Message-ID: <one@sender.test>\r\nSubject: x\r\n\r\ntext\r\n.";

/// Says lines one after another, and what was answered to each; the greeting comes first.
async fn answers(sink: &Sink, lines: &[&str]) -> Vec<String> {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", sink.port())).await.unwrap());
    let mut all = Vec::new();
    for line in [""].iter().chain(lines) {
        if !line.is_empty() && stream.write_all(format!("{line}\r\n").as_bytes()).await.is_err() {
            break;
        }
        let mut answer = String::new();
        // The last line of an answer has a space after its code.
        while !answer.lines().last().is_some_and(|last| last.as_bytes().get(3) == Some(&b' ')) {
            match tokio::time::timeout(Duration::from_millis(300), stream.read_line(&mut answer)).await {
                Ok(Ok(read)) if read > 0 => {}
                _ => break,
            }
        }
        all.push(answer.get(..3).unwrap_or(answer.as_str()).to_string());
    }
    all
}

const LETTER: [&str; 5] = ["EHLO a.test", "MAIL FROM:<a@a.test>", "RCPT TO:<b@b.test>", "DATA", MESSAGE];

#[tokio::test]
async fn what_goes_well_is_written_down() {
    let sink = Sink::start(Script::default()).await.unwrap();
    let said = answers(&sink, &[&LETTER[..], &["QUIT"]].concat()).await;
    assert_eq!(said, ["220", "250", "250", "250", "354", "250", "221"]);
    let ledger = sink.ledger();
    let one = &ledger.transactions[0];
    assert_eq!(
        (one.message_id.as_str(), one.recipients.as_slice()),
        ("<one@sender.test>", &["b@b.test".to_string()][..])
    );
    assert!(one.accepted() && one.followed && !ledger.is_doubtful(one) && ledger.complaints.is_empty());
    assert_eq!((ledger.connections[0], sink.dots()), (Some(Ended::Politely), 1));
}

#[tokio::test]
async fn each_point_can_go_wrong() {
    let points = [At::Banner, At::Ehlo, At::Mail, At::Rcpt, At::Data, At::Dot];
    for (place, at) in points.into_iter().enumerate() {
        for (does, shown) in [(Does::Says("451 later"), "451"), (Does::Closes, ""), (Does::Breaks, "2")] {
            let sink = Sink::start(Script::default().everywhere(at, does.clone(), Times::Always)).await.unwrap();
            let said = answers(&sink, &LETTER).await;
            let shown = if at == At::Data && shown == "2" { "3" } else { shown };
            assert_eq!(said[place], shown, "{at:?} {does:?}: {said:?}");
        }
    }
}

#[tokio::test]
async fn one_recipient_may_be_taken_and_another_not() {
    let script = Script::default().domain("no.test", At::Rcpt, Does::Says("550 5.1.1 no"), Times::Always);
    let sink = Sink::start(script).await.unwrap();
    let lines = ["EHLO a.test", "MAIL FROM:<a@a.test>", "RCPT TO:<x@no.test>", "RCPT TO:<b@b.test>", "DATA", MESSAGE];
    assert_eq!(answers(&sink, &lines).await, ["220", "250", "250", "550", "250", "354", "250"]);
    assert_eq!(sink.ledger().transactions[0].recipients, ["b@b.test"]);
}

#[tokio::test]
async fn a_rule_holds_as_often_as_it_says() {
    let script = Script::default().domain("b.test", At::Rcpt, Does::Says("450 later"), Times::First(1));
    let sink = Sink::start(script).await.unwrap();
    assert_eq!(answers(&sink, &LETTER[..3]).await.pop().unwrap(), "450");
    assert_eq!(answers(&sink, &LETTER[..3]).await.pop().unwrap(), "250");
}

#[tokio::test]
async fn a_sender_that_goes_away_is_in_doubt_only_from_data_on() {
    let sink = Sink::start(Script::default()).await.unwrap();
    for upto in [3, 4, 5] {
        answers(&sink, &LETTER[..upto]).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let ledger = sink.ledger();
    let doubt: Vec<bool> = ledger.transactions.iter().map(|one| ledger.is_doubtful(one)).collect();
    let stages: Vec<Stage> = ledger.transactions.iter().map(|one| one.stage).collect();
    assert_eq!((doubt, stages), (vec![false, true, true], vec![Stage::Rcpt, Stage::Data, Stage::Answered]));
}

#[tokio::test]
async fn what_is_against_the_standard_is_complained_of() {
    let sink = Sink::start(Script::default()).await.unwrap();
    assert_eq!(
        answers(&sink, &["DATA", "RCPT TO:<b@b.test>", "MAIL FROM:a", "HACK"]).await[1..],
        ["503", "503", "501", "500"]
    );
    answers(&sink, &["EHLO a.test\r\nMAIL FROM:<a@a.test>"]).await;
    assert_eq!(sink.ledger().complaints.len(), 5);
    let pipelined = Sink::start(Script { pipelining: true, ..Script::default() }).await.unwrap();
    answers(&pipelined, &["EHLO a.test\r\nMAIL FROM:<a@a.test>"]).await;
    assert!(pipelined.ledger().complaints.is_empty());
}

/// Says everything at once; the codes of what was answered within a moment.
async fn at_once(sink: &Sink, text: &str) -> Vec<String> {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", sink.port())).await.unwrap());
    stream.write_all(text.as_bytes()).await.unwrap();
    let (mut codes, mut line) = (Vec::new(), String::new());
    while let Ok(Ok(1..)) = tokio::time::timeout(Duration::from_millis(300), stream.read_line(&mut line)).await {
        if line.as_bytes().get(3) == Some(&b' ') {
            codes.push(line[..3].to_string());
        }
        line.clear();
    }
    codes
}

#[tokio::test]
async fn commands_may_come_together_and_are_answered_in_their_order() {
    let script = Script { pipelining: true, ..Script::default() };
    let refusing =
        |at| Script { pipelining: true, ..Script::default() }.everywhere(at, Does::Says("550 no"), Times::Always);
    let letter = "EHLO a.test\r\nMAIL FROM:<a@a.test>\r\nRCPT TO:<b@b.test>\r\nDATA\r\n";
    let sink = Sink::start(script).await.unwrap();
    assert_eq!(
        at_once(&sink, &format!("{letter}{MESSAGE}\r\nQUIT\r\n")).await,
        ["220", "250", "250", "250", "354", "250", "221"]
    );
    assert!(sink.ledger().transactions[0].accepted() && sink.ledger().complaints.is_empty());
    // Nobody was taken: DATA is answered all the same, and a lone dot ends it.
    let sink = Sink::start(refusing(At::Rcpt)).await.unwrap();
    assert_eq!(
        at_once(&sink, &format!("{letter}.\r\nRSET\r\n")).await,
        ["220", "250", "250", "550", "354", "554", "250"]
    );
    assert!(sink.dots() == 0 && sink.ledger().complaints.is_empty());
    assert_eq!(at_once(&sink, &format!("{letter}{MESSAGE}\r\n")).await.last().unwrap(), "554");
    assert_eq!(sink.ledger().complaints, ["a message for nobody"]);
    let sink = Sink::start(refusing(At::Mail)).await.unwrap();
    assert_eq!(at_once(&sink, letter).await, ["220", "250", "550", "503", "503"]);
    assert!(sink.ledger().complaints.is_empty());
}
