//! The sales people of the demo: who is handed over when, and who is answered how.

use crate::{now, sample, script};
use demo::OpenAql;
use model::input::Input;
use model::{DAY, LeadId, Timestamp};

#[test]
fn sales_takes_over_and_answers_in_time() {
    let world = sample();
    let script = script(world, now(), true);
    let reasons = vec!["Not now".to_string()];
    let at = Timestamp::parse("2026-09-01T10:00:00Z").unwrap();
    let lead = |place: usize, handed_at| OpenAql {
        lead: LeadId(place as i64 + 1),
        external_id: &world.leads[place].id,
        qualified_at: at,
        handed_at,
        ended: false,
    };
    let fresh: Vec<_> = (0..200).map(|place| lead(place, None)).collect();
    let at_once = script.sales_at(at, &fresh, &reasons);
    assert!((50..110).contains(&at_once.len()), "{}", at_once.len());
    let over = OpenAql { ended: true, ..lead(0, Some(at)) };
    let of_ended = &script.sales_at(at, &[over], &reasons)[0].input;
    assert!(matches!(of_ended, Input::Decision { state: model::record::HandoverState::Accepted, .. }));
    let handed = script.sales_at(at.plus(6 * DAY), &fresh, &reasons);
    assert!(handed.len() == 200 && handed.iter().all(|envelope| matches!(envelope.input, Input::HandOver { .. })));
    let waiting: Vec<_> = (0..200).map(|place| lead(place, Some(at))).collect();
    assert!(script.sales_at(at.plus(DAY / 12), &waiting, &reasons).is_empty());
    // Nobody answers on a Saturday.
    assert!(script.sales_at(at.plus(4 * DAY), &waiting, &reasons).is_empty());
    let answered = script.sales_at(at.plus(6 * DAY), &waiting, &reasons);
    assert!(answered.len() > 180 && answered.len() < 200, "{}", answered.len());
    for envelope in &answered {
        let Input::Decision { state, reason, .. } = &envelope.input else { panic!("{envelope:?}") };
        assert_eq!(reason.is_none(), *state == model::record::HandoverState::Accepted);
    }
}
