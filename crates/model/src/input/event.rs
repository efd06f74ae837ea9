//! Calls of the Segment tracking spec, as they enter.

use crate::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The five calls of the Segment HTTP tracking spec that carry data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    Identify,
    Track,
    Page,
    Group,
    Alias,
}

/// A call of the Segment HTTP tracking spec, parsed and bounded but not yet resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub call: Call,
    pub anonymous_id: Option<String>,
    pub user_id: Option<String>,
    /// `track`: the event's name; `page`: the page's name.
    pub name: Option<String>,
    pub group_id: Option<String>,
    pub previous_id: Option<String>,
    /// `identify` and `group`: traits as sent.
    pub traits: BTreeMap<String, serde_json::Value>,
    /// `track` and `page`: properties as sent, and the useful part of the context (page path, referrer, campaign).
    pub properties: BTreeMap<String, serde_json::Value>,
    /// When it happened, corrected for the sender's clock.
    pub at: Timestamp,
}
