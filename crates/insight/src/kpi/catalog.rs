//! The catalogue of the twelve KPIs: names, units, formulas in words, and the function that computes each.

use super::facts::Facts;
use super::figures::{self, Detail, Figure};
use super::types::KpiUnit;
use crate::period::Range;

/// One KPI of the catalogue.
pub struct Entry {
    pub key: &'static str,
    pub number: u32,
    pub group: &'static str,
    pub label: &'static str,
    pub unit: KpiUnit,
    pub formula: &'static str,
    pub lower_is_better: bool,
    /// Whether goal and baseline are given for a month and scale with the period.
    pub scales: bool,
    pub compute: fn(&Facts, Range) -> (Figure, Vec<Detail>),
}

/// Groups in their order: key and label.
pub const GROUPS: [(&str, &str); 4] =
    [("activity", "Activity"), ("response", "Response"), ("efficiency", "Efficiency"), ("value", "Value")];

/// An average month, in days.
pub const MONTH: f64 = 365.25 / 12.0;

const fn entry(
    number: u32,
    group: &'static str,
    key: &'static str,
    label: &'static str,
    unit: KpiUnit,
    formula: &'static str,
    compute: fn(&Facts, Range) -> (Figure, Vec<Detail>),
) -> Entry {
    let scales = matches!(unit, KpiUnit::Count | KpiUnit::Money);
    Entry { key, number, group, label, unit, formula, lower_is_better: false, scales, compute }
}

const fn lower(mut entry: Entry) -> Entry {
    entry.lower_is_better = true;
    entry
}

const fn unscaled(mut entry: Entry) -> Entry {
    entry.scales = false;
    entry
}

use KpiUnit::{Count, Money, Rate, Ratio};

pub static CATALOG: [Entry; 12] = [
    entry(
        1,
        "activity",
        "emails_sent",
        "Emails sent",
        Count,
        "Messages handed to the mail system in the period",
        figures::emails_sent,
    ),
    unscaled(entry(
        2,
        "activity",
        "quality_triggers",
        "Quality triggers",
        Count,
        "Live trigger and nurture programs that acted in the period, each counted once; the line shows how many acted on each day",
        figures::quality_triggers,
    )),
    entry(
        3,
        "response",
        "open_rate",
        "Open and click rate",
        Rate,
        "Recipients who opened ÷ recipients reached, of the marketing emails sent in the period; bounces are not reached",
        figures::open_rate,
    ),
    entry(
        4,
        "response",
        "site_traffic",
        "Site traffic",
        Count,
        "Visits by source; page views of one browser on one day are one visit, and part of its session if there is one",
        figures::site_traffic,
    ),
    entry(
        5,
        "response",
        "conversions",
        "Conversions",
        Count,
        "Forms submitted and conversions recorded in the period",
        figures::conversions,
    ),
    lower(entry(
        6,
        "response",
        "unsubscribe_rate",
        "Unsubscribe rate",
        Rate,
        "Recipients who unsubscribed ÷ recipients reached, of the marketing emails sent in the period",
        figures::unsubscribe_rate,
    )),
    lower(unscaled(entry(
        7,
        "efficiency",
        "cost_per_customer",
        "Cost per customer",
        Money,
        "All costs of the period ÷ customers won in the period",
        figures::cost_per_customer,
    ))),
    entry(
        8,
        "efficiency",
        "aqls",
        "AQLs generated",
        Count,
        "Leads that passed the three gates in the period",
        figures::aqls,
    ),
    entry(
        9,
        "efficiency",
        "leads_handed",
        "Leads handed to sales",
        Count,
        "Leads assigned to sales in the period",
        figures::leads_handed,
    ),
    entry(
        10,
        "value",
        "revenue",
        "Revenue",
        Money,
        "Opportunities won, by close date, and purchases without an opportunity; deals without an amount are left out and counted",
        figures::revenue,
    ),
    entry(
        11,
        "value",
        "roi",
        "Return on investment",
        Ratio,
        "(Attributed revenue − total cost of ownership) ÷ total cost of ownership; attributed is what leads from marketing sources brought",
        figures::roi,
    ),
    entry(
        12,
        "value",
        "close_rate",
        "Close rate of marketing-sourced leads",
        Rate,
        "Won ÷ (won + lost), closed in the period, of opportunities from marketing sources; open ones are left out",
        figures::close_rate,
    ),
];

pub fn find(key: &str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.key == key)
}
