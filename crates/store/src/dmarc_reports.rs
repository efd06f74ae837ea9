//! What others report of mail that carries a domain's name.

use crate::counter;
use crate::error::Result;
use crate::open::Store;
use crate::sql::{Bulk, Columns};
use model::{DAY, Timestamp, WorkspaceId};

/// How long reports are kept.
const KEPT: i64 = 400 * DAY;

/// A report of one organisation about one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub domain: String,
    pub organisation: String,
    /// Its name there.
    pub report: String,
    pub from: Timestamp,
    pub to: Timestamp,
    pub rows: Vec<Row>,
}

/// Mail from one address that fared alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub source: String,
    pub mails: i64,
    /// Whether it passed and belonged to the domain.
    pub dkim: bool,
    pub spf: bool,
    /// What the receiver did with it.
    pub disposition: String,
}

/// Keeps a report; `false` when it is there already. Those that are too old are forgotten.
pub async fn keep(store: &Store, workspace: WorkspaceId, report: &Report, at: Timestamp) -> Result<bool> {
    let mut tx = store.begin().await?;
    let id = counter::take(&mut tx, workspace, "dmarc_report", 1).await?;
    let kept = sqlx::query(
        "INSERT INTO dmarc_report (workspace, id, at, domain, organisation, report, from_at, to_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace, organisation, report, domain) DO NOTHING",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(at.0)
    .bind(report.domain.clone())
    .bind(report.organisation.clone())
    .bind(report.report.clone())
    .bind(report.from.0)
    .bind(report.to.0)
    .execute(&mut *tx)
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(false);
    }
    let head = "INSERT INTO dmarc_row (workspace, report, place, source, mails, dkim, spf, disposition)";
    let mut rows = Bulk::new(head, "");
    for (place, row) in (0_i64..).zip(&report.rows) {
        rows.row([
            workspace.0.into(),
            id.into(),
            place.into(),
            row.source.clone().into(),
            row.mails.into(),
            row.dkim.into(),
            row.spf.into(),
            row.disposition.clone().into(),
        ]);
    }
    rows.run(&mut tx, store.dialect()).await?;
    let old = at.plus(-KEPT).0;
    for text in [
        "DELETE FROM dmarc_row WHERE workspace = $1 AND report IN \
         (SELECT id FROM dmarc_report WHERE workspace = $1 AND at < $2)",
        "DELETE FROM dmarc_report WHERE workspace = $1 AND at < $2",
    ] {
        sqlx::query(text).bind(workspace.0).bind(old).execute(&mut *tx).await?;
    }
    store.commit(tx).await?;
    Ok(true)
}

/// Sums of what reports since an instant say of a domain and those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub source: String,
    pub dkim: bool,
    pub spf: bool,
    pub disposition: String,
    pub mails: i64,
    pub reports: i64,
}

/// Most sums that are read.
const MOST: i64 = 500;

/// By source and alignment, the most mails first.
pub async fn sums(store: &Store, workspace: WorkspaceId, domain: &str, since: Timestamp) -> Result<Vec<Sum>> {
    let rows = sqlx::query(
        "SELECT r.source AS source, r.dkim AS dkim, r.spf AS spf, r.disposition AS disposition, \
         CAST(SUM(r.mails) AS BIGINT) AS mails, COUNT(DISTINCT r.report) AS reports \
         FROM dmarc_row r JOIN dmarc_report d ON d.workspace = r.workspace AND d.id = r.report \
         WHERE d.workspace = $1 AND d.domain = $2 AND d.to_at >= $3 \
         GROUP BY r.source, r.dkim, r.spf, r.disposition ORDER BY 5 DESC, 1, 2, 3, 4 LIMIT $4",
    )
    .bind(workspace.0)
    .bind(domain)
    .bind(since.0)
    .bind(MOST)
    .fetch_all(store.reader())
    .await?;
    let sum = |row: &sqlx::any::AnyRow| {
        Ok(Sum {
            source: row.text("source")?,
            dkim: row.flag("dkim")?,
            spf: row.flag("spf")?,
            disposition: row.text("disposition")?,
            mails: row.int("mails")?,
            reports: row.int("reports")?,
        })
    };
    rows.iter().map(sum).collect()
}

/// How many reports there are since an instant, and the end of the latest.
pub async fn count(
    store: &Store,
    workspace: WorkspaceId,
    domain: &str,
    since: Timestamp,
) -> Result<(i64, Option<Timestamp>)> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n, MAX(to_at) AS latest FROM dmarc_report \
         WHERE workspace = $1 AND domain = $2 AND to_at >= $3",
    )
    .bind(workspace.0)
    .bind(domain)
    .bind(since.0)
    .fetch_one(store.reader())
    .await?;
    Ok((row.int("n")?, row.opt_at("latest")?))
}
