//! Signed tokens: what a tracking pixel, a tracked link and an unsubscribe link carry.
//!
//! A token holds everything that answering it needs, the target of a click included, so that links keep working with
//! nothing but the key; and because the target is under the signature, nobody can make a link of ours lead elsewhere.
//! Layout: version, key id, kind, workspace (4), send (8), link (2), target, HMAC-SHA-256 cut to 128 bit; base64url.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use model::{SendId, WorkspaceId};
use sha2::Sha256;
use std::collections::BTreeMap;

const VERSION: u8 = 1;
const HEAD: usize = 17;
const TAG: usize = 16;
/// Longest target that a link may have, in bytes. What is longer is left untracked.
pub const MAX_TARGET: usize = 2_000;

/// The place of the link that no person can see. Only machines follow it.
pub const TRAP: u16 = u16::MAX;

/// What a token is for. One kind never passes as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Open = 1,
    Click = 2,
    Unsubscribe = 3,
    /// Shows the message in the browser.
    View = 4,
    /// Shows what the address receives, and changes it.
    Preferences = 5,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub workspace: WorkspaceId,
    pub send: SendId,
    /// Place of the link in the message, from 0; 0 for other kinds.
    pub link: u16,
    /// Where a click leads: an http or https URL. Empty for other kinds.
    pub target: String,
}

impl Token {
    /// A token that is not a click.
    pub fn of(kind: Kind, workspace: WorkspaceId, send: SendId) -> Token {
        Token { kind, workspace, send, link: 0, target: String::new() }
    }

    pub fn click(workspace: WorkspaceId, send: SendId, link: u16, target: &str) -> Token {
        Token { link, target: target.into(), ..Token::of(Kind::Click, workspace, send) }
    }
}

/// Signing keys by id: the current one signs, all verify, so that old mail keeps working when the key changes.
#[derive(Clone)]
pub struct Keys {
    current: u8,
    keys: BTreeMap<u8, [u8; 32]>,
}

impl Keys {
    pub fn new(current: u8, key: [u8; 32]) -> Keys {
        Keys { current, keys: [(current, key)].into() }
    }

    /// Adds a key that is no longer used for signing.
    #[must_use]
    pub fn with_old(mut self, id: u8, key: [u8; 32]) -> Keys {
        self.keys.entry(id).or_insert(key);
        self
    }

    /// The oldest key, which stays when keys change: what else the instance keeps secret derives from it.
    pub fn oldest(&self) -> &[u8; 32] {
        self.keys.values().next().expect("the current key is among the keys")
    }

    /// The id of the key that signs.
    pub(crate) fn current(&self) -> u8 {
        self.current
    }

    pub(crate) fn mac(&self, id: u8, context: &str, bytes: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.keys.get(&id)?).ok()?;
        mac.update(context.as_bytes());
        mac.update(bytes);
        Some(mac)
    }

    pub(crate) fn tag(&self, id: u8, context: &str, bytes: &[u8]) -> [u8; TAG] {
        let mac = self.mac(id, context, bytes).expect("the current key is among the keys");
        let full = mac.finalize().into_bytes();
        std::array::from_fn(|i| full[i])
    }

    /// Eight characters that belong to a send and to this instance: keeps Message-IDs of two instances apart.
    pub(crate) fn mark(&self, workspace: WorkspaceId, send: SendId) -> String {
        // The oldest key, so that the mark stays when keys change.
        let id = self.keys.keys().next().copied().unwrap_or(self.current);
        let tag = self.tag(id, "siembra message-id", format!("{workspace}{send}").as_bytes());
        data_encoding::HEXLOWER.encode(&tag[..4])
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({} of {})", self.current, self.keys.len())
    }
}

const CONTEXT: &str = "siembra token";

/// Signs a token; the text is safe in a URL.
pub fn sign(keys: &Keys, token: &Token) -> String {
    let mut bytes = Vec::with_capacity(HEAD + token.target.len() + TAG);
    bytes.extend([VERSION, keys.current, token.kind as u8]);
    bytes.extend((token.workspace.0 as u32).to_be_bytes());
    bytes.extend(token.send.0.to_be_bytes());
    bytes.extend(token.link.to_be_bytes());
    bytes.extend(token.target.as_bytes());
    let tag = keys.tag(keys.current, CONTEXT, &bytes);
    bytes.extend(tag);
    BASE64URL_NOPAD.encode(&bytes)
}

/// Reads a token of this kind; `None` for anything that we did not sign. Compares in constant time.
pub fn verify(keys: &Keys, kind: Kind, text: &str) -> Option<Token> {
    if text.len() > (HEAD + MAX_TARGET + TAG) * 4 / 3 + 4 {
        return None;
    }
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (body, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG)?)?;
    if body.len() < HEAD || body[0] != VERSION || body[2] != kind as u8 {
        return None;
    }
    keys.mac(body[1], CONTEXT, body)?.verify_truncated_left(tag).ok()?;
    let workspace = u32::from_be_bytes(body[3..7].try_into().ok()?);
    let send = i64::from_be_bytes(body[7..15].try_into().ok()?);
    let link = u16::from_be_bytes(body[15..17].try_into().ok()?);
    let target = String::from_utf8(body[HEAD..].to_vec()).ok()?;
    // Signed or not: we never redirect to anything but the web.
    if (kind == Kind::Click) != crate::links::is_web(&target) {
        return None;
    }
    Some(Token { kind, workspace: WorkspaceId(i64::from(workspace)), send: SendId(send), link, target })
}
