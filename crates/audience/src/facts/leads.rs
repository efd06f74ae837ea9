//! Which lead an activity is about, for whoever reads the series: those keep no lead, since few activities have one.

use super::Activities;
use super::lines::Lines;
use crate::ids::NONE;
use hashbrown::HashMap;

/// Leads of the activities that have one, as they were when this was asked for.
#[derive(Debug, Default)]
pub struct ActivityLeads {
    /// By dense contact: instant, detail and dense lead, in order of time.
    known: HashMap<u32, Vec<(i64, u32, u32)>>,
    bytes: usize,
}

impl ActivityLeads {
    fn of(lines: &Lines) -> ActivityLeads {
        let mut leads = ActivityLeads::default();
        for owner in lines.owners_with_extras() {
            let about = lines.line(owner).iter().filter(|fact| fact.lead != NONE);
            let about: Vec<(i64, u32, u32)> = about.map(|fact| (fact.at, fact.detail, fact.lead)).collect();
            if !about.is_empty() {
                leads.bytes += 40 + size_of_val(about.as_slice());
                leads.known.insert(owner, about);
            }
        }
        leads
    }

    /// The dense lead of a contact's activity. Of several at the same instant with the same detail, the first one's.
    pub fn lead(&self, owner: u32, at: i64, detail: u32) -> Option<u32> {
        let leads = self.known.get(&owner)?;
        let same = leads[leads.partition_point(|lead| lead.0 < at)..].iter().take_while(|lead| lead.0 == at);
        same.into_iter().find(|lead| lead.1 == detail).map(|lead| lead.2)
    }

    /// Bytes that it takes beside the image.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Activities {
    pub(crate) fn leads(&self) -> ActivityLeads {
        ActivityLeads::of(&self.lines)
    }
}
