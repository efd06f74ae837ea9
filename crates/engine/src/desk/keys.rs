//! Keys: how an input's names of a contact, account, lead or opportunity become our numbers. Looked up in bulk before a
//! batch is decided; new keys of the batch are added as it goes.

use super::Desk;
use crate::keys::Keys;
use crate::outcome::Refused;
use hygiene::{company, email};
use model::input::*;
use model::*;
use store::identity::{Identity, IdentityKind};

/// Every key that deciding these envelopes may ask for and that is not known.
pub(crate) fn wanted_keys(keys: &Keys, envelopes: &[Envelope]) -> Vec<(IdentityKind, String)> {
    let mut wanted = Wanted { keys, unknown: Vec::new() };
    for envelope in envelopes {
        wanted.input(&envelope.input);
    }
    wanted.unknown.sort();
    wanted.unknown.dedup();
    wanted.unknown
}

struct Wanted<'k> {
    keys: &'k Keys,
    unknown: Vec<(IdentityKind, String)>,
}

impl Wanted<'_> {
    fn add(&mut self, kind: IdentityKind, value: &Option<String>) {
        if let Some(value) = value.as_ref().filter(|value| self.keys.get(kind, value).is_none()) {
            self.unknown.push((kind, value.clone()));
        }
    }

    fn contact(&mut self, key: &Key) {
        self.add(IdentityKind::ContactExternal, &key.external_id);
        self.add(IdentityKind::Visitor, &key.anonymous_id);
        self.email(key.email.as_deref());
    }

    fn email(&mut self, address: Option<&str>) {
        let Some(address) = address.and_then(email::normal) else { return };
        self.add(IdentityKind::AccountDomain, &email::corporate_domain(&address).map(str::to_string));
        self.add(IdentityKind::Email, &Some(address));
    }

    fn account(&mut self, key: &Key) {
        self.add(IdentityKind::AccountExternal, &key.external_id);
        self.add(IdentityKind::AccountDomain, &key.domain.as_ref().map(|domain| domain.to_lowercase()));
        self.add(IdentityKind::AccountName, &key.name.as_deref().map(company::normal));
    }

    fn fields(&mut self, of: Object, fields: &FieldPuts) {
        let text = |key: &str| fields.get(key).and_then(Option::as_ref).and_then(Value::as_text);
        if let Some(name) = text(if of == Object::Account { "name" } else { "company" }) {
            self.add(IdentityKind::AccountName, &Some(company::normal(name)));
        }
        if let Some(domain) = text("domain") {
            self.add(IdentityKind::AccountDomain, &Some(domain.to_lowercase()));
        }
        self.email(text("email"));
    }

    fn input(&mut self, input: &Input) {
        match input {
            Input::Contact(put) => {
                self.contact(&put.key);
                put.addresses.iter().for_each(|address| self.email(Some(address)));
                put.account.iter().for_each(|key| self.account(key));
                self.fields(Object::Contact, &put.fields);
            }
            Input::Account(put) => {
                self.account(&put.key);
                self.fields(Object::Account, &put.fields);
            }
            Input::Lead(put) => {
                self.add(IdentityKind::LeadExternal, &put.key.external_id);
                self.contact(&put.contact);
            }
            Input::Opportunity(put) => {
                self.add(IdentityKind::OpportunityExternal, &put.key.external_id);
                put.account.iter().for_each(|key| self.account(key));
                put.lead.iter().for_each(|key| self.add(IdentityKind::LeadExternal, &key.external_id));
                put.roles.iter().for_each(|(key, _)| self.contact(key));
            }
            Input::Activity(put) | Input::Outcome { activity: put, .. } => {
                self.contact(&put.contact);
                put.lead.iter().for_each(|key| self.add(IdentityKind::LeadExternal, &key.external_id));
            }
            Input::List { contact, .. } | Input::Consent { contact, .. } | Input::Member { contact, .. } => {
                self.contact(contact);
            }
            Input::Suppress { address, .. } | Input::Unsuppress { address, .. } | Input::Topic { address, .. } => {
                self.email(Some(address));
            }
            Input::Event(event) => {
                self.add(IdentityKind::Visitor, &event.anonymous_id);
                self.add(IdentityKind::UserId, &event.user_id);
                self.add(IdentityKind::ContactExternal, &event.user_id);
                self.add(IdentityKind::UserId, &event.previous_id);
                self.add(IdentityKind::AccountExternal, &event.group_id);
                let text = |key: &str| event.traits.get(key).and_then(serde_json::Value::as_str);
                self.email(text("email"));
                for name in ["company", "name"].into_iter().filter_map(text) {
                    self.add(IdentityKind::AccountName, &Some(company::normal(name)));
                }
            }
            Input::Decision { .. } | Input::HandOver { .. } | Input::Resume { .. } | Input::Definition { .. } => {}
            Input::Merge { .. } | Input::Erase { .. } | Input::Tick => {}
        }
    }
}

impl Desk<'_> {
    pub(super) fn known(&self, kind: IdentityKind, value: &str) -> Option<i64> {
        self.learned.get(kind, value).or_else(|| self.keys.get(kind, value)).flatten()
    }

    /// Remembers a key for the rest of the batch and for the commit.
    pub(super) fn learn(&mut self, kind: IdentityKind, value: &str, id: i64) {
        self.learned.put(kind, value.to_string(), Some(id));
        self.made.identities.push(Identity { kind, value: value.to_string(), id: Some(id) });
    }

    /// The living contact that a key names, the winner where it was merged.
    pub(super) fn find_contact(&self, key: &Key) -> Option<ContactId> {
        let by_id = key.id;
        let by_external = || self.known(IdentityKind::ContactExternal, key.external_id.as_deref()?);
        let by_email = || self.known(IdentityKind::Email, &email::normal(key.email.as_deref()?)?);
        let by_visitor = || {
            let visitor = self.known(IdentityKind::Visitor, key.anonymous_id.as_deref()?)?;
            self.view.visitor(VisitorId(visitor))?.contact.map(|contact| contact.0)
        };
        let found = by_id.or_else(by_external).or_else(by_email).or_else(by_visitor)?;
        self.view.resolve(ContactId(found))
    }

    pub(super) fn need_contact(&self, key: &Key, field: &str) -> Result<ContactId, Refused> {
        self.find_contact(key).ok_or_else(|| {
            let named = key.external_id.as_deref().map_or_else(|| "this key".to_string(), |id| format!("\"{id}\""));
            Refused::new(field, format!("no contact has {named}; import or create the contact first, then replay this"))
        })
    }

    pub(super) fn find_account(&self, key: &Key) -> Option<AccountId> {
        let by_external = || self.known(IdentityKind::AccountExternal, key.external_id.as_deref()?);
        let by_domain = || self.known(IdentityKind::AccountDomain, &key.domain.as_ref()?.to_lowercase());
        let by_name = || self.known(IdentityKind::AccountName, &company::normal(key.name.as_deref()?));
        let account = AccountId(key.id.or_else(by_external).or_else(by_domain).or_else(by_name)?);
        self.view.account(account).map(|account| account.id)
    }

    pub(super) fn find_lead(&self, key: &Key) -> Option<LeadId> {
        let by_external = || self.known(IdentityKind::LeadExternal, key.external_id.as_deref()?);
        let lead = LeadId(key.id.or_else(by_external)?);
        self.view.lead(lead).map(|lead| lead.id)
    }
}
