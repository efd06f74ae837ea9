//! Won deals that rules would have missed: no lead of theirs passed the gates between its start and the win.

use super::question::Question;
use super::records::{Knowledge, Won, won};
use super::types::{Missed, MissedDeal, MissedGate};
use super::{RehearsalError, Rehearser};
use model::{ContactId, DAY, Lead, OpportunityId, Timestamp, Value};
use rules::past::{History, Past};
use rules::verdict::earlier;
use rules::{Gate, Subject};

/// Days back in which a deal counts.
const DAYS: i64 = 365;
const MOST_ROWS: usize = 100;
/// How often a lead is asked at most on its way to the win.
const MOST_ASKED: usize = 1_000;

/// How rules would have treated a deal.
enum Treated {
    Qualified,
    Missed {
        contact: ContactId,
        gates: Vec<MissedGate>,
    },
    /// What the rules ask about is not known of its contacts any more.
    Unknown,
}

impl Rehearser<'_> {
    pub(super) fn missed(&self) -> Result<Missed, RehearsalError> {
        let deals = self.won_deals();
        let mut missed = Missed { won: deals.len() as u64, draft: 0, published: None, left_out: 0, deals: Vec::new() };
        let look = |knowledge: &Knowledge<'_>, id: OpportunityId, missed: &mut Missed| {
            let Some(won) = knowledge.image.opportunity(id).and_then(won) else { return };
            match treated(knowledge, &won, &self.draft) {
                Treated::Qualified => {}
                Treated::Unknown => missed.left_out += 1,
                Treated::Missed { contact, gates } => {
                    missed.draft += 1;
                    if missed.deals.len() < MOST_ROWS {
                        missed.deals.extend(self.told(knowledge, &won, contact, gates));
                    }
                }
            }
        };
        missed = self.in_turns(&deals, look, missed)?;
        missed.published = self.beside(&missed.draft, |question| {
            let count = |knowledge: &Knowledge<'_>, id: OpportunityId, sum: &mut u64| {
                let Some(won) = knowledge.image.opportunity(id).and_then(won) else { return };
                *sum += u64::from(matches!(treated(knowledge, &won, question), Treated::Missed { .. }));
            };
            self.in_turns(&deals, count, 0)
        })?;
        Ok(missed)
    }

    /// The deals won in the last year, the latest first.
    fn won_deals(&self) -> Vec<OpportunityId> {
        let from = self.wanted.now.plus(-DAYS * DAY);
        let mut deals: Vec<(Timestamp, OpportunityId)> = Vec::new();
        self.source.read(&mut |image| {
            let all = image.opportunity_ids().filter_map(|id| image.opportunity(id)).filter_map(won);
            let recent = all.filter(|won| won.at > from && won.at <= self.wanted.now);
            deals = recent.map(|won| (won.at, won.opportunity.id)).collect();
        });
        deals.sort_unstable();
        deals.into_iter().rev().map(|(_, id)| id).collect()
    }

    fn told(
        &self,
        knowledge: &Knowledge<'_>,
        won: &Won,
        contact: ContactId,
        gates: Vec<MissedGate>,
    ) -> Option<MissedDeal> {
        Some(MissedDeal {
            id: won.opportunity.id.to_string(),
            name: won.opportunity.fields.get("name").and_then(Value::as_text).map(str::to_string),
            day: won.at.date_in(self.wanted.zone).to_string(),
            amount: won.opportunity.amount,
            contact: knowledge.mover(contact, self.wanted)?,
            gates,
        })
    }
}

/// Every contact with a role, the primary one first: the deal is missed when none of their leads passed.
fn treated(knowledge: &Knowledge<'_>, won: &Won, question: &Question) -> Treated {
    let mut roles = won.opportunity.roles.clone();
    roles.sort_by_key(|role| !role.primary);
    let (mut failed, mut unknown) = (None, false);
    for role in &roles {
        let Some(contact) = knowledge.image.resolve(role.contact) else { continue };
        let Some(history) = knowledge.history(contact, question) else { continue };
        match before_the_win(&history, contact, won.at, question) {
            Treated::Qualified => return Treated::Qualified,
            Treated::Unknown => unknown = true,
            missed @ Treated::Missed { .. } => failed = failed.or(Some(missed)),
        }
    }
    match failed {
        Some(failed) if !unknown => failed,
        _ => Treated::Unknown,
    }
}

/// Each lead that was open, from its start until just before the win.
fn before_the_win(history: &History<'_>, contact: ContactId, won: Timestamp, question: &Question) -> Treated {
    let last = history.at(won.plus(-1));
    let leads: Vec<Lead> = last.open_leads().cloned().collect();
    let no_lead = MissedGate { gate: "no_lead".into(), reasons: Vec::new() };
    let mut failed = Treated::Missed { contact, gates: vec![no_lead] };
    for lead in leads {
        match passes(history, &lead, won, question) {
            Some(true) => return Treated::Qualified,
            None => failed = Treated::Unknown,
            Some(false) => {
                let Some(subject) = last.contact() else { continue };
                let gates = closed_gates(&last, Subject { lead: Some(lead.id), ..subject }, question);
                failed = Treated::Missed { contact, gates };
            }
        }
    }
    failed
}

/// Whether a lead passed at some instant before the win: asked whenever something happened, and at most daily besides.
fn passes(history: &History<'_>, lead: &Lead, won: Timestamp, question: &Question) -> Option<bool> {
    let mut at = lead.started_at;
    let mut known = false;
    for _ in 0..MOST_ASKED {
        let past = history.at(at);
        let subject = Subject { lead: Some(lead.id), ..past.contact()? };
        let standing = question.standing(&past, subject, at);
        known = past.sure();
        if known && standing.passed {
            return Some(true);
        }
        let by_time = standing.until.map(|until| until.max(at.plus(DAY)));
        match earlier(by_time, history.next(at)).filter(|next| *next < won) {
            Some(next) => at = next,
            None => break,
        }
    }
    known.then_some(false)
}

/// What kept a lead from passing.
fn closed_gates(past: &Past<'_>, subject: Subject, question: &Question) -> Vec<MissedGate> {
    let (gates, wanted) = question.gates(past, subject, past.at());
    let closed = |name: &str, gate: &Gate| {
        (!gate.passed).then(|| MissedGate { gate: name.into(), reasons: gate.reasons.clone() })
    };
    let mut found: Vec<MissedGate> =
        [closed("complete", &gates.complete), closed("behaviour", &gates.behaviour), closed("account", &gates.account)]
            .into_iter()
            .flatten()
            .collect();
    if !wanted {
        let reasons = gates.excluded.iter().cloned().collect();
        found.push(MissedGate { gate: "relationship".into(), reasons });
    }
    found
}
