//! The score: contributions of a published model over profile and timeline. Every point says where it comes from.

use crate::behaviour::MAX_EVIDENCE;
use crate::cycle::Cycle;
use crate::verdict::earlier;
use crate::{Fact, Subject, View, decay, evaluate, matches};
use model::definition::{BehaviourRule, PointsRule, ScoringModel};
use model::filter::ScorePart;
use model::{AccountId, DAY, Nature, Scores, Tier, Timestamp, activity::kind};
use serde::Serialize;

/// The scores of a subject and what they are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    pub scores: Scores,
    /// In the order of the model; rules that gave nothing are left out.
    pub contributions: Vec<Contribution>,
    /// The earliest instant at which a score could change by time alone; early at worst, never late.
    pub until: Option<Timestamp>,
}

/// What one rule gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Contribution {
    pub part: ScorePart,
    /// Key of the rule in the model.
    pub rule: String,
    pub label: String,
    /// Before the cap of the part.
    pub points: i32,
    /// How many activities counted; 1 for a rule of fit or account.
    pub times: u32,
    /// Ledger numbers of the latest activities that counted, rising; at most 20.
    pub evidence: Vec<i64>,
}

/// Scores a subject: what its contact did in the [`Cycle`] of its lead, who the contact is, and the account score of its
/// account (0 without one).
pub fn score(view: &dyn View, model: &ScoringModel, subject: Subject, now: Timestamp) -> Scored {
    let (mut contributions, mut until) = behaviour(view, &model.behaviour, subject, now);
    let behaviour = capped(&contributions, model.behaviour_cap);
    let (fit, fit_until) = points(view, &model.fit, ScorePart::Fit, subject, now);
    let (account, account_until) = match subject.account {
        Some(account) => account_points(view, model, account, now),
        None => (Vec::new(), None),
    };
    until = earlier(until, earlier(fit_until, account_until));
    let scores = Scores { behaviour, fit: capped(&fit, model.fit_cap), account: capped(&account, model.account_cap) };
    contributions.extend(fit);
    contributions.extend(account);
    Scored { scores, contributions, until }
}

/// The score of an account by itself: conditions on contacts are unknown here.
pub fn account_score(
    view: &dyn View,
    model: &ScoringModel,
    account: AccountId,
    now: Timestamp,
) -> (i32, Vec<Contribution>) {
    let (contributions, _) = account_points(view, model, account, now);
    (capped(&contributions, model.account_cap), contributions)
}

/// The tier of an account: named by hand, else by its score. Without a model nothing is a target.
pub fn tier(named: Option<Tier>, account_score: i32, model: Option<&ScoringModel>) -> Tier {
    let target = model.is_some_and(|model| account_score >= model.target_account_at);
    named.unwrap_or(if target { Tier::Target } else { Tier::NonIcp })
}

type Given = (Vec<Contribution>, Option<Timestamp>);

fn account_points(view: &dyn View, model: &ScoringModel, account: AccountId, now: Timestamp) -> Given {
    let alone = Subject { account: Some(account), ..Subject::default() };
    points(view, &model.account, ScorePart::Account, alone, now)
}

fn points(view: &dyn View, rules: &[PointsRule], part: ScorePart, subject: Subject, now: Timestamp) -> Given {
    let mut until = None;
    let mut given = Vec::new();
    for rule in rules {
        let verdict = evaluate(view, &rule.when, subject, now);
        until = earlier(until, verdict.until);
        if verdict.holds {
            let (rule, label, points) = (rule.key.clone(), rule.label.clone(), rule.points);
            given.push(Contribution { part, rule, label, points, times: 1, evidence: Vec::new() });
        }
    }
    (given, until)
}

fn capped(given: &[Contribution], cap: i32) -> i32 {
    within(given.iter().map(|contribution| i64::from(contribution.points)).sum(), cap)
}

/// The sum of a part, kept between nothing and its cap.
pub fn within(sum: i64, cap: i32) -> i32 {
    i32::try_from(sum.clamp(0, i64::from(cap.max(0)))).unwrap_or(i32::MAX)
}

/// What a rule has found on the timeline: (at, ledger number) of what has happened, in order, and when the next enters.
#[derive(Default)]
struct Found {
    past: Vec<(Timestamp, i64)>,
    next: Option<Timestamp>,
}

/// All rules in one pass over the timeline; only what belongs to the cycle counts.
fn behaviour(view: &dyn View, rules: &[BehaviourRule], subject: Subject, now: Timestamp) -> Given {
    let Some(contact) = subject.contact else { return (Vec::new(), None) };
    let cycle = Cycle::of(view, subject);
    let mut found: Vec<Found> = rules.iter().map(|_| Found::default()).collect();
    view.timeline(contact, &mut |fact: Fact<'_>| {
        if fact.at > now && found.iter().all(|found| found.next.is_some()) {
            return false;
        }
        if kind::nature(fact.kind) != Nature::Contact || !cycle.has(&fact) {
            return true;
        }
        for (rule, found) in rules.iter().zip(&mut found) {
            let counts = matches(&rule.what, &fact);
            if counts && fact.at > now {
                found.next = found.next.or(Some(fact.at));
            } else if counts && in_window(rule, fact.at, now) {
                found.past.push((fact.at, fact.number));
            }
        }
        true
    });
    let mut until = None;
    let mut given = Vec::new();
    for (rule, found) in rules.iter().zip(found) {
        let (contribution, rule_until) = contribution(rule, &found, now);
        until = earlier(until, rule_until);
        given.extend(contribution);
    }
    (given, until)
}

fn in_window(rule: &BehaviourRule, at: Timestamp, now: Timestamp) -> bool {
    expiry(rule, at).is_none_or(|end| now < end)
}

fn expiry(rule: &BehaviourRule, at: Timestamp) -> Option<Timestamp> {
    rule.last_days.map(|days| at.plus(i64::from(days).saturating_mul(DAY)))
}

/// What a rule gives for the instants at which its deed was done within the cycle, in order, what is to come included;
/// and when that may change by time alone. Without a deed that counts it gives nothing.
pub fn weighed(rule: &BehaviourRule, times: &[i64], now: Timestamp) -> (Option<i32>, Option<Timestamp>) {
    let present = times.partition_point(|at| *at <= now.0);
    let start = times[..present].partition_point(|at| !in_window(rule, Timestamp(*at), now));
    let past = &times[start.max(present.saturating_sub(most(rule)))..present];
    weigh(rule, past.iter().map(|at| Timestamp(*at)), times.get(present).map(|at| Timestamp(*at)), now)
}

fn most(rule: &BehaviourRule) -> usize {
    rule.most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
}

/// The points of the deeds that count, of which there are as many as may count, and until when they stand.
fn weigh(
    rule: &BehaviourRule,
    counted: impl ExactSizeIterator<Item = Timestamp> + Clone,
    next: Option<Timestamp>,
    now: Timestamp,
) -> (Option<i32>, Option<Timestamp>) {
    let Some(oldest) = counted.clone().next() else { return (None, next) };
    let mut until = earlier(next, expiry(rule, oldest).filter(|at| *at <= Timestamp::MAX));
    let points = match rule.half_life_days {
        None => i64::from(rule.points).saturating_mul(counted.len() as i64),
        Some(days) => {
            let sum = decay::sum(rule.points, days, counted, now);
            until = earlier(until, decay::next_change(sum, days, now));
            decay::rounded(sum)
        }
    };
    (Some(i32::try_from(points).unwrap_or(if points < 0 { i32::MIN } else { i32::MAX })), until)
}

fn contribution(rule: &BehaviourRule, found: &Found, now: Timestamp) -> (Option<Contribution>, Option<Timestamp>) {
    let counted = &found.past[found.past.len().saturating_sub(most(rule))..];
    let (points, until) = weigh(rule, counted.iter().map(|(at, _)| *at), found.next, now);
    let Some(points) = points else { return (None, until) };
    let contribution = Contribution {
        part: ScorePart::Behaviour,
        rule: rule.key.clone(),
        label: rule.label.clone(),
        points,
        times: u32::try_from(counted.len()).unwrap_or(u32::MAX),
        evidence: counted.iter().rev().take(MAX_EVIDENCE).rev().map(|(_, number)| *number).collect(),
    };
    (Some(contribution), until)
}
