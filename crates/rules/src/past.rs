//! A contact as it stood at an instant, read from what is kept today: the timeline is cut there, and what has changed
//! since is rolled back by the activities that told of it. Nothing later is ever seen.
//!
//! The cut is by `occurred_at`, since much of a history is imported long after it happened. What was never told to have
//! changed counts as having stood so since it was brought in. What did change without being told is not guessed at: the
//! answer is marked as not [`sure`](Past::sure), for the caller to leave the contact out and count it.

mod refuse;
mod told;
mod view;

pub use refuse::{Asked, asked, conditions_of};
pub use told::Told;

use crate::{Subject, View};
use model::definition::ScoringModel;
use model::*;
use std::cell::{Cell, OnceCell};
use told::timeline_of;

/// What is kept of one contact besides its timeline and its fields, as it stands today.
#[derive(Debug, Clone, Default)]
pub struct Records {
    pub created_at: Timestamp,
    /// The contact's own, whatever its account's is.
    pub relationship: Relationship,
    pub account: Option<AccountRecord>,
    pub leads: Vec<Lead>,
}

/// What is kept of the contact's account today.
#[derive(Debug, Clone, Copy)]
pub struct AccountRecord {
    pub id: AccountId,
    pub relationship: Relationship,
    pub named_tier: Option<Tier>,
    /// When it last changed; when it was brought in, the time of its creation.
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// One contact with everything that is known of its past: the source of [`Past`] at any instant.
pub struct History<'a> {
    view: &'a dyn View,
    contact: ContactId,
    records: Records,
    /// Changes as the timeline tells them, in order.
    told: Vec<Told>,
    /// Every instant at which something happened to the contact, rising.
    times: Vec<Timestamp>,
    model: Option<&'a ScoringModel>,
    asked: Asked,
}

impl<'a> History<'a> {
    /// `view` shows today; scores are worked out by `model`. `asked` says what the conditions ask about.
    pub fn new(
        view: &'a dyn View,
        contact: ContactId,
        records: Records,
        model: Option<&'a ScoringModel>,
        asked: Asked,
    ) -> History<'a> {
        let (told, mut times) = timeline_of(view, contact);
        let mut records = records;
        for lead in &mut records.leads {
            // Never read here, and copied often.
            lead.fields.clear();
            if !asked.stage {
                lead.stage_times.clear();
            }
        }
        times.push(records.created_at);
        times.extend(records.account.map(|account| account.updated_at));
        for lead in &records.leads {
            times.push(lead.started_at);
            times.extend(lead.ended_at);
            times.push(lead.created_at);
        }
        times.sort_unstable();
        times.dedup();
        History { view, contact, records, told, times, model, asked }
    }

    /// The contact as it stood at `at`.
    pub fn at(&self, at: Timestamp) -> Past<'_> {
        Past {
            history: self,
            at,
            leads: OnceCell::new(),
            scores: OnceCell::new(),
            scoring: Cell::new(false),
            unsure: Cell::new(false),
        }
    }

    /// The first instant after `at` at which anything happened; until then only time can change an answer.
    pub fn next(&self, at: Timestamp) -> Option<Timestamp> {
        self.times.get(self.times.partition_point(|time| *time <= at)).copied()
    }

    /// Instants at which something happened, from the first, included, to the second, excluded.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> &[Timestamp] {
        let place = |at: Timestamp| self.times.partition_point(|time| *time < at);
        &self.times[place(from)..place(to).max(place(from))]
    }

    /// Since when anything is known of the contact.
    pub fn begins(&self) -> Timestamp {
        self.times.first().copied().unwrap_or(self.records.created_at)
    }
}

/// A contact at an instant. Nobody else is to be asked about.
pub struct Past<'a> {
    history: &'a History<'a>,
    at: Timestamp,
    leads: OnceCell<Vec<Lead>>,
    scores: OnceCell<(Scores, Option<Timestamp>)>,
    /// Scores are just being worked out.
    scoring: Cell<bool>,
    unsure: Cell<bool>,
}

impl Past<'_> {
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Whether what was read so far is known to have stood so. When not, the answer is worth nothing.
    pub fn sure(&self) -> bool {
        !self.unsure.get()
    }

    /// The contact with its account and primary lead at that time; `None` when nothing was known of it yet.
    pub fn contact(&self) -> Option<Subject> {
        self.subject(self.history.contact)
    }

    /// The leads that were running at that time.
    pub fn open_leads(&self) -> impl Iterator<Item = &Lead> {
        self.leads().iter().filter(|lead| lead.ended_at.is_none())
    }

    fn doubt(&self) {
        self.unsure.set(true);
    }

    /// The leads that had begun, as they stood.
    fn leads(&self) -> &[Lead] {
        self.leads.get_or_init(|| {
            let begun = self.history.records.leads.iter().filter(|lead| lead.started_at <= self.at);
            begun.map(|lead| self.lead_then(lead)).collect()
        })
    }

    fn lead_then(&self, today: &Lead) -> Lead {
        let mut lead = today.clone();
        if lead.ended_at.is_some_and(|ended| ended > self.at) {
            (lead.ended_at, lead.outcome) = (None, None);
        }
        lead.aql = lead.aql.filter(|aql| aql.at <= self.at);
        lead.handover = lead.handover.filter(|handover| handover.at <= self.at);
        lead.stage_times.retain(|_, at| *at <= self.at);
        if let Some(stage) = told::stage_at(&self.history.told, lead.id, self.at) {
            lead.stage = stage.to_string();
        }
        // The stages that a lead went through before it was brought in are not kept.
        if self.history.asked.stage && lead.created_at > self.at {
            self.doubt();
        }
        lead
    }
}
