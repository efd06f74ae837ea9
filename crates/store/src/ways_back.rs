//! Ways back: by which bounces, complaints and reports reach us, and how each does, whichever process holds it open.

use crate::error::Result;
use crate::open::Store;
use crate::sql::Columns;
use model::{Timestamp, WorkspaceId};
use sqlx::any::AnyRow;

/// What kind of way it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The small SMTP server of ours; its name is the bounce domain.
    Receiver,
    /// Read over IMAP; its name is the user, the server and the folder.
    Mailbox,
    /// Handed in by the API or the command line; it has no name.
    HandedIn,
    /// A provider's webhook; its name is the key of the way out.
    Webhook,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Receiver, Kind::Mailbox, Kind::HandedIn, Kind::Webhook];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Receiver => "receiver",
            Kind::Mailbox => "mailbox",
            Kind::HandedIn => "handed_in",
            Kind::Webhook => "webhook",
        }
    }

    fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What was seen of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<'a> {
    /// It works; nothing came.
    Works,
    /// Something came by it.
    Heard,
    /// It does not work, with the reason.
    Fails(&'a str),
}

/// How a way does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    pub kind: Kind,
    pub name: String,
    /// When it was last known to work.
    pub worked_at: Option<Timestamp>,
    /// When something last came by it.
    pub heard_at: Option<Timestamp>,
    /// Since when it does not work; `None` while it does.
    pub fails_since: Option<Timestamp>,
    /// Why it does not work, in the other side's words; empty while it does.
    pub reason: String,
}

/// Notes what was seen of a way; returns since when it has not worked.
pub async fn note(
    store: &Store,
    workspace: WorkspaceId,
    (kind, name): (Kind, &str),
    seen: Seen<'_>,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let (works, reason) = match seen {
        Seen::Works | Seen::Heard => (Some(now.0), ""),
        Seen::Fails(reason) => (None, reason),
    };
    let mut tx = store.begin().await?;
    let since = sqlx::query(
        "INSERT INTO way_back (workspace, kind, name, worked_at, heard_at, fails_since, reason, noted_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace, kind, name) DO UPDATE SET \
         worked_at = COALESCE(excluded.worked_at, way_back.worked_at), \
         heard_at = COALESCE(excluded.heard_at, way_back.heard_at), \
         fails_since = CASE WHEN excluded.fails_since IS NULL THEN NULL \
         ELSE COALESCE(way_back.fails_since, excluded.fails_since) END, \
         reason = excluded.reason, noted_at = excluded.noted_at RETURNING fails_since",
    )
    .bind(workspace.0)
    .bind(kind.as_str().to_string())
    .bind(name.to_string())
    .bind(works)
    .bind((seen == Seen::Heard).then_some(now.0))
    .bind(if works.is_none() { Some(now.0) } else { None })
    .bind(reason.to_string())
    .bind(now.0)
    .fetch_one(&mut *tx)
    .await?
    .opt_at("fails_since")?;
    store.commit(tx).await?;
    Ok(since)
}

/// Every way of which something was noted since an instant, by kind and name.
pub async fn all(store: &Store, workspace: WorkspaceId, since: Timestamp) -> Result<Vec<WayBack>> {
    let rows = sqlx::query(
        "SELECT kind, name, worked_at, heard_at, fails_since, reason FROM way_back \
         WHERE workspace = $1 AND noted_at >= $2 ORDER BY kind, name",
    )
    .bind(workspace.0)
    .bind(since.0)
    .fetch_all(store.reader())
    .await?;
    let way = |row: &AnyRow| {
        Ok(WayBack {
            kind: row.word("kind", Kind::parse)?,
            name: row.text("name")?,
            worked_at: row.opt_at("worked_at")?,
            heard_at: row.opt_at("heard_at")?,
            fails_since: row.opt_at("fails_since")?,
            reason: row.text("reason")?,
        })
    };
    rows.iter().map(way).collect()
}
