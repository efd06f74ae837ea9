//! Folding a change batch into the image. Everything that can be wrong with a batch is found before the first
//! alteration, so that a refused batch leaves the image as it was.
//!
//! Within a batch the activities enter first and the changes follow in their order: a join or a merge therefore finds
//! the activities that came with it.

mod identity;
mod records;

use crate::facts::Packed;
use crate::ids::NONE;
use crate::published::{Published, split_field};
use crate::{FoldError, Image};
use model::*;

pub(crate) use identity::resolve_roles;

impl Image {
    /// Folds the next batch. A batch that was folded before is skipped (`Ok`), so overlapping reads of the log are
    /// harmless; a gap, an unreadable definition or an activity outside the batch's range is refused and changes
    /// nothing.
    pub fn fold(&mut self, batch: &ChangeBatch) -> Result<(), FoldError> {
        if batch.seq <= self.seq {
            return Ok(());
        }
        if batch.seq != self.seq + 1 {
            return Err(FoldError::Gap { expected: self.seq + 1, got: batch.seq });
        }
        let mut parsed = check(batch)?.into_iter();
        self.now = self.now.max(batch.now);
        for activity in &batch.activities {
            self.add_activity(activity);
        }
        for change in &batch.changes {
            match change {
                Change::Definition { kind, key, .. } => {
                    self.define(*kind, key, parsed.next().expect("one parsed body for each definition"));
                }
                change => self.apply(change),
            }
        }
        self.seq = batch.seq;
        Ok(())
    }

    pub(crate) fn pack(&mut self, activity: &Activity) -> Packed {
        let value = activity.value.map_or(NONE, |money| {
            self.values.push(money);
            self.values.len() as u32 - 1
        });
        Packed {
            at: activity.occurred_at.0,
            number: activity.number as u32,
            detail: self.details.hold(activity),
            lead: activity.lead.map_or(NONE, |lead| self.leads.ids.intern(lead.0)),
            value,
        }
    }

    fn add_activity(&mut self, activity: &Activity) {
        match (activity.contact, activity.visitor) {
            (Some(contact), _) => {
                let Some(owner) = self.contacts.resolve_or_intern(contact) else { return };
                let fact = self.pack(activity);
                self.known.add(owner, fact, &self.details);
                self.due.touch(owner);
                self.crowds.touch(owner);
            }
            (None, Some(visitor)) => {
                let owner = self.visitors.ids.intern(visitor.0);
                let fact = self.pack(activity);
                self.anonymous.add(owner, fact, &self.details);
                self.visitors.unclaimed.insert(fact.number, owner);
            }
            (None, None) => {}
        }
    }

    fn apply(&mut self, change: &Change) {
        match change {
            Change::Contact(contact) => self.put_contact(contact),
            Change::Account(account) => self.put_account(account),
            Change::Lead(lead) => self.put_lead(lead),
            Change::Opportunity(opportunity) => self.put_opportunity(opportunity),
            Change::Visitor(visitor) => {
                let dense = self.visitors.ids.intern(visitor.id.0);
                self.visitors.records.insert(dense, visitor.clone());
            }
            Change::Joined { contact, numbers } => self.join(*contact, numbers),
            Change::Merged { winner, loser } => self.merge(*winner, *loser),
            Change::Erased { contact } => self.erase(*contact),
            Change::Definition { .. } => {}
            other => self.apply_state(other),
        }
    }

    fn apply_state(&mut self, change: &Change) {
        match change {
            Change::Segment { segment, entered, left } => self.move_members(segment, entered, left),
            Change::Scores(all) => {
                for (contact, scores) in all {
                    if let Some(dense) = self.touched(*contact) {
                        self.members.set_scores(dense, *scores);
                    }
                }
            }
            Change::List { list, contact, member } => {
                let Some(dense) = self.touched(*contact) else { return };
                let set = self.members.lists.entry(list.clone()).or_default();
                if *member {
                    set.insert(dense)
                } else {
                    set.remove(dense)
                };
            }
            Change::Member { program, contact, status, at } => {
                let Some(dense) = self.touched(*contact) else { return };
                self.members.programs.entry(program.clone()).or_default().put(dense, status.clone(), *at);
            }
            Change::Consent { contact, given } => {
                let Some(dense) = self.touched(*contact) else { return };
                self.members.set_consent(dense, Some(*given));
            }
            Change::Acted { program, contact, at } => {
                let Some(dense) = self.touched(*contact) else { return };
                self.members.acted.entry(program.clone()).or_default().insert(dense, *at);
            }
            Change::Nurture { program, contact, place } => {
                let Some(dense) = self.touched(*contact) else { return };
                self.members.nurture.entry(program.clone()).or_default().insert(dense, place.clone());
            }
            _ => {}
        }
    }

    /// The row that a change is about, `None` once erased; its pure state is to be looked at again.
    fn touched(&mut self, contact: ContactId) -> Option<u32> {
        let dense = self.contacts.resolve_or_intern(contact)?;
        self.due.touch(dense);
        self.crowds.touch(dense);
        Some(dense)
    }

    fn move_members(&mut self, segment: &str, entered: &[ContactId], left: &[ContactId]) {
        let dense = |ids: &[ContactId], image: &mut Image| -> Vec<u32> {
            ids.iter().filter_map(|id| image.contacts.resolve_or_intern(*id)).collect()
        };
        let (entered, left) = (dense(entered, self), dense(left, self));
        let set = self.members.segments.entry(segment.to_string()).or_default();
        let since = self.members.entered.entry(segment.to_string()).or_default();
        for contact in left {
            set.remove(contact);
            since.leave(contact);
            self.crowds.touch(contact);
        }
        for contact in entered {
            set.insert(contact);
            since.enter(contact, self.now);
            self.crowds.touch(contact);
        }
    }

    fn define(&mut self, kind: DefinitionKind, key: &str, published: Option<Published>) {
        use DefinitionKind::{Field, Scoring, Segment};
        if kind == Segment && published.is_none() {
            self.members.segments.remove(key);
            self.members.entered.remove(key);
        }
        let settings = kind == DefinitionKind::Settings;
        let local = self.local_days();
        self.definitions.put(kind, key, published);
        let field = split_field(key).filter(|_| kind == Field);
        let typed = field.and_then(|(of, key)| Some((of, key, self.definitions.field_type(of, key)?)));
        if let Some((of, key, field_type)) = typed {
            self.retype(of, key, field_type);
        }
        // Comparisons go by the values, so the type of a field moves nobody.
        if matches!(kind, Segment | Scoring) || (settings && local != self.local_days()) {
            self.due.touch_everybody();
        }
    }
}

/// Parses the definitions of a batch, and refuses activities that are not the batch's own.
fn check(batch: &ChangeBatch) -> Result<Vec<Option<Published>>, FoldError> {
    let (first, last) = batch.ledger.unwrap_or((1, 0));
    let mut before = 0;
    for activity in &batch.activities {
        let number = activity.number;
        if !(first..=last).contains(&number) || number <= before || number > i64::from(u32::MAX) {
            return Err(FoldError::Ledger { seq: batch.seq, number });
        }
        before = number;
    }
    let definitions = batch.changes.iter().filter_map(|change| match change {
        Change::Definition { kind, key, version, body } => Some((kind, key, version, body)),
        _ => None,
    });
    definitions
        .map(|(kind, key, version, body)| {
            let parsed = body.as_ref().map(|body| Published::parse(*kind, key, *version, body));
            parsed.transpose().map_err(|reason| FoldError::Definition { seq: batch.seq, reason })
        })
        .collect()
}
