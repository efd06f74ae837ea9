//! When: the instants that a window takes in, and where it begins for each contact.

use super::Bulk;
use model::filter::Window;
use model::{Lead, Timestamp};
use rules::window::Span;
use std::ops::Range;

impl Bulk<'_> {
    /// The instants within a window and not after now.
    pub(super) fn within(&self, window: &Window) -> Range<i64> {
        let now = self.now.0.saturating_add(1);
        match Span::of(window, self.now, Some(Timestamp(i64::MIN)), self.local) {
            Some(span) => span.from..span.to.min(now),
            None => now..now,
        }
    }

    /// For a window that begins for each contact at another time: its start, the end of time where nothing is within.
    pub(super) fn starts(&self, window: &Window) -> Option<Vec<i64>> {
        match window {
            Window::SinceLeadStart => Some(self.of_leads(|lead| Some(lead.started_at))),
            Window::SinceStage(stage) => Some(self.of_leads(|lead| lead.stage_times.get(stage).copied())),
            Window::SinceSegment(key) => {
                let mut starts = self.never();
                let entries = self.image.members.entered.get(key).filter(|_| !self.emptied.contains(key));
                for (contact, at) in entries.into_iter().flat_map(|entries| entries.iter()) {
                    starts[contact as usize] = at.0;
                }
                Some(starts)
            }
            _ => None,
        }
    }

    fn never(&self) -> Vec<i64> {
        vec![i64::MAX; self.image.contacts.ids.len()]
    }

    fn of_leads(&self, since: impl Fn(&Lead) -> Option<Timestamp>) -> Vec<i64> {
        let mut starts = self.never();
        for (contact, lead) in self.image.links.primary_leads() {
            if let Some(at) = self.image.leads.row(lead).and_then(&since) {
                starts[contact as usize] = at.0;
            }
        }
        starts
    }
}
