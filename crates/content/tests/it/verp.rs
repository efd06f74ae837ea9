//! Addresses for bounces: nobody makes one but us, and none lasts for ever.

use content::token::Keys;
use content::verp::{ACCEPTED_DAYS, Returning, address, verify};
use model::{DAY, SendId, Timestamp, WorkspaceId};

const NOW: Timestamp = Timestamp(20_779 * DAY + 5);

fn keys() -> Keys {
    Keys::new(1, [7; 32])
}

fn returning(send: i64) -> Returning {
    Returning { workspace: WorkspaceId(1), send: SendId(send) }
}

#[test]
fn an_address_comes_back_whatever_servers_do_to_its_letters() {
    for send in [1, 42, i64::MAX] {
        let text = address(&keys(), returning(send), NOW, "bounce.example.com");
        let (local, domain) = text.split_once('@').unwrap();
        assert!(local.len() <= 64 && domain == "bounce.example.com", "{text}");
        assert!(local.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'+'), "{text}");
        for same in [text.clone(), text.to_ascii_uppercase(), local.to_string()] {
            assert_eq!(verify(&keys(), &same, NOW), Some(returning(send)), "{same}");
        }
    }
}

#[test]
fn a_thousand_forged_ones_are_nothing() {
    let text = address(&keys(), returning(42), NOW, "bounce.example.com");
    let (local, _) = text.split_once('@').unwrap();
    let alphabet = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut forged = 0;
    for place in 2..local.len() {
        for letter in alphabet {
            let mut bytes = local.as_bytes().to_vec();
            if bytes[place] == *letter {
                continue;
            }
            bytes[place] = *letter;
            let other = String::from_utf8(bytes).unwrap();
            assert_eq!(verify(&keys(), &format!("{other}@bounce.example.com"), NOW), None, "{other}");
            forged += 1;
        }
    }
    assert!(forged > 1_000, "{forged}");
    for cut in 0..local.len() {
        assert_eq!(verify(&keys(), &local[..cut], NOW), None);
    }
    for more in
        [format!("{local}a"), format!("{local}========"), format!("b{local}"), local.replace('+', "-"), "ü".repeat(42)]
    {
        assert_eq!(verify(&keys(), &more, NOW), None, "{more}");
    }
    assert_eq!(verify(&Keys::new(1, [8; 32]), &text, NOW), None, "another instance's");
    assert_eq!(verify(&Keys::new(2, [8; 32]).with_old(1, [7; 32]), &text, NOW), Some(returning(42)), "an old key's");
}

#[test]
fn an_address_runs_out() {
    let text = address(&keys(), returning(42), NOW, "bounce.example.com");
    for (days, answered) in [(0, true), (ACCEPTED_DAYS, true), (ACCEPTED_DAYS + 1, false), (-1, true), (-2, false)] {
        assert_eq!(verify(&keys(), &text, NOW.plus(days * DAY)).is_some(), answered, "{days} days on");
    }
}
