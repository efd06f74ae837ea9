//! Opportunities: deals with an amount and an outcome. A deal without an id of its own is named by all that its row says.

use super::cells::{Cells, Note};
use super::{derived_id, row_problem};
use crate::target::Slot;
use hygiene::{Problem, words};
use model::Input;
use model::input::{Key, OpportunityPut};
use model::record::OpportunityOutcome;

/// The role of a contact whose row does not name one.
const NO_ROLE: &str = "contact";

pub fn build(cells: &mut Cells<'_>) -> Result<(Vec<Input>, Option<String>), Note> {
    let fields = cells.fields()?;
    let account = cells.account()?;
    let lead = cells.text(Slot::LeadExternalId)?.map(Key::external);
    let contact = cells.contact()?;
    let own = cells.text(Slot::ExternalId)?;
    if own.is_none() && account.is_none() && lead.is_none() && contact.is_empty() {
        let reason = "the opportunity has neither an id, an account, a lead nor a contact";
        return Err(row_problem(reason, "give one of them"));
    }
    let opened_at = cells.instant(Slot::OpenedAt)?;
    let closed_at = cells.instant(Slot::ClosedAt)?;
    if let (Some(opened), Some(closed)) = (opened_at, closed_at)
        && closed < opened
    {
        return Err(row_problem("the opportunity closes before it opens", "correct one of the two dates"));
    }
    let outcome = cells.word(Slot::Outcome, words::opportunity_outcome, "won, lost or open")?;
    if closed_at.is_some() && outcome.is_none_or(|outcome| outcome == OpportunityOutcome::Open) {
        let reason = "the closing date is left out, since the row does not say that the opportunity was won or lost";
        let column = cells.column(Slot::ClosedAt);
        cells.warn(column, Problem::new(reason, "map the column that says so to outcome, with won or lost in it"));
    }
    let role = cells.text(Slot::Role)?.unwrap_or_else(|| NO_ROLE.into());
    let external_id = match own {
        Some(id) => id,
        None => derived_id(&[&cells.options.source, "opportunity", &cells.content()]),
    };
    let put = OpportunityPut {
        key: Key::external(external_id.clone()),
        account,
        lead,
        amount: cells.money(Slot::Amount)?,
        outcome,
        opened_at,
        closed_at,
        roles: if contact.is_empty() { Vec::new() } else { vec![(contact, role)] },
        fields,
    };
    Ok((vec![Input::Opportunity(put)], Some(format!("id:{external_id}"))))
}
