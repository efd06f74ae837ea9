//! The line of sends: claimed ahead, asked about in groups, composed on every processor, many on their way at once.
//! Operational mail goes before all other, and some connections are kept for it; each domain has its lane; one contact's
//! sends go one after another, so that the limits see each before the next.

mod claims;

use super::Performer;
use super::begun::{Begun, Event, Over, Wire};
use super::lanes::{Heard, Lanes, domain};
use claims::claimed;
use model::ContactId;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, MutexGuard};
use std::time::{Duration, Instant};
use store::StoreError;
use store::sends::Send;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Claimed ahead, for each message that may be on its way at once.
const AHEAD: usize = 4;
/// How often to look for operational mail, and for what has come meanwhile.
const LOOK: Duration = Duration::from_millis(100);
/// The way out is given a rest after it has failed so often in a row.
const FAILURES: u32 = 5;

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
        // After an error nothing more begins; what has begun must be heard of to its end.
        let mut broken = None;
        loop {
            let stopping = broken.is_some() || self.performer.0.stop.is_cancelled() || self.performer.rest().is_some();
            if !stopping {
                self.begin();
                self.claim_ahead();
            }
            let through = stopping || (self.dry && self.ready() == 0);
            if self.begun == 0 && self.claiming.is_none() && through {
                if !stopping && self.recall().await? {
                    self.dry = false;
                    continue;
                }
                return broken.map_or(Ok(()), Err);
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
                    match claimed {
                        Ok(claimed) => {
                            self.dry = claimed.len() < self.ahead();
                            self.take(claimed);
                        }
                        Err(error) => broken = Some(error),
                    }
                }
                _ = look.tick(), if !stopping => broken = self.look().await.err(),
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
        // Operational mail has room of its own beside what goes to many.
        let room = (self.most + (self.most / 4).max(1)).saturating_sub(self.begun);
        while let Some(send) = (group.len() < room).then(|| self.next(true)).flatten() {
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
                    self.performer.lanes(operational).over(
                        &lane,
                        Heard::Nothing,
                        (Duration::ZERO, None),
                        Instant::now(),
                    );
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
}
