//! What a contact did, sorted by what the rules ask for: one pass over its timeline.

use super::plan::{Plan, Wanted};
use crate::Image;
use crate::facts::{Details, Line};
use model::{Activity, Nature, activity::kind};
use rules::Fact;
use rules::cycle::Cycle;
use std::sync::{Arc, PoisonError};

/// By detail, the matchers that mean it; worked out when a detail is first met.
#[derive(Debug, Default)]
pub(crate) struct ByDetail {
    known: Vec<Option<Arc<[u32]>>>,
    /// Codes of details are given again: then nothing here may be believed.
    generation: u64,
}

/// For each matcher of a plan the instants of what it means, in order.
#[derive(Debug, Default)]
pub(crate) struct Deeds(Vec<Vec<i64>>);

impl Deeds {
    /// Empties the lists for another contact; their room is kept.
    pub(crate) fn empty(&mut self, plan: &Plan) {
        self.0.iter_mut().for_each(Vec::clear);
        self.0.resize_with(plan.wanted.len(), Vec::new);
    }

    pub(super) fn of(&self, matcher: usize) -> &[i64] {
        &self.0[matcher]
    }

    /// Adds what the image holds of a timeline.
    pub(crate) fn read(&mut self, plan: &Plan, image: &Image, line: Line<'_>, cycle: Cycle) {
        let mut by_detail = plan.by_detail.lock().unwrap_or_else(PoisonError::into_inner);
        by_detail.refresh(&image.details);
        if cycle == Cycle::Whole {
            for (at, detail) in line.deeds() {
                by_detail.of(detail, plan, image).iter().for_each(|matcher| self.0[*matcher as usize].push(at));
            }
            return;
        }
        for packed in line.iter() {
            // Whether it is of the cycle is asked once, and only where it matters.
            let mut own = None;
            for matcher in by_detail.of(packed.detail, plan, image) {
                let counts = !plan.wanted[*matcher as usize].for_score
                    || *own.get_or_insert_with(|| cycle.has(&image.fact(&packed)));
                if counts {
                    self.0[*matcher as usize].push(packed.at);
                }
            }
        }
    }

    /// Adds one that is not in the image yet, where it belongs in time.
    pub(crate) fn add(&mut self, plan: &Plan, fact: &Fact<'_>, cycle: Cycle) {
        let at = fact.at.0;
        for (wanted, times) in plan.wanted.iter().zip(&mut self.0) {
            if wanted.means(fact) && (!wanted.for_score || cycle.has(fact)) {
                match times.last().is_some_and(|last| *last > at) {
                    true => times.insert(times.partition_point(|other| *other <= at), at),
                    false => times.push(at),
                }
            }
        }
    }

    /// Several timelines were read: each list is put in order.
    pub(crate) fn sort(&mut self) {
        self.0.iter_mut().filter(|times| !times.is_sorted()).for_each(|times| times.sort_unstable());
    }

    /// Instants in all lists together.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }
}

impl ByDetail {
    fn refresh(&mut self, details: &Details) {
        if self.generation != details.generation() {
            *self = ByDetail { known: Vec::new(), generation: details.generation() };
        }
        if self.known.len() < details.span() {
            self.known.resize(details.span(), None);
        }
    }

    fn of(&mut self, detail: u32, plan: &Plan, image: &Image) -> &[u32] {
        self.known[detail as usize].get_or_insert_with(|| {
            let fact = image.fact_of_detail(detail);
            let meaning = plan.wanted.iter().enumerate().filter(|(_, wanted)| wanted.means(&fact));
            meaning.map(|(place, _)| place as u32).collect()
        })
    }
}

impl Wanted {
    fn means(&self, fact: &Fact<'_>) -> bool {
        rules::matches(&self.what, fact) && (!self.for_score || kind::nature(fact.kind) == Nature::Contact)
    }
}

/// An activity as rules see it.
pub(crate) fn fact_of(activity: &Activity) -> Fact<'_> {
    Fact {
        number: activity.number,
        kind: &activity.kind,
        asset: activity.asset.as_deref(),
        at: activity.occurred_at,
        value: activity.value,
        properties: &activity.properties,
        lead: activity.lead,
    }
}
