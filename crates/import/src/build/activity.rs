//! Activities: what happened, to whom, when. An id of its own names an activity; without one, equal rows are several deeds.
//! Whether the contact exists is known only when the activity is applied.

use super::cells::{Cells, Note};
use super::row_problem;
use crate::kinds;
use crate::target::Slot;
use hygiene::placeholder;
use model::Input;
use model::input::{ActivityPut, Key};

pub fn build(cells: &mut Cells<'_>) -> Result<(Vec<Input>, Option<String>), Note> {
    let contact = cells.contact()?;
    let lead = cells.text(Slot::LeadExternalId)?.map(Key::external);
    if contact.is_empty() && lead.is_none() {
        return Err(row_problem("the activity names neither a contact nor a lead", "give an id or an e-mail address"));
    }
    let known = |word: &str| if placeholder::means_nothing(word) { None } else { kinds::parse(word) };
    let kind = cells.word(Slot::Kind, known, "a kind of activity in Latin letters")?;
    let Some(kind) = kind else {
        return Err(row_problem("the activity has no kind", "say what happened, or choose a fixed kind for the file"));
    };
    let Some(at) = cells.instant(Slot::At)? else {
        return Err(row_problem("the activity has no time", "say when it happened"));
    };
    let put = ActivityPut {
        contact,
        lead,
        kind,
        asset: cells.text(Slot::Asset)?,
        at,
        value: cells.money(Slot::Value)?,
        properties: cells.properties()?,
    };
    let key = cells.text(Slot::ExternalId)?.map(|id| format!("id:{id}"));
    Ok((vec![Input::Activity(put)], key))
}
