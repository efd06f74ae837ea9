//! Writes the states of sends, those of many open connections in one transaction: a commit costs as much for one as for
//! fifty.

use super::journal::{Handed, Journal};
use super::{gate, report};
use crate::Engine;
use async_trait::async_trait;
use fault::{Bug, Point, bug, point};
use mail::{Ledger, LedgerError};
use model::SendId;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use store::sends::{Finish, Send};
use tokio::sync::{mpsc, oneshot};

/// Most requests in one transaction.
const MOST: usize = 64;

enum What {
    Handing { send: Box<Send>, message_id: String },
    Finish(Finish),
}

struct Request {
    send: SendId,
    token: i64,
    what: What,
    /// Whether it was ours to record.
    done: oneshot::Sender<Result<bool, String>>,
}

/// The way to the task that writes.
pub(super) struct Recorder(mpsc::Sender<Request>);

impl Recorder {
    pub fn start(engine: Engine, journal: Option<PathBuf>) -> Recorder {
        let (sender, mut requests) = mpsc::channel::<Request>(1_024);
        tokio::spawn(async move {
            let mut writer = Writer { engine, path: journal, journal: None };
            let mut batch = Vec::new();
            while requests.recv_many(&mut batch, MOST).await > 0 {
                writer.record(std::mem::take(&mut batch)).await;
            }
        });
        Recorder(sender)
    }

    async fn ask(&self, send: &Send, what: What) -> Result<bool, String> {
        let (done, answer) = oneshot::channel();
        let request = Request { send: send.id, token: send.token, what, done };
        self.0.send(request).await.map_err(|_| "stopping".to_string())?;
        answer.await.map_err(|_| "stopping".to_string())?
    }

    /// Records that the final dot may be written; false when the claim was lost.
    pub async fn handing(&self, send: &Send, message_id: &str) -> Result<bool, String> {
        self.ask(send, What::Handing { send: Box::new(send.clone()), message_id: message_id.to_string() }).await
    }

    /// Records how an attempt ended, with what the rules must hear of it; false when the claim was lost.
    pub async fn finish(&self, send: &Send, finish: Finish) -> Result<bool, String> {
        self.ask(send, What::Finish(finish)).await
    }

    /// The ledger of one send.
    pub fn ledger<'a>(&'a self, engine: &'a Engine, send: &'a Send, message_id: &'a str) -> SendLedger<'a> {
        SendLedger { recorder: self, engine, send, message_id }
    }
}

/// What the transport asks before a message becomes irrevocable.
pub(super) struct SendLedger<'a> {
    recorder: &'a Recorder,
    engine: &'a Engine,
    send: &'a Send,
    message_id: &'a str,
}

#[async_trait]
impl Ledger for SendLedger<'_> {
    async fn handing(&self, _: SendId) -> Result<bool, LedgerError> {
        // Connecting may have taken a while, and who left meanwhile has left.
        let stopped = gate::has_left(self.engine, self.send).await.map_err(|error| LedgerError(error.to_string()))?;
        if stopped {
            return Ok(false);
        }
        if bug(Bug::SentAtClaim) || bug(Bug::HandingLate) {
            return Ok(true);
        }
        self.recorder.handing(self.send, self.message_id).await.map_err(LedgerError)
    }
}

/// What the writing task has.
struct Writer {
    engine: Engine,
    path: Option<PathBuf>,
    /// Opened with the first message, after what an earlier one says has been read.
    journal: Option<Journal>,
}

impl Writer {
    async fn record(&mut self, requests: Vec<Request>) {
        let mut by_token: BTreeMap<i64, Vec<Request>> = BTreeMap::new();
        for request in requests {
            by_token.entry(request.token).or_default().push(request);
        }
        for (token, requests) in by_token {
            let handed = self.hand(token, &requests).await;
            let ended = self.end(token, &requests).await;
            for request in requests {
                let done = match &request.what {
                    What::Handing { .. } => &handed,
                    What::Finish(_) => &ended,
                };
                // Whoever asked may be gone; the row says what happened.
                let _ = request.done.send(done.as_ref().map(|done| done.contains(&request.send)).map_err(Clone::clone));
            }
        }
    }

    /// Those whose dots may be written: in the database first, so that the journal names nothing that was refused there.
    async fn hand(&mut self, token: i64, requests: &[Request]) -> Result<HashSet<SendId>, String> {
        let asked: Vec<(&Send, &String)> = requests
            .iter()
            .filter_map(|request| match &request.what {
                What::Handing { send, message_id } => Some((&**send, message_id)),
                What::Finish(_) => None,
            })
            .collect();
        if asked.is_empty() {
            return Ok(HashSet::new());
        }
        let (store, workspace, now) = (self.engine.store(), self.engine.workspace(), self.engine.now());
        let ids: Vec<(SendId, String)> = asked.iter().map(|(send, id)| (send.id, (*id).clone())).collect();
        let handed = store::sends::handing(store, workspace, token, &ids, now).await;
        let handed = handed.map_err(|error| error.to_string())?;
        let named = asked.iter().filter(|(send, _)| handed.contains(&send.id));
        let named = named.map(|(send, id)| Handed::of(send, id, now)).collect();
        if let Some(journal) = self.journal()? {
            journal.handed(named).await.map_err(unwritten)?;
        }
        point(Point::AfterHanding);
        Ok(handed)
    }

    async fn end(&mut self, token: i64, requests: &[Request]) -> Result<HashSet<SendId>, String> {
        let ends: Vec<Finish> = requests
            .iter()
            .filter_map(|request| match &request.what {
                What::Finish(finish) => Some(finish.clone()),
                What::Handing { .. } => None,
            })
            .collect();
        if ends.is_empty() {
            return Ok(HashSet::new());
        }
        let engine = &self.engine;
        let report = |sends: &[Send]| report::rows(engine, sends);
        let ended = store::sends::finish(engine.store(), engine.workspace(), token, &ends, engine.now(), &report).await;
        let ended = ended.map_err(|error| error.to_string())?;
        if !ended.is_empty() {
            engine.0.wake.notify_one();
        }
        if let Some(journal) = &self.journal
            && let Err(error) = journal.ended(&ended).await
        {
            // Without its end a message is in doubt, and that only where an older database is put back.
            tracing::warn!(%error, "ends of sends are missing in the journal");
        }
        Ok(ended.iter().map(|send| send.id).collect())
    }

    fn journal(&mut self) -> Result<Option<&Journal>, String> {
        if let (None, Some(path)) = (&self.journal, &self.path) {
            self.journal = Some(Journal::open(path).map_err(unwritten)?);
        }
        Ok(self.journal.as_ref())
    }
}

fn unwritten(error: std::io::Error) -> String {
    format!("the send journal cannot be written: {error}")
}
