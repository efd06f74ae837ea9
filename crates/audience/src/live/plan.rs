//! Rules made ready: distinct conditions with a number each, and what they ask of a timeline.

use super::deeds::ByDetail;
use model::Filter;
use model::definition::{ScoringModel, Segment};
use model::filter::{AtAccount, Count, Did, Matcher, NotSince, Sequence, Window};
use rules::evaluate::MAX_SEGMENT_DEPTH;
use std::collections::HashMap;
use std::sync::Mutex;

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
    /// About the contacts of the account: a place among the plan's `crowds`.
    AtAccount(usize),
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
    /// Conditions about the contacts of an account that ask of each nothing but its own: they are counted. Those of
    /// segments and scores, and those on which programs and the lifecycle latch.
    pub(crate) crowds: Vec<AtAccount>,
    /// Whether there are others about them, which are not.
    pub(crate) uncounted: bool,
    /// By key, in order.
    pub(super) segments: Vec<(String, Node)>,
    /// For each behaviour rule of the model, its matcher.
    pub(super) behaviour: Vec<usize>,
    /// For each rule of fit, its condition.
    pub(super) fit: Vec<Node>,
    /// For each rule of the account, its condition.
    pub(super) account: Vec<Node>,
    pub(super) by_detail: Mutex<ByDetail>,
}

impl Plan {
    /// `None` when segments build on each other in a circle or too deep.
    pub(crate) fn of<'a>(
        segments: impl Iterator<Item = (&'a str, &'a Segment)>,
        scoring: Option<&ScoringModel>,
        latched: impl Iterator<Item = &'a Filter>,
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
        // Asked of accounts by themselves: without a contact there are no deeds.
        made.alone = true;
        let rules = scoring.map_or(&[][..], |model| &model.account);
        let account = rules.iter().map(|rule| made.node(&rule.when)).collect();
        latched.for_each(|filter| made.count(filter));
        let Making { wanted, leaves, crowds, uncounted, .. } = made;
        let by_detail = Mutex::default();
        Some(Plan { wanted, leaves, crowds, uncounted, segments: nodes, behaviour, fit, account, by_detail })
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

/// What more is asked of many contacts than each one's own.
fn of_many(leaf: &Filter) -> bool {
    matches!(leaf, Filter::AtAccount(_) | Filter::Score(_) | Filter::Tier(_))
}

fn since_entry(leaf: &Filter) -> bool {
    matches!(leaf.window(), Some(Window::SinceSegment(_)))
}

#[derive(Default)]
struct Making<'a> {
    filters: &'a [(&'a str, &'a Filter)],
    places: HashMap<&'a str, usize>,
    wanted: Vec<Wanted>,
    matchers: HashMap<(String, bool), usize>,
    leaves: Vec<Leaf>,
    crowds: Vec<AtAccount>,
    uncounted: bool,
    /// Whether conditions are asked of no contact.
    alone: bool,
    known: HashMap<(String, bool), usize>,
}

impl Making<'_> {
    /// Whether there is such a condition, here or in a segment. No segments are in a circle here.
    fn asks(&self, filter: &Filter, such: fn(&Filter) -> bool) -> bool {
        let mut asks = false;
        filter.leaves(&mut |leaf| asks |= such(leaf));
        let named = |key| self.places.get(key).is_some_and(|place| self.asks(self.filters[*place].1, such));
        asks || filter.segments().into_iter().any(named)
    }

    fn node(&mut self, filter: &Filter) -> Node {
        match filter {
            Filter::All(parts) => Node::All(parts.iter().map(|part| self.node(part)).collect()),
            Filter::Any(parts) => Node::Any(parts.iter().map(|part| self.node(part)).collect()),
            Filter::Not(part) => Node::Not(Box::new(self.node(part))),
            Filter::InSegment(key) if !self.alone => {
                self.places.get(key.as_str()).map_or(Node::Nobody, |place| Node::Segment(*place))
            }
            leaf => Node::Leaf(self.leaf(leaf)),
        }
    }

    fn leaf(&mut self, filter: &Filter) -> usize {
        let name = (serde_json::to_string(filter).unwrap_or_default(), self.alone);
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        let leaf = match filter {
            Filter::AtAccount(test) if !self.asks(&test.who, of_many) => Leaf::AtAccount(self.crowd(test)),
            other if self.alone => self.other(other),
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
            other => self.other(other),
        };
        self.leaves.push(leaf);
        self.known.insert(name, self.leaves.len() - 1);
        self.leaves.len() - 1
    }

    fn other(&mut self, filter: &Filter) -> Leaf {
        self.uncounted |= self.asks(filter, |leaf| matches!(leaf, Filter::AtAccount(_)));
        let scored = self.asks(filter, |leaf| matches!(leaf, Filter::Score(_) | Filter::Tier(_)));
        Leaf::Other { filter: filter.clone(), scored }
    }

    /// Of a filter that is asked by the reference, what can be counted: entering a segment is told only where segments
    /// and scores count since then.
    fn count(&mut self, filter: &Filter) {
        filter.leaves(&mut |leaf| {
            if let Filter::AtAccount(test) = leaf
                && !self.asks(&test.who, of_many)
                && !self.asks(&test.who, since_entry)
            {
                self.crowd(test);
            }
        });
    }

    fn crowd(&mut self, test: &AtAccount) -> usize {
        self.crowds.iter().position(|own| own == test).unwrap_or_else(|| {
            self.crowds.push(test.clone());
            self.crowds.len() - 1
        })
    }

    fn matcher(&mut self, what: &Matcher, for_score: bool) -> usize {
        let name = serde_json::to_string(what).unwrap_or_default();
        *self.matchers.entry((name, for_score)).or_insert_with(|| {
            self.wanted.push(Wanted { what: what.clone(), for_score });
            self.wanted.len() - 1
        })
    }
}
