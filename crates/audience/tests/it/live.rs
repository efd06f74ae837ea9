//! What is settled for one contact equals the reference, to the instant until which it holds.

use crate::log::{Step, batches, fold_all, log_of};
use crate::ops::{Op, deeds, gentle_ops, op, ops};
use crate::uncounted::Uncounted;
use audience::{Image, Overlay};
use model::definition::{BehaviourRule, ScoringModel};
use model::filter::Matcher;
use model::*;
use proptest::prelude::*;
use rules::verdict::earlier;
use rules::{Evaluation, View, arbitrary};
use std::collections::BTreeSet;

/// By the reference: segments by their keys, scores, and until when.
fn by_reference(
    overlay: &mut Overlay<'_>,
    contact: ContactId,
) -> Option<(BTreeSet<String>, Scores, Option<Timestamp>)> {
    let (subject, now) = (overlay.subject(contact)?, overlay.now());
    let contact = subject.contact?;
    let scored = overlay.scoring().map(|model| rules::score(&Uncounted(overlay), model, subject, now));
    let (scores, mut until) = scored.map_or((Scores::default(), None), |scored| (scored.scores, scored.until));
    overlay.apply(Change::Scores(vec![(contact, scores)])).expect("applies");
    let keys: Vec<String> = overlay.segments().map(|(key, _)| key.to_string()).collect();
    let of_scores = until;
    // Entering a segment may make what is counted since then another.
    loop {
        until = of_scores;
        let reference = Uncounted(overlay);
        let mut evaluation = Evaluation::new(&reference, subject, now);
        let mut member = BTreeSet::new();
        for key in &keys {
            let verdict = evaluation.verdict(&Filter::InSegment(key.clone()));
            until = earlier(until, verdict.until);
            if verdict.holds {
                member.insert(key.clone());
            }
        }
        let before: BTreeSet<String> = keys.iter().filter(|key| overlay.in_segment(contact, key)).cloned().collect();
        if before == member {
            return Some((member, scores, until));
        }
        for segment in keys.iter().filter(|key| before.contains(*key) != member.contains(*key)) {
            let (entered, left) = match member.contains(segment) {
                true => (vec![contact], vec![]),
                false => (vec![], vec![contact]),
            };
            overlay.apply(Change::Segment { segment: segment.clone(), entered, left }).expect("applies");
        }
    }
}

fn held_equal(image: &Image, steps: &[Step], now: Timestamp) -> Result<(), TestCaseError> {
    for contact in image.contact_ids().chain([ContactId(crate::ops::CONTACTS)]) {
        let (mut fast, mut slow) = (Overlay::new(image, now), Overlay::new(image, now));
        for step in steps {
            crate::overlay::take_in(&mut fast, step);
            crate::overlay::take_in(&mut slow, step);
        }
        let moves = fast.settle(&[contact]).expect("settles");
        let Some((member, scores, until)) = by_reference(&mut slow, contact) else {
            prop_assert!(moves.until.is_empty());
            continue;
        };
        let id = slow.resolve(contact).expect("is there");
        let settled: BTreeSet<String> =
            fast.segments().map(|(key, _)| key.to_string()).filter(|key| fast.in_segment(id, key)).collect();
        prop_assert_eq!(settled, member);
        prop_assert_eq!(View::scores(&fast, fast.subject(id).expect("is there")), scores);
        // Others of the account may have been settled with it.
        let told: Vec<_> = moves.until.iter().filter(|(contact, _)| *contact == id).copied().collect();
        prop_assert_eq!(told, vec![(id, until)]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn over_a_rich_world(world in arbitrary::world(), now in arbitrary::now()) {
        held_equal(&fold_all(&world.batches), &[], now)?;
    }

    #[test]
    fn with_a_batch_on_top(first in ops(90), then in ops(25), now in arbitrary::now()) {
        let image = fold_all(&log_of(&batches(&first, false)));
        let steps = batches(&[first, then].concat(), false).pop().expect("a batch").steps;
        held_equal(&image, &steps, now.max(image.now()))?;
    }

    /// What the rules ask of a batch in the making, at any of its steps: whoever counts says what whoever asks each says.
    #[test]
    fn colleagues_that_are_counted_say_what_each_says(first in ops(90), then in ops(25), now in arbitrary::now()) {
        let image = fold_all(&log_of(&batches(&first, false)));
        let now = now.max(image.now());
        let mut overlay = Overlay::new(&image, now);
        for step in batches(&[first, then].concat(), false).pop().expect("a batch").steps {
            crate::overlay::take_in(&mut overlay, &step);
            for subject in (1..=crate::ops::CONTACTS).filter_map(|id| overlay.subject(ContactId(id))) {
                for segment in arbitrary::SEGMENTS {
                    let within = Filter::InSegment(segment.to_string());
                    let counted = rules::evaluate(&overlay, &within, subject, now);
                    prop_assert_eq!(counted, rules::evaluate(&Uncounted(&overlay), &within, subject, now));
                }
            }
        }
    }
}

/// A model that tells every deed and every instant apart.
fn counting() -> ScoringModel {
    let rule = |most_days: Option<u32>| BehaviourRule {
        key: "b".into(),
        label: "b".into(),
        what: Matcher { kind: arbitrary::KINDS.map(String::from).into(), ..Matcher::default() },
        points: 1,
        most: None,
        last_days: most_days,
        half_life_days: None,
    };
    ScoringModel {
        label: "Model".into(),
        behaviour: [None, Some(10), Some(20), Some(40)].map(rule).into(),
        behaviour_cap: i32::MAX,
        fit: vec![],
        fit_cap: 0,
        account: vec![],
        account_cap: 0,
        target_account_at: 1,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Who has done much is sorted once in a batch, and what comes after is added: it says what reading anew says.
    #[test]
    fn what_is_kept_of_long_timelines_equals_reading_anew(
        first in gentle_ops(60),
        much in proptest::collection::vec(deeds(), 1_500..1_600),
        then in proptest::collection::vec(prop_oneof![3 => deeds(), 1 => op()], 20..40),
        now in arbitrary::now(),
    ) {
        let known = [first, vec![Op::Scoring(Some(counting()))], much].concat();
        let image = fold_all(&log_of(&batches(&known, false)));
        let now = now.max(image.now());
        let later = then.into_iter().filter(|op| !matches!(op, Op::Commit { .. }));
        let all: Vec<Op> = known.into_iter().chain([Op::Commit { later: 0 }]).chain(later).collect();
        let (mut kept, mut so_far) = (Overlay::new(&image, now), Vec::new());
        for step in batches(&all, false).pop().expect("a batch").steps {
            crate::overlay::take_in(&mut kept, &step);
            so_far.push(step);
            for contact in (1..=crate::ops::CONTACTS).map(ContactId) {
                let mut anew = Overlay::new(&image, now);
                so_far.iter().for_each(|step| crate::overlay::take_in(&mut anew, step));
                let before = kept.changes().count();
                prop_assert_eq!(kept.settle(&[contact]).expect("settles"), anew.settle(&[contact]).expect("settles"));
                so_far.extend(kept.changes().skip(before).cloned().map(Step::Change));
            }
        }
    }
}
