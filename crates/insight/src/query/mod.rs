//! Read-only SQL over the image, through DataFusion: one SELECT, with the caller's scope, within limits of time, memory
//! and rows.

mod activities;
mod cells;
mod columns;
mod context;
mod dates;
mod hours;
mod narrow;
mod numbered;
mod reading;
mod refused;
mod shared;
mod stop;
mod tables;
mod texts;

use crate::query::stop::{Stop, stoppable};
use audience::Image;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::error::DataFusionError;
use datafusion::physical_plan::execute_stream;
use datafusion::prelude::{SQLOptions, SessionContext};
use futures::StreamExt;
use serde::Serialize;
use serde_json::Value as Json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use utoipa::ToSchema;

pub use tables::TABLES;

/// Where the image is read: under its lock, for the time of one table's scan.
pub trait Source: std::fmt::Debug + Send + Sync + 'static {
    fn read(&self, with: &mut dyn FnMut(&Image));
}

/// What the caller may see.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// Fields marked as personal data; null without.
    pub personal: bool,
}

/// Bounds of one query.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub time: Duration,
    /// Bytes that reading, sorting, grouping and joining may take.
    pub memory: usize,
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { time: Duration::from_secs(20), memory: 1 << 30, rows: 10_000 }
    }
}

/// Parts that a query is worked on in at a time.
const PARTITIONS: usize = 2;
/// Longest SQL text, in bytes.
const MOST_SQL: usize = 20_000;
/// Queries that run at once; the next one waits.
const MOST_AT_ONCE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of text in a result; rows past it are not shown.
const MOST_TEXT: usize = 64 << 20;

static RUNNING: Semaphore = Semaphore::const_new(MOST_AT_ONCE);

/// Why a query gave no result.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    #[error("{0}")]
    Wrong(String),
    #[error("took longer than {0} seconds; narrow it with WHERE, or ask for fewer columns")]
    TooSlow(u64),
    #[error("needs more memory than one query may take ({0} MB); ask for fewer columns, or group and sort fewer rows")]
    TooLarge(usize),
    #[error("other queries are running; try again when they are done")]
    Busy,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QueryResult {
    pub columns: Vec<QueryColumn>,
    #[schema(value_type = Vec<Vec<serde_json::Value>>)]
    pub rows: Vec<Vec<Json>>,
    /// More rows exist than are shown.
    pub truncated: bool,
    pub ms: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct QueryColumn {
    pub name: String,
    #[serde(rename = "type")]
    pub column_type: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QueryTable {
    pub name: String,
    pub description: String,
    pub columns: Vec<QueryColumn>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QueryTables {
    pub tables: Vec<QueryTable>,
}

/// The tables with their columns, as this caller sees them.
pub fn tables(source: &Arc<dyn Source>) -> QueryTables {
    let describe = |table: &'static tables::Table| QueryTable {
        name: table.name.to_string(),
        description: table.description.to_string(),
        columns: table.columns(source),
    };
    QueryTables { tables: TABLES.iter().map(describe).collect() }
}

/// Runs one SELECT.
pub async fn run(source: Arc<dyn Source>, sql: &str, scope: Scope, limits: Limits) -> Result<QueryResult, QueryError> {
    if sql.len() > MOST_SQL {
        return Err(QueryError::Wrong(format!("longer than {MOST_SQL} characters; shorten it")));
    }
    let turn = tokio::time::timeout(PATIENCE, RUNNING.acquire()).await;
    let _turn = turn.ok().and_then(Result::ok).ok_or(QueryError::Busy)?;
    let started = Instant::now();
    let sql = sql.trim().trim_end_matches(';').to_string();
    let threads = Threads::start(Stop::at(started + limits.time))?;
    let stop = Arc::clone(&threads.stop);
    let work = async move { collect(&context::context(&source, scope, limits, &stop)?, &sql, limits, &stop).await };
    let work = threads.runtime.as_ref().expect("taken when dropped").spawn(work);
    let (columns, rows, truncated) = match tokio::time::timeout(limits.time, work).await {
        Ok(Ok(_)) if started.elapsed() >= limits.time => return Err(QueryError::TooSlow(limits.time.as_secs())),
        Ok(Ok(result)) => result?,
        Ok(Err(_)) => return Err(QueryError::Wrong("the query failed inside the engine; simplify it".into())),
        Err(_) => return Err(QueryError::TooSlow(limits.time.as_secs())),
    };
    Ok(QueryResult { columns, rows, truncated, ms: started.elapsed().as_secs_f64() * 1000.0 })
}

/// Threads of a query's own: DataFusion's operators compute long between two waits, and on the caller's threads they
/// would keep it from serving anybody else, and from noticing that the time is up. Dropped, also because the caller has
/// left, they end at the query's next step.
struct Threads {
    runtime: Option<Runtime>,
    stop: Arc<Stop>,
}

impl Threads {
    fn start(stop: Arc<Stop>) -> Result<Threads, QueryError> {
        let started = Builder::new_multi_thread().worker_threads(PARTITIONS).thread_name("query").enable_all().build();
        let failed = |error| QueryError::Wrong(format!("no threads for the query ({error}); try again later"));
        started.map(|runtime| Threads { runtime: Some(runtime), stop }).map_err(failed)
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.stop.leave();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

type Collected = (Vec<QueryColumn>, Vec<Vec<Json>>, bool);

async fn collect(
    context: &SessionContext,
    sql: &str,
    limits: Limits,
    stop: &Arc<Stop>,
) -> Result<Collected, QueryError> {
    let explain = |error: DataFusionError| match error.find_root() {
        DataFusionError::ResourcesExhausted(_) => QueryError::TooLarge(limits.memory >> 20),
        root => QueryError::Wrong(refused::in_words(sql, root)),
    };
    let only_select = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    let frame = context.sql_with_options(sql, only_select).await.map_err(explain)?;
    let columns = frame.schema().fields().iter().map(|field| cells::describe(field)).collect();
    let tasks = Arc::new(frame.task_ctx());
    let plan = frame.create_physical_plan().await.and_then(|plan| stoppable(plan, stop)).map_err(explain)?;
    let mut stream = execute_stream(plan, tasks).map_err(explain)?;
    let (mut rows, mut room) = (Vec::new(), MOST_TEXT);
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(explain)?;
        append(&batch, &mut rows, limits.rows + 1, &mut room)?;
        if rows.len() > limits.rows || room == 0 {
            rows.truncate(limits.rows);
            return Ok((columns, rows, true));
        }
    }
    Ok((columns, rows, false))
}

/// Appends rows, at most `most` in all and none once there is no `room` for text.
fn append(batch: &RecordBatch, rows: &mut Vec<Vec<Json>>, most: usize, room: &mut usize) -> Result<(), QueryError> {
    let options = FormatOptions::default();
    let wrong = |error: ArrowError| QueryError::Wrong(refused::in_words("", &error.into()));
    let formatters: Result<Vec<ArrayFormatter<'_>>, _> =
        batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options)).collect();
    let formatters = formatters.map_err(wrong)?;
    for row in 0..batch.num_rows().min(most.saturating_sub(rows.len())) {
        let cell =
            |(column, formatter): (usize, &ArrayFormatter<'_>)| cells::json(batch.column(column), row, formatter);
        let cells: Vec<Json> = formatters.iter().enumerate().map(cell).collect();
        *room = room.saturating_sub(cells.iter().filter_map(Json::as_str).map(str::len).sum());
        if *room == 0 {
            break;
        }
        rows.push(cells);
    }
    Ok(())
}
