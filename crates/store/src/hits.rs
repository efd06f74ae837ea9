//! Hits: fetches of pixels and links, kept as they came, and the label that each gets once. The label and what the rules
//! hear of it are one transaction.

mod bounds;

pub use bounds::{Slot, forget_old, others};

use crate::error::{Result, StoreError, retrying};
use crate::find::listed;
use crate::intake::{self, NewIntake};
use crate::open::Store;
use crate::sql::{Bulk, Columns, to_json};
use model::hit::{Fetch, Hit, Label, Network, Signal};
use model::{SendId, Timestamp, WorkspaceId};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// Where a hit stands in the spool: the same hit read again is known by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub spool: i64,
    pub line: i64,
}

/// A hit as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub place: Place,
    pub hit: Hit,
    /// Absent while it is being waited for what else happens.
    pub label: Option<Label>,
    pub signals: Vec<Signal>,
}

/// What a hit is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    pub place: Place,
    pub label: Label,
    pub signals: Vec<Signal>,
}

/// Most hits that are looked at around others.
const MOST_AROUND: usize = 20_000;
const COLUMNS: &str = "spool, line, send_id, fetched, link, target, at, method, agent, network, label, signals";

/// Keeps hits; those that are kept already stay as they are.
pub async fn keep(store: &Store, workspace: WorkspaceId, hits: &[(Place, Hit)]) -> Result<()> {
    retrying!(attempt_keep(store, workspace, hits))
}

async fn attempt_keep(store: &Store, workspace: WorkspaceId, hits: &[(Place, Hit)]) -> Result<()> {
    let mut tx = store.begin().await?;
    let mut bulk = Bulk::new(
        "INSERT INTO hit (workspace, spool, line, send_id, fetched, link, target, at, method, agent, network)",
        "ON CONFLICT (workspace, spool, line) DO NOTHING",
    );
    for (place, hit) in hits {
        bulk.row([
            workspace.0.into(),
            place.spool.into(),
            place.line.into(),
            hit.send.0.into(),
            hit.fetch.as_str().into(),
            i64::from(hit.link).into(),
            hit.target.as_str().into(),
            hit.at.into(),
            hit.method.as_str().into(),
            hit.agent.as_str().into(),
            hit.network.map(|network| network.to_string()).into(),
        ]);
    }
    bulk.run(&mut tx, store.dialect()).await?;
    store.commit(tx).await
}

/// Hits up to an instant that have no label yet, oldest first.
pub async fn waiting(store: &Store, workspace: WorkspaceId, until: Timestamp, limit: usize) -> Result<Vec<Kept>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM hit WHERE workspace = $1 AND label IS NULL AND at <= $2 ORDER BY at, spool, line LIMIT $3"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(until.0).bind(limit as i64);
    query.fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// Hits of these sends and of these networks within a time, both ends included, oldest first and not more than a crowd:
/// there the first say enough.
pub async fn around(
    store: &Store,
    workspace: WorkspaceId,
    sends: &[SendId],
    networks: &[Network],
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<Kept>> {
    // Numbers of ours cannot carry SQL.
    let sql = |column: &str| {
        let (from, to) = (from.0, to.0);
        format!(
            "SELECT {COLUMNS} FROM hit WHERE workspace = $1 AND at BETWEEN {from} AND {to} AND {column} IN ({{list}}) \
             ORDER BY at LIMIT {MOST_AROUND}"
        )
    };
    let sends: Vec<i64> = sends.iter().map(|send| send.0).collect();
    let networks: Vec<String> = networks.iter().map(Network::to_string).collect();
    let mut rows = listed(store, workspace, &sql("send_id"), &sends).await?;
    rows.extend(listed(store, workspace, &sql("network"), &networks).await?);
    let mut found = rows.iter().map(read).collect::<Result<Vec<Kept>>>()?;
    found.sort_by_key(|kept| (kept.hit.at, kept.place));
    found.dedup_by_key(|kept| kept.place);
    Ok(found)
}

/// Gives hits their labels, forgets those of people who are not to be tracked, and appends what the rules must hear.
pub async fn label(
    store: &Store,
    workspace: WorkspaceId,
    labelled: &[Labelled],
    forgotten: &[Place],
    feeds: Vec<NewIntake>,
) -> Result<()> {
    retrying!(attempt_label(store, workspace, labelled, forgotten, feeds.clone()))
}

async fn attempt_label(
    store: &Store,
    workspace: WorkspaceId,
    labelled: &[Labelled],
    forgotten: &[Place],
    feeds: Vec<NewIntake>,
) -> Result<()> {
    let mut tx = store.begin().await?;
    let mut bulk = Bulk::new(
        "WITH judged (workspace, spool, line, label, signals) AS (",
        ") UPDATE hit SET label = judged.label, signals = judged.signals FROM judged \
         WHERE hit.workspace = judged.workspace AND hit.spool = judged.spool AND hit.line = judged.line",
    );
    for one in labelled {
        let signals: Vec<&str> = one.signals.iter().map(|signal| signal.as_str()).collect();
        let signals = to_json("signals", &signals)?;
        let (place, label) = (one.place, one.label.as_str());
        bulk.row([workspace.0.into(), place.spool.into(), place.line.into(), label.into(), signals.into()]);
    }
    bulk.run(&mut tx, store.dialect()).await?;
    for place in forgotten {
        sqlx::query("DELETE FROM hit WHERE workspace = $1 AND spool = $2 AND line = $3")
            .bind(workspace.0)
            .bind(place.spool)
            .bind(place.line)
            .execute(&mut *tx)
            .await?;
    }
    if !feeds.is_empty() {
        intake::append_in(store, &mut tx, workspace, feeds).await?;
    }
    store.commit(tx).await
}

/// Which hits a page is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    pub program: String,
    pub run: Option<i64>,
    pub label: Option<Label>,
}

impl Narrow {
    /// Numbers and words of ours cannot carry SQL.
    fn from(&self) -> String {
        let run = self.run.map_or(String::new(), |run| format!(" AND send.run_id = {run}"));
        let label = self.label.map_or(String::new(), |label| format!(" AND hit.label = '{}'", label.as_str()));
        format!(
            "FROM hit JOIN send ON send.workspace = hit.workspace AND send.id = hit.send_id \
             WHERE hit.workspace = $1 AND send.program = $2{run}{label}"
        )
    }
}

/// Hits of a program's mail, newest first, after so many others.
pub async fn page(
    store: &Store,
    workspace: WorkspaceId,
    narrow: &Narrow,
    after: usize,
    limit: usize,
) -> Result<Vec<Kept>> {
    let columns: Vec<String> = COLUMNS.split(", ").map(|column| format!("hit.{column}")).collect();
    let sql = format!(
        "SELECT {} {} ORDER BY hit.at DESC, hit.spool DESC, hit.line DESC LIMIT $3 OFFSET $4",
        columns.join(", "),
        narrow.from()
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(narrow.program.clone());
    query.bind(limit as i64).bind(after as i64).fetch_all(store.reader()).await?.iter().map(read).collect()
}

/// How many of them have each label; those that wait for theirs have none.
pub async fn labels(store: &Store, workspace: WorkspaceId, narrow: &Narrow) -> Result<BTreeMap<Option<Label>, i64>> {
    let sql = format!("SELECT hit.label AS label, COUNT(*) AS n {} GROUP BY hit.label", narrow.from());
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(workspace.0)
        .bind(narrow.program.clone())
        .fetch_all(store.reader())
        .await?;
    rows.iter().map(|row| Ok((row.opt_word("label", Label::parse)?, row.int("n")?))).collect()
}

fn read(row: &AnyRow) -> Result<Kept> {
    let link = u16::try_from(row.int("link")?).map_err(|error| StoreError::corrupt("a hit", error))?;
    let hit = Hit {
        send: SendId(row.int("send_id")?),
        fetch: row.word("fetched", Fetch::parse)?,
        link,
        target: row.text("target")?,
        at: row.at("at")?,
        method: row.text("method")?,
        agent: row.text("agent")?,
        network: row.opt_word("network", Network::parse)?,
    };
    Ok(Kept {
        place: Place { spool: row.int("spool")?, line: row.int("line")? },
        hit,
        label: row.opt_word("label", Label::parse)?,
        signals: row.opt_json::<Vec<Signal>>("signals")?.unwrap_or_default(),
    })
}
