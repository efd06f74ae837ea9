//! Which of a contact's deeds belong to the sales cycle that is being judged.
//!
//! An activity recorded with a lead belongs to that lead's cycle, any other to the cycle that is open at its time. What
//! is done between two cycles belongs to the one that is to come.

use crate::{Fact, Subject, View};
use model::{LeadId, Timestamp};

/// The cycle of a subject: that of its lead while it is open, else what has followed since it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cycle {
    /// Without a lead there is one cycle, and everything belongs to it.
    Whole,
    /// From the start on, start included.
    Open { lead: LeadId, started_at: Timestamp },
    /// After the end, end excluded; no lead has it yet.
    Next { ended_at: Timestamp },
}

impl Cycle {
    pub fn of(view: &dyn View, subject: Subject) -> Cycle {
        match view.lead(subject) {
            None => Cycle::Whole,
            Some(lead) => match lead.ended_at {
                None => Cycle::Open { lead: lead.id, started_at: lead.started_at },
                Some(ended_at) => Cycle::Next { ended_at },
            },
        }
    }

    pub fn has(self, fact: &Fact<'_>) -> bool {
        match (self, fact.lead) {
            (Cycle::Whole, _) => true,
            (Cycle::Open { lead, .. }, Some(own)) => own == lead,
            (Cycle::Open { started_at, .. }, None) => fact.at >= started_at,
            (Cycle::Next { .. }, Some(_)) => false,
            (Cycle::Next { ended_at }, None) => fact.at > ended_at,
        }
    }
}
