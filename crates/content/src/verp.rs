//! Addresses that what we sent comes back to: each send has its own (VERP), signed, so that a bounce tells which send it
//! is about and nobody can invent one.
//!
//! `b+<token>@<domain>`: key id, workspace (4), send (8), day (2), HMAC-SHA-256 cut to 80 bit; base32, because mail
//! servers do not keep capitals apart.

use crate::token::Keys;
use data_encoding::BASE32_NOPAD;
use hmac::Mac;
use model::{DAY, SendId, Timestamp, WorkspaceId};

const CONTEXT: &str = "siembra verp";
const BEGIN: &str = "b+";
const BODY: usize = 15;
const TAG: usize = 10;
/// Characters of a token: 25 bytes are 40 exactly, so that no bit is left over to vary.
const LENGTH: usize = (BODY + TAG) * 8 / 5;
/// How long after its day an address is answered to. Mail servers give up after some days; complaints take longer.
pub const ACCEPTED_DAYS: i64 = 30;

/// What an address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returning {
    pub workspace: WorkspaceId,
    pub send: SendId,
}

/// The address that a send comes back to.
pub fn address(keys: &Keys, of: Returning, now: Timestamp, domain: &str) -> String {
    let mut bytes = Vec::with_capacity(BODY + TAG);
    bytes.push(keys.current());
    bytes.extend((of.workspace.0 as u32).to_be_bytes());
    bytes.extend(of.send.0.to_be_bytes());
    bytes.extend((now.0.div_euclid(DAY) as u16).to_be_bytes());
    let tag = keys.tag(keys.current(), CONTEXT, &bytes);
    bytes.extend(&tag[..TAG]);
    format!("{BEGIN}{}@{domain}", BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
}

/// Whose bounce comes to an address; `None` for what we did not sign, or signed too long ago. Compares in constant time.
pub fn verify(keys: &Keys, address: &str, now: Timestamp) -> Option<Returning> {
    let local = address.split_once('@').map_or(address, |(local, _)| local).to_ascii_uppercase();
    let token = local.strip_prefix(&BEGIN.to_ascii_uppercase()).filter(|token| token.len() == LENGTH)?;
    let bytes = BASE32_NOPAD.decode(token.as_bytes()).ok()?;
    let (body, tag) = bytes.split_at_checked(BODY)?;
    keys.mac(body[0], CONTEXT, body)?.verify_truncated_left(tag).ok()?;
    let workspace = u32::from_be_bytes(body[1..5].try_into().ok()?);
    let send = i64::from_be_bytes(body[5..13].try_into().ok()?);
    let day = i64::from(u16::from_be_bytes(body[13..15].try_into().ok()?));
    // A clock that was put back makes a day that has not come.
    let age = now.0.div_euclid(DAY) - day;
    (-1..=ACCEPTED_DAYS)
        .contains(&age)
        .then_some(Returning { workspace: WorkspaceId(i64::from(workspace)), send: SendId(send) })
}
