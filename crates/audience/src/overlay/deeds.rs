//! What a contact did with a batch on top: in order, and sorted for a plan.

use super::Overlay;
use super::touched::{Added, Place, Touched};
use crate::facts::Line;
use crate::live::{Deeds, Plan, fact_of};
use model::ContactId;
use rules::Fact;
use rules::cycle::Cycle;

impl Overlay<'_> {
    /// Sorts what a contact did by what a plan asks for.
    pub(crate) fn read_deeds(&self, contact: ContactId, plan: &Plan, deeds: &mut Deeds, cycle: Cycle) {
        if let Some(row) = self.in_image(contact) {
            deeds.read(plan, self.image, self.image.known.timeline(row), cycle);
        }
        let Some(Touched { line, .. }) = self.touched(contact) else { return };
        if line.rows.is_empty() && line.added.is_empty() {
            return;
        }
        for row in &line.rows {
            deeds.read(plan, self.image, self.image.known.timeline(*row), cycle);
        }
        for added in &line.added {
            match &added.place {
                Place::New(place) => deeds.add(plan, &fact_of(self.activity(*place)), cycle),
                Place::Stored(packed) => deeds.add(plan, &self.image.fact(packed), cycle),
            }
        }
        deeds.sort();
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
