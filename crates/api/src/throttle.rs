//! How often sign-in may fail, per address and per network address, and how often a link of a mail may change something:
//! in memory, forgotten after a while.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

const WINDOW: Duration = Duration::from_secs(15 * 60);
/// Failures within the window.
const PER_ADDRESS: u32 = 10;
const PER_NETWORK: u32 = 50;
/// Most keys kept; beyond it the oldest windows go first.
const MOST: usize = 20_000;

#[derive(Default)]
pub struct Throttle(Mutex<HashMap<String, Count>>);

/// How often something may be changed by one link from a mail.
#[derive(Default)]
pub struct LinkThrottle(Mutex<HashMap<String, Count>>);

/// Changes by one link within the window.
const PER_LINK: u32 = 20;

impl LinkThrottle {
    /// Counts a change; seconds to wait when there have been too many.
    pub fn count(&self, link: &str, now: Instant) -> Option<u64> {
        let mut counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        make_room(&mut counts, now);
        let count = counts.entry(link.to_string()).or_insert(Count { since: now, times: 0 });
        count.more(now);
        let left = WINDOW.saturating_sub(now.duration_since(count.since));
        (count.times > PER_LINK).then(|| left.as_secs().max(1))
    }
}

#[derive(Clone, Copy)]
struct Count {
    since: Instant,
    times: u32,
}

impl Count {
    fn more(&mut self, now: Instant) {
        if now.duration_since(self.since) >= WINDOW {
            *self = Count { since: now, times: 0 };
        }
        self.times += 1;
    }
}

fn make_room(counts: &mut HashMap<String, Count>, now: Instant) {
    if counts.len() >= MOST {
        counts.retain(|_, count| now.duration_since(count.since) < WINDOW);
    }
    if counts.len() >= MOST {
        let oldest = counts.iter().min_by_key(|(_, count)| count.since).map(|(key, _)| key.clone());
        oldest.and_then(|key| counts.remove(&key));
    }
}

impl Throttle {
    /// Seconds to wait, when this address or network has failed too often.
    pub fn wait(&self, address: &str, network: &str, now: Instant) -> Option<u64> {
        let counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let keys = [(format!("a:{address}"), PER_ADDRESS), (format!("n:{network}"), PER_NETWORK)];
        keys.iter()
            .filter_map(|(key, most)| {
                let count = counts.get(key).filter(|count| count.times >= *most)?;
                let left = WINDOW.checked_sub(now.duration_since(count.since))?;
                Some(left.as_secs().max(1))
            })
            .max()
    }

    pub fn failed(&self, address: &str, network: &str, now: Instant) {
        let mut counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        make_room(&mut counts, now);
        for key in [format!("a:{address}"), format!("n:{network}")] {
            counts.entry(key).or_insert(Count { since: now, times: 0 }).more(now);
        }
    }

    /// A right password forgives the address, not the network.
    pub fn succeeded(&self, address: &str) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&format!("a:{address}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_waits_after_ten_failures_and_is_free_later() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..PER_ADDRESS {
            assert_eq!(throttle.wait("a@x", "n", start), None);
            throttle.failed("a@x", "n", start);
        }
        assert!(throttle.wait("a@x", "n", start).is_some());
        assert_eq!(throttle.wait("b@x", "n", start), None);
        assert_eq!(throttle.wait("a@x", "n", start + WINDOW + Duration::from_secs(1)), None);
        throttle.succeeded("a@x");
        assert_eq!(throttle.wait("a@x", "n", start), None);
    }

    #[test]
    fn a_network_that_tries_many_addresses_waits_too() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for n in 0..PER_NETWORK {
            throttle.failed(&format!("{n}@x"), "n", now);
        }
        assert!(throttle.wait("new@x", "n", now).is_some());
        assert_eq!(throttle.wait("new@x", "elsewhere", now), None);
    }

    #[test]
    fn a_link_changes_things_so_many_times_and_again_later() {
        let (throttle, start) = (LinkThrottle::default(), Instant::now());
        let tries: Vec<bool> = (0..=PER_LINK).map(|_| throttle.count("link", start).is_none()).collect();
        assert!(tries[..PER_LINK as usize].iter().all(|fine| *fine) && !tries[PER_LINK as usize]);
        assert_eq!(throttle.count("another", start), None);
        assert_eq!(throttle.count("link", start + WINDOW), None);
    }
}
