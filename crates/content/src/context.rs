//! The values that a message is filled with.

use crate::variables::SEGMENTS;
use minijinja::Value as Slot;
use model::definition::Settings;
use model::record::{Account, Contact, Lead};
use model::{Value, record::Fields};
use std::collections::BTreeMap;

/// Longest value, in characters; what is longer is cut.
const MAX_VALUE: usize = 4_000;

/// Where the message is shown in the browser; what is before it is where the instance is reached.
const VIEW: &str = "view_url";
/// Where the instance's own pictures begin, for what is put into a message and not written in one.
pub(crate) const HOME: &str = "home_url";

/// Values by the name that templates use, `contact.first_name`. What is unknown or empty is simply not there, so that
/// defaults apply and `{% if contact.first_name %}` reads well.
#[derive(Debug, Clone, Default)]
pub struct Context {
    values: BTreeMap<String, Slot>,
}

impl Context {
    pub fn new() -> Context {
        Context::default()
    }

    /// Sets a text; an empty one removes the value.
    pub fn set(&mut self, path: &str, text: &str) -> &mut Self {
        if let (VIEW, Some((home, _))) = (path, text.rsplit_once("/v/")) {
            self.put_text(HOME, home);
        }
        self.put_text(path, text);
        self
    }

    /// The contact's fields, name, and the address that this message goes to.
    pub fn contact(&mut self, contact: &Contact, address: &str) -> &mut Self {
        self.fields("contact", &contact.fields);
        self.set("contact.name", &contact.name()).set("contact.email", address)
    }

    pub fn account(&mut self, account: &Account) -> &mut Self {
        self.fields("account", &account.fields);
        self
    }

    pub fn lead(&mut self, lead: &Lead) -> &mut Self {
        self.fields("lead", &lead.fields);
        self.set("lead.source", &lead.source).set("lead.stage", &lead.stage)
    }

    /// Company, postal address, and the instance's sender until [`Context::sender`] names another.
    pub fn settings(&mut self, settings: &Settings) -> &mut Self {
        self.set("company", &settings.company).set("postal_address", &settings.postal_address);
        self.sender(&settings.sender_name, &settings.sender_address)
    }

    pub fn sender(&mut self, name: &str, address: &str) -> &mut Self {
        self.set("sender.name", name).set("sender.email", address)
    }

    /// The segments that the contact is in, for conditions to ask.
    pub fn segments<'a>(&mut self, keys: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.values.insert(SEGMENTS.into(), keys.into_iter().map(Slot::from).collect());
        self
    }

    /// A value that is a text; empty when there is none.
    pub fn text(&self, path: &str) -> &str {
        self.values.get(path).and_then(Slot::as_str).unwrap_or_default()
    }

    /// The language that the contact is written to in, as its field says.
    pub(crate) fn language(&self) -> &str {
        self.text("contact.language")
    }

    fn fields(&mut self, object: &str, fields: &Fields) {
        for (key, value) in fields {
            self.put(&format!("{object}.{key}"), value);
        }
    }

    fn put(&mut self, path: &str, value: &Value) {
        let slot = match value {
            Value::Boolean(yes) => Slot::from(*yes),
            Value::Integer(number) => Slot::from(*number),
            Value::Text(text) => return self.put_text(path, text),
            other => return self.put_text(path, &other.to_string()),
        };
        self.values.insert(path.to_string(), slot);
    }

    fn put_text(&mut self, path: &str, text: &str) {
        if text.trim().is_empty() {
            self.values.remove(path);
            return;
        }
        let cut = text.char_indices().nth(MAX_VALUE).map_or(text.len(), |(at, _)| at);
        self.values.insert(path.to_string(), Slot::from(&text[..cut]));
    }

    /// The tree that the template engine reads; `defaults` stand in where there is no value.
    pub(crate) fn tree(&self, defaults: &BTreeMap<String, String>) -> Slot {
        let defaults = defaults.iter().filter(|(path, _)| !self.values.contains_key(*path));
        let defaults = defaults.map(|(path, text)| (path.as_str(), Slot::from(text.as_str())));
        let mut roots: BTreeMap<&str, Slot> = BTreeMap::new();
        let mut groups: BTreeMap<&str, BTreeMap<&str, Slot>> = BTreeMap::new();
        for (path, slot) in self.values.iter().map(|(path, slot)| (path.as_str(), slot.clone())).chain(defaults) {
            match path.split_once('.') {
                Some((group, name)) => drop(groups.entry(group).or_default().insert(name, slot)),
                None => drop(roots.insert(path, slot)),
            }
        }
        roots.extend(groups.into_iter().map(|(group, values)| (group, Slot::from_pairs(values))));
        Slot::from_pairs(roots)
    }
}
