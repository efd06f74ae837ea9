//! One field of one kind of record as a column over dense rows.
//!
//! Text and choices are dictionary codes, and where there are few texts the rows of each are a set; numbers and times are
//! `i64` beside the set of rows that have one, money adds its currency, booleans are two bitmaps. A value that is not of the
//! column's type (a field was retyped and this value did not convert) is kept raw at the side and never lost.

use crate::ids::put;
use crate::raw;
use crate::texts::Texts;
use model::{Currency, Decimal, FieldType, Money, Timestamp, Value};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which of the number-like types a column of numbers holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Numeric {
    Integer,
    Decimal,
    Date,
    Instant,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Cells {
    Text(Texts),
    Number {
        numeric: Numeric,
        #[serde(with = "raw")]
        values: Vec<i64>,
        known: RoaringBitmap,
    },
    Money {
        #[serde(with = "raw")]
        minor: Vec<i64>,
        currency: Vec<[u8; 3]>,
        known: RoaringBitmap,
    },
    Boolean {
        yes: RoaringBitmap,
        known: RoaringBitmap,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Column {
    pub(crate) cells: Cells,
    /// Values of another type than the column's, by row.
    pub(crate) odd: BTreeMap<u32, Value>,
}

impl Cells {
    fn of_type(field_type: FieldType) -> Cells {
        let number = |numeric| Cells::Number { numeric, values: Vec::new(), known: RoaringBitmap::new() };
        match field_type {
            FieldType::Integer => number(Numeric::Integer),
            FieldType::Decimal => number(Numeric::Decimal),
            FieldType::Date => number(Numeric::Date),
            FieldType::Instant => number(Numeric::Instant),
            FieldType::Money => Cells::Money { minor: Vec::new(), currency: Vec::new(), known: RoaringBitmap::new() },
            FieldType::Boolean => Cells::Boolean { yes: RoaringBitmap::new(), known: RoaringBitmap::new() },
            _ => Cells::Text(Texts::default()),
        }
    }

    fn has_shape_of(&self, field_type: FieldType) -> bool {
        match (self, Cells::of_type(field_type)) {
            (Cells::Number { numeric: a, .. }, Cells::Number { numeric: b, .. }) => *a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(&b),
        }
    }
}

impl Column {
    pub(crate) fn of_type(field_type: FieldType) -> Column {
        Column { cells: Cells::of_type(field_type), odd: BTreeMap::new() }
    }

    /// The column that a first value asks for when no definition says.
    pub(crate) fn for_value(value: &Value) -> Column {
        Column::of_type(match value {
            Value::Text(_) => FieldType::Text,
            Value::Integer(_) => FieldType::Integer,
            Value::Decimal(_) => FieldType::Decimal,
            Value::Money(_) => FieldType::Money,
            Value::Date(_) => FieldType::Date,
            Value::Instant(_) => FieldType::Instant,
            Value::Boolean(_) => FieldType::Boolean,
        })
    }

    /// Makes the column one of another type; values that are not of it stay raw.
    pub(crate) fn retype(&mut self, field_type: FieldType) {
        if self.cells.has_shape_of(field_type) {
            return;
        }
        let mut column = Column::of_type(field_type);
        for row in self.rows() {
            if let Some(value) = self.get(row) {
                column.set(row, Some(&value));
            }
        }
        *self = column;
    }

    /// Rows that have a value.
    pub(crate) fn rows(&self) -> RoaringBitmap {
        let mut rows: RoaringBitmap = match &self.cells {
            Cells::Text(texts) => texts.rows(),
            Cells::Number { known, .. } | Cells::Money { known, .. } | Cells::Boolean { known, .. } => known.clone(),
        };
        rows.extend(self.odd.keys().copied());
        rows
    }

    pub(crate) fn text(&self, row: u32) -> Option<&str> {
        match &self.cells {
            Cells::Text(texts) => texts.get(row),
            _ => None,
        }
    }

    pub(crate) fn get(&self, row: u32) -> Option<Value> {
        let cell = match &self.cells {
            Cells::Text(texts) => texts.get(row).map(Value::text),
            Cells::Number { numeric, values, known } => {
                known.contains(row).then(|| numeric.value(values[row as usize]))
            }
            Cells::Money { minor, currency, known } => known.contains(row).then(|| {
                let row = row as usize;
                Value::Money(Money { minor: minor[row], currency: Currency(currency[row]) })
            }),
            Cells::Boolean { yes, known } => known.contains(row).then(|| Value::Boolean(yes.contains(row))),
        };
        cell.or_else(|| self.odd.get(&row).cloned())
    }

    /// Writes a value, or clears the cell.
    pub(crate) fn set(&mut self, row: u32, value: Option<&Value>) {
        // Most writes of a record leave most of its texts as they were.
        if value.is_some_and(|value| value.as_text().is_some() && value.as_text() == self.text(row)) {
            return;
        }
        self.clear(row);
        let Some(value) = value else { return };
        match (&mut self.cells, value) {
            (Cells::Text(texts), Value::Text(text)) => texts.set(row, text),
            (Cells::Money { minor, currency, known }, Value::Money(money)) => {
                put(minor, row, 0, money.minor);
                put(currency, row, *b"XXX", money.currency.0);
                known.insert(row);
            }
            (Cells::Boolean { yes, known }, Value::Boolean(is)) => {
                known.insert(row);
                if *is {
                    yes.insert(row);
                }
            }
            (Cells::Number { numeric, values, known }, value) if numeric.holds(value) => {
                put(values, row, 0, value.as_number().unwrap_or_default());
                known.insert(row);
            }
            _ => {
                self.odd.insert(row, value.clone());
            }
        }
    }

    fn clear(&mut self, row: u32) {
        self.odd.remove(&row);
        match &mut self.cells {
            Cells::Text(texts) => texts.clear(row),
            Cells::Number { values, known, .. } => {
                if known.remove(row) {
                    values[row as usize] = 0;
                }
            }
            Cells::Money { minor, known, .. } => {
                if known.remove(row) {
                    minor[row as usize] = 0;
                }
            }
            Cells::Boolean { yes, known } => {
                yes.remove(row);
                known.remove(row);
            }
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let cells = match &self.cells {
            Cells::Text(texts) => texts.heap_bytes(),
            Cells::Number { values, known, .. } => values.capacity() * 8 + known.serialized_size(),
            Cells::Money { minor, currency, known } => {
                minor.capacity() * 8 + currency.capacity() * 3 + known.serialized_size()
            }
            Cells::Boolean { yes, known } => yes.serialized_size() + known.serialized_size(),
        };
        cells + self.odd.len() * 64
    }
}

impl Numeric {
    pub(crate) fn value(self, number: i64) -> Value {
        match self {
            Numeric::Integer => Value::Integer(number),
            Numeric::Decimal => Value::Decimal(Decimal(number)),
            Numeric::Date => Value::Date(number as i32),
            Numeric::Instant => Value::Instant(Timestamp(number)),
        }
    }

    fn holds(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (Numeric::Integer, Value::Integer(_))
                | (Numeric::Decimal, Value::Decimal(_))
                | (Numeric::Date, Value::Date(_))
                | (Numeric::Instant, Value::Instant(_))
        )
    }
}
