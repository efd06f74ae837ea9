//! Leaves that compare a field: the comparison is made once for each distinct text, and once for each number.

use super::Bulk;
use crate::column::{Cells, Column};
use crate::dict::NO_TEXT;
use model::filter::FieldTest;
use model::{Currency, Money, Object, Value};
use roaring::RoaringBitmap;
use rules::compare;

impl Bulk<'_> {
    pub(super) fn field(&self, test: &FieldTest) -> RoaringBitmap {
        let holds = |value: Option<&Value>| compare::field(test.op, value, &test.values, self.now).holds;
        match test.of {
            Object::Contact => {
                let column = self.image.contacts.column(&test.key);
                self.of_contacts(column, holds)
            }
            Object::Account => {
                let accounts = &self.image.accounts;
                // One answer for each account; without one the field is unknown.
                let answers: Vec<bool> =
                    (0..accounts.ids.len() as u32).map(|row| holds(accounts.field(row, &test.key).as_ref())).collect();
                let without = holds(None);
                self.living_where(|contact| {
                    self.image.contacts.account_of(contact).map_or(without, |account| answers[account as usize])
                })
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

    fn of_contacts(&self, column: Option<&Column>, holds: impl Fn(Option<&Value>) -> bool) -> RoaringBitmap {
        let known = column.map(|column| passing(column, |value| holds(Some(value)))).unwrap_or_default();
        if !holds(None) {
            return known;
        }
        let with_value = column.map(Column::rows).unwrap_or_default();
        known | (&self.image.contacts.living - with_value)
    }
}

/// Rows whose value passes.
fn passing(column: &Column, holds: impl Fn(&Value) -> bool) -> RoaringBitmap {
    let mut rows = match &column.cells {
        Cells::Text { codes, dict } => {
            let passes: Vec<bool> = (0..dict.span() as u32)
                .map(|code| dict.text(code).is_some_and(|text| holds(&Value::text(text))))
                .collect();
            debug_assert!(!passes[NO_TEXT as usize]);
            let rows = codes.iter().enumerate().filter(|(_, code)| passes[**code as usize]);
            RoaringBitmap::from_sorted_iter(rows.map(|(row, _)| row as u32)).unwrap_or_default()
        }
        Cells::Number { numeric, values, known } => {
            let rows = known.iter().filter(|row| holds(&numeric.value(values[*row as usize])));
            RoaringBitmap::from_sorted_iter(rows).unwrap_or_default()
        }
        Cells::Money { minor, currency, known } => {
            let money = |row: usize| Value::Money(Money { minor: minor[row], currency: Currency(currency[row]) });
            let rows = known.iter().filter(|row| holds(&money(*row as usize)));
            RoaringBitmap::from_sorted_iter(rows).unwrap_or_default()
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
