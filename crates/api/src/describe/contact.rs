//! Contacts as lists and profiles show them.

use super::Describe;
use crate::views::contact::{ContactRow, Membership};
use crate::views::shared::Reference;
use model::activity::kind;
use model::definition::Body;
use model::record::Fields;
use model::{AccountId, Contact, ContactId, DefinitionKind, Nature, Timestamp, Value};
use rules::View;

/// A text value of a record, when it says something.
pub fn text(fields: &Fields, key: &str) -> Option<String> {
    fields.get(key).and_then(Value::as_text).filter(|text| !text.is_empty()).map(str::to_string)
}

impl Describe<'_> {
    pub fn contact(&self, id: ContactId) -> Option<ContactRow> {
        Some(self.contact_row(&self.image.contact(id)?))
    }

    pub fn contacts(&self, ids: &[ContactId]) -> Vec<ContactRow> {
        ids.iter().filter_map(|id| self.contact(*id)).collect()
    }

    pub fn contact_row(&self, contact: &Contact) -> ContactRow {
        let subject = self.image.subject(contact.id).unwrap_or_default();
        let scores = self.image.scores(subject);
        ContactRow {
            id: contact.id.to_string(),
            name: contact.name(),
            email: contact.email.clone(),
            job_title: text(&contact.fields, "job_title"),
            company: text(&contact.fields, "company"),
            country: text(&contact.fields, "country"),
            account: contact.account.map(|account| self.account_name(account)),
            tier: self.image.tier(subject),
            relationship: self.image.relationship(subject),
            owner: contact.owner.map(|owner| self.user(owner)),
            stage: View::lead(self.image, subject).map(|lead| self.stage(lead.stage)),
            scores,
            total_score: scores.total(),
            last_activity: self.last_activity(contact.id),
            created_at: contact.created_at,
        }
    }

    /// A contact by id and name; its id when it is gone.
    pub fn contact_name(&self, id: ContactId) -> Reference {
        let name = self.image.contact(id).map_or_else(|| id.to_string(), |contact| contact.name());
        Reference { id: id.to_string(), name }
    }

    pub fn account_name(&self, id: AccountId) -> Reference {
        let name = self.image.account(id).map_or_else(|| id.to_string(), |account| account.name());
        Reference { id: id.to_string(), name }
    }

    /// The contact's own latest activity.
    pub fn last_activity(&self, id: ContactId) -> Option<Timestamp> {
        let mut last = None;
        self.image.timeline(id, &mut |fact| {
            if fact.at > self.now {
                return false;
            }
            if kind::nature(fact.kind) == Nature::Contact {
                last = Some(fact.at);
            }
            true
        });
        last
    }

    pub fn memberships(&self, id: ContactId) -> Vec<Membership> {
        let programs = self.image.programs_of(id).into_iter();
        programs.map(|(key, status, _)| self.membership(key, status)).collect()
    }

    pub fn membership(&self, key: &str, status: &str) -> Membership {
        let known = match self.image.definition(DefinitionKind::Program, key).map(|published| &published.body) {
            Some(Body::Program(program)) => program.statuses.iter().find(|known| known.key == status),
            _ => None,
        };
        Membership {
            key: key.into(),
            label: self.named(DefinitionKind::Program, key).label,
            status: status.into(),
            status_label: known.map_or_else(|| status.to_string(), |known| known.label.clone()),
            success: known.is_some_and(|known| known.success),
        }
    }
}
