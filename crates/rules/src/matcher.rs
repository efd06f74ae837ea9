//! Which activities are meant: one meaning for counts, scores and triggers.

use crate::{Fact, compare};
use model::Value;
use model::filter::{Matcher, PropertyTest};

/// Whether an activity is one of those meant: its kind is one of the kinds, its asset one of the assets (any, when none
/// is named), and every property test holds. Kinds and assets are keys and compare exactly. A matcher without kinds
/// means nothing.
pub fn matches(what: &Matcher, fact: &Fact<'_>) -> bool {
    what.kind.iter().any(|kind| kind == fact.kind)
        && (what.asset.is_empty() || fact.asset.is_some_and(|asset| what.asset.iter().any(|own| own == asset)))
        && what.properties.iter().all(|test| property(test, fact.properties.get(&test.key)))
}

/// A property that the activity lacks is unknown, as an unknown field is.
pub fn property(test: &PropertyTest, value: Option<&Value>) -> bool {
    compare::holds(test.op, value, &test.values)
}
