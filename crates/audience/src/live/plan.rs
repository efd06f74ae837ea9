//! Rules made ready: distinct conditions with a number each, and what they ask of a timeline.

use super::deeds::ByDetail;
use crate::Image;
use model::Filter;
use model::definition::{ScoringModel, Segment};
use model::filter::{Count, Did, Matcher, NotSince, Sequence, Window};
use rules::evaluate::MAX_SEGMENT_DEPTH;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A filter over the conditions and segments of a plan.
#[derive(Debug)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Segment(usize),
    Leaf(usize),
    /// A segment that is not there.
    Nobody,
}

/// A condition. Matchers are named by their numbers.
#[derive(Debug)]
pub(super) enum Leaf {
    Did {
        what: usize,
        count: Count,
        window: Window,
    },
    Sequence {
        first: usize,
        then: usize,
        within_days: u32,
        window: Window,
    },
    NotSince {
        first: usize,
        then: usize,
        window: Window,
    },
    /// About the contacts of the account: one answer for all of them.
    AtAccount(Filter),
    /// Asked of the reference. `scored` when the answer may rest on scores.
    Other {
        filter: Filter,
        scored: bool,
    },
}

/// What is asked of each activity.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) what: Matcher,
    /// For behaviour scores: only the contact's own deeds of the cycle.
    pub(super) for_score: bool,
}

/// The rules in force, made ready.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) wanted: Vec<Wanted>,
    pub(super) leaves: Vec<Leaf>,
    /// By key, in order.
    pub(super) segments: Vec<(String, Node)>,
    /// For each behaviour rule of the model, its matcher.
    pub(super) behaviour: Vec<usize>,
    /// For each rule of fit, its condition.
    pub(super) fit: Vec<Node>,
    pub(super) by_detail: Mutex<ByDetail>,
}

impl Plan {
    /// `None` when segments build on each other in a circle or too deep.
    pub(crate) fn of<'a>(
        segments: impl Iterator<Item = (&'a str, &'a Segment)>,
        scoring: Option<&ScoringModel>,
    ) -> Option<Plan> {
        let segments: Vec<(&str, &Filter)> = segments.map(|(key, segment)| (key, &segment.filter)).collect();
        let places: HashMap<&str, usize> = segments.iter().enumerate().map(|(place, (key, _))| (*key, place)).collect();
        let mut depths = vec![None; segments.len()];
        if (0..segments.len()).any(|place| depth(place, &segments, &places, &mut depths, 1).is_none()) {
            return None;
        }
        let mut made = Making { filters: &segments, places, ..Making::default() };
        let nodes = segments.iter().map(|(key, filter)| (key.to_string(), made.node(filter))).collect();
        let rules = scoring.map_or(&[][..], |model| &model.behaviour);
        let behaviour = rules.iter().map(|rule| made.matcher(&rule.what, true)).collect();
        let rules = scoring.map_or(&[][..], |model| &model.fit);
        let fit = rules.iter().map(|rule| made.node(&rule.when)).collect();
        let Making { wanted, leaves, .. } = made;
        Some(Plan { wanted, leaves, segments: nodes, behaviour, fit, by_detail: Mutex::default() })
    }

    /// Keys of the segments, in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(|(key, _)| key.as_str())
    }
}

/// How deep the segments below one reach, itself included; `None` past what the reference follows.
fn depth(
    place: usize,
    segments: &[(&str, &Filter)],
    places: &HashMap<&str, usize>,
    known: &mut [Option<usize>],
    level: usize,
) -> Option<usize> {
    if let Some(known) = known[place] {
        return Some(known).filter(|deep| level + deep - 1 <= MAX_SEGMENT_DEPTH);
    }
    if level > MAX_SEGMENT_DEPTH {
        return None;
    }
    let mut deepest = 0;
    for below in segments[place].1.segments().into_iter().filter_map(|key| places.get(key)) {
        deepest = deepest.max(depth(*below, segments, places, known, level + 1)?);
    }
    known[place] = Some(deepest + 1);
    Some(deepest + 1)
}

#[derive(Default)]
struct Making<'a> {
    filters: &'a [(&'a str, &'a Filter)],
    places: HashMap<&'a str, usize>,
    wanted: Vec<Wanted>,
    matchers: HashMap<(String, bool), usize>,
    leaves: Vec<Leaf>,
    known: HashMap<String, usize>,
}

impl Making<'_> {
    /// Whether the answer may rest on scores, here or in a segment. No segments are in a circle here.
    fn asks_scores(&self, filter: &Filter) -> bool {
        let mut asks = false;
        filter.leaves(&mut |leaf| asks |= matches!(leaf, Filter::Score(_) | Filter::Tier(_)));
        let named = |key| self.places.get(key).is_some_and(|place| self.asks_scores(self.filters[*place].1));
        asks || filter.segments().into_iter().any(named)
    }

    fn node(&mut self, filter: &Filter) -> Node {
        match filter {
            Filter::All(parts) => Node::All(parts.iter().map(|part| self.node(part)).collect()),
            Filter::Any(parts) => Node::Any(parts.iter().map(|part| self.node(part)).collect()),
            Filter::Not(part) => Node::Not(Box::new(self.node(part))),
            Filter::InSegment(key) => self.places.get(key.as_str()).map_or(Node::Nobody, |place| Node::Segment(*place)),
            leaf => Node::Leaf(self.leaf(leaf)),
        }
    }

    fn leaf(&mut self, filter: &Filter) -> usize {
        let name = serde_json::to_string(filter).unwrap_or_default();
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        let leaf = match filter {
            Filter::Did(Did { what, count, window }) => {
                Leaf::Did { what: self.matcher(what, false), count: count.clone(), window: window.clone() }
            }
            Filter::Sequence(Sequence { first, then, within_days, window }) => Leaf::Sequence {
                first: self.matcher(first, false),
                then: self.matcher(then, false),
                within_days: *within_days,
                window: window.clone(),
            },
            Filter::NotSince(NotSince { first, then, window }) => Leaf::NotSince {
                first: self.matcher(first, false),
                then: self.matcher(then, false),
                window: window.clone(),
            },
            Filter::AtAccount(test) if !self.asks_scores(&test.who) => Leaf::AtAccount(filter.clone()),
            other => Leaf::Other { filter: other.clone(), scored: self.asks_scores(other) },
        };
        self.leaves.push(leaf);
        self.known.insert(name, self.leaves.len() - 1);
        self.leaves.len() - 1
    }

    fn matcher(&mut self, what: &Matcher, for_score: bool) -> usize {
        let name = serde_json::to_string(what).unwrap_or_default();
        *self.matchers.entry((name, for_score)).or_insert_with(|| {
            self.wanted.push(Wanted { what: what.clone(), for_score });
            self.wanted.len() - 1
        })
    }
}

/// The plan of an image, made when it is first asked for and again after the rules have changed.
#[derive(Debug, Default)]
pub(crate) struct Plans(Mutex<Option<(u64, Option<Arc<Plan>>)>>);

impl Image {
    /// The rules in force, made ready; `None` when they are left to the reference.
    pub(crate) fn plan(&self) -> Option<Arc<Plan>> {
        let mut held = self.plans.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*held {
            Some((epoch, plan)) if *epoch == self.epoch() => plan.clone(),
            _ => {
                let plan = Plan::of(self.segments(), self.scoring()).map(Arc::new);
                *held = Some((self.epoch(), plan.clone()));
                plan
            }
        }
    }
}

impl Clone for Plans {
    fn clone(&self) -> Self {
        Plans::default()
    }
}
