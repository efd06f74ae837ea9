//! Which fields a world's rows fill. The choices come from the starter instance, by key or label.

use crate::person::Person;
use crate::person::company::Company;
use crate::world::{AccountRow, ContactRow};
use model::definition::{Body, DefinitionKind};
use model::record::Fields;
use model::{FieldType, Object, Value};
use std::collections::BTreeMap;

/// The choice fields of the instance: by `object.key`, the key of each key and label (lower case).
pub struct Choices(BTreeMap<String, BTreeMap<String, String>>);

impl Choices {
    pub fn of_starter() -> Choices {
        let mut choices: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for document in instance::starter().into_iter().filter(|document| document.kind == DefinitionKind::Field) {
            let Ok(Body::Field(field)) = Body::parse(document.kind, &document.body) else { continue };
            if field.field_type != FieldType::Choice {
                continue;
            }
            let names = field
                .choices
                .iter()
                .flat_map(|choice| [&choice.key, &choice.label].map(|name| (name.to_lowercase(), choice.key.clone())));
            choices.insert(document.key, names.collect());
        }
        Choices(choices)
    }

    /// The key of a choice that a table names; `None` when the field does not have it.
    pub fn key(&self, object: Object, field: &str, text: &str) -> Option<String> {
        self.0.get(&format!("{}.{field}", object.as_str()))?.get(&text.to_lowercase()).cloned()
    }

    fn put(&self, fields: &mut Fields, object: Object, field: &str, text: &Option<String>) {
        if let Some(key) = text.as_deref().and_then(|text| self.key(object, field, text)) {
            fields.insert(field.into(), Value::Text(key));
        }
    }

    pub fn account(&self, row: &AccountRow, company: &Company) -> Fields {
        let mut fields = Fields::new();
        text(&mut fields, "name", Some(&company.name));
        text(&mut fields, "domain", Some(&company.domain));
        text(&mut fields, "industry", row.industry.as_ref());
        text(&mut fields, "region", row.region.as_ref());
        text(&mut fields, "country", company.country.map(str::to_string).as_ref());
        self.put(&mut fields, Object::Account, "employee_band", &row.employee_band);
        self.put(&mut fields, Object::Account, "revenue_band", &row.revenue_band);
        self.put(&mut fields, Object::Account, "process_maturity", &row.maturity);
        fields
    }

    /// The contact's fields; the address is not one of them.
    pub fn contact(&self, row: &ContactRow, person: &Person, company: &Company) -> Fields {
        let mut fields = Fields::new();
        text(&mut fields, "first_name", person.first_name.as_ref());
        text(&mut fields, "last_name", person.last_name.as_ref());
        text(&mut fields, "phone", person.phone.as_ref());
        text(&mut fields, "company", person.company.as_ref());
        text(&mut fields, "job_title", person.job_title.as_ref());
        text(&mut fields, "job_function", row.function.as_ref());
        text(&mut fields, "seniority", row.seniority.as_ref());
        text(&mut fields, "buyer_role", row.role.as_ref());
        text(&mut fields, "country", company.country.map(str::to_string).as_ref());
        self.put(&mut fields, Object::Contact, "email_domain_type", &row.domain_type);
        fields
    }
}

fn text(fields: &mut Fields, key: &str, value: Option<&String>) {
    if let Some(value) = value {
        fields.insert(key.into(), Value::text(value));
    }
}
