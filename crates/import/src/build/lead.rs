//! Leads: sales cycles of contacts. A lead without an id of its own is named by its contact and its start.

use super::cells::{Cells, Note};
use super::{derived_id, row_problem};
use crate::target::Slot;
use hygiene::{Problem, words};
use model::input::{ContactPut, Key, LeadPut};
use model::{Input, Value};

pub fn build(cells: &mut Cells<'_>) -> Result<(Vec<Input>, Option<String>), Note> {
    let mut fields = cells.fields()?;
    let contact = cells.contact()?;
    if contact.is_empty() {
        return Err(row_problem("the lead names no contact", "give the contact's id or e-mail address"));
    }
    let started_at = cells.instant(Slot::StartedAt)?;
    let ended_at = cells.instant(Slot::EndedAt)?;
    if let (Some(start), Some(end)) = (started_at, ended_at)
        && end < start
    {
        return Err(row_problem("the lead ends before it starts", "correct one of the two dates"));
    }
    let source = fields.remove("source").flatten().and_then(|value| value.as_text().map(str::to_string));
    let external_id = match (cells.text(Slot::ExternalId)?, started_at) {
        (Some(id), _) => id,
        (None, Some(start)) => {
            let whose = [contact.external_id.as_deref(), contact.email.as_deref()].map(Option::unwrap_or_default);
            derived_id(&[&cells.options.source, "lead", whose[0], whose[1], &start.to_string()])
        }
        (None, None) => derived_id(&[&cells.options.source, "lead", &cells.content()]),
    };
    let put = LeadPut {
        key: Key::external(external_id.clone()),
        contact: contact.clone(),
        source: source.or_else(|| Some(cells.options.source.clone()).filter(|source| !source.is_empty())),
        started_at,
        ended_at,
        outcome: cells.word(Slot::Outcome, words::lead_outcome, "won, lost, recycled, disqualified or open")?.flatten(),
        owner: cells.owner()?,
        stage: stage(cells)?,
        fields: fields
            .into_iter()
            .filter(|(_, value)| !matches!(value, Some(Value::Text(text)) if text.is_empty()))
            .collect(),
    };
    let mut inputs = vec![Input::Lead(put)];
    inputs.extend(joining(cells, contact));
    Ok((inputs, Some(format!("id:{external_id}"))))
}

/// A stage of the lifecycle; a lead with another one begins at the first stage, with a warning.
fn stage(cells: &mut Cells<'_>) -> Result<Option<String>, Note> {
    let Some(text) = cells.text(Slot::Stage)? else { return Ok(None) };
    let (slug, stages) = (hygiene::text::slug(&text), &cells.options.stages);
    if stages.is_empty() {
        return Ok(Some(slug));
    }
    let known = stages.get(&slug).cloned();
    if known.is_none() {
        let mut keys: Vec<&str> = stages.values().map(String::as_str).collect();
        keys.sort_unstable();
        keys.dedup();
        let reason = format!("the lifecycle has no stage {}; the lead begins at its first", hygiene::shown(&text));
        let problem = Problem::new(reason, format!("write one of {}", keys.join(", ")));
        cells.warn(cells.column(Slot::Stage), problem);
    }
    Ok(known)
}

/// What the import wants of the lead's contact: to join a list or a program, or a consent to be recorded.
fn joining(cells: &Cells<'_>, contact: Key) -> Option<Input> {
    let options = cells.options;
    let (list, program, consent_basis) = (options.list.clone(), options.program.clone(), options.consent_basis.clone());
    let wanted = list.is_some() || program.is_some() || consent_basis.is_some();
    let put = ContactPut { key: contact, list, program, consent_basis, update_only: true, ..ContactPut::default() };
    wanted.then_some(Input::Contact(put))
}
