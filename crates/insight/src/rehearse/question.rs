//! What is asked of a contact at an instant: whether a filter holds, or whether its open lead passes the gates.

use super::{RehearsalError, Wanted, in_force, published};
use audience::Image;
use model::definition::{Body, Qualification, ScoringModel};
use model::{DefinitionKind, Filter, Scores, Timestamp};
use rules::past::{Asked, asked, conditions_of};
use rules::verdict::earlier;
use rules::{Gates, Subject, Verdict, View};

/// The rules of a draft with what they need beside them.
#[derive(Debug, Clone, PartialEq)]
pub enum Rules {
    Segment(Filter),
    Gates { model: Box<ScoringModel>, gates: Box<Qualification> },
}

/// Rules with the model that scores are worked out by.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub rules: Rules,
    /// Of a segment, the model in force.
    pub scoring: Option<ScoringModel>,
    pub asked: Asked,
}

/// How a lead stands before the gates. That it qualified before does not count: the rules are asked afresh.
#[derive(Debug)]
pub struct Standing {
    pub scores: Scores,
    pub passed: bool,
    pub until: Option<Timestamp>,
}

/// The question of the draft, and of the version in force.
pub fn both(image: &Image, wanted: &Wanted<'_>) -> Result<(Question, Option<Question>), RehearsalError> {
    let before = published(image, wanted.kind, wanted.key);
    let draft = Question::of(image, wanted.draft)?;
    // The version in force may ask about what keeps no history; then there is nothing to compare with.
    Ok((draft, before.and_then(|body| Question::of(image, &body).ok())))
}

impl Question {
    fn of(image: &Image, body: &Body) -> Result<Question, RehearsalError> {
        let (model, gates) = in_force(image);
        let (rules, scoring) = match (body, &model, &gates) {
            (Body::Segment(segment), Some(Body::Scoring(model)), _) => {
                (Rules::Segment(segment.filter.clone()), Some(model.clone()))
            }
            (Body::Segment(segment), ..) => (Rules::Segment(segment.filter.clone()), None),
            (Body::Scoring(model), _, Some(Body::Qualification(gates)))
            | (Body::Qualification(gates), Some(Body::Scoring(model)), _) => {
                (Rules::Gates { model: Box::new(model.clone()), gates: Box::new(gates.clone()) }, Some(model.clone()))
            }
            (Body::Scoring(_) | Body::Qualification(_), ..) => return Err(RehearsalError::Incomplete),
            _ => return Err(RehearsalError::Kind),
        };
        let asked = asked(image, conditions(body, &rules)).map_err(RehearsalError::NoHistory)?;
        Ok(Question { rules, scoring, asked })
    }

    /// Whether it holds of a subject, and until when by itself.
    pub fn ask(&self, view: &dyn View, subject: Subject, at: Timestamp) -> Verdict {
        match &self.rules {
            Rules::Segment(filter) => rules::evaluate(view, filter, subject, at),
            Rules::Gates { .. } => match view.lead(subject) {
                Some(lead) if lead.ended_at.is_none() => {
                    let standing = self.standing(view, subject, at);
                    Verdict { holds: standing.passed, until: standing.until }
                }
                _ => Verdict::lasting(false),
            },
        }
    }

    /// How a subject with an open lead stands before the gates. Only for rules that are gates.
    pub fn standing(&self, view: &dyn View, subject: Subject, at: Timestamp) -> Standing {
        let (model, gates) = self.both_rules();
        let scored = rules::score(view, model, subject, at);
        let scores = scored.scores;
        // Gates 2 and 3 are numbers: where they are closed, nobody has to be looked at. Points that only lapse open
        // nothing, so where behaviour is too little only a new deed can.
        let too_little = scores.behaviour < gates.behaviour_at_least;
        if too_little || scores.account < gates.account_at_least {
            let lapses = model.behaviour.iter().all(|rule| rule.points >= 0);
            let until = scored.until.filter(|_| !(too_little && lapses));
            return Standing { scores, passed: false, until };
        }
        let stands = rules::gates(view, gates, subject, scores, at);
        let wanted = gates.relationships.contains(&view.relationship(subject));
        let passed = wanted && stands.complete.passed && stands.behaviour.passed && stands.account.passed;
        Standing { scores, passed, until: earlier(scored.until, stands.until) }
    }

    /// The gates with their reasons, and whether the relationship is one that qualifies.
    pub fn gates(&self, view: &dyn View, subject: Subject, at: Timestamp) -> (Gates, bool) {
        let (model, gates) = self.both_rules();
        let scores = rules::score(view, model, subject, at).scores;
        let wanted = gates.relationships.contains(&view.relationship(subject));
        (rules::gates(view, gates, subject, scores, at), wanted)
    }

    fn both_rules(&self) -> (&ScoringModel, &Qualification) {
        match &self.rules {
            Rules::Gates { model, gates } => (model, gates),
            Rules::Segment(_) => unreachable!("a segment has no gates"),
        }
    }
}

/// The conditions of a draft with their places in it; of what it is judged with, with the place there.
fn conditions<'a>(draft: &'a Body, rules: &'a Rules) -> Vec<(String, &'a Filter)> {
    match rules {
        Rules::Segment(filter) => vec![("filter".into(), filter)],
        Rules::Gates { model, gates } => {
            let scoring = matches!(draft, Body::Scoring(_));
            let (own, other) = match scoring {
                true => ("", "qualification."),
                false => ("scoring.", ""),
            };
            let model = conditions_of(model).map(|(path, filter)| (format!("{own}{path}"), filter));
            model.chain([(format!("{other}target_title"), &gates.target_title)]).collect()
        }
    }
}

/// Whether a kind can be rehearsed.
pub fn can_be(kind: DefinitionKind) -> bool {
    matches!(kind, DefinitionKind::Segment | DefinitionKind::Scoring | DefinitionKind::Qualification)
}
