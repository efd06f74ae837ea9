//! E-mail addresses of a row, with warnings about those that are doubtful.

use super::cells::{Cells, Got, Note};
use crate::plan::Column;
use crate::target::{Slot, Target};
use hygiene::{Problem, email, shown};
use model::Value;

impl Cells<'_> {
    /// The address of a column in normal form, with warnings about what is doubtful.
    pub fn email(&mut self, column: &Column) -> Result<Option<String>, Note> {
        let Got::Value(Value::Text(address)) = self.read(column)? else { return Ok(None) };
        if let Ok(email) = email::parse(&address) {
            if email.role {
                let reason = format!("{} is read by several people or by none", shown(&address));
                self.warn(Some(column), Problem::new(reason, "ask for a personal address"));
            }
            if let Some(meant) = email.suggestion {
                let reason = format!("{} looks mistyped", shown(&address));
                self.warn(Some(column), Problem::new(reason, format!("perhaps {meant} is meant")));
            }
        }
        Ok(Some(address))
    }

    pub fn email_in(&mut self, slot: Slot) -> Result<Option<String>, Note> {
        match self.column(slot) {
            Some(column) => self.email(column),
            None => Ok(None),
        }
    }

    pub fn further_emails(&mut self) -> Result<Vec<String>, Note> {
        let plan = self.plan;
        let mut found = Vec::new();
        for column in plan.columns.iter().filter(|column| column.target == Target::Fixed(Slot::FurtherEmail)) {
            found.extend(self.email(column)?);
        }
        Ok(found)
    }
}
