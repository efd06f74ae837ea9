//! Erasing contacts: what they are and what names them goes from every table; that something happened stays, as numbers
//! and times. An opt-out outlives the contact under the fingerprint of its address.

mod texts;

pub(crate) use texts::texts;

use crate::error::Result;
use crate::identity::CONTACT_KINDS;
use crate::open::Tx;
use crate::sql::{Columns, from_json, to_json};
use model::record::{Aql, Handover};
use model::{ContactId, OpportunityId, Traces, VisitorId, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::HashSet;

/// What one transaction erases.
#[derive(Debug, Default)]
pub(crate) struct Erased {
    /// The contacts and those merged into them.
    pub(crate) contacts: HashSet<ContactId>,
    /// Browsers that were theirs.
    pub(crate) visitors: HashSet<VisitorId>,
    /// Opportunities in which they have a role; they stay, without the names.
    pub(crate) opportunities: HashSet<OpportunityId>,
    /// Addresses that nobody else has, normal form.
    addresses: HashSet<String>,
    /// Their keys in other systems and browsers.
    keys: HashSet<String>,
    pub(crate) traces: Traces,
}

// Two searches: with OR SQLite goes through all contacts.
pub(crate) const WHO: &str = "(SELECT CAST($2 AS BIGINT) UNION ALL SELECT id FROM contact WHERE workspace = $1 AND \
                              merged_into = $2)";

/// Erases the records of a contact and its aliases, and adds to `erased` what is still to be looked for elsewhere.
pub(crate) async fn records(
    tx: &mut Tx,
    workspace: WorkspaceId,
    contact: ContactId,
    erased: &mut Erased,
) -> Result<()> {
    note(tx, workspace, contact, erased).await?;
    forget_reasons(tx, workspace, contact).await?;
    let theirs = format!("(SELECT id FROM visitor WHERE workspace = $1 AND contact_id IN {WHO})");
    let sends = format!("(SELECT id FROM send WHERE workspace = $1 AND contact_id IN {WHO})");
    let statements = [
        format!("DELETE FROM identity WHERE workspace = $1 AND kind IN {CONTACT_KINDS} AND record_id IN {WHO}"),
        format!("DELETE FROM identity WHERE workspace = $1 AND kind = 'visitor' AND record_id IN {theirs}"),
        format!("UPDATE visitor SET anonymous_id = '', version = version + 1 WHERE workspace = $1 AND id IN {theirs}"),
        format!("DELETE FROM address WHERE workspace = $1 AND contact_id IN {WHO}"),
        format!("DELETE FROM import_contact WHERE workspace = $1 AND contact_id IN {WHO}"),
        format!("UPDATE consent SET basis = '', source = '' WHERE workspace = $1 AND contact_id IN {WHO}"),
        format!("UPDATE activity SET properties = '{{}}', source = '' WHERE workspace = $1 AND contact_id IN {WHO}"),
        format!("UPDATE activity SET properties = '{{}}' WHERE workspace = $1 AND joined_contact_id IN {WHO}"),
        format!("DELETE FROM outbox WHERE workspace = $1 AND send_id IN {sends}"),
        format!("DELETE FROM returned_mail WHERE workspace = $1 AND send_id IN {sends}"),
        format!("DELETE FROM hit WHERE workspace = $1 AND send_id IN {sends}"),
        format!(
            "UPDATE send SET address = '', address_key = NULL, details = '{{}}', reason = NULL \
             WHERE workspace = $1 AND contact_id IN {WHO}"
        ),
        format!("UPDATE lead SET fields = '{{}}', version = version + 1 WHERE workspace = $1 AND contact_id IN {WHO}"),
        format!(
            "UPDATE contact SET external_id = NULL, owner_id = NULL, email = NULL, name_key = '', last_key = '', \
             fields = '{{}}', erased = 1, version = version + 1 WHERE workspace = $1 AND id IN {WHO}"
        ),
    ];
    for sql in statements {
        sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(contact.0).execute(&mut **tx).await?;
    }
    // What is left to be done for them: alerts, waits.
    for id in &erased.contacts {
        let named = format!("%\"contact\":{}", id.0);
        let sql = "DELETE FROM work WHERE workspace = $1 AND (payload LIKE $2 || ',%' OR payload LIKE $2 || '}%')";
        sqlx::query(sql).bind(workspace.0).bind(named).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Notes who it is and what names them, while that is still known.
async fn note(tx: &mut Tx, workspace: WorkspaceId, contact: ContactId, erased: &mut Erased) -> Result<()> {
    let sql = format!("SELECT id, email, fields FROM contact WHERE workspace = $1 AND id IN {WHO}");
    for row in sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(contact.0).fetch_all(&mut **tx).await? {
        erased.contacts.insert(ContactId(row.int("id")?));
        erased.traces.add_contact(row.opt_text("email")?.as_deref(), &row.json("fields")?);
    }
    let sql = format!(
        "SELECT address, COUNT(*) AS n FROM address WHERE workspace = $1 AND contact_id NOT IN {WHO} AND address IN \
         (SELECT address FROM address WHERE workspace = $1 AND contact_id IN {WHO}) GROUP BY address"
    );
    let shared = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(contact.0).fetch_all(&mut **tx).await?;
    let shared = shared.iter().map(|row| row.text("address")).collect::<Result<HashSet<String>>>()?;
    let column = async |tx: &mut Tx, sql: String| -> Result<Vec<sqlx::any::AnyRow>> {
        Ok(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(contact.0).fetch_all(&mut **tx).await?)
    };
    let sql = format!("SELECT address FROM address WHERE workspace = $1 AND contact_id IN {WHO}");
    for row in column(tx, sql).await? {
        let address = row.text("address")?;
        if !shared.contains(&address) {
            erased.traces.add(&address);
            erased.addresses.insert(address);
        }
    }
    let sql = format!("SELECT id, anonymous_id FROM visitor WHERE workspace = $1 AND contact_id IN {WHO}");
    for row in column(tx, sql).await? {
        erased.visitors.insert(VisitorId(row.int("id")?));
        erased.keys.insert(row.text("anonymous_id")?);
    }
    let sql = format!(
        "SELECT value FROM identity WHERE workspace = $1 AND kind IN ('contact_external', 'user_id') \
         AND record_id IN {WHO}"
    );
    for row in column(tx, sql).await? {
        erased.keys.insert(row.text("value")?);
    }
    let sql = format!(
        "SELECT id FROM opportunity WHERE workspace = $1 AND (id IN \
         (SELECT opportunity_id FROM opportunity_role WHERE workspace = $1 AND contact_id IN {WHO}) \
         OR lead_id IN (SELECT id FROM lead WHERE workspace = $1 AND contact_id IN {WHO}))"
    );
    for row in column(tx, sql).await? {
        erased.opportunities.insert(OpportunityId(row.int("id")?));
    }
    Ok(())
}

/// What leads say in words: why they qualified, why sales said no.
async fn forget_reasons(tx: &mut Tx, workspace: WorkspaceId, contact: ContactId) -> Result<()> {
    let sql = format!("SELECT id, aql, handover FROM lead WHERE workspace = $1 AND contact_id IN {WHO}");
    for row in sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(contact.0).fetch_all(&mut **tx).await? {
        let aql = row.opt_text("aql")?.map(|text| from_json::<Aql>("an AQL", &text)).transpose()?;
        let aql = aql.map(|aql| to_json("an AQL", &Aql { reasons: Vec::new(), ..aql })).transpose()?;
        let handover = row.opt_text("handover")?.map(|text| from_json::<Handover>("a hand-over", &text)).transpose()?;
        let handover =
            handover.map(|it| to_json("a hand-over", &Handover { reason: None, note: None, ..it })).transpose()?;
        sqlx::query("UPDATE lead SET aql = $3, handover = $4 WHERE workspace = $1 AND id = $2")
            .bind(workspace.0)
            .bind(row.int("id")?)
            .bind(aql)
            .bind(handover)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
