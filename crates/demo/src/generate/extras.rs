//! Contacts who do not count: our own people, a competitor, a partner and a test. They are there to be left out.

use super::activity;
use crate::script::{Entry, Script};
use crate::users::DOMAIN;
use model::activity::kind;
use model::input::{AccountPut, ContactPut, FieldPuts, Input, Key};
use model::{DAY, HOUR, MINUTE, Relationship, Value};

/// (key, company, domain, relationship, people).
type Company =
    (&'static str, &'static str, &'static str, Relationship, &'static [(&'static str, &'static str, &'static str)]);

const COMPANIES: &[Company] = &[
    (
        "own",
        "Procuralia",
        DOMAIN,
        Relationship::Employee,
        &[
            ("Jonas", "Berg", "Head of Demand Generation"),
            ("Elena", "Marín", "Marketing Operations Manager"),
            ("Oliver", "Stone", "Product Manager"),
        ],
    ),
    (
        "competitor",
        "Spendwise Rival",
        "spendwise-rival.example",
        Relationship::Competitor,
        &[("Carla", "Voss", "Director of Product Marketing"), ("Denis", "Roy", "Head of Sales")],
    ),
    (
        "partner",
        "Brookfield Advisers",
        "brookfield-advisers.example",
        Relationship::Partner,
        &[("Maya", "Lindqvist", "Managing Director"), ("Tom", "Okoye", "Senior Manager")],
    ),
    ("test", "Test company", "test-company.example", Relationship::Test, &[("Test", "Tester", "Test Manager")]),
];

pub(super) fn add(script: &Script<'_>, made: &mut Vec<Entry>) {
    let plan = script.plan;
    for (key, name, domain, relationship, people) in COMPANIES {
        let account = format!("generated-{key}");
        let text = |text: &str| Some(Value::text(text));
        let begin = plan.first.plus(5 * HOUR);
        let put = AccountPut {
            key: Key::external(&account),
            relationship: Some(*relationship),
            fields: FieldPuts::from([("name".into(), text(name)), ("domain".into(), text(domain))]),
            created_at: Some(begin),
            ..AccountPut::default()
        };
        made.push(Entry::generated(begin, format!("account:{key}"), Input::Account(put)));
        for (place, (first, last, title)) in people.iter().enumerate() {
            let id = format!("generated-{key}-{place}");
            let email = format!("{}.{}@{domain}", crate::person::slug::slug(first), crate::person::slug::slug(last));
            let fields = [
                ("first_name", *first),
                ("last_name", *last),
                ("job_title", *title),
                ("company", *name),
                ("email", &email),
            ];
            let put = ContactPut {
                key: Key::external(&id),
                account: Some(Key::external(&account)),
                relationship: Some(*relationship),
                fields: fields.iter().map(|(key, value)| (key.to_string(), text(value))).collect(),
                created_at: Some(begin),
                ..ContactPut::default()
            };
            made.push(Entry::generated(begin.plus(MINUTE), format!("contact:{id}"), Input::Contact(put)));
            visits(script, &id, made);
        }
    }
}

/// They look around often enough to disturb a count that would not leave them out.
fn visits(script: &Script<'_>, id: &str, made: &mut Vec<Entry>) {
    for week in 0..16 {
        let about = format!("{id}-{week}");
        let at = script
            .plan
            .last
            .plus(-week * 7 * DAY + 9 * HOUR + script.options.seed.below(&about, "minute", 300) as i64 * MINUTE);
        let counts = [("page_views", 6), ("pricing_page_views", 1), ("demo_page_views", 1), ("seconds", 240)];
        let properties = counts.map(|(key, count)| (key, Value::Integer(count)));
        if at > script.plan.first.plus(DAY) {
            made.push(Entry::generated(
                at,
                format!("visit:{about}"),
                activity(id, kind::SESSION, None, at, &properties),
            ));
        }
    }
}
