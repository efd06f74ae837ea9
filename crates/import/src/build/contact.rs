//! Contacts: an address or an id names them; list, program and consent basis come from the options of the import.

use super::cells::{Cells, Note};
use super::row_problem;
use crate::target::Slot;
use hygiene::{Problem, name, words};
use model::address::SuppressionKind;
use model::input::{ContactPut, FieldPuts, Key};
use model::{Input, Value};

pub fn build(cells: &mut Cells<'_>) -> Result<(Vec<Input>, Option<String>), Note> {
    let mut fields = cells.fields()?;
    let external_id = cells.text(Slot::ExternalId)?;
    let email = cells.email_in(Slot::Email)?;
    if external_id.is_none() && email.is_none() {
        return Err(row_problem("the contact has neither an e-mail address nor an id", "give one of them"));
    }
    split_full_name(cells, &mut fields)?;
    let account = cells.account()?;
    if let Some(name) = account.as_ref().and_then(|key| key.name.clone()) {
        // As written, for mail: the account may be spelled otherwise.
        fields.entry("company".into()).or_insert(Some(Value::Text(name)));
    }
    let opted_out = cells.yes(Slot::OptedOut)?;
    let options = cells.options;
    let put = ContactPut {
        key: Key { external_id: external_id.clone(), email: email.clone(), ..Key::default() },
        account,
        relationship: cells.word(
            Slot::Relationship,
            words::relationship,
            "prospect, customer, partner or competitor",
        )?,
        owner: cells.owner()?,
        addresses: cells.further_emails()?,
        fields,
        list: options.list.clone(),
        program: options.program.clone(),
        // Whoever has opted out has not consented, whatever the basis of the others.
        consent_basis: options.consent_basis.clone().filter(|_| !opted_out),
        created_at: cells.instant(Slot::CreatedAt)?,
        update_only: false,
    };
    let addresses: Vec<String> = email.iter().chain(&put.addresses).cloned().collect();
    let mut inputs = vec![Input::Contact(put)];
    if opted_out {
        if addresses.is_empty() {
            let reason = "the contact has opted out, but has no address to keep that";
            cells.warn(cells.column(Slot::OptedOut), Problem::new(reason, "give its e-mail address"));
        }
        // One is enough: an opt-out of an address stops every address of its contact.
        inputs.extend(addresses.into_iter().take(1).map(|address| Input::Suppress {
            address,
            kind: SuppressionKind::OptOut,
            reason: format!("opted out in {}", cells.options.source),
        }));
    }
    let key = external_id.map(|id| format!("id:{id}")).or_else(|| email.map(|email| format!("email:{email}")));
    Ok((inputs, key))
}

/// First and last name from a full one, where the row does not give them itself.
fn split_full_name(cells: &mut Cells<'_>, fields: &mut FieldPuts) -> Result<(), Note> {
    let Some(full) = cells.text(Slot::FullName)? else { return Ok(()) };
    let (first, last) = name::split(&name::person(&full).value);
    fields.entry("first_name".into()).or_insert(Some(Value::Text(first)));
    if let Some(last) = last {
        fields.entry("last_name".into()).or_insert(Some(Value::Text(last)));
    }
    Ok(())
}
