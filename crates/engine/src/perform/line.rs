//! The line of sends: claimed ahead, asked about in groups, composed on every processor, many on their way at once.
//! Operational mail goes before all other, and some connections are kept for it; each domain has its lane; one contact's
//! sends go one after another, so that the limits see each before the next.

use super::Performer;
use super::compose::settings;
use super::lanes::{Heard, LaneView, Lanes, Place, domain};
use super::send::FIRST_WAIT;
use fault::{Point, point};
use model::{ContactId, Timestamp};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::StoreError;
use store::sends::{Finish, Send, SendState, Waits};
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};
use tokio::task::JoinHandle;

/// Claimed ahead, for each message that may be on its way at once.
const AHEAD: usize = 4;
/// How often to look for operational mail, and for what has come meanwhile.
const LOOK: Duration = Duration::from_millis(100);
/// The way out is given a rest after it has failed so often in a row.
const FAILURES: u32 = 5;

/// A send that has begun, and what its end tells the line. Dropping it says that it is over.
pub(super) struct Begun {
    events: mpsc::UnboundedSender<Event>,
    over: Option<Over>,
}

pub(super) struct Over {
    contact: ContactId,
    domain: String,
    operational: bool,
    pub heard: Heard,
    /// The way out itself does not work.
    pub no_way: bool,
    /// From the first command to the answer.
    pub took: Duration,
    pub words: Option<String>,
    /// It was not tried; its claim is given back.
    left: Option<i64>,
}

enum Event {
    Over(Over),
    /// What was put off has been recorded.
    PutOff,
}

impl Begun {
    /// What is to be told.
    pub fn over(&mut self) -> Option<&mut Over> {
        self.over.as_mut()
    }

    /// It is left as it was claimed: mail is being stopped.
    pub fn leave(&mut self, token: i64) {
        if let Some(over) = self.over() {
            over.left = Some(token);
        }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let event = self.over.take().map_or(Event::PutOff, Event::Over);
        let _ = self.events.send(event);
    }
}

/// Places for messages on the wire. A message keeps its place until its end is recorded, so that no more are in doubt
/// after a crash than there were connections.
pub(super) struct Wire {
    all: Semaphore,
    /// Of marketing mail: some are kept for what is operational.
    marketing: Semaphore,
}

impl Wire {
    fn new(width: usize) -> Wire {
        let kept = if width > 1 { (width / 10).max(1) } else { 0 };
        Wire { all: Semaphore::new(width), marketing: Semaphore::new(width - kept) }
    }

    pub async fn place(&self, send: &Send) -> (Option<SemaphorePermit<'_>>, Option<SemaphorePermit<'_>>) {
        // Never closed.
        let marketing = if send.operational { None } else { self.marketing.acquire().await.ok() };
        (marketing, self.all.acquire().await.ok())
    }
}

pub(super) struct Line<'a> {
    performer: &'a Performer,
    /// How many may have begun: those on their way, and as many that are being made.
    most: usize,
    begun: usize,
    /// Contacts with a send that has begun, and what waits for its end.
    busy: HashMap<ContactId, VecDeque<Send>>,
    wire: Arc<Wire>,
    events: (mpsc::UnboundedSender<Event>, mpsc::UnboundedReceiver<Event>),
    claiming: Option<JoinHandle<Result<Vec<Send>, StoreError>>>,
    /// Nothing more was due when last asked.
    dry: bool,
    claimed: usize,
    failures: u32,
    /// Claims of which something was not begun.
    left: HashSet<i64>,
}

impl Performer {
    /// Performs the sends that are due; returns how many were claimed.
    pub(super) async fn perform_sends(&self) -> Result<usize, StoreError> {
        if self.rest().is_some() {
            return Ok(0);
        }
        self.set_lanes();
        let mut line = Line {
            performer: self,
            most: self.width() * 2,
            begun: 0,
            busy: HashMap::new(),
            wire: Arc::new(Wire::new(self.width())),
            events: mpsc::unbounded_channel(),
            claiming: None,
            dry: false,
            claimed: 0,
            failures: 0,
            left: HashSet::new(),
        };
        let run = line.run().await;
        line.give_back().await?;
        run.map(|()| line.claimed)
    }
}

impl Line<'_> {
    async fn run(&mut self) -> Result<(), StoreError> {
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let stopping = self.performer.0.stop.is_cancelled() || self.performer.rest().is_some();
            if !stopping {
                self.begin();
                self.claim_ahead();
            }
            let through = stopping || (self.dry && self.ready() == 0);
            if self.begun == 0 && self.claiming.is_none() && through {
                return Ok(());
            }
            tokio::select! {
                Some(event) = self.events.1.recv() => {
                    self.hear(event);
                    while let Ok(event) = self.events.1.try_recv() {
                        self.hear(event);
                    }
                }
                claimed = claimed(&mut self.claiming) => {
                    self.claiming = None;
                    let claimed = claimed?;
                    self.dry = claimed.len() < self.ahead();
                    self.take(claimed);
                }
                _ = look.tick(), if !stopping => self.look().await?,
            }
        }
    }

    fn ahead(&self) -> usize {
        (self.most * AHEAD / 2).max(64)
    }

    fn lanes(&self, operational: bool) -> MutexGuard<'_, Lanes> {
        self.performer.lanes(operational)
    }

    fn ready(&self) -> usize {
        self.lanes(true).ready() + self.lanes(false).ready()
    }

    fn claim_ahead(&mut self) {
        if self.dry || self.claiming.is_some() || self.ready() * 2 > self.ahead() {
            return;
        }
        let (performer, limit) = (self.performer.clone(), self.ahead());
        self.claiming = Some(tokio::spawn(async move {
            let engine = &performer.0.engine;
            let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
            store::sends::claim(store, workspace, limit, now, performer.lease_ms()).await
        }));
    }

    /// What has come due since: all of it when nothing is left here, else what is operational.
    async fn look(&mut self) -> Result<(), StoreError> {
        let engine = &self.performer.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        if self.claiming.is_some() || self.begun == 0 {
            return Ok(());
        }
        if store::sends::operational_is_due(store, workspace, now).await? {
            let (limit, lease) = (self.ahead(), self.performer.lease_ms());
            let claimed = store::sends::claim_operational(store, workspace, limit, now, lease).await?;
            self.take(claimed);
        } else if self.ready() == 0 {
            self.dry = false;
        }
        Ok(())
    }

    fn take(&mut self, claimed: Vec<Send>) {
        if claimed.is_empty() {
            return;
        }
        point(Point::AfterClaim);
        self.claimed += claimed.len();
        self.put(claimed);
    }

    /// Gives sends their places; what finds none comes again later.
    fn put(&mut self, sends: Vec<Send>) {
        let (clock, now) = (Instant::now(), self.performer.0.engine.now());
        let mut put_off = Vec::new();
        for send in sends {
            if let Some(waiting) = self.busy.get_mut(&send.contact) {
                waiting.push_back(send);
                continue;
            }
            let operational = send.operational;
            let place = self.lanes(operational).put(send, clock);
            if let Place::Later { send, wait, reason } = place {
                let at = now.plus(i64::try_from(wait.as_micros()).unwrap_or(i64::MAX));
                put_off.push((*send, Waits::Lane, at, reason));
            }
        }
        self.put_off(put_off);
    }

    fn put_off(&mut self, sends: Vec<(Send, Waits, Timestamp, String)>) {
        if sends.is_empty() {
            return;
        }
        let performer = self.performer.clone();
        // It counts as one that has begun, so that the line does not end before it is recorded.
        self.begun += 1;
        let begun = Begun { events: self.events.0.clone(), over: None };
        tokio::spawn(async move {
            let finish = |(send, waits, at, reason)| performer.put_off(&send, waits, at, reason);
            performer.record_all(sends.into_iter().map(finish).collect()).await;
            drop(begun);
        });
    }

    fn begun_of(&self, send: &Send) -> Begun {
        let over = Over {
            contact: send.contact,
            domain: domain(send).to_string(),
            operational: send.operational,
            heard: Heard::Nothing,
            no_way: false,
            took: Duration::ZERO,
            words: None,
            left: None,
        };
        Begun { events: self.events.0.clone(), over: Some(over) }
    }

    /// Begins as many as there is room for, a group at a time.
    fn begin(&mut self) {
        let mut group = Vec::new();
        let free = self.most.saturating_sub(self.begun);
        while let Some(send) = (group.len() < self.most).then(|| self.next(true)).flatten() {
            group.push(send);
        }
        // A question to the store costs as much for one as for many.
        let ready = self.lanes(false).ready();
        if !group.is_empty() || free >= ready.min(self.most / 8).max(1) {
            while let Some(send) = (group.len() < free).then(|| self.next(false)).flatten() {
                group.push(send);
            }
        }
        if group.is_empty() {
            return;
        }
        self.begun += group.len();
        let (performer, wire) = (self.performer.clone(), self.wire.clone());
        let group: Vec<(Send, Begun)> = group.into_iter().map(|send| (send.clone(), self.begun_of(&send))).collect();
        tokio::spawn(async move { performer.perform_group(group, wire).await });
    }

    /// The next send whose contact has none under way.
    fn next(&mut self, operational: bool) -> Option<Send> {
        loop {
            let send = self.lanes(operational).next()?;
            match self.busy.entry(send.contact) {
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(VecDeque::new());
                    return Some(send);
                }
                std::collections::hash_map::Entry::Occupied(mut waiting) => {
                    let lane = domain(&send).to_string();
                    waiting.get_mut().push_back(send);
                    self.performer.lanes(operational).over(&lane, Heard::Nothing, (Duration::ZERO, None), Instant::now());
                }
            }
        }
    }

    fn hear(&mut self, event: Event) {
        self.begun -= 1;
        let Event::Over(over) = event else { return };
        let Over { contact, domain, operational, heard, no_way, took, words, left } = over;
        self.left.extend(left);
        let clock = Instant::now();
        let resting = {
            let mut lanes = self.lanes(operational);
            lanes.over(&domain, heard, (took, words.as_deref()), clock);
            if matches!(heard, Heard::Silence | Heard::Blocked) { lanes.resting(clock) } else { Vec::new() }
        };
        self.failures = match (no_way, heard) {
            (true, _) => self.failures + 1,
            (false, Heard::Nothing) => self.failures,
            _ => 0,
        };
        if self.failures >= FAILURES {
            self.performer.begin_rest(words.unwrap_or_default());
        }
        let mut again = resting;
        if let Some(mut waiting) = self.busy.remove(&contact) {
            again.extend(waiting.drain(..));
        }
        self.put(again);
    }

    /// What was not begun is somebody else's, or the next start's.
    async fn give_back(&mut self) -> Result<(), StoreError> {
        let mut left: Vec<Send> = self.lanes(true).drain();
        left.extend(self.lanes(false).drain());
        left.extend(self.busy.drain().flat_map(|(_, waiting)| waiting));
        self.left.extend(left.iter().map(|send| send.token));
        let engine = &self.performer.0.engine;
        for token in self.left.drain() {
            store::sends::release(engine.store(), engine.workspace(), token, engine.now()).await?;
        }
        Ok(())
    }
}

/// What the claim under way brings; never, where none is.
async fn claimed(claiming: &mut Option<JoinHandle<Result<Vec<Send>, StoreError>>>) -> Result<Vec<Send>, StoreError> {
    match claiming {
        Some(claiming) => claiming.await.unwrap_or_else(|error| Err(StoreError::State(error.to_string()))),
        None => std::future::pending().await,
    }
}

impl Performer {
    /// The end of a send that was not tried.
    pub(super) fn put_off(&self, send: &Send, waits: Waits, at: Timestamp, reason: String) -> Finish {
        Finish { due_at: Some(at), waits: Some(waits), ..Finish::new(send, SendState::Deferred, Some(reason)) }
    }

    fn width(&self) -> usize {
        self.0.ways.width()
    }

    fn lanes(&self, operational: bool) -> MutexGuard<'_, Lanes> {
        self.0.lanes[usize::from(operational)].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the lanes what the settings say now.
    fn set_lanes(&self) {
        let limits = settings(&self.0.engine.image()).map(|settings| settings.pace.lanes).unwrap_or_default();
        for operational in [false, true] {
            self.lanes(operational).set(self.width(), &limits);
        }
    }

    /// Lanes that are held back, and why.
    pub fn troubled_lanes(&self) -> Vec<LaneView> {
        let mut lanes = self.lanes(false).troubled(Instant::now());
        lanes.extend(self.lanes(true).troubled(Instant::now()));
        lanes.sort_by(|a, b| a.domain.cmp(&b.domain));
        lanes.dedup_by(|a, b| a.domain == b.domain);
        lanes
    }

    /// Until when the way out is given a rest, and what it said last.
    pub fn rest(&self) -> Option<(Timestamp, String)> {
        let rest = self.0.rest.lock().unwrap_or_else(PoisonError::into_inner);
        rest.clone().filter(|(until, _)| *until > self.0.engine.now())
    }

    fn begin_rest(&self, why: String) {
        let rest = self.0.options.retry.unwrap_or(FIRST_WAIT) / 10;
        let until = self.0.engine.now().plus(i64::try_from(rest.as_micros()).unwrap_or(i64::MAX));
        *self.0.rest.lock().unwrap_or_else(PoisonError::into_inner) = Some((until, why));
    }
}
