//! Small tools for SQL: many rows in one statement, and reading rows.

use crate::error::{Result, StoreError};
use crate::open::{Dialect, Tx};
use model::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// Most values bound to one statement; both databases take a little more.
const MOST_BINDS: usize = 30_000;
/// Rows of one statement, largest first. Few sizes, so that prepared statements are found again.
const ROWS: [usize; 4] = [256, 32, 4, 1];

/// A value of a row to be written.
#[derive(Clone)]
pub(crate) enum Cell {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl From<i64> for Cell {
    fn from(value: i64) -> Cell {
        Cell::Int(Some(value))
    }
}
impl From<bool> for Cell {
    fn from(value: bool) -> Cell {
        Cell::Int(Some(i64::from(value)))
    }
}
impl From<Timestamp> for Cell {
    fn from(value: Timestamp) -> Cell {
        Cell::Int(Some(value.0))
    }
}
impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Cell {
        Cell::Int(value)
    }
}
impl From<Option<Timestamp>> for Cell {
    fn from(value: Option<Timestamp>) -> Cell {
        Cell::Int(value.map(|at| at.0))
    }
}
impl From<&str> for Cell {
    fn from(value: &str) -> Cell {
        Cell::Text(Some(value.to_string()))
    }
}
impl From<String> for Cell {
    fn from(value: String) -> Cell {
        Cell::Text(Some(value))
    }
}
impl From<Option<String>> for Cell {
    fn from(value: Option<String>) -> Cell {
        Cell::Text(value)
    }
}
impl From<Vec<u8>> for Cell {
    fn from(value: Vec<u8>) -> Cell {
        Cell::Bytes(Some(value))
    }
}

/// Many rows by few statements: `{head} VALUES (…), (…) {tail}`.
pub(crate) struct Bulk {
    head: &'static str,
    tail: &'static str,
    width: usize,
    cells: Vec<Cell>,
    repeatable: bool,
}

impl Bulk {
    pub(crate) fn new(head: &'static str, tail: &'static str) -> Bulk {
        Bulk { head, tail, width: 0, cells: Vec::new(), repeatable: false }
    }

    /// For a statement to which a row that stands twice says no more than once: the last is repeated up to a power of two,
    /// so that one statement does for all.
    pub(crate) fn repeatable(self) -> Bulk {
        Bulk { repeatable: true, ..self }
    }

    /// Adds a row; all rows have the same width.
    pub(crate) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        debug_assert!(self.width == 0 || self.width == N, "rows of one statement have one width");
        self.width = N;
        self.cells.extend(cells);
    }

    /// Writes the rows in order and returns what the statements return (with a `RETURNING` in the tail).
    pub(crate) async fn run(self, tx: &mut Tx, dialect: Dialect) -> Result<Vec<AnyRow>> {
        let mut returned = Vec::new();
        if self.width == 0 {
            return Ok(returned);
        }
        let mut left = self.cells.len() / self.width;
        let last = if self.repeatable { self.cells[(left - 1) * self.width..].to_vec() } else { Vec::new() };
        let mut cells = self.cells.into_iter();
        while left > 0 {
            let rows = match self.repeatable {
                true => left.min(ROWS[0]).next_power_of_two(),
                false => ROWS.into_iter().find(|r| *r <= left && r * self.width <= MOST_BINDS).unwrap_or(1),
            };
            let text = statement(self.head, self.tail, rows, self.width, dialect);
            let mut query = sqlx::query(AssertSqlSafe(text));
            let repeated = last.iter().cycle().cloned();
            for cell in cells.by_ref().chain(repeated).take(rows * self.width) {
                query = match cell {
                    Cell::Int(value) => query.bind(value),
                    Cell::Text(Some(text)) if text.contains('\0') => {
                        return Err(StoreError::Nul("a text to be written"));
                    }
                    Cell::Text(value) => query.bind(value),
                    Cell::Bytes(value) => query.bind(value),
                };
            }
            returned.extend(query.fetch_all(&mut **tx).await?);
            left = left.saturating_sub(rows);
        }
        Ok(returned)
    }
}

fn statement(head: &str, tail: &str, rows: usize, width: usize, dialect: Dialect) -> String {
    let mut text = String::with_capacity(head.len() + tail.len() + rows * width * 6);
    match (dialect, head.strip_prefix("INSERT INTO")) {
        // After an error nothing of the transaction is kept: SQLite need not be able to undo the statement alone.
        (Dialect::Sqlite, Some(rest)) => {
            text.push_str("INSERT OR FAIL INTO");
            text.push_str(rest);
        }
        _ => text.push_str(head),
    }
    text.push_str(" VALUES ");
    let mut number = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..width {
            if column > 0 {
                text.push(',');
            }
            number += 1;
            // SQLite looks up names of parameters one by one, so with thousands of them they go unnamed.
            match dialect {
                Dialect::Sqlite => text.push('?'),
                Dialect::Postgres => text.push_str(&format!("${number}")),
            }
        }
        text.push(')');
    }
    text.push(' ');
    text.push_str(tail);
    text
}

/// JSON text of a value that we made ourselves.
pub(crate) fn to_json<T: Serialize + ?Sized>(what: &'static str, value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| StoreError::corrupt(what, e))
}

pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| StoreError::corrupt(what, e))
}

/// Reading a row by column names.
pub(crate) trait Columns {
    fn int(&self, column: &str) -> Result<i64>;
    fn opt_int(&self, column: &str) -> Result<Option<i64>>;
    fn text(&self, column: &str) -> Result<String>;
    fn opt_text(&self, column: &str) -> Result<Option<String>>;
    fn bytes(&self, column: &str) -> Result<Vec<u8>>;

    fn at(&self, column: &str) -> Result<Timestamp> {
        self.int(column).map(Timestamp)
    }
    fn opt_at(&self, column: &str) -> Result<Option<Timestamp>> {
        Ok(self.opt_int(column)?.map(Timestamp))
    }
    fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }
    fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        from_json(column, &self.text(column)?)
    }
    fn opt_json<T: DeserializeOwned>(&self, column: &'static str) -> Result<Option<T>> {
        self.opt_text(column)?.map(|text| from_json(column, &text)).transpose()
    }
    /// A word of a closed set.
    fn word<T>(&self, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| StoreError::corrupt(column, format!("\"{text}\" is not known")))
    }
    fn opt_word<T>(&self, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let Some(text) = self.opt_text(column)? else { return Ok(None) };
        parse(&text).map(Some).ok_or_else(|| StoreError::corrupt(column, format!("\"{text}\" is not known")))
    }
}

impl Columns for AnyRow {
    fn int(&self, column: &str) -> Result<i64> {
        Ok(self.try_get(column)?)
    }
    fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }
    fn text(&self, column: &str) -> Result<String> {
        Ok(self.try_get(column)?)
    }
    fn opt_text(&self, column: &str) -> Result<Option<String>> {
        Ok(self.try_get(column)?)
    }
    fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        Ok(self.try_get(column)?)
    }
}
