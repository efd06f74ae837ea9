//! Why a filter holds or not: the same meaning as `evaluate`, opened into a tree with the activities that made it so.

use crate::behaviour::MAX_EVIDENCE;
use crate::evaluate::{Evaluation, join};
use crate::sentence::{Keys, Lang, Names, sentence};
use crate::{Subject, Verdict, View};
use model::{Filter, Timestamp};
use serde::Serialize;
use std::collections::HashSet;

/// A condition in words, with its answer.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Explanation {
    pub sentence: String,
    pub holds: bool,
    /// The earliest instant at which time alone could change the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Ledger numbers of the activities that counted, rising; at most the latest 20.
    pub evidence: Vec<i64>,
    /// The parts of a group, of a negation, or of the segment that is named.
    #[schema(no_recursion)]
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// The activities that made it hold, its parts included: ledger numbers, rising; at most the latest 20.
    pub fn made_by(&self) -> Vec<i64> {
        let mut evidence = Vec::new();
        if self.holds {
            self.gather(&mut evidence);
        }
        latest(evidence)
    }

    /// The evidence of whatever holds.
    fn gather(&self, evidence: &mut Vec<i64>) {
        evidence.extend(&self.evidence);
        self.parts.iter().filter(|part| part.holds).for_each(|part| part.gather(evidence));
    }
}

/// Explains with keys in place of labels, in English.
pub fn explain(view: &dyn View, filter: &Filter, subject: Subject, now: Timestamp) -> Explanation {
    explain_in(view, filter, subject, now, &Keys, Lang::En)
}

/// Explains in a language, with things called as `names` says. A segment is opened where it is first named.
pub fn explain_in(
    view: &dyn View,
    filter: &Filter,
    subject: Subject,
    now: Timestamp,
    names: &dyn Names,
    lang: Lang,
) -> Explanation {
    let evaluation = Evaluation::new(view, subject, now);
    Explainer { evaluation, names, lang, opened: HashSet::new() }.explain(filter)
}

struct Explainer<'a> {
    evaluation: Evaluation<'a>,
    names: &'a dyn Names,
    lang: Lang,
    opened: HashSet<String>,
}

impl Explainer<'_> {
    fn explain(&mut self, filter: &Filter) -> Explanation {
        let (verdict, evidence, parts) = match filter {
            Filter::All(parts) => self.group(parts, false),
            Filter::Any(parts) => self.group(parts, true),
            Filter::Not(part) => {
                let part = self.explain(part);
                (verdict_of(&part).negated(), Vec::new(), vec![part])
            }
            Filter::InSegment(key) => self.segment(key),
            Filter::AtAccount(test) => (self.evaluation.verdict(filter), self.of_colleagues(&test.who), Vec::new()),
            leaf => {
                let leaf = self.evaluation.leaf(leaf, true);
                (leaf.verdict, leaf.evidence, Vec::new())
            }
        };
        let sentence = sentence(filter, self.names, self.lang);
        Explanation { sentence, holds: verdict.holds, until: verdict.until, evidence, parts }
    }

    fn group(&mut self, parts: &[Filter], decisive: bool) -> (Verdict, Vec<i64>, Vec<Explanation>) {
        let parts: Vec<Explanation> = parts.iter().map(|part| self.explain(part)).collect();
        let verdicts: Vec<Verdict> = parts.iter().map(verdict_of).collect();
        (join(&verdicts, decisive), Vec::new(), parts)
    }

    /// The activities that made colleagues pass.
    fn of_colleagues(&mut self, who: &Filter) -> Vec<i64> {
        let mut evidence = Vec::new();
        for contact in self.evaluation.colleagues() {
            let Some(mut evaluation) = self.evaluation.about(contact) else { continue };
            // Of a crowd of colleagues most do not pass, and are not put into words.
            if !evaluation.verdict(who).holds {
                continue;
            }
            let mut theirs = Explainer { evaluation, names: self.names, lang: self.lang, opened: HashSet::new() };
            evidence.extend(theirs.explain(who).made_by());
        }
        latest(evidence)
    }

    fn segment(&mut self, key: &str) -> (Verdict, Vec<i64>, Vec<Explanation>) {
        if !self.opened.insert(key.to_string()) {
            return (self.evaluation.verdict(&Filter::InSegment(key.into())), Vec::new(), Vec::new());
        }
        let Some(filter) = self.evaluation.enter(key) else {
            return (Verdict::lasting(false), Vec::new(), Vec::new());
        };
        let part = self.explain(filter);
        self.evaluation.leave();
        (verdict_of(&part), Vec::new(), vec![part])
    }
}

fn latest(mut evidence: Vec<i64>) -> Vec<i64> {
    evidence.sort_unstable();
    evidence.dedup();
    evidence.drain(..evidence.len().saturating_sub(MAX_EVIDENCE));
    evidence
}

fn verdict_of(explanation: &Explanation) -> Verdict {
    Verdict { holds: explanation.holds, until: explanation.until }
}
