//! Conditions over a timeline: what was done how often, and figures over it. What lies after `now` has not happened,
//! but the moment at which it will is known.

use crate::figure::Tally;
use crate::verdict::earlier;
use crate::window::Span;
use crate::{Fact, Verdict, View, compare, matches};
use model::filter::{Count, Did, Measure};
use model::{ContactId, Timestamp};

/// Most ledger numbers that a leaf keeps as evidence.
pub const MAX_EVIDENCE: usize = 20;

/// A leaf's answer with the activities that made it so: ledger numbers, rising.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    pub verdict: Verdict,
    pub evidence: Vec<i64>,
}

impl Leaf {
    pub fn plain(verdict: Verdict) -> Leaf {
        Leaf { verdict, evidence: Vec::new() }
    }
}

/// Counts. `complete` asks for the evidence; without it the timeline is left as soon as the answer can't change.
pub fn did(view: &dyn View, contact: ContactId, did: &Did, span: Span, now: Timestamp, complete: bool) -> Leaf {
    let mut times = Vec::new();
    let mut evidence = Vec::new();
    let mut present = 0usize;
    view.timeline_from(contact, Timestamp(span.from), &mut |fact: Fact<'_>| {
        if fact.at.0 >= span.to && span.moves.is_none() {
            return false;
        }
        if matches(&did.what, &fact) {
            times.push(fact.at.0);
            if fact.at.0 >= span.to {
                // One that the window has yet to come to is enough to know.
                return false;
            }
            if fact.at <= now {
                present += 1;
                evidence.push(fact.number);
            }
        }
        complete || !settled(&did.count, present, span)
    });
    evidence.drain(..evidence.len().saturating_sub(MAX_EVIDENCE));
    Leaf { verdict: counted(&times, span, &did.count, now), evidence }
}

/// What a count says of instants from the beginning of its span on, in order.
pub fn counted(times: &[i64], span: Span, wanted: &Count, now: Timestamp) -> Verdict {
    let (within, later) = times.split_at(times.partition_point(|at| *at < span.to));
    let present = within.partition_point(|at| *at <= now.0);
    let holds = wanted.holds(count(present));
    if settled(wanted, present, span) {
        return Verdict::lasting(holds);
    }
    let mut until = flip(within, present, span.rolling, wanted);
    // A window that has moved on holds what is later; nothing, when nothing is.
    if let Some(moves) = span.moves.filter(|_| !later.is_empty() || wanted.holds(0) != holds) {
        until = Some(until.map_or(moves, |until| until.min(moves)));
    }
    Verdict::until_micros(holds, until)
}

/// In a window that loses nothing a count only grows: past its bounds the answer stays.
fn settled(wanted: &Count, present: usize, span: Span) -> bool {
    span.rolling.is_none()
        && span.moves.is_none()
        && match wanted.at_most {
            None => count(present) >= wanted.at_least,
            Some(most) => count(present) > most,
        }
}

fn count(present: usize) -> u32 {
    u32::try_from(present).unwrap_or(u32::MAX)
}

/// The first instant at which the count is on the other side. `times` rise; the first `present` have happened.
fn flip(times: &[i64], present: usize, rolling: Option<i64>, wanted: &Count) -> Option<i64> {
    let holds = wanted.holds(count(present));
    let (mut left, mut entered) = (0, present);
    let leaves = |at: i64| rolling.map(|length| at.saturating_add(length));
    if present == times.len() && (holds || count(present) < wanted.at_least) {
        // With nothing to come a count only falls: the one that makes it too small is known.
        let last = present.checked_sub(wanted.at_least as usize).filter(|_| holds && wanted.at_least > 0)?;
        return leaves(times[last]);
    }
    loop {
        let leave = times[left..entered].first().and_then(|at| leaves(*at));
        let enter = times.get(entered).copied();
        let at = leave.into_iter().chain(enter).min()?;
        // What enters and leaves at one instant was never there.
        while times.get(entered).is_some_and(|time| *time <= at) {
            entered += 1;
        }
        while left < entered && leaves(times[left]).is_some_and(|end| end <= at) {
            left += 1;
        }
        if wanted.holds(count(entered - left)) != holds {
            return Some(at);
        }
    }
}

/// A figure over what is meant, compared.
pub fn measure(view: &dyn View, within: Option<(ContactId, Span)>, wanted: &Measure, now: Timestamp) -> Leaf {
    let local = view.local();
    let mut tally = Tally::new(wanted, local);
    let (mut evidence, mut until) = (Vec::new(), None);
    if let Some((contact, span)) = within {
        let mut first = None;
        view.timeline_from(contact, Timestamp(span.from), &mut |fact: Fact<'_>| {
            let fixed = span.moves.is_none();
            if (fact.at.0 >= span.to && fixed) || (fact.at > now && until.is_some()) {
                return false;
            }
            if !matches(&wanted.what, &fact) {
                return true;
            }
            first = first.or(Some(fact.at.0));
            if fact.at > now && span.contains(fact.at) {
                until = Some(fact.at.0);
            } else if span.contains(fact.at) {
                tally.add(&fact);
                evidence.push(fact.number);
            }
            true
        });
        let leaves = first.filter(|at| *at <= now.0).zip(span.rolling).map(|(at, length)| at.saturating_add(length));
        until = until.into_iter().chain(leaves).min();
        until = span.until(until, || first.is_some());
    }
    evidence.drain(..evidence.len().saturating_sub(MAX_EVIDENCE));
    let verdict = compare::field(wanted.op, tally.value().as_ref(), &wanted.values, now, local);
    let until = Verdict::until_micros(verdict.holds, until).until;
    Leaf { verdict: Verdict { until: earlier(verdict.until, until), ..verdict }, evidence }
}
