//! Trigger programs: what an activity sets off, step by step. Sends and alerts become work of this transaction; changes
//! enter through the intake again, with cause and depth, so that rules cannot loop.

use super::Desk;
use crate::outcome::{Outcome, Refused};
use crate::work::{Alert, StepDue};
use model::activity::kind;
use model::definition::{AlertTo, ProgramKind, Step, TriggerProgram};
use model::input::{ContactPut, FieldPuts, Key, MAX_DEPTH};
use model::*;
use rules::{Fact, View};

impl Desk<'_> {
    /// Starts every active trigger program that this activity sets off.
    pub(super) fn triggers(&mut self, activity: &Activity) {
        let Some(contact) = activity.contact.and_then(|contact| self.view.resolve(contact)) else { return };
        let Some(subject) = self.view.subject(contact) else { return };
        let fact = Fact {
            number: activity.number,
            kind: &activity.kind,
            asset: activity.asset.as_deref(),
            at: activity.occurred_at,
            value: activity.value,
            properties: &activity.properties,
            lead: activity.lead,
        };
        let mut fired = Vec::new();
        for (key, version, program) in self.active_programs() {
            if let (true, ProgramKind::Trigger(trigger)) = (program.active, &program.does)
                && rules::trigger::fires(&self.view, key, trigger, &fact, subject, self.now)
            {
                fired.push((key.to_string(), version, trigger.clone()));
            }
        }
        for (key, version, trigger) in fired {
            self.change(Change::Acted { program: key.clone(), contact, at: self.now });
            let first = self.first_status(&key);
            // A refusal is impossible here: program and contact were just seen.
            let _ = self.put_member(&key, &Key::id(contact.0), &first);
            self.record(contact, kind::PROGRAM_ACTED, Some(key.clone()), &[("cause", Value::Integer(activity.number))]);
            self.steps(&key, version, &trigger, 0, contact);
        }
    }

    /// A contact goes on after a wait. A program that was stopped or changed meanwhile ends here for the contact.
    pub(super) fn resume(
        &mut self,
        key: &str,
        version: i32,
        step: u32,
        contact: ContactId,
    ) -> Result<Outcome, Refused> {
        let Some(contact) = self.view.resolve(contact) else { return Ok(Outcome::default()) };
        let Some((current, program)) = self.program(key) else { return Ok(Outcome::default()) };
        let ProgramKind::Trigger(trigger) = program.does.clone() else { return Ok(Outcome::default()) };
        if current != version || !program.active {
            return Ok(Outcome::default());
        }
        self.steps(key, version, &trigger, step as usize, contact);
        Ok(Outcome::touched(contact))
    }

    fn steps(&mut self, key: &str, version: i32, trigger: &TriggerProgram, from: usize, contact: ContactId) {
        for (place, step) in trigger.steps.iter().enumerate().skip(from) {
            match step {
                Step::Send { email } => {
                    let occurrence = format!("trigger:{key}:{place}:{contact}:{}", self.now.0);
                    self.send(
                        super::send::Order { program: key, email, asset: None, occurrence, from_owner: false },
                        contact,
                    );
                }
                Step::WaitHours(hours) => {
                    let due = StepDue { program: key.into(), version, step: place as u32 + 1, contact };
                    let at = self.now.plus(i64::from(*hours) * HOUR);
                    self.made.work.push(due.at(at, &self.origin.message_id));
                    return;
                }
                Step::Alert { to, text } => {
                    if let Some(user) = self.recipient(to, contact) {
                        self.alert(user, contact, text);
                    }
                }
                Step::Change { field, value } => self.feed_change(key, place, contact, field, value),
                Step::Task { text } => {
                    let properties = [("text", Value::text(text)), ("program", Value::text(key))];
                    self.record(contact, kind::TASK_CREATED, Some(key.to_string()), &properties);
                }
                Step::AddToList(list) => {
                    let input = Input::List { list: list.clone(), contact: Key::id(contact.0), member: true };
                    self.feed(key, place, contact, input);
                }
            }
        }
    }

    fn recipient(&self, to: &AlertTo, contact: ContactId) -> Option<UserId> {
        match to {
            AlertTo::User(email) => self.people.by_email(email),
            AlertTo::Owner => self.owner_of(contact),
        }
    }

    /// The contact's owner, else the lead's, else the account's.
    pub(super) fn owner_of(&self, contact: ContactId) -> Option<UserId> {
        let record = self.view.contact(contact)?;
        let by_lead = || Some(View::lead(&self.view, self.view.subject(contact)?)?.handover?.owner);
        let by_account = || self.view.account(record.account?)?.owner;
        record.owner.or_else(by_lead).or_else(by_account)
    }

    pub(super) fn alert(&mut self, to: UserId, contact: ContactId, text: &str) {
        let alert = Alert { to, contact, text: text.to_string() };
        self.made.work.push(alert.at(self.now, &format!("{}:{}", self.origin.message_id, self.ledger)));
        self.record(
            contact,
            kind::ALERT_SENT,
            None,
            &[("to", Value::Text(to.to_string())), ("text", Value::text(text))],
        );
    }

    fn feed_change(&mut self, program: &str, place: usize, contact: ContactId, field: &str, json: &serde_json::Value) {
        let Some(definition) = self.field(Object::Contact, field) else { return };
        let value = if json.is_null() { None } else { definition.field_type.parse_json(json).ok() };
        if value.is_none() && !json.is_null() {
            return;
        }
        let fields = FieldPuts::from([(field.to_string(), value)]);
        self.feed(
            program,
            place,
            contact,
            Input::Contact(ContactPut { key: Key::id(contact.0), fields, update_only: true, ..ContactPut::default() }),
        );
    }

    /// Sends an input round through the intake, one level deeper; too deep, it is parked.
    fn feed(&mut self, program: &str, place: usize, contact: ContactId, input: Input) {
        let depth = self.origin.depth + 1;
        let envelope = Envelope {
            // With its depth: a program that is set off again in the same instant asks for something new.
            message_id: format!("rule:{program}:{place}:{contact}:{depth}:{}", self.now.0),
            source: "rules".into(),
            historical: false,
            cause: Some(program.to_string()),
            depth,
            received_at: self.now,
            user: None,
            input,
        };
        if envelope.depth > MAX_DEPTH {
            self.made.parked.push((
                envelope,
                format!("programs set each other off more than {MAX_DEPTH} times; stop one of them, then replay"),
            ));
        } else {
            self.made.feeds.push(envelope);
        }
    }
}
