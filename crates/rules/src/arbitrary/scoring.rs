//! Scoring models over the vocabulary.

use super::*;
use model::definition::{BehaviourRule, PointsRule, ScoringModel};
use proptest::collection::vec;
use proptest::option::of;

/// A model with a few rules of each part, small numbers and short times.
pub fn scoring() -> impl Strategy<Value = ScoringModel> {
    (vec(behaviour_rule(), 0..4), vec(points_rule(), 0..3), 5..60i32, 5..60i32).prop_map(
        |(behaviour, fit, behaviour_cap, fit_cap)| ScoringModel {
            label: "Score".into(),
            behaviour,
            behaviour_cap,
            fit,
            fit_cap,
            account: Vec::new(),
            account_cap: 100,
            target_account_at: 50,
        },
    )
}

fn behaviour_rule() -> impl Strategy<Value = BehaviourRule> {
    (matcher(), -20..40i32, of(1..4u32), of(1..20u32), of(1..12u32)).prop_map(
        |(what, points, most, last_days, half_life_days)| BehaviourRule {
            key: "rule".into(),
            label: "Rule".into(),
            what,
            points,
            most,
            last_days,
            half_life_days,
        },
    )
}

fn points_rule() -> impl Strategy<Value = PointsRule> {
    (filter(), -20..40i32).prop_map(|(when, points)| PointsRule {
        key: "rule".into(),
        label: "Rule".into(),
        when,
        points,
    })
}
