//! How long a signature takes.

use super::signer;
use crate::fixture::letter;
use mail::dkim::Kind;
use mail::{Letter, build};
use std::time::Instant;

/// Prints microseconds; run it with `--ignored --nocapture` in a release build.
#[test]
#[ignore = "a measurement"]
fn of_a_message_of_ten_kilobytes() {
    let message = build(Letter { text: "una línea de texto\n".repeat(500), ..letter("ana@example.test") }).unwrap();
    for kinds in [&[Kind::Rsa][..], &[Kind::Ed25519], &Kind::ALL] {
        let (signer, _) = signer(kinds);
        let since = Instant::now();
        for _ in 0..1_000 {
            signer.sign(message.clone()).unwrap();
        }
        println!("{kinds:?}: {} µs for {} bytes", since.elapsed().as_micros() / 1_000, message.bytes.len());
    }
}
