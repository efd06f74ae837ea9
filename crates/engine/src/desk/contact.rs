//! Contacts come in: created, updated, matched to an account, put on a list, into a program, under a consent.

use super::{Desk, fields};
use crate::outcome::{Outcome, Refused};
use hygiene::{company, email};
use model::address::AddressUse;
use model::input::*;
use model::record::Fields;
use model::*;
use store::addresses::AddressPut;
use store::identity::IdentityKind;

impl Desk<'_> {
    pub(super) fn put_contact(&mut self, put: &ContactPut) -> Result<Outcome, Refused> {
        let mut puts = put.fields.clone();
        let address = self.address_of(put, &mut puts)?;
        self.check_fields(Object::Contact, &puts)?;
        let found = self.find_contact(&put.key);
        if let Some(list) = &put.list {
            self.need_definition(DefinitionKind::List, list, "list")?;
        }
        if let Some(program) = &put.program {
            self.need_definition(DefinitionKind::Program, program, "program")?;
        }
        let named = self.named_account(put)?;
        let (contact, created) = match found {
            Some(contact) => (contact, false),
            None if put.update_only => {
                return Err(Refused::new("contact", "no contact has this key, and this input may only update"));
            }
            None if address.is_none()
                && put.key.external_id.is_none()
                && put.key.anonymous_id.is_none()
                && put.key.id.is_none()
                && puts.is_empty() =>
            {
                return Err(Refused::new("contact", "neither an e-mail address, an external id nor a field was given"));
            }
            None => (self.create_contact(put), true),
        };
        self.update_contact(contact, created, put, &puts, named, address);
        self.after_contact(contact, put)?;
        Ok(if created { Outcome::made(contact) } else { Outcome::touched(contact) })
    }

    /// The address that the put gives, by key or by field, in normal form.
    fn address_of(&self, put: &ContactPut, puts: &mut FieldPuts) -> Result<Option<String>, Refused> {
        let by_field = puts.remove("email").flatten().and_then(|value| value.as_text().map(str::to_string));
        let Some(raw) = by_field.or_else(|| put.key.email.clone()).filter(|raw| !raw.trim().is_empty()) else {
            return Ok(None);
        };
        match email::normal(&raw) {
            Some(address) => Ok(Some(address)),
            None => Err(Refused::new("contact.email", "not an e-mail address; write it like name@example.com")),
        }
    }

    /// The account that the put names by id or domain. A name alone is weaker than the domain of an address.
    fn named_account(&self, put: &ContactPut) -> Result<Option<AccountId>, Refused> {
        let Some(key) = &put.account else { return Ok(None) };
        match (self.find_account(&Key { name: None, ..key.clone() }), &key.external_id) {
            (None, Some(external)) => Err(Refused::new(
                "contact.account",
                format!("no account has the external id \"{external}\"; import the accounts first"),
            )),
            (found, _) => Ok(found),
        }
    }

    /// The account of a corporate domain, else of the company's name; that one learns its domain where it lacks one.
    fn likely_account(&mut self, put: &ContactPut, address: Option<&str>) -> Option<AccountId> {
        let by_domain =
            address.and_then(email::corporate_domain).and_then(|d| self.known(IdentityKind::AccountDomain, d));
        if let Some(account) = by_domain {
            return Some(AccountId(account));
        }
        let written = || put.fields.get("company")?.as_ref()?.as_text();
        let name = put.account.as_ref().and_then(|key| key.name.as_deref()).or_else(written)?;
        let account = AccountId(self.known(IdentityKind::AccountName, &company::normal(name))?);
        self.teach_domain(account, put, address);
        Some(account)
    }

    /// An account without a domain gets the one that belongs to its name, unless that is another's already.
    fn teach_domain(&mut self, account: AccountId, put: &ContactPut, address: Option<&str>) {
        let Some((_, Some(domain))) = named_company(put, address) else { return };
        let lacks = |account: Account| !account.fields.contains_key("domain");
        let free = self.known(IdentityKind::AccountDomain, &domain.to_lowercase()).is_none();
        if free && self.view.account(account).is_some_and(lacks) {
            let fields = FieldPuts::from([("domain".to_string(), Some(Value::text(domain)))]);
            // Refused where the field was made one of other values: the account then stays as it is.
            let _ = self.put_account(&AccountPut { key: Key::id(account.0), fields, ..AccountPut::default() });
        }
    }

    /// A new account for a put that names one by its name.
    fn account_by_name(&mut self, put: &ContactPut, address: Option<&str>) -> Option<AccountId> {
        let (name, domain) = named_company(put, address)?;
        let texts = [("name", Some(name)), ("domain", domain)];
        let fields = texts.into_iter().filter_map(|(key, text)| Some((key.to_string(), Some(Value::text(text?)))));
        let new = AccountPut { fields: fields.collect(), ..AccountPut::default() };
        self.put_account(&new).ok()?;
        self.likely_account(put, address)
    }

    fn create_contact(&mut self, put: &ContactPut) -> ContactId {
        let id = ContactId(self.ids.contact);
        self.ids.contact += 1;
        self.change(Change::Contact(Contact {
            id,
            external_id: None,
            account: None,
            relationship: Relationship::default(),
            owner: None,
            email: None,
            fields: Fields::new(),
            acquisition_program: put.program.clone(),
            created_at: put.created_at.unwrap_or(self.now).min(self.now),
            updated_at: self.now,
        }));
        id
    }

    fn update_contact(
        &mut self,
        id: ContactId,
        created: bool,
        put: &ContactPut,
        puts: &FieldPuts,
        named: Option<AccountId>,
        address: Option<String>,
    ) {
        let Some(before) = self.view.contact(id) else { return };
        let mut contact = before.clone();
        let changed = fields::write(&mut contact.fields, puts);
        contact.relationship = put.relationship.unwrap_or(contact.relationship);
        contact.owner = put.owner.or(contact.owner);
        // A likely account never moves a contact that has one already; a named account does.
        let address_of = address.as_deref();
        contact.account = named.or(contact.account).or_else(|| self.likely_account(put, address_of));
        contact.account = contact.account.or_else(|| self.account_by_name(put, address_of));
        if let Some(external) = &put.key.external_id
            && contact.external_id.is_none()
        {
            contact.external_id = Some(external.clone());
            self.learn(IdentityKind::ContactExternal, external, id.0);
        }
        if let Some(address) = address {
            self.use_address(&mut contact, address);
        }
        for address in put.addresses.iter().filter_map(|raw| email::normal(raw)) {
            self.note_address(id, &address, AddressUse::Secondary);
        }
        if contact != before || created {
            contact.updated_at = self.now;
            self.change(Change::Contact(contact.clone()));
        }
        if !created {
            let moved = fields::between_contacts(&before, &contact);
            for change in changed.into_iter().chain(moved) {
                let properties = fields::properties(&change, Object::Contact);
                self.record(id, activity::kind::FIELD_CHANGED, Some(change.key), &properties);
            }
        }
    }

    /// Makes an address the primary one; the former primary stays with the contact as secondary.
    fn use_address(&mut self, contact: &mut Contact, address: String) {
        if contact.email.as_deref() == Some(address.as_str()) {
            return;
        }
        if let Some(former) = contact.email.replace(address.clone()) {
            self.note_address(contact.id, &former, AddressUse::Secondary);
        }
        self.note_address(contact.id, &address, AddressUse::Primary);
    }

    fn note_address(&mut self, contact: ContactId, address: &str, used: AddressUse) {
        if self.known(IdentityKind::Email, address).is_none() {
            self.learn(IdentityKind::Email, address, contact.0);
        }
        self.made.addresses.push(AddressPut { contact, address: address.to_string(), usage: Some(used) });
    }

    /// List, program, consent: what comes with the put besides the record.
    fn after_contact(&mut self, contact: ContactId, put: &ContactPut) -> Result<(), Refused> {
        let key = Key::id(contact.0);
        if let Some(list) = &put.list {
            self.put_list(list, &key, true)?;
        }
        if let Some(program) = &put.program {
            let first = self.first_status(program);
            self.put_member(program, &key, &first)?;
        }
        match &put.consent_basis {
            Some(basis) if self.consent(contact).is_none() => self.put_consent(&key, true, basis).map(drop),
            _ => Ok(()),
        }
    }
}

/// The company that a put names as the account, with the domain that it gives, or the address where that is called like
/// the company: by any other domain, colleagues of the person would be taken for the company's people. What somebody
/// writes into a form's field is not meant: it says where they work, and changes no account.
fn named_company<'p>(put: &'p ContactPut, address: Option<&'p str>) -> Option<(&'p str, Option<&'p str>)> {
    let key = put.account.as_ref()?;
    let name = key.name.as_deref().filter(|name| !company::is_nobody(name))?;
    let domain = key.domain.as_deref().filter(|domain| !email::is_freemail(domain));
    let of_address =
        || address.and_then(email::corporate_domain).filter(|domain| company::is_called_like(name, domain));
    Some((name, domain.or_else(of_address)))
}
