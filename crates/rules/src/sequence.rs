//! Conditions over a timeline: what followed what, and what did not. What lies after `now` has not happened, but the
//! moment at which it will is known.

use crate::behaviour::Leaf;
use crate::window::Span;
use crate::{Fact, Verdict, View, matches};
use model::filter::{NotSince, Sequence};
use model::{ContactId, DAY, Timestamp};

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
    let until = span.until(until, || {
        let mut any = false;
        view.timeline_from(contact, Timestamp(span.from), &mut |fact| {
            any = matches(&wanted.first, &fact);
            !any
        });
        any
    });
    Leaf { verdict: Verdict::until_micros(holds, until), evidence }
}

/// What [`sequence`] says, from the instants alone: of each sort in order, those of `firsts` within the span.
pub fn followed(firsts: &[i64], thens: &[i64], within_days: u32, span: Span, now: Timestamp) -> Verdict {
    let within = i64::from(within_days).saturating_mul(DAY);
    let (inside, _) = firsts.split_at(firsts.partition_point(|at| *at < span.to));
    let again = |until| span.until(until, || !firsts.is_empty());
    let firsts = inside;
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
            return Verdict::until_micros(false, again(Some(at)));
        }
        (holds, end) = (true, end.max(gone));
    }
    Verdict::until_micros(holds, again(Some(end).filter(|end| holds && *end < i64::MAX)))
}

/// Whether the last of what is meant is still without what should have followed.
pub fn not_since(view: &dyn View, contact: ContactId, wanted: &NotSince, span: Span, now: Timestamp) -> Leaf {
    let (mut firsts, mut thens) = (Vec::new(), Vec::new());
    let mut evidence = Vec::new();
    view.timeline_from(contact, Timestamp(span.from), &mut |fact: Fact<'_>| {
        if matches(&wanted.first, &fact) {
            firsts.push(fact.at.0);
            if fact.at <= now && span.contains(fact.at) {
                evidence = vec![fact.number];
            }
        }
        if matches(&wanted.then, &fact) {
            thens.push(fact.at.0);
        }
        true
    });
    let verdict = unfollowed(&firsts, &thens, span, now);
    // What followed is why it does not hold.
    if let (false, Some(number)) = (verdict.holds, evidence.first().copied()) {
        let mut begun = false;
        view.timeline_from(contact, Timestamp(span.from), &mut |fact: Fact<'_>| {
            let last = firsts.iter().rev().find(|at| **at <= now.0 && **at < span.to).copied().unwrap_or(i64::MAX);
            begun |= fact.at.0 > last && fact.at <= now && matches(&wanted.then, &fact);
            if begun {
                evidence = vec![number, fact.number];
            }
            !begun
        });
    }
    Leaf { verdict, evidence }
}

/// What [`not_since`] says, from the instants alone: of each sort in order, from the beginning of the span on.
pub fn unfollowed(firsts: &[i64], thens: &[i64], span: Span, now: Timestamp) -> Verdict {
    let inside = &firsts[..firsts.partition_point(|at| *at < span.to)];
    let present = inside.partition_point(|at| *at <= now.0);
    let then_after = |at: i64| thens.get(thens.partition_point(|then| *then <= at)).copied();
    let (holds, until) = match present.checked_sub(1).map(|place| inside[place]) {
        Some(last) => match then_after(last) {
            Some(then) if then <= now.0 => (false, inside.get(present).copied()),
            next => {
                let gone = span.rolling.map(|length| last.saturating_add(length));
                (true, next.into_iter().chain(gone).min())
            }
        },
        None => (false, inside.get(present).copied()),
    };
    Verdict::until_micros(holds, span.until(until, || !firsts.is_empty()))
}
