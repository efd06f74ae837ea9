//! Working out one contact by a plan: scores first, since segments may ask for them.

use super::plan::{Leaf, Node, Plan};
use crate::Overlay;
use crate::overlay::{Answers, Sorted};
use hashbrown::HashMap;
use model::filter::Window;
use model::{AccountId, ContactId, Scores, Timestamp};
use rules::verdict::{earlier, later};
use rules::window::Span;
use rules::{Subject, Verdict, View, behaviour, sequence};
use std::sync::Arc;

/// The pure state of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// By segment, in the order of their keys.
    pub(crate) member: Vec<bool>,
    pub(crate) scores: Scores,
    /// The earliest instant at which time alone may change any of it.
    pub(crate) until: Option<Timestamp>,
}

/// What is the same for every contact of an account, while nothing is decided.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(super) scores: HashMap<AccountId, (i32, Option<Timestamp>)>,
}

/// One contact at one instant.
pub(super) struct Work<'w, 'a> {
    pub(super) plan: &'w Plan,
    pub(super) shared: &'w mut Shared,
    pub(super) view: &'w Overlay<'a>,
    pub(super) subject: Subject,
    pub(super) now: Timestamp,
    pub(super) sorted: Sorted,
    /// Of its account.
    pub(super) answers: Answers,
    pub(super) leaves: Vec<Option<Verdict>>,
    pub(super) segments: Vec<Option<Verdict>>,
}

impl Plan {
    /// The pure state of a living contact; its new scores stand in the overlay from then on.
    pub(crate) fn work_out(
        self: &Arc<Plan>,
        view: &mut Overlay<'_>,
        contact: ContactId,
        shared: &mut Shared,
    ) -> Option<Standing> {
        let subject = view.subject(contact)?;
        let mut work = self.begin(view, subject, shared);
        let now = work.now;
        let (scores, until) = work.scores();
        let Work { sorted, answers, mut leaves, .. } = work;
        if scores != view.scores(subject) {
            view.put_scores(contact, scores);
            // What was answered by the former scores is asked again.
            for (known, leaf) in leaves.iter_mut().zip(&self.leaves) {
                if matches!(leaf, Leaf::Other { scored: true, .. }) {
                    *known = None;
                }
            }
        }
        let segments = vec![None; self.segments.len()];
        let mut work = Work { plan: self, shared, view, subject, now, sorted, answers, leaves, segments };
        let (mut member, mut until) = (Vec::with_capacity(self.segments.len()), until);
        for place in 0..self.segments.len() {
            let verdict = work.segment(place);
            until = earlier(until, verdict.until);
            member.push(verdict.holds);
        }
        view.sorted.give_back(work.sorted);
        Some(Standing { member, scores, until })
    }

    /// Reads what the contact did.
    pub(super) fn begin<'w, 'a>(
        self: &'w Arc<Plan>,
        view: &'w mut Overlay<'a>,
        subject: Subject,
        shared: &'w mut Shared,
    ) -> Work<'w, 'a> {
        let answers = view.answers(self, subject.account);
        let sorted = view.sorted_deeds(subject, self);
        let (leaves, segments) = (vec![None; self.leaves.len()], vec![None; self.segments.len()]);
        Work { plan: self, shared, view, subject, now: view.now(), sorted, answers, leaves, segments }
    }
}

impl Work<'_, '_> {
    pub(super) fn verdict(&mut self, node: &Node) -> Verdict {
        match node {
            Node::All(parts) => self.joined(parts, false),
            Node::Any(parts) => self.joined(parts, true),
            Node::Not(part) => self.verdict(part).negated(),
            Node::Segment(place) => self.segment(*place),
            Node::Leaf(place) => self.leaf(*place),
            Node::Nobody => Verdict::lasting(false),
        }
    }

    /// As the reference joins: one `decisive` answer decides, for as long as the longest of the deciding ones.
    fn joined(&mut self, parts: &[Node], decisive: bool) -> Verdict {
        let (mut deciding, mut changes): (Option<Option<Timestamp>>, _) = (None, None);
        for part in parts {
            let verdict = self.verdict(part);
            if verdict == Verdict::lasting(decisive) {
                return verdict;
            }
            if verdict.holds == decisive {
                deciding = Some(deciding.map_or(verdict.until, |longest| later(longest, verdict.until)));
            }
            changes = earlier(changes, verdict.until);
        }
        match deciding {
            Some(until) => Verdict { holds: decisive, until },
            None => Verdict { holds: !decisive, until: changes },
        }
    }

    fn segment(&mut self, place: usize) -> Verdict {
        if let Some(known) = self.segments[place] {
            return known;
        }
        let plan = self.plan;
        let verdict = self.verdict(&plan.segments[place].1);
        self.segments[place] = Some(verdict);
        verdict
    }

    fn leaf(&mut self, place: usize) -> Verdict {
        if let Some(known) = self.leaves[place] {
            return known;
        }
        let verdict = match &self.plan.leaves[place] {
            Leaf::Did { what, count, window } => match self.span(window) {
                Some(span) => behaviour::counted(self.since(*what, span), span, count, self.now),
                None => Verdict::lasting(count.holds(0)),
            },
            Leaf::Sequence { first, then, within_days, window } => match self.span(window) {
                Some(span) => {
                    let firsts = self.since(*first, span);
                    sequence::followed(firsts, self.sorted.deeds.of(*then), *within_days, span, self.now)
                }
                None => Verdict::lasting(false),
            },
            Leaf::NotSince { first, then, window } => match self.span(window) {
                Some(span) => sequence::unfollowed(self.since(*first, span), self.since(*then, span), span, self.now),
                None => Verdict::lasting(false),
            },
            Leaf::AtAccount(crowd) => self.answers[*crowd],
            Leaf::Other { filter, .. } => rules::evaluate(self.view, filter, self.subject, self.now),
        };
        self.leaves[place] = Some(verdict);
        verdict
    }

    /// From the beginning of a span on.
    fn since(&self, matcher: usize, span: Span) -> &[i64] {
        let times = self.sorted.deeds.of(matcher);
        &times[times.partition_point(|at| *at < span.from)..]
    }

    fn span(&self, window: &Window) -> Option<Span> {
        let lead = || View::lead(self.view, self.subject);
        let since = match window {
            Window::SinceLeadStart => lead().map(|lead| lead.started_at),
            Window::SinceStage(stage) => lead().and_then(|lead| lead.stage_times.get(stage).copied()),
            Window::SinceSegment(key) => {
                self.subject.contact.and_then(|contact| View::entered(self.view, contact, key))
            }
            _ => None,
        };
        Span::of(window, self.now, since, self.view.local())
    }
}
