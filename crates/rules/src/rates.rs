//! Money into the reporting currency, by the dated table of rates. A missing rate is n/a with a warning, never 1:1.

use model::definition::Settings;
use model::{Decimal, Money, Timestamp};
use std::collections::BTreeSet;

/// Converts, and remembers what it could not.
pub struct Rates<'s> {
    settings: Option<&'s Settings>,
    missing: BTreeSet<String>,
}

impl<'s> Rates<'s> {
    pub fn new(settings: Option<&'s Settings>) -> Rates<'s> {
        Rates { settings, missing: BTreeSet::new() }
    }

    /// Major units of the reporting currency at the rate in force on the day of `at`.
    pub fn convert(&mut self, money: Money, at: Timestamp) -> Option<f64> {
        let major = money.minor as f64 / 10f64.powi(money.currency.decimals() as i32);
        let settings = self.settings?;
        if money.currency == settings.currency {
            return Some(major);
        }
        let day = at.date_in(&settings.zone).to_string();
        let in_force = settings
            .rates
            .iter()
            .filter(|rate| rate.currency == money.currency && rate.date <= day)
            .max_by(|a, b| a.date.cmp(&b.date));
        match in_force.and_then(|rate| Decimal::parse(&rate.rate)) {
            Some(rate) => Some(major * rate.0 as f64 / Decimal::SCALE as f64),
            None => {
                self.missing.insert(format!("{} on {day}", money.currency));
                None
            }
        }
    }

    /// One line for each rate that was missing.
    pub fn warnings(self) -> Vec<String> {
        let line = |what: String| format!("no rate for {what}; add it under Settings, Instance");
        self.missing.into_iter().map(line).take(10).collect()
    }
}
