//! Writes the states of sends, those of many open connections in one transaction: a commit costs as much for one as for
//! fifty.

use super::{gate, report};
use crate::Engine;
use async_trait::async_trait;
use fault::{Bug, Point, bug, point};
use mail::{Ledger, LedgerError};
use model::SendId;
use std::collections::BTreeMap;
use store::sends::{Finish, Send};
use tokio::sync::{mpsc, oneshot};

/// Most requests in one transaction.
const MOST: usize = 64;

enum What {
    Handing { message_id: String },
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
    pub fn start(engine: Engine) -> Recorder {
        let (sender, mut requests) = mpsc::channel::<Request>(1_024);
        tokio::spawn(async move {
            let mut batch = Vec::new();
            while requests.recv_many(&mut batch, MOST).await > 0 {
                record(&engine, std::mem::take(&mut batch)).await;
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
        self.ask(send, What::Handing { message_id: message_id.to_string() }).await
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

async fn record(engine: &Engine, requests: Vec<Request>) {
    let mut by_token: BTreeMap<i64, Vec<Request>> = BTreeMap::new();
    for request in requests {
        by_token.entry(request.token).or_default().push(request);
    }
    let (store, workspace) = (engine.store(), engine.workspace());
    for (token, requests) in by_token {
        let (mut handing, mut ends) = (Vec::new(), Vec::new());
        for request in &requests {
            match &request.what {
                What::Handing { message_id } => handing.push((request.send, message_id.clone())),
                What::Finish(finish) => ends.push(finish.clone()),
            }
        }
        let now = engine.now();
        let handed = match handing.is_empty() {
            true => Ok(Default::default()),
            false => store::sends::handing(store, workspace, token, &handing, now).await,
        };
        if !handing.is_empty() {
            point(Point::AfterHanding);
        }
        let report = |sends: &[Send]| report::rows(engine, sends);
        let ended = match ends.is_empty() {
            true => Ok(Vec::new()),
            false => store::sends::finish(store, workspace, token, &ends, now, &report).await,
        };
        if ended.as_ref().is_ok_and(|ended| !ended.is_empty()) {
            engine.0.wake.notify_one();
        }
        for request in requests {
            let answer = match &request.what {
                What::Handing { .. } => handed.as_ref().map(|handed| handed.contains(&request.send)),
                What::Finish(_) => ended.as_ref().map(|ended| ended.iter().any(|send| send.id == request.send)),
            };
            // Whoever asked may be gone; the row says what happened.
            let _ = request.done.send(answer.map_err(ToString::to_string));
        }
    }
}
