//! From the heading of a column to what it fills: a proposal with a confidence, to be confirmed by a person.

use crate::{currency, synonyms, text};
use model::{Field, Object};
use serde::{Deserialize, Serialize};

/// The tables that can be brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    Contacts,
    Accounts,
    Leads,
    Opportunities,
    Activities,
}

impl Table {
    pub const ALL: [Table; 5] =
        [Table::Contacts, Table::Accounts, Table::Leads, Table::Opportunities, Table::Activities];

    pub fn as_str(self) -> &'static str {
        match self {
            Table::Contacts => "contacts",
            Table::Accounts => "accounts",
            Table::Leads => "leads",
            Table::Opportunities => "opportunities",
            Table::Activities => "activities",
        }
    }

    pub fn parse(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.as_str() == name)
    }

    /// The record whose fields its columns may fill; activities have properties instead.
    pub fn object(self) -> Option<Object> {
        match self {
            Table::Contacts => Some(Object::Contact),
            Table::Accounts => Some(Object::Account),
            Table::Leads => Some(Object::Lead),
            Table::Opportunities => Some(Object::Opportunity),
            Table::Activities => None,
        }
    }
}

/// What a column may fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The name of a target as mappings write it (`email`, `field.first_name`, `started_at`).
    pub target: String,
    /// 0 to 100: 100 its own name, 95 a usual name for it, 70 nearly so written.
    pub confidence: u8,
}

/// What a heading may mean in a table, the best guess first; empty when it says nothing.
pub fn guesses(table: Table, heading: &str, fields: &[Field]) -> Vec<Guess> {
    let bare = without_brackets(heading);
    let words = text::words(&split_camel(&bare));
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Guess> = Vec::new();
    let mut add = |target: &str, confidence: u8| match found.iter_mut().find(|guess| guess.target == target) {
        Some(guess) => guess.confidence = guess.confidence.max(confidence),
        None => found.push(Guess { target: target.to_string(), confidence }),
    };
    for field in fields.iter().filter(|field| Some(field.object) == table.object()) {
        let (target, sure) = target_of(field);
        for (name, whole) in [(text::words(&field.key), sure), (text::words(&field.label), sure - 2)] {
            if let Some(confidence) = closeness(&words, &name, whole) {
                add(&target, confidence);
            }
        }
    }
    for known in synonyms::of(table) {
        for name in &known.names {
            if let Some(confidence) = closeness(&words, name, 95) {
                add(known.target, confidence);
            }
        }
    }
    found.sort_by_key(|guess| std::cmp::Reverse(guess.confidence));
    found
}

/// Where a heading that names a field sends its column, and how surely. The company of a contact is its account; only a
/// second column of companies is the text.
fn target_of(field: &Field) -> (String, u8) {
    match (field.object, field.key.as_str()) {
        (Object::Contact, "email") => ("email".into(), 100),
        (Object::Contact, "company") => ("field.company".into(), 80),
        (_, key) => (format!("field.{key}"), 100),
    }
}

/// `whole` when the words are the same, less when one letter differs or a filler word stands beside them.
fn closeness(words: &str, name: &str, whole: u8) -> Option<u8> {
    if words == name || words.replace(' ', "") == name.replace(' ', "") {
        return Some(whole);
    }
    let long = words.len() >= 6 && name.len() >= 6;
    if long && text::edits(words, name, 1).is_some() {
        return Some(70);
    }
    let filler = [
        "contact",
        "contacto",
        "kontakt",
        "account",
        "lead",
        "opportunity",
        "deal",
        "your",
        "work",
        "primary",
        "the",
        "estimated",
        "band",
    ];
    let beside = |word: &str| filler.contains(&word) || currency::in_header(word).is_some();
    let stripped: Vec<&str> = words.split(' ').filter(|word| !beside(word)).collect();
    (!stripped.is_empty() && stripped.len() < words.split(' ').count() && stripped.join(" ") == name).then_some(75)
}

/// `"Amount (EUR)"` → `"Amount "`.
fn without_brackets(heading: &str) -> String {
    let mut depth = 0usize;
    let bare: String = heading
        .chars()
        .filter(|c| match c {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    if bare.trim().is_empty() { heading.to_string() } else { bare }
}

/// `"firstName"` → `"first Name"`; capitals in a row stay together.
fn split_camel(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    for c in heading.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::field::builtin_fields;

    fn best(table: Table, heading: &str) -> Option<String> {
        guesses(table, heading, &builtin_fields()).into_iter().next().map(|guess| guess.target)
    }

    #[test]
    fn headings_in_the_languages_of_the_product() {
        for (heading, target) in [
            ("Fornavn", "field.first_name"),
            ("Nombre", "field.first_name"),
            ("First Name", "field.first_name"),
            ("firstName", "field.first_name"),
            ("Apellidos", "field.last_name"),
            ("Etternavn", "field.last_name"),
            ("LAST_NAME", "field.last_name"),
            ("Correo electrónico", "email"),
            ("E-post", "email"),
            ("E-mail", "email"),
            ("Email Address", "email"),
            ("Teléfono", "field.phone"),
            ("Company", "account.name"),
            ("Organisation", "account.name"),
            ("Account name", "account.name"),
            ("Empresa", "account.name"),
            ("Razón social", "account.name"),
            ("Firma", "account.name"),
            ("Bedrift", "account.name"),
            ("País", "field.country"),
            ("Land", "field.country"),
            ("Stilling", "field.job_title"),
            ("Opprettet", "created_at"),
            ("Fecha de alta", "created_at"),
            ("Navn", "full_name"),
            ("contact_id", "external_id"),
            ("account_id", "account.external_id"),
            ("Avmeldt", "opted_out"),
            ("Emial", "email"),
        ] {
            let found = best(Table::Contacts, heading);
            if heading == "Emial" {
                assert_eq!(found, None, "five letters are too few to forgive one");
            } else {
                assert_eq!(found.as_deref(), Some(target), "{heading}");
            }
        }
        assert_eq!(best(Table::Accounts, "Nombre").as_deref(), Some("field.name"));
        assert_eq!(best(Table::Accounts, "Antall ansatte").as_deref(), Some("field.employees"));
        assert_eq!(best(Table::Opportunities, "Beløp (NOK)").as_deref(), Some("amount"));
        assert_eq!(best(Table::Opportunities, "estimated_acv").as_deref(), Some("amount"));
        assert_eq!(best(Table::Leads, "lead_created_at").as_deref(), Some("started_at"));
        assert_eq!(best(Table::Activities, "touch_timestamp").as_deref(), Some("at"));
        assert_eq!(best(Table::Activities, "Fecha").as_deref(), Some("at"));
        assert_eq!(best(Table::Opportunities, "amount_eur").as_deref(), Some("amount"));
        assert_eq!(best(Table::Contacts, "Shoe size"), None);
        assert_eq!(best(Table::Contacts, "…"), None);
    }

    #[test]
    fn a_misspelt_heading_is_less_sure() {
        let guess = &guesses(Table::Contacts, "Frist name", &builtin_fields())[0];
        assert_eq!((guess.target.as_str(), guess.confidence), ("field.first_name", 70));
    }

    #[test]
    fn a_custom_field_is_found_by_key_and_label() {
        let mut fields = builtin_fields();
        fields.push(Field { key: "fleet_size".into(), label: "Flåtestørrelse".into(), ..fields[0].clone() });
        for heading in ["fleet_size", "Flåtestørrelse", "Fleet size"] {
            assert_eq!(guesses(Table::Contacts, heading, &fields)[0].target, "field.fleet_size");
        }
    }

    #[test]
    fn no_usual_name_stands_for_two_targets_of_a_table() {
        for table in Table::ALL {
            let mut seen = std::collections::BTreeMap::new();
            for known in synonyms::of(table) {
                for name in &known.names {
                    assert_eq!(text::words(name), *name, "{name} is not in its folded form");
                    assert!(seen.insert(*name, known.target).is_none(), "{name} twice in {}", table.as_str());
                }
            }
        }
    }
}
