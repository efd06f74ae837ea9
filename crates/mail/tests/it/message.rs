//! What is built is what another parser reads, whatever was put in.

use crate::fixture::letter;
use mail::{Attachment, BadMessage, Letter, build, mime_of};
use mail_parser::{MessageParser, MimeHeaders};
use proptest::prelude::*;

fn parsed(letter: Letter) -> mail_parser::Message<'static> {
    let bytes = build(letter).unwrap().bytes;
    assert_is_wire_format(&bytes);
    MessageParser::default().parse(&bytes).unwrap().into_owned()
}

/// ASCII, CRLF and nothing else, no line over the limit of RFC 5322.
fn assert_is_wire_format(bytes: &[u8]) {
    assert!(bytes.is_ascii());
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\0']));
    let longest = text.split("\r\n").map(str::len).max().unwrap();
    assert!(longest <= 998, "a line of {longest} octets");
}

#[test]
fn another_parser_reads_what_was_written() {
    let written = letter("ana@example.test");
    let read = parsed(written.clone());
    assert_eq!(read.subject(), Some(written.subject.as_str()));
    assert_eq!(read.from().unwrap().first().unwrap().name(), Some(written.from.name.as_str()));
    assert_eq!(read.to().unwrap().first().unwrap().address(), Some("ana@example.test"));
    assert_eq!(read.reply_to().unwrap().first().unwrap().address(), Some("answers@example.com"));
    assert_eq!(read.message_id(), Some("snd_00000001.00c0ffee@example.com"));
    assert_eq!(read.date().unwrap().to_timestamp(), 1_790_000_000);
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), written.text);
    assert_eq!(read.body_html(0).unwrap().replace("\r\n", "\n"), *written.html.as_ref().unwrap());
    assert!(read.content_type().unwrap().subtype() == Some("alternative"));
    for (name, value) in &written.headers {
        assert_eq!(read.header_raw(*name).map(str::trim), Some(value.as_str()), "{name}");
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(build(letter("a@b.test")).unwrap().bytes, build(letter("a@b.test")).unwrap().bytes);
}

#[test]
fn a_letter_without_html_is_plain_text() {
    let read = parsed(Letter { html: None, ..letter("a@b.test") });
    assert_eq!(read.content_type().unwrap().subtype(), Some("plain"));
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), letter("a@b.test").text);
}

/// A file of every byte, and a text with bare line ends.
fn files() -> Vec<Attachment> {
    let all: Vec<u8> = (0..=255).cycle().take(2_000).collect();
    let file = |name: &str, kind: &str, content: Vec<u8>| Attachment {
        name: name.into(),
        mime: mime_of(kind).unwrap(),
        content: content.into(),
    };
    vec![
        file("Señales del año – übersicht.pdf", "pdf", all),
        file("a\r\nBcc: x@y.test\".csv", "csv", b"a,b\n1,2\r3\n.\n--=_snd_00000001_00c0ffee--\n".to_vec()),
    ]
}

#[test]
fn files_arrive_byte_for_byte_beside_both_parts() {
    let written = Letter { attachments: files(), ..letter("a@b.test") };
    let read = parsed(written.clone());
    assert_eq!(read.content_type().unwrap().subtype(), Some("mixed"));
    assert_eq!(read.body_html(0).unwrap().replace("\r\n", "\n"), *written.html.as_ref().unwrap());
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), written.text);
    let found: Vec<_> = read.attachments().collect();
    assert_eq!(found.len(), 2);
    for (found, file) in found.iter().zip(files()) {
        assert_eq!(found.contents(), file.content.as_slice());
        assert_eq!(found.attachment_name(), Some(file.safe_name().as_str()));
        assert!(found.content_disposition().unwrap().is_attachment());
    }
    assert!(read.header_raw("Bcc").is_none());
    assert_eq!(build(written.clone()).unwrap().bytes, build(written.clone()).unwrap().bytes);
    let plain = parsed(Letter { html: None, ..written });
    assert_eq!((plain.attachment_count(), plain.html_body_count()), (2, 1), "a text is shown as it is");
}

#[test]
fn bad_addresses_and_headers_are_named() {
    for bad in ["", "ana", "ana@", "@b.test", "a b@c.test", "ana@b.test\r\nBcc: x@y.test", "ana@b.test>", "<ana@b.test"]
    {
        let error = build(letter(bad)).unwrap_err();
        assert!(matches!(error, BadMessage::Address { what: "the recipient", .. }), "{bad}: {error}");
    }
    let with = |value: &str| build(Letter { headers: vec![("List-Id", value.into())], ..letter("a@b.test") });
    assert_eq!(with("x\r\nBcc: all@b.test").unwrap_err(), BadMessage::Header("List-Id".into()));
    assert_eq!(with(&"x".repeat(1_000)).unwrap_err(), BadMessage::Header("List-Id".into()));
    let large = Letter { text: "x".repeat(20 << 20), ..letter("a@b.test") };
    assert!(matches!(build(large), Err(BadMessage::TooLarge(_))));
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\r\nBcc: evil@example.com\r\n".to_string()),
        Just("\r\n.\r\n".to_string()),
        Just("\n.\n".to_string()),
        Just("\r".to_string()),
        Just("\0".to_string()),
        Just("--=_snd_00000001_00c0ffe".to_string()),
        Just("\r\n--=_snd_00000001_00c0ffee\r\n".to_string()),
        Just("--=_snd_00000001_00c0ffee_1--".to_string()),
        Just("=?utf-8?q?x?=".to_string()),
        Just("é❤️\u{2028}".to_string()),
        Just("x".repeat(1_200)),
        "[ -~]{0,40}",
        "\\PC{0,20}",
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_adds_a_header_or_ends_the_message(subject in nasty(), name in nasty(), text in nasty(), html in nasty()) {
        let mut written = letter("ana@example.test");
        (written.subject, written.to.name, written.text, written.html) = (subject, name, text.clone(), Some(html.clone()));
        let bytes = build(written).unwrap().bytes;
        assert_is_wire_format(&bytes);
        let read = MessageParser::default().parse(&bytes).unwrap();
        let mut names: Vec<&str> = read.headers().iter().map(|header| header.name()).collect();
        names.sort_unstable();
        prop_assert_eq!(names, ["Content-Type", "Date", "From", "List-ID", "List-Unsubscribe", "List-Unsubscribe-Post",
            "MIME-Version", "Message-ID", "Reply-To", "Subject", "To"]);
        prop_assert_eq!(read.to().unwrap().iter().count(), 1);
        prop_assert_eq!(read.parts.len(), 3, "the container and two parts");
        let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
        prop_assert_eq!(plain(&read.body_text(0).unwrap()), plain(&text));
        prop_assert_eq!(plain(&read.body_html(0).unwrap()), plain(&html));
    }
}
