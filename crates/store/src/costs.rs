//! Cost lines. Rules cannot see them; the KPIs read them here.

use crate::error::{Result, StoreError};
use crate::open::{self, Store, Tx};
use crate::sql::Columns;
use model::{Cost, CostCategory, CostId, Currency, Money, WorkspaceId};
use sqlx::any::AnyRow;

fn cost(row: &AnyRow) -> Result<Cost> {
    let day = |column| {
        let day = row.int(column)?;
        i32::try_from(day).map_err(|e| StoreError::corrupt("cost", e))
    };
    Ok(Cost {
        id: CostId(row.int("id")?),
        category: row.word("category", CostCategory::parse)?,
        label: row.text("label")?,
        amount: Money { minor: row.int("minor")?, currency: row.word("currency", Currency::parse)? },
        from_day: day("from_day")?,
        to_day: day("to_day")?,
        program: row.opt_text("program")?,
    })
}

/// Every cost line, the latest period first.
pub async fn list(store: &Store, workspace: WorkspaceId) -> Result<Vec<Cost>> {
    let rows = sqlx::query(
        "SELECT id, category, label, minor, currency, from_day, to_day, program FROM cost WHERE workspace = $1 \
         ORDER BY from_day DESC, id DESC",
    )
    .bind(workspace.0)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(cost).collect()
}

pub async fn get(store: &Store, workspace: WorkspaceId, id: CostId) -> Result<Option<Cost>> {
    let row = sqlx::query(
        "SELECT id, category, label, minor, currency, from_day, to_day, program FROM cost \
         WHERE workspace = $1 AND id = $2",
    )
    .bind(workspace.0)
    .bind(id.0)
    .fetch_optional(store.reader())
    .await?;
    row.as_ref().map(cost).transpose()
}

/// Adds cost lines; their ids are given here and returned in order.
pub async fn create(store: &Store, workspace: WorkspaceId, mut costs: Vec<Cost>) -> Result<Vec<Cost>> {
    let mut tx = store.begin().await?;
    let first = crate::counter::take(&mut tx, workspace, "cost", costs.len()).await?;
    for (id, cost) in (first..).zip(&mut costs) {
        cost.id = CostId(id);
        write(&mut tx, workspace, cost).await?;
    }
    open::commit(tx).await?;
    Ok(costs)
}

/// Writes a cost line over the one with its id.
pub async fn replace(store: &Store, workspace: WorkspaceId, cost: &Cost) -> Result<()> {
    let mut tx = store.begin().await?;
    remove(&mut tx, workspace, cost.id).await?;
    write(&mut tx, workspace, cost).await?;
    open::commit(tx).await
}

pub async fn delete(store: &Store, workspace: WorkspaceId, id: CostId) -> Result<()> {
    let mut tx = store.begin().await?;
    remove(&mut tx, workspace, id).await?;
    open::commit(tx).await
}

async fn remove(tx: &mut Tx, workspace: WorkspaceId, id: CostId) -> Result<()> {
    let done = sqlx::query("DELETE FROM cost WHERE workspace = $1 AND id = $2")
        .bind(workspace.0)
        .bind(id.0)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Missing("the cost line".into()));
    }
    Ok(())
}

async fn write(tx: &mut Tx, workspace: WorkspaceId, cost: &Cost) -> Result<()> {
    sqlx::query(
        "INSERT INTO cost (workspace, id, category, label, minor, currency, from_day, to_day, program) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(workspace.0)
    .bind(cost.id.0)
    .bind(cost.category.as_str())
    .bind(&cost.label)
    .bind(cost.amount.minor)
    .bind(cost.amount.currency.as_str())
    .bind(i64::from(cost.from_day))
    .bind(i64::from(cost.to_day))
    .bind(cost.program.clone())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
