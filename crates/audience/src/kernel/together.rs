//! Many filters at once: their distinct leaves are worked out once, on every processor, and then each filter is
//! algebra on what is there.

use super::tallies::Asked;
use super::{Bulk, name};
use crate::Image;
use crate::spread::spread;
use model::filter::Matcher;
use model::{Filter, Timestamp};
use roaring::RoaringBitmap;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A piece of work, with the names of the leaves that it answers.
struct Job {
    names: Vec<String>,
    does: Does,
}

enum Does {
    Leaf(Filter),
    Tallies(Matcher, Vec<Asked>),
}

impl Image {
    /// Several filters at once; what they share is worked out once.
    pub fn select_each<'f>(&self, filters: impl IntoIterator<Item = &'f Filter>, now: Timestamp) -> Vec<RoaringBitmap> {
        let filters: Vec<&Filter> = filters.into_iter().collect();
        let mut bulk = Bulk::new(self, now);
        bulk.prepare(filters.iter().copied());
        let makers = || {
            let mut bulk = bulk.clone();
            move |filter: &&Filter| bulk.select(filter).into_owned()
        };
        spread(&filters, self.threads(), makers)
    }
}

impl Bulk<'_> {
    /// Works out every leaf of these filters and of the segments that they build on.
    pub(crate) fn prepare<'f>(&mut self, filters: impl IntoIterator<Item = &'f Filter>) {
        let mut leaves: HashMap<String, Filter> = HashMap::new();
        let mut seen = HashSet::new();
        for filter in filters {
            self.gather(filter, &mut leaves, &mut seen);
        }
        let jobs = self.jobs(leaves);
        let shared: &Bulk<'_> = self;
        let worked_out = spread(&jobs, self.image.threads(), || |job: &Job| shared.done(job));
        let names = jobs.into_iter().flat_map(|job| job.names);
        self.leaves = Arc::new(names.zip(worked_out.into_iter().flatten()).collect());
    }

    /// Counts of the same activities are one piece of work; what takes longest comes first.
    fn jobs(&self, leaves: HashMap<String, Filter>) -> Vec<Job> {
        let mut counts: HashMap<String, Job> = HashMap::new();
        let mut jobs = Vec::new();
        for (name, leaf) in leaves {
            let asked = match &leaf {
                Filter::Did(did) => self.asked(did).map(|asked| (did.what.clone(), asked)),
                _ => None,
            };
            let Some((what, asked)) = asked else {
                jobs.push(Job { names: vec![name], does: Does::Leaf(leaf) });
                continue;
            };
            let of_these = serde_json::to_string(&what).unwrap_or_default();
            let none = || Job { names: Vec::new(), does: Does::Tallies(what, Vec::new()) };
            let job = counts.entry(of_these).or_insert_with(none);
            job.names.push(name);
            if let Does::Tallies(_, all) = &mut job.does {
                all.push(asked);
            }
        }
        let mut all: Vec<Job> = counts.into_values().collect();
        all.sort_by_key(|job| std::cmp::Reverse(job.names.len()));
        all.extend(jobs);
        all
    }

    fn done(&self, job: &Job) -> Vec<RoaringBitmap> {
        match &job.does {
            Does::Leaf(leaf) => vec![self.worked_out(leaf)],
            Does::Tallies(what, asked) => self.tallies(what, asked),
        }
    }

    fn gather(&self, filter: &Filter, leaves: &mut HashMap<String, Filter>, seen: &mut HashSet<String>) {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| self.gather(part, leaves, seen)),
            Filter::Not(part) => self.gather(part, leaves, seen),
            Filter::InSegment(key) => {
                if let Some(filter) = (self.segments)(key).filter(|_| seen.insert(key.clone())) {
                    self.gather(filter, leaves, seen);
                }
            }
            Filter::AtAccount(test) => self.gather(&test.who, leaves, seen),
            leaf => {
                leaves.entry(name(leaf)).or_insert_with(|| leaf.clone());
            }
        }
    }
}
