//! What must hold of every filter over every timeline: an answer lasts as long as it says.

mod meaning;

use crate::arbitrary::*;
use crate::testview::TestView;
use crate::{Keys, Lang, Verdict, View, evaluate, explain, score, sentence};
use model::filter::*;
use model::{ContactId, DAY, Filter, HOUR, Timestamp};
use proptest::prelude::*;

/// Every instant at which something could change: each known time, moved by each length that the filters name.
fn boundaries(view: &TestView, filter: &Filter) -> Vec<Timestamp> {
    let mut text = serde_json::to_string(filter).unwrap();
    for segment in SEGMENTS {
        text += &serde_json::to_string(&view.segment(segment)).unwrap();
    }
    let mut lengths = vec![0];
    lengths.extend((0..25).filter(|n| text.contains(&format!("last_days\":{n}}}"))).map(|n| n * DAY));
    lengths.extend((0..80).filter(|n| text.contains(&format!("last_hours\":{n}}}"))).map(|n| n * HOUR));
    for op in ["in_last_days", "in_next_days"] {
        let named = |n: &i64| text.contains(&format!("{op}\",\"values\":[{n}]"));
        lengths.extend((0..20).filter(named).map(|n| n * DAY));
    }
    let local = view.local();
    let units = Calendar::ALL.iter().filter(|unit| text.contains(&format!("\"{}\"", unit.as_str())));
    let days = if text.contains("anniversary") { Some(&Calendar::Day) } else { None };
    // Where the calendar moves on.
    let turns = units.chain(days).flat_map(|unit| {
        (0..DAYS * 2).map(move |day| Timestamp(local.unit(*unit, START.plus((day - DAYS / 2) * DAY), 0).0))
    });
    let turns: Vec<Timestamp> = turns.flat_map(|at| [at.plus(-1), at, at.plus(1)]).collect();
    let mut times: Vec<Timestamp> = view.activities.values().map(|activity| activity.occurred_at).collect();
    times.extend(view.contacts.values().flat_map(|contact| contact.fields.values()).filter_map(|value| match value {
        model::Value::Instant(at) => Some(*at),
        model::Value::Date(day) => Some(Timestamp(i64::from(*day) * DAY)),
        _ => None,
    }));
    let moved = times.iter().flat_map(|at| lengths.iter().flat_map(|len| [at.plus(*len), at.plus(-*len)]));
    moved.flat_map(|at| [at.plus(-1), at, at.plus(1)]).chain(turns).collect()
}

fn lasts(view: &TestView, filter: &Filter, now: Timestamp, others: &[Timestamp]) -> Result<(), TestCaseError> {
    let boundaries = boundaries(view, filter);
    for contact in (1..=CONTACTS).map(ContactId) {
        let subject = view.subject(contact).unwrap();
        let Verdict { holds, until } = evaluate(view, filter, subject, now);
        prop_assert!(until.is_none_or(|until| until > now), "until {until:?} is not after now");
        let before_end = |at: &&Timestamp| **at >= now && until.is_none_or(|until| **at < until);
        let just_before = until.map(|until| until.plus(-1));
        for at in boundaries.iter().chain(others).chain(&just_before).filter(before_end) {
            let later = evaluate(view, filter, subject, *at).holds;
            prop_assert_eq!(later, holds, "{} of {:?} at {} although until {:?}", holds, contact, at, until);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_verdict_lasts_as_long_as_it_says(
        world in world(), filter in filter(), now in now(), others in proptest::collection::vec(instant(), 10)
    ) {
        lasts(&world.view(), &filter, now, &others)?;
    }

    #[test]
    fn an_explanation_says_what_evaluation_says(world in world(), filter in filter(), now in now()) {
        let view = world.view();
        for contact in (1..=CONTACTS).map(ContactId) {
            let subject = view.subject(contact).unwrap();
            let (verdict, explanation) = (evaluate(&view, &filter, subject, now), explain(&view, &filter, subject, now));
            prop_assert_eq!(verdict, Verdict { holds: explanation.holds, until: explanation.until });
        }
    }

    /// Different filters may read alike, but none reads empty or leaves a place of a template open.
    #[test]
    fn every_filter_reads_in_every_language(filter in filter()) {
        for lang in [Lang::En, Lang::Es, Lang::No] {
            let text = sentence(&filter, &Keys, lang);
            prop_assert!(!text.is_empty() && !text.contains(['{', '}']) && !text.contains("  "), "{}", text);
        }
    }

    /// Leaves over a timeline are exact: at `until` the answer is the other one.
    #[test]
    fn counts_and_sequences_end_exactly(
        world in world(), leaf in prop_oneof![did().prop_map(Filter::Did), sequence().prop_map(Filter::Sequence)], now in now()
    ) {
        let view = world.view();
        lasts(&view, &leaf, now, &[])?;
        for contact in (1..=CONTACTS).map(ContactId) {
            let subject = view.subject(contact).unwrap();
            let verdict = evaluate(&view, &leaf, subject, now);
            if let Some(until) = verdict.until {
                // A window of the calendar is asked again when it moves on.
                let turns = match leaf.window() {
                    Some(Window::This(unit) | Window::Previous(unit)) => view.local().unit(*unit, now, 0).1 == until.0,
                    _ => false,
                };
                prop_assert!(turns || evaluate(&view, &leaf, subject, until).holds != verdict.holds);
            }
        }
    }

    /// Scores last as long as they say, decay included, and hold still within an hour unless something happens.
    #[test]
    fn scores_last_as_long_as_they_say(
        world in world(), model in scoring(), now in now(), hours in proptest::collection::vec(1..60 * 24i64, 12)
    ) {
        let view = world.view();
        let everyone = Filter::All(model.fit.iter().map(|rule| rule.when.clone()).collect());
        let mut times = boundaries(&view, &everyone);
        let expiring = model.behaviour.iter().filter_map(|rule| rule.last_days);
        let past = view.activities.values().map(|activity| activity.occurred_at);
        let ends = past.flat_map(|at| expiring.clone().map(move |days| at.plus(i64::from(days) * DAY)));
        times.extend(ends.flat_map(|at| [at.plus(-1), at]));
        times.extend(hours.iter().map(|hours| now.plus(hours * HOUR)));
        for contact in (1..=CONTACTS).map(ContactId) {
            let subject = view.subject(contact).unwrap();
            let scored = score(&view, &model, subject, now);
            prop_assert!(scored.until.is_none_or(|until| until > now));
            let lasting = |at: &&Timestamp| **at >= now && scored.until.is_none_or(|until| **at < until);
            let just_before = scored.until.map(|until| until.plus(-1));
            for at in times.iter().chain(&just_before).filter(lasting) {
                prop_assert_eq!(score(&view, &model, subject, *at).scores, scored.scores, "at {}", at);
            }
        }
    }
}
