//! Leads as the applier last wrote them.

use crate::error::Result;
use crate::find::listed;
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns, to_json};
use model::record::LeadOutcome;
use model::{AccountId, ContactId, Lead, LeadId, WorkspaceId};
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, HashMap};

const COLUMNS: &str = "id, external_id, contact_id, account_id, source, started_at, ended_at, outcome, stage, \
                       stage_since, stage_times, aql, handover, fields, created_at, updated_at";

/// Writes leads whole; of several with one id the last holds. The source of a lead is written once.
pub(crate) async fn write<'a>(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    leads: impl Iterator<Item = &'a Lead>,
) -> Result<()> {
    let last: BTreeMap<LeadId, &Lead> = leads.map(|lead| (lead.id, lead)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO lead (workspace, id, external_id, contact_id, account_id, source, started_at, ended_at, outcome, \
         stage, stage_since, stage_times, aql, handover, fields, created_at, updated_at)",
        "ON CONFLICT (workspace, id) DO UPDATE SET external_id = excluded.external_id, \
         contact_id = excluded.contact_id, account_id = excluded.account_id, started_at = excluded.started_at, \
         ended_at = excluded.ended_at, outcome = excluded.outcome, stage = excluded.stage, \
         stage_since = excluded.stage_since, stage_times = excluded.stage_times, aql = excluded.aql, \
         handover = excluded.handover, fields = excluded.fields, updated_at = excluded.updated_at, \
         version = lead.version + 1",
    );
    for lead in last.values() {
        bulk.row([
            workspace.0.into(),
            lead.id.0.into(),
            lead.external_id.clone().into(),
            lead.contact.0.into(),
            lead.account.map(|id| id.0).into(),
            lead.source.as_str().into(),
            lead.started_at.into(),
            lead.ended_at.into(),
            lead.outcome.map(|outcome| outcome.as_str().to_string()).into(),
            lead.stage.as_str().into(),
            lead.stage_since.into(),
            to_json("a lead", &lead.stage_times)?.into(),
            lead.aql.as_ref().map(|aql| to_json("a lead", aql)).transpose()?.into(),
            lead.handover.as_ref().map(|handover| to_json("a lead", handover)).transpose()?.into(),
            to_json("a lead", &lead.fields)?.into(),
            lead.created_at.into(),
            lead.updated_at.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The leads of these ids, in their order; those that do not exist are absent.
pub async fn by_ids(store: &Store, workspace: WorkspaceId, ids: &[LeadId]) -> Result<Vec<Lead>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = format!("SELECT {COLUMNS} FROM lead WHERE workspace = $1 AND id IN ({{list}})");
    let mut found = HashMap::new();
    for row in listed(store, workspace, &sql, &numbers).await? {
        let lead = read(&row)?;
        found.insert(lead.id, lead);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn read(row: &AnyRow) -> Result<Lead> {
    let outcome = |text: &str| {
        [LeadOutcome::Won, LeadOutcome::Lost, LeadOutcome::Recycled, LeadOutcome::Disqualified]
            .into_iter()
            .find(|outcome| outcome.as_str() == text)
    };
    Ok(Lead {
        id: LeadId(row.int("id")?),
        external_id: row.opt_text("external_id")?,
        contact: ContactId(row.int("contact_id")?),
        account: row.opt_int("account_id")?.map(AccountId),
        source: row.text("source")?,
        started_at: row.at("started_at")?,
        ended_at: row.opt_at("ended_at")?,
        outcome: row.opt_word("outcome", outcome)?,
        stage: row.text("stage")?,
        stage_since: row.at("stage_since")?,
        stage_times: row.json("stage_times")?,
        aql: row.opt_json("aql")?,
        handover: row.opt_json("handover")?,
        fields: row.json("fields")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
    })
}
