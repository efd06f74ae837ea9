//! E-mail addresses: they belong to contacts many-to-many, and deliverability and opt-out sit on them.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a contact uses an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AddressUse {
    Primary,
    Secondary,
    /// No longer used, kept so that its history and its opt-out stay attached.
    Former,
}

/// An address as the send gate sees it. Kept by the normal form of the address, outlives every contact that used it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AddressState {
    /// Normal form: trimmed, lower case, domain in ASCII.
    pub address: String,
    /// info@, sales@ and the like, or used by several people.
    pub role: bool,
    /// Set when the mailbox or its domain does not exist.
    pub invalid: Option<Suppressed>,
    /// Marketing opt-out, by unsubscribing or complaint.
    pub opted_out: Option<Suppressed>,
    /// Nothing at all may be sent.
    pub blocked: Option<Suppressed>,
    /// Topics that it has opted out of, by key. Opting out of everything is another matter, and stands above.
    #[serde(default)]
    pub topics: BTreeMap<String, Suppressed>,
}

impl AddressState {
    /// An address that has nothing against it.
    pub fn clear(address: impl Into<String>) -> AddressState {
        let (invalid, opted_out, blocked, topics) = (None, None, None, BTreeMap::new());
        AddressState { address: address.into(), role: false, invalid, opted_out, blocked, topics }
    }
}

/// Since when and why an address is kept out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Suppressed {
    pub at: Timestamp,
    pub reason: String,
}

/// How the reason of an opt-out begins that followed from a complaint. It is the recipient's, and staff do not lift it.
pub const COMPLAINT: &str = "called spam: ";

/// What may happen to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionKind {
    OptOut,
    Invalid,
    Blocked,
}

impl SuppressionKind {
    pub fn as_str(self) -> &'static str {
        match self {
            SuppressionKind::OptOut => "opt_out",
            SuppressionKind::Invalid => "invalid",
            SuppressionKind::Blocked => "blocked",
        }
    }
}
