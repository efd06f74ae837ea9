//! Conditions over a timeline: what was done how often, and what followed what. What lies after `now` has not happened,
//! but the moment at which it will is known.

use crate::window::Span;
use crate::{Fact, Verdict, View, matches};
use model::filter::{Count, Did, Sequence};
use model::{ContactId, DAY, Timestamp};

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
        if !span.contains(fact.at) {
            return fact.at.0 < span.to;
        }
        if matches(&did.what, &fact) {
            times.push(fact.at.0);
            if fact.at <= now {
                present += 1;
                evidence.push(fact.number);
            }
        }
        complete || !settled(&did.count, present, span)
    });
    evidence.drain(..evidence.len().saturating_sub(MAX_EVIDENCE));
    Leaf { verdict: counted(&times, present, span, &did.count), evidence }
}

/// What a count says of instants within its span, in order, of which the first `present` are not after now.
pub fn counted(times: &[i64], present: usize, span: Span, wanted: &Count) -> Verdict {
    let until = if settled(wanted, present, span) { None } else { flip(times, present, span.rolling, wanted) };
    Verdict::until_micros(wanted.holds(count(present)), until)
}

/// In a window that loses nothing a count only grows: past its bounds the answer stays.
fn settled(wanted: &Count, present: usize, span: Span) -> bool {
    span.rolling.is_none()
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

/// What followed what, in one pass: for each `then` the last `first` at a strictly earlier instant is the best one,
/// since it is both the nearest and the last to leave the window. Each such pair is true on [then, when its first
/// leaves).
pub fn sequence(view: &dyn View, contact: ContactId, wanted: &Sequence, span: Span, now: Timestamp) -> Leaf {
    let within = i64::from(wanted.within_days).saturating_mul(DAY);
    // The last first, and the last first before that instant: what happens together does not follow.
    let mut last: Option<(i64, i64)> = None;
    let mut before: Option<(i64, i64)> = None;
    let mut evidence = Vec::new();
    let mut holds = false;
    let mut end = now.0;
    let mut begin = None;
    view.timeline_from(contact, Timestamp(span.from), &mut |fact: Fact<'_>| {
        let at = fact.at.0;
        if holds && (at > end || end == i64::MAX) {
            return false;
        }
        if matches(&wanted.then, &fact) {
            let first = last.filter(|(time, _)| *time < at).or(before);
            if let Some((time, number)) = first.filter(|(time, _)| at.saturating_sub(*time) <= within) {
                let gone = span.rolling.map_or(i64::MAX, |length| time.saturating_add(length));
                if at <= now.0 && gone > now.0 {
                    (holds, end) = (true, end.max(gone));
                    evidence = vec![number, fact.number];
                } else if at > now.0 && gone > at {
                    if !holds {
                        begin = Some(at);
                        return false;
                    }
                    end = end.max(gone);
                }
            }
        }
        if span.contains(fact.at) && matches(&wanted.first, &fact) {
            if last.is_some_and(|(time, _)| time < at) {
                before = last;
            }
            last = Some((at, fact.number));
        }
        true
    });
    let until = if holds { Some(end).filter(|end| *end < i64::MAX) } else { begin };
    Leaf { verdict: Verdict::until_micros(holds, until), evidence }
}

/// What [`sequence`] says, from the instants alone: of each sort in order, those of `firsts` within the span.
pub fn followed(firsts: &[i64], thens: &[i64], within_days: u32, span: Span, now: Timestamp) -> Verdict {
    let within = i64::from(within_days).saturating_mul(DAY);
    let (mut holds, mut end, mut passed) = (false, now.0, 0);
    for at in thens.iter().copied().filter(|at| *at >= span.from) {
        if holds && (at > end || end == i64::MAX) {
            break;
        }
        passed += firsts[passed..].partition_point(|first| *first < at);
        let Some(first) = passed.checked_sub(1).map(|last| firsts[last]) else { continue };
        let gone = span.rolling.map_or(i64::MAX, |length| first.saturating_add(length));
        if at.saturating_sub(first) > within || gone <= at.max(now.0) {
            continue;
        }
        if at > now.0 && !holds {
            return Verdict::until_micros(false, Some(at));
        }
        (holds, end) = (true, end.max(gone));
    }
    Verdict::until_micros(holds, Some(end).filter(|end| holds && *end < i64::MAX))
}
