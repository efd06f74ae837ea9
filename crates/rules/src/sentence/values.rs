//! Fields and their values in words.

use super::phrases::{fill, plural};
use super::{Lang, Words, fields, join};
use model::filter::{Calendar, FieldTest, Op};
use model::{FieldType, Object, Timestamp, Value};
use serde_json::Value as Json;

/// Most values that a sentence spells out.
const SHOWN: usize = 5;

impl Words<'_> {
    pub(super) fn field(&self, test: &FieldTest) -> String {
        let field = self.field_label(test);
        let shown = |json: &Json| match json {
            Json::String(text) if !text.is_empty() && !is_moment(text) => self.names.choice(test.of, &test.key, text),
            other => self.value(other),
        };
        self.comparison(&field, test.op, &test.values, &shown)
    }

    /// The label, with the record that it belongs to when that is not the contact.
    pub(super) fn field_label(&self, test: &FieldTest) -> String {
        let label = self.names.field(test.of, &test.key);
        let label = fields::builtin(test.of, &test.key, &label, self.lang).map_or(label.clone(), str::to_string);
        match test.of {
            Object::Account => fill(self.phrases.of_account, &[("f", &label)]),
            Object::Lead => fill(self.phrases.of_lead, &[("f", &label)]),
            Object::Contact | Object::Opportunity => label,
        }
    }

    /// `field` stands as said to the values.
    pub(super) fn comparison(&self, field: &str, op: Op, values: &[Json], shown: &dyn Fn(&Json) -> String) -> String {
        let template = (self.phrases.op)(op);
        match op {
            Op::Between => {
                let [a, b] = [0, 1].map(|place| values.get(place).map(shown).unwrap_or_default());
                fill(template, &[("f", field), ("a", &a), ("b", &b)])
            }
            Op::InThis | Op::InPrevious | Op::InNext => {
                let units = match op {
                    Op::InThis => self.phrases.this,
                    Op::InPrevious => self.phrases.previous,
                    _ => self.phrases.next,
                };
                let unit = values.first().and_then(Json::as_str).and_then(Calendar::parse);
                fill(template, &[("f", field), ("v", unit.map_or("", |unit| units[unit as usize]))])
            }
            Op::InLastDays | Op::InNextDays | Op::AnniversaryInNextDays | Op::AnniversaryInLastDays => {
                let days = values.first().and_then(Json::as_u64).unwrap_or_default();
                fill(template, &[("f", field), ("v", &self.days(u32::try_from(days).unwrap_or(u32::MAX)))])
            }
            Op::Contains | Op::NotContains | Op::StartsWith | Op::EndsWith => {
                let quoted = |json: &Json| fill(self.phrases.quoted, &[("v", &shown(json))]);
                fill(template, &[("f", field), ("v", &self.list(values, &quoted))])
            }
            _ => fill(template, &[("f", field), ("v", &self.list(values, shown))]),
        }
    }

    fn list(&self, values: &[Json], shown: &dyn Fn(&Json) -> String) -> String {
        let mut parts: Vec<String> = values.iter().take(SHOWN).map(shown).collect();
        if values.len() > SHOWN {
            parts.push(fill(self.phrases.more_values, &[("n", &(values.len() - SHOWN).to_string())]));
        }
        join(&parts, self.phrases.or)
    }

    pub(super) fn value(&self, json: &Json) -> String {
        let (yes, no) = self.phrases.yes_no;
        match json {
            Json::String(text) if text.is_empty() => fill(self.phrases.quoted, &[("v", "")]),
            Json::String(text) if is_moment(text) => Timestamp::parse(text).map_or(text.clone(), moment),
            Json::String(text) => text.clone(),
            Json::Bool(true) => yes.into(),
            Json::Bool(false) => no.into(),
            Json::Object(map) if map.contains_key("currency") => match FieldType::Money.parse_json(json) {
                Ok(Value::Money(money)) => self.number(money.to_string()),
                _ => json.to_string(),
            },
            Json::Number(number) => self.number(number.to_string()),
            other => other.to_string(),
        }
    }

    /// With the decimal mark of the language.
    fn number(&self, english: String) -> String {
        match self.lang {
            Lang::En => english,
            Lang::Es | Lang::No => english.replace('.', ","),
        }
    }

    pub(super) fn days(&self, days: u32) -> String {
        fill(plural(days, self.phrases.days), &[("n", &days.to_string())])
    }
}

fn is_moment(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}

/// A date where the instant is a midnight, else date and time (UTC).
pub(super) fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    match text.strip_suffix("T00:00:00Z") {
        Some(date) => date.to_string(),
        None => text.replace('T', " ").replace('Z', " UTC"),
    }
}
