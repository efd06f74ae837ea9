//! What sales does with the leads that qualify while the history is replayed: they are handed over, and answered after
//! a while, as the world has it: a lead that went on to a deal was accepted.

use crate::Seed;
use crate::script::{Script, weekend};
use model::input::Input;
use model::record::HandoverState;
use model::{DAY, Envelope, HOUR, LeadId, Timestamp};

/// An open AQL, as the engine's image has it.
#[derive(Debug, Clone, Copy)]
pub struct OpenAql<'a> {
    pub lead: LeadId,
    /// The lead's id in the world.
    pub external_id: &'a str,
    pub qualified_at: Timestamp,
    /// When it was handed to sales; `None` when it was not. Leave out leads that sales has answered, and leads that
    /// ended before anybody handed them over.
    pub handed_at: Option<Timestamp>,
    /// Its cycle is over, with a deal or without one, before sales said a word.
    pub ended: bool,
}

/// Answers in a thousand for leads that never came to a deal: recycled, rejected; the rest is accepted.
const RECYCLED: u64 = 380;
const REJECTED: u64 = 300;
/// Leads in a thousand that are forgotten for two weeks.
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
            None => {
                let kept = kept(seed, id);
                if now < lead.qualified_at.plus(kept) || (kept > 0 && !at_work(now)) {
                    return None;
                }
                (format!("demo:hand-over:{id}"), Input::HandOver { lead: lead.lead })
            }
            Some(at) => {
                if !lead.ended && (now < at.plus(patience(seed, id)) || !at_work(now)) {
                    return None;
                }
                // A cycle that ran to its end was worked on.
                let state = if lead.ended { HandoverState::Accepted } else { self.answer(id) };
                let refused = state != HandoverState::Accepted && !reasons.is_empty();
                let reason = refused.then(|| seed.pick(id, "reason", reasons).clone());
                (format!("demo:decision:{id}"), Input::Decision { lead: lead.lead, state, reason, note: None })
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

/// Marketing operations looks at some leads before sales gets them.
fn kept(seed: Seed, id: &str) -> i64 {
    match seed.below(id, "kept back", 100) {
        0..40 => 0,
        40..84 => (3 + seed.below(id, "kept for hours", 20) as i64) * HOUR,
        _ => (2 + seed.below(id, "kept for days", 4) as i64) * DAY,
    }
}

/// Most are answered within a day or so, some take most of a week.
fn patience(seed: Seed, id: &str) -> i64 {
    if seed.chance(id, "forgotten", FORGOTTEN) {
        return 14 * DAY;
    }
    let (from, to) = *seed.weighted(id, "patience", &[(60, (3u64, 26u64)), (30, (26, 72)), (10, (72, 120))]);
    (from + seed.below(id, "answered after", to - from)) as i64 * HOUR
}

/// Sales answers on working days, between early morning and evening.
fn at_work(now: Timestamp) -> bool {
    let hour = now.0.rem_euclid(DAY) / HOUR;
    !weekend(now) && (7..19).contains(&hour)
}
