//! What a contact did, for a plan, with a batch on top.

use super::Overlay;
use super::touched::{Place, Touched};
use crate::live::{Deeds, Plan, fact_of};
use model::ContactId;
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
}
