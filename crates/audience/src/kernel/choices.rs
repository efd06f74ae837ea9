//! Several choices at once: the rows of each text are kept as a set, and those are met where they lie. No leaf is made of
//! which the next leaves little.

use super::Bulk;
use crate::choice::Choice;
use crate::column::Cells;
use model::filter::FieldTest;
use model::{Filter, Object, Value};
use roaring::RoaringBitmap;
use rules::compare;

impl<'a> Bulk<'a> {
    /// Those for whom every test of a choice among these holds, and of a number beside them, and the other parts; `None`
    /// when there are not several choices.
    pub(super) fn of_choices<'f>(&self, parts: &[&'f Filter]) -> Option<(RoaringBitmap, Vec<&'f Filter>)> {
        if !self.leaves.is_empty() {
            return None;
        }
        let (mut all, mut numbers, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            match (self.choices(part), self.known_numbers(part)) {
                (Some(choices), _) => all.push(choices),
                (_, Some(test)) => numbers.push(test),
                _ => rest.push(*part),
            }
        }
        if all.len() < 2 {
            return None;
        }
        let numbers: Vec<_> = numbers
            .into_iter()
            .map(|(ranges, values, known)| (ranges, values, (known.len() < values.len() as u64).then_some(known)))
            .collect();
        let holds = |row: u32| {
            numbers.iter().fold(true, |all, (ranges, values, known)| {
                let holds = values.get(row as usize).is_some_and(|value| ranges.hold(*value));
                all & holds & known.is_none_or(|known| known.contains(row))
            })
        };
        // Who is gone has no fields: all of them are living.
        Some((Choice::one_of_each(all, holds), rest))
    }

    /// The texts that a test of a contact's choice allows; `None` when it is another, or holds for who made none.
    fn choices(&self, part: &Filter) -> Option<Vec<&'a Choice>> {
        let Filter::Field(test @ FieldTest { of: Object::Contact, .. }) = part else { return None };
        let column = self.image.contacts.column(&test.key).filter(|column| column.odd.is_empty())?;
        let holds = |value: Option<&Value>| compare::field(test.op, value, &test.values, self.now, self.local).holds;
        match &column.cells {
            Cells::Text(texts) if !holds(None) => texts.choices(|text| holds(Some(&Value::text(text)))),
            _ => None,
        }
    }
}
