//! A filter as one readable sentence, the same in the browser, in exports and in explanations.

mod behaviour;
mod en;
mod es;
mod fields;
mod kinds;
mod no;
mod phrases;
mod values;

pub use kinds::kind_phrase;

use model::filter::{ConsentTest, FieldTest, Op, OpportunityTest, ProgramTest, ScorePart, ScoreTest};
use model::{Filter, Object};
use phrases::{Phrases, fill};

/// A language of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    En,
    Es,
    No,
}

impl Lang {
    /// Reads `en`, `es`, `no` (also `nb`, `nn`), with or without a region; English when it is none of them.
    pub fn parse(text: &str) -> Lang {
        match text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "es" => Lang::Es,
            "no" | "nb" | "nn" => Lang::No,
            _ => Lang::En,
        }
    }

    fn phrases(self) -> &'static Phrases {
        match self {
            Lang::En => &en::PHRASES,
            Lang::Es => &es::PHRASES,
            Lang::No => &no::PHRASES,
        }
    }
}

/// How things are called. Each answers with the key itself when it knows no label.
pub trait Names {
    fn field(&self, _of: Object, key: &str) -> String {
        key.to_string()
    }
    /// A value of a choice field.
    fn choice(&self, _of: Object, _field: &str, value: &str) -> String {
        value.to_string()
    }
    fn segment(&self, key: &str) -> String {
        key.to_string()
    }
    fn list(&self, key: &str) -> String {
        key.to_string()
    }
    fn program(&self, key: &str) -> String {
        key.to_string()
    }
    fn status(&self, _program: &str, key: &str) -> String {
        key.to_string()
    }
    fn stage(&self, key: &str) -> String {
        key.to_string()
    }
    /// What activities of these kinds concerned: an email, a piece of content, a page.
    fn asset(&self, _kinds: &[String], key: &str) -> String {
        key.to_string()
    }
}

/// Everything by its key.
pub struct Keys;

impl Names for Keys {}

/// The filter in words, beginning with a capital letter and without a full stop.
pub fn sentence(filter: &Filter, names: &dyn Names, lang: Lang) -> String {
    let words = Words { names, phrases: lang.phrases(), lang };
    capital(&words.filter(filter, false))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

struct Words<'a> {
    names: &'a dyn Names,
    phrases: &'static Phrases,
    lang: Lang,
}

impl Words<'_> {
    /// `inside` a group, groups stand in parentheses.
    fn filter(&self, filter: &Filter, inside: bool) -> String {
        match filter {
            Filter::All(parts) => self.group(parts, self.phrases.and, self.phrases.everybody, inside),
            Filter::Any(parts) => self.group(parts, self.phrases.or, self.phrases.nobody, inside),
            Filter::Not(part) => self.negated(part),
            Filter::Field(test) => self.field(test),
            Filter::Did(did) => self.did(did),
            Filter::Sequence(sequence) => self.sequence(sequence),
            Filter::Measure(measure) => self.measure(measure),
            // Where these end would not be seen among others.
            Filter::NotSince(wanted) if inside => format!("({})", self.not_since(wanted)),
            Filter::AtAccount(test) if inside => format!("({})", self.at_account(test)),
            Filter::NotSince(wanted) => self.not_since(wanted),
            Filter::AtAccount(test) => self.at_account(test),
            leaf => fill(self.standing_template(leaf, false), &[("v", &self.standing(leaf))]),
        }
    }

    fn group(&self, parts: &[Filter], joint: &str, none: &str, inside: bool) -> String {
        match parts {
            [] => none.to_string(),
            [part] => self.filter(part, inside),
            parts => {
                let parts: Vec<String> = parts.iter().map(|part| self.filter(part, true)).collect();
                let joined = join(&parts, joint);
                if inside { format!("({joined})") } else { joined }
            }
        }
    }

    fn negated(&self, part: &Filter) -> String {
        let twin = |test: &FieldTest, op| Filter::Field(FieldTest { op, ..test.clone() });
        match part {
            Filter::Field(test) if test.op == Op::Is => self.filter(&twin(test, Op::IsNot), true),
            Filter::Field(test) if test.op == Op::Contains => self.filter(&twin(test, Op::NotContains), true),
            Filter::Field(test) if test.op == Op::Known => {
                fill(self.phrases.missing, &[("f", &self.field_label(test))])
            }
            Filter::Did(did) if did.count.at_least == 1 && did.count.at_most.is_none() => self.never(did),
            Filter::InSegment(_)
            | Filter::InList(_)
            | Filter::Stage(_)
            | Filter::Program(_)
            | Filter::Relationship(_)
            | Filter::Tier(_) => fill(self.standing_template(part, true), &[("v", &self.standing(part))]),
            part => fill(self.phrases.not, &[("v", &self.filter(part, false))]),
        }
    }

    /// The sentence around what [`Words::standing`] says.
    fn standing_template(&self, leaf: &Filter, negated: bool) -> &'static str {
        let p = self.phrases;
        let (positive, negative) = match leaf {
            Filter::InSegment(_) => p.segment,
            Filter::InList(_) => p.list,
            Filter::Stage(_) => p.stage,
            Filter::Program(test) if test.status.is_empty() => p.member,
            Filter::Program(_) => p.status,
            Filter::Relationship(_) => p.relationship,
            Filter::Tier(_) => p.tier,
            _ => ("{v}", "{v}"),
        };
        if negated { negative } else { positive }
    }

    fn standing(&self, leaf: &Filter) -> String {
        let p = self.phrases;
        match leaf {
            Filter::InSegment(key) => self.names.segment(key),
            Filter::InList(key) => self.names.list(key),
            Filter::Stage(keys) => self.either(keys.iter().map(|key| self.names.stage(key))),
            Filter::Program(ProgramTest { key, status }) if status.is_empty() => self.names.program(key),
            Filter::Program(ProgramTest { key, status }) => {
                let status = self.either(status.iter().map(|status| self.names.status(key, status)));
                fill(p.status_in, &[("v", &status), ("p", &self.names.program(key))])
            }
            Filter::Score(test) => self.score(test),
            Filter::Consent(ConsentTest::Given) => p.consent[0].into(),
            Filter::Consent(ConsentTest::Withdrawn) => p.consent[1].into(),
            Filter::Consent(ConsentTest::None) => p.consent[2].into(),
            Filter::Opportunity(OpportunityTest { outcome }) if outcome.is_empty() => p.opportunity.into(),
            Filter::Opportunity(OpportunityTest { outcome }) => {
                let outcome = self.either(outcome.iter().map(|outcome| p.outcomes[*outcome as usize].to_string()));
                fill(p.opportunity_that, &[("v", &outcome)])
            }
            Filter::Relationship(all) => self.either(all.iter().map(|one| p.relationships[*one as usize].to_string())),
            Filter::Tier(all) => self.either(all.iter().map(|one| p.tiers[*one as usize].to_string())),
            _ => String::new(),
        }
    }

    fn score(&self, test: &ScoreTest) -> String {
        let p = self.phrases;
        let part = match test.part {
            ScorePart::Behaviour => p.scores[0],
            ScorePart::Fit => p.scores[1],
            ScorePart::Account => p.scores[2],
            ScorePart::Total => p.scores[3],
        };
        let (least, most) = (test.at_least.map(|n| n.to_string()), test.at_most.map(|n| n.to_string()));
        let (op, values) = match (&least, &most) {
            (Some(least), Some(most)) => (Op::Between, vec![("a", least.as_str()), ("b", most.as_str())]),
            (Some(least), None) => (Op::AtLeast, vec![("v", least.as_str())]),
            (None, Some(most)) => (Op::AtMost, vec![("v", most.as_str())]),
            (None, None) => (Op::Known, vec![]),
        };
        fill((p.op)(op), &[&[("f", part)], values.as_slice()].concat())
    }

    fn either(&self, all: impl Iterator<Item = String>) -> String {
        join(&all.collect::<Vec<_>>(), self.phrases.or)
    }
}

/// "a, b and c".
fn join(parts: &[String], joint: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {joint} {last}", most.join(", ")),
    }
}
