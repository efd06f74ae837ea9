//! Whether an activity sets off a trigger program.

use crate::{Fact, Subject, View, evaluate, matches};
use model::definition::TriggerProgram;
use model::{DAY, Timestamp};

/// Whether the program, known by its key, acts on this activity: it is one of those meant, the filter holds now, and
/// the program has not acted for the contact before (or not within `every_days` × 24 h).
pub fn fires(
    view: &dyn View,
    key: &str,
    program: &TriggerProgram,
    fact: &Fact<'_>,
    subject: Subject,
    now: Timestamp,
) -> bool {
    matches(&program.when, fact)
        && rested(view, key, program, subject, now)
        && evaluate(view, &program.filter, subject, now).holds
}

fn rested(view: &dyn View, key: &str, program: &TriggerProgram, subject: Subject, now: Timestamp) -> bool {
    let Some(contact) = subject.contact else { return false };
    match (view.acted(contact, key), program.every_days) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(acted), Some(days)) => now >= acted.plus(i64::from(days).saturating_mul(DAY)),
    }
}
