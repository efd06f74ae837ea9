//! The mapping: how a file is read and where each column goes. A JSON document that people write and the wizard edits; what
//! it leaves out is taken from the proposal.

use crate::question::{About, Question};
use crate::target::{Slot, Target};
use hygiene::header::Table;
use hygiene::{ColumnRule, DateFormat, Problem, shown};
use model::{Currency, FieldType};
use serde::{Deserialize, Serialize};

/// How a file becomes inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[schema(value_type = String)]
    pub object: Table,
    /// `utf-8`, `windows-1252` …; detected when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// IANA zone of times without their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Alpha-2 code of the country of phone numbers without their own; a row's own country goes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// A cell with exactly this text clears the value, as in `"NULL"`; no cell does when absent. An empty cell leaves the
    /// value as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clear: Option<String>,
    #[serde(default)]
    pub columns: Vec<ColumnMapping>,
    /// Values for every row, where the file has no column for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixed: Vec<Fixed>,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ColumnMapping {
    /// As in the header.
    pub column: String,
    /// `email`, `field.first_name`, `ignore` …; the proposal's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Target>,
    /// The type of a property's values; of other targets it is known.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub property: Option<FieldType>,
    /// What becomes of a row with a cell that cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_problem: Option<OnProblem>,
    #[serde(flatten)]
    pub rule: ColumnRule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnProblem {
    /// The row is rejected.
    Reject,
    /// The value is left out with a warning.
    LeaveOut,
}

/// A value that every row gets, in plain form: dates as `2026-03-01`, decimals with a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    pub to: Target,
    pub value: String,
}

/// What a column of a mapping may say.
const COLUMN_KEYS: [&str; 12] = [
    "column",
    "to",
    "type",
    "on_problem",
    "date_format",
    "decimal_mark",
    "currency",
    "unit",
    "scale",
    "zone",
    "country",
    "values",
];

impl Mapping {
    pub fn new(object: Table) -> Mapping {
        let (encoding, delimiter, zone, country, clear) = (None, None, None, None, None);
        Mapping { object, encoding, delimiter, zone, country, clear, columns: Vec::new(), fixed: Vec::new() }
    }

    /// Reads a mapping document; the problem names the place.
    pub fn parse(text: &str) -> Result<Mapping, Problem> {
        let remedy = "correct the mapping file";
        let json: serde_json::Value =
            serde_json::from_str(text).map_err(|e| Problem::new(format!("the mapping is not JSON: {e}"), remedy))?;
        for column in json.get("columns").and_then(|columns| columns.as_array()).into_iter().flatten() {
            let keys = column.as_object().map(|object| object.keys().collect::<Vec<_>>()).unwrap_or_default();
            if let Some(unknown) = keys.into_iter().find(|key| !COLUMN_KEYS.contains(&key.as_str())) {
                let reason = format!("a column of the mapping has {}", shown(unknown));
                return Err(Problem::new(reason, format!("a column may have {}", COLUMN_KEYS.join(", "))));
            }
        }
        serde_json::from_value(json).map_err(|e| Problem::new(format!("the mapping: {e}"), remedy))
    }

    pub fn column(&self, name: &str) -> Option<&ColumnMapping> {
        self.columns.iter().find(|column| column.column == name)
    }

    /// Where a column goes; nowhere when the mapping does not name it.
    pub fn target(&self, name: &str) -> &Target {
        self.column(name).and_then(|column| column.to.as_ref()).unwrap_or(&Target::Ignore)
    }

    /// Whether a column or a fixed value goes to a slot.
    pub(crate) fn fills(&self, slot: Slot) -> bool {
        let target = Target::Fixed(slot);
        self.columns.iter().any(|column| column.to.as_ref() == Some(&target))
            || self.fixed.iter().any(|f| f.to == target)
    }

    /// This mapping laid over another: what it says goes first, column by column.
    pub fn over(&self, base: &Mapping) -> Mapping {
        let mut merged = self.clone();
        merged.encoding = self.encoding.clone().or(base.encoding.clone());
        merged.delimiter = self.delimiter.or(base.delimiter);
        merged.zone = self.zone.clone().or(base.zone.clone());
        merged.country = self.country.clone().or(base.country.clone());
        merged.clear = self.clear.clone().or(base.clear.clone());
        for column in &base.columns {
            match merged.columns.iter_mut().find(|own| own.column == column.column) {
                None if self.taken(column.to.as_ref()) => {
                    merged.columns.push(ColumnMapping { to: Some(Target::Ignore), ..column.clone() });
                }
                None => merged.columns.push(column.clone()),
                Some(own) => own.fill_from(column),
            }
        }
        merged
    }

    /// Whether this mapping itself sends something to a target that takes only one column.
    fn taken(&self, target: Option<&Target>) -> bool {
        let Some(target) = target.filter(|target| !target.takes_many()) else { return false };
        self.columns.iter().any(|own| own.to.as_ref() == Some(target)) || self.fixed.iter().any(|own| own.to == *target)
    }
}

impl ColumnMapping {
    fn fill_from(&mut self, base: &ColumnMapping) {
        let (own, other) = (&mut self.rule, &base.rule);
        self.to = self.to.clone().or(base.to.clone());
        self.property = self.property.or(base.property);
        self.on_problem = self.on_problem.or(base.on_problem);
        own.date_format = own.date_format.or(other.date_format);
        own.decimal_mark = own.decimal_mark.or(other.decimal_mark);
        own.currency = own.currency.or(other.currency);
        own.unit = own.unit.clone().or(other.unit.clone());
        own.scale = own.scale.or(other.scale);
        own.zone = own.zone.clone().or(other.zone.clone());
        own.country = own.country.clone().or(other.country.clone());
        if own.values.is_empty() {
            own.values = other.values.clone();
        }
    }

    /// Answers a question; false when the answer is not one.
    pub fn answer(&mut self, question: &Question, answer: &str) -> bool {
        match question.about {
            About::DateFormat => self.rule.date_format = DateFormat::parse(answer),
            About::DecimalMark => {
                self.rule.decimal_mark = hygiene::DecimalMark::BOTH.into_iter().find(|mark| mark.as_str() == answer);
            }
            About::Currency => self.rule.currency = Currency::parse(answer),
            About::Unit => self.rule.unit = Some(answer.to_string()),
        }
        question.choices.iter().any(|choice| choice.value == answer)
    }
}
