//! Secrets at rest: private keys and passwords of providers, encrypted before the store sees them.
//!
//! The key derives from the instance's signing secret, which is kept beside the database and not in it: a copy of the
//! database alone opens nothing. What is sealed says where it belongs, and opens nowhere else.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use std::sync::Arc;

const VERSION: u8 = 1;
const HEAD: usize = 1 + NONCE_LEN;

/// Seals and opens with a key of the instance. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<RandomizedNonceKey>);

/// Why a secret cannot be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("a secret cannot be encrypted on this machine")]
    Cipher,
    #[error(
        "a secret in the database does not open with this instance's key; restore the file secrets/link.key that \
         belongs to this database, or enter the secret again"
    )]
    Foreign,
}

/// Length of a key of AES-256.
struct KeyLength;

impl KeyType for KeyLength {
    fn len(&self) -> usize {
        32
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// The vault of an instance, from its signing secret. The same secret opens what it sealed.
    pub fn of_secret(secret: &[u8; 32]) -> Vault {
        let derive = || -> Result<RandomizedNonceKey, Unspecified> {
            let mut key = [0; 32];
            let derived = Salt::new(HKDF_SHA256, b"siembra").extract(secret);
            derived.expand(&[b"secrets at rest 1"], KeyLength)?.fill(&mut key)?;
            RandomizedNonceKey::new(&AES_256_GCM, &key)
        };
        Vault(Arc::new(derive().expect("32 bytes are a key of AES-256")))
    }

    /// Seals a secret for its place, such as `dkim/example.com`.
    pub fn seal(&self, place: &str, secret: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut body = secret.to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(place.as_bytes()), &mut body);
        let nonce = nonce.map_err(|_| SealError::Cipher)?;
        Ok([&[VERSION][..], nonce.as_ref(), &body].concat())
    }

    /// The secret that was sealed for this place.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (head, body) = sealed.split_at_checked(HEAD).ok_or(SealError::Foreign)?;
        let nonce = Nonce::try_assume_unique_for_key(&head[1..]).map_err(|_| SealError::Foreign)?;
        let mut body = body.to_vec();
        let opened = self.0.open_in_place(nonce, Aad::from(place.as_bytes()), &mut body);
        match opened {
            Ok(secret) if head[0] == VERSION => Ok(secret.to_vec()),
            _ => Err(SealError::Foreign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_place_with_its_key_and_nowhere_else() {
        let vault = Vault::of_secret(&[7; 32]);
        let sealed = vault.seal("dkim/example.com", b"a private key").unwrap();
        assert!(!sealed.windows(9).any(|part| part == b"a private"), "it is not readable");
        let again = Vault::of_secret(&[7; 32]);
        assert_eq!(again.open("dkim/example.com", &sealed).unwrap(), b"a private key");
        assert_eq!(again.open("dkim/example.org", &sealed), Err(SealError::Foreign));
        let other = Vault::of_secret(&[8; 32]);
        assert_eq!(other.open("dkim/example.com", &sealed), Err(SealError::Foreign));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(vault.open("dkim/example.com", &changed), Err(SealError::Foreign), "byte {place}");
            assert_eq!(vault.open("dkim/example.com", &sealed[..place]), Err(SealError::Foreign));
        }
        assert_ne!(vault.seal("dkim/example.com", b"a private key").unwrap(), sealed, "no nonce is used twice");
    }
}
