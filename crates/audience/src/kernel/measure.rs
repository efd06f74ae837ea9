//! Figures over what was done: a number for each contact that did it, compared by ranges.

use super::Bulk;
use super::bits::Bits;
use crate::days::Days;
use crate::facts::Entry;
use model::Value;
use model::filter::{Amount, Figure, Measure};
use roaring::RoaringBitmap;
use rules::ranges::Ranges;
use rules::{compare, figure};
use std::collections::HashMap;

/// No number yet. One that is reached by adding up counts as none; nobody adds up so much.
const UNKNOWN: i64 = i64::MIN;

impl Bulk<'_> {
    pub(super) fn measure(&self, measure: &Measure) -> RoaringBitmap {
        let numbers = match &measure.of {
            Figure::First => self.joined(measure, |entry| Some(entry.at), i64::min),
            Figure::Last => self.joined(measure, |entry| Some(entry.at), i64::max),
            Figure::Sum(amount) => self.amounts(measure, amount, i64::saturating_add),
            Figure::Min(amount) => self.amounts(measure, amount, i64::min),
            Figure::Max(amount) => self.amounts(measure, amount, i64::max),
            Figure::DistinctAssets => {
                let details = &self.image.details;
                let asset =
                    |entry: &Entry| Some(details.get(entry.detail).asset).filter(|code| details.asset(*code).is_some());
                self.distinct(measure, asset)
            }
            Figure::DistinctDays => {
                let mut days = Days::new(self.local.zone);
                self.distinct(measure, |entry| Some(days.of(entry.at) as u32))
            }
            Figure::Distinct(key) => {
                let names = self.names(key);
                self.distinct(measure, |entry| names[entry.detail as usize])
            }
        };
        self.compared(measure, &numbers)
    }

    /// Every activity that counts, in no particular order.
    fn each_meant(&self, measure: &Measure, mut each: impl FnMut(&Entry)) {
        let within = self.within(&measure.window);
        let starts = self.starts(&measure.window);
        let meant = self.meant(&measure.what);
        for series in self.series(&meant) {
            series.each(within.start, within.end, |entry| {
                let begun = starts.as_ref().is_none_or(|starts| entry.at >= starts[entry.owner as usize]);
                if begun && meant.chosen.has(entry.detail, &self.image.details) {
                    each(&entry);
                }
            });
        }
    }

    fn joined(
        &self,
        measure: &Measure,
        mut number: impl FnMut(&Entry) -> Option<i64>,
        join: fn(i64, i64) -> i64,
    ) -> Vec<i64> {
        let mut numbers = vec![UNKNOWN; self.image.contacts.ids.len()];
        self.each_meant(measure, |entry| {
            if let Some(own) = number(entry) {
                let known = &mut numbers[entry.owner as usize];
                *known = if *known == UNKNOWN { own } else { join(*known, own) };
            }
        });
        numbers
    }

    fn amounts(&self, measure: &Measure, amount: &Amount, join: fn(i64, i64) -> i64) -> Vec<i64> {
        match amount {
            Amount::Value => {
                let currency = figure::currency(&measure.values);
                let worth = |entry: &Entry| {
                    let money = self.image.values.get(entry.value as usize);
                    money.filter(|money| Some(money.currency) == currency).map(|money| money.minor)
                };
                self.joined(measure, worth, join)
            }
            Amount::Property(key) => {
                let mut numbers = vec![None; self.image.details.span()];
                for (code, detail) in self.image.details.iter() {
                    numbers[code as usize] = detail.properties.get(key).and_then(figure::number_of);
                }
                self.joined(measure, |entry| numbers[entry.detail as usize], join)
            }
        }
    }

    /// By detail, a number for each distinct value of a property.
    fn names(&self, key: &str) -> Vec<Option<u32>> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut names = vec![None; self.image.details.span()];
        for (code, detail) in self.image.details.iter() {
            let name = detail.properties.get(key).and_then(figure::distinct_name);
            names[code as usize] = name.map(|name| {
                let next = numbers.len() as u32;
                *numbers.entry(name).or_insert(next)
            });
        }
        names
    }

    fn distinct(&self, measure: &Measure, mut name: impl FnMut(&Entry) -> Option<u32>) -> Vec<i64> {
        let mut pairs: Vec<u64> = Vec::new();
        self.each_meant(measure, |entry| {
            if let Some(name) = name(entry) {
                pairs.push(u64::from(entry.owner) << 32 | u64::from(name));
            }
        });
        pairs.sort_unstable();
        pairs.dedup();
        let mut numbers = vec![0; self.image.contacts.ids.len()];
        pairs.into_iter().for_each(|pair| numbers[(pair >> 32) as usize] += 1);
        numbers
    }

    fn compared(&self, measure: &Measure, numbers: &[i64]) -> RoaringBitmap {
        let holds =
            |value: Option<&Value>| compare::field(measure.op, value, &measure.values, self.now, self.local).holds;
        let like = figure::value_of(&measure.of, 0, figure::currency(&measure.values));
        let ranges = like.and_then(|like| Ranges::of(measure.op, &like, &measure.values, self.now, self.local));
        let unknown = holds(None);
        let known = |number: i64| ranges.as_ref().is_some_and(|ranges| ranges.hold(number));
        let passes = |contact: usize| if numbers[contact] == UNKNOWN { unknown } else { known(numbers[contact]) };
        Bits::of(numbers.len(), passes).into_bitmap()
    }
}
