//! One table of a world, from CSV or Parquet, as rows of texts. Types and meaning are for `world::read`.

use super::WorldError;
use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

/// Longest file, in bytes, and most rows of a table.
pub const MAX_FILE: u64 = 512 * 1024 * 1024;
pub const MAX_ROWS: usize = 5_000_000;
/// Most columns of a table.
const MAX_COLUMNS: usize = 200;

/// A table with its header. Empty cells and the usual words for "none" are `None`.
pub struct Table {
    /// Name of the file, for messages.
    pub file: String,
    columns: Vec<String>,
    cells: Vec<Option<Box<str>>>,
}

impl Table {
    /// Reads a file by the ending of its name.
    pub fn read(file: &str, bytes: Bytes) -> Result<Table, WorldError> {
        let bad = |message: String| WorldError { file: file.to_string(), message };
        if bytes.len() as u64 > MAX_FILE {
            return Err(bad(format!("larger than {} MB; a world's tables are smaller", MAX_FILE / 1024 / 1024)));
        }
        let (columns, cells) =
            if file.ends_with(".parquet") { from_parquet(bytes) } else { from_csv(&bytes) }.map_err(bad)?;
        Ok(Table { file: file.to_string(), columns, cells })
    }

    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    pub fn len(&self) -> usize {
        self.cells.len() / self.columns.len().max(1)
    }

    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    pub fn cell(&self, row: usize, place: usize) -> Option<&str> {
        self.cells.get(row * self.columns.len() + place)?.as_deref()
    }
}

type Read = Result<(Vec<String>, Vec<Option<Box<str>>>), String>;

fn known(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    let none = matches!(text, "" | "null" | "NULL" | "None" | "nan" | "NaN" | "NaT" | "<NA>");
    (!none).then(|| text.into())
}

fn from_csv(bytes: &[u8]) -> Read {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let header = reader.headers().map_err(|e| format!("not a CSV file: {e}"))?.clone();
    let columns: Vec<String> =
        header.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_string()).collect();
    check_width(columns.len())?;
    let mut cells = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|e| format!("row {}: {e}", row + 1))?;
        check_rows(row)?;
        cells.extend(record.iter().map(known));
    }
    Ok((columns, cells))
}

fn from_parquet(bytes: Bytes) -> Read {
    let reader = SerializedFileReader::new(bytes).map_err(|e| format!("not a Parquet file: {e}"))?;
    let schema = reader.metadata().file_metadata().schema();
    let columns: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_string()).collect();
    check_width(columns.len())?;
    let mut cells = Vec::new();
    let rows = reader.get_row_iter(None).map_err(|e| e.to_string())?;
    for (row, record) in rows.enumerate() {
        let record = record.map_err(|e| format!("row {}: {e}", row + 1))?;
        check_rows(row)?;
        cells.extend(record.get_column_iter().map(|(_, field)| text_of(field)));
    }
    Ok((columns, cells))
}

fn text_of(field: &Field) -> Option<Box<str>> {
    match field {
        Field::Null => None,
        Field::Str(text) => known(text),
        Field::Date(day) => Some(model::value::date_of_day(*day).to_string().into()),
        Field::TimestampMillis(at) => Some(model::Timestamp(at.saturating_mul(1000)).to_string().into()),
        Field::TimestampMicros(at) => Some(model::Timestamp(*at).to_string().into()),
        other => known(&other.to_string()),
    }
}

fn check_width(columns: usize) -> Result<(), String> {
    match columns {
        0 => Err("has no columns".into()),
        1..=MAX_COLUMNS => Ok(()),
        _ => Err(format!("more than {MAX_COLUMNS} columns")),
    }
}

fn check_rows(row: usize) -> Result<(), String> {
    if row < MAX_ROWS { Ok(()) } else { Err(format!("more than {MAX_ROWS} rows")) }
}
