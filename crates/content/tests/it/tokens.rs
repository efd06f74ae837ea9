//! Tokens say what we signed and nothing else.

use content::token::{Keys, Kind, Token, sign, verify};
use model::{SendId, WorkspaceId};
use proptest::prelude::*;

fn keys() -> Keys {
    Keys::new(1, [7; 32])
}

#[test]
fn a_token_comes_back_for_its_own_kind_only() {
    let click = Token::click(WorkspaceId(1), SendId(42), 3, "https://www.example.com/á?x=1&y=2#z");
    let text = sign(&keys(), &click);
    assert_eq!(verify(&keys(), Kind::Click, &text), Some(click));
    for other in [Kind::Open, Kind::Unsubscribe, Kind::View] {
        assert_eq!(verify(&keys(), other, &text), None);
    }
    for kind in [Kind::Open, Kind::Unsubscribe, Kind::View] {
        let token = Token::of(kind, WorkspaceId(1), SendId(i64::MAX));
        assert_eq!(verify(&keys(), kind, &sign(&keys(), &token)), Some(token));
    }
}

#[test]
fn an_old_key_still_verifies_and_an_unknown_one_does_not() {
    let old = Keys::new(1, [7; 32]);
    let new = Keys::new(2, [8; 32]).with_old(1, [7; 32]);
    let token = Token::of(Kind::Open, WorkspaceId(1), SendId(1));
    assert_eq!(verify(&new, Kind::Open, &sign(&old, &token)), Some(token.clone()));
    assert_eq!(verify(&old, Kind::Open, &sign(&new, &token)), None);
    assert_eq!(verify(&Keys::new(1, [9; 32]), Kind::Open, &sign(&old, &token)), None);
}

#[test]
fn a_click_leads_to_the_web_or_nowhere() {
    for bad in ["javascript:alert(1)", "", "//evil.example", "https://a.example/\r\nSet-Cookie: x"] {
        let text = sign(&keys(), &Token::click(WorkspaceId(1), SendId(1), 0, bad));
        assert_eq!(verify(&keys(), Kind::Click, &text), None, "{bad}");
    }
}

/// One bit of ten thousand tokens: none leads anywhere any more, for any kind.
#[test]
fn a_flipped_bit_leads_nowhere() {
    let engine = data_encoding::BASE64URL_NOPAD;
    for n in 0..10_000_usize {
        let target = format!("https://www.example.com/{n}?for={}", n * 7);
        let token = Token::click(WorkspaceId(1 + n as i64 % 3), SendId(n as i64), n as u16, &target);
        let text = sign(&keys(), &token);
        assert_eq!(verify(&keys(), Kind::Click, &text).as_ref(), Some(&token));
        let mut bytes = engine.decode(text.as_bytes()).unwrap();
        let bit = n * 31 % (bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        for kind in [Kind::Open, Kind::Click, Kind::Unsubscribe, Kind::View] {
            assert_eq!(verify(&keys(), kind, &engine.encode(&bytes)), None, "bit {bit} of token {n}");
        }
    }
}

proptest! {
    #[test]
    fn a_changed_token_is_refused(at in 0usize..200, letter in "[A-Za-z0-9_-]") {
        let text = sign(&keys(), &Token::click(WorkspaceId(1), SendId(42), 3, "https://www.example.com/guide"));
        let at = at % text.len();
        let mut changed = text.clone();
        changed.replace_range(at..at + 1, &letter);
        prop_assume!(changed != text);
        prop_assert_eq!(verify(&keys(), Kind::Click, &changed), None);
    }

    #[test]
    fn noise_is_refused(text in ".{0,300}") {
        for kind in [Kind::Open, Kind::Click, Kind::Unsubscribe, Kind::View] {
            prop_assert_eq!(verify(&keys(), kind, &text), None);
        }
    }
}
