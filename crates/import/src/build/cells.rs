//! The cells of one row, read by the plan: what is missing takes its default, what cannot be read rejects the row or is left
//! out, and each of these leaves a note.

use crate::Options;
use crate::Row;
use crate::mapping::OnProblem;
use crate::plan::{Column, Plan};
use crate::target::{Slot, Target};
use hygiene::{ColumnRule, Problem, currency, name, parse_cell_in, placeholder, shown, text};
use model::input::FieldPuts;
use model::{FieldType, Money, Timestamp, Value};

/// Something to tell about a row: why it was rejected, or what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The column that it is about; the whole row when absent.
    pub column: Option<String>,
    pub problem: Problem,
}

impl Note {
    pub fn new(column: &Column, problem: Problem) -> Note {
        Note { column: Some(column.name.clone()), problem }
    }
}

/// What a cell says.
pub(super) enum Got {
    /// Nothing: the record keeps what it has.
    Missing,
    /// That there is no value.
    Clear,
    Value(Value),
}

/// Texts that people fill with "test" to get past a form.
const FILLED_TO_PASS: [&str; 7] = ["first_name", "last_name", "company", "account.name", "job_title", "name", "city"];

pub struct Cells<'a> {
    pub plan: &'a Plan,
    pub row: &'a Row,
    pub options: &'a Options,
    /// Alpha-2 code of the row's own country.
    country: Option<String>,
    warnings: Vec<Note>,
    tidied: bool,
}

impl<'a> Cells<'a> {
    pub fn new(plan: &'a Plan, row: &'a Row, options: &'a Options) -> Cells<'a> {
        Cells { plan, row, options, country: None, warnings: Vec::new(), tidied: false }
    }

    pub fn finish(self) -> (Vec<Note>, bool) {
        (self.warnings, self.tidied)
    }

    /// The text of all cells that go somewhere: what the row says, for an id made of it.
    pub fn content(&self) -> String {
        let cells: Vec<&str> = self.plan.columns.iter().map(|column| column.cell(&self.row.cells)).collect();
        cells.join("\u{1f}")
    }

    pub fn warn(&mut self, column: Option<&Column>, problem: Problem) {
        self.warnings.push(Note { column: column.map(|column| column.name.clone()), problem });
    }

    pub fn column(&self, slot: Slot) -> Option<&'a Column> {
        self.plan.columns.iter().find(|column| column.target == Target::Fixed(slot))
    }

    /// The values of all columns that go to fields.
    pub fn fields(&mut self) -> Result<FieldPuts, Note> {
        let plan = self.plan;
        let mut puts = FieldPuts::new();
        for column in &plan.columns {
            let Target::Field(key) = &column.target else { continue };
            match self.read(column)? {
                Got::Clear => {
                    puts.insert(key.clone(), None);
                }
                Got::Value(value) => {
                    if let (FieldType::Country, Value::Text(code)) = (column.field.field_type, &value) {
                        self.country = Some(code.clone());
                    }
                    puts.insert(key.clone(), Some(value));
                }
                Got::Missing => {
                    if let Some(value) = self.default(column) {
                        puts.insert(key.clone(), Some(value));
                    }
                }
            }
        }
        Ok(puts)
    }

    /// The values of all columns that go to properties of an activity.
    pub fn properties(&mut self) -> Result<std::collections::BTreeMap<String, Value>, Note> {
        let plan = self.plan;
        let mut properties = std::collections::BTreeMap::new();
        for column in &plan.columns {
            let Target::Property(key) = &column.target else { continue };
            let mut value = match self.read(column) {
                Ok(Got::Value(value)) => value,
                Ok(Got::Missing | Got::Clear) => continue,
                // A property is an observation: what it is not, it still is as text.
                Err(note) => {
                    let reason = format!("{}; it was kept as text", note.problem.reason);
                    self.warn(Some(column), Problem { reason, ..note.problem });
                    Value::Text(text::tidy(column.cell(&self.row.cells)))
                }
            };
            if let Value::Text(text) = &mut value
                && text.chars().count() > model::activity::MAX_PROPERTY_TEXT
            {
                *text = text.chars().take(model::activity::MAX_PROPERTY_TEXT).collect();
                let reason = format!("the text was cut to {} characters", model::activity::MAX_PROPERTY_TEXT);
                self.warn(Some(column), Problem::new(reason, "shorten it, or leave the column out"));
            }
            properties.insert(key.clone(), value);
        }
        if properties.len() > model::activity::MAX_PROPERTIES {
            let reason = format!("the activity has more than {} properties", model::activity::MAX_PROPERTIES);
            return Err(Note { column: None, problem: Problem::new(reason, "ignore columns that are not needed") });
        }
        Ok(properties)
    }

    pub(super) fn read(&mut self, column: &Column) -> Result<Got, Note> {
        let cell = column.cell(&self.row.cells);
        if self.plan.clear.as_deref().is_some_and(|clear| cell.trim() == clear) {
            return Ok(Got::Clear);
        }
        let country = self.country.as_deref().or(column.rule.country.as_deref());
        match parse_cell_in(cell, &column.rule, &column.field, country) {
            Ok(None) => Ok(Got::Missing),
            Ok(Some(Value::Text(text))) if self.fills_a_box(column, &text) => Ok(Got::Missing),
            Ok(Some(Value::Text(text))) => Ok(Got::Value(Value::Text(self.tidy(column, text)))),
            Ok(Some(value)) => Ok(Got::Value(value)),
            Err(problem) if column.on_problem == OnProblem::LeaveOut => {
                let reason = format!("{}; the value was left out", problem.reason);
                self.warn(Some(column), Problem { reason, ..problem });
                Ok(Got::Missing)
            }
            Err(problem) => Err(Note::new(column, problem)),
        }
    }

    fn fills_a_box(&mut self, column: &Column, text: &str) -> bool {
        let junk = FILLED_TO_PASS.contains(&column.field.key.as_str()) && placeholder::is_junk(text);
        if junk {
            let reason = format!("{} was counted as no value", shown(text));
            self.warn(Some(column), Problem::new(reason, "write the real value"));
        }
        junk
    }

    fn tidy(&mut self, column: &Column, text: String) -> String {
        if !matches!(&column.target, Target::Field(key) if key == "first_name" || key == "last_name") {
            return text;
        }
        let tidied = name::person(&text);
        self.tidied |= tidied.raw.is_some();
        tidied.value
    }

    fn default(&mut self, column: &Column) -> Option<Value> {
        let value = column.field.field_type.parse_json(column.field.default.as_ref()?).ok()?;
        let reason = format!("no value; the default {} was taken", shown(&value.to_string()));
        self.warn(Some(column), Problem::new(reason, "write a value where the default is not right"));
        Some(value)
    }

    fn slot(&mut self, slot: Slot) -> Result<Option<(Value, &'a Column)>, Note> {
        let Some(column) = self.column(slot) else { return Ok(None) };
        match self.read(column)? {
            Got::Value(value) => Ok(Some((value, column))),
            Got::Missing | Got::Clear => Ok(None),
        }
    }

    pub fn text(&mut self, slot: Slot) -> Result<Option<String>, Note> {
        Ok(self.slot(slot)?.and_then(|(value, _)| value.as_text().map(str::to_string)))
    }

    pub fn instant(&mut self, slot: Slot) -> Result<Option<Timestamp>, Note> {
        Ok(self.slot(slot)?.and_then(|(value, _)| value.as_number()).map(Timestamp))
    }

    pub fn yes(&mut self, slot: Slot) -> Result<bool, Note> {
        Ok(matches!(self.slot(slot)?, Some((Value::Boolean(true), _))))
    }

    /// A text that one of these words must be; the columns' table of values has been asked before.
    pub fn word<T>(&mut self, slot: Slot, read: impl Fn(&str) -> Option<T>, may: &str) -> Result<Option<T>, Note> {
        let Some(column) = self.column(slot) else { return Ok(None) };
        // Not by way of a text field: "open" and "none" are answers here.
        let cell = text::tidy(column.rule.replaced(column.cell(&self.row.cells)));
        if let Some(value) = read(&cell) {
            return Ok(Some(value));
        }
        if cell.is_empty() || placeholder::means_nothing(&cell) {
            return Ok(None);
        }
        let remedy = format!("write {may}, or add {} to the column's values", shown(&cell));
        let problem = Problem::new(format!("{} is not known here", shown(&cell)), remedy);
        if column.on_problem == OnProblem::LeaveOut {
            self.warn(Some(column), problem);
            return Ok(None);
        }
        Err(Note::new(column, problem))
    }

    /// An amount; its currency stands beside it, in a column of currencies, or in the rule.
    pub fn money(&mut self, slot: Slot) -> Result<Option<Money>, Note> {
        let Some(column) = self.column(slot) else { return Ok(None) };
        let code = self.slot(Slot::Currency)?;
        let code = code.as_ref().and_then(|(value, column)| Some((value.as_text()?, *column)));
        let got = match code {
            None => self.read(column)?,
            Some((code, of)) => {
                let currency = currency::parse(code).map_err(|problem| Note::new(of, problem))?;
                let rule = ColumnRule { currency: Some(currency), ..column.rule.clone() };
                self.read(&Column { rule, ..column.clone() })?
            }
        };
        Ok(match got {
            Got::Value(Value::Money(money)) => Some(money),
            _ => None,
        })
    }
}
