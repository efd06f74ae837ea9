//! The reference meaning of a filter. Every faster kernel is held equal to it by property tests.

use crate::behaviour::{self, Leaf};
use crate::verdict::{earlier, later};
use crate::window::Span;
use crate::{Subject, Verdict, View, compare, crowd, sequence};
use model::filter::{AtAccount, ConsentTest, ProgramTest, ScorePart, ScoreTest, Window};
use model::{ContactId, Filter, Timestamp};
use std::collections::HashMap;

/// Segments may build on segments this deep; what lies deeper is false, and validation refuses it.
pub const MAX_SEGMENT_DEPTH: usize = 16;

/// Whether a filter holds for a subject at `now`, and until when at least.
pub fn evaluate(view: &dyn View, filter: &Filter, subject: Subject, now: Timestamp) -> Verdict {
    Evaluation::new(view, subject, now).verdict(filter)
}

/// One subject at one instant. Segments that several filters build on are worked out once.
pub struct Evaluation<'a> {
    view: &'a dyn View,
    subject: Subject,
    now: Timestamp,
    /// Segments that are being worked out, outermost first.
    path: Vec<String>,
    known: HashMap<String, Verdict>,
    /// How often a reference was cut because it led into a circle or too deep.
    cuts: usize,
}

impl<'a> Evaluation<'a> {
    pub fn new(view: &'a dyn View, subject: Subject, now: Timestamp) -> Evaluation<'a> {
        Evaluation { view, subject, now, path: Vec::new(), known: HashMap::new(), cuts: 0 }
    }

    pub fn verdict(&mut self, filter: &Filter) -> Verdict {
        match filter {
            Filter::All(parts) => self.joined(parts, false),
            Filter::Any(parts) => self.joined(parts, true),
            Filter::Not(part) => self.verdict(part).negated(),
            Filter::InSegment(key) => self.segment(key),
            Filter::AtAccount(test) => self.at_account(test),
            leaf => self.leaf(leaf, false).verdict,
        }
    }

    /// How many contacts of the account pass; asked again as soon as enough of them may answer otherwise.
    fn at_account(&mut self, test: &AtAccount) -> Verdict {
        let known = self.subject.account.and_then(|account| self.view.at_account(account, test, self.now));
        if let Some(verdict) = known {
            return verdict;
        }
        let (mut passing, mut changes) = (0u32, [Vec::new(), Vec::new()]);
        for contact in self.colleagues() {
            let Some(verdict) = self.of_colleague(contact, &test.who) else { continue };
            passing += u32::from(verdict.holds);
            changes[usize::from(verdict.holds)].extend(verdict.until);
        }
        changes.iter_mut().for_each(|changes| changes.sort_unstable());
        crowd::verdict(&test.count, passing, |passes, nth| changes[usize::from(passes)].get(nth as usize - 1).copied())
    }

    /// The contacts of the subject's account, itself included.
    pub(crate) fn colleagues(&self) -> Vec<ContactId> {
        self.subject.account.map(|account| self.view.contacts_of(account)).unwrap_or_default()
    }

    fn of_colleague(&mut self, contact: ContactId, who: &Filter) -> Option<Verdict> {
        let mut theirs = self.about(contact)?;
        let verdict = theirs.verdict(who);
        self.cuts += theirs.cuts;
        Some(verdict)
    }

    /// The same question about another contact, with the same segments on the way.
    pub(crate) fn about(&self, contact: ContactId) -> Option<Evaluation<'a>> {
        let subject = self.view.subject(contact)?;
        let path = self.path.clone();
        Some(Evaluation { path, cuts: 0, known: HashMap::new(), view: self.view, subject, now: self.now })
    }

    /// `decisive` is the answer of a part that decides for all of them.
    fn joined(&mut self, parts: &[Filter], decisive: bool) -> Verdict {
        let mut verdicts = Vec::with_capacity(parts.len());
        for part in parts {
            let verdict = self.verdict(part);
            if verdict == Verdict::lasting(decisive) {
                return verdict;
            }
            verdicts.push(verdict);
        }
        join(&verdicts, decisive)
    }

    fn segment(&mut self, key: &str) -> Verdict {
        if let Some(verdict) = self.known.get(key) {
            return *verdict;
        }
        let Some(filter) = self.enter(key) else { return Verdict::lasting(false) };
        let cuts = self.cuts;
        let verdict = self.verdict(filter);
        self.leave();
        if cuts == self.cuts {
            self.known.insert(key.to_string(), verdict);
        }
        verdict
    }

    /// The filter of a segment, when it exists and the way to it is not a circle; then the caller must `leave`.
    pub(crate) fn enter(&mut self, key: &str) -> Option<&'a Filter> {
        if self.path.len() >= MAX_SEGMENT_DEPTH || self.path.iter().any(|outer| outer == key) {
            self.cuts += 1;
            return None;
        }
        let filter = self.view.segment(key)?;
        self.path.push(key.to_string());
        Some(filter)
    }

    pub(crate) fn leave(&mut self) {
        self.path.pop();
    }

    /// A condition without parts. `complete` asks for evidence.
    pub(crate) fn leaf(&self, filter: &Filter, complete: bool) -> Leaf {
        let span = filter.window().and_then(|window| self.span(window));
        let (view, now) = (self.view, self.now);
        match (filter, self.subject.contact, span) {
            (Filter::Did(did), Some(contact), Some(span)) => behaviour::did(view, contact, did, span, now, complete),
            (Filter::Did(did), ..) => Leaf::plain(Verdict::lasting(did.count.holds(0))),
            (Filter::Sequence(wanted), Some(contact), Some(span)) => {
                sequence::sequence(view, contact, wanted, span, now)
            }
            (Filter::NotSince(wanted), Some(contact), Some(span)) => {
                sequence::not_since(view, contact, wanted, span, now)
            }
            (Filter::Measure(wanted), contact, span) => behaviour::measure(view, contact.zip(span), wanted, now),
            (Filter::Field(test), ..) => {
                let value = view.field(self.subject, test.of, &test.key);
                Leaf::plain(compare::field(test.op, value.as_ref(), &test.values, now, view.local()))
            }
            (Filter::Sequence(_) | Filter::NotSince(_), ..) => Leaf::plain(Verdict::lasting(false)),
            (scored @ (Filter::Score(_) | Filter::Tier(_)), ..) => {
                let holds = self.standing(scored);
                Leaf::plain(Verdict { holds, until: self.view.scores_until(self.subject) })
            }
            (other, ..) => Leaf::plain(Verdict::lasting(self.standing(other))),
        }
    }

    /// The instants that a window takes in.
    fn span(&self, window: &Window) -> Option<Span> {
        let lead = || self.view.lead(self.subject);
        let since = match window {
            Window::SinceLeadStart => lead().map(|lead| lead.started_at),
            Window::SinceStage(stage) => lead().and_then(|lead| lead.stage_times.get(stage).copied()),
            Window::SinceSegment(key) => self.subject.contact.and_then(|contact| self.view.entered(contact, key)),
            _ => None,
        };
        Span::of(window, self.now, since, self.view.local())
    }

    /// Conditions about what is kept as it stands, which time alone never changes.
    fn standing(&self, filter: &Filter) -> bool {
        let (view, subject) = (self.view, self.subject);
        let contact = subject.contact;
        match filter {
            Filter::InList(list) => contact.is_some_and(|contact| view.in_list(contact, list)),
            Filter::Stage(stages) => {
                view.lead(subject).is_some_and(|lead| stages.iter().any(|stage| stage == lead.stage))
            }
            Filter::Program(ProgramTest { key, status }) => contact
                .and_then(|contact| view.program_status(contact, key))
                .is_some_and(|own| status.is_empty() || status.iter().any(|wanted| wanted == own)),
            Filter::Score(test) => score_holds(test, view.scores(subject)),
            Filter::Consent(test) => {
                let wanted = match test {
                    ConsentTest::Given => Some(true),
                    ConsentTest::Withdrawn => Some(false),
                    ConsentTest::None => None,
                };
                contact.is_some_and(|contact| view.consent(contact) == wanted)
            }
            Filter::Opportunity(test) => contact.is_some_and(|contact| {
                let own = view.opportunities(contact);
                own.iter().any(|outcome| test.outcome.is_empty() || test.outcome.contains(outcome))
            }),
            Filter::Relationship(wanted) => wanted.contains(&view.relationship(subject)),
            Filter::Tier(wanted) => view.tier(subject).is_some_and(|tier| wanted.contains(&tier)),
            // Answered by `verdict` and `leaf`.
            Filter::All(_) | Filter::Any(_) | Filter::Not(_) | Filter::InSegment(_) | Filter::AtAccount(_) => false,
            Filter::Field(_) | Filter::Did(_) | Filter::Sequence(_) | Filter::NotSince(_) | Filter::Measure(_) => false,
        }
    }
}

/// Joins the answers of parts of which one `decisive` answer decides: it lasts as long as the longest of the deciding
/// parts; an undecided whole lasts until the first part changes.
pub(crate) fn join(verdicts: &[Verdict], decisive: bool) -> Verdict {
    let deciding = verdicts.iter().filter(|verdict| verdict.holds == decisive).map(|verdict| verdict.until);
    match deciding.reduce(later) {
        Some(until) => Verdict { holds: decisive, until },
        None => Verdict { holds: !decisive, until: verdicts.iter().fold(None, |first, v| earlier(first, v.until)) },
    }
}

fn score_holds(test: &ScoreTest, scores: model::Scores) -> bool {
    let own = match test.part {
        ScorePart::Behaviour => scores.behaviour,
        ScorePart::Fit => scores.fit,
        ScorePart::Account => scores.account,
        ScorePart::Total => scores.total(),
    };
    test.at_least.is_none_or(|least| own >= least) && test.at_most.is_none_or(|most| own <= most)
}
