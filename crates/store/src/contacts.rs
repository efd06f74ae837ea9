//! Contacts as the applier last wrote them: finding and merging. Erasing is [`crate::erasure`]'s.

use crate::error::Result;
use crate::find::{Page, beginning, listed, search_key};
use crate::identity::CONTACT_KINDS;
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns, to_json};
use model::{AccountId, Contact, ContactId, Relationship, UserId, Value, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, HashMap};

const COLUMNS: &str = "id, external_id, account_id, relationship, owner_id, email, fields, acquisition_program, \
                       created_at, updated_at";

// Earlier losers of the loser follow it, so that every alias is one step.
const ALIASES: &str = "UPDATE contact SET merged_into = $2 WHERE workspace = $1 AND id IN (SELECT CAST($3 AS BIGINT) \
                       UNION ALL SELECT id FROM contact WHERE workspace = $1 AND merged_into = $3)";

const BROWSERS: &str =
    "UPDATE visitor SET contact_id = $2, version = version + 1 WHERE workspace = $1 AND contact_id = $3";

/// Writes contacts whole; of several with one id the last holds.
pub(crate) async fn write<'a>(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    contacts: impl Iterator<Item = &'a Contact>,
) -> Result<()> {
    let last: BTreeMap<ContactId, &Contact> = contacts.map(|contact| (contact.id, contact)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO contact (workspace, id, external_id, account_id, relationship, owner_id, email, name_key, \
         last_key, fields, acquisition_program, created_at, updated_at)",
        "ON CONFLICT (workspace, id) DO UPDATE SET external_id = excluded.external_id, \
         account_id = excluded.account_id, relationship = excluded.relationship, owner_id = excluded.owner_id, \
         email = excluded.email, name_key = excluded.name_key, last_key = excluded.last_key, \
         fields = excluded.fields, acquisition_program = excluded.acquisition_program, \
         updated_at = excluded.updated_at, version = contact.version + 1",
    );
    for contact in last.values() {
        let last_name = contact.fields.get("last_name").and_then(Value::as_text).unwrap_or_default();
        bulk.row([
            workspace.0.into(),
            contact.id.0.into(),
            contact.external_id.clone().into(),
            contact.account.map(|id| id.0).into(),
            contact.relationship.as_str().into(),
            contact.owner.map(|id| id.0).into(),
            contact.email.clone().into(),
            search_key(&contact.name()).into(),
            search_key(last_name).into(),
            to_json("a contact", &contact.fields)?.into(),
            contact.acquisition_program.clone().into(),
            contact.created_at.into(),
            contact.updated_at.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The contacts of these ids, in their order. Merged-away and erased contacts are absent.
pub async fn by_ids(store: &Store, workspace: WorkspaceId, ids: &[ContactId]) -> Result<Vec<Contact>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM contact WHERE workspace = $1 AND merged_into IS NULL AND erased = 0 AND id IN ({{list}})"
    );
    let mut found = HashMap::with_capacity(ids.len());
    for row in listed(store, workspace, &sql, &numbers).await? {
        let contact = read(&row)?;
        found.insert(contact.id, contact);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Whom merged-away contacts have become. Ids that were not merged are absent.
pub async fn winners(
    store: &Store,
    workspace: WorkspaceId,
    ids: &[ContactId],
) -> Result<HashMap<ContactId, ContactId>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = "SELECT id, merged_into FROM contact WHERE workspace = $1 AND merged_into IS NOT NULL AND id IN ({list})";
    let rows = listed(store, workspace, sql, &numbers).await?;
    rows.iter().map(|row| Ok((ContactId(row.int("id")?), ContactId(row.int("merged_into")?)))).collect()
}

/// Contacts whose name, last name or e-mail address begins with a text (any case), in order of (name, id). Everybody
/// when the text is empty. `after` is the `next` of the page before.
pub async fn search(
    store: &Store,
    workspace: WorkspaceId,
    text: &str,
    after: Option<(String, i64)>,
    limit: usize,
) -> Result<Page<Contact>> {
    let from =
        format!("SELECT {COLUMNS}, name_key FROM contact WHERE workspace = $1 AND merged_into IS NULL AND erased = 0");
    let keys = ["name_key", "last_key", "email"];
    beginning(store, workspace, (&from, &keys), text, after, limit, read).await
}

/// The loser becomes an alias: its keys, addresses, leads, roles and browsers are the winner's.
pub(crate) async fn merge(tx: &mut Tx, workspace: WorkspaceId, winner: ContactId, loser: ContactId) -> Result<()> {
    let identity = format!(
        "UPDATE identity SET record_id = $2 WHERE workspace = $1 AND record_id = $3 AND kind IN {CONTACT_KINDS}"
    );
    let statements = [
        ALIASES,
        identity.as_str(),
        "INSERT INTO address (workspace, address, contact_id, usage) \
         SELECT workspace, address, $2, CASE WHEN usage = 'former' THEN 'former' ELSE 'secondary' END FROM address \
         WHERE workspace = $1 AND contact_id = $3 ON CONFLICT DO NOTHING",
        "DELETE FROM address WHERE workspace = $1 AND contact_id = $3 AND contact_id <> $2",
        "UPDATE lead SET contact_id = $2, version = version + 1 WHERE workspace = $1 AND contact_id = $3",
        "UPDATE opportunity_role SET contact_id = $2 WHERE workspace = $1 AND contact_id = $3",
        BROWSERS,
    ];
    for sql in statements {
        let query = sqlx::query(AssertSqlSafe(sql.to_string())).bind(workspace.0).bind(winner.0).bind(loser.0);
        query.execute(&mut **tx).await?;
    }
    Ok(())
}

fn read(row: &AnyRow) -> Result<Contact> {
    Ok(Contact {
        id: ContactId(row.int("id")?),
        external_id: row.opt_text("external_id")?,
        account: row.opt_int("account_id")?.map(AccountId),
        relationship: row.word("relationship", Relationship::parse)?,
        owner: row.opt_int("owner_id")?.map(UserId),
        email: row.opt_text("email")?,
        fields: row.json("fields")?,
        acquisition_program: row.opt_text("acquisition_program")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::erasure::WHO;
    use crate::plan::searches;

    #[tokio::test]
    async fn a_merge_and_an_erasure_go_through_no_other_contacts() {
        let (id, merged) =
            ("sqlite_autoindex_contact_1 (workspace=? AND id=?)", "contact_merged (workspace=? AND merged_into=?)");
        let by = [id, merged].map(|index| format!("SEARCH contact USING INDEX {index}"));
        assert_eq!(searches(ALIASES).await, by);
        assert_eq!(searches(&format!("SELECT email FROM contact WHERE workspace = $1 AND id IN {WHO}")).await, by);
        let by = "SEARCH visitor USING INDEX visitor_contact (workspace=? AND contact_id=?)";
        assert_eq!(searches(BROWSERS).await, [by]);
    }
}
