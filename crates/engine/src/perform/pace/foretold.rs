//! How long sending takes, told beforehand: what is slowest of the ways out, the quotas, the plan for a new sender and the
//! limits to recipients' domains. Other mail that goes out meanwhile is not counted.

use super::super::Performer;
use super::super::compose::settings;
use super::super::routes::OUTBOX;
use super::{domain_of, is_domain, sender_domain};
use model::definition::{Body, Settings};
use model::{DefinitionKind, SECOND, Timestamp};
use std::collections::BTreeMap;
use store::StoreError;

/// A run of so many says how fast mail goes out.
const TELLING: i64 = 50;
/// Where none has, a server is thought to take so many seconds for a message.
const USUAL: f64 = 0.5;
/// Nobody waits for longer.
const DAYS: u32 = 366;

/// What takes the longest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    Speed,
    PerSecond,
    PerDay,
    WarmUp,
    /// The limit that is set for a recipients' domain.
    Domain(String),
}

/// How long sending takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Foretold {
    pub seconds: f64,
    pub limit: Limit,
    /// Whether the speed is that of earlier runs; else it is a guess.
    pub measured: bool,
}

/// What is to go out: from a sender's domain to so many at each recipients' domain, at a speed in messages a second.
struct Batch<'b> {
    sender: &'b str,
    domains: &'b BTreeMap<String, u64>,
    speed: f64,
}

impl Performer {
    /// How long an email takes to so many at each recipients' domain; `None` when it takes more than a year.
    pub async fn foretell(&self, email: &str, domains: &BTreeMap<String, u64>) -> Result<Option<Foretold>, StoreError> {
        let engine = &self.0.engine;
        let (told, sender) = {
            let image = engine.image();
            let Some(told) = settings(&image) else { return Ok(None) };
            let email = match image.definition(DefinitionKind::Email, email).map(|found| &found.body) {
                Some(Body::Email(email)) => Some(email),
                _ => None,
            };
            let sender = sender_domain(email, &told);
            (told, sender)
        };
        self.count_today(&told).await?;
        let spent = {
            let spent = self.0.spent.lock().await;
            (spent.today.get(&sender).copied().unwrap_or(0), spent.today.values().sum())
        };
        let (store, workspace) = (engine.store(), engine.workspace());
        let mut lately = Vec::new();
        for run in store::runs::lately(store, workspace, TELLING).await? {
            let (Some(from), Some(to)) = (run.frozen_at, run.finished_at) else { continue };
            lately.push((to.0 - from.0, store::runs::tried_outward(store, workspace, run.id, OUTBOX).await?));
        }
        let measured = measured(&lately);
        let speed = measured.unwrap_or(self.width() as f64 / USUAL);
        let batch = Batch { sender: &sender, domains, speed };
        let found = foretell(&batch, spent, &told, engine.now());
        Ok(found.map(|(seconds, limit)| Foretold { seconds, limit, measured: measured.is_some() }))
    }
}

/// Messages a second of the fastest of some runs, of each how many microseconds it took and how many messages were handed
/// to another server: the others waited for something. Few messages tell nothing.
fn measured(runs: &[(i64, i64)]) -> Option<f64> {
    let telling = runs.iter().filter(|(micros, tried)| *micros > 0 && *tried >= TELLING);
    telling.map(|(micros, tried)| *tried as f64 / (*micros as f64 / SECOND as f64)).max_by(f64::total_cmp)
}

fn foretell(batch: &Batch<'_>, (own, all): (u64, u64), settings: &Settings, now: Timestamp) -> Option<(f64, Limit)> {
    let count: u64 = batch.domains.values().sum();
    let mut slowest = (count as f64 / batch.speed, Limit::Speed);
    let mut at_least = |seconds: f64, limit: Limit| {
        if seconds > slowest.0 {
            slowest = (seconds, limit);
        }
    };
    let pace = &settings.pace;
    let counts = |sender: &str| sender.is_empty() || is_domain(sender, batch.sender);
    for quota in pace.quotas.iter().filter(|quota| counts(&quota.sender) && quota.per_second > 0) {
        at_least(count as f64 / f64::from(quota.per_second), Limit::PerSecond);
    }
    for lane in &pace.lanes {
        let to = batch.domains.get(&domain_of(&format!("@{}", lane.domain))).copied().unwrap_or(0) as f64;
        if lane.per_minute > 0 {
            at_least(to * 60.0 / f64::from(lane.per_minute), Limit::Domain(lane.domain.clone()));
        }
    }
    let (mut left, mut date, mut used, mut first) = (count, now.date_in(&settings.zone), true, None);
    for _ in 0..DAYS {
        let spent = |all_senders: bool| {
            if !used {
                0
            } else if all_senders {
                all
            } else {
                own
            }
        };
        let quotas = pace.quotas.iter().filter(|quota| counts(&quota.sender) && quota.per_day > 0);
        let quotas = quotas
            .map(|quota| (u64::from(quota.per_day).saturating_sub(spent(quota.sender.is_empty())), Limit::PerDay));
        let plans = pace.warm_up.iter().filter(|plan| is_domain(&plan.sender, batch.sender));
        let plans = plans.filter_map(|plan| Some((plan.allowed(date)?.saturating_sub(spent(false)), Limit::WarmUp)));
        let least = quotas.chain(plans).min_by_key(|(room, _)| *room);
        let room = least.as_ref().map_or(u64::MAX, |(room, _)| *room);
        if room >= left {
            let Some(limit) = first else { return Some(slowest) };
            let waits = (Timestamp::start_of(date, &settings.zone).0 - now.0) as f64 / SECOND as f64;
            at_least(waits + left as f64 / batch.speed, limit);
            return Some(slowest);
        }
        left -= room;
        (first, used) = (first.or(least.map(|(_, limit)| limit)), false);
        date = date.tomorrow().ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOON: &str = "2026-12-01T11:00:00Z";

    fn told(pace: serde_json::Value, count: u64, spent: (u64, u64)) -> Option<(f64, Limit)> {
        let settings: Settings = serde_json::from_value(json!({
            "company": "Siembra", "postal_address": "Calle 1, Madrid", "sender_name": "News",
            "sender_address": "news@example.com", "public_url": "https://go.example.com/", "currency": "EUR",
            "zone": "Europe/Madrid", "fiscal_year_start": 1, "week_start": 1,
            "business_hours": {"from": 9, "to": 17, "days": [1]}, "go_live": "2026-01-01",
            "limits": {"per_day": 2, "per_week": 3, "consent_required": true},
            "marketing_sources": [], "rejection_reasons": [], "channels": ["Email"], "pace": pace
        }))
        .unwrap();
        let domains = BTreeMap::from([("gmail.com".to_string(), count / 4), ("a.test".into(), count - count / 4)]);
        let batch = Batch { sender: "example.com", domains: &domains, speed: 20.0 };
        foretell(&batch, spent, &settings, Timestamp::parse(NOON).unwrap())
    }

    #[test]
    fn the_slowest_of_all_limits_says_how_long_it_takes() {
        assert_eq!(told(json!({}), 1_000, (0, 0)), Some((50.0, Limit::Speed)));
        let quotas = |quotas: serde_json::Value| json!({"quotas": quotas});
        assert_eq!(told(quotas(json!([{"per_second": 4}])), 1_000, (0, 0)), Some((250.0, Limit::PerSecond)));
        let others = json!([{"sender": "other.test", "per_second": 4, "per_day": 1}]);
        assert_eq!(told(quotas(others), 1_000, (0, 0)), Some((50.0, Limit::Speed)));
        let lanes = json!({"lanes": [{"domain": "GMail.com", "per_minute": 50}]});
        assert_eq!(told(lanes, 1_000, (0, 0)), Some((300.0, Limit::Domain("GMail.com".into()))));
        // Noon in Madrid: 400 fit today, 500 tomorrow, 100 on the day after.
        let daily = quotas(json!([{"per_day": 500}]));
        assert_eq!(told(daily.clone(), 1_000, (0, 100)), Some((36.0 * 3_600.0 + 5.0, Limit::PerDay)));
        assert_eq!(told(daily.clone(), 500, (0, 0)), Some((25.0, Limit::Speed)));
        assert_eq!(told(daily, 400_000, (0, 0)), None, "more than a year");
        let plan = json!({"warm_up": [
            {"sender": "example.com", "from": "2026-12-01", "first_day": 200, "growth": 50, "until": 600}]});
        // 200, 300, 450 of which 400 are needed.
        assert_eq!(told(plan.clone(), 900, (0, 0)), Some((36.0 * 3_600.0 + 20.0, Limit::WarmUp)));
        // From 600 a day on the sender is known.
        assert_eq!(told(plan, 5_000, (0, 0)), Some((60.0 * 3_600.0 + 4_050.0 / 20.0, Limit::WarmUp)));
        let shut = quotas(json!([{"per_day": 500}, {"per_second": 1}]));
        assert_eq!(told(shut, 400, (0, 500)), Some((12.0 * 3_600.0 + 20.0, Limit::PerDay)));
    }

    #[test]
    fn what_has_waited_does_not_say_how_fast_mail_goes_out() {
        let run = |seconds: i64| (seconds * SECOND, 1_000);
        assert_eq!(measured(&[run(500), run(50), run(0)]), Some(20.0));
        assert_eq!(measured(&[run(0)]), None);
        assert_eq!(measured(&[(SECOND, TELLING - 1), run(500)]), Some(2.0), "almost nothing went out");
    }
}
