//! Writes the states of sends, those of many open connections in one transaction: a commit costs as much for one as for
//! a hundred. What may be on its way is named in the send journal next, while the next transaction is being committed.

use super::journal::{Handed, Journal, Lines};
use super::{gate, report};
use crate::Engine;
use async_trait::async_trait;
use fault::{Bug, Point, bug, point};
use mail::{Ledger, LedgerError};
use model::SendId;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::sends::{Finish, Handing, Recorded, Send};
use tokio::sync::{mpsc, oneshot};

/// Most requests in one transaction.
const MOST: usize = 512;
/// While many are on their way the next transaction waits so long for more of them: what is written for one is written for
/// many, and a message waits for the other server longer than that.
const LINGER: Duration = Duration::from_millis(5);
/// So many in a transaction are many.
const MANY: usize = 4;

enum What {
    Handing { send: Box<Send>, message_id: String, way: String },
    Finish(Finish),
}

/// A send with its Message-ID and its way out.
type Asked<'a> = (&'a Send, &'a str, &'a str);
/// Whether it was ours to record.
type Done = Result<bool, String>;

struct Request {
    what: What,
    done: oneshot::Sender<Done>,
}

/// The way to the task that writes.
pub(super) struct Recorder(mpsc::Sender<Request>);

impl Recorder {
    pub fn start(engine: Engine, journal: Option<PathBuf>) -> Recorder {
        let (sender, mut requests) = mpsc::channel::<Request>(1_024);
        let journal = journal.map(named);
        tokio::spawn(async move {
            let writer = Writer { engine, journal };
            let (mut batch, mut last) = (Vec::new(), 0);
            while requests.recv_many(&mut batch, MOST).await > 0 {
                if last >= MANY && batch.len() < MOST {
                    tokio::time::sleep(LINGER).await;
                    while batch.len() < MOST
                        && let Ok(request) = requests.try_recv()
                    {
                        batch.push(request);
                    }
                }
                last = batch.len();
                writer.record(std::mem::take(&mut batch)).await;
            }
        });
        Recorder(sender)
    }

    async fn ask(&self, what: What) -> Done {
        let (done, answer) = oneshot::channel();
        self.0.send(Request { what, done }).await.map_err(|_| "stopping".to_string())?;
        answer.await.map_err(|_| "stopping".to_string())?
    }

    /// Records that the final dot may be written; false when the claim was lost, or who would get it has left.
    pub async fn handing(&self, send: &Send, message_id: &str, way: &str) -> Done {
        let (message_id, way) = (message_id.to_string(), way.to_string());
        self.ask(What::Handing { send: Box::new(send.clone()), message_id, way }).await
    }

    /// Records how an attempt ended, with what the rules must hear of it; false when the claim was lost.
    pub async fn finish(&self, finish: Finish) -> Done {
        self.ask(What::Finish(finish)).await
    }

    /// The ledger of one send.
    pub fn ledger<'a>(&'a self, send: &'a Send, message_id: &'a str, trouble: &'a AtomicBool) -> SendLedger<'a> {
        SendLedger { recorder: self, send, message_id, way: "", trouble }
    }
}

/// What the transport asks before a message becomes irrevocable.
pub(super) struct SendLedger<'a> {
    recorder: &'a Recorder,
    send: &'a Send,
    message_id: &'a str,
    way: &'a str,
    /// It could not be asked, which is nobody's fault out there.
    trouble: &'a AtomicBool,
}

impl SendLedger<'_> {
    /// The same for a message that takes this way.
    pub fn by<'b>(&'b self, way: &'b str) -> SendLedger<'b> {
        SendLedger { way, ..*self }
    }
}

#[async_trait]
impl Ledger for SendLedger<'_> {
    async fn handing(&self, _: SendId) -> Result<bool, LedgerError> {
        if bug(Bug::SentAtClaim) || bug(Bug::HandingLate) {
            return Ok(true);
        }
        let asked = self.recorder.handing(self.send, self.message_id, self.way).await;
        self.trouble.store(asked.is_err(), Ordering::SeqCst);
        asked.map_err(LedgerError)
    }
}

/// What the writing task has.
struct Writer {
    engine: Engine,
    journal: Option<mpsc::Sender<Naming>>,
}

/// Lines of the journal, and who waits for them.
struct Naming {
    lines: Lines,
    waiting: Vec<oneshot::Sender<Done>>,
}

impl Writer {
    async fn record(&self, requests: Vec<Request>) {
        let (mut handing, mut ending) = (Vec::new(), Vec::new());
        for Request { what, done } in requests {
            match what {
                What::Handing { send, message_id, way } => handing.push((send, message_id, way, done)),
                What::Finish(finish) => ending.push((finish, done)),
            }
        }
        let ends: Vec<Finish> = ending.iter().map(|(finish, _)| finish.clone()).collect();
        let asked: Vec<Asked<'_>> =
            handing.iter().map(|(send, id, way, _)| (&**send, id.as_str(), way.as_str())).collect();
        let now = self.engine.now();
        let recorded = self.write(&asked, &ends).await;
        let mut naming = Naming { lines: Lines::default(), waiting: Vec::new() };
        if let Ok(recorded) = &recorded {
            let named = asked.iter().filter(|(send, ..)| recorded.handed.contains(&(send.id, send.token)));
            named.for_each(|(send, id, _)| naming.lines.handed(Handed::of(send, id, now)));
            naming.lines.ended(&recorded.ended);
            if !recorded.ended.is_empty() {
                self.engine.0.heard.notify_one();
            }
        }
        let ended: HashSet<(SendId, i64)> =
            recorded.iter().flat_map(|recorded| &recorded.ended).map(|send| (send.id, send.token)).collect();
        // Whoever asked may be gone; the row says what happened.
        for (finish, done) in ending {
            let found = ended.contains(&(finish.send.id, finish.token));
            let _ = done.send(recorded.as_ref().map(|_| found).map_err(Clone::clone));
        }
        for (send, _, _, done) in handing {
            match &recorded {
                Ok(recorded) if recorded.handed.contains(&(send.id, send.token)) => naming.waiting.push(done),
                Ok(_) => drop(done.send(Ok(false))),
                Err(error) => drop(done.send(Err(error.clone()))),
            }
        }
        self.name(naming).await;
    }

    /// What is recorded: in the database first, so that the journal names nothing that was refused there.
    async fn write(&self, asked: &[Asked<'_>], ends: &[Finish]) -> Result<Recorded, String> {
        let engine = &self.engine;
        let sends: Vec<&Send> = asked.iter().map(|(send, ..)| *send).collect();
        // Connecting may have taken a while, and who left meanwhile has left.
        let left = gate::have_left(engine, &sends).await.map_err(|error| error.to_string())?;
        let staying = asked.iter().filter(|(send, ..)| !left.contains(&send.id));
        let handings: Vec<Handing> = staying
            .map(|(send, id, way)| {
                let (message_id, way) = ((*id).to_string(), (*way).to_string());
                Handing { send: send.id, token: send.token, message_id, way }
            })
            .collect();
        let report = |sends: &[Send]| report::rows(engine, sends);
        let (store, workspace) = (engine.store(), engine.workspace());
        let recorded = store::sends::record(store, workspace, &handings, ends, engine.now(), &report).await;
        recorded.map_err(|error| error.to_string())
    }

    async fn name(&self, naming: Naming) {
        match &self.journal {
            _ if naming.lines.is_empty() => {}
            // The task ends with this one.
            Some(journal) => drop(journal.send(naming).await),
            None => allow(naming.waiting, &Ok(())),
        }
    }
}

fn allow(waiting: Vec<oneshot::Sender<Done>>, written: &Result<(), String>) {
    if !waiting.is_empty() {
        point(Point::AfterHanding);
    }
    for done in waiting {
        let _ = done.send(written.clone().map(|()| true));
    }
}

/// Starts the task that names messages in the journal, those of all that wait with one sync.
fn named(path: PathBuf) -> mpsc::Sender<Naming> {
    let (sender, mut inbox) = mpsc::channel::<Naming>(64);
    tokio::spawn(async move {
        // Opened with the first message, after what an earlier one says has been read.
        let (mut journal, mut batch) = (None, Vec::new());
        while inbox.recv_many(&mut batch, 64).await > 0 {
            let (mut lines, mut waiting) = (Lines::default(), Vec::new());
            for naming in batch.drain(..) {
                lines.add(naming.lines);
                waiting.extend(naming.waiting);
            }
            let written = write(&mut journal, &path, lines).await;
            if let (Err(error), true) = (&written, waiting.is_empty()) {
                // Without its end a message is in doubt, and that only where an older database is put back.
                tracing::warn!(%error, "ends of sends are missing in the journal");
            }
            allow(waiting, &written);
        }
    });
    sender
}

async fn write(journal: &mut Option<Journal>, path: &std::path::Path, lines: Lines) -> Result<(), String> {
    let unwritten = |error: std::io::Error| format!("the send journal cannot be written: {error}");
    let open = match journal.take() {
        Some(open) => open,
        None => Journal::open(path).map_err(unwritten)?,
    };
    let written = open.write(lines).await;
    *journal = Some(open);
    written.map_err(unwritten)
}
