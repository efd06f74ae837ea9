//! Records that are kept as they are, but for their fields, which are columns.

use crate::fields::FieldColumns;
use crate::ids::{Ids, put};
use model::record::Fields;
use model::{Account, FieldType, Lead, Opportunity, Value};
use serde::{Deserialize, Serialize};

/// A record with an id and fields.
pub(crate) trait Record: Clone {
    fn id(&self) -> i64;
    fn fields_mut(&mut self) -> &mut Fields;
}

macro_rules! records {
    ($($name:ident),*) => {$(
        impl Record for $name {
            fn id(&self) -> i64 {
                self.id.0
            }
            fn fields_mut(&mut self) -> &mut Fields {
                &mut self.fields
            }
        }
    )*};
}
records!(Account, Lead, Opportunity);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rows<T> {
    pub(crate) ids: Ids,
    /// Without their fields.
    rows: Vec<Option<T>>,
    fields: FieldColumns,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Rows { ids: Ids::default(), rows: Vec::new(), fields: FieldColumns::default() }
    }
}

impl<T: Record> Rows<T> {
    pub(crate) fn put(&mut self, mut record: T) -> u32 {
        let row = self.ids.intern(record.id());
        let fields = std::mem::take(record.fields_mut());
        self.fields.write(row, &fields);
        put(&mut self.rows, row, None, Some(record));
        row
    }

    pub(crate) fn remove(&mut self, row: u32) {
        if let Some(slot) = self.rows.get_mut(row as usize) {
            *slot = None;
            self.fields.write(row, &Fields::new());
        }
    }

    /// The record without its fields.
    pub(crate) fn row(&self, row: u32) -> Option<&T> {
        self.rows.get(row as usize)?.as_ref()
    }

    pub(crate) fn row_mut(&mut self, row: u32) -> Option<&mut T> {
        self.rows.get_mut(row as usize)?.as_mut()
    }

    pub(crate) fn find(&self, id: i64) -> Option<(u32, &T)> {
        let row = self.ids.find(id)?;
        Some((row, self.row(row)?))
    }

    /// The whole record.
    pub(crate) fn full(&self, id: i64) -> Option<T> {
        let (row, record) = self.find(id)?;
        let mut record = record.clone();
        *record.fields_mut() = self.fields.read(row);
        Some(record)
    }

    pub(crate) fn field(&self, row: u32, key: &str) -> Option<Value> {
        self.fields.get(row, key)
    }

    pub(crate) fn retype(&mut self, key: &str, field_type: FieldType) {
        self.fields.retype(key, field_type);
    }

    /// Every record without its fields, in the order in which they came.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.rows.iter().enumerate().filter_map(|(row, record)| Some((row as u32, record.as_ref()?)))
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.ids.heap_bytes() + self.rows.capacity() * size_of::<Option<T>>() + self.fields.heap_bytes()
    }
}
