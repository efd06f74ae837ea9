//! Counts over the contacts of one account with a batch on top: what the image counts, but for those contacts who are
//! counted here. One contact more is asked about at the same cost however many are counted here already.

use super::Answers;
use crate::crowd::{Tally, put};
use crate::live::Plan;
use hashbrown::HashSet;
use model::filter::AtAccount;
use model::{ContactId, Timestamp};
use rules::{Verdict, crowd};
use std::sync::Arc;

/// Everything by condition is in the order of the plan.
#[derive(Debug)]
pub(super) struct Counts {
    /// `None` when all are counted here.
    image: Option<Arc<Vec<Tally>>>,
    /// Who is counted here in place of the image.
    seen: HashSet<ContactId>,
    /// What the image says of those.
    gone: Vec<Gone>,
    own: Vec<Tally>,
}

#[derive(Debug, Clone, Default)]
struct Gone {
    passing: u32,
    /// How many of those who do not pass, and of those who do, may change by time alone.
    changes: [usize; 2],
}

impl Counts {
    /// Over what the image counts, or over nobody yet.
    pub(super) fn over(image: Option<Arc<Vec<Tally>>>, plan: &Plan) -> Counts {
        let conditions = plan.crowds.len();
        let (gone, own) = (vec![Gone::default(); conditions], vec![Tally::default(); conditions]);
        Counts { image, seen: HashSet::new(), gone, own }
    }

    /// What is said of a contact from now on; `None` when it is not, or no more, of the account.
    pub(super) fn put(&mut self, contact: ContactId, answers: Option<Vec<Verdict>>) {
        put(&mut self.own, contact, answers);
        let Some(image) = self.image.as_deref() else { return };
        if !self.seen.insert(contact) {
            return;
        }
        for (gone, tally) in self.gone.iter_mut().zip(image) {
            let Verdict { holds, until } = tally.of(contact);
            gone.passing += u32::from(holds);
            gone.changes[usize::from(holds)] += usize::from(until.is_some());
        }
        // By now those who are passed over again and again have cost what a copy costs.
        if self.seen.len().pow(2) > image.iter().map(Tally::len).sum::<usize>() {
            self.take_over();
        }
    }

    /// Counts everybody here.
    fn take_over(&mut self) {
        let Some(image) = self.image.take() else { return };
        let ours = std::mem::replace(&mut self.own, image.to_vec());
        for contact in self.seen.drain() {
            for (tally, own) in self.own.iter_mut().zip(&ours) {
                tally.put(contact, Some(own.of(contact)));
            }
        }
        self.gone.fill(Gone::default());
    }

    /// What the plan's conditions say.
    pub(super) fn answers(&self, plan: &Plan) -> Answers {
        let answer = |(place, test): (usize, &AtAccount)| {
            let theirs = self.image.as_ref().map_or(0, |image| image[place].passing());
            let passing = theirs - self.gone[place].passing + self.own[place].passing();
            crowd::verdict(&test.count, passing, |passes, nth| self.nth(place, passes, nth as usize))
        };
        plan.crowds.iter().enumerate().map(answer).collect()
    }

    /// When the n-th of those who pass a condition, or of those who do not, may change: of the image's without those
    /// seen here, and of our own. It is looked for from the nearer end.
    fn nth(&self, place: usize, passing: bool, nth: usize) -> Option<Timestamp> {
        let ours = self.own[place].changes(passing);
        let theirs = self.image.as_ref().map(|image| image[place].changes(passing));
        let gone = self.gone[place].changes[usize::from(passing)];
        let count = theirs.map_or(0, |theirs| theirs.len()) - gone + ours.len();
        let unseen = |(_, contact): &&(Timestamp, ContactId)| !self.seen.contains(contact);
        let theirs = theirs.into_iter().flatten().filter(unseen);
        match () {
            () if nth > count => None,
            () if nth * 2 <= count => merged(theirs, ours.iter(), |one, other| one <= other).nth(nth - 1),
            () => merged(theirs.rev(), ours.iter().rev(), |one, other| one >= other).nth(count - nth),
        }
    }
}

/// Two runs in the same order as one.
fn merged<'t>(
    one: impl Iterator<Item = &'t (Timestamp, ContactId)>,
    other: impl Iterator<Item = &'t (Timestamp, ContactId)>,
    first: impl Fn(Timestamp, Timestamp) -> bool,
) -> impl Iterator<Item = Timestamp> {
    let mut one = one.map(|(at, _)| *at).peekable();
    let mut other = other.map(|(at, _)| *at).peekable();
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if !first(*a, *b) => other.next(),
        (Some(_), _) => one.next(),
        _ => other.next(),
    })
}
