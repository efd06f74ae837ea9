//! What a contact did with a batch on top: in order, and sorted for a plan.
//!
//! Sorting a long timeline costs more than all that is asked of it, and who has one is settled many times in a batch.
//! Such a contact's are kept from one time to the next, and only what has come since is added.

use super::Overlay;
use super::touched::{Added, Place};
use crate::facts::Line;
use crate::live::{Deeds, Plan, fact_of};
use hashbrown::HashMap;
use model::ContactId;
use rules::cycle::Cycle;
use rules::{Fact, Subject};
use std::sync::Arc;

/// With fewer instants than this, reading again costs nothing to speak of.
const LONG: usize = 128;
/// Instants that are kept at most, of all contacts together: 16 MB.
const MOST: usize = 2_000_000;

/// What one contact did, sorted, and what of it has been read.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    pub(crate) deeds: Deeds,
    read: Option<Read>,
}

#[derive(Debug)]
struct Read {
    contact: ContactId,
    plan: Arc<Plan>,
    cycle: Cycle,
    /// How many timelines were merged in.
    rows: usize,
    /// How many have come with the batch, and the last one's place in the order.
    added: usize,
    last: Option<(i64, i64)>,
}

impl Read {
    /// Whether the same is asked now, and nothing has come before what was read.
    fn holds(&self, plan: &Arc<Plan>, cycle: Cycle, rows: &[u32], added: &[Added]) -> bool {
        let same = Arc::ptr_eq(&self.plan, plan) && self.cycle == cycle && self.rows == rows.len();
        same && added.get(..self.added).is_some_and(|added| added.last().map(|own| own.key) == self.last)
    }
}

/// What was sorted before.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    long: HashMap<ContactId, Sorted>,
    instants: usize,
    /// Room for the others, used for one after the other.
    room: Sorted,
}

impl Kept {
    /// What is kept of a contact, or room.
    fn take(&mut self, contact: Option<ContactId>) -> Sorted {
        let Some(sorted) = contact.and_then(|contact| self.long.remove(&contact)) else {
            return Sorted { read: None, ..std::mem::take(&mut self.room) };
        };
        self.instants -= sorted.deeds.len();
        sorted
    }

    /// Keeps what is long for the next time.
    pub(crate) fn give_back(&mut self, sorted: Sorted) {
        let instants = sorted.deeds.len();
        match &sorted.read {
            Some(read) if instants >= LONG && self.instants + instants <= MOST => {
                self.instants += instants;
                self.long.insert(read.contact, sorted);
            }
            _ => self.room = sorted,
        }
    }
}

impl Overlay<'_> {
    /// What the subject's contact did, sorted by what a plan asks for. Give it back when done.
    pub(crate) fn sorted_deeds(&mut self, subject: Subject, plan: &Arc<Plan>) -> Sorted {
        let Sorted { mut deeds, read } = self.sorted.take(subject.contact);
        let Some(contact) = subject.contact else {
            deeds.empty(plan);
            return Sorted { deeds, read: None };
        };
        let cycle = Cycle::of(self, subject);
        let (rows, added) = self.line(contact);
        let from = match read.filter(|read| read.holds(plan, cycle, rows, added)) {
            Some(read) => read.added,
            None => {
                deeds.empty(plan);
                for row in self.in_image(contact).iter().chain(rows) {
                    deeds.read(plan, self.image, self.image.known.timeline(*row), cycle);
                }
                if !rows.is_empty() {
                    deeds.sort();
                }
                0
            }
        };
        for added in &added[from..] {
            match &added.place {
                Place::New(place) => deeds.add(plan, &fact_of(self.activity(*place)), cycle),
                Place::Stored(packed) => deeds.add(plan, &self.image.fact(packed), cycle),
            }
        }
        let (rows, last) = (rows.len(), added.last().map(|own| own.key));
        Sorted { deeds, read: Some(Read { contact, plan: plan.clone(), cycle, rows, added: added.len(), last }) }
    }

    /// What a contact's timeline has beyond its own in the image.
    fn line(&self, contact: ContactId) -> (&[u32], &[Added]) {
        self.touched(contact).map_or((&[], &[]), |touched| (&touched.line.rows, &touched.line.added))
    }

    /// Visits several ordered runs as one.
    pub(super) fn visit_merged(
        &self,
        mut lines: Vec<Line<'_>>,
        mut added: &[Added],
        visit: &mut dyn FnMut(Fact<'_>) -> bool,
    ) {
        loop {
            let heads = lines
                .iter()
                .enumerate()
                .filter_map(|(place, line)| line.first().map(|fact| ((fact.at, i64::from(fact.number)), place)));
            let stored = heads.min();
            let next = match (stored, added.first()) {
                (Some((key, place)), own) if own.is_none_or(|own| key < own.key) => {
                    let fact = lines[place].first().expect("the head of this line was just read");
                    lines[place] = lines[place].skip(1);
                    self.image.fact(&fact)
                }
                (_, Some(own)) => {
                    added = &added[1..];
                    match &own.place {
                        Place::New(place) => fact_of(self.activity(*place)),
                        Place::Stored(packed) => self.image.fact(packed),
                    }
                }
                _ => return,
            };
            if !visit(next) {
                return;
            }
        }
    }
}
