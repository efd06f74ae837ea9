//! Counts over the contacts of an account with a batch on top: those whom the batch or the time since the image's own
//! `now` may have changed are asked here, of all others the image knows. Colleagues are settled again only when an
//! answer about all of them is another, or may become another sooner.
//!
//! Made when something is asked of an account, by whoever reads: therefore behind a lock, which is held while contacts
//! are asked. What is asked of each never asks about its colleagues again.

use super::Overlay;
use super::counts::Counts;
use super::ready::Order;
use crate::crowd::answers;
use crate::live::Plan;
use hashbrown::{HashMap, HashSet};
use model::filter::AtAccount;
use model::{AccountId, ContactId};
use rules::{Verdict, crowd};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The answers for an account, in the order of the plan's conditions.
pub(crate) type Answers = Arc<[Verdict]>;

#[derive(Debug, Default)]
pub(super) struct Crowds(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Contacts that the batch changed, with the account that they left, or else of the account that they are in.
    marked: Vec<(Option<AccountId>, ContactId)>,
    accounts: HashMap<AccountId, Crowd>,
    /// The batch changes the rules: what the image counts is by others.
    anew: bool,
    /// How often a contact was asked.
    asked: usize,
}

#[derive(Debug, Default)]
struct Crowd {
    changed: HashSet<ContactId>,
    /// Whether colleagues may have to be settled since `changed` was last added to.
    unheard: bool,
    counts: Option<Counts>,
    answers: Option<Answers>,
    /// The answers by which the colleagues were last settled; `None` is not known.
    told: Option<Answers>,
}

impl Crowds {
    pub(super) fn mark(&mut self, left: Option<AccountId>, contact: ContactId) {
        self.kept().marked.push((left, contact));
    }

    /// Everything about an account may be another.
    pub(super) fn forget(&mut self, account: AccountId) {
        self.kept().accounts.remove(&account);
    }

    /// The rules are others.
    pub(super) fn begin_anew(&mut self) {
        let asked = self.kept().asked;
        *self.kept() = Kept { anew: true, asked, ..Kept::default() };
    }

    fn kept(&mut self) -> &mut Kept {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Overlay<'_> {
    /// What the plan's conditions about the contacts of an account say.
    pub(crate) fn answers(&self, plan: &Arc<Plan>, account: Option<AccountId>) -> Answers {
        match account.filter(|_| !plan.crowds.is_empty()) {
            Some(account) => self.answered(&mut self.crowds.lock(), plan, account),
            None => plan.crowds.iter().map(|test| crowd::verdict(&test.count, 0, |_, _| None)).collect(),
        }
    }

    /// What a condition about the contacts of an account says, where it is one of those that are counted.
    pub(super) fn counted(&self, account: AccountId, test: &AtAccount) -> Option<Verdict> {
        let Order::Plan(plan) = &self.ready().order else { return None };
        let place = plan.crowds.iter().position(|own| own == test)?;
        // Whoever is asked while others count asks by itself.
        let mut kept = self.crowds.0.try_lock().ok()?;
        Some(self.answered(&mut kept, plan, account)[place])
    }

    /// How often a contact was asked here what conditions about the contacts of its account ask of each.
    pub fn asked(&self) -> usize {
        self.crowds.lock().asked
    }

    /// Colleagues for whom what the batch did to the marked contacts changes an answer.
    pub(super) fn add_concerned(&self, plan: &Arc<Plan>, contacts: &mut BTreeSet<ContactId>) {
        let kept = &mut *self.crowds.lock();
        if plan.crowds.is_empty() {
            return kept.marked.clear();
        }
        self.sort_marked(kept);
        let unheard = |(account, crowd): (&AccountId, &Crowd)| crowd.unheard.then_some(*account);
        let accounts: Vec<AccountId> = kept.accounts.iter().filter_map(unheard).collect();
        for account in accounts {
            let now = self.answered(kept, plan, account);
            let Some(crowd) = kept.accounts.get_mut(&account) else { continue };
            crowd.unheard = false;
            if crowd.told.as_ref().is_none_or(|told| told.iter().zip(now.iter()).any(|(told, now)| moved(told, now))) {
                crowd.told = Some(now);
                contacts.extend(self.contacts_of(account));
            }
        }
    }

    /// Colleagues are settled by what stands now.
    pub(super) fn all_heard(&self, plan: &Arc<Plan>) {
        let kept = &mut *self.crowds.lock();
        if plan.crowds.is_empty() {
            return kept.marked.clear();
        }
        self.sort_marked(kept);
        let accounts: Vec<AccountId> = kept.accounts.keys().copied().collect();
        for account in accounts {
            let now = self.answered(kept, plan, account);
            if let Some(crowd) = kept.accounts.get_mut(&account) {
                crowd.unheard = false;
                crowd.told = Some(now);
            }
        }
    }

    fn answered(&self, kept: &mut Kept, plan: &Arc<Plan>, account: AccountId) -> Answers {
        self.sort_marked(kept);
        if let Some(answers) = kept.accounts.get(&account).and_then(|crowd| crowd.answers.as_ref()) {
            return answers.clone();
        }
        let mut crowd = kept.accounts.remove(&account).unwrap_or_default();
        let mut counts = match crowd.counts.take() {
            Some(counts) => counts,
            None => {
                let (counts, told) = self.counts(kept, plan, account);
                crowd.told = told;
                counts
            }
        };
        for contact in crowd.changed.drain() {
            kept.asked += 1;
            counts.put(contact, answers(self, plan, contact, account, self.now));
        }
        let told = counts.answers(plan);
        crowd.answers = Some(told.clone());
        crowd.counts = Some(counts);
        kept.accounts.insert(account, crowd);
        told
    }

    fn sort_marked(&self, kept: &mut Kept) {
        for (left, contact) in std::mem::take(&mut kept.marked) {
            let Some(account) = left.or_else(|| self.account_of(contact)) else { continue };
            let crowd = kept.accounts.entry(account).or_default();
            crowd.changed.insert(contact);
            crowd.unheard = true;
            crowd.answers = None;
        }
    }

    /// Counts before what the batch changed, with what they say: the image's, or where that does not hold, all of its
    /// own, by which nobody was settled.
    fn counts(&self, kept: &mut Kept, plan: &Arc<Plan>, account: AccountId) -> (Counts, Option<Answers>) {
        let known = !kept.anew && !self.accounts.contains_key(&account) && self.image.now() <= self.now;
        let Some(row) = self.image.accounts.ids.find(account.0).filter(|_| known) else {
            let mut counts = Counts::over(None, plan);
            for contact in self.contacts_of(account) {
                kept.asked += 1;
                counts.put(contact, answers(self, plan, contact, account, self.now));
            }
            return (counts, None);
        };
        let image = self.image.counted(plan, row);
        let due: HashSet<ContactId> = image.iter().flat_map(|tally| tally.due(self.now)).collect();
        let mut counts = Counts::over(Some(image), plan);
        for contact in due {
            kept.asked += 1;
            counts.put(contact, answers(self.image, plan, contact, account, self.now));
        }
        let told = counts.answers(plan);
        (counts, Some(told))
    }
}

/// Whether colleagues were settled by an answer that is not so any more, or not for so long.
fn moved(told: &Verdict, now: &Verdict) -> bool {
    let sooner = match (told.until, now.until) {
        (Some(told), Some(now)) => now < told,
        (None, now) => now.is_some(),
        (Some(_), None) => false,
    };
    told.holds != now.holds || sooner
}
