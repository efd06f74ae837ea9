//! Settling: after what a contact did or became, its scores and segments are brought up to date, its lead may qualify
//! or move, and programs may act.

use super::Desk;
use model::definition::StageCause;
use model::*;
use rules::View;

/// What settles may touch contacts again; it converges, and this bounds it whatever rules say.
const MOST_ROUNDS: usize = 16;

impl Desk<'_> {
    pub(super) fn settle_unsettled(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let unsettled = self.view.take_unsettled();
            let fresh = std::mem::take(&mut self.fresh);
            if unsettled.is_empty() && fresh.is_empty() {
                return;
            }
            for contact in unsettled {
                self.settle(contact);
            }
            for activity in fresh {
                self.triggers(&activity);
            }
        }
    }

    /// One contact: scores and segments, then what latches on them.
    pub(super) fn settle(&mut self, contact: ContactId) {
        match self.view.settle(&[contact]) {
            Ok(moves) => self.until.extend(moves.until),
            Err(error) => tracing::error!(%error, "a contact could not be settled"),
        }
        self.latch(contact);
    }

    /// What depends on the path taken: qualification, stages, places in nurture.
    pub(super) fn latch(&mut self, contact: ContactId) {
        let Some(subject) = self.view.subject(contact) else { return };
        self.qualify(subject);
        if let Some(lead) = subject.lead.filter(|lead| self.is_open(*lead)) {
            self.lifecycle(lead, StageCause::Filter);
        }
        self.join_nurture(subject);
    }

    /// Time has passed: contacts whose state flips by itself, nurture casts that are due.
    pub(super) fn tick(&mut self) {
        for contact in self.view.image().due(self.now) {
            self.settle(contact);
        }
        self.cast_due();
    }
}
