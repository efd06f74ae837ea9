//! Secrets that we hand out: session tokens and keys. Random, shown once, kept as their SHA-256.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

/// Begin what each kind of key looks like, so that scanners for leaked secrets and people recognise them.
pub const API_KEY: &str = "sk_";
pub const WRITE_KEY: &str = "wk_";
/// Characters of a key that may be shown: the prefix and four more.
const SHOWN: usize = 7;

/// A secret of 256 random bits.
pub struct Secret {
    pub text: String,
    /// SHA-256 in hexadecimal digits: what is kept.
    pub hash: String,
}

impl Secret {
    pub fn random(prefix: &str) -> Secret {
        let bytes: [u8; 32] = rand::random();
        let text = format!("{prefix}{}", BASE64URL_NOPAD.encode(&bytes));
        Secret { hash: hash(&text), text }
    }

    /// The beginning, to recognise the secret by.
    pub fn shown(&self) -> String {
        self.text.chars().take(SHOWN).collect()
    }
}

/// How a secret is kept and looked up. Looking up by hash leaks nothing about the secret through time.
pub fn hash(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_long() {
        let (one, other) = (Secret::random(API_KEY), Secret::random(API_KEY));
        assert_ne!(one.text, other.text);
        assert_eq!(one.text.len(), 3 + 43);
        assert_eq!(one.hash, hash(&one.text));
        assert!(!one.hash.contains(&one.text[3..]));
        assert_eq!(one.shown().len(), 7);
    }
}
