//! The fields of one kind of record: a column a key.

use crate::column::Column;
use model::record::Fields;
use model::{FieldType, Value};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct FieldColumns {
    columns: HashMap<String, Column>,
}

impl FieldColumns {
    pub(crate) fn column(&self, key: &str) -> Option<&Column> {
        self.columns.get(key)
    }

    pub(crate) fn get(&self, row: u32, key: &str) -> Option<Value> {
        self.columns.get(key)?.get(row)
    }

    /// Every value of a row, as its record holds them.
    pub(crate) fn read(&self, row: u32) -> Fields {
        self.columns.iter().filter_map(|(key, column)| Some((key.clone(), column.get(row)?))).collect()
    }

    /// Replaces every value of a row.
    pub(crate) fn write(&mut self, row: u32, fields: &Fields) {
        for (key, column) in &mut self.columns {
            column.set(row, fields.get(key));
        }
        for (key, value) in fields {
            if !self.columns.contains_key(key) {
                let mut column = Column::for_value(value);
                column.set(row, Some(value));
                self.columns.insert(key.clone(), column);
            }
        }
    }

    /// A definition names the type of a field: its column takes that type.
    pub(crate) fn retype(&mut self, key: &str, field_type: FieldType) {
        match self.columns.get_mut(key) {
            Some(column) => column.retype(field_type),
            None => {
                self.columns.insert(key.into(), Column::of_type(field_type));
            }
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.columns.iter().map(|(key, column)| key.len() + 64 + column.heap_bytes()).sum()
    }
}
