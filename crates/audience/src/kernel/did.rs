//! Leaves that count what was done: one scan of what is meant within the window. A contact enters the result at the
//! activity that completes the count and leaves it at the first that is too many, so that no counter is read again.

use super::Bulk;
use super::bits::Bits;
use model::filter::Did;
use roaring::RoaringBitmap;
use std::ops::Range;

impl Bulk<'_> {
    pub(super) fn did(&self, did: &Did) -> RoaringBitmap {
        let (least, most) = (did.count.at_least, did.count.at_most);
        match (least, most) {
            (0, None) => self.image.contacts.living.clone(),
            (0, Some(0)) => &self.image.contacts.living - self.ever(did),
            (0, Some(most)) => match most.checked_add(1) {
                Some(more) => &self.image.contacts.living - self.reaching(did, more, None),
                None => self.image.contacts.living.clone(),
            },
            (least, Some(most)) if most < least => RoaringBitmap::new(),
            (1, None) => self.ever(did),
            _ => self.reaching(did, least, most.and_then(|most| most.checked_add(1))),
        }
    }

    /// Contacts that did it.
    fn ever(&self, did: &Did) -> RoaringBitmap {
        let mut found = Bits::new(self.image.contacts.ids.len());
        self.each_deed(did, |contact| found.insert(contact));
        found.into_bitmap()
    }

    /// Contacts that did it at least so often, and not so often that it is too many.
    fn reaching(&self, did: &Did, least: u32, too_many: Option<u32>) -> RoaringBitmap {
        let highest = least.max(too_many.unwrap_or(0));
        // Small counters stay near the processor.
        match u8::try_from(highest) {
            Ok(_) => self.tally(did, least, too_many, |counter: &mut u8| {
                *counter = counter.saturating_add(1);
                u32::from(*counter)
            }),
            Err(_) => self.tally(did, least, too_many, |counter: &mut u32| {
                *counter = counter.saturating_add(1);
                *counter
            }),
        }
    }

    fn tally<C: Clone + Default>(
        &self,
        did: &Did,
        least: u32,
        too_many: Option<u32>,
        up: impl Fn(&mut C) -> u32,
    ) -> RoaringBitmap {
        let span = self.image.contacts.ids.len();
        let (mut counters, mut found) = (vec![C::default(); span], Bits::new(span));
        let too_many = too_many.unwrap_or(0);
        self.each_deed(did, |contact| {
            let Some(counter) = counters.get_mut(contact as usize) else { return };
            let count = up(counter);
            if count == least {
                found.insert(contact);
            }
            if count == too_many {
                found.remove(contact);
            }
        });
        found.into_bitmap()
    }

    /// Calls `each` with the contact of every activity that is meant, within the window and not after now. What is
    /// gone may show as a number out of range.
    fn each_deed(&self, did: &Did, mut each: impl FnMut(u32)) {
        let Range { start: from, end: to } = self.within(&did.window);
        let meant = self.meant(&did.what);
        let details = &self.image.details;
        match self.starts(&did.window) {
            None => {
                self.series(&meant).for_each(|series| series.owners(&meant.chosen, details, from, to, &mut each));
            }
            Some(starts) => {
                for series in self.series(&meant) {
                    let all = |_| true;
                    series.moments(&meant.chosen, details, from, to, all, |at, contact| {
                        if at >= starts[contact as usize] {
                            each(contact);
                        }
                    });
                }
            }
        }
    }
}
