//! Several choices at once: the rows of each text are kept as a bitmap, and those are met where they lie. No leaf is made of
//! which the next leaves little.

use super::Bulk;
use crate::column::Cells;
use model::filter::FieldTest;
use model::{Filter, Object, Value};
use roaring::RoaringBitmap;
use rules::compare;
use std::borrow::Cow;

impl<'a> Bulk<'a> {
    /// Those for whom every test of a choice among these holds, and the other parts; `None` when there are not several.
    pub(super) fn of_choices<'f>(&self, parts: &[&'f Filter]) -> Option<(RoaringBitmap, Vec<&'f Filter>)> {
        if !self.leaves.is_empty() {
            return None;
        }
        let (mut all, mut rest) = (Vec::new(), Vec::new());
        for part in parts {
            match self.choices(part) {
                Some(sets) => all.push(sets),
                None => rest.push(*part),
            }
        }
        if all.len() < 2 {
            return None;
        }
        all.sort_by_key(|sets| sets.iter().map(|set| set.len()).sum::<u64>());
        Some((in_all(&all) & &self.image.contacts.living, rest))
    }

    /// The sets that a test of a contact's choice unites; `None` when it is another, or holds for who made none.
    fn choices(&self, part: &Filter) -> Option<Vec<&'a RoaringBitmap>> {
        let Filter::Field(test @ FieldTest { of: Object::Contact, .. }) = part else { return None };
        let column = self.image.contacts.column(&test.key).filter(|column| column.odd.is_empty())?;
        let holds = |value: Option<&Value>| compare::field(test.op, value, &test.values, self.now, self.local).holds;
        match &column.cells {
            Cells::Text(texts) if !holds(None) => texts.choices(|text| holds(Some(&Value::text(text)))),
            _ => None,
        }
    }
}

/// Who is in a set of each list. The smallest come first.
fn in_all(lists: &[Vec<&RoaringBitmap>]) -> RoaringBitmap {
    let mut all: Option<Cow<'_, RoaringBitmap>> = None;
    for sets in lists {
        let some =
            |sets: &mut dyn Iterator<Item = RoaringBitmap>| sets.reduce(|one, other| one | other).unwrap_or_default();
        all = Some(match (all, sets.as_slice()) {
            (None, [only]) => Cow::Borrowed(*only),
            (None, sets) => Cow::Owned(some(&mut sets.iter().map(|set| (*set).clone()))),
            (Some(all), sets) => Cow::Owned(some(&mut sets.iter().map(|set| &*all & *set))),
        });
    }
    all.map(Cow::into_owned).unwrap_or_default()
}
