//! Five hundred ways to end a message early or to add a header, in every place that somebody else fills, through our
//! transport and a real Postfix: each arrives as one message with the headers that it was given, or is refused before it
//! leaves.

use crate::fixture::{Remembers, letter};
use crate::postfix::Postfix;
use mail::{Letter, Outcome, SmtpSettings, Transport, build};
use mail_parser::MessageParser;
use model::SendId;
use std::collections::BTreeMap;

/// What other servers take for the end of a message, or of a line.
const ENDS: &[&str] = &[
    "\r\n.\r\n",
    "\n.\n",
    "\r.\r",
    "\n.\r\n",
    "\r\n.\n",
    "\r\n.\r",
    "\r.\r\n",
    "\n.\r",
    "\r.\n",
    "\r\n.\0\r\n",
    "\0\r\n.\r\n",
    "\r\n..\r\n",
    "\n..\n",
    "\r\n.\r\r\n",
    "\n\n.\n\n",
    "\r\n\r\n",
    "\n\n",
    "\r\r",
    "\r\n",
    "\n",
    "\r",
    "\u{b}\r\n",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}\r\n",
    "%0d%0a",
    "%0D%0A.%0D%0A",
    "\\r\\n",
    "\r\n ",
    "\r\n\t",
    "=0D=0A",
    "=?utf-8?q?=0D=0A?=",
    "=?utf-8?b?DQo=?=",
    "\u{0}",
];
/// What would come after it.
const COMMANDS: &[&str] = &[
    "MAIL FROM:<evil@evil.test>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\nSubject: second\r\n\r\nsmuggled\r\n.\r\n",
    "Bcc: bob@example.test",
    "To: bob@example.test\r\nSubject: second",
    "Content-Type: text/html\r\n\r\n<b>other</b>",
    "QUIT\r\n",
];
/// Places that are filled from elsewhere.
const PLACES: [&str; 7] = ["subject", "text", "html", "name", "sender", "reply", "header"];

fn with(place: &str, payload: &str) -> Letter {
    let mut letter = letter("ana@example.test");
    let filled = format!("Ana {payload} Ana");
    match place {
        "subject" => letter.subject = filled,
        "text" => letter.text = filled,
        "html" => letter.html = Some(filled),
        "name" => letter.to.name = filled,
        "sender" => letter.from.name = filled,
        "reply" => letter.reply_to = Some(format!("answers@example.com{payload}")),
        _ => letter.headers.push(("Feedback-ID", filled)),
    }
    letter
}

/// Some places for each payload, so that all are tried with many.
fn letters() -> Vec<(String, Letter)> {
    let mut all = Vec::new();
    for (n, end) in ENDS.iter().enumerate() {
        for (m, command) in COMMANDS.iter().enumerate() {
            for p in 0..3 {
                let place = PLACES[(n + m * 3 + p * 2) % PLACES.len()];
                all.push((format!("{place}: {end:?} {m}"), with(place, &format!("{end}{command}"))));
            }
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_smuggled_through_a_real_postfix() {
    let Some(postfix) = Postfix::wanted() else { return };
    let transport = Transport::smtp(SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", postfix.port)).unwrap());
    let ledger = Remembers::saying(Ok(true));
    let letters = letters();
    assert!(letters.len() >= 500, "{}", letters.len());
    let mut left: BTreeMap<String, String> = BTreeMap::new();
    let mut refused = 0;
    for (n, (what, mut written)) in letters.into_iter().enumerate() {
        let id = format!("snd_{n:08}.00c0ffee@example.com");
        written.message_id = format!("<{id}>");
        let Ok(message) = build(written) else {
            refused += 1;
            continue;
        };
        let outcome = transport.deliver(SendId(1), &message, &ledger).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{what}: {outcome:?}\n{}", postfix.log());
        left.insert(id, what);
    }
    assert!(left.len() >= 300 && refused > 0, "{} left, {refused} were refused", left.len());
    let received = postfix.mailbox("ana", left.len());
    assert_eq!(received.len(), left.len(), "each exactly once");
    for bytes in received {
        let read = MessageParser::default().parse(&bytes).unwrap();
        let what = left.remove(read.message_id().unwrap()).unwrap_or_else(|| panic!("a message of no letter"));
        let ours = |name: &str| !["Return-Path", "X-Original-To", "Delivered-To", "Received"].contains(&name);
        let mut names: Vec<&str> =
            read.headers().iter().map(|header| header.name()).filter(|name| ours(name)).collect();
        names.sort_unstable();
        names.retain(|name| *name != "Feedback-ID");
        let expected = [
            "Content-Type",
            "Date",
            "From",
            "List-ID",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "MIME-Version",
            "Message-ID",
            "Reply-To",
            "Subject",
            "To",
        ];
        assert_eq!(names, expected, "{what}");
        assert_eq!((read.to().unwrap().iter().count(), read.parts.len()), (1, 3), "{what}");
    }
    assert!(postfix.mailbox("bob", 0).is_empty(), "somebody else got a message");
}
