//! Recomputing pure state from records, activities, definitions and time, and comparing it with what is stored.

use crate::Image;
use model::{ContactId, Scores};

/// Where the stored pure state is not what the rules say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    Segment { contact: ContactId, segment: String, stored: bool, computed: bool },
    Scores { contact: ContactId, stored: Scores, computed: Scores },
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let member = |is: &bool| if *is { "a member" } else { "not a member" };
        match self {
            Difference::Segment { contact, segment, stored, computed } => {
                write!(f, "{contact} is stored as {} of \"{segment}\"", member(stored))?;
                write!(f, " and is {} by its filter", member(computed))
            }
            Difference::Scores { contact, stored, computed } => {
                let parts = |s: &Scores| format!("{}/{}/{}", s.behaviour, s.fit, s.account);
                write!(f, "{contact} is stored with the scores {} and has {}", parts(stored), parts(computed))
            }
        }
    }
}

impl Image {
    /// Every difference between stored and computed pure state, as of the image's `now`. Empty is right.
    pub fn verify(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for contact in self.contact_ids() {
            let Some(settled) = self.settle(contact, self.now()) else { continue };
            let Some(dense) = self.dense(contact) else { continue };
            let stored = self.members.scores(dense);
            if stored != settled.scores {
                differences.push(Difference::Scores { contact, stored, computed: settled.scores });
            }
            let keys = self.segments().map(|(key, _)| key).chain(self.members.segments.keys().map(String::as_str));
            let keys: std::collections::BTreeSet<&str> = keys.collect();
            for segment in keys {
                let stored = self.members.segments.get(segment).is_some_and(|set| set.contains(dense));
                let computed = settled.segments.contains(segment);
                if stored != computed {
                    differences.push(Difference::Segment { contact, segment: segment.to_string(), stored, computed });
                }
            }
        }
        differences
    }
}
