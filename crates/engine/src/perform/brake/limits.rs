//! The limits, and which of them mail is past.

use std::collections::BTreeMap;
use store::runs::Brake;
use store::sends::SendState;

/// Of so many attempts, this many in a thousand came back for good, or were refused for what is in them.
pub(super) const BACK: (i64, i64) = (500, 50);
/// Of so many delivered, this many in a thousand were complained of.
pub(super) const COMPLAINTS: (i64, i64) = (1_000, 1);
/// Verdicts on a send that count.
const HARD_VERDICTS: [&str; 2] = ["hard_user", "hard_domain"];
const CONTENT: &str = "content";
pub(in super::super) const COMPLAINT: &str = "complaint";

/// What a verdict counts as, besides a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Back {
    /// Nobody has the address.
    Hard,
    /// Spam, a virus, its size or form: with another message it may be taken.
    Content,
}

impl Back {
    pub(super) fn of(verdict: &str) -> Option<Back> {
        let hard = HARD_VERDICTS.contains(&verdict).then_some(Back::Hard);
        hard.or((verdict == CONTENT).then_some(Back::Content))
    }
}

/// Whether so many of these attempts are past the limit.
pub(super) fn too_many(back: i64, attempts: i64) -> bool {
    attempts >= BACK.0 && back * 1_000 >= attempts * BACK.1
}

/// The limit that mail is past, in words. A refusal for what is in a message has come back for good too.
pub(super) fn past(verdicts: &BTreeMap<String, i64>, states: &BTreeMap<SendState, i64>) -> Option<(Brake, String)> {
    let of = |state| states.get(&state).copied().unwrap_or(0);
    let taken = of(SendState::Sent) + of(SendState::Unknown);
    let attempts = taken + of(SendState::Failed);
    let back = |kind| -> i64 {
        verdicts.iter().filter(|(verdict, _)| Back::of(verdict) == Some(kind)).map(|(_, count)| count).sum()
    };
    let complaints = verdicts.get(COMPLAINT).copied().unwrap_or(0);
    if complaints > 0 && taken >= COMPLAINTS.0 && complaints * 1_000 >= taken * COMPLAINTS.1 {
        let reason = format!("{complaints} of {taken} recipients complained of spam, which is 0.1 % or more");
        return Some((Brake::Complaints, reason));
    }
    let (hard, content) = (back(Back::Hard), back(Back::Content));
    if too_many(hard, attempts) {
        let reason = format!("{hard} of {attempts} messages came back for good, which is 5 % or more");
        return Some((Brake::HardBounces, reason));
    }
    if too_many(content, attempts) {
        let reason = format!("{content} of {attempts} messages were refused for what is in them, which is 5 % or more");
        return Some((Brake::Content, reason));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(sent: i64, failed: i64, hard: i64, complaints: i64) -> Option<Brake> {
        let verdicts = [("hard_user".to_string(), hard), (COMPLAINT.to_string(), complaints), ("block".into(), 900)];
        let states = [(SendState::Sent, sent), (SendState::Failed, failed), (SendState::Queued, 10_000)];
        past(&verdicts.into(), &states.into()).map(|(brake, _)| brake)
    }

    #[test]
    fn a_run_is_stopped_from_the_limit_on_and_not_by_few() {
        assert_eq!(judged(450, 49, 49, 0), None, "too few attempts");
        assert_eq!(judged(475, 25, 25, 0), Some(Brake::HardBounces));
        assert_eq!(judged(476, 24, 24, 0), None);
        // Those that came back later were sent.
        assert_eq!(judged(1_000, 0, 50, 0), Some(Brake::HardBounces));
        assert_eq!(judged(999, 0, 0, 3), None, "too few delivered");
        assert_eq!(judged(1_000, 0, 0, 1), Some(Brake::Complaints));
        assert_eq!(judged(1_001, 0, 0, 1), None);
        // Who refuses the sender says nothing about the addresses.
        assert_eq!(judged(100, 900, 0, 0), None);
    }

    #[test]
    fn what_is_refused_for_its_content_has_a_limit_of_its_own() {
        let judged = |content: i64, hard: i64| {
            let verdicts = [("content".to_string(), content), ("hard_domain".to_string(), hard)];
            past(&verdicts.into(), &[(SendState::Sent, 400), (SendState::Failed, 100)].into())
        };
        assert_eq!(judged(24, 24), None);
        let (brake, reason) = judged(25, 24).unwrap();
        assert_eq!(brake, Brake::Content);
        assert_eq!(reason, "25 of 500 messages were refused for what is in them, which is 5 % or more");
        assert!(judged(25, 25).unwrap().1.contains("came back for good"));
    }
}
