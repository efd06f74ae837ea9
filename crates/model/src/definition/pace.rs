//! How fast mail goes out: to a domain, by a sender, and of a sender that is new.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How fast mail may go out. Nothing is limited where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<LaneLimit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warm_up: Vec<WarmUp>,
}

/// How much may go to one recipient domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LaneLimit {
    /// `gmail.com`.
    pub domain: String,
    /// Messages on their way at a time; no limit when 0.
    #[serde(default)]
    pub connections: u32,
    /// No limit when 0.
    #[serde(default)]
    pub per_minute: u32,
}

/// How much a provider lets through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Domain of the senders that it counts for; all when empty.
    #[serde(default)]
    pub sender: String,
    /// No limit when 0.
    #[serde(default)]
    pub per_second: u32,
    /// In a calendar day of the instance's zone; no limit when 0.
    #[serde(default)]
    pub per_day: u32,
}

/// A sender domain that is made known slowly: so much on its first day, and more each day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WarmUp {
    /// Domain of the sender.
    pub sender: String,
    /// The first day, `2026-12-01`.
    pub from: String,
    /// Messages on the first day.
    pub first_day: u32,
    /// By how many percent each day has more than the one before.
    pub growth: u32,
    /// From so many messages a day on, the sender is known and nothing is limited any more.
    pub until: u32,
}

impl Pace {
    pub fn is_default(&self) -> bool {
        *self == Pace::default()
    }
}

impl WarmUp {
    /// How many messages may go out on a day; `None` when it is over.
    pub fn allowed(&self, day: Date) -> Option<u64> {
        let first: Date = self.from.parse().ok()?;
        let days = day.since((jiff::Unit::Day, first)).ok()?.get_days();
        let Ok(days) = u32::try_from(days) else { return Some(0) };
        let mut allowed = u64::from(self.first_day);
        for _ in 0..days {
            if allowed >= u64::from(self.until) {
                return None;
            }
            allowed += (allowed * u64::from(self.growth) / 100).max(u64::from(self.growth > 0));
        }
        (allowed < u64::from(self.until)).then_some(allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_made_known_day_by_day() {
        let plan = WarmUp {
            sender: "news.example".into(),
            from: "2026-12-01".into(),
            first_day: 200,
            growth: 50,
            until: 1_000,
        };
        let on = |day: &str| plan.allowed(day.parse().unwrap());
        assert_eq!(on("2026-11-30"), Some(0), "not before its first day");
        assert_eq!([on("2026-12-01"), on("2026-12-02"), on("2026-12-03")], [Some(200), Some(300), Some(450)]);
        assert_eq!([on("2026-12-04"), on("2026-12-05"), on("2027-12-05")], [Some(675), None, None]);
        let even = WarmUp { growth: 0, ..plan };
        assert_eq!(even.allowed("2027-06-01".parse().unwrap()), Some(200));
    }
}
