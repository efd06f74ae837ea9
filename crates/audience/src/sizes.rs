//! How much an image holds, in records and in memory.

use crate::Image;
use crate::facts::Activities;

/// How much an image holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    pub contacts: u64,
    pub accounts: u64,
    pub leads: u64,
    pub opportunities: u64,
    pub visitors: u64,
    /// Of contacts.
    pub activities: u64,
    /// Of visitors who have not identified themselves.
    pub anonymous: u64,
}

impl Image {
    /// How many living contacts, accounts, leads, opportunities and activities (visitors' included) there are.
    pub fn sizes(&self) -> Sizes {
        Sizes {
            contacts: self.contacts.living.len(),
            accounts: self.accounts.iter().count() as u64,
            leads: self.leads.iter().count() as u64,
            opportunities: self.opportunities.iter().count() as u64,
            visitors: self.visitors.records.len() as u64,
            activities: self.known.len() as u64,
            anonymous: self.anonymous.len() as u64,
        }
    }

    /// Gives back the room that timelines have grown: those of the so-manyth 4,096 contacts and visitors, within a
    /// millisecond, so that others can be let in between. Answers whether there were any.
    pub fn lay(&mut self, nth: usize) -> bool {
        self.known.lay(nth) | self.anonymous.lay(nth)
    }

    /// An estimate of the memory held, in bytes.
    pub fn heap_bytes(&self) -> usize {
        self.heap_parts().iter().map(|(_, bytes)| bytes).sum()
    }

    /// The same by what it is for.
    pub fn heap_parts(&self) -> [(&'static str, usize); 6] {
        let [known, anonymous] = [&self.known, &self.anonymous].map(Activities::heap_bytes);
        let others = self.accounts.heap_bytes() + self.leads.heap_bytes() + self.opportunities.heap_bytes();
        let visitors = self.visitors.records.capacity() * 120 + self.visitors.unclaimed.capacity() * 9;
        [
            ("contacts", self.contacts.heap_bytes()),
            ("other records", others + visitors + self.links.heap_bytes()),
            ("timelines", known[0] + anonymous[0]),
            ("series", known[1] + anonymous[1]),
            ("details and values", self.details.heap_bytes() + self.values.capacity() * 16),
            ("members and scores", self.members.heap_bytes()),
        ]
    }
}
