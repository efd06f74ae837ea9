//! The ledger: what happened, append-only. Erasing a contact empties what its activities said and keeps that they were.

use crate::error::{Result, StoreError};
use crate::find::listed;
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns, to_json};
use model::{Activity, ContactId, Currency, LeadId, Money, VisitorId, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

const COLUMNS: &str = "number, contact_id, visitor_id, lead_id, kind, asset, occurred_at, recorded_at, value_minor, \
                       currency, properties, live, source";

pub(crate) async fn write(tx: &mut Tx, dialect: Dialect, workspace: WorkspaceId, rows: &[Activity]) -> Result<()> {
    let mut bulk = Bulk::new(
        "INSERT INTO activity (workspace, number, contact_id, visitor_id, lead_id, kind, asset, occurred_at, \
         recorded_at, value_minor, currency, properties, live, source)",
        "",
    );
    for row in rows {
        bulk.row([
            workspace.0.into(),
            row.number.into(),
            row.contact.map(|id| id.0).into(),
            row.visitor.map(|id| id.0).into(),
            row.lead.map(|id| id.0).into(),
            row.kind.as_str().into(),
            row.asset.clone().into(),
            row.occurred_at.into(),
            row.recorded_at.into(),
            row.value.map(|value| value.minor).into(),
            row.value.map(|value| value.currency.as_str().to_string()).into(),
            to_json("an activity", &row.properties)?.into(),
            row.live.into(),
            row.source.as_str().into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// A visitor identified itself: its activities are the contact's. What was recorded stays as it was recorded.
pub(crate) async fn join(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    contact: ContactId,
    numbers: &[i64],
) -> Result<()> {
    let mut bulk = Bulk::new(
        "WITH joined (workspace, number, contact_id) AS (",
        ") UPDATE activity SET joined_contact_id = joined.contact_id FROM joined \
         WHERE activity.workspace = joined.workspace AND activity.number = joined.number",
    );
    for number in numbers {
        bulk.row([workspace.0.into(), (*number).into(), contact.0.into()]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The activities of these numbers, in the order of the numbers given; numbers that do not exist are absent.
pub async fn by_numbers(store: &Store, workspace: WorkspaceId, numbers: &[i64]) -> Result<Vec<Activity>> {
    let sql = format!("SELECT {COLUMNS} FROM activity WHERE workspace = $1 AND number IN ({{list}})");
    let mut found = std::collections::HashMap::with_capacity(numbers.len());
    for row in listed(store, workspace, &sql, numbers).await? {
        let activity = read(&row)?;
        found.insert(activity.number, activity);
    }
    Ok(numbers.iter().filter_map(|number| found.remove(number)).collect())
}

/// The activities after a number, in order, at most `limit`.
pub async fn range(store: &Store, workspace: WorkspaceId, after: i64, limit: usize) -> Result<Vec<Activity>> {
    let sql = format!("SELECT {COLUMNS} FROM activity WHERE workspace = $1 AND number > $2 ORDER BY number LIMIT $3");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(after).bind(limit as i64);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// The activities from one number to another, both included, in order.
pub(crate) async fn between(store: &Store, workspace: WorkspaceId, first: i64, last: i64) -> Result<Vec<Activity>> {
    let sql =
        format!("SELECT {COLUMNS} FROM activity WHERE workspace = $1 AND number BETWEEN $2 AND $3 ORDER BY number");
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(first).bind(last);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Activity> {
    Ok(Activity {
        number: row.int("number")?,
        contact: row.opt_int("contact_id")?.map(ContactId),
        visitor: row.opt_int("visitor_id")?.map(VisitorId),
        lead: row.opt_int("lead_id")?.map(LeadId),
        kind: row.text("kind")?,
        asset: row.opt_text("asset")?,
        occurred_at: row.at("occurred_at")?,
        recorded_at: row.at("recorded_at")?,
        value: money(row.opt_int("value_minor")?, row.opt_text("currency")?)?,
        properties: row.json("properties")?,
        live: row.flag("live")?,
        source: row.text("source")?,
    })
}

/// An amount from its two columns.
pub(crate) fn money(minor: Option<i64>, currency: Option<String>) -> Result<Option<Money>> {
    let (Some(minor), Some(code)) = (minor, currency) else { return Ok(None) };
    let currency = Currency::parse(&code).ok_or_else(|| StoreError::corrupt("a currency", code))?;
    Ok(Some(Money { minor, currency }))
}
