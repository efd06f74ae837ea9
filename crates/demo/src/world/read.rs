//! One table row by row: required columns, dates, numbers and references, with a count of what was passed over.

use super::table::Table;
use super::*;
use model::{HOUR, MINUTE, SECOND, Timestamp};
use std::collections::HashMap;

/// What became of a table's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    pub table: String,
    pub file: String,
    pub read: usize,
    pub loaded: usize,
    /// Rows passed over, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Columns that are not used, and why.
    pub unused_columns: BTreeMap<String, String>,
}

impl Counts {
    pub fn skip(&mut self, reason: impl Into<String>) {
        *self.skipped.entry(reason.into()).or_default() += 1;
    }
}

/// One row being read; a missing part says why the row is passed over.
pub(super) struct Row<'t> {
    table: &'t Table,
    row: usize,
}

impl<'t> Row<'t> {
    pub fn text(&self, column: &str) -> Option<&'t str> {
        self.table.cell(self.row, self.table.place(column)?)
    }

    pub fn owned(&self, column: &str) -> Option<String> {
        self.text(column).map(str::to_string)
    }

    pub fn need(&self, column: &str) -> Result<&'t str, String> {
        self.text(column).ok_or_else(|| format!("no {column}"))
    }

    pub fn moment(&self, column: &str) -> Result<Moment, String> {
        moment(self.need(column)?).ok_or_else(|| format!("{column} is not a date"))
    }

    /// Absent is fine, wrong is not.
    pub fn maybe_moment(&self, column: &str) -> Result<Option<Moment>, String> {
        self.text(column).map(|text| moment(text).ok_or_else(|| format!("{column} is not a date"))).transpose()
    }

    pub fn count(&self, column: &str) -> Result<i64, String> {
        let Some(text) = self.text(column) else { return Ok(0) };
        let number = text.parse::<f64>().ok().filter(|number| (0.0..1e12).contains(number));
        number.map(|number| number as i64).ok_or_else(|| format!("{column} is not a number from 0 up"))
    }

    pub fn refer(&self, column: &str, places: &HashMap<String, usize>) -> Result<usize, String> {
        let id = self.need(column)?;
        places.get(id).copied().ok_or_else(|| format!("{column} names a row that is not there"))
    }
}

/// `2024-01-05`, or that with a time after a space or `T`, in UTC.
fn moment(text: &str) -> Option<Moment> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(Moment { at: Timestamp(at.as_microsecond()), exact: true });
    }
    let (date, time) = text.split_at_checked(10)?;
    let day = Timestamp::parse(date)?;
    let time = time.trim_start_matches(['T', ' ']);
    let Ok(time) = time.parse::<jiff::civil::Time>() else {
        return time.is_empty().then_some(Moment { at: day, exact: false });
    };
    let into = i64::from(time.hour()) * HOUR + i64::from(time.minute()) * MINUTE + i64::from(time.second()) * SECOND;
    Some(Moment { at: day.plus(into), exact: into > 0 })
}

/// Reads a table by one function per row. A row with an id seen before is passed over.
pub(super) fn rows<T>(
    table: &Table,
    key: &str,
    columns: &[&str],
    counts: &mut Vec<Counts>,
    mut read: impl FnMut(&Row<'_>, String) -> Result<T, String>,
) -> Result<Vec<T>, WorldError> {
    let missing: Vec<&str> = columns.iter().copied().filter(|column| table.place(column).is_none()).collect();
    if !missing.is_empty() {
        let message =
            format!("lacks the column {}; its columns are {}", missing.join(", "), table.columns().join(", "));
        return Err(WorldError { file: table.file.clone(), message });
    }
    let name = table.file.split('.').next().unwrap_or_default();
    let mut count = Counts { table: name.into(), file: table.file.clone(), read: table.len(), ..Counts::default() };
    for column in table.columns().iter().filter(|column| !columns.contains(&column.as_str())) {
        count.unused_columns.insert(column.clone(), why_unused(column).to_string());
    }
    let mut seen = std::collections::HashSet::new();
    let mut kept = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let row = Row { table, row };
        let made = row.need(key).and_then(|id| {
            if !seen.insert(id.to_string()) {
                return Err(format!("{key} occurs twice"));
            }
            read(&row, id.to_string())
        });
        match made {
            Ok(made) => kept.push(made),
            Err(reason) => count.skip(reason),
        }
    }
    count.loaded = kept.len();
    counts.push(count);
    Ok(kept)
}

fn why_unused(column: &str) -> &'static str {
    match column {
        "is_sql" => "says how far the lead got in the end, which nobody knew at the time",
        "campaign_id" => "the world has no campaigns",
        "subscription_status" => "the product keeps no subscriptions",
        "account_id" | "opportunity_id" | "customer_id" => "follows from another reference",
        _ => "not known to the product",
    }
}
