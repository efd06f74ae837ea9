//! Accounts as the applier last wrote them.

use crate::error::Result;
use crate::find::{Page, beginning, listed, search_key};
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns, to_json};
use model::{Account, AccountId, Relationship, Tier, UserId, Value, WorkspaceId};
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, HashMap};

const COLUMNS: &str = "id, external_id, relationship, owner_id, named_tier, fields, created_at, updated_at";

/// Writes accounts whole; of several with one id the last holds.
pub(crate) async fn write<'a>(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    accounts: impl Iterator<Item = &'a Account>,
) -> Result<()> {
    let last: BTreeMap<AccountId, &Account> = accounts.map(|account| (account.id, account)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO account (workspace, id, external_id, relationship, owner_id, named_tier, name_key, domain, \
         fields, created_at, updated_at)",
        "ON CONFLICT (workspace, id) DO UPDATE SET external_id = excluded.external_id, \
         relationship = excluded.relationship, owner_id = excluded.owner_id, named_tier = excluded.named_tier, \
         name_key = excluded.name_key, domain = excluded.domain, fields = excluded.fields, \
         updated_at = excluded.updated_at, version = account.version + 1",
    );
    for account in last.values() {
        bulk.row([
            workspace.0.into(),
            account.id.0.into(),
            account.external_id.clone().into(),
            account.relationship.as_str().into(),
            account.owner.map(|id| id.0).into(),
            account.named_tier.map(|tier| tier.as_str().to_string()).into(),
            search_key(&account.name()).into(),
            account.fields.get("domain").and_then(Value::as_text).map(search_key).into(),
            to_json("an account", &account.fields)?.into(),
            account.created_at.into(),
            account.updated_at.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The accounts of these ids, in their order; those that do not exist are absent.
pub async fn by_ids(store: &Store, workspace: WorkspaceId, ids: &[AccountId]) -> Result<Vec<Account>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = format!("SELECT {COLUMNS} FROM account WHERE workspace = $1 AND id IN ({{list}})");
    let mut found = HashMap::with_capacity(ids.len());
    for row in listed(store, workspace, &sql, &numbers).await? {
        let account = read(&row)?;
        found.insert(account.id, account);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Accounts whose name or web domain begins with a text (any case), in order of (name, id).
pub async fn search(
    store: &Store,
    workspace: WorkspaceId,
    text: &str,
    after: Option<(String, i64)>,
    limit: usize,
) -> Result<Page<Account>> {
    let from = format!("SELECT {COLUMNS}, name_key FROM account WHERE workspace = $1");
    beginning(store, workspace, (&from, &["name_key", "domain"]), text, after, limit, read).await
}

fn read(row: &AnyRow) -> Result<Account> {
    Ok(Account {
        id: AccountId(row.int("id")?),
        external_id: row.opt_text("external_id")?,
        relationship: row.word("relationship", Relationship::parse)?,
        owner: row.opt_int("owner_id")?.map(UserId),
        named_tier: row.opt_word("named_tier", Tier::parse)?,
        fields: row.json("fields")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}
