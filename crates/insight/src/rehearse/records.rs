//! What a rehearsal reads of the image about one contact, and how contacts, accounts and owners are called.

use super::Wanted;
use super::question::Question;
use super::types::Mover;
use audience::Image;
use model::record::OpportunityOutcome;
use model::{ContactId, Opportunity, Timestamp};
use rules::past::{AccountRecord, History, Records};

/// The image in one turn.
pub struct Knowledge<'a> {
    pub image: &'a Image,
}

/// A won opportunity.
pub struct Won {
    pub opportunity: Opportunity,
    pub at: Timestamp,
}

impl<'a> Knowledge<'a> {
    /// Everything that is known of a contact's past, for a question.
    pub fn history<'h>(&self, contact: ContactId, question: &'h Question) -> Option<History<'h>>
    where
        'a: 'h,
    {
        let records = self.records(contact)?;
        Some(History::new(self.image, contact, records, question.scoring.as_ref(), question.asked))
    }

    fn records(&self, id: ContactId) -> Option<Records> {
        let contact = self.image.contact(id)?;
        let account = contact.account.and_then(|account| self.image.account(account));
        Some(Records {
            created_at: contact.created_at,
            relationship: contact.relationship,
            account: account.map(|account| AccountRecord {
                id: account.id,
                relationship: account.relationship,
                named_tier: account.named_tier,
                created_at: account.created_at,
                updated_at: account.updated_at,
            }),
            leads: self.image.leads_of(id).into_iter().filter_map(|lead| self.image.lead(lead)).collect(),
        })
    }

    /// The won opportunities in which a contact has a role.
    pub fn won(&self, contact: ContactId) -> impl Iterator<Item = Won> {
        let own = self.image.opportunities_of(contact).into_iter().filter_map(|id| self.image.opportunity(id));
        own.filter_map(won)
    }

    /// A contact as lists show it; `None` when it is gone.
    pub fn mover(&self, id: ContactId, wanted: &Wanted<'_>) -> Option<Mover> {
        let contact = self.image.contact(id)?;
        let account = contact.account.and_then(|account| self.image.account(account));
        let owner = contact.owner.or(account.as_ref().and_then(|account| account.owner));
        Some(Mover {
            id: contact.id.to_string(),
            name: contact.name(),
            owner: owner.and_then(|owner| wanted.users.get(&owner).cloned()),
            account_id: account.as_ref().map(|account| account.id.to_string()),
            account: account.map(|account| account.name()),
        })
    }
}

/// An opportunity that was won, with when.
pub fn won(opportunity: Opportunity) -> Option<Won> {
    let at = opportunity.closed_at.filter(|_| opportunity.outcome == OpportunityOutcome::Won)?;
    Some(Won { opportunity, at })
}
