//! The keys by which records are found: each value of a kind names at most one record of a workspace.

use crate::error::Result;
use crate::list::{bind_list, pieces, with_last_list};
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns};
use model::WorkspaceId;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, HashMap};

/// What a key is. The value is in the normal form that `hygiene` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    ContactExternal,
    /// An e-mail address of a contact.
    Email,
    /// `userId` of the Segment spec.
    UserId,
    /// `anonymousId` of the Segment spec.
    Visitor,
    AccountExternal,
    AccountDomain,
    AccountName,
    LeadExternal,
    OpportunityExternal,
}

impl IdentityKind {
    pub const ALL: [IdentityKind; 9] = [
        IdentityKind::ContactExternal,
        IdentityKind::Email,
        IdentityKind::UserId,
        IdentityKind::Visitor,
        IdentityKind::AccountExternal,
        IdentityKind::AccountDomain,
        IdentityKind::AccountName,
        IdentityKind::LeadExternal,
        IdentityKind::OpportunityExternal,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            IdentityKind::ContactExternal => "contact_external",
            IdentityKind::Email => "email",
            IdentityKind::UserId => "user_id",
            IdentityKind::Visitor => "visitor",
            IdentityKind::AccountExternal => "account_external",
            IdentityKind::AccountDomain => "account_domain",
            IdentityKind::AccountName => "account_name",
            IdentityKind::LeadExternal => "lead_external",
            IdentityKind::OpportunityExternal => "opportunity_external",
        }
    }

    pub fn parse(text: &str) -> Option<IdentityKind> {
        IdentityKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// The SQL list of the kinds that name contacts.
pub(crate) const CONTACT_KINDS: &str = "('contact_external', 'email', 'user_id')";

/// A key to write. One that named another record names this one from now on; `None` frees the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub kind: IdentityKind,
    pub value: String,
    pub id: Option<i64>,
}

/// The records that keys name. Keys that name none are absent.
pub async fn lookup(
    store: &Store,
    workspace: WorkspaceId,
    keys: &[(IdentityKind, String)],
) -> Result<HashMap<(IdentityKind, String), i64>> {
    let mut by_kind: BTreeMap<IdentityKind, Vec<String>> = BTreeMap::new();
    for (kind, value) in keys {
        by_kind.entry(*kind).or_default().push(value.clone());
    }
    let mut found = HashMap::new();
    for (kind, mut values) in by_kind {
        values.sort_unstable();
        values.dedup();
        for piece in pieces(&values) {
            let sql = with_last_list(
                store.dialect(),
                "SELECT value, record_id FROM identity WHERE workspace = $1 AND kind = $2 AND value IN ({list})",
                3,
                piece.len(),
            );
            let query = bind_list(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(kind.as_str()), piece);
            for row in query.fetch_all(store.reader()).await? {
                found.insert((kind, row.text("value")?), row.int("record_id")?);
            }
        }
    }
    Ok(found)
}

/// Writes keys; of several for one key the last holds.
pub(crate) async fn write(tx: &mut Tx, dialect: Dialect, workspace: WorkspaceId, puts: &[Identity]) -> Result<()> {
    let last: BTreeMap<(IdentityKind, &str), Option<i64>> =
        puts.iter().map(|put| ((put.kind, put.value.as_str()), put.id)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO identity (workspace, kind, value, record_id)",
        "ON CONFLICT (workspace, kind, value) DO UPDATE SET record_id = excluded.record_id",
    );
    for ((kind, value), id) in last {
        match id {
            Some(id) => bulk.row([workspace.0.into(), kind.as_str().into(), value.into(), id.into()]),
            None => {
                sqlx::query("DELETE FROM identity WHERE workspace = $1 AND kind = $2 AND value = $3")
                    .bind(workspace.0)
                    .bind(kind.as_str())
                    .bind(value.to_string())
                    .execute(&mut **tx)
                    .await?;
            }
        }
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}
