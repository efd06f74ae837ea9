//! Definitions that come and go, generated.

use crate::ops::Op;
use model::definition::{BehaviourRule, PointsRule, ScoringModel};
use model::filter::FieldTest;
use model::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use rules::arbitrary::{self, PROGRAMS, SEGMENTS};

pub fn definitions() -> BoxedStrategy<Op> {
    let key = || select(SEGMENTS.to_vec()).prop_map(String::from);
    let types = vec![FieldType::Integer, FieldType::Text, FieldType::Decimal, FieldType::Boolean];
    prop_oneof![
        5 => key().prop_flat_map(|key| {
            arbitrary::segment_filter(&key).prop_map(move |filter| Op::Segment { key: key.clone(), filter: Some(filter) })
        }),
        1 => key().prop_map(|key| Op::Segment { key, filter: None }),
        1 => (select(vec!["seats", "city", "vip"]), select(types))
            .prop_map(|(key, field_type)| Op::Retype { key: key.into(), field_type }),
        3 => of(scoring()).prop_map(Op::Scoring),
        1 => select(PROGRAMS.to_vec()).prop_map(|key| Op::Program(key.into())),
        1 => select(arbitrary::ZONES.to_vec()).prop_map(Op::Zone),
    ]
    .boxed()
}

fn scoring() -> impl Strategy<Value = ScoringModel> {
    let behaviour = (arbitrary::matcher(), -5..30i32, of(1..4u32), of(0..20u32), of(1..9u32)).prop_map(
        |(what, points, most, last_days, half_life_days)| BehaviourRule {
            key: "b".into(),
            label: "b".into(),
            what,
            points,
            most,
            last_days,
            half_life_days,
        },
    );
    let when = prop_oneof![
        arbitrary::did().prop_map(Filter::Did),
        arbitrary::sequence().prop_map(Filter::Sequence),
        Just(Filter::Field(FieldTest {
            of: Object::Contact,
            key: "last_seen".into(),
            op: model::filter::Op::InLastDays,
            values: vec![10.into()],
        })),
    ];
    let known = Filter::Field(FieldTest {
        of: Object::Account,
        key: "industry".into(),
        op: model::filter::Op::Known,
        values: vec![],
    });
    (vec(behaviour, 0..4), vec((when, 1..40i32), 0..3), 0..40i32).prop_map(move |(behaviour, fit, points)| {
        let rule = |when, points| PointsRule { key: "f".into(), label: "f".into(), when, points };
        ScoringModel {
            label: "Model".into(),
            behaviour,
            behaviour_cap: 60,
            fit: fit.into_iter().map(|(when, points)| rule(when, points)).collect(),
            fit_cap: 60,
            account: vec![rule(known.clone(), points)],
            account_cap: 60,
            target_account_at: 20,
        }
    })
}
