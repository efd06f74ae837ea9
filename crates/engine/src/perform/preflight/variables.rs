//! For how many contacts of an audience a variable has nothing to say. Every contact is asked: fields by the columns of
//! the image, the rest one by one.

use super::Found;
use audience::Image;
use content::preflight::{Area, Finding};
use model::filter::{FieldTest, Op};
use model::{ContactId, Filter, Object, Timestamp};
use rules::View;
use std::collections::BTreeSet;

/// Contacts shown of those whom a finding holds for.
pub(super) const SHOWN: usize = 5;

/// A finding for each variable that is unknown for somebody and has no default.
pub(super) fn unknown(
    image: &Image,
    audience: &Filter,
    paths: &BTreeSet<String>,
    ids: &[ContactId],
    now: Timestamp,
) -> Vec<Found> {
    paths.iter().filter_map(|path| found(path, without(image, audience, path, ids, now), ids.len())).collect()
}

fn found(path: &str, without: Vec<ContactId>, all: usize) -> Option<Found> {
    let count = without.len();
    let message = format!("{path} is unknown for {count} of {all} contacts and has no default");
    let remedy = "Give it a default, or show what it stands in only where it is known.";
    let finding = Finding::error(Area::Variables, "variables.unknown", message, remedy).at(path);
    let examples = without.into_iter().take(SHOWN).collect();
    (count > 0).then_some(Found { finding, contacts: count as u64, examined: 0, examples })
}

fn without(image: &Image, audience: &Filter, path: &str, ids: &[ContactId], now: Timestamp) -> Vec<ContactId> {
    let Some((group, key)) = path.split_once('.') else { return Vec::new() };
    let of = match group {
        "contact" => Object::Contact,
        "account" => Object::Account,
        "lead" => Object::Lead,
        _ => return Vec::new(),
    };
    if (of, key) == (Object::Lead, "source") || (of, key) == (Object::Lead, "stage") {
        return ids.iter().copied().filter(|id| lead_says_nothing(image, *id, key)).collect();
    }
    let known = FieldTest { of, key: key.into(), op: Op::Known, values: Vec::new() };
    let filter = Filter::All(vec![audience.clone(), Filter::Not(Box::new(Filter::Field(known)))]);
    image.ids(&image.select(&filter, now))
}

fn lead_says_nothing(image: &Image, id: ContactId, key: &str) -> bool {
    let lead = image.subject(id).and_then(|subject| View::lead(image, subject)).map(|lead| lead.id);
    match lead.and_then(|lead| image.lead(lead)) {
        Some(lead) => if key == "source" { lead.source } else { lead.stage }.trim().is_empty(),
        None => true,
    }
}
