//! Signatures, held against three verifiers of others: mail-auth's, dkimpy where `tools/dkimpy` has put it, and OpenDKIM
//! where it is installed (`SIEMBRA_REQUIRE_DKIMPY=1` and `SIEMBRA_REQUIRE_OPENDKIM=1` make their absence a failure).

pub mod opendkim;
mod speed;
pub mod verifiers;

use crate::fixture::letter;
use mail::dkim::{Kind, Signer, generate, record};
use mail::{Letter, Mailbox, build};
use opendkim::opendkim;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use verifiers::{Zone, dkimpy, mail_auth};

const DOMAIN: &str = "example.com";
const MESSAGES: usize = 200;

/// A signer with a key of each of these kinds, and the records that publish them.
pub fn signer(kinds: &[Kind]) -> (Signer, Zone) {
    let (mut signer, mut zone) = (Signer::new(DOMAIN), Zone::default());
    for kind in kinds {
        let (selector, key) = (format!("s-{}", kind.as_str()), generate(*kind).unwrap());
        signer.add(&selector, *kind, &key.private).unwrap();
        zone.insert(format!("{selector}._domainkey.{DOMAIN}"), record(*kind, &key.public));
    }
    (signer, zone)
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,60}",
        "\\PC{0,20}",
        Just("\r\n".to_string()),
        Just("  \t \r\n \r\n\r\n".to_string()),
        Just("\n.\n..\n".to_string()),
        Just("é❤️ ñandú".to_string()),
        Just("x".repeat(1_200)),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn letters() -> impl Strategy<Value = Letter> {
    let headers = proptest::collection::vec(("[!-~]{1,40}( {1,3}[!-~]{1,40}){0,6}", 0..3_usize), 0..3);
    (texts(), texts(), texts(), proptest::option::of(texts()), headers).prop_map(
        |(subject, name, text, html, headers)| {
            let named = |(value, n): (String, usize)| (["List-Id", "Feedback-ID", "Auto-Submitted"][n], value);
            let mut headers: Vec<_> = headers.into_iter().map(named).collect();
            headers.sort();
            headers.dedup_by_key(|(name, _)| *name);
            headers.extend(letter("a@b.test").headers.into_iter().filter(|(name, _)| *name != "List-Id"));
            let to = Mailbox { name, address: "ana@example.test".into() };
            Letter { subject, to, text, html, headers, ..letter("ana@example.test") }
        },
    )
}

/// The message with another letter or digit at a place of what is signed.
fn mutated(bytes: &[u8], seed: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    // The body, or the day of the date.
    let day = head.find("\r\nDate: ").unwrap() + "\r\nDate: ".len();
    let body = head.len() + 4..bytes.len();
    let plain: Vec<usize> = body.chain(day..day + 3).filter(|at| bytes[*at].is_ascii_alphanumeric()).collect();
    let at = plain[seed % plain.len()];
    let mut other = bytes.to_vec();
    other[at] = if other[at] == b'x' { b'y' } else { b'x' };
    other
}

#[tokio::test]
async fn three_verifiers_find_every_signature_good_and_every_change_bad() {
    let mut runner = TestRunner::deterministic();
    for kinds in [&[Kind::Rsa][..], &[Kind::Ed25519], &Kind::ALL] {
        let (signer, zone) = signer(kinds);
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for n in 0..MESSAGES {
            let message = build(letters().new_tree(&mut runner).unwrap().current()).unwrap();
            let signed = signer.sign(message.clone()).unwrap();
            assert_eq!(signed.bytes, signer.sign(message).unwrap().bytes, "the same message, the same signature");
            let found = mail_auth(&signed.bytes, &zone).await;
            assert_eq!(found, vec![true; kinds.len()], "{}", String::from_utf8_lossy(&signed.bytes));
            bad.push(mutated(&signed.bytes, n * 7_919));
            assert_eq!(mail_auth(&bad[n], &zone).await, vec![false; kinds.len()], "message {n} was changed");
            good.push(signed.bytes);
        }
        let all = [good, bad].concat();
        let expected = |n: usize| vec![n < MESSAGES; kinds.len()];
        for (who, found) in [("dkimpy", dkimpy(&all, &zone)), ("opendkim", opendkim(&all, &zone))] {
            let Some(found) = found else { continue };
            let wrong: Vec<usize> = (0..2 * MESSAGES).filter(|n| found[*n] != expected(*n)).collect();
            assert_eq!(wrong, Vec::<usize>::new(), "{who}, {kinds:?}");
        }
    }
}

#[tokio::test]
async fn the_signature_covers_what_readers_see_and_another_sender_breaks_it() {
    let (signer, zone) = signer(&Kind::ALL);
    let signed = signer.sign(build(letter("ana@example.test")).unwrap()).unwrap();
    let text = String::from_utf8(signed.bytes).unwrap();
    let (listed, _) = text.split_once("; t=").unwrap();
    let listed: String = listed.split_once("h=").unwrap().1.split_whitespace().collect();
    for name in ["From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type"] {
        assert!(listed.split(':').any(|own| own == name), "{name}: {listed}");
    }
    for name in ["List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"] {
        assert!(listed.split(':').any(|own| own == name), "{name}: {listed}");
    }
    assert_eq!(listed.split(':').filter(|own| *own == "From").count(), 2, "{listed}");
    assert!(text.contains("; t=1790000000"), "the letter's own date: {text}");
    assert!(!text.contains("; l="), "the whole body");
    let other = format!("From: other@example.net\r\n{text}");
    assert_eq!(mail_auth(other.as_bytes(), &zone).await, [false, false]);
    let other = text.replacen("\r\nFrom:", "\r\nFrom: other@example.net\r\nFrom:", 1);
    assert_eq!(mail_auth(other.as_bytes(), &zone).await, [false, false]);
}
