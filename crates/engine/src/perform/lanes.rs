//! Lanes: one for each domain that mail goes to, so that one which is slow, refuses or does not answer keeps nothing
//! from the others. A lane begins narrow, widens with each message that is taken quickly, narrows with each that is put
//! off, and rests when nothing gets through.

mod lane;
mod recall;

use super::pace::domain_of;
use lane::Lane;
pub use lane::LaneView;
use model::definition::LaneLimit;
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};
use store::sends::Send;

/// So many in a row that were not answered, or refused because of who sends, and the lane rests.
const REST_AFTER: u32 = 5;
/// Each further rest is twice as long, up to so many times the first.
const LONGEST: u32 = 32;
/// A lane is slow when a message takes longer than this, and longer than so many times what the quickest lane needs.
const SLOW: Duration = Duration::from_millis(500);
const SLOWER: u32 = 4;
/// So much waits in a narrow lane; the rest is put off.
const BACKLOG: usize = 250;
const MINUTE: Duration = Duration::from_secs(60);

/// What a domain's server made of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// It was not asked.
    Nothing,
    /// Taken, or refused for this recipient.
    Answer,
    /// Later.
    Later,
    /// No answer.
    Silence,
    /// Who sends is refused.
    Blocked,
}

/// Whether a send waits here, or comes again later.
pub(super) enum Place {
    Waits,
    Later { send: Box<Send>, wait: Duration, reason: String },
}

/// The lanes of one way of mail.
pub(super) struct Lanes {
    /// How many messages may be on their way in all.
    width: usize,
    /// The first rest of a lane.
    rest: Duration,
    limits: HashMap<String, LaneLimit>,
    lanes: HashMap<String, Lane>,
    turns: VecDeque<String>,
    /// How many wait in all.
    waiting: usize,
    /// How many wait whose turn may come.
    ready: usize,
}

impl Lanes {
    pub fn new(width: usize, rest: Duration) -> Lanes {
        let (limits, lanes) = (HashMap::new(), HashMap::new());
        Lanes { width, rest, limits, lanes, turns: VecDeque::new(), waiting: 0, ready: 0 }
    }

    pub fn set(&mut self, width: usize, limits: &[LaneLimit]) {
        self.width = width;
        self.limits = limits.iter().map(|limit| (domain_of(&format!("@{}", limit.domain)), limit.clone())).collect();
    }

    /// How many wait whose turn may come.
    pub fn ready(&self) -> usize {
        self.ready
    }

    /// How many wait in all, and how many of them in lanes that are getting on.
    pub fn waiting(&self, now: Instant) -> (usize, usize) {
        let soon = self.lanes.values().filter(|lane| !lane.is_held_back(now)).map(|lane| lane.waiting.len());
        (self.waiting, soon.sum())
    }

    /// Everything that waits, taken out.
    pub fn drain(&mut self) -> Vec<Send> {
        (self.waiting, self.ready) = (0, 0);
        self.turns.clear();
        self.lanes.values_mut().for_each(|lane| lane.listed = false);
        self.lanes.values_mut().flat_map(|lane| std::mem::take(&mut lane.waiting)).collect()
    }

    /// Lanes that nothing is known of any more are made anew when there is mail for them.
    pub fn forget(&mut self, now: Instant) {
        self.lanes.retain(|_, lane| !lane.is_idle(now));
    }

    /// Finds a place for a send.
    pub fn put(&mut self, send: Send, now: Instant) -> Place {
        let domain = domain(&send).to_string();
        let most = self.most(&domain);
        // What a dead domain keeps until it has not answered.
        let start = (self.width / 20).max(1).min(most);
        let lane = self.lanes.entry(domain.clone()).or_insert_with(|| Lane { window: start, ..Lane::default() });
        let rate = self.limits.get(&domain).map_or(0, |limit| limit.per_minute);
        let gap = MINUTE.checked_div(rate).unwrap_or_default();
        if let Some(until) = lane.rests_until.filter(|until| *until > now) {
            // The first tries it again; the others come a little later, to find it open or resting once more.
            let wait = lane.plan(until, gap.max(self.rest / 100), now);
            let why = lane.reason.as_deref().unwrap_or("nothing gets through");
            return later(send, wait, format!("mail to {domain} rests: {why}"));
        }
        if rate > 0 {
            let next = lane.next_at.filter(|next| *next > now).unwrap_or(now);
            if next > now + gap.max(Duration::from_secs(1)) {
                let wait = lane.plan(next, gap, now);
                return later(send, wait, format!("at most {rate} messages a minute go to {domain}"));
            }
            lane.next_at = Some(next + gap);
        }
        if lane.is_held_back(now) && lane.waiting.len() >= BACKLOG {
            let each = lane.takes.unwrap_or_default() / u32::try_from(lane.window).unwrap_or(1).max(1);
            // It widens while it works off what waits: half of what that takes now is a guess at its turn.
            let behind = each * (BACKLOG as u32 / 2);
            let wait = lane.plan(now + behind.max(Duration::from_secs(1)), each / 2, now);
            return later(send, wait, format!("mail to {domain} waits: its server is slow or new to us"));
        }
        self.waiting += 1;
        lane.waiting.push_back(send);
        self.ready += usize::from(lane.listed);
        self.list(&domain);
        Place::Waits
    }

    /// The next that may begin.
    pub fn next(&mut self) -> Option<Send> {
        while let Some(domain) = self.turns.pop_front() {
            let Some(lane) = self.lanes.get_mut(&domain) else { continue };
            lane.listed = false;
            self.ready -= lane.waiting.len();
            if lane.under_way < lane.window
                && let Some(send) = lane.waiting.pop_front()
            {
                if lane.under_way == 0 {
                    lane.heard_at = Some(Instant::now());
                }
                lane.under_way += 1;
                self.waiting -= 1;
                self.list(&domain);
                return Some(send);
            }
        }
        None
    }

    /// A message is over: what its server said, and how long it took.
    pub fn over(&mut self, domain: &str, heard: Heard, (took, words): (Duration, Option<&str>), now: Instant) {
        let quickest = self.lanes.values().filter_map(|lane| lane.takes).min();
        let (most, narrow) = (self.most(domain), (self.width / 10).max(1));
        let Some(lane) = self.lanes.get_mut(domain) else { return };
        lane.under_way = lane.under_way.saturating_sub(1);
        if heard != Heard::Nothing {
            (lane.heard_at, lane.slow) = (Some(now), heard != Heard::Answer);
        }
        match heard {
            Heard::Nothing => {}
            Heard::Answer => {
                (lane.failures, lane.rests, lane.rests_until, lane.reason) = (0, 0, None, None);
                let takes = lane.takes.map_or(took, |before| (before * 7 + took) / 8);
                lane.takes = Some(takes);
                lane.slow = takes > SLOW && quickest.is_some_and(|quickest| takes > quickest * SLOWER);
                lane.window = (lane.window + 1).min(if lane.slow { narrow.min(most) } else { most });
            }
            Heard::Later => (lane.window, lane.reason) = ((lane.window / 2).max(1), words.map(str::to_string)),
            Heard::Silence | Heard::Blocked => {
                lane.failures += 1;
                lane.window = if heard == Heard::Blocked { 1 } else { (lane.window / 2).max(1) };
                lane.reason = words.map(str::to_string);
                if lane.failures >= REST_AFTER && lane.rests_until.is_none_or(|until| until <= now) {
                    lane.rests_until = Some(now + self.rest * (1 << lane.rests.min(16)).min(LONGEST));
                    lane.rests += 1;
                    lane.window = 1;
                }
            }
        }
        self.list(domain);
    }

    /// What waits in lanes that rest, taken out.
    pub fn resting(&mut self, now: Instant) -> Vec<Send> {
        let mut out = Vec::new();
        for lane in self.lanes.values_mut().filter(|lane| lane.rests_until.is_some_and(|until| until > now)) {
            self.ready -= if lane.listed { lane.waiting.len() } else { 0 };
            out.extend(std::mem::take(&mut lane.waiting));
        }
        self.waiting -= out.len();
        out
    }

    /// Lanes that are held back, and why.
    pub fn troubled(&self, now: Instant) -> Vec<LaneView> {
        let view = |(domain, lane): (&String, &Lane)| LaneView {
            domain: domain.clone(),
            under_way: lane.under_way,
            width: lane.window,
            rests_for: lane.rests_until.and_then(|until| until.checked_duration_since(now)),
            slow: lane.slow,
            limited: lane.next_at.is_some_and(|next| next > now),
            reason: lane.reason.clone(),
        };
        let troubled = |lane: &LaneView| lane.slow || lane.limited || lane.reason.is_some();
        self.lanes.iter().map(view).filter(troubled).collect()
    }

    /// How many may be on their way to a domain when all goes well.
    fn most(&self, domain: &str) -> usize {
        let set = self.limits.get(domain).map_or(0, |limit| limit.connections as usize);
        if set == 0 { self.width } else { set.min(self.width) }
    }

    fn list(&mut self, domain: &str) {
        let Some(lane) = self.lanes.get_mut(domain) else { return };
        if !lane.listed && !lane.waiting.is_empty() && lane.under_way < lane.window {
            lane.listed = true;
            self.ready += lane.waiting.len();
            self.turns.push_back(domain.to_string());
        }
    }
}

fn later(send: Send, wait: Duration, reason: String) -> Place {
    Place::Later { send: Box::new(send), wait, reason }
}

/// The domain that a send goes to.
pub(super) fn domain(send: &Send) -> &str {
    send.address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

#[cfg(test)]
mod tests;
