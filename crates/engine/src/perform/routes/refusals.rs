//! Senders that a way refuses: their mail waits or goes another way, while the mail of others goes on.

use super::health::{FAILURES, FIRST_REST};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const LONGEST_REST: Duration = Duration::from_secs(10 * 60);

/// By the sender's domain.
#[derive(Default)]
pub struct Refusals(BTreeMap<String, Refusal>);

struct Refusal {
    in_row: u32,
    /// Until when nothing more of it is tried; `None` while it may have been about one recipient only.
    until: Option<Instant>,
    reason: String,
}

/// How long to rest after so many failures in a row.
pub(super) fn longer(failures: u32) -> Duration {
    FIRST_REST.saturating_mul(1 << failures.saturating_sub(FAILURES).min(8)).min(LONGEST_REST)
}

impl Refusals {
    /// Why nothing of this sender is tried now.
    pub fn against(&self, sender: &str) -> Option<&str> {
        let refusal = self.0.get(sender)?;
        refusal.until.filter(|until| *until > Instant::now()).map(|_| refusal.reason.as_str())
    }

    /// After a rest one message tries, and the others wait for its answer.
    pub fn tries(&mut self, sender: &str) {
        if let Some(until) = self.0.get_mut(sender).and_then(|refusal| refusal.until.as_mut()) {
            *until = Instant::now() + FIRST_REST;
        }
    }

    /// One more; whether a rest begins with it that was not one before.
    pub fn add(&mut self, sender: &str, reason: &str) -> bool {
        let new = || Refusal { in_row: 0, until: None, reason: String::new() };
        let refusal = self.0.entry(sender.to_string()).or_insert_with(new);
        refusal.in_row = refusal.in_row.saturating_add(1);
        refusal.reason = reason.to_string();
        if refusal.in_row >= FAILURES {
            refusal.until = Some(Instant::now() + longer(refusal.in_row));
        }
        refusal.in_row == FAILURES
    }

    /// It was taken.
    pub fn forget(&mut self, sender: &str) {
        self.0.remove(sender);
    }

    /// A sender that is refused until somebody mends it, with the reason.
    pub fn first(&self) -> Option<(&str, &str)> {
        let refused = |(_, refusal): &(&String, &Refusal)| refusal.until.is_some();
        self.0.iter().find(refused).map(|(sender, refusal)| (sender.as_str(), refusal.reason.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_rests_after_refusals_in_a_row_and_no_other_does() {
        let mut refusals = Refusals::default();
        assert!(!refusals.add("a.example", "no") && !refusals.add("a.example", "no"));
        assert!(refusals.against("a.example").is_none() && refusals.first().is_none());
        refusals.forget("a.example");
        assert!(!refusals.add("a.example", "no") && !refusals.add("a.example", "no"), "counted anew");
        assert!(refusals.add("a.example", "not you") && !refusals.add("a.example", "not you"));
        assert_eq!(refusals.against("a.example"), Some("not you"));
        assert_eq!(refusals.first(), Some(("a.example", "not you")));
        assert_eq!(refusals.against("b.example"), None);
        // The rest is over: one tries, the next one waits for its answer.
        refusals.0.get_mut("a.example").unwrap().until = Some(Instant::now());
        assert_eq!(refusals.against("a.example"), None);
        refusals.tries("a.example");
        assert!(refusals.against("a.example").is_some());
        refusals.forget("a.example");
        assert!(refusals.against("a.example").is_none() && refusals.first().is_none());
        assert_eq!((longer(FAILURES), longer(u32::MAX)), (FIRST_REST, LONGEST_REST));
    }
}
