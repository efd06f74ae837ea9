//! The contacts of an account, counted: for each condition of the plan about all of them, who passes and until when. So
//! the deed of one contact is one question more, however many colleagues it has.
//!
//! As of the image's own `now`. Not part of the fold: it follows from the image, is made when it is first asked for, and
//! what the fold touches is asked again.

mod tally;

pub(crate) use tally::Tally;

use crate::Image;
use crate::ids::NONE;
use crate::live::Plan;
use hashbrown::{HashMap, HashSet};
use model::{AccountId, ContactId, Timestamp};
use roaring::RoaringBitmap;
use rules::{Verdict, View, evaluate};
use std::sync::{Arc, Mutex, PoisonError};

/// Verdicts that are kept, about: past this, all accounts but the one that is asked for are let go. Development builds
/// let go soon, so that tests come here.
const MOST: usize = if cfg!(debug_assertions) { 64 } else { 1 << 20 };

#[derive(Debug, Default)]
pub(crate) struct Crowds(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Whose conditions are counted.
    plan: Option<Arc<Plan>>,
    /// By dense account.
    accounts: HashMap<u32, Crowd>,
    weight: usize,
    /// Dense contacts that a fold has touched since anything was asked.
    touched: RoaringBitmap,
}

#[derive(Debug)]
struct Crowd {
    /// When it was last brought up to date.
    at: Timestamp,
    /// In the order of the plan. Whoever reads them keeps them as they were.
    tallies: Arc<Vec<Tally>>,
    stale: HashSet<ContactId>,
}

impl Crowd {
    fn weight(&self) -> usize {
        self.tallies.iter().map(|tally| 8 + tally.len()).sum()
    }
}

impl Crowds {
    fn kept(&mut self) -> &mut Kept {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something about a contact is another.
    pub(crate) fn touch(&mut self, contact: u32) {
        let kept = self.kept();
        if !kept.accounts.is_empty() {
            kept.touched.insert(contact);
        }
    }

    /// A contact is not of an account any more.
    pub(crate) fn left(&mut self, account: u32, contact: ContactId) {
        if let Some(crowd) = self.kept().accounts.get_mut(&account) {
            crowd.stale.insert(contact);
        }
    }

    /// Something about the account itself is another.
    pub(crate) fn forget(&mut self, account: u32) {
        let kept = self.kept();
        if let Some(crowd) = kept.accounts.remove(&account) {
            kept.weight -= crowd.weight();
        }
    }
}

impl Clone for Crowds {
    fn clone(&self) -> Self {
        Crowds::default()
    }
}

impl Image {
    /// The counts of an account, one for each condition of a plan that is the image's own. They stay the same for whoever
    /// has them, even when others are made here in the meantime.
    pub(crate) fn counted(&self, plan: &Arc<Plan>, account: u32) -> Arc<Vec<Tally>> {
        let mut kept = self.crowds.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.plan.as_ref().is_some_and(|own| Arc::ptr_eq(own, plan)) {
            *kept = Kept { plan: Some(plan.clone()), ..Kept::default() };
        }
        for contact in std::mem::take(&mut kept.touched) {
            let account = self.contacts.account_of(contact).unwrap_or(NONE);
            if let Some(crowd) = kept.accounts.get_mut(&account) {
                crowd.stale.insert(self.contacts.id(contact));
            }
        }
        let mut crowd = match kept.accounts.remove(&account) {
            Some(crowd) => {
                kept.weight -= crowd.weight();
                crowd
            }
            None => {
                let contacts = self.links.contacts_of(account).iter().map(|contact| self.contacts.id(*contact));
                let tallies = Arc::new(vec![Tally::default(); plan.crowds.len()]);
                Crowd { at: self.now, tallies, stale: contacts.collect() }
            }
        };
        self.bring_up_to_date(&mut crowd, plan, AccountId(self.accounts.ids.id(account)));
        if kept.weight + crowd.weight() > MOST {
            kept.accounts.clear();
            kept.weight = 0;
        }
        kept.weight += crowd.weight();
        let tallies = crowd.tallies.clone();
        kept.accounts.insert(account, crowd);
        tallies
    }

    fn bring_up_to_date(&self, crowd: &mut Crowd, plan: &Plan, account: AccountId) {
        let mut stale = std::mem::take(&mut crowd.stale);
        if crowd.at < self.now {
            stale.extend(crowd.tallies.iter().flat_map(|tally| tally.due(self.now)));
            crowd.at = self.now;
        }
        if stale.is_empty() {
            return;
        }
        let tallies = Arc::make_mut(&mut crowd.tallies);
        for contact in stale {
            put(tallies, contact, answers(self, plan, contact, account, self.now));
        }
    }
}

/// What each condition says of a contact; `None` when it is not, or no more, of the account.
pub(crate) fn answers(
    view: &dyn View,
    plan: &Plan,
    contact: ContactId,
    account: AccountId,
    now: Timestamp,
) -> Option<Vec<Verdict>> {
    let subject = view.subject(contact)?;
    if (subject.contact, subject.account) != (Some(contact), Some(account)) {
        return None;
    }
    Some(plan.crowds.iter().map(|test| evaluate(view, &test.who, subject, now)).collect())
}

pub(crate) fn put(tallies: &mut [Tally], contact: ContactId, answers: Option<Vec<Verdict>>) {
    for (place, tally) in tallies.iter_mut().enumerate() {
        tally.put(contact, answers.as_ref().map(|answers| answers[place]));
    }
}
