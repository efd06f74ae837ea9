//! Ways back: how bounces, complaints and reports reach us.

use model::Timestamp;
use serde::Serialize;
use store::ways_back::WayBack;
use utoipa::ToSchema;

/// How what comes back reaches us.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaysBack {
    /// The domain whose mail comes to us; without one, bounces go to the sender's address.
    pub bounce_domain: Option<String>,
    pub items: Vec<WayBackView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WayBack)]
pub struct WayBackView {
    /// `receiver` (our own SMTP server), `mailbox` (read over IMAP), `handed_in` (by the API or the command line) or
    /// `webhook` (of a provider).
    pub kind: String,
    /// The bounce domain, the mailbox, or the key of the way out.
    pub name: String,
    /// Of a webhook, what its way out is called.
    pub label: String,
    /// When it was last known to work.
    pub worked_at: Option<Timestamp>,
    /// When something last came by it.
    pub heard_at: Option<Timestamp>,
    /// Since when it does not work, or refuses what comes; absent while it works.
    pub fails_since: Option<Timestamp>,
    pub reason: Option<String>,
}

impl WayBackView {
    /// One of which nothing is known yet.
    pub fn silent(kind: &str, name: String, label: String) -> WayBackView {
        let kind = kind.to_string();
        WayBackView { kind, name, label, worked_at: None, heard_at: None, fails_since: None, reason: None }
    }
}

impl From<WayBack> for WayBackView {
    fn from(way: WayBack) -> WayBackView {
        WayBackView {
            kind: way.kind.as_str().into(),
            name: way.name,
            label: String::new(),
            worked_at: way.worked_at,
            heard_at: way.heard_at,
            fails_since: way.fails_since,
            reason: Some(way.reason).filter(|reason| !reason.is_empty()),
        }
    }
}
