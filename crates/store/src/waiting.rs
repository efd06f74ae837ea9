//! What sends wait for and what was found out about them: counted from the rows, for whoever asks why nothing moves and
//! for what pauses a run.

use crate::error::Result;
use crate::list::{bind_list, pieces, with_last_list, with_list};
use crate::open::{Dialect, Store};
use crate::run_progress::UNCLAIMED;
use crate::sql::Columns;
use model::{ContactId, SendId, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, HashMap};

/// What a deferred send waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Waits {
    /// The receiving server said later, or could not be reached.
    Retry,
    /// The contact's quiet hours, or a limit of mails to one contact.
    Gate,
    /// The domain that it is sent from is not verified.
    Sender,
    /// Too much is on its way to the receiving domain, or it is given a rest.
    Lane,
    /// So much a second or a day may go out.
    Quota,
    /// A sender that is new is made known slowly.
    WarmUp,
    /// Its run was paused while it was on its way.
    Stopped,
    /// Its program was stopped by what came back.
    Halted,
}

impl Waits {
    pub const ALL: [Waits; 8] = [
        Waits::Retry,
        Waits::Gate,
        Waits::Sender,
        Waits::Lane,
        Waits::Quota,
        Waits::WarmUp,
        Waits::Stopped,
        Waits::Halted,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Waits::Retry => "retry",
            Waits::Gate => "gate",
            Waits::Sender => "sender",
            Waits::Lane => "lane",
            Waits::Quota => "quota",
            Waits::WarmUp => "warm_up",
            Waits::Stopped => "stopped",
            Waits::Halted => "halted",
        }
    }

    pub fn parse(text: &str) -> Option<Waits> {
        Waits::ALL.into_iter().find(|waits| waits.as_str() == text)
    }
}

/// How many sends wait for one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub waits: Waits,
    pub count: i64,
    /// When the first of them is due again.
    pub next: Timestamp,
    /// Of one of them.
    pub reason: Option<String>,
}

/// What the deferred sends of a run wait for. Each sender that is waited for is told by itself: each has to be mended.
pub async fn waiting(store: &Store, workspace: WorkspaceId, run: i64) -> Result<Vec<Waiting>> {
    let rows = sqlx::query(AssertSqlSafe(format!(
        "SELECT COALESCE(waits, 'retry') AS waits, COUNT(*) AS n, MIN(due_at) AS next, MIN(reason) AS reason FROM send \
         WHERE workspace = $1 AND run_id = $2 AND {UNCLAIMED} AND state = 'deferred' \
         GROUP BY COALESCE(waits, 'retry'), CASE WHEN waits = 'sender' THEN reason END ORDER BY 2 DESC, 1, 4"
    )))
    .bind(workspace.0)
    .bind(run)
    .fetch_all(store.reader())
    .await?;
    let waiting = rows.iter().map(|row| {
        Ok(Waiting {
            waits: row.word("waits", Waits::parse)?,
            count: row.int("n")?,
            next: row.at("next")?,
            reason: row.opt_text("reason")?,
        })
    });
    waiting.collect()
}

/// How many sends wait for each of these recipients' domains, in their order.
pub async fn waiting_for_domains(store: &Store, workspace: WorkspaceId, domains: &[String]) -> Result<Vec<i64>> {
    let place = match store.dialect() {
        Dialect::Sqlite => "instr",
        Dialect::Postgres => "strpos",
    };
    let domain = format!("substr(address, {place}(address, '@') + 1)");
    // States as the indices of what is open name them: what has gone out, which may be millions, is not read.
    let sql = format!(
        "SELECT domain, COUNT(*) AS n FROM (\
         SELECT {domain} AS domain FROM send WHERE workspace = $1 AND state IN ('queued', 'deferred') UNION ALL \
         SELECT {domain} AS domain FROM send WHERE workspace = $1 AND state IN ('leased', 'handing') AND state = 'leased'\
         ) AS open WHERE domain IN ({{list}}) GROUP BY domain"
    );
    let mut counts = HashMap::new();
    for piece in pieces(domains) {
        let query = sqlx::query(AssertSqlSafe(with_list(&sql, 2, piece.len()))).bind(workspace.0);
        for row in bind_list(query, piece).fetch_all(store.reader()).await? {
            counts.insert(row.text("domain")?, row.int("n")?);
        }
    }
    Ok(domains.iter().map(|domain| counts.get(domain).copied().unwrap_or(0)).collect())
}

/// How many sends of a run were judged how.
pub async fn verdicts(store: &Store, workspace: WorkspaceId, run: i64) -> Result<BTreeMap<String, i64>> {
    let rows = sqlx::query(
        "SELECT verdict, COUNT(*) AS n FROM send WHERE workspace = $1 AND run_id = $2 AND verdict IS NOT NULL \
         GROUP BY verdict",
    )
    .bind(workspace.0)
    .bind(run)
    .fetch_all(store.reader())
    .await?;
    rows.iter().map(|row| Ok((row.text("verdict")?, row.int("n")?))).collect()
}

/// Notes what was found out about a send that has gone out, and that one in doubt did go out; a complaint stays.
pub async fn judge(store: &Store, workspace: WorkspaceId, send: SendId, verdict: &str, now: Timestamp) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "UPDATE send SET verdict = CASE WHEN verdict = 'complaint' THEN verdict ELSE $3 END, \
         reason = CASE WHEN state = 'unknown' THEN NULL ELSE reason END, \
         updated_at = CASE WHEN state = 'unknown' THEN $4 ELSE updated_at END, \
         state = CASE WHEN state = 'unknown' THEN 'sent' ELSE state END \
         WHERE workspace = $1 AND id = $2 AND handed_at IS NOT NULL",
    )
    .bind(workspace.0)
    .bind(send.0)
    .bind(verdict.to_string())
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    store.commit(tx).await
}

/// When marketing mail was handed over to these contacts after an instant, what is on its way included.
pub async fn handed_since(
    store: &Store,
    workspace: WorkspaceId,
    contacts: &[ContactId],
    since: Timestamp,
) -> Result<Vec<(ContactId, Timestamp)>> {
    let numbers: Vec<i64> = contacts.iter().map(|contact| contact.0).collect();
    let mut found = Vec::new();
    for piece in pieces(&numbers) {
        // The plus keeps SQLite to the contacts' index.
        let sql = "SELECT contact_id, handed_at FROM send WHERE workspace = $1 AND +handed_at > $2 \
                   AND operational = 0 AND state IN ('handing', 'sent', 'unknown') AND contact_id IN ({list})";
        let sql = with_last_list(store.dialect(), sql, 3, piece.len());
        let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(since.0);
        for row in bind_list(query, piece).fetch_all(store.reader()).await? {
            found.push((ContactId(row.int("contact_id")?), row.at("handed_at")?));
        }
    }
    Ok(found)
}

/// How many messages of each email were handed over since an instant.
pub async fn handed_by_email(store: &Store, workspace: WorkspaceId, since: Timestamp) -> Result<BTreeMap<String, i64>> {
    let rows =
        sqlx::query("SELECT email, COUNT(*) AS n FROM send WHERE workspace = $1 AND handed_at >= $2 GROUP BY email")
            .bind(workspace.0)
            .bind(since.0)
            .fetch_all(store.reader())
            .await?;
    rows.iter().map(|row| Ok((row.text("email")?, row.int("n")?))).collect()
}
