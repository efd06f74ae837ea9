//! What rules can read. `audience` implements it over the image (and over a batch not yet committed); tests implement
//! it over plain maps.

use crate::Verdict;
use crate::calendar::Local;
use model::filter::AtAccount;
use model::record::{Handover, LeadOutcome, OpportunityOutcome};
use model::*;
use std::collections::BTreeMap;

/// Whom a condition is asked about. Account conditions of an account alone have no contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Subject {
    pub contact: Option<ContactId>,
    pub account: Option<AccountId>,
    pub lead: Option<LeadId>,
}

/// An activity of a timeline.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'a> {
    pub number: i64,
    pub kind: &'a str,
    pub asset: Option<&'a str>,
    pub at: Timestamp,
    pub value: Option<Money>,
    pub properties: &'a BTreeMap<String, Value>,
    pub lead: Option<LeadId>,
}

/// What rules read of a lead.
#[derive(Debug, Clone, Copy)]
pub struct LeadState<'a> {
    pub id: LeadId,
    pub stage: &'a str,
    pub started_at: Timestamp,
    /// When it first entered each stage.
    pub stage_times: &'a BTreeMap<String, Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub outcome: Option<LeadOutcome>,
    pub qualified: bool,
    pub handover: Option<&'a Handover>,
}

/// The state of one workspace as rules see it. Merged contacts are resolved to their winner by the implementation;
/// erased and merged-away contacts do not exist.
pub trait View {
    /// Where the instance's days begin, and its weeks.
    fn local(&self) -> Local<'_>;

    /// The living contacts of an account.
    fn contacts_of(&self, account: AccountId) -> Vec<ContactId>;

    /// What a condition about the contacts of an account says, where it is known without asking each of them.
    fn at_account(&self, _account: AccountId, _test: &AtAccount, _now: Timestamp) -> Option<Verdict> {
        None
    }

    /// Since when a contact has been a member of a segment as last settled; `None` when it is not.
    fn entered(&self, contact: ContactId, segment: &str) -> Option<Timestamp>;

    /// The contact with its account and primary lead filled in; `None` when it does not exist.
    fn subject(&self, contact: ContactId) -> Option<Subject>;

    /// A field of the subject's contact, account or lead; `email` included. `None` is unknown.
    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value>;

    fn field_type(&self, of: Object, key: &str) -> Option<FieldType>;

    fn relationship(&self, subject: Subject) -> Relationship;

    /// The tier of the subject's account: named by hand, else by the account score; `None` without an account.
    fn tier(&self, subject: Subject) -> Option<Tier>;

    /// The subject's timeline in order of (occurred_at, number), the future included. Stops when `visit` returns false.
    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool);

    /// The part of the timeline at `from` or later. An implementation that can find the place at once should say so.
    fn timeline_from(&self, contact: ContactId, from: Timestamp, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        self.timeline(contact, &mut |fact| fact.at < from || visit(fact));
    }

    /// Since when we have known the contact; `None` when that is not kept.
    fn known_since(&self, _contact: ContactId) -> Option<Timestamp> {
        None
    }

    /// The primary lead (the open one last started, else the last one) or the subject's own when it names one.
    fn lead(&self, subject: Subject) -> Option<LeadState<'_>>;

    /// Outcomes of the opportunities in which the contact has a role.
    fn opportunities(&self, contact: ContactId) -> Vec<OpportunityOutcome>;

    /// The filter of a published segment.
    fn segment(&self, key: &str) -> Option<&Filter>;

    fn in_list(&self, contact: ContactId, list: &str) -> bool;

    fn program_status(&self, contact: ContactId, program: &str) -> Option<&str>;

    /// The scores as last settled.
    fn scores(&self, subject: Subject) -> Scores;

    /// When the scores may change by time alone. `None` where somebody settles them anew in time, so that as kept they
    /// stand; a view that works them out itself has to say it.
    fn scores_until(&self, _subject: Subject) -> Option<Timestamp> {
        None
    }

    /// Marketing consent: given, withdrawn or neither.
    fn consent(&self, contact: ContactId) -> Option<bool>;

    /// When a program last did something for a contact.
    fn acted(&self, contact: ContactId, program: &str) -> Option<Timestamp>;

    fn nurture_place(&self, contact: ContactId, program: &str) -> Option<&NurturePlace>;
}
