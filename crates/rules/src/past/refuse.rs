//! Which conditions can be asked about the past. One about what keeps no history is refused, never answered from today.

use crate::evaluate::MAX_SEGMENT_DEPTH;
use crate::{Problem, View};
use model::definition::ScoringModel;
use model::filter::{FieldTest, Window};
use model::{Filter, Object};

/// What conditions ask about that is known for a part of the past only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// The stage of a lead: known since the lead was brought in.
    pub stage: bool,
}

/// What the conditions ask about, those of the segments that they build on included.
///
/// # Errors
/// The conditions that ask about what keeps no history, each with its place, the reason and the remedy.
pub fn asked<'a>(
    view: &dyn View,
    conditions: impl IntoIterator<Item = (String, &'a Filter)>,
) -> Result<Asked, Vec<Problem>> {
    let mut walk = Walk { view, asked: Asked::default(), problems: Vec::new(), inside: Vec::new() };
    for (path, filter) in conditions {
        walk.visit(&path, filter);
    }
    if walk.problems.is_empty() { Ok(walk.asked) } else { Err(walk.problems) }
}

/// The conditions of a scoring model with their places.
pub fn conditions_of(model: &ScoringModel) -> impl Iterator<Item = (String, &Filter)> {
    let fit = model.fit.iter().enumerate().map(|(n, rule)| (format!("fit[{n}].when"), &rule.when));
    fit.chain(model.account.iter().enumerate().map(|(n, rule)| (format!("account[{n}].when"), &rule.when)))
}

struct Walk<'a> {
    view: &'a dyn View,
    asked: Asked,
    problems: Vec<Problem>,
    inside: Vec<String>,
}

impl Walk<'_> {
    fn visit(&mut self, path: &str, filter: &Filter) {
        match filter {
            Filter::All(parts) => self.parts(&format!("{path}.all"), parts),
            Filter::Any(parts) => self.parts(&format!("{path}.any"), parts),
            Filter::Not(part) => self.visit(&format!("{path}.not"), part),
            Filter::Stage(_) => self.asked.stage = true,
            Filter::Field(test) => self.field(path, test),
            Filter::InSegment(key) => self.segment(path, key),
            Filter::AtAccount(_) => {
                self.refuse(
                    format!("{path}.at_account"),
                    "what other contacts of the account were like is not looked up",
                );
            }
            leaf => match leaf.window() {
                Some(Window::SinceSegment(_)) => {
                    self.refuse(format!("{path}.window"), "when contacts entered a segment before is not kept");
                }
                Some(Window::SinceStage(_)) => self.asked.stage = true,
                _ => {}
            },
        }
    }

    fn refuse(&mut self, path: String, why: &str) {
        let message = format!("{why}; leave this condition out to rehearse the rest");
        self.problems.push(Problem { path, message });
    }

    fn parts(&mut self, path: &str, parts: &[Filter]) {
        parts.iter().enumerate().for_each(|(n, part)| self.visit(&format!("{path}[{n}]"), part));
    }

    fn segment(&mut self, path: &str, key: &str) {
        if self.inside.len() >= MAX_SEGMENT_DEPTH || self.inside.iter().any(|outer| outer == key) {
            return;
        }
        if let Some(filter) = self.view.segment(key).cloned() {
            self.inside.push(key.to_string());
            self.visit(&format!("{path}.in_segment"), &filter);
            self.inside.pop();
        }
    }

    fn field(&mut self, path: &str, test: &FieldTest) {
        let kept = match test.of {
            Object::Contact | Object::Account => true,
            Object::Lead => test.key == "source",
            Object::Opportunity => false,
        };
        if kept {
            return;
        }
        let message = match self.inside.last() {
            None => format!(
                "changes of the field \"{}\" are not kept, so nobody knows what it said before; leave this condition out to rehearse the rest",
                test.key
            ),
            Some(segment) => format!(
                "the segment \"{segment}\" asks about the field \"{}\", whose changes are not kept; leave it out to rehearse the rest",
                test.key
            ),
        };
        self.problems.push(Problem { path: format!("{path}.field"), message });
    }
}
