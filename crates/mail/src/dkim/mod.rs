//! Signatures on mail (DKIM: RFC 6376, 8301, 8463): keys, the records that publish them, and signing.
//!
//! How headers and bodies are normalised and written is mail-auth's; RSA and Ed25519 are aws-lc-rs's. Keys are parsed
//! once: a signature of RSA-2048 costs a quarter of a millisecond, and is the dearest part of a message.

mod key;
mod sign;

pub use key::{BadKey, Kind, NewKey, generate, record};
pub use sign::Signer;
