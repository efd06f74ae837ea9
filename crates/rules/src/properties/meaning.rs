//! What conditions and scores mean, written down without any cleverness and held against the reference.

use crate::arbitrary::*;
use crate::testview::TestView;
use crate::{View, evaluate, score};
use model::filter::*;
use model::{ContactId, DAY, Filter, HOUR, Timestamp};
use proptest::prelude::*;

/// Whether an instant lies in a window at `now`.
fn inside(view: &TestView, contact: ContactId, at: Timestamp, window: &Window, now: Timestamp) -> bool {
    let lead = || view.lead(view.subject(contact).unwrap());
    let zone = view.local().zone;
    let same = |unit: Calendar, now: jiff::civil::Date| {
        let of = |date: jiff::civil::Date| match unit {
            Calendar::Day => (date.year(), date.day_of_year()),
            Calendar::Week if view.local().week_start == 7 => {
                let week = date.tomorrow().unwrap().iso_week_date();
                (week.year(), i16::from(week.week()))
            }
            Calendar::Week => (date.iso_week_date().year(), i16::from(date.iso_week_date().week())),
            Calendar::Month => (date.year(), i16::from(date.month())),
            Calendar::Quarter => (date.year(), i16::from((date.month() + 2) / 3)),
            Calendar::Year => (date.year(), 0),
        };
        of(at.date_in(zone)) == of(now)
    };
    let today = now.date_in(zone);
    at <= now
        && match window {
            Window::Ever => true,
            Window::LastDays(n) => at.0 > now.0 - i64::from(*n) * DAY,
            Window::LastHours(n) => at.0 > now.0 - i64::from(*n) * HOUR,
            Window::Between { from, to } => *from <= at && at < *to,
            Window::Before(to) => at < *to,
            Window::Since(from) => at >= *from,
            Window::SinceLeadStart => lead().is_some_and(|lead| at >= lead.started_at),
            Window::SinceStage(stage) => {
                lead().and_then(|lead| lead.stage_times.get(stage)).is_some_and(|since| at >= *since)
            }
            Window::SinceSegment(key) => view.entered(contact, key).is_some_and(|since| at >= since),
            Window::This(unit) => same(*unit, today),
            Window::Previous(unit) => {
                use jiff::ToSpan;
                same(
                    *unit,
                    match unit {
                        Calendar::Day => today.yesterday().unwrap(),
                        Calendar::Week => today.checked_sub(7.days()).unwrap(),
                        Calendar::Month => today.first_of_month().yesterday().unwrap(),
                        Calendar::Quarter => today.first_of_month().checked_sub(3.months()).unwrap(),
                        Calendar::Year => today.checked_sub(1.years()).unwrap(),
                    },
                )
            }
        }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The definitions of count, sequence and what did not follow, written down without any cleverness.
    #[test]
    fn counts_and_sequences_mean_what_they_say(
        world in world(), did in did(), sequence in sequence(), unanswered in not_since(), now in now()
    ) {
        let view = world.view();
        for contact in (1..=CONTACTS).map(ContactId) {
            let subject = view.subject(contact).unwrap();
            let inside = |at: Timestamp, window: &Window| inside(&view, contact, at, window, now);
            let own: Vec<_> = view.activities.values().filter(|a| a.contact == Some(contact)).collect();
            let all = |what: &Matcher| -> Vec<Timestamp> {
                let meant = own.iter().filter(|a| crate::matches(what, &crate::testview::fact(a)));
                meant.map(|a| a.occurred_at).filter(|at| *at <= now).collect()
            };
            let count = all(&did.what).into_iter().filter(|at| inside(*at, &did.window)).count();
            let wanted = did.count.holds(count as u32);
            prop_assert_eq!(evaluate(&view, &Filter::Did(did.clone()), subject, now).holds, wanted);
            let within = i64::from(sequence.within_days) * DAY;
            let followed = all(&sequence.first).into_iter().filter(|first| inside(*first, &sequence.window)).any(|first| {
                all(&sequence.then).into_iter().any(|then| then > first && then.0 - first.0 <= within)
            });
            prop_assert_eq!(evaluate(&view, &Filter::Sequence(sequence.clone()), subject, now).holds, followed);
            let last = all(&unanswered.first).into_iter().filter(|first| inside(*first, &unanswered.window)).max();
            let wanted = last.is_some_and(|last| all(&unanswered.then).into_iter().all(|then| then <= last));
            prop_assert_eq!(evaluate(&view, &Filter::NotSince(unanswered.clone()), subject, now).holds, wanted);
        }
    }

    /// The definitions of the figures, written down without any cleverness.
    #[test]
    fn figures_mean_what_they_say(world in world(), measure in measure(), now in now()) {
        use std::collections::BTreeSet;
        let view = world.view();
        for contact in (1..=CONTACTS).map(ContactId) {
            let meant = view.activities.values().filter(|a| {
                a.contact == Some(contact)
                    && crate::matches(&measure.what, &crate::testview::fact(a))
                    && inside(&view, contact, a.occurred_at, &measure.window, now)
            });
            let meant: Vec<&model::Activity> = meant.collect();
            let currency = crate::figure::currency(&measure.values);
            let amounts = |amount: &Amount| -> Vec<i64> {
                meant.iter().filter_map(|a| match amount {
                    Amount::Value => a.value.filter(|money| Some(money.currency) == currency).map(|money| money.minor),
                    Amount::Property(key) => match a.properties.get(key)? {
                        model::Value::Integer(n) => Some(n * model::Decimal::SCALE),
                        _ => None,
                    },
                }).collect()
            };
            let typed = |amount: &Amount, number: Option<i64>| Some(match amount {
                Amount::Value => model::Value::money(number?, currency?),
                Amount::Property(_) => model::Value::Decimal(model::Decimal(number?)),
            });
            let many = |n: usize| Some(model::Value::Integer(n as i64));
            let value = match &measure.of {
                Figure::DistinctAssets => many(meant.iter().filter_map(|a| a.asset.as_ref()).collect::<BTreeSet<_>>().len()),
                Figure::DistinctDays => many(meant.iter().map(|a| a.occurred_at.date_in(view.local().zone)).collect::<BTreeSet<_>>().len()),
                Figure::Distinct(key) => {
                    let texts = meant.iter().filter_map(|a| a.properties.get(key)?.as_text());
                    many(texts.filter(|text| !text.is_empty()).map(str::to_lowercase).collect::<BTreeSet<_>>().len())
                }
                Figure::Sum(amount) => typed(amount, Some(amounts(amount)).filter(|all| !all.is_empty()).map(|all| all.iter().sum())),
                Figure::Min(amount) => typed(amount, amounts(amount).into_iter().min()),
                Figure::Max(amount) => typed(amount, amounts(amount).into_iter().max()),
                Figure::First => meant.iter().map(|a| a.occurred_at).min().map(model::Value::Instant),
                Figure::Last => meant.iter().map(|a| a.occurred_at).max().map(model::Value::Instant),
            };
            let wanted = crate::compare::field(measure.op, value.as_ref(), &measure.values, now, view.local()).holds;
            let subject = view.subject(contact).unwrap();
            prop_assert_eq!(evaluate(&view, &Filter::Measure(measure.clone()), subject, now).holds, wanted, "{:?}", value);
        }
    }

    /// The definition of the behaviour score, written down without any cleverness.
    #[test]
    fn behaviour_is_what_the_contact_did_in_the_cycle(world in world(), model in scoring(), now in now()) {
        let view = world.view();
        for contact in (1..=CONTACTS).map(ContactId) {
            let subject = view.subject(contact).unwrap();
            let lead = subject.lead.map(|lead| &view.leads[&lead]);
            let of_the_cycle = |a: &model::Activity| match (lead.map(|lead| (lead, lead.ended_at)), a.lead) {
                (None, _) => true,
                (Some((_, Some(_))), Some(_)) => false,
                (Some((_, Some(ended))), None) => a.occurred_at > ended,
                (Some((lead, None)), Some(own)) => own == lead.id,
                (Some((lead, None)), None) => a.occurred_at >= lead.started_at,
            };
            let mut sum = 0i64;
            for rule in &model.behaviour {
                let mut own: Vec<_> = view.activities.values().filter(|a| {
                    a.contact == Some(contact)
                        && of_the_cycle(a)
                        && !["email_sent", "sales_call"].contains(&a.kind.as_str())
                        && crate::matches(&rule.what, &crate::testview::fact(a))
                        && a.occurred_at <= now
                        && rule.last_days.is_none_or(|days| a.occurred_at.0 > now.0 - i64::from(days) * DAY)
                }).collect();
                own.sort_by_key(|a| std::cmp::Reverse((a.occurred_at, a.number)));
                own.truncate(rule.most.unwrap_or(u32::MAX) as usize);
                let hour = now.0 / HOUR * HOUR;
                let worth = |at: Timestamp| match rule.half_life_days {
                    None => 1.0,
                    Some(days) => 0.5f64.powf((hour - at.0).max(0) as f64 / (f64::from(days) * DAY as f64)),
                };
                let points: f64 = own.iter().map(|a| f64::from(rule.points) * worth(a.occurred_at)).sum();
                sum += points.round() as i64;
            }
            let wanted = sum.clamp(0, i64::from(model.behaviour_cap)) as i32;
            prop_assert_eq!(score(&view, &model, subject, now).scores.behaviour, wanted);
        }
    }
}
