//! A [`View`] over plain maps: the simplest state that can be right. Tests of rules read it, and tests of every faster
//! kernel fold the same change log into it and compare.

mod view;

pub use view::fact;

use crate::{Subject, View, score};
use model::definition::{MAIN, ScoringModel};
use model::*;
use std::collections::{BTreeMap, BTreeSet};

/// One workspace. The maps are public so that a test can put in what it needs.
#[derive(Debug, Clone, Default)]
pub struct TestView {
    pub contacts: BTreeMap<ContactId, Contact>,
    pub accounts: BTreeMap<AccountId, Account>,
    pub leads: BTreeMap<LeadId, Lead>,
    pub opportunities: BTreeMap<OpportunityId, Opportunity>,
    /// The ledger by number.
    pub activities: BTreeMap<i64, Activity>,
    pub definitions: BTreeMap<(DefinitionKind, String), Body>,
    pub lists: BTreeSet<(String, ContactId)>,
    pub members: BTreeMap<(String, ContactId), String>,
    pub consents: BTreeMap<ContactId, bool>,
    pub scores: BTreeMap<ContactId, Scores>,
    pub acted: BTreeMap<(String, ContactId), Timestamp>,
    pub places: BTreeMap<(String, ContactId), NurturePlace>,
    /// Since when a contact has been a member of a segment.
    pub entered: BTreeMap<(String, ContactId), Timestamp>,
    /// Losers of merges and their winners.
    pub aliases: BTreeMap<ContactId, ContactId>,
    /// When the account score decides on a tier, it is worked out as of this instant.
    pub now: Timestamp,
}

impl TestView {
    /// Applies a batch of the change log. A definition that does not parse is left out.
    pub fn fold(&mut self, batch: &ChangeBatch) {
        self.now = batch.now;
        self.activities.extend(batch.activities.iter().map(|activity| (activity.number, activity.clone())));
        for change in &batch.changes {
            self.apply(change);
        }
    }

    pub fn apply(&mut self, change: &Change) {
        match change.clone() {
            Change::Contact(contact) => drop(self.contacts.insert(contact.id, contact)),
            Change::Account(account) => drop(self.accounts.insert(account.id, account)),
            Change::Lead(lead) => drop(self.leads.insert(lead.id, lead)),
            Change::Opportunity(deal) => drop(self.opportunities.insert(deal.id, deal)),
            Change::Joined { contact, numbers } => {
                for number in numbers {
                    if let Some(activity) = self.activities.get_mut(&number) {
                        activity.contact = Some(contact);
                    }
                }
            }
            Change::Merged { winner, loser } => {
                self.contacts.remove(&loser);
                self.aliases.insert(loser, winner);
            }
            Change::Erased { contact } => drop(self.contacts.remove(&contact)),
            Change::List { list, contact, member: true } => drop(self.lists.insert((list, contact))),
            Change::List { list, contact, member: false } => drop(self.lists.remove(&(list, contact))),
            Change::Member { program, contact, status, .. } => drop(self.members.insert((program, contact), status)),
            Change::Consent { contact, given } => drop(self.consents.insert(contact, given)),
            Change::Definition { kind, key, body, .. } => self.define(kind, key, body.as_deref()),
            Change::Scores(all) => self.scores.extend(all),
            Change::Acted { program, contact, at } => drop(self.acted.insert((program, contact), at)),
            Change::Nurture { program, contact, place } => drop(self.places.insert((program, contact), place)),
            Change::Segment { segment, entered, left } => {
                for contact in left {
                    self.entered.remove(&(segment.clone(), self.resolve(contact)));
                }
                for contact in entered {
                    self.entered.entry((segment.clone(), self.resolve(contact))).or_insert(self.now);
                }
            }
            Change::Visitor(_) => {}
        }
    }

    fn define(&mut self, kind: DefinitionKind, key: String, body: Option<&str>) {
        if kind == DefinitionKind::Segment && body.is_none() {
            self.entered.retain(|(segment, _), _| *segment != key);
        }
        let json = body.and_then(|body| serde_json::from_str(body).ok());
        match json.and_then(|json| Body::parse(kind, &json).ok()) {
            Some(body) => self.definitions.insert((kind, key), body),
            None => self.definitions.remove(&(kind, key)),
        };
    }

    /// Settles the scores of every contact by the scoring model in force.
    pub fn settle_scores(&mut self, now: Timestamp) {
        let Some(model) = self.model().cloned() else { return };
        let settled: Vec<_> = self.contacts.keys().filter_map(|id| Some((*id, self.subject(*id)?))).collect();
        for (id, subject) in settled {
            let scores = score(self, &model, subject, now).scores;
            self.scores.insert(id, scores);
        }
    }

    fn model(&self) -> Option<&ScoringModel> {
        match self.definitions.get(&(DefinitionKind::Scoring, MAIN.to_string())) {
            Some(Body::Scoring(model)) => Some(model),
            _ => None,
        }
    }

    fn resolve(&self, contact: ContactId) -> ContactId {
        self.aliases.get(&contact).map_or(contact, |winner| self.resolve(*winner))
    }

    fn contact(&self, contact: Option<ContactId>) -> Option<&Contact> {
        self.contacts.get(&self.resolve(contact?))
    }

    fn primary_lead(&self, subject: Subject) -> Option<&Lead> {
        if let Some(lead) = subject.lead {
            return self.leads.get(&lead);
        }
        let contact = self.contact(subject.contact)?.id;
        let own = self.leads.values().filter(|lead| self.resolve(lead.contact) == contact);
        own.max_by_key(|lead| (lead.ended_at.is_none(), lead.started_at, lead.id))
    }

    /// What is kept by contact: the winner's own, else what a loser brought along.
    fn kept<'a, T>(&self, mut all: impl Iterator<Item = (ContactId, &'a T)>, contact: ContactId) -> Option<&'a T> {
        let contact = self.resolve(contact);
        let mut brought = None;
        all.find_map(|(id, kept)| {
            if id != contact && self.resolve(id) == contact {
                brought = brought.or(Some(kept));
            }
            (id == contact).then_some(kept)
        })
        .or(brought)
    }

    fn kept_by_key<'a, T>(
        &self,
        all: &'a BTreeMap<(String, ContactId), T>,
        contact: ContactId,
        key: &str,
    ) -> Option<&'a T> {
        self.contact(Some(contact))?;
        self.kept(all.iter().filter(|((own, _), _)| own == key).map(|((_, id), kept)| (*id, kept)), contact)
    }
}
