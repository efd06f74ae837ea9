//! Accounts, contacts and leads as inputs.

use super::{Hours, Item, Script};
use crate::generate::{consent, size};
use crate::world::ContactRow;
use model::input::{AccountPut, ContactPut, FieldPuts, Input, Key, LeadPut};
use model::record::{Fields, LeadOutcome};
use model::{Object, Tier, Timestamp, UserId, Value};

fn puts(fields: Fields) -> FieldPuts {
    fields.into_iter().map(|(key, value)| (key, Some(value))).collect()
}

impl Script<'_> {
    pub(super) fn records(&mut self) {
        let (world, seed) = (self.world, self.options.seed);
        for (place, row) in world.accounts.iter().enumerate() {
            self.add("accounts", self.plan.at(row.created, Hours::Record, &row.id, seed), Item::Account(place));
        }
        for (place, row) in world.contacts.iter().enumerate() {
            self.add("contacts", self.contact_at(row), Item::Contact(place));
        }
        for place in 0..world.leads.len() {
            self.add("leads", self.lead_at(place), Item::Lead(place));
        }
    }

    /// When a contact is there: never before its account, which comes first among what is of one instant.
    pub(crate) fn contact_at(&self, row: &ContactRow) -> Timestamp {
        let account = &self.world.accounts[row.account];
        let at = |moment, id| self.plan.at(moment, Hours::Record, id, self.options.seed);
        at(row.created, &row.id).max(at(account.created, &account.id))
    }

    /// When a lead begins: never before its contact is there.
    pub(crate) fn lead_at(&self, place: usize) -> Timestamp {
        let row = &self.world.leads[place];
        let contact = &self.world.contacts[row.contact];
        let created = contact.created.at.max(self.world.accounts[contact.account].created.at);
        let mut moment = row.created;
        moment.at = moment.at.max(created);
        self.plan.at(moment, Hours::Lead, &row.id, self.options.seed)
    }

    pub(super) fn account(&self, place: usize) -> (String, Input) {
        let row = &self.world.accounts[place];
        let seed = self.options.seed;
        let large = row.revenue_band.as_deref() == Some("$200M+") && row.employee_band.as_deref() == Some("2000+");
        let named = self.options.generate && large && seed.chance(&row.id, "named", 500);
        let owned = self.options.generate && seed.chance(&row.id, "owned", if named { 1_000 } else { 250 });
        let mut fields = puts(self.choices.account(row, &self.people.companies[place]));
        if self.options.generate {
            fields.extend(size::fields(row, seed));
        }
        let put = AccountPut {
            key: Key::external(&row.id),
            owner: if owned { self.rep(&row.id) } else { None },
            named_tier: named.then_some(Some(Tier::Named)),
            fields,
            created_at: Some(self.plan.at(row.created, Hours::Record, &row.id, seed)),
            ..AccountPut::default()
        };
        (format!("account:{}", row.id), Input::Account(put))
    }

    /// A rep for an account, by the seed.
    fn rep(&self, about: &str) -> Option<UserId> {
        let reps: Vec<UserId> =
            self.owners.iter().filter(|(key, _)| key.starts_with("rep_")).map(|(_, id)| *id).collect();
        if reps.is_empty() { None } else { Some(*self.options.seed.pick(about, "rep", &reps)) }
    }

    pub(super) fn contact(&self, place: usize) -> (String, Input) {
        let row = &self.world.contacts[place];
        let person = &self.people.persons[place];
        let account = &self.world.accounts[row.account];
        let mut fields = puts(self.choices.contact(row, person, &self.people.companies[row.account]));
        if let Some(email) = &person.email {
            fields.insert("email".into(), Some(Value::text(email)));
        }
        let put = ContactPut {
            key: Key::external(&row.id),
            account: Some(Key::external(&account.id)),
            fields,
            consent_basis: consent::basis(self, place).map(str::to_string),
            created_at: Some(self.plan.at(row.created, Hours::Record, &row.id, self.options.seed)),
            ..ContactPut::default()
        };
        (format!("contact:{}", row.id), Input::Contact(put))
    }

    pub(super) fn lead(&self, place: usize, at: Timestamp) -> (String, Input) {
        let row = &self.world.leads[place];
        let mut fields = FieldPuts::new();
        let first =
            row.first_touch.as_deref().and_then(|text| self.choices.key(Object::Lead, "first_touch_channel", text));
        if let Some(key) = first {
            fields.insert("first_touch_channel".into(), Some(Value::Text(key)));
        }
        let put = LeadPut {
            key: Key::external(&row.id),
            contact: Key::external(&self.world.contacts[row.contact].id),
            source: row.source.clone(),
            started_at: Some(at),
            owner: row.owner.as_ref().and_then(|rep| self.owners.get(rep).copied()),
            fields,
            ..LeadPut::default()
        };
        (format!("lead:{}", row.id), Input::Lead(put))
    }

    pub(super) fn lead_end(&self, place: usize, at: Timestamp) -> (String, Input) {
        let row = &self.world.leads[place];
        let put = LeadPut {
            key: Key::external(&row.id),
            contact: Key::external(&self.world.contacts[row.contact].id),
            outcome: Some(if row.converted_at.is_some() { LeadOutcome::Won } else { LeadOutcome::Lost }),
            ended_at: Some(at),
            ..LeadPut::default()
        };
        (format!("lead-end:{}", row.id), Input::Lead(put))
    }
}
