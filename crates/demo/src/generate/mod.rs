//! What a world lacks, made up from the seed: consent, mail and its answers, traffic and its sources, members of
//! programs, leads after the world's last, contacts who do not count, costs, sizes within their bands. Every made-up activity carries `generated: true`,
//! and so do the fields of made-up leads and opportunities.
//!
//! None of it reaches the proof.

pub mod consent;
mod costs;
mod extras;
mod journey;
mod mail;
mod members;
pub mod site;
pub(crate) mod size;
pub(crate) mod stream;

pub use costs::costs;

use crate::script::{Entry, Script};
use model::input::{ActivityPut, Input, Key};
use model::{Timestamp, Value};
use std::collections::BTreeMap;

/// The label of what is made up.
pub const GENERATED: &str = "generated";

/// All made-up inputs, in no order.
pub(crate) fn everything(script: &Script<'_>) -> Vec<Entry> {
    let mut made = Vec::new();
    extras::add(script, &mut made);
    members::add(script, &mut made);
    site::add(script, &mut made);
    mail::add(script, &mut made);
    journey::add(script, &mut made);
    made
}

/// A made-up activity of a contact.
fn activity(contact: &str, kind: &str, asset: Option<&str>, at: Timestamp, properties: &[(&str, Value)]) -> Input {
    let mut all: BTreeMap<String, Value> =
        properties.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
    all.insert(GENERATED.into(), Value::Boolean(true));
    Input::Activity(ActivityPut {
        contact: Key::external(contact),
        lead: None,
        kind: kind.into(),
        asset: asset.map(str::to_string),
        at,
        value: None,
        properties: all,
    })
}
