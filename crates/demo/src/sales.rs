//! What sales does with the leads that qualify while the history is replayed: they are handed over, and answered after
//! a while, as the world has it: a lead that went on to a deal was accepted.

use crate::script::Script;
use model::input::Input;
use model::record::HandoverState;
use model::{Envelope, HOUR, LeadId, Timestamp};

/// An open AQL, as the engine's image has it.
#[derive(Debug, Clone, Copy)]
pub struct OpenAql<'a> {
    pub lead: LeadId,
    /// The lead's id in the world.
    pub external_id: &'a str,
    /// When it was handed to sales; `None` when it was not. Leave out leads that sales has answered.
    pub handed_at: Option<Timestamp>,
}

/// Answers in a thousand for leads that never came to a deal: recycled, rejected; the rest is accepted.
const RECYCLED: u64 = 380;
const REJECTED: u64 = 300;
/// Leads in a thousand that nobody answers.
const FORGOTTEN: u64 = 25;

impl Script<'_> {
    /// The inputs by which sales acts at `now`. Ask after each batch; the same question gives the same answer.
    /// `reasons` are those that the settings offer.
    pub fn sales_at(&self, now: Timestamp, leads: &[OpenAql<'_>], reasons: &[String]) -> Vec<Envelope> {
        leads.iter().filter_map(|lead| self.deed(now, lead, reasons)).collect()
    }

    fn deed(&self, now: Timestamp, lead: &OpenAql<'_>, reasons: &[String]) -> Option<Envelope> {
        let seed = self.options.seed;
        let id = lead.external_id;
        let (message, input) = match lead.handed_at {
            None => (format!("demo:hand-over:{id}"), Input::HandOver { lead: lead.lead }),
            Some(at) => {
                let patience = (3 + seed.below(id, "answered after", 44) as i64) * HOUR;
                if now < at.plus(patience) || seed.chance(id, "forgotten", FORGOTTEN) {
                    return None;
                }
                let state = self.answer(id);
                let refused = state != HandoverState::Accepted && !reasons.is_empty();
                let reason = refused.then(|| seed.pick(id, "reason", reasons).clone());
                (format!("demo:decision:{id}"), Input::Decision { lead: lead.lead, state, reason })
            }
        };
        Some(Envelope {
            message_id: message,
            source: "demo".into(),
            historical: true,
            cause: None,
            depth: 0,
            received_at: now,
            user: None,
            input,
        })
    }

    fn answer(&self, external: &str) -> HandoverState {
        let went_on = self.dealt.contains(external);
        let chance = self.options.seed.below(external, "answer", 1_000);
        match chance {
            _ if went_on => HandoverState::Accepted,
            0..RECYCLED => HandoverState::Recycled,
            chance if chance < RECYCLED + REJECTED => HandoverState::Rejected,
            _ => HandoverState::Accepted,
        }
    }
}
