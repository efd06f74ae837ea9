//! Group commit of the intake: many senders' rows become durable in one transaction, in the order in which they came.

use crate::error::{Result, StoreError, retrying};
use crate::intake::{self, NewIntake};
use crate::open::{self, Store};
use model::WorkspaceId;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{mpsc, oneshot};

/// Most rows of one transaction.
const MOST_ROWS: usize = 256;
/// Appends that may wait; further ones are refused with [`StoreError::Busy`].
const MOST_WAITING: usize = 4_096;
/// Bytes that may wait.
const MOST_BYTES: usize = 256 << 20;

struct Append {
    workspace: WorkspaceId,
    row: NewIntake,
    reply: oneshot::Sender<Result<i64>>,
}

/// Appends to the intake. Cloning shares the queue; the task ends when the last clone is dropped and the queue is dry.
#[derive(Clone)]
pub struct IntakeWriter {
    queue: mpsc::Sender<Append>,
    waiting: Arc<AtomicUsize>,
}

impl IntakeWriter {
    /// Starts the writing task on the current runtime.
    pub fn start(store: Store) -> IntakeWriter {
        let (queue, inbox) = mpsc::channel(MOST_WAITING);
        let waiting = Arc::new(AtomicUsize::new(0));
        tokio::spawn(write(store, inbox, waiting.clone()));
        IntakeWriter { queue, waiting }
    }

    /// Appends one row (a packed batch of `envelopes` envelopes) and returns its number once it is durable.
    ///
    /// [`StoreError::Busy`] when too much is waiting; [`StoreError::Unknown`] when it may or may not have been
    /// written: appending the same again is safe, because message ids have their effect once.
    pub async fn append(&self, workspace: WorkspaceId, payload: Vec<u8>, envelopes: usize) -> Result<i64> {
        let size = payload.len();
        intake::check_size(size)?;
        if self.waiting.fetch_add(size, Ordering::Relaxed) + size > MOST_BYTES {
            self.waiting.fetch_sub(size, Ordering::Relaxed);
            return Err(StoreError::Busy);
        }
        let (reply, answer) = oneshot::channel();
        let append = Append { workspace, row: NewIntake { payload, envelopes }, reply };
        if self.queue.try_send(append).is_err() {
            self.waiting.fetch_sub(size, Ordering::Relaxed);
            return Err(StoreError::Busy);
        }
        answer.await.unwrap_or(Err(StoreError::Busy))
    }
}

async fn write(store: Store, mut inbox: mpsc::Receiver<Append>, waiting: Arc<AtomicUsize>) {
    let mut batch = Vec::with_capacity(MOST_ROWS);
    // While one transaction commits, the next batch gathers by itself: no timer is needed.
    while inbox.recv_many(&mut batch, MOST_ROWS).await > 0 {
        let bytes: usize = batch.iter().map(|append| append.row.payload.len()).sum();
        // By workspace and in one order of workspaces, so that two nodes never wait for each other crosswise.
        let mut groups: BTreeMap<WorkspaceId, (Vec<NewIntake>, Vec<oneshot::Sender<Result<i64>>>)> = BTreeMap::new();
        for append in batch.drain(..) {
            let group = groups.entry(append.workspace).or_default();
            group.0.push(append.row);
            group.1.push(append.reply);
        }
        for (workspace, (rows, replies)) in groups {
            answer(retrying!(append(&store, workspace, &rows)), replies);
        }
        waiting.fetch_sub(bytes, Ordering::Relaxed);
    }
}

async fn append(store: &Store, workspace: WorkspaceId, rows: &[NewIntake]) -> Result<i64> {
    let mut tx = store.begin().await?;
    let first = intake::append_at(&mut tx, store.dialect(), workspace, rows.to_vec(), open::now()).await?;
    open::commit(tx).await?;
    Ok(first)
}

fn answer(done: Result<i64>, replies: Vec<oneshot::Sender<Result<i64>>>) {
    match done {
        Ok(first) => {
            for (seq, reply) in (first..).zip(replies) {
                // A sender that went away has its row all the same.
                let _ = reply.send(Ok(seq));
            }
        }
        Err(error) => {
            tracing::error!(%error, "events could not be written");
            for reply in replies {
                let _ = reply.send(Err(shared(&error)));
            }
        }
    }
}

/// The same error for each of several senders.
fn shared(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Busy | StoreError::Retry(_) => StoreError::Busy,
        StoreError::Missing(what) => StoreError::Missing(what.clone()),
        StoreError::Unknown(source) => StoreError::Unknown(sqlx::Error::Protocol(source.to_string())),
        other => StoreError::Database(sqlx::Error::Protocol(other.to_string())),
    }
}
