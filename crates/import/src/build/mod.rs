//! From a row to inputs, one file an object. A row becomes inputs whole or not at all.

mod account;
mod activity;
mod cells;
mod contact;
mod emails;
mod lead;
mod opportunity;
mod references;

pub use cells::Note;

use crate::Options;
use crate::plan::Plan;
use crate::{Row, keys};
use cells::Cells;
use hygiene::Problem;
use hygiene::header::Table;
use model::Input;

/// What a row became.
#[derive(Debug, Clone, PartialEq)]
pub struct Built {
    /// The first carries the record; others follow from it (an opt-out).
    pub inputs: Vec<Input>,
    /// What names the record within its file and source; `None` when only its content does.
    pub key: Option<String>,
    pub warnings: Vec<Note>,
    /// Whether a name was tidied.
    pub tidied: bool,
}

/// Turns a row into inputs, or says why it cannot be used.
pub fn build(plan: &Plan, row: &Row, options: &Options) -> Result<Built, Note> {
    if let Some(problem) = &row.problem {
        return Err(Note { column: None, problem: problem.clone() });
    }
    let mut cells = Cells::new(plan, row, options);
    let (inputs, key) = match plan.table {
        Table::Contacts => contact::build(&mut cells)?,
        Table::Accounts => account::build(&mut cells)?,
        Table::Leads => lead::build(&mut cells)?,
        Table::Opportunities => opportunity::build(&mut cells)?,
        Table::Activities => activity::build(&mut cells)?,
    };
    let (warnings, tidied) = cells.finish();
    Ok(Built { inputs, key, warnings, tidied })
}

/// A problem of the row as a whole.
fn row_problem(reason: &str, remedy: &str) -> Note {
    Note { column: None, problem: Problem::new(reason, remedy) }
}

/// An id for a record whose source gives none: made of what does not change about it.
fn derived_id(parts: &[&str]) -> String {
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
    format!("import:{}", keys::hex(&keys::hash(&parts)))
}
