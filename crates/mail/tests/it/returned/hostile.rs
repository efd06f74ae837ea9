//! Whatever comes: no panic, bounded time, and nothing held against anybody by what is no bounce.

use mail::returned::{Kind, Returned};
use proptest::prelude::*;
use std::time::Duration;

/// Pieces that parsers trip over, and what makes a message look like a bounce.
const PIECES: &[&str] = &[
    "From: MAILER-DAEMON@example.net\n",
    "Subject: failure notice\n",
    "Subject: =?utf-8?Q?=FF=?=\n",
    "\n",
    "\n\n",
    "Content-Type: multipart/report; boundary=b\n",
    "Content-Type: multipart/mixed; boundary=\"\"\n",
    "--b\n",
    "--b--\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: message/delivery-status\n",
    "Content-Type: text/html\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "=\n=F",
    "====",
    "Final-Recipient: rfc822; ana@example.com\n",
    "Action: failed\n",
    "Status: 5.1.1\n",
    "Status: 999999.1.1\n",
    "<ana@example.com>:\n550 5.1.1 User unknown\n",
    "Your message could not be delivered to:\n",
    "@",
    "\"@\"",
    "a@b.c@d.e\n",
    "SMTP=€@example.com",
    "ü@ü.ü",
    "\u{0}",
    "\r",
    "<",
    ">",
    "&lt;",
    "<a@b.example",
    " \n",
    "\t",
    ";",
    ":",
    "--",
    "Feedback-Type: abuse\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(raw in prop::collection::vec(any::<u8>(), 0..2_000)) {
        Returned::read(&raw);
    }

    #[test]
    fn any_pieces_are_read(picks in prop::collection::vec(0..PIECES.len(), 0..80)) {
        let text: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        let returned = Returned::read(text.as_bytes());
        prop_assert!(returned.recipients.len() <= 100);
        prop_assert!(returned.recipients.iter().all(|one| !one.diagnostic.contains(['\r', '\n']) && one.address.contains('@')));
    }
}

#[test]
fn size_depth_and_number_cost_little() {
    let head = "From: mailer-daemon@example.net\nSubject: failure notice\n\n";
    let nested = |n: usize| {
        (0..n).map(|i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")).collect::<String>()
    };
    let bombs = [
        ("10,000 nested parts", nested(10_000)),
        ("one boundary within itself", "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(10_000)),
        ("messages in messages", "Content-Type: message/rfc822\n\n".repeat(10_000)),
        ("25 MB", format!("{head}<ana@example.com>:\n550 5.1.1 User unknown\n{}", "x".repeat(25 << 20))),
        ("100,000 headers", (0..100_000).map(|i| format!("H{i}: v\n")).collect()),
        ("one header of a megabyte", format!("Subject: x\n{}", " y\n".repeat(400_000))),
        ("only @", format!("{head}{}", "@".repeat(900_000))),
        (
            "100,000 addresses",
            format!("{head}Your message could not be delivered to:\n{}", "a@b.example\n".repeat(100_000)),
        ),
        ("100,000 openings", format!("{head}{}", "delivery to the following recipients\n".repeat(30_000))),
        ("tags without end", format!("Content-Type: text/html\n{head}{}", "<style <script ".repeat(60_000))),
        (
            "40,000 recipients without a blank line",
            format!(
                "Content-Type: multipart/report; boundary=b\n{head}--b\nContent-Type: message/delivery-status\n\n{}",
                (0..40_000).map(|i| format!("Final-Recipient:a{i}@b.cc\n")).collect::<String>()
            ),
        ),
        (
            "20,000 recipients",
            format!(
                "Content-Type: multipart/report; boundary=b\n{head}--b\nContent-Type: message/delivery-status\n\n{}",
                (0..20_000)
                    .map(|i| format!("Final-Recipient: rfc822; a{i}@b.example\nAction: failed\n\n"))
                    .collect::<String>()
            ),
        ),
    ];
    for (name, text) in bombs {
        let before = testkit::processor_time();
        let returned = Returned::read(text.as_bytes());
        let took = testkit::processor_time() - before;
        assert!(took < Duration::from_secs(5), "{name}: {took:?}");
        assert!(returned.recipients.len() <= 100, "{name}");
    }
}

#[test]
fn what_is_no_bounce_is_held_against_nobody() {
    let letters: &[(Kind, &str)] = &[
        (
            Kind::AutoReply,
            "From: Ana <ana@example.com>\nTo: b+x@bounce.example\nSubject: Out of office: Spring guide\nAuto-Submitted: auto-replied\n\nI am away until Monday. In urgent cases contact bob@example.com.\n",
        ),
        (
            Kind::AutoReply,
            "Return-Path: <>\nFrom: Ana <ana@example.com>\nSubject: Automatic reply: guide\nX-Auto-Response-Suppress: All\n\nI no longer work here. Your message was not delivered to anybody; write to bob@example.com.\n",
        ),
        (
            Kind::AutoReply,
            "From: ana@example.com\nSubject: =?utf-8?Q?Fuera_de_la_oficina?=\n\nVuelvo el lunes. Escriba a bob@example.com.\n",
        ),
        (
            Kind::AutoReply,
            "From: ana@example.com\nPrecedence: auto_reply\nSubject: Re: guide\n\nThank you for your message to ana@example.com.\n",
        ),
        (
            Kind::NotForUs,
            "From: Ana <ana@example.com>\nIn-Reply-To: <1@example.com>\nSubject: Re: Undeliverable: guide\n\nWhy did I get this?\n> <bob@example.com>:\n> 550 5.1.1 User unknown\n",
        ),
        (Kind::NotForUs, "From: Ana <ana@example.com>\nSubject: A question\n\nPlease write to bob@example.com too.\n"),
        (
            Kind::NotForUs,
            "From: ana@example.com\nSubject: Read: guide\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nYour message was displayed.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ana@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n",
        ),
        (Kind::Unsubscribe, "From: Ana <ana@example.com>\nTo: b+x@bounce.example\nSubject: Unsubscribe\n\n\n"),
        (Kind::NotForUs, ""),
        (Kind::NotForUs, "\n\n\n"),
    ];
    for (kind, letter) in letters {
        let returned = Returned::read(letter.as_bytes());
        assert_eq!(returned.kind, *kind, "{letter}");
        assert!(returned.recipients.iter().all(|recipient| !recipient.category.is_hard()), "{letter}");
    }
}
