//! Changes as a timeline tells them, and what stood before them.

use crate::{Fact, View};
use model::activity::kind;
use model::record::OpportunityOutcome;
use model::{ContactId, LeadId, Timestamp, Value};

/// Kinds that tell of a change.
pub const TIMES_TOLD: [&str; 14] = [
    kind::FIELD_CHANGED,
    kind::STAGE_CHANGED,
    kind::CONSENT_GIVEN,
    kind::CONSENT_WITHDRAWN,
    kind::LIST_JOINED,
    kind::LIST_LEFT,
    kind::PROGRAM_JOINED,
    kind::PROGRAM_STATUS,
    kind::PROGRAM_ACTED,
    kind::OPPORTUNITY_OPENED,
    kind::OPPORTUNITY_WON,
    kind::OPPORTUNITY_LOST,
    kind::MERGED,
    kind::LEAD_QUALIFIED,
];

/// A change, as its activity tells it.
#[derive(Debug, Clone)]
pub struct Told {
    pub at: Timestamp,
    pub kind: &'static str,
    pub asset: Option<String>,
    pub lead: Option<LeadId>,
    pub from: Option<Value>,
    pub to: Option<Value>,
}

/// The changes of a contact and every instant of its timeline, both in order.
pub fn timeline_of(view: &dyn View, contact: ContactId) -> (Vec<Told>, Vec<Timestamp>) {
    let (mut told, mut times) = (Vec::new(), Vec::new());
    view.timeline(contact, &mut |fact: Fact<'_>| {
        times.push(fact.at);
        if let Some(kind) = TIMES_TOLD.iter().find(|kind| **kind == fact.kind) {
            let property = |key: &str| fact.properties.get(key).cloned();
            told.push(Told {
                at: fact.at,
                kind,
                asset: fact.asset.map(str::to_string),
                lead: fact.lead,
                from: property("from"),
                to: property("to").or_else(|| property("status")),
            });
        }
        true
    });
    (told, times)
}

/// What told last at `at` or before, and what told first after it, of those that `meant` takes.
pub fn around(told: &[Told], at: Timestamp, meant: impl Fn(&Told) -> bool) -> (Option<&Told>, Option<&Told>) {
    let after = told.partition_point(|one| one.at <= at);
    (told[..after].iter().rev().find(|one| meant(one)), told[after..].iter().find(|one| meant(one)))
}

/// What a change after `at` says stood before it; the outer `None` when nothing changed after `at`.
pub fn before_change<'a>(told: &'a [Told], at: Timestamp, asset: &str) -> Option<Option<&'a Value>> {
    let changed = |one: &Told| one.kind == kind::FIELD_CHANGED && one.asset.as_deref() == Some(asset);
    let (_, next) = around(told, at, changed);
    next.map(|next| next.from.as_ref())
}

/// The stage of a lead, when its changes say.
pub fn stage_at(told: &[Told], lead: LeadId, at: Timestamp) -> Option<&str> {
    let (last, next) = around(told, at, |one| one.kind == kind::STAGE_CHANGED && one.lead == Some(lead));
    let value = match last {
        Some(last) => last.to.as_ref(),
        None => next.and_then(|next| next.from.as_ref()),
    };
    value.and_then(Value::as_text)
}

/// How each opportunity stood of which the timeline had told by then.
pub fn opportunities_at(told: &[Told], at: Timestamp) -> Vec<OpportunityOutcome> {
    let mut known: Vec<(Option<&str>, OpportunityOutcome)> = Vec::new();
    for one in told.iter().take_while(|one| one.at <= at) {
        let outcome = match one.kind {
            kind::OPPORTUNITY_OPENED => OpportunityOutcome::Open,
            kind::OPPORTUNITY_WON => OpportunityOutcome::Won,
            kind::OPPORTUNITY_LOST => OpportunityOutcome::Lost,
            _ => continue,
        };
        let own = one.asset.as_deref();
        match known.iter_mut().find(|(key, _)| *key == own) {
            Some((_, former)) => *former = outcome,
            None => known.push((own, outcome)),
        }
    }
    known.into_iter().map(|(_, outcome)| outcome).collect()
}
