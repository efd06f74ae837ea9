//! A key pair of a domain, and how DNS publishes it.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use data_encoding::BASE64;
use mail_auth::common::crypto::Algorithm;

/// An algorithm of keys. RSA is read by everybody; Ed25519 is small and fast, and read by some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Rsa,
    Ed25519,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::Rsa, Kind::Ed25519];

    /// As records say it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Rsa => "rsa",
            Kind::Ed25519 => "ed25519",
        }
    }

    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A key cannot be made, read or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key for signing mail cannot be {0}")]
pub struct BadKey(pub &'static str);

/// A pair that has just been made.
pub struct NewKey {
    /// PKCS#8. Keep it sealed.
    pub private: Vec<u8>,
    /// In base64, as the record's `p=` says it.
    pub public: String,
}

/// Makes a pair: RSA with 2048 bits, which every verifier reads and one record holds, or Ed25519.
pub fn generate(kind: Kind) -> Result<NewKey, BadKey> {
    let made = match kind {
        Kind::Rsa => rsa(),
        Kind::Ed25519 => ed25519(),
    };
    let (private, public) = made.map_err(|_| BadKey("made"))?;
    Ok(NewKey { private, public: BASE64.encode(&public) })
}

fn rsa() -> Result<(Vec<u8>, Vec<u8>), Unspecified> {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
    let private = AsDer::<Pkcs8V1Der<'static>>::as_der(&pair)?.as_ref().to_vec();
    let public = AsDer::<PublicKeyX509Der<'static>>::as_der(pair.public_key())?;
    Ok((private, public.as_ref().to_vec()))
}

fn ed25519() -> Result<(Vec<u8>, Vec<u8>), Unspecified> {
    let pair = Ed25519KeyPair::generate()?;
    let private = pair.to_pkcs8v1()?.as_ref().to_vec();
    Ok((private, pair.public_key().as_ref().to_vec()))
}

/// The text of the record that publishes a key.
pub fn record(kind: Kind, public: &str) -> String {
    format!("v=DKIM1; k={}; p={public}", kind.as_str())
}

/// A private key, ready to sign.
pub(super) enum Key {
    Rsa(Box<RsaKeyPair>, SystemRandom),
    Ed25519(Ed25519KeyPair),
}

impl Key {
    pub(super) fn read(kind: Kind, private: &[u8]) -> Result<Key, BadKey> {
        let bad = |_| BadKey("read");
        Ok(match kind {
            Kind::Rsa => Key::Rsa(Box::new(RsaKeyPair::from_pkcs8(private).map_err(bad)?), SystemRandom::new()),
            Kind::Ed25519 => Key::Ed25519(Ed25519KeyPair::from_pkcs8_maybe_unchecked(private).map_err(bad)?),
        })
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        match self {
            Key::Rsa(..) => Algorithm::RsaSha256,
            Key::Ed25519(_) => Algorithm::Ed25519Sha256,
        }
    }

    pub(super) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, BadKey> {
        match self {
            Key::Rsa(pair, random) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let signed = pair.sign(&RSA_PKCS1_SHA256, random, text, &mut signature);
                signed.map(|()| signature).map_err(|_| BadKey("used"))
            }
            // RFC 8463: the digest is what is signed.
            Key::Ed25519(pair) => {
                let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text);
                Ok(pair.try_sign(digest.as_ref()).map_err(|_| BadKey("used"))?.as_ref().to_vec())
            }
        }
    }
}
