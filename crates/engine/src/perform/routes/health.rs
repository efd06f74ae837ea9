//! How a way does: a breaker that opens when it does not work and lets one message try after a while, and its limits a
//! second and a day.

use super::refusals::{Refusals, longer};
use mail::Fault;
use model::{DAY, Timestamp};
use std::time::{Duration, Instant};
use store::ways::WayOut;

/// Failures in a row after which a way that cannot be reached is given a rest.
pub(super) const FAILURES: u32 = 3;
pub(super) const FIRST_REST: Duration = Duration::from_secs(30);
/// A refused account is not mended by itself; somebody may have mended it by now.
const ACCOUNT_REST: Duration = Duration::from_secs(5 * 60);
/// A message waits so long for its turn within a second's limit; beyond it another way may take it.
const TURN: Duration = Duration::from_secs(2);
/// What does not fit is given times up to so far ahead.
const HORIZON: Duration = Duration::from_secs(5 * 60);

#[derive(Default)]
pub struct Health {
    failures: u32,
    rest: Option<Rest>,
    /// Senders that it does not take.
    pub refusals: Refusals,
    /// When the next message fits into the limit a second.
    next: Option<Instant>,
    /// Up to when what did not fit has been given its time.
    planned: Option<Instant>,
    /// The day that is counted, and how many messages went out in it.
    day: Option<Timestamp>,
    today: i64,
}

struct Rest {
    until: Instant,
    fault: Fault,
    reason: String,
}

/// Why a way takes no message now.
pub struct No {
    pub reason: String,
    /// When its limit has room again.
    pub until: Option<Timestamp>,
}

/// When the day (UTC) of an instant began.
pub fn day(now: Timestamp) -> Timestamp {
    Timestamp(now.0.div_euclid(DAY) * DAY)
}

impl Health {
    /// With what went out today already.
    pub fn of((day, today): (Timestamp, i64)) -> Health {
        Health { day: Some(day), today, ..Health::default() }
    }

    pub fn is_ready(&self) -> bool {
        self.rest.as_ref().is_none_or(|rest| rest.until <= Instant::now())
    }

    /// It rests because it could not be reached: where nothing else is left it is worth a try.
    pub fn may_be_tried(&self) -> bool {
        self.rest.as_ref().is_none_or(|rest| rest.until <= Instant::now() || rest.fault == Fault::Unreachable)
    }

    /// Why it rests, and how long.
    pub fn resting(&self) -> Option<(Fault, &str, Duration)> {
        let rest = self.rest.as_ref()?;
        let left = rest.until.checked_duration_since(Instant::now())?;
        Some((rest.fault, &rest.reason, left))
    }

    pub fn today(&self, now: Timestamp) -> i64 {
        if self.day == Some(day(now)) { self.today } else { 0 }
    }

    /// Takes room for a message within the limits, with how long it waits for its turn.
    pub fn take(&mut self, row: Option<&WayOut>, now: Timestamp) -> Result<Duration, No> {
        let (per_second, per_day) = row.map_or((None, None), |row| (row.per_second, row.per_day));
        if self.day != Some(day(now)) {
            (self.day, self.today) = (Some(day(now)), 0);
        }
        if let Some(most) = per_day.filter(|most| self.today >= *most) {
            let until = Some(day(now).plus(DAY));
            return Err(No { reason: format!("{most} messages have gone out today, which is all that may"), until });
        }
        let clock = Instant::now();
        let mut wait = Duration::ZERO;
        if let Some(most) = per_second.and_then(|most| u32::try_from(most).ok()).filter(|most| *most > 0) {
            let next = self.next.filter(|next| *next > clock).unwrap_or(clock);
            let gap = Duration::from_secs(1) / most;
            wait = next - clock;
            if wait > TURN {
                let planned = self.planned.filter(|planned| *planned > next).unwrap_or(next).min(clock + HORIZON);
                self.planned = Some(planned + gap);
                let until = now.plus(i64::try_from((planned - clock).as_micros()).unwrap_or(i64::MAX));
                let reason = format!("at most {most} messages a second may go out");
                return Err(No { reason, until: Some(until) });
            }
            self.next = Some(next + gap);
        }
        // After a rest one message tries; until it is answered the others go elsewhere.
        if let Some(rest) = &mut self.rest {
            rest.until = clock + FIRST_REST;
        }
        self.today += 1;
        Ok(wait)
    }

    /// Somebody has looked after it: everything may be tried again.
    pub fn mended(&mut self) {
        self.worked();
        self.refusals = Refusals::default();
    }

    pub fn worked(&mut self) {
        (self.failures, self.rest) = (0, None);
    }

    /// A message that room was taken for did not leave.
    pub fn unused(&mut self) {
        self.today = (self.today - 1).max(0);
    }

    pub fn failed(&mut self, fault: Fault, reason: &str) {
        self.failures = self.failures.saturating_add(1);
        self.unused();
        let rest = match fault {
            Fault::Account => ACCOUNT_REST,
            Fault::Busy(pause) => pause,
            Fault::Unreachable | Fault::Sender if self.failures < FAILURES => return,
            Fault::Unreachable | Fault::Sender => longer(self.failures),
        };
        self.rest = Some(Rest { until: Instant::now() + rest, fault, reason: reason.to_string() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;
    const NOW: Timestamp = Timestamp(10 * DAY + 5);

    fn row(per_second: Option<i64>, per_day: Option<i64>) -> WayOut {
        WayOut {
            key: "a".into(),
            kind: "ses".into(),
            label: "A".into(),
            settings: Default::default(),
            secret: Vec::new(),
            per_second,
            per_day,
            enabled: true,
            created_at: NOW,
            updated_at: NOW,
        }
    }

    #[test]
    fn a_way_rests_after_failures_in_a_row_and_at_once_when_it_refuses_us() {
        let mut health = Health::default();
        for _ in 1..FAILURES {
            health.failed(Fault::Unreachable, "gone");
            assert!(health.is_ready());
        }
        health.worked();
        for _ in 1..FAILURES {
            health.failed(Fault::Unreachable, "gone");
        }
        assert!(health.is_ready(), "what worked in between begins the count anew");
        health.failed(Fault::Unreachable, "gone");
        assert!(!health.is_ready() && health.may_be_tried());
        assert_eq!(health.resting().map(|(_, reason, _)| reason), Some("gone"));
        let mut health = Health::default();
        health.failed(Fault::Account, "who are you");
        assert!(!health.is_ready() && !health.may_be_tried());
        health.worked();
        health.failed(Fault::Busy(Duration::ZERO), "wait");
        assert!(health.is_ready(), "a rest ends");
        // One message tries, and the others wait for its answer.
        health.take(None, NOW).ok().unwrap();
        assert!(!health.is_ready());
    }

    #[test]
    fn limits_hold_and_a_message_that_did_not_leave_uses_nothing_up() {
        let (mut health, limited) = (Health::of((day(NOW), 1)), row(None, Some(3)));
        health.take(Some(&limited), NOW).ok().unwrap();
        health.failed(Fault::Unreachable, "gone");
        health.take(Some(&limited), NOW).ok().unwrap();
        health.take(Some(&limited), NOW).ok().unwrap();
        let no = health.take(Some(&limited), NOW).err().unwrap();
        assert_eq!(no.until, Some(Timestamp(11 * DAY)));
        assert_eq!(health.today(NOW), 3);
        health.take(Some(&limited), NOW.plus(DAY)).ok().unwrap();
        // Ten a second: the twenty-first would wait for more than two seconds.
        let (mut health, quick) = (Health::default(), row(Some(10), None));
        let waits: Vec<_> = (0..30).map_while(|_| health.take(Some(&quick), NOW).ok()).collect();
        assert!((20..=22).contains(&waits.len()), "{}", waits.len());
        assert!(waits[0].is_zero() && waits[10] > Duration::from_millis(900));
        // The others wait for their turn, one after another, and are not put off as if something had gone wrong.
        let until = |health: &mut Health| health.take(Some(&quick), NOW).err().unwrap().until.unwrap();
        let first = until(&mut health);
        assert!((1..3).contains(&((first.0 - NOW.0) / SECOND)), "{first:?}");
        let last = (0..10_000).map(|_| until(&mut health)).last().unwrap();
        assert!((250..=300).contains(&((last.0 - NOW.0) / SECOND)), "{last:?}");
    }
}
