//! Filters: conditions over a contact, its account and its leads. Data only; the meaning is in `rules::evaluate`.

mod deeds;

pub use deeds::*;

use crate::Object;
use serde::{Deserialize, Serialize};

/// Limits that a filter must keep before anybody evaluates it.
pub const MAX_DEPTH: usize = 12;
pub const MAX_LEAVES: usize = 200;
pub const MAX_VALUES: usize = 10_000;

/// A condition. In JSON one key names the kind: `{"all": […]}`, `{"field": {…}}`, `{"did": {…}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Filter {
    /// True when every part is; true when empty.
    #[schema(no_recursion)]
    All(Vec<Filter>),
    /// True when some part is; false when empty.
    #[schema(no_recursion)]
    Any(Vec<Filter>),
    #[schema(no_recursion)]
    Not(Box<Filter>),
    Field(FieldTest),
    Did(Did),
    Sequence(Sequence),
    NotSince(NotSince),
    Measure(Measure),
    AtAccount(AtAccount),
    /// Member of a published segment.
    InSegment(String),
    /// Member of a static list.
    InList(String),
    /// The primary lead stands in one of these stages.
    Stage(Vec<String>),
    Program(ProgramTest),
    Score(ScoreTest),
    /// Marketing consent stands as said.
    Consent(ConsentTest),
    Opportunity(OpportunityTest),
    /// Relationship of the contact or, failing that, of its account.
    Relationship(Vec<crate::Relationship>),
    /// Tier of the contact's account.
    Tier(Vec<crate::Tier>),
}

/// A comparison of one field. On a lead field the primary lead is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldTest {
    pub of: Object,
    pub key: String,
    pub op: Op,
    /// One value, several (`is` means any of them), or two for `between`; in the plain JSON form of the field's type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<serde_json::Value>,
}

/// Comparisons. A positive comparison with an unknown value is false, so its negative twin is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Equals any of the values; text without regard to case.
    Is,
    IsNot,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    /// Has a value that is not the empty text.
    Known,
    /// Never had a value or had it cleared.
    Unknown,
    /// Is the empty text.
    Empty,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    /// From the first to the second value, both included.
    Between,
    /// Dates and times: earlier than.
    Before,
    /// Dates and times: later than.
    After,
    /// Dates and times: within the last N × 24 h, now included.
    InLastDays,
    /// Dates and times: within the next N × 24 h.
    InNextDays,
    /// Dates and times: within the calendar unit (`day`, `week`, `month`, `quarter`, `year`) that now lies in, in the
    /// instance's zone.
    InThis,
    /// Dates and times: within the calendar unit before that.
    InPrevious,
    /// Dates and times: within the calendar unit after that.
    InNext,
    /// Dates and times: the yearly return of the day, a year later at the earliest, is today or one of the next N days
    /// of the calendar. 29 February returns on 28 February where there is none.
    AnniversaryInNextDays,
    /// Dates and times: the yearly return of the day is today or one of the last N days of the calendar.
    AnniversaryInLastDays,
}

impl Op {
    /// Whether the answer depends on when it is asked.
    pub fn looks_from_now(self) -> bool {
        use Op::*;
        matches!(
            self,
            InLastDays | InNextDays | InThis | InPrevious | InNext | AnniversaryInNextDays | AnniversaryInLastDays
        )
    }

    /// Whether the comparison takes no value.
    pub fn is_unary(self) -> bool {
        matches!(self, Op::Known | Op::Unknown | Op::Empty)
    }
}

/// Membership of a program, in any status or in one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgramTest {
    pub key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<String>,
}

/// Parts of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScorePart {
    Behaviour,
    Fit,
    Account,
    Total,
}

/// A part of the score lies within bounds, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreTest {
    pub part: ScorePart,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i32>,
}

/// How marketing consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentTest {
    Given,
    Withdrawn,
    /// Neither given nor withdrawn.
    None,
}

/// Has a part in some opportunity of this outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpportunityTest {
    /// Any of these; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcome: Vec<crate::record::OpportunityOutcome>,
}

/// So many contacts of the account, the contact itself included, for whom a condition holds. Without an account: none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AtAccount {
    #[schema(no_recursion)]
    pub who: Box<Filter>,
    #[serde(default)]
    pub count: Count,
}

impl Filter {
    /// Everybody.
    pub fn everyone() -> Filter {
        Filter::All(Vec::new())
    }

    /// Calls `visit` with every condition without parts of its own. One about other contacts comes before those that it
    /// asks of them.
    pub fn leaves<'a>(&'a self, visit: &mut dyn FnMut(&'a Filter)) {
        match self {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| part.leaves(visit)),
            Filter::Not(part) => part.leaves(visit),
            Filter::AtAccount(test) => {
                visit(self);
                test.who.leaves(visit);
            }
            leaf => visit(leaf),
        }
    }

    /// When the condition looks at what was done.
    pub fn window(&self) -> Option<&Window> {
        match self {
            Filter::Did(Did { window, .. })
            | Filter::Sequence(Sequence { window, .. })
            | Filter::NotSince(NotSince { window, .. })
            | Filter::Measure(Measure { window, .. }) => Some(window),
            _ => None,
        }
    }

    /// The segments that it builds on, in order, each once: those it names and those since whose entry it counts.
    pub fn segments(&self) -> Vec<&str> {
        let mut named: Vec<&str> = Vec::new();
        self.leaves(&mut |leaf| {
            let key = match (leaf, leaf.window()) {
                (Filter::InSegment(key), _) | (_, Some(Window::SinceSegment(key))) => key.as_str(),
                _ => return,
            };
            if !named.contains(&key) {
                named.push(key);
            }
        });
        named
    }

    /// Refuses a filter that is too deep or too large to evaluate, saying which limit and the remedy.
    pub fn check_size(&self) -> Result<(), String> {
        let mut leaves = 0;
        self.measure(1, &mut leaves)
    }

    fn measure(&self, depth: usize, leaves: &mut usize) -> Result<(), String> {
        if depth > MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels; move a part into a segment of its own"));
        }
        match self {
            Filter::All(parts) | Filter::Any(parts) => {
                parts.iter().try_for_each(|part| part.measure(depth + 1, leaves))?;
            }
            Filter::Not(part) => part.measure(depth + 1, leaves)?,
            Filter::AtAccount(test) => {
                *leaves += 1;
                test.who.measure(depth + 1, leaves)?;
            }
            leaf => {
                *leaves += 1;
                if *leaves > MAX_LEAVES {
                    return Err(format!("more than {MAX_LEAVES} conditions; split it into segments"));
                }
                let values = match leaf {
                    Filter::Field(test) => test.values.len(),
                    Filter::Did(did) => matcher_size(&did.what),
                    Filter::Sequence(s) => matcher_size(&s.first) + matcher_size(&s.then),
                    Filter::NotSince(s) => matcher_size(&s.first) + matcher_size(&s.then),
                    Filter::Measure(measure) => matcher_size(&measure.what) + measure.values.len(),
                    _ => 0,
                };
                if values > MAX_VALUES {
                    return Err(format!("more than {MAX_VALUES} values in one condition; use a list"));
                }
            }
        }
        Ok(())
    }
}

fn matcher_size(what: &Matcher) -> usize {
    what.kind.len() + what.asset.len() + what.properties.iter().map(|p| 1 + p.values.len()).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_form_that_people_write() {
        let text = r#"{"all": [
            {"field": {"of": "contact", "key": "country", "op": "is", "values": ["NO", "ES"]}},
            {"did": {"kind": ["email_opened"], "count": {"at_least": 3}, "window": {"last_days": 30}}},
            {"not": {"did": {"kind": ["email_sent"], "asset": ["welcome"]}}},
            {"sequence": {"first": {"kind": ["email_clicked"]}, "then": {"kind": ["page_viewed"]}, "within_days": 7}},
            {"not_since": {"first": {"kind": ["form_submitted"]}, "then": {"kind": ["call_held"]}, "window": {"this": "month"}}},
            {"measure": {"kind": ["page_viewed"], "of": "distinct_assets", "op": "at_least", "values": [3]}},
            {"measure": {"kind": ["order"], "of": {"sum": "value"}, "op": "more_than", "values": [{"minor": 1, "currency": "EUR"}]}},
            {"at_account": {"who": {"did": {"kind": ["page_viewed"], "window": {"since_segment": "hot"}}}, "count": {"at_least": 3}}}
        ]}"#;
        let filter: Filter = serde_json::from_str(text).unwrap();
        let again: Filter = serde_json::from_str(&serde_json::to_string(&filter).unwrap()).unwrap();
        assert_eq!(filter, again);
        filter.check_size().unwrap();
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        let wrong = r#"{"field": {"of": "contact", "key": "country", "op": "is", "value": ["NO"]}}"#;
        assert!(serde_json::from_str::<Filter>(wrong).unwrap_err().to_string().contains("value"));
    }

    #[test]
    fn limits_hold() {
        let mut deep = Filter::everyone();
        for _ in 0..MAX_DEPTH {
            deep = Filter::Not(Box::new(deep));
        }
        assert!(deep.check_size().unwrap_err().contains("deeper"));
        let wide = Filter::All(vec![Filter::InList("x".into()); MAX_LEAVES + 1]);
        assert!(wide.check_size().unwrap_err().contains("conditions"));
    }
}
