//! Names, addresses and numbers that the world lacks.

use crate::MADE;
use model::input::Input;
use model::{Object, Value};
use std::collections::{BTreeSet, HashSet};

fn contacts() -> Vec<model::input::ContactPut> {
    let inputs = MADE.iter().map(|envelope| envelope.input.clone());
    inputs.filter_map(|input| if let Input::Contact(put) = input { Some(put) } else { None }).collect()
}

fn text(put: &model::input::ContactPut, key: &str) -> Option<String> {
    put.fields.get(key)?.as_ref()?.as_text().map(str::to_string)
}

#[test]
fn nobody_real_can_be_reached() {
    let mut taken = HashSet::new();
    for put in contacts() {
        if let Some(address) = text(&put, "email") {
            assert!(address.ends_with(".example"), "{address}");
            assert_eq!(hygiene::email::normal(&address).as_deref(), Some(address.as_str()));
            assert!(taken.insert(address));
        }
        if let Some(phone) = text(&put, "phone") {
            let american = phone.starts_with("+1") && phone[5..].starts_with("55501");
            let british =
                ["+442079460", "+447700900"].iter().any(|p| phone.starts_with(p)) || phone[6..].starts_with("4960");
            assert!(american || british, "{phone}");
        }
    }
}

#[test]
fn some_things_stay_missing_but_most_are_there() {
    let contacts = contacts();
    for key in ["first_name", "last_name", "email", "phone", "job_title", "company"] {
        let missing = contacts.iter().filter(|put| text(put, key).is_none()).count();
        assert!(missing > 10 && missing < contacts.len() / 3, "{key}: {missing} of {}", contacts.len());
    }
    let names: BTreeSet<String> = contacts.iter().filter_map(|put| text(put, "last_name")).collect();
    assert!(names.len() > 100);
    assert!(names.contains("García") && names.contains("Iyer") && names.contains("Walker"));
}

#[test]
fn companies_have_names_and_domains_of_their_own() {
    let mut names = HashSet::new();
    let mut domains = HashSet::new();
    let mut bands = BTreeSet::new();
    for envelope in MADE.iter() {
        let Input::Account(put) = &envelope.input else { continue };
        let text = |key: &str| put.fields.get(key).and_then(|value| value.as_ref()?.as_text().map(str::to_string));
        if let (Some(name), Some(domain)) = (text("name"), text("domain")) {
            assert!(!name.contains("acct_"), "{name}");
            assert!(names.insert(name) && domains.insert(domain));
        }
        bands.extend(text("revenue_band"));
    }
    assert_eq!(names.len(), 1_500 + 4);
    assert_eq!(bands.into_iter().collect::<Vec<_>>(), ["10m-50m", "1m-10m", "200m-plus", "50m-200m"]);
}

#[test]
fn every_field_that_is_written_exists_and_takes_the_value() {
    let mut fields = model::field::builtin_fields();
    let script = crate::script(crate::sample(), crate::now(), true);
    let users = demo::users(crate::sample(), crate::SEED);
    for document in demo::definitions(crate::sample(), &script.plan, &users) {
        if let Ok(model::Body::Field(field)) = model::Body::parse(document.kind, &document.body) {
            fields.push(field);
        }
    }
    let check = |object: Object, puts: &model::input::FieldPuts| {
        for (key, value) in puts {
            let field = fields.iter().find(|field| field.object == object && field.key == *key);
            let field = field.unwrap_or_else(|| panic!("{object:?} has no field {key}"));
            if let (model::FieldType::Choice, Some(Value::Text(choice))) = (field.field_type, value) {
                assert!(field.choices.iter().any(|known| known.key == *choice), "{key}: {choice}");
            }
        }
    };
    for envelope in MADE.iter() {
        match &envelope.input {
            Input::Contact(put) => check(Object::Contact, &put.fields),
            Input::Account(put) => check(Object::Account, &put.fields),
            Input::Lead(put) => check(Object::Lead, &put.fields),
            Input::Opportunity(put) => check(Object::Opportunity, &put.fields),
            _ => {}
        }
    }
}
