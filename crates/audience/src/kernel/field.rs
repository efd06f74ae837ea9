//! Leaves on fields: a column becomes a bitmap, each distinct text or number compared as `rules::compare` says.

use super::Bulk;
use super::bits::Bits;
use crate::column::{Cells, Column};
use crate::ids::NONE;
use model::filter::FieldTest;
use model::{Currency, Filter, Money, Object, Value};
use roaring::RoaringBitmap;
use rules::compare;
use rules::ranges::Ranges;
use std::collections::HashMap;

/// One in so many is few: looking at each of them costs less than reading the column. In development builds all are, so
/// that tests come here.
const FEW: u64 = if cfg!(debug_assertions) { 1 } else { 16 };

impl Bulk<'_> {
    pub(super) fn field(&self, test: &FieldTest) -> RoaringBitmap {
        let holds = |value: Option<&Value>| compare::field(test.op, value, &test.values, self.now, self.local).holds;
        match test.of {
            Object::Contact => {
                let column = self.image.contacts.column(&test.key);
                let known = column.map(|column| self.passing(column, test)).unwrap_or_default();
                if !holds(None) {
                    return known;
                }
                let with_value = column.map(Column::rows).unwrap_or_default();
                known | (&self.image.contacts.living - with_value)
            }
            Object::Account => {
                let accounts = &self.image.accounts;
                // One answer for each account; without one the field is unknown.
                let answers: Vec<bool> =
                    (0..accounts.ids.len() as u32).map(|row| holds(accounts.field(row, &test.key).as_ref())).collect();
                let without = holds(None);
                let account = &self.image.contacts.account;
                let of_account = |account: u32| if account == NONE { without } else { answers[account as usize] };
                Bits::of(account.len(), |contact| of_account(account[contact])).into_bitmap()
            }
            Object::Lead => {
                let without = holds(None);
                self.living_where(|contact| match self.image.links.primary_lead(contact) {
                    Some(lead) => holds(self.image.lead_field(lead, &test.key).as_ref()),
                    None => without,
                })
            }
            Object::Opportunity if holds(None) => self.image.contacts.living.clone(),
            Object::Opportunity => RoaringBitmap::new(),
        }
    }

    /// The numbers of a contact's field, where that is what a test reads.
    pub(super) fn numbers(&self, test: &FieldTest) -> Option<(Ranges, &[i64], &RoaringBitmap)> {
        let column = self.image.contacts.column(&test.key).filter(|_| test.of == Object::Contact)?;
        match &column.cells {
            Cells::Number { numeric, values, known } if column.odd.is_empty() => {
                let ranges = Ranges::of(test.op, &numeric.value(0), &test.values, self.now, self.local)?;
                Some((ranges, values, known))
            }
            _ => None,
        }
    }

    /// The numbers that a test reads; `None` when it holds for who has none.
    pub(super) fn known_numbers(&self, part: &Filter) -> Option<(Ranges, &[i64], &RoaringBitmap)> {
        let Filter::Field(test) = part else { return None };
        let numbers = self.numbers(test)?;
        (!compare::field(test.op, None, &test.values, self.now, self.local).holds).then_some(numbers)
    }

    /// Those of a few contacts for whom a test of a number holds; `None` when it is better asked of everybody.
    pub(super) fn of_few(&self, part: &Filter, few: &RoaringBitmap) -> Option<RoaringBitmap> {
        let (ranges, values, known) = self.known_numbers(part)?;
        if few.len() * FEW > values.len() as u64 {
            return None;
        }
        let holds = |row: &u32| values.get(*row as usize).is_some_and(|value| ranges.hold(*value));
        Some(RoaringBitmap::from_sorted_iter((few & known).iter().filter(holds)).unwrap_or_default())
    }

    /// Rows whose value passes.
    fn passing(&self, column: &Column, test: &FieldTest) -> RoaringBitmap {
        let holds = |value: &Value| compare::field(test.op, Some(value), &test.values, self.now, self.local).holds;
        let ranges = |like: &Value| {
            Ranges::of(test.op, like, &test.values, self.now, self.local).expect("a column of numbers holds no texts")
        };
        let mut rows = match &column.cells {
            Cells::Text(texts) => texts.passing(|text| holds(&Value::text(text))),
            Cells::Number { numeric, values, known } => in_ranges(&ranges(&numeric.value(0)), values) & known,
            Cells::Money { minor, currency, known } => {
                let mut of_currency: HashMap<[u8; 3], Ranges> = HashMap::new();
                let passes = |row: usize| {
                    let like = || Value::Money(Money { minor: 0, currency: Currency(currency[row]) });
                    of_currency.entry(currency[row]).or_insert_with(|| ranges(&like())).hold(minor[row])
                };
                Bits::of(minor.len(), passes).into_bitmap() & known
            }
            Cells::Boolean { yes, known } => match (holds(&Value::Boolean(true)), holds(&Value::Boolean(false))) {
                (true, true) => known.clone(),
                (true, false) => yes.clone(),
                (false, true) => known - yes,
                (false, false) => RoaringBitmap::new(),
            },
        };
        rows.extend(column.odd.iter().filter(|(_, value)| holds(value)).map(|(row, _)| *row));
        rows
    }
}

/// Places of the numbers that pass, those of rows without a value included.
fn in_ranges(ranges: &Ranges, values: &[i64]) -> RoaringBitmap {
    match ranges.single() {
        Some((low, high)) => Bits::of(values.len(), |row| (low <= values[row]) & (values[row] <= high)),
        None => Bits::of(values.len(), |row| ranges.hold(values[row])),
    }
    .into_bitmap()
}
