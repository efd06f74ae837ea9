//! What a contact belongs to and agreed to: lists, programs, consent.

use super::Desk;
use crate::outcome::{Outcome, Refused};
use model::activity::kind;
use model::input::{ActivityPut, Key};
use model::*;
use rules::View;
use store::consents::Consent;

impl Desk<'_> {
    pub(super) fn need_definition(&self, of: DefinitionKind, key: &str, field: &str) -> Result<(), Refused> {
        if self.view.definition(of, key).is_some() {
            return Ok(());
        }
        Err(Refused::new(field, format!("there is no published {} \"{key}\"; publish it first", of.as_str())))
    }

    pub(super) fn put_list(&mut self, list: &str, key: &Key, member: bool) -> Result<Outcome, Refused> {
        self.need_definition(DefinitionKind::List, list, "list")?;
        let contact = self.need_contact(key, "list.contact")?;
        if self.view.in_list(contact, list) != member {
            self.change(Change::List { list: list.to_string(), contact, member });
            let kind = if member { kind::LIST_JOINED } else { kind::LIST_LEFT };
            self.record(contact, kind, Some(list.to_string()), &[]);
        }
        Ok(Outcome::touched(contact))
    }

    /// The status with which members of a program begin.
    pub(super) fn first_status(&self, program: &str) -> String {
        let statuses = self.program(program).map(|program| program.1.statuses.clone()).unwrap_or_default();
        statuses.into_iter().min_by_key(|status| status.step).map_or_else(|| "member".into(), |status| status.key)
    }

    /// Members move to the same or a later step; a step back is skipped without an error.
    pub(super) fn put_member(&mut self, program: &str, key: &Key, status: &str) -> Result<Outcome, Refused> {
        self.need_definition(DefinitionKind::Program, program, "program")?;
        let contact = self.need_contact(key, "program.contact")?;
        let statuses = self.program(program).map(|program| program.1.statuses.clone()).unwrap_or_default();
        let step = |key: &str| statuses.iter().find(|status| status.key == key).map(|status| status.step);
        let Some(to) = step(status) else {
            return Err(Refused::new(
                "program.status",
                format!("the program has no status \"{status}\"; use one of its statuses"),
            ));
        };
        let former = self.view.program_status(contact, program).map(str::to_string);
        if former.as_deref() == Some(status) || former.as_deref().and_then(step).is_some_and(|step| step > to) {
            return Ok(Outcome::touched(contact));
        }
        self.change(Change::Member { program: program.into(), contact, status: status.into(), at: self.now });
        let kind = if former.is_none() { kind::PROGRAM_JOINED } else { kind::PROGRAM_STATUS };
        let success = statuses.iter().any(|known| known.key == status && known.success);
        let properties = [("status", Value::text(status)), ("success", Value::Boolean(success))];
        self.record(contact, kind, Some(program.to_string()), &properties);
        Ok(Outcome::touched(contact))
    }

    /// Sends, opens and clicks move a member of the program that sent, where it has such a status: those of another
    /// system's history as well as ours.
    pub(super) fn follow_send(&mut self, contact: ContactId, put: &ActivityPut) {
        let status = match put.kind.as_str() {
            kind::EMAIL_SENT => "sent",
            kind::EMAIL_OPENED => "opened",
            kind::EMAIL_CLICKED => "clicked",
            _ => return,
        };
        let Some(program) = put.properties.get("program").and_then(Value::as_text).map(str::to_string) else { return };
        let has =
            self.program(&program).is_some_and(|(_, program)| program.statuses.iter().any(|known| known.key == status));
        if has {
            // A refusal is impossible here: contact, program and status were just seen.
            let _ = self.put_member(&program, &Key::id(contact.0), status);
        }
    }

    pub(super) fn put_consent(&mut self, key: &Key, given: bool, basis: &str) -> Result<Outcome, Refused> {
        let contact = self.need_contact(key, "consent.contact")?;
        if self.consent(contact) == Some(given) {
            return Ok(Outcome::touched(contact));
        }
        self.change(Change::Consent { contact, given });
        let (source, user) = (self.origin.source.clone(), self.origin.user);
        self.made.consents.push(Consent { contact, given, basis: basis.to_string(), source, user, at: self.now });
        let kind = if given { kind::CONSENT_GIVEN } else { kind::CONSENT_WITHDRAWN };
        self.record(contact, kind, None, &[("basis", Value::text(basis))]);
        Ok(Outcome::touched(contact))
    }
}
