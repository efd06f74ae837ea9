//! How each of the twelve KPIs is computed from the facts of a range of time.

use super::answers::Reached;
use super::facts::{Closed, Facts};
use super::types::KpiUnit;
use crate::period::Range;
use model::DAY;
use std::collections::HashSet;

/// A value with what it is divided from. `None` is n/a: a denominator of zero, or money without a rate.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figure {
    pub value: Option<f64>,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
}

/// A number shown beside the value: key, label, unit, value.
pub type Detail = (String, String, KpiUnit, Option<f64>);

impl Figure {
    pub fn count(count: usize) -> Figure {
        Figure { value: Some(count as f64), numerator: None, denominator: None }
    }

    pub fn money(amount: f64) -> Figure {
        Figure { value: Some(amount), numerator: None, denominator: None }
    }

    /// n/a when nothing lies below the line.
    pub fn share(numerator: f64, denominator: f64) -> Figure {
        let value = (denominator != 0.0).then(|| numerator / denominator);
        Figure { value, numerator: Some(numerator), denominator: Some(denominator) }
    }
}

fn detail(key: &str, label: &str, unit: KpiUnit, value: Option<f64>) -> Detail {
    (key.into(), label.into(), unit, value)
}

fn total(figure: Figure) -> Option<f64> {
    figure.value
}

/// What the marketing mail of a range reached.
pub fn reached(facts: &Facts, range: Range) -> Reached {
    Reached::of(facts.sent.within(range), &facts.bounced)
}

pub fn emails_sent(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let sent = facts.sent.within(range);
    let operational = sent.iter().filter(|sent| sent.operational).count();
    let details = vec![
        detail("marketing", "Marketing", KpiUnit::Count, Some((sent.len() - operational) as f64)),
        detail("operational", "Operational", KpiUnit::Count, Some(operational as f64)),
    ];
    (Figure::count(sent.len()), details)
}

pub fn quality_triggers(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let sent = facts.sent.within(range);
    let acting = facts.acted.within(range).iter().chain(sent).map(|happened| happened.by.as_str());
    let live: HashSet<&str> = acting.filter(|program| facts.triggered.contains(*program)).collect();
    let triggered = sent.iter().filter(|sent| facts.triggered.contains(&sent.by)).count();
    let share = Figure::share(triggered as f64, sent.len() as f64);
    let details = vec![
        detail("triggered_sends", "Triggered sends", KpiUnit::Count, share.numerator),
        detail("triggered_share", "Share of all sends", KpiUnit::Rate, share.value),
    ];
    (Figure::count(live.len()), details)
}

pub fn open_rate(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let reached = reached(facts, range);
    let clicks = reached.times(&facts.clicked) as f64;
    let all = reached.len() as f64;
    let clicked = reached.among(&facts.clicked) as f64;
    let opened = reached.among(&facts.opened) as f64;
    let details = vec![
        detail("click_rate", "Click rate: unique clicks ÷ delivered", KpiUnit::Rate, Figure::share(clicked, all).value),
        detail(
            "clicks_per_recipient",
            "Clicks ÷ unique recipients",
            KpiUnit::Rate,
            Figure::share(clicks, reached.contacts() as f64).value,
        ),
        detail("click_to_open", "Unique clicks ÷ unique opens", KpiUnit::Rate, Figure::share(clicked, opened).value),
    ];
    (Figure::share(opened, all), details)
}

pub fn site_traffic(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let visits = facts.visits.within(range);
    let mut sources: Vec<(&str, usize)> = Vec::new();
    for visit in visits {
        match sources.iter_mut().find(|(source, _)| *source == visit.by) {
            Some((_, count)) => *count += 1,
            None => sources.push((&visit.by, 1)),
        }
    }
    sources.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let line = |(source, count): (&str, usize)| {
        detail(&format!("source:{source}"), source, KpiUnit::Count, Some(count as f64))
    };
    (Figure::count(visits.len()), sources.into_iter().take(8).map(line).collect())
}

pub fn conversions(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let conversions = facts.conversions.within(range).len();
    let rate = Figure::share(conversions as f64, facts.visits.within(range).len() as f64);
    (Figure::count(conversions), vec![detail("conversion_rate", "Conversions ÷ visits", KpiUnit::Rate, rate.value)])
}

pub fn unsubscribe_rate(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let reached = reached(facts, range);
    (Figure::share(reached.among(&facts.unsubscribed) as f64, reached.len() as f64), Vec::new())
}

/// Program costs and all costs of the range; `None` when a rate is missing.
fn costs(facts: &Facts, range: Range) -> Option<(f64, f64)> {
    // Costs lie on calendar days; the instants of a range are midnights of the instance's zone.
    let day = |at: model::Timestamp| model::value::day_of_date(at.date_in(&facts.zone));
    let (first, last) = (day(range.0), day(range.1.plus(-1).max(range.0)));
    let mut days = (first..=last).filter_map(|day| facts.costs.get(&day));
    days.try_fold((0.0, 0.0), |(program, all), day| day.map(|(p, a)| (program + p, all + a)))
}

fn won(facts: &Facts, range: Range) -> Vec<&Closed> {
    facts.closed.within(range).iter().filter(|closed| closed.won).collect()
}

pub fn cost_per_customer(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let customers: HashSet<(Option<i64>, Option<i64>)> = won(facts, range)
        .iter()
        .map(|won| match won.account {
            Some(account) => (Some(account.0), None),
            None => (None, won.contact.map(|contact| contact.0)),
        })
        .collect();
    let costs = costs(facts, range);
    let count = customers.len() as f64;
    let per_customer = |cost: Option<f64>| cost.map_or_else(Figure::default, |cost| Figure::share(cost, count));
    let details = vec![
        detail("customers", "New customers", KpiUnit::Count, Some(count)),
        detail(
            "program_only",
            "With program costs alone",
            KpiUnit::Money,
            per_customer(costs.map(|(program, _)| program)).value,
        ),
    ];
    (per_customer(costs.map(|(_, all)| all)), details)
}

pub fn aqls(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    (Figure::count(facts.qualified.within(range).len()), Vec::new())
}

pub fn leads_handed(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let handed = facts.assigned.within(range);
    let taken = |one: &&super::facts::Happened| one.contact.is_some_and(|who| facts.accepted.contains(&(who, one.at)));
    let accepted = handed.iter().filter(taken).count();
    let share = Figure::share(accepted as f64, handed.len() as f64);
    let details = vec![
        detail("accepted", "Of these accepted by sales so far", KpiUnit::Count, Some(accepted as f64)),
        detail("accepted_share", "Accepted ÷ handed over", KpiUnit::Rate, share.value),
    ];
    (Figure::count(handed.len()), details)
}

/// Won deals of a range without an amount: no figure can hold them, and a warning says how many there are.
pub fn unpriced(facts: &Facts, range: Range, only_marketing: bool) -> usize {
    won(facts, range).iter().filter(|won| !won.priced && (won.marketing || !only_marketing)).count()
}

/// Revenue of the range and the marketing-sourced part of it, of what has an amount; `None` when a rate is missing.
fn revenue_of(facts: &Facts, range: Range) -> (Option<f64>, Option<f64>) {
    let all = won(facts, range).into_iter().chain(facts.purchases.within(range));
    let all: Vec<&Closed> = all.filter(|closed| closed.priced).collect();
    let sum = |only_marketing: bool| {
        let of = all.iter().filter(|closed| !only_marketing || closed.marketing);
        // The sum of nothing is minus zero.
        of.map(|closed| closed.value).sum::<Option<f64>>().map(|sum| sum + 0.0)
    };
    (sum(false), sum(true))
}

pub fn revenue(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let (all, marketing) = revenue_of(facts, range);
    let won = won(facts, range);
    let priced: Vec<&&Closed> = won.iter().filter(|won| won.priced).collect();
    let of_deals: Option<f64> = priced.iter().map(|won| won.value).sum();
    let other = all.zip(marketing).map(|(all, marketing)| all - marketing);
    let mean = of_deals.and_then(|sum| Figure::share(sum, priced.len() as f64).value);
    let details = vec![
        detail("deals", "Deals won", KpiUnit::Count, Some(won.len() as f64)),
        detail("mean_deal", "Mean deal", KpiUnit::Money, mean),
        detail("marketing_sourced", "Marketing-sourced", KpiUnit::Money, marketing),
        detail("other", "Other sources", KpiUnit::Money, other),
    ];
    (Figure { value: all, numerator: None, denominator: None }, details)
}

pub fn roi(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let (_, marketing) = revenue_of(facts, range);
    let cost = costs(facts, range).map(|(_, all)| all);
    let figure =
        marketing.zip(cost).map_or_else(Figure::default, |(marketing, cost)| Figure::share(marketing - cost, cost));
    let details = vec![
        detail("attributed_revenue", "Attributed revenue", KpiUnit::Money, marketing),
        detail("total_cost", "Total cost of ownership", KpiUnit::Money, cost),
    ];
    (figure, details)
}

pub fn close_rate(facts: &Facts, range: Range) -> (Figure, Vec<Detail>) {
    let closed = facts.closed.within(range);
    let share = |marketing: bool| {
        let of: Vec<&Closed> = closed.iter().filter(|closed| closed.marketing == marketing).collect();
        Figure::share(of.iter().filter(|closed| closed.won).count() as f64, of.len() as f64)
    };
    (share(true), vec![detail("other", "Other sources", KpiUnit::Rate, total(share(false)))])
}

/// Calendar days of a range, for scaling monthly goals: a day on which the clocks change is one day.
pub fn days(range: Range) -> f64 {
    ((range.1.0 - range.0.0) as f64 / DAY as f64).round()
}
