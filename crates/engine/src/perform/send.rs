//! One send: gate, compose, hand over, record.

use super::compose::{About, settings};
use super::report::details;
use super::{Performer, gate};
use fault::{Bug, Point, bug, point};
use futures::stream::{self, StreamExt};
use mail::Outcome;
use model::{DAY, HOUR, MINUTE, Timestamp};
use std::collections::BTreeMap;
use std::time::Duration;
use store::StoreError;
use store::sends::{Finish, Send, SendState};

/// Waits between attempts; the last one repeats.
const WAITS: [i64; 6] = [5 * MINUTE, 15 * MINUTE, 45 * MINUTE, 2 * HOUR, 4 * HOUR, 6 * HOUR];
/// After this long nobody waits for a message any more.
const PATIENCE: i64 = 3 * DAY;
/// Claimed at a time, for each message that may be on its way at once.
const CLAIMED: usize = 4;
/// How often a result is offered to a store that cannot write.
const RECORD_ATTEMPTS: u32 = 5;

impl Performer {
    /// Performs the sends that are due; returns how many were claimed.
    pub(super) async fn perform_sends(&self) -> Result<usize, StoreError> {
        let (engine, width) = (&self.0.engine, self.0.options.transport.width());
        let mut done = 0;
        while !self.0.stop.is_cancelled() {
            let lease = self.lease_ms();
            let claimed = store::sends::claim(engine.store(), engine.workspace(), width * CLAIMED, engine.now(), lease);
            let claimed = claimed.await?;
            let Some(token) = claimed.first().map(|send| send.token) else { break };
            done += claimed.len();
            point(Point::AfterClaim);
            // One contact's sends go one after another, so that the limits see each before the next.
            let mut by_contact: BTreeMap<_, Vec<Send>> = BTreeMap::new();
            for send in claimed {
                by_contact.entry(send.contact).or_default().push(send);
            }
            let tasks = by_contact.into_values().map(|sends| async move {
                for send in sends {
                    if !self.0.stop.is_cancelled() {
                        self.perform_send(send).await;
                    }
                }
            });
            stream::iter(tasks).buffer_unordered(width).collect::<()>().await;
            if self.0.stop.is_cancelled() {
                // What was not begun is somebody else's, or the next start's.
                store::sends::release(engine.store(), engine.workspace(), token, engine.now()).await?;
            }
        }
        Ok(done)
    }

    async fn perform_send(&self, send: Send) {
        let before = self.0.engine.now();
        let finish = match self.attempt(&send).await {
            Ok(finish) => finish,
            Err(error) => {
                tracing::warn!(send = %send.id, %error, "the send waits for the store");
                let due_at = Some(self.0.engine.now().plus(MINUTE));
                Finish { send: send.id, state: SendState::Deferred, reason: Some(error.to_string()), due_at }
            }
        };
        for attempt in 1..=RECORD_ATTEMPTS {
            match self.0.recorder.finish(&send, finish.clone()).await {
                Ok(recorded) => {
                    let reason = finish.reason.filter(|_| recorded && finish.state == SendState::Failed);
                    if let Some(reason) = reason {
                        self.refused(&send, &reason, before).await;
                    }
                    return;
                }
                // After the last attempt the claim runs out, and what was handed over is in doubt.
                Err(error) => tracing::error!(send = %send.id, attempt, %error, "the result cannot be recorded"),
            }
            tokio::time::sleep(Duration::from_secs(u64::from(attempt))).await;
        }
    }

    async fn attempt(&self, send: &Send) -> Result<Finish, StoreError> {
        let engine = &self.0.engine;
        let end = |state, reason: String| Ok(Finish { send: send.id, state, reason: Some(reason), due_at: None });
        let Some(settings) = settings(&engine.image()) else {
            return end(SendState::Failed, "the instance has no settings; publish them".into());
        };
        let ready = match self.0.emails.of(engine, send).await? {
            Ok(ready) => ready,
            Err(why) => return end(SendState::Failed, format!("the email cannot be rendered: {why}")),
        };
        let details = details(send);
        let sender = match details.sender {
            Some(user) => store::users::get(engine.store(), engine.workspace(), user).await?,
            None => None,
        };
        // The last word before the wire, after everything that takes time.
        if let Some(held) = gate::ask(engine, send, &settings).await? {
            return Ok(self.held(send, held));
        }
        let about =
            About { program: send.program.as_deref(), asset: details.asset.as_deref(), sender: sender.as_ref() };
        let letter = match self.letter(send, &ready, &settings, &about) {
            Ok(letter) => letter,
            Err(why) => return end(SendState::Failed, format!("the email cannot be rendered: {why}")),
        };
        let message = match mail::build(letter).and_then(|message| self.with_way_back(send.id, message)) {
            Ok(message) => message,
            Err(why) => return end(SendState::Failed, why.to_string()),
        };
        point(Point::AfterRender);
        // A run that was stopped begins no more conversations.
        if !store::sends::is_ours(engine.store(), engine.workspace(), send).await? {
            return Ok(self.finish_of(send, Outcome::Withdrawn));
        }
        let ledger = self.0.recorder.ledger(engine, send, &message.letter.message_id);
        let outcome = self.0.options.transport.deliver(send.id, &message, &ledger).await;
        if bug(Bug::HandingLate)
            && let Err(error) = self.0.recorder.handing(send, &message.letter.message_id).await
        {
            tracing::error!(send = %send.id, %error, "late, and not at all");
        }
        match outcome {
            // Stopped at the last word: by the gate, by somebody who paused the run, or because the claim was lost, and
            // then this changes nothing.
            Outcome::Withdrawn => match gate::ask(engine, send, &settings).await? {
                Some(held) => Ok(self.held(send, held)),
                None => Ok(self.finish_of(send, Outcome::Withdrawn)),
            },
            outcome => Ok(self.finish_of(send, outcome)),
        }
    }

    /// What the gate held: for good, or until it is worth asking again.
    fn held(&self, send: &Send, held: rules::send_gate::Held) -> Finish {
        let waits = held.retry_at.filter(|at| *at <= send.created_at.plus(PATIENCE));
        let state = if waits.is_some() { SendState::Deferred } else { SendState::Held };
        Finish { send: send.id, state, reason: Some(held.reason), due_at: waits }
    }

    fn finish_of(&self, send: &Send, outcome: Outcome) -> Finish {
        let now = self.0.engine.now();
        let (state, reason, due_at) = match outcome {
            Outcome::Withdrawn => (SendState::Deferred, Some("stopped".into()), Some(now)),
            Outcome::Accepted { .. } => (SendState::Sent, None, None),
            Outcome::Failed { reason } => (SendState::Failed, Some(reason), None),
            Outcome::Deferred { reason } | Outcome::NoWay { reason, .. } => match self.next_attempt(send, now) {
                Some(at) => (SendState::Deferred, Some(reason), Some(at)),
                None => (SendState::Failed, Some(format!("not taken within three days: {reason}")), None),
            },
            // Operational mail is sent again, once, with the same Message-ID.
            Outcome::InDoubt { reason }
                if (send.operational && send.message_id.is_none()) || bug(Bug::DoubtIsDeferral) =>
            {
                (SendState::Deferred, Some(reason), Some(now.plus(self.wait(0))))
            }
            Outcome::InDoubt { reason } => (SendState::Unknown, Some(reason), None),
        };
        Finish { send: send.id, state, reason, due_at }
    }

    fn next_attempt(&self, send: &Send, now: Timestamp) -> Option<Timestamp> {
        let at = now.plus(self.wait(usize::try_from(send.attempt - 1).unwrap_or(0)));
        (at <= send.created_at.plus(PATIENCE)).then_some(at)
    }

    /// How long to wait after so many attempts: as usual, or in proportion to another first wait.
    fn wait(&self, attempts: usize) -> i64 {
        let usual = WAITS[attempts.min(WAITS.len() - 1)];
        let first = self.0.options.retry.map(|first| i64::try_from(first.as_micros()).unwrap_or(WAITS[0]));
        first.map_or(usual, |first| (usual / WAITS[0]).saturating_mul(first))
    }
}
