//! Erased contacts in what the store keeps as it came: inputs, answers, captured mail, jobs, the audit trail, and the
//! states of addresses.

use super::Erased;
use crate::addresses;
use crate::error::Result;
use crate::open::{Dialect, Tx};
use crate::sql::Columns;
use model::{Envelope, WorkspaceId};
use serde_json::Value as Json;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

/// Takes the erased contacts out of every table that is not a record's. `applied` is the last intake row applied.
pub(crate) async fn texts(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    erased: &Erased,
    applied: i64,
) -> Result<()> {
    // What has been applied is kept only to be looked at; who is in there is not worth sorting out.
    sqlx::query("DELETE FROM intake WHERE workspace = $1 AND seq <= $2")
        .bind(workspace.0)
        .bind(applied)
        .execute(&mut **tx)
        .await?;
    for address in &erased.addresses {
        addresses::forget_in(tx, dialect, workspace, address, &erased.traces).await?;
        sqlx::query("DELETE FROM returned_mail WHERE workspace = $1 AND recipient = $2")
            .bind(workspace.0)
            .bind(address.clone())
            .execute(&mut **tx)
            .await?;
    }
    parked(tx, workspace, erased).await?;
    seen(tx, workspace, erased).await?;
    outbox(tx, workspace, erased).await?;
    imports(tx, workspace, erased).await?;
    audit(tx, workspace, erased).await
}

/// All rows of a short table, by a SELECT that asks for one workspace.
async fn all(tx: &mut Tx, workspace: WorkspaceId, sql: &'static str) -> Result<Vec<AnyRow>> {
    Ok(sqlx::query(sql).bind(workspace.0).fetch_all(&mut **tx).await?)
}

/// Runs a statement about one row by its number.
async fn by_id(tx: &mut Tx, workspace: WorkspaceId, sql: &'static str, id: i64) -> Result<()> {
    sqlx::query(sql).bind(workspace.0).bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Parked inputs that are about them are dropped: replayed, they would bring them back.
async fn parked(tx: &mut Tx, workspace: WorkspaceId, erased: &Erased) -> Result<()> {
    for row in all(tx, workspace, "SELECT id, message_id, reason, payload FROM parked WHERE workspace = $1").await? {
        let envelopes = model::input::unpack(&row.bytes("payload")?).unwrap_or_default();
        let told = erased.traces.in_text(&row.text("reason")?) || erased.traces.in_text(&row.text("message_id")?);
        if told || envelopes.iter().any(|envelope| is_about(envelope, erased)) {
            by_id(tx, workspace, "DELETE FROM parked WHERE workspace = $1 AND id = $2", row.int("id")?).await?;
        }
    }
    Ok(())
}

fn is_about(envelope: &Envelope, erased: &Erased) -> bool {
    let json = serde_json::to_value(envelope).unwrap_or_default();
    let (mut texts, mut keys) = (Vec::new(), Vec::new());
    collect(&json, "", &mut texts, &mut keys);
    keys.into_iter().any(|key| erased.keys.contains(key)) || erased.traces.in_texts(texts.into_iter())
}

/// The texts in a document, and those of them that are keys of somebody.
fn collect<'j>(json: &'j Json, member: &str, texts: &mut Vec<&'j str>, keys: &mut Vec<&'j str>) {
    match json {
        Json::String(text) => {
            texts.push(text);
            if matches!(member, "external_id" | "anonymous_id" | "user_id" | "previous_id") {
                keys.push(text);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| collect(item, member, texts, keys)),
        Json::Object(members) => members.iter().for_each(|(name, item)| collect(item, name, texts, keys)),
        _ => {}
    }
}

/// Message ids and answers that name them. The database finds what may, because there are many rows.
async fn seen(tx: &mut Tx, workspace: WorkspaceId, erased: &Erased) -> Result<()> {
    for trace in erased.traces.texts() {
        // SQLite lowers the letters of ASCII alone: as written, and in lower case.
        let sql = "SELECT message_id, outcome FROM seen WHERE workspace = $1 AND (\
                   message_id LIKE $2 ESCAPE '\\' OR LOWER(message_id) LIKE $3 ESCAPE '\\' \
                   OR outcome LIKE $2 ESCAPE '\\' OR LOWER(outcome) LIKE $3 ESCAPE '\\')";
        let found = sqlx::query(sql).bind(workspace.0).bind(pattern(trace)).bind(pattern(&trace.to_lowercase()));
        for row in found.fetch_all(&mut **tx).await? {
            let (id, outcome) = (row.text("message_id")?, row.text("outcome")?);
            if erased.traces.in_text(&id) {
                let delete = sqlx::query("DELETE FROM seen WHERE workspace = $1 AND message_id = $2");
                delete.bind(workspace.0).bind(id).execute(&mut **tx).await?;
            } else if let Some(clean) = erased.traces.out_of(&outcome) {
                let update = sqlx::query("UPDATE seen SET outcome = $3 WHERE workspace = $1 AND message_id = $2");
                update.bind(workspace.0).bind(id).bind(clean).execute(&mut **tx).await?;
            }
        }
    }
    Ok(())
}

fn pattern(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Captured alerts about them and tests sent to them. Mail of a send row went with its send.
async fn outbox(tx: &mut Tx, workspace: WorkspaceId, erased: &Erased) -> Result<()> {
    let sql = "SELECT id, recipient, subject, mime FROM outbox WHERE workspace = $1 AND send_id IS NULL AND id > $2 \
               ORDER BY id LIMIT 100";
    let pages: Vec<String> = erased.contacts.iter().map(ToString::to_string).collect();
    let mut after = 0;
    loop {
        let rows = sqlx::query(sql).bind(workspace.0).bind(after).fetch_all(&mut **tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            after = row.int("id")?;
            let mime = row.bytes("mime")?;
            let mime = String::from_utf8_lossy(&mime);
            let texts = [row.text("recipient")?, row.text("subject")?];
            let told = texts.iter().any(|text| erased.traces.in_text(text)) || erased.traces.in_text(&mime);
            if told || pages.iter().any(|page| mime.contains(page)) {
                by_id(tx, workspace, "DELETE FROM outbox WHERE workspace = $1 AND id = $2", after).await?;
            }
        }
    }
}

/// Imports keep samples of what their columns hold, and errors that quote them.
async fn imports(tx: &mut Tx, workspace: WorkspaceId, erased: &Erased) -> Result<()> {
    let columns = ["mapping", "options", "counts", "error"];
    for row in all(tx, workspace, "SELECT id, mapping, options, counts, error FROM import WHERE workspace = $1").await?
    {
        for column in columns {
            let Some(text) = row.opt_text(column)? else { continue };
            let Some(clean) = clean_json(&text, erased) else { continue };
            let sql = format!("UPDATE import SET {column} = $3 WHERE workspace = $1 AND id = $2");
            let update = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(row.int("id")?).bind(clean);
            update.execute(&mut **tx).await?;
        }
    }
    Ok(())
}

/// A text, or the texts in a document, without the traces; `None` when there are none.
fn clean_json(text: &str, erased: &Erased) -> Option<String> {
    let Ok(mut json) = serde_json::from_str::<Json>(text) else { return erased.traces.out_of(text) };
    clean(&mut json, erased).then(|| json.to_string())
}

fn clean(json: &mut Json, erased: &Erased) -> bool {
    match json {
        Json::String(text) => match erased.traces.out_of(text) {
            Some(clean) => {
                *text = clean;
                true
            }
            None => false,
        },
        Json::Array(items) => items.iter_mut().fold(false, |any, item| clean(item, erased) | any),
        Json::Object(members) => members.values_mut().fold(false, |any, item| clean(item, erased) | any),
        _ => false,
    }
}

/// The audit trail still says that somebody did something, and no longer to whom.
async fn audit(tx: &mut Tx, workspace: WorkspaceId, erased: &Erased) -> Result<()> {
    for row in all(tx, workspace, "SELECT id, object, detail FROM audit WHERE workspace = $1").await? {
        for column in ["object", "detail"] {
            let text = row.text(column)?;
            let Some(clean) = erased.traces.out_of(&text).filter(|_| erased.traces.in_text(&text)) else { continue };
            let sql = format!("UPDATE audit SET {column} = $3 WHERE workspace = $1 AND id = $2");
            let update = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(row.int("id")?).bind(clean);
            update.execute(&mut **tx).await?;
        }
    }
    Ok(())
}
