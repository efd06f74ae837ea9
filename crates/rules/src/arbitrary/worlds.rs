//! Worlds of a few contacts, as the change log would tell them.

use super::filters::{filter_without_segments, since_segment};
use super::records::{activity, lead, opportunity};
use super::*;
use crate::testview::TestView;
use model::change::ChangeBatch;
use model::definition::MAIN;
use model::record::Fields;
use model::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::sample::select;

/// Contacts of every world have the ids 1 to this.
pub const CONTACTS: i64 = 4;
const ACCOUNTS: i64 = 2;

/// A generated state, in a few batches with consecutive numbers.
#[derive(Debug, Clone)]
pub struct World {
    pub batches: Vec<ChangeBatch>,
}

impl World {
    /// The world as the reference reads it.
    pub fn view(&self) -> TestView {
        let mut view = TestView::default();
        self.batches.iter().for_each(|batch| view.fold(batch));
        view
    }
}

/// A world: fields, segments (each may build on those before it), accounts, contacts, leads, opportunities,
/// memberships, scores, and timelines that reach past any `now` of [`super::now`].
pub fn world() -> impl Strategy<Value = World> {
    let contacts: Vec<_> = (1..=CONTACTS).map(contact).collect();
    let accounts: Vec<_> = (1..=ACCOUNTS).map(account).collect();
    (definitions(), accounts, contacts, vec(activity(), 0..60), 1..=3usize).prop_map(
        |(definitions, accounts, contacts, activities, parts)| {
            let mut changes = definitions;
            changes.extend(accounts);
            changes.extend(contacts.into_iter().flatten());
            World { batches: batches(changes, activities, parts) }
        },
    )
}

fn batches(changes: Vec<Change>, activities: Vec<Activity>, parts: usize) -> Vec<ChangeBatch> {
    let mut changes = Some(changes);
    let mut number = 0;
    let size = activities.len().div_ceil(parts).max(1);
    let mut chunks: Vec<Vec<Activity>> = activities.chunks(size).map(<[Activity]>::to_vec).collect();
    if chunks.is_empty() {
        chunks.push(Vec::new());
    }
    let numbered = chunks.into_iter().zip(1..).map(|(mut activities, seq)| {
        let first = number + 1;
        for activity in &mut activities {
            number += 1;
            activity.number = number;
        }
        let ledger = (number >= first).then_some((first, number));
        ChangeBatch { seq, now: START, changes: changes.take().unwrap_or_default(), ledger, activities }
    });
    numbered.collect()
}

fn definitions() -> impl Strategy<Value = Vec<Change>> {
    let field = |key: &str, field_type: &str| {
        let body = serde_json::json!({"object": "contact", "key": key, "type": field_type, "label": key});
        definition(DefinitionKind::Field, &format!("contact.{key}"), &body)
    };
    let fields = vec![
        field("seats", "integer"),
        field("last_seen", "instant"),
        field("renewal", "date"),
        field("vip", "boolean"),
    ];
    let segments = vec(filter_without_segments(), SEGMENTS.len());
    (Just(fields), segments, any::<bool>(), select(ZONES.to_vec())).prop_map(
        move |(mut changes, filters, nested, zone)| {
            changes.push(definition(DefinitionKind::Settings, MAIN, &settings(zone)));
            let mut former: Option<&str> = None;
            for (key, own) in SEGMENTS.iter().zip(filters) {
                let filter = match former.filter(|_| nested) {
                    Some(former) => Filter::Any(vec![
                        own,
                        Filter::Not(Box::new(Filter::InSegment(former.into()))),
                        since_segment("page_viewed", former),
                    ]),
                    None => own,
                };
                changes.push(definition(
                    DefinitionKind::Segment,
                    key,
                    &serde_json::json!({"label": key, "filter": filter}),
                ));
                former = Some(key);
            }
            changes
        },
    )
}

/// Settings of which rules read the zone and the first day of the week.
pub fn settings(zone: &str) -> serde_json::Value {
    serde_json::json!({
        "company": "Siembra", "sender_name": "Siembra", "sender_address": "hello@example.com",
        "public_url": "https://go.example.com", "currency": "EUR", "zone": zone, "fiscal_year_start": 1,
        "week_start": if zone == "UTC" { 7 } else { 1 },
        "business_hours": {"from": 9, "to": 17, "days": [1, 2, 3, 4, 5]}, "go_live": "2024-01-01",
        "limits": {"per_day": 1, "per_week": 3},
        "marketing_sources": [], "rejection_reasons": [], "channels": [],
    })
}

fn definition(kind: DefinitionKind, key: &str, body: &serde_json::Value) -> Change {
    Change::Definition { kind, key: key.into(), version: 1, body: Some(body.to_string()) }
}

fn account(id: i64) -> impl Strategy<Value = Change> {
    let fields = (
        of(select(vec!["Software", "Ås shipping", ""]).prop_map(Value::text)),
        of((0..6i64).prop_map(Value::Integer)),
        of((0..3i64, select(vec!["EUR", "NOK"]))
            .prop_map(|(minor, code)| Value::money(minor * 1_000, Currency::parse(code).unwrap_or(Currency::EUR)))),
    );
    (relationship(), of(select(Tier::ALL.to_vec())), fields).prop_map(
        move |(relationship, named_tier, (industry, employees, revenue))| {
            Change::Account(Account {
                id: AccountId(id),
                external_id: None,
                relationship,
                owner: None,
                named_tier,
                fields: present([("industry", industry), ("employees", employees), ("annual_revenue", revenue)]),
                created_at: START,
                updated_at: START,
            })
        },
    )
}

fn relationship() -> impl Strategy<Value = Relationship> {
    prop_oneof![3 => Just(Relationship::Prospect), 1 => select(Relationship::ALL.to_vec())]
}

fn contact(id: i64) -> impl Strategy<Value = Vec<Change>> {
    let record = (of(1..=ACCOUNTS), relationship(), of(Just(format!("c{id}@example.com"))), contact_fields()).prop_map(
        move |(account, relationship, email, fields)| {
            Change::Contact(Contact {
                id: ContactId(id),
                external_id: None,
                account: account.map(AccountId),
                relationship,
                owner: None,
                email,
                fields,
                acquisition_program: None,
                created_at: START,
                updated_at: START,
            })
        },
    );
    (record, vec(standing(ContactId(id)), 0..6), vec(lead(id), 0..=2), of(opportunity(id))).prop_map(
        |(record, standing, mut leads, opportunity)| {
            for (lead, place) in leads.iter_mut().zip(0..) {
                lead.id.0 += place;
            }
            let leads = leads.into_iter().map(Change::Lead);
            std::iter::once(record).chain(leads).chain(opportunity).chain(standing).collect()
        },
    )
}

fn contact_fields() -> impl Strategy<Value = Fields> {
    (
        of(select(vec!["NO", "ES", "SE"]).prop_map(Value::text)),
        of(select(vec!["Oslo", "ÅS", "", "Bilbao"]).prop_map(Value::text)),
        of((0..6i64).prop_map(Value::Integer)),
        of(instant().prop_map(Value::Instant)),
        of((0..DAYS, select(vec![0, 0, 365, 366, 1461, 36_524]))
            .prop_map(|(day, before)| Value::Date((START.utc_day() + day - before) as i32))),
        of(any::<bool>().prop_map(Value::Boolean)),
    )
        .prop_map(|(country, city, seats, seen, renewal, vip)| {
            present([
                ("country", country),
                ("city", city),
                ("seats", seats),
                ("last_seen", seen),
                ("renewal", renewal),
                ("vip", vip),
            ])
        })
}

pub(super) fn present<const N: usize>(fields: [(&str, Option<Value>); N]) -> Fields {
    fields.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?))).collect()
}

fn standing(contact: ContactId) -> impl Strategy<Value = Change> {
    prop_oneof![
        (one_of(&LISTS), any::<bool>()).prop_map(move |(list, member)| Change::List { list, contact, member }),
        (one_of(&PROGRAMS), one_of(&["member", "sent", "clicked"])).prop_map(move |(program, status)| Change::Member {
            program,
            contact,
            status,
            at: START
        }),
        any::<bool>().prop_map(move |given| Change::Consent { contact, given }),
        one_of(&SEGMENTS).prop_map(move |segment| Change::Segment { segment, entered: vec![contact], left: vec![] }),
        (0..60, 0..30, 0..30).prop_map(move |(behaviour, fit, account)| {
            Change::Scores(vec![(contact, Scores { behaviour, fit, account })])
        }),
    ]
}
