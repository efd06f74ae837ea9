//! Who passes one condition, and until when at least.

use hashbrown::HashMap;
use model::{ContactId, Timestamp};
use rules::Verdict;
use std::collections::BTreeSet;

/// Contacts who do not pass, and never will by time alone, are left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    verdicts: HashMap<ContactId, Verdict>,
    /// When those who do not pass may come to pass, and when those who do may cease to.
    changes: [BTreeSet<(Timestamp, ContactId)>; 2],
    passing: u32,
}

impl Tally {
    /// What is said of a contact from now on; `None` when it is not asked about any more.
    pub(crate) fn put(&mut self, contact: ContactId, verdict: Option<Verdict>) {
        let verdict = verdict.filter(|verdict| verdict.holds || verdict.until.is_some());
        let before = match verdict {
            Some(verdict) => self.verdicts.insert(contact, verdict),
            None => self.verdicts.remove(&contact),
        };
        if let Some(Verdict { holds, until }) = before {
            self.passing -= u32::from(holds);
            until.map(|until| self.changes[usize::from(holds)].remove(&(until, contact)));
        }
        if let Some(Verdict { holds, until }) = verdict {
            self.passing += u32::from(holds);
            until.map(|until| self.changes[usize::from(holds)].insert((until, contact)));
        }
    }

    pub(crate) fn of(&self, contact: ContactId) -> Verdict {
        self.verdicts.get(&contact).copied().unwrap_or(Verdict::lasting(false))
    }

    pub(crate) fn passing(&self) -> u32 {
        self.passing
    }

    /// When those who pass, or those who do not, may change, in order.
    pub(crate) fn changes(&self, passing: bool) -> &BTreeSet<(Timestamp, ContactId)> {
        &self.changes[usize::from(passing)]
    }

    /// Whose answer time alone may have changed by now.
    pub(crate) fn due(&self, now: Timestamp) -> impl Iterator<Item = ContactId> {
        let due = move |changes: &BTreeSet<(Timestamp, ContactId)>| {
            changes.range(..=(now, ContactId(i64::MAX))).map(|(_, contact)| *contact).collect::<Vec<_>>()
        };
        self.changes.iter().flat_map(due)
    }

    /// How many contacts something is kept of.
    pub(crate) fn len(&self) -> usize {
        self.verdicts.len()
    }
}
