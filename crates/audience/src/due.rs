//! When time alone may flip the pure state of a contact: for each contact the earliest `until` of its verdicts.
//!
//! Not part of the fold: it follows from the image and is computed when it is asked for, for the contacts that changed
//! since. After a restart every contact counts as changed.

use crate::Image;
use hashbrown::HashMap;
use model::{ContactId, Filter, Timestamp};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

#[derive(Debug)]
pub(crate) struct Due {
    queue: Mutex<Queue>,
}

#[derive(Debug, Clone)]
struct Queue {
    until: HashMap<u32, Timestamp>,
    order: BTreeSet<(Timestamp, u32)>,
    /// Contacts whose entry is to be worked out again.
    stale: RoaringBitmap,
    everybody: bool,
}

impl Default for Due {
    fn default() -> Self {
        let queue =
            Queue { until: HashMap::new(), order: BTreeSet::new(), stale: RoaringBitmap::new(), everybody: true };
        Due { queue: Mutex::new(queue) }
    }
}

impl Clone for Due {
    fn clone(&self) -> Self {
        Due { queue: Mutex::new(self.lock().clone()) }
    }
}

impl Due {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn queue(&mut self) -> &mut Queue {
        self.queue.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn touch(&mut self, contact: u32) {
        self.queue().stale.insert(contact);
    }

    pub(crate) fn touch_all(&mut self, contacts: RoaringBitmap) {
        self.queue().stale |= contacts;
    }

    pub(crate) fn touch_everybody(&mut self) {
        self.queue().everybody = true;
    }
}

impl Queue {
    fn put(&mut self, contact: u32, until: Option<Timestamp>) {
        let before = match until {
            Some(until) => self.until.insert(contact, until),
            None => self.until.remove(&contact),
        };
        if let Some(before) = before {
            self.order.remove(&(before, contact));
        }
        if let Some(until) = until {
            self.order.insert((until, contact));
        }
        self.stale.remove(contact);
    }
}

impl Image {
    /// Contacts whose segments or scores may flip by time alone at `now` or before it; settle them at `now`. They are
    /// returned again until a batch concerning them is folded or [`Image::note_until`] says when they are next due.
    pub fn due(&self, now: Timestamp) -> Vec<ContactId> {
        let mut queue = self.refreshed();
        let due: Vec<u32> =
            queue.order.iter().take_while(|(until, _)| *until <= now).map(|(_, dense)| *dense).collect();
        // Settling may change nothing; then only a fresh look at them says when they are due again.
        queue.stale.extend(due.iter().copied());
        self.ids(&due.into_iter().collect())
    }

    /// When the next contact is due; `None` when time alone changes nothing.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.refreshed().order.first().map(|(until, _)| *until)
    }

    /// Settling a contact said until when its pure state lasts by itself: spares working it out again. Call it after
    /// the fold of the batch that it was settled in, for a contact that nothing later has touched.
    pub fn note_until(&self, contact: ContactId, until: Option<Timestamp>) {
        let mut queue = self.due.lock();
        if let Some(dense) = self.contacts.living(contact).filter(|_| !queue.everybody) {
            queue.put(dense, until);
        }
    }

    /// The queue with every stale contact looked at again, as of the image's own `now`.
    fn refreshed(&self) -> MutexGuard<'_, Queue> {
        let mut queue = self.due.lock();
        if std::mem::take(&mut queue.everybody) {
            queue.until.clear();
            queue.order.clear();
            queue.stale = self.contacts.living.clone();
        }
        if queue.stale.is_empty() {
            return queue;
        }
        let stale = std::mem::take(&mut queue.stale);
        let bound = self.time_bound();
        for dense in stale {
            queue.put(dense, self.until(dense, &bound));
        }
        queue
    }

    fn until(&self, dense: u32, bound: &TimeBound) -> Option<Timestamp> {
        if !self.contacts.living.contains(dense) {
            return None;
        }
        let line = self.known.timeline(dense);
        let future = line.last().is_some_and(|fact| fact.at > self.now().0);
        let past = bound.behaviour && !line.is_empty();
        if !(bound.fields || future || past) {
            return None;
        }
        let settled = self.settle(self.contacts.id(dense), self.now())?;
        // Time that passed in a batch about others, before a restart: due since then, and nobody knows any more.
        let overdue = settled.scores != self.members.scores(dense)
            || self.segments().any(|(key, _)| {
                let stored = self.members.segments.get(key).is_some_and(|set| set.contains(dense));
                stored != settled.segments.contains(key)
            });
        if overdue { Some(self.now()) } else { settled.until }
    }

    /// What of the published rules rolls with time at all.
    fn time_bound(&self) -> TimeBound {
        let mut bound = TimeBound::default();
        for (_, segment) in self.segments() {
            bound.look(&segment.filter);
        }
        if let Some(model) = self.scoring() {
            for rule in model.fit.iter().chain(&model.account) {
                bound.look(&rule.when);
            }
            let rolls = |rule: &model::definition::BehaviourRule| rule.last_days.or(rule.half_life_days).is_some();
            bound.behaviour |= model.behaviour.iter().any(rolls);
        }
        bound
    }
}

/// Which families of leaves flip by time alone, besides what lies in the future.
#[derive(Debug, Default)]
struct TimeBound {
    behaviour: bool,
    fields: bool,
}

impl TimeBound {
    fn look(&mut self, filter: &Filter) {
        use model::filter::Window::{LastDays, LastHours, Previous, This};
        filter.leaves(&mut |leaf| match leaf {
            Filter::Field(test) => self.fields |= test.op.looks_from_now(),
            // What others did, and will have done.
            Filter::AtAccount(_) => self.fields = true,
            leaf => {
                let rolls = |window| matches!(window, &(LastDays(_) | LastHours(_) | This(_) | Previous(_)));
                self.behaviour |= leaf.window().is_some_and(rolls);
                self.behaviour |= matches!(leaf, Filter::Measure(measure) if measure.op.looks_from_now());
            }
        });
    }
}
