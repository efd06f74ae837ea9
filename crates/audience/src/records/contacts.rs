//! Contacts, column by column.

use crate::column::Column;
use crate::fields::FieldColumns;
use crate::ids::{Ids, NONE, put};
use crate::raw;
use model::record::Fields;
use model::{AccountId, Contact, ContactId, FieldType, Relationship, Timestamp, UserId, Value};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What stands behind a contact's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Never heard of, or only its activities so far.
    Unknown,
    Living(u32),
    /// Merged into this one: an alias for ever.
    Merged(u32),
    Erased,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Contacts {
    pub(crate) ids: Ids,
    /// Contacts that exist: every result is intersected with them.
    pub(crate) living: RoaringBitmap,
    erased: RoaringBitmap,
    alias: HashMap<u32, u32>,
    external: Column,
    email: Column,
    program: Column,
    /// Dense accounts.
    #[serde(with = "raw")]
    pub(crate) account: Vec<u32>,
    pub(crate) relationship: Vec<Relationship>,
    #[serde(with = "raw")]
    owner: Vec<u32>,
    users: Ids,
    #[serde(with = "raw")]
    pub(crate) created: Vec<i64>,
    #[serde(with = "raw")]
    updated: Vec<i64>,
    fields: FieldColumns,
}

impl Default for Contacts {
    fn default() -> Self {
        let text = || Column::of_type(FieldType::Text);
        Contacts {
            ids: Ids::default(),
            living: RoaringBitmap::new(),
            erased: RoaringBitmap::new(),
            alias: HashMap::new(),
            external: text(),
            email: text(),
            program: text(),
            account: Vec::new(),
            relationship: Vec::new(),
            owner: Vec::new(),
            users: Ids::default(),
            created: Vec::new(),
            updated: Vec::new(),
            fields: FieldColumns::default(),
        }
    }
}

impl Contacts {
    pub(crate) fn standing(&self, id: ContactId) -> Standing {
        let Some(dense) = self.ids.find(id.0) else { return Standing::Unknown };
        let last = self.winner(dense);
        match () {
            () if self.erased.contains(last) => Standing::Erased,
            () if last != dense => Standing::Merged(last),
            () if self.living.contains(dense) => Standing::Living(dense),
            () => Standing::Unknown,
        }
    }

    /// The end of the chain of merges.
    fn winner(&self, mut dense: u32) -> u32 {
        while let Some(next) = self.alias.get(&dense) {
            dense = *next;
        }
        dense
    }

    /// The row that an id means now, given when new; `None` once erased.
    pub(crate) fn resolve_or_intern(&mut self, id: ContactId) -> Option<u32> {
        let dense = self.ids.intern(id.0);
        let dense = self.winner(dense);
        (!self.erased.contains(dense)).then_some(dense)
    }

    /// The row that an id means now, if there is a living contact behind it.
    pub(crate) fn living(&self, id: ContactId) -> Option<u32> {
        let dense = self.winner(self.ids.find(id.0)?);
        self.living.contains(dense).then_some(dense)
    }

    pub(crate) fn id(&self, dense: u32) -> ContactId {
        ContactId(self.ids.id(dense))
    }

    /// Writes a contact into its row. The account is given by its dense number.
    pub(crate) fn write(&mut self, dense: u32, contact: &Contact, account: u32) {
        let set = |column: &mut Column, text: &Option<String>| {
            column.set(dense, text.as_ref().map(|text| Value::text(text.as_str())).as_ref());
        };
        set(&mut self.external, &contact.external_id);
        set(&mut self.email, &contact.email);
        set(&mut self.program, &contact.acquisition_program);
        put(&mut self.account, dense, NONE, account);
        put(&mut self.relationship, dense, Relationship::default(), contact.relationship);
        let owner = contact.owner.map_or(NONE, |user| self.users.intern(user.0));
        put(&mut self.owner, dense, NONE, owner);
        put(&mut self.created, dense, 0, contact.created_at.0);
        put(&mut self.updated, dense, 0, contact.updated_at.0);
        self.fields.write(dense, &contact.fields);
        self.living.insert(dense);
    }

    /// Takes a contact's values away and leaves it as merged into another, or as erased.
    pub(crate) fn remove(&mut self, dense: u32, winner: Option<u32>) {
        self.living.remove(dense);
        match winner {
            Some(winner) => {
                self.alias.insert(dense, winner);
            }
            None => {
                self.erased.insert(dense);
            }
        }
        for column in [&mut self.external, &mut self.email, &mut self.program] {
            column.set(dense, None);
        }
        self.fields.write(dense, &Fields::new());
        put(&mut self.account, dense, NONE, NONE);
        put(&mut self.owner, dense, NONE, NONE);
        put(&mut self.relationship, dense, Relationship::default(), Relationship::default());
    }

    /// The whole record of a living row.
    pub(crate) fn full(&self, dense: u32, account: Option<AccountId>) -> Option<Contact> {
        if !self.living.contains(dense) {
            return None;
        }
        let row = dense as usize;
        let text = |column: &Column| column.text(dense).map(str::to_string);
        Some(Contact {
            id: self.id(dense),
            external_id: text(&self.external),
            account,
            relationship: self.relationship[row],
            owner: (self.owner[row] != NONE).then(|| UserId(self.users.id(self.owner[row]))),
            email: text(&self.email),
            fields: self.fields.read(dense),
            acquisition_program: text(&self.program),
            created_at: Timestamp(self.created[row]),
            updated_at: Timestamp(self.updated[row]),
        })
    }

    /// A field, the address included.
    pub(crate) fn field(&self, dense: u32, key: &str) -> Option<Value> {
        self.column(key)?.get(dense)
    }

    pub(crate) fn column(&self, key: &str) -> Option<&Column> {
        if key == "email" { Some(&self.email) } else { self.fields.column(key) }
    }

    pub(crate) fn account_of(&self, dense: u32) -> Option<u32> {
        self.account.get(dense as usize).copied().filter(|account| *account != NONE)
    }

    pub(crate) fn retype(&mut self, key: &str, field_type: FieldType) {
        self.fields.retype(key, field_type);
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let columns = [&self.external, &self.email, &self.program].map(Column::heap_bytes).iter().sum::<usize>();
        let cells = self.account.capacity() * 4 + self.owner.capacity() * 4 + self.relationship.capacity();
        let times = (self.created.capacity() + self.updated.capacity()) * 8;
        let sets = self.living.serialized_size() + self.erased.serialized_size() + self.alias.capacity() * 9;
        self.ids.heap_bytes() + columns + cells + times + sets + self.fields.heap_bytes()
    }
}
