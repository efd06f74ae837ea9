//! Everything that can be seen of a state, as text, so that two states can be compared and a difference read.

use crate::ops::{ACCOUNTS, CONTACTS, LEADS, OPPORTUNITIES, VISITORS};
use audience::Image;
use model::*;
use rules::arbitrary::{LISTS, PROGRAMS, SEGMENTS, START};
use rules::{Fact, Subject, View};

pub const FIELDS: [(Object, &str); 12] = [
    (Object::Contact, "country"),
    (Object::Contact, "city"),
    (Object::Contact, "seats"),
    (Object::Contact, "last_seen"),
    (Object::Contact, "renewal"),
    (Object::Contact, "vip"),
    (Object::Contact, "budget"),
    (Object::Contact, "email"),
    (Object::Account, "industry"),
    (Object::Account, "employees"),
    (Object::Lead, "source"),
    (Object::Lead, "budget"),
];

fn fact(fact: Fact<'_>) -> String {
    let Fact { number, kind, asset, at, value, properties, lead } = fact;
    format!("{number} {kind} {asset:?} {} {value:?} {properties:?} {lead:?}", at.0)
}

pub fn timeline(view: &dyn View, contact: ContactId, from: Timestamp) -> Vec<String> {
    let mut facts = Vec::new();
    view.timeline_from(contact, from, &mut |one| {
        facts.push(fact(one));
        true
    });
    facts
}

/// What rules can read of every contact that was ever spoken of, a line each. `latched` includes what a merge combines.
pub fn seen(view: &dyn View, latched: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for id in (1..=CONTACTS).map(ContactId) {
        let Some(subject) = view.subject(id) else {
            lines.push(format!("{id} does not exist"));
            let nothing = timeline(view, id, Timestamp(i64::MIN));
            assert!(nothing.is_empty(), "{id} is not there but did {nothing:?}");
            continue;
        };
        lines.push(format!("{id} {subject:?} {:?}", view.known_since(id)));
        for (of, key) in FIELDS {
            lines.push(format!("{id} {} {key} {:?}", of.as_str(), view.field(subject, of, key)));
        }
        lines.push(format!("{id} {:?} {:?} {:?}", view.relationship(subject), view.tier(subject), view.lead(subject)));
        let mut outcomes = view.opportunities(id);
        outcomes.sort_by_key(|outcome| outcome.as_str());
        lines.push(format!("{id} {outcomes:?}"));
        lines.extend(timeline(view, id, Timestamp(i64::MIN)).into_iter().map(|fact| format!("{id} did {fact}")));
        lines.push(format!("{id} later {}", timeline(view, id, START.plus(20 * DAY)).len()));
        if latched {
            lines.push(format!("{id} lists {:?}", LISTS.map(|list| view.in_list(id, list))));
            for program in PROGRAMS {
                let (status, acted) = (view.program_status(id, program), view.acted(id, program));
                lines.push(format!("{id} {program} {status:?} {acted:?} {:?}", view.nurture_place(id, program)));
            }
            lines.push(format!("{id} {:?} {:?}", view.consent(id), view.scores(subject)));
            let account = Subject { account: subject.account, ..Subject::default() };
            lines.push(format!("{id} account {:?}", view.scores(account)));
        }
    }
    for segment in SEGMENTS {
        lines.push(format!("{segment} {:?}", view.segment(segment)));
    }
    lines.extend(FIELDS.map(|(of, key)| format!("{key} {:?}", view.field_type(of, key))));
    lines
}

/// Everything that can be seen of an image.
pub fn everything(image: &Image) -> Vec<String> {
    let mut lines = seen(image, true);
    lines.push(format!("{} {} {} {:?}", image.seq(), image.now().0, image.epoch(), image.sizes()));
    for id in (1..=CONTACTS).map(ContactId) {
        lines.push(format!("{:?} {:?}", image.resolve(id), image.contact(id)));
        lines.push(format!("{:?} {:?}", image.leads_of(id), image.opportunities_of(id)));
        lines.push(format!("{:?} {:?}", image.segments_of(id), image.programs_of(id)));
        lines.push(format!("{:?} {:?}", image.timeline_numbers(id), image.last_own_activity(id)));
    }
    for id in (1..=ACCOUNTS).map(AccountId) {
        lines.push(format!("{:?} {:?}", image.account(id), image.contacts_of(id)));
    }
    lines.extend((1..=LEADS).map(|id| format!("{:?}", image.lead(LeadId(id)))));
    lines.extend((1..=OPPORTUNITIES).map(|id| format!("{:?}", image.opportunity(OpportunityId(id)))));
    for id in (1..=VISITORS).map(VisitorId) {
        lines.push(format!("{:?} {:?}", image.visitor(id), image.visitor_numbers(id)));
    }
    for kind in DefinitionKind::ALL {
        lines.extend(image.definitions(kind).map(|(key, published)| format!("{key} {published:?}")));
    }
    for kind in image.kinds() {
        let mut scanned = Vec::new();
        image.scan(kind, Timestamp::MIN, Timestamp::MAX, &mut |row| scanned.push(format!("{kind} {row:?}")));
        // Within an instant the order of arrival may differ.
        scanned.sort();
        lines.extend(scanned);
    }
    lines
}

/// Fails with the first lines that differ.
pub fn same(left: &[String], right: &[String]) -> Result<(), proptest::test_runner::TestCaseError> {
    for (left, right) in left.iter().zip(right) {
        proptest::prop_assert_eq!(left, right);
    }
    proptest::prop_assert_eq!(left.len(), right.len());
    Ok(())
}
