//! Opportunities with the contacts' roles in them, as the applier last wrote them.

use crate::activities::money;
use crate::error::Result;
use crate::list::{bind_list, pieces, with_list};
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns, to_json};
use model::record::{ContactRole, OpportunityOutcome};
use model::{AccountId, ContactId, LeadId, Opportunity, OpportunityId, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, HashMap};

const COLUMNS: &str = "id, external_id, account_id, lead_id, amount_minor, currency, outcome, opened_at, closed_at, \
                       fields, created_at, updated_at";

/// Writes opportunities whole, roles included; of several with one id the last holds.
pub(crate) async fn write<'a>(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    opportunities: impl Iterator<Item = &'a Opportunity>,
) -> Result<()> {
    let last: BTreeMap<OpportunityId, &Opportunity> = opportunities.map(|one| (one.id, one)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO opportunity (workspace, id, external_id, account_id, lead_id, amount_minor, currency, outcome, \
         opened_at, closed_at, fields, created_at, updated_at)",
        "ON CONFLICT (workspace, id) DO UPDATE SET external_id = excluded.external_id, \
         account_id = excluded.account_id, lead_id = excluded.lead_id, amount_minor = excluded.amount_minor, \
         currency = excluded.currency, outcome = excluded.outcome, opened_at = excluded.opened_at, \
         closed_at = excluded.closed_at, fields = excluded.fields, updated_at = excluded.updated_at, \
         version = opportunity.version + 1",
    );
    let mut roles = Bulk::new(
        "INSERT INTO opportunity_role (workspace, opportunity_id, position, contact_id, role, is_primary)",
        "",
    );
    for one in last.values() {
        bulk.row([
            workspace.0.into(),
            one.id.0.into(),
            one.external_id.clone().into(),
            one.account.map(|id| id.0).into(),
            one.lead.map(|id| id.0).into(),
            one.amount.map(|amount| amount.minor).into(),
            one.amount.map(|amount| amount.currency.as_str().to_string()).into(),
            one.outcome.as_str().into(),
            one.opened_at.into(),
            one.closed_at.into(),
            to_json("an opportunity", &one.fields)?.into(),
            one.created_at.into(),
            one.updated_at.into(),
        ]);
        for (position, role) in one.roles.iter().enumerate() {
            roles.row([
                workspace.0.into(),
                one.id.0.into(),
                (position as i64).into(),
                role.contact.0.into(),
                role.role.as_str().into(),
                role.primary.into(),
            ]);
        }
    }
    bulk.run(tx, dialect).await?;
    let ids: Vec<i64> = last.keys().map(|id| id.0).collect();
    for piece in pieces(&ids) {
        let sql = "DELETE FROM opportunity_role WHERE workspace = $1 AND opportunity_id IN ({list})";
        let sql = with_list(sql, 2, piece.len());
        bind_list(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0), piece).execute(&mut **tx).await?;
    }
    roles.run(tx, dialect).await?;
    Ok(())
}

/// The opportunities of these ids, in their order; those that do not exist are absent.
pub async fn by_ids(store: &Store, workspace: WorkspaceId, ids: &[OpportunityId]) -> Result<Vec<Opportunity>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut found = HashMap::with_capacity(ids.len());
    for piece in pieces(&numbers) {
        let mut roles = roles(store, workspace, piece).await?;
        let sql = format!("SELECT {COLUMNS} FROM opportunity WHERE workspace = $1 AND id IN ({{list}})");
        let sql = with_list(&sql, 2, piece.len());
        let query = bind_list(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0), piece);
        for row in query.fetch_all(store.reader()).await? {
            let id = OpportunityId(row.int("id")?);
            found.insert(id, read(&row, roles.remove(&id).unwrap_or_default())?);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

async fn roles(store: &Store, workspace: WorkspaceId, ids: &[i64]) -> Result<HashMap<OpportunityId, Vec<ContactRole>>> {
    let sql = "SELECT opportunity_id, contact_id, role, is_primary FROM opportunity_role \
               WHERE workspace = $1 AND opportunity_id IN ({list}) ORDER BY opportunity_id, position";
    let query = bind_list(sqlx::query(AssertSqlSafe(with_list(sql, 2, ids.len()))).bind(workspace.0), ids);
    let mut roles: HashMap<OpportunityId, Vec<ContactRole>> = HashMap::new();
    for row in query.fetch_all(store.reader()).await? {
        roles.entry(OpportunityId(row.int("opportunity_id")?)).or_default().push(ContactRole {
            contact: ContactId(row.int("contact_id")?),
            role: row.text("role")?,
            primary: row.flag("is_primary")?,
        });
    }
    Ok(roles)
}

fn read(row: &AnyRow, roles: Vec<ContactRole>) -> Result<Opportunity> {
    Ok(Opportunity {
        id: OpportunityId(row.int("id")?),
        external_id: row.opt_text("external_id")?,
        account: row.opt_int("account_id")?.map(AccountId),
        lead: row.opt_int("lead_id")?.map(LeadId),
        amount: money(row.opt_int("amount_minor")?, row.opt_text("currency")?)?,
        outcome: row.word("outcome", OpportunityOutcome::parse)?,
        opened_at: row.at("opened_at")?,
        closed_at: row.opt_at("closed_at")?,
        roles,
        fields: row.json("fields")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}
