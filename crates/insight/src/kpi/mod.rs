//! The report of the twelve KPIs: value, series, comparison, baseline and goal of each.

mod answers;
mod catalog;
mod facts;
mod figures;
mod reader;
mod rows;
mod types;

pub use catalog::{CATALOG, find};
pub use rows::rows;
pub use types::*;

use crate::Period;
use crate::period::{Range, shift};
use audience::Image;
use catalog::{Entry, GROUPS, MONTH};
pub(crate) use facts::settings;
use facts::{Facts, zone};
use figures::{Figure, days};
use jiff::civil::Date;
use model::cost::Cost;
use model::definition::{Body, Goal};
use model::{DefinitionKind, Timestamp};

/// An unsubscribe rate over this asks for attention.
const UNSUBSCRIBE_ALARM: f64 = 0.01;
/// Days before go-live that history gives the baseline from.
const BASELINE_DAYS: i64 = 90;
/// Within this share of its goal a KPI is near it.
const NEAR: f64 = 0.8;

/// Computes the report. `costs` are all cost lines of the workspace.
pub fn report(image: &Image, costs: &[Cost], period: &Period, now: Timestamp) -> KpiReport {
    let previous = period.previous();
    let before = baseline_period(image, period);
    let earliest = before.as_ref().map_or(previous.range().0, |before| before.range().0.min(previous.range().0));
    let facts = Facts::read(image, costs, (earliest, period.range().1), now);
    let compute = |entry: &Entry| kpi(entry, &facts, image, period, &previous, before.as_ref());
    let group = |(key, label): (&str, &str)| KpiGroup {
        key: key.to_string(),
        label: label.to_string(),
        kpis: CATALOG.iter().filter(|entry| entry.group == key).map(compute).collect(),
    };
    KpiReport { period: shown(image, period), groups: GROUPS.into_iter().map(group).collect() }
}

pub(crate) fn shown(image: &Image, period: &Period) -> KpiPeriod {
    let previous = period.previous();
    let settings = settings(image);
    KpiPeriod {
        from: period.from.to_string(),
        to: period.to.to_string(),
        days: u32::try_from(period.days()).unwrap_or(u32::MAX),
        previous_from: previous.from.to_string(),
        previous_to: previous.to.to_string(),
        zone: zone(image).to_string(),
        go_live: settings.map_or_else(String::new, |settings| settings.go_live.clone()),
        currency: settings.map_or_else(String::new, |settings| settings.currency.to_string()),
    }
}

/// The days just before go-live.
fn baseline_period(image: &Image, period: &Period) -> Option<Period> {
    let go_live: Date = settings(image)?.go_live.parse().ok()?;
    Some(Period { from: shift(go_live, -BASELINE_DAYS), to: shift(go_live, -1), zone: period.zone.clone() })
}

fn kpi(
    entry: &Entry,
    facts: &Facts,
    image: &Image,
    period: &Period,
    previous: &Period,
    before: Option<&Period>,
) -> Kpi {
    let range = period.range();
    let (figure, details) = (entry.compute)(facts, range);
    let (former, former_details) = (entry.compute)(facts, previous.range());
    let goal = goal_of(image, entry.key);
    let scale = if entry.scales { days(range) / MONTH } else { 1.0 };
    let target = goal.and_then(|goal| goal.target).map(|target| target * scale);
    let baseline = baseline(entry, facts, goal, before, range);
    let former_value = |key: &str| former_details.iter().find(|detail| detail.0 == key).and_then(|detail| detail.3);
    Kpi {
        key: entry.key.to_string(),
        number: entry.number,
        label: entry.label.to_string(),
        unit: entry.unit,
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        formula: entry.formula.to_string(),
        baseline,
        goal: target,
        goal_state: goal_state(figure, target, entry.lower_is_better),
        lower_is_better: entry.lower_is_better,
        alarm: alarm(entry, figure, baseline),
        previous: former.value,
        series: series(entry, facts, period),
        details: details
            .into_iter()
            .map(|(key, label, unit, value)| KpiDetail { previous: former_value(&key), key, label, unit, value })
            .collect(),
        excluded: facts.excluded(range),
        warnings: warnings(entry, facts, range),
    }
}

fn warnings(entry: &Entry, facts: &Facts, range: Range) -> Vec<String> {
    let unpriced = match entry.key {
        "revenue" => figures::unpriced(facts, range, false),
        "roi" => figures::unpriced(facts, range, true),
        _ => 0,
    };
    let without_amount = match unpriced {
        0 => None,
        1 => Some("1 won deal has no amount and is not in this figure; add its amount".to_string()),
        deals => Some(format!("{deals} won deals have no amount and are not in this figure; add their amounts")),
    };
    let of_money = entry.group == "value" || entry.unit == KpiUnit::Money;
    let missing_rates = facts.warnings.iter().filter(|_| of_money).cloned();
    without_amount.into_iter().chain(missing_rates).collect()
}

fn goal_of<'i>(image: &'i Image, kpi: &str) -> Option<&'i Goal> {
    image.definitions(DefinitionKind::Goal).find_map(|(_, published)| match &published.body {
        Body::Goal(goal) if goal.kpi == kpi => Some(goal),
        _ => None,
    })
}

/// From history before go-live where there is any, else as typed in; counts and money scaled to the period.
fn baseline(entry: &Entry, facts: &Facts, goal: Option<&Goal>, before: Option<&Period>, range: Range) -> Option<f64> {
    let history = before.map(Period::range).and_then(|before| {
        let value = (entry.compute)(facts, before).0.value.filter(|value| *value != 0.0)?;
        Some(if entry.scales { value * days(range) / days(before) } else { value })
    });
    let typed = || {
        let value = goal?.baseline?;
        Some(if entry.scales { value * days(range) / MONTH } else { value })
    };
    history.or_else(typed)
}

fn goal_state(figure: Figure, goal: Option<f64>, lower_is_better: bool) -> Option<GoalState> {
    let (value, goal) = (figure.value?, goal?);
    let reached = if lower_is_better { value <= goal } else { value >= goal };
    let near = if lower_is_better { value * NEAR <= goal } else { value >= goal * NEAR };
    Some(match (reached, near) {
        (true, _) => GoalState::Reached,
        (false, true) => GoalState::Near,
        (false, false) => GoalState::Missed,
    })
}

fn alarm(entry: &Entry, figure: Figure, baseline: Option<f64>) -> Option<String> {
    let value = figure.value.filter(|_| entry.key == "unsubscribe_rate")?;
    if value > UNSUBSCRIBE_ALARM {
        return Some(format!("over 1 %: {:.1} % of recipients unsubscribed", value * 100.0));
    }
    let before = baseline.filter(|before| value > *before)?;
    Some(format!("over the baseline of {:.2} %", before * 100.0))
}

fn series(entry: &Entry, facts: &Facts, period: &Period) -> Vec<DayValue> {
    let day =
        |(day, range): (Date, Range)| DayValue { day: day.to_string(), value: (entry.compute)(facts, range).0.value };
    period.each_day().map(day).collect()
}
