//! The results of recipients who have something in common, the largest parts first.

use super::read::{Mail, Tally};
use super::{CauseCount, Outcome, Slice};
use audience::Image;
use model::definition::{Body, Program, ProgramKind};
use model::{DefinitionKind, Object, Value};
use rules::View;
use std::collections::BTreeMap;

/// Most parts that are shown.
pub(super) const MOST: usize = 20;

/// The domain of the contact's address; empty when it has none.
pub(super) fn domain(image: &Image, owner: u32) -> String {
    let subject = image.subject(image.contact_of(owner));
    let email = subject.and_then(|subject| image.field(subject, Object::Contact, "email"));
    let domain = email.as_ref().and_then(Value::as_text).and_then(|email| email.rsplit_once('@'));
    domain.map(|(_, domain)| domain.to_lowercase()).unwrap_or_default()
}

fn empty(key: &str) -> Slice {
    Slice {
        key: key.into(),
        label: String::new(),
        sent: 0,
        delivered: 0,
        bounced: 0,
        opened: 0,
        clicked: 0,
        unsubscribed: 0,
        complained: 0,
        converted: 0,
        revenue: 0.0,
    }
}

impl Slice {
    fn add(&mut self, mail: &Mail<'_>) {
        let one = |outcome: Outcome| u64::from(outcome.of(mail) > 0);
        self.sent += one(Outcome::Sent);
        self.delivered += one(Outcome::Delivered);
        self.bounced += one(Outcome::Bounced);
        self.opened += one(Outcome::Opened);
        self.clicked += one(Outcome::Clicked);
        self.unsubscribed += one(Outcome::Unsubscribed);
        self.complained += one(Outcome::Complained);
        self.converted += one(Outcome::Converted);
        self.revenue += mail.revenue;
    }
}

/// Parts by the keys that each contact has.
fn by<'m, 'i: 'm>(
    mails: impl Iterator<Item = (u32, &'m Mail<'i>)>,
    keys: impl Fn(u32, &Mail<'i>) -> Vec<String>,
) -> Vec<Slice> {
    let mut slices: BTreeMap<String, Slice> = BTreeMap::new();
    for (owner, mail) in mails {
        for key in keys(owner, mail) {
            slices.entry(key.clone()).or_insert_with(|| empty(&key)).add(mail);
        }
    }
    slices.into_values().collect()
}

/// Those with the most mail, and how many there are in all.
pub(super) fn largest(mut slices: Vec<Slice>) -> (Vec<Slice>, usize) {
    let all = slices.len();
    slices.sort_by(|a, b| (b.sent, b.bounced, b.opened, &a.key).cmp(&(a.sent, a.bounced, a.opened, &b.key)));
    slices.truncate(MOST);
    (slices, all)
}

fn all<'t, 'i>(tally: &'t Tally<'i>) -> impl Iterator<Item = (u32, &'t Mail<'i>)> {
    tally.mails.iter().map(|(owner, mail)| (*owner, mail))
}

fn owned(keys: &[&str]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

pub(super) fn domains(image: &Image, tally: &Tally<'_>) -> Vec<Slice> {
    by(all(tally).filter(|(_, mail)| mail.sent + mail.refused > 0), |owner, _| vec![domain(image, owner)])
}

pub(super) fn devices(tally: &Tally<'_>) -> Vec<Slice> {
    by(all(tally), |_, mail| owned(&mail.devices))
}

/// With the names that the program's test gives them now.
pub(super) fn variants(image: &Image, program: &str, tally: &Tally<'_>) -> Vec<Slice> {
    let mut slices = by(all(tally), |_, mail| owned(&mail.variants));
    let variants = match image.definition(DefinitionKind::Program, program).map(|found| &found.body) {
        Some(Body::Program(Program { does: ProgramKind::Batch { test: Some(test), .. }, .. })) => {
            test.variants.as_slice()
        }
        _ => &[],
    };
    for slice in &mut slices {
        let variant = variants.iter().find(|variant| variant.key == slice.key);
        slice.label = variant.map(|variant| variant.label.clone()).unwrap_or_default();
    }
    slices
}

pub(super) fn segments(image: &Image, tally: &Tally<'_>) -> Vec<Slice> {
    let mut slices = Vec::new();
    for (key, _) in image.segments() {
        let members = image.members(key);
        let mut slice = empty(key);
        all(tally).filter(|(owner, _)| members.contains(*owner)).for_each(|(_, mail)| slice.add(mail));
        if let Some(Body::Segment(segment)) = image.definition(DefinitionKind::Segment, key).map(|found| &found.body) {
            slice.label.clone_from(&segment.label);
        }
        slices.push(slice);
    }
    slices.retain(|slice| slice.sent + slice.bounced > 0);
    slices
}

pub(super) fn causes(tally: &Tally<'_>) -> Vec<CauseCount> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for cause in tally.mails.values().flat_map(|mail| &mail.causes) {
        *counts.entry(cause).or_default() += 1;
    }
    let mut causes: Vec<CauseCount> =
        counts.into_iter().map(|(cause, contacts)| CauseCount { cause: cause.into(), contacts }).collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.contacts));
    causes
}
