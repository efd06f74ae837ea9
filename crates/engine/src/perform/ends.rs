//! How attempts end, what follows from it, and when there is another.

use super::Performer;
use super::lanes::Heard;
use fault::{Bug, bug};
use futures::future::join_all;
use mail::{Category, Outcome};
use model::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use rules::send_gate::{Held, HeldCode};
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::sends::{Finish, Send, SendState, Waits};

/// Waits between attempts; the last one repeats.
const WAITS: [i64; 6] = [5 * MINUTE, 15 * MINUTE, 45 * MINUTE, 2 * HOUR, 4 * HOUR, 6 * HOUR];
pub(super) const FIRST_WAIT: Duration = Duration::from_secs(5 * 60);
/// After attempts for this long nobody waits for a message any more, and no message waits for longer at a time.
const PATIENCE: i64 = 3 * DAY;
/// How often a result is offered to a store that cannot write, and the longest wait between in seconds: together about as
/// long as a claim lasts.
const RECORD_ATTEMPTS: u32 = 900;
const RECORD_WAIT: u32 = 2;
/// How long what our own store has failed waits.
const TROUBLE: i64 = 10 * SECOND;

impl Performer {
    /// Records an end; after the last attempt the claim runs out, and what was handed over is in doubt.
    pub(super) async fn record(&self, send: &Send, finish: Finish, before: Timestamp) {
        for attempt in 1..=RECORD_ATTEMPTS {
            match self.0.recorder.finish(finish.clone()).await {
                Ok(recorded) => {
                    if recorded && self.0.ends.count(send, (finish.state, finish.verdict)) {
                        self.0.look.notify_one();
                    }
                    let reason = finish.reason.filter(|_| recorded && finish.state == SendState::Failed);
                    if let Some(reason) = reason {
                        self.refused(send, &reason, before).await;
                    }
                    return;
                }
                Err(error) => tracing::error!(send = %send.id, attempt, %error, "the result cannot be recorded"),
            }
            tokio::time::sleep(Duration::from_secs(u64::from(attempt.min(RECORD_WAIT)))).await;
        }
        self.0.astray.store(true, Ordering::Relaxed);
    }

    /// Records ends of sends that were not tried; where that fails their claims are given up.
    pub(super) async fn record_all(&self, ends: Vec<Finish>) {
        for recorded in join_all(ends.into_iter().map(|end| self.0.recorder.finish(end))).await {
            if let Err(error) = recorded {
                tracing::error!(%error, "what is put off cannot be recorded");
                self.0.astray.store(true, Ordering::Relaxed);
            }
        }
    }

    /// What the gate held: for good, or until it is worth asking again.
    pub(super) fn held(&self, send: &Send, held: Held) -> Finish {
        // That it was made long ago may be owed to a quota, or to a run that was paused. What waits for somebody to
        // mend a domain has no end of its own.
        let (waits_for, since) = match held.code {
            HeldCode::DomainUnverified => (Waits::Sender, send.created_at),
            _ => (Waits::Gate, self.0.engine.now()),
        };
        match held.retry_at.filter(|_| waits(&held, since)) {
            Some(at) => self.put_off(send, waits_for, at, held.reason),
            None => Finish::new(send, SendState::Held, Some(held.reason)),
        }
    }

    /// Its program was stopped by what came back: it waits until somebody lets the program go on, which makes it due.
    pub(super) fn halted(&self, send: &Send, why: String) -> Finish {
        self.put_off(send, Waits::Halted, self.0.engine.now().plus(DAY), why)
    }

    /// Our own store or journal did not do its part: no attempt, and nothing that a server or a lane is to blame for.
    pub(super) fn troubled(&self, send: &Send, reason: String) -> Finish {
        self.put_off(send, Waits::Stopped, self.0.engine.now().plus(TROUBLE), reason)
    }

    pub(super) fn finish_of(&self, send: &Send, outcome: Outcome) -> Finish {
        let now = self.0.engine.now();
        match outcome {
            Outcome::Withdrawn => self.put_off(send, Waits::Stopped, now, "stopped".into()),
            Outcome::Accepted { .. } => Finish::new(send, SendState::Sent, None),
            Outcome::Failed { reason } => failed(send, reason),
            Outcome::Deferred { reason } | Outcome::NoWay { reason, .. } => match self.next_attempt(send, now) {
                Some(at) => self.put_off(send, Waits::Retry, at, reason),
                None => failed(send, format!("not taken within three days: {reason}")),
            },
            // Operational mail is sent again, once, with the same Message-ID.
            Outcome::InDoubt { reason }
                if (send.operational && send.message_id.is_none()) || bug(Bug::DoubtIsDeferral) =>
            {
                self.put_off(send, Waits::Retry, now.plus(self.wait(0)), reason)
            }
            Outcome::InDoubt { reason } => Finish::new(send, SendState::Unknown, Some(reason)),
        }
    }

    /// Patience ends with what servers said "later" to, not with time: what waited for a quota or a paused run was not
    /// tried meanwhile.
    fn next_attempt(&self, send: &Send, now: Timestamp) -> Option<Timestamp> {
        let attempts = usize::try_from(send.attempt).unwrap_or(1).max(1);
        let first: i64 = (0..attempts.min(WAITS.len())).map(|n| self.wait(n)).sum();
        let more = i64::try_from(attempts.saturating_sub(WAITS.len())).unwrap_or(i64::MAX);
        let waited = first.saturating_add(more.saturating_mul(self.wait(WAITS.len())));
        (waited <= PATIENCE).then(|| now.plus(self.wait(attempts - 1)))
    }

    /// How long to wait after so many attempts: as usual, or in proportion to another first wait.
    fn wait(&self, attempts: usize) -> i64 {
        let usual = WAITS[attempts.min(WAITS.len() - 1)];
        let first = self.0.options.retry.map(|first| i64::try_from(first.as_micros()).unwrap_or(WAITS[0]));
        first.map_or(usual, |first| (usual / WAITS[0]).saturating_mul(first))
    }
}

/// Whether what the gate held is worth waiting for, from then on.
pub fn waits(held: &Held, since: Timestamp) -> bool {
    held.retry_at.is_some_and(|at| at <= since.plus(PATIENCE))
}

pub(super) fn failed(send: &Send, reason: String) -> Finish {
    let verdict = mail::refusal(&reason).map(Category::as_str);
    Finish { verdict, ..Finish::new(send, SendState::Failed, Some(reason)) }
}

/// A server's words about a message.
pub(super) fn words(outcome: &Outcome) -> Option<&str> {
    match outcome {
        Outcome::Failed { reason } | Outcome::Deferred { reason } | Outcome::InDoubt { reason } => Some(reason),
        Outcome::NoWay { reason, .. } => Some(reason),
        Outcome::Accepted { .. } | Outcome::Withdrawn => None,
    }
}

/// What it says of the lane. A full mailbox is one recipient's affair.
pub(super) fn heard(outcome: &Outcome) -> Heard {
    let category = words(outcome).and_then(mail::refusal);
    match (outcome, category) {
        (Outcome::Withdrawn | Outcome::NoWay { .. }, _) => Heard::Nothing,
        (Outcome::Failed { .. } | Outcome::Deferred { .. }, Some(Category::Block)) => Heard::Blocked,
        (Outcome::Accepted { .. } | Outcome::Failed { .. }, _) => Heard::Answer,
        (Outcome::Deferred { .. }, Some(Category::SoftMailbox)) => Heard::Answer,
        (Outcome::Deferred { .. }, Some(_)) => Heard::Later,
        (Outcome::Deferred { .. } | Outcome::InDoubt { .. }, _) => Heard::Silence,
    }
}
