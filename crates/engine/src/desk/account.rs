//! Accounts come in: created or updated by external id, web domain or name.

use super::{Desk, fields};
use crate::outcome::{Outcome, Refused};
use hygiene::company;
use model::input::AccountPut;
use model::record::Fields;
use model::*;
use store::identity::IdentityKind;

/// A change of an account with more contacts than this is told on no timeline.
const MOST_TOLD: usize = 200;

impl Desk<'_> {
    pub(super) fn put_account(&mut self, put: &AccountPut) -> Result<Outcome, Refused> {
        self.check_fields(Object::Account, &put.fields)?;
        let text =
            |key: &str| put.fields.get(key).and_then(Option::as_ref).and_then(Value::as_text).map(str::to_string);
        let (name, domain) = (text("name"), text("domain").map(|domain| domain.to_lowercase()));
        let name_key = name.as_deref().map(company::normal).filter(|normal| !normal.is_empty());
        let by_key = self.find_account(&put.key);
        // Without an external id of its own, a row with the domain or name of an account means that account.
        let by_domain = || domain.as_deref().and_then(|domain| self.known(IdentityKind::AccountDomain, domain));
        let by_name = || name_key.as_deref().and_then(|name| self.known(IdentityKind::AccountName, name));
        let likely = || by_domain().or_else(by_name).map(AccountId);
        let found = if put.key.external_id.is_some() { by_key } else { by_key.or_else(likely) };
        if put.key.id.is_some() && found.is_none() {
            return Err(Refused::new("account", "there is no account with this id"));
        }
        if found.is_none() && name.is_none() && domain.is_none() && put.key.external_id.is_none() {
            return Err(Refused::new("account.name", "a new account needs a name, a web domain or an external id"));
        }
        let created = found.is_none();
        let before = found.and_then(|id| self.view.account(id));
        let mut account = before.clone().unwrap_or_else(|| self.new_account(put));
        fields::write(&mut account.fields, &put.fields);
        account.relationship = put.relationship.unwrap_or(account.relationship);
        account.owner = put.owner.or(account.owner);
        account.named_tier = put.named_tier.unwrap_or(account.named_tier);
        if let Some(external) = &put.key.external_id
            && account.external_id.is_none()
        {
            account.external_id = Some(external.clone());
            self.learn(IdentityKind::AccountExternal, external, account.id.0);
        }
        for (kind, value) in [(IdentityKind::AccountDomain, domain), (IdentityKind::AccountName, name_key)] {
            if let Some(value) = value
                && self.known(kind, &value).is_none()
            {
                self.learn(kind, &value, account.id.0);
            }
        }
        let id = account.id;
        match before {
            Some(before) => self.change_account(&before, account),
            None => self.change(Change::Account(account)),
        }
        Ok(if created { Outcome::made(id) } else { Outcome::touched(id) })
    }

    /// What changes of an account is told on the timelines of its contacts, so that their past can be asked about. Of an
    /// account with a crowd of contacts it is not told; a rehearsal then leaves them out.
    pub(super) fn change_account(&mut self, before: &Account, mut account: Account) {
        let changed = fields::between_accounts(before, &account);
        if *before == account {
            return;
        }
        let id = account.id;
        account.updated_at = self.now;
        self.change(Change::Account(account));
        let contacts = self.view.contacts_of(id);
        if contacts.len() > MOST_TOLD {
            return;
        }
        for contact in contacts {
            for change in &changed {
                let properties = fields::properties(change, Object::Account);
                self.record(contact, activity::kind::FIELD_CHANGED, Some(change.key.clone()), &properties);
            }
        }
    }

    fn new_account(&mut self, put: &AccountPut) -> Account {
        let id = AccountId(self.ids.account);
        self.ids.account += 1;
        let created_at = put.created_at.unwrap_or(self.now).min(self.now);
        Account {
            id,
            external_id: None,
            relationship: Relationship::default(),
            owner: None,
            named_tier: None,
            fields: Fields::new(),
            created_at,
            // Never changed since it was brought in: as it is, it has been all along.
            updated_at: created_at,
        }
    }
}
