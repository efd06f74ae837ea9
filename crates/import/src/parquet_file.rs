//! A Parquet file: flat columns, read row by row and shown as text. Its numbers and dates need no detection.

use crate::limits::{Limits, size};
use crate::{FileError, Row};
use hygiene::Problem;
use parquet::basic::{LogicalType, TimeUnit, Type as Physical};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub struct ParquetFile {
    rows_read: RowIter<'static>,
    columns: Vec<Column>,
    at: u64,
    /// Rows of the file.
    pub rows: u64,
}

/// What the schema says of a column.
struct Column {
    name: String,
    /// Times are UTC; otherwise they are times of the wall in a zone not told.
    utc: bool,
    nanoseconds: bool,
}

impl ParquetFile {
    /// Opens the file and names its columns.
    pub fn open(file: File, limits: &Limits) -> Result<(ParquetFile, Vec<String>), FileError> {
        let reader = guarded(|| SerializedFileReader::new(file))?.map_err(malformed)?;
        let metadata = reader.metadata();
        let rows = u64::try_from(metadata.file_metadata().num_rows()).unwrap_or(0);
        if rows == 0 {
            return Err(FileError::new("the file has columns but no rows", "export it again with its rows"));
        }
        if rows > limits.rows {
            return Err(FileError::new(format!("there are more than {} rows", limits.rows), "split the file"));
        }
        // A few bytes can claim to unpack to any size; what a block says of itself is checked before it is read.
        let unpacked = metadata.row_groups().iter().map(|group| group.total_byte_size()).max().unwrap_or(0);
        if u64::try_from(unpacked).unwrap_or(0) > limits.file {
            let reason = format!("a row group unpacks to more than {}", size(limits.file));
            return Err(FileError::new(reason, "write the file with smaller row groups"));
        }
        let mut columns = Vec::new();
        for field in metadata.file_metadata().schema().get_fields() {
            if !field.is_primitive() {
                let reason = "the column holds lists or groups";
                return Err(FileError::new(reason, "flatten it to one value a row").in_column(field.name()));
            }
            let (utc, nanoseconds) = match field.get_basic_info().logical_type_ref() {
                Some(LogicalType::Timestamp(of)) => (of.is_adjusted_to_u_t_c, matches!(of.unit, TimeUnit::NANOS)),
                _ => (field.get_physical_type() == Physical::INT96, false),
            };
            columns.push(Column { name: field.name().to_string(), utc, nanoseconds });
        }
        let header = columns.iter().map(|column| column.name.clone()).collect();
        let rows_read = RowIter::from_file_into(Box::new(reader)).with_batch_size(256);
        Ok((ParquetFile { rows_read, columns, at: 0, rows }, header))
    }

    pub fn next(&mut self, row: &mut Row, limits: &Limits) -> Result<bool, FileError> {
        self.at += 1;
        row.clear(self.at);
        let rows = &mut self.rows_read;
        let Some(read) = guarded(|| rows.next()).map_err(|error| FileError { line: Some(self.at), ..error })? else {
            return Ok(false);
        };
        let read = read.map_err(|error| FileError { line: Some(self.at), ..malformed(error) })?;
        for ((_, field), column) in read.get_column_iter().zip(&self.columns) {
            match shown(field, column) {
                Some(cell) if cell.contains('\0') => {
                    let reason = format!("column \"{}\" contains a NUL character", column.name);
                    row.spoil(Problem::new(reason, "remove it, or leave the column out"));
                    row.push(String::new(), limits);
                }
                Some(cell) => row.push(cell, limits),
                None => {
                    let reason = format!("column \"{}\" holds bytes that are not text", column.name);
                    row.spoil(Problem::new(reason, "convert it to text, or leave the column out"));
                    row.push(String::new(), limits);
                }
            }
        }
        Ok(true)
    }
}

/// The library panics on some broken files; that must cost the import only.
fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(read))
        .map_err(|_| FileError::new("the Parquet file is damaged", "write it again, or export it as CSV"))
}

fn malformed(error: parquet::errors::ParquetError) -> FileError {
    FileError::new(format!("the Parquet file is damaged: {error}"), "write it again, or export it as CSV")
}

/// A value as text that reads in one way only; `None` when it is not text.
fn shown(field: &Field, column: &Column) -> Option<String> {
    let time = |micros: i64| {
        let at = jiff::Timestamp::from_microsecond(micros).ok()?;
        let text = at.to_string();
        Some(if column.utc { text } else { text.trim_end_matches('Z').to_string() })
    };
    match field {
        Field::Null => Some(String::new()),
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(str::to_string),
        Field::Float(number) => Some(number_text(f64::from(*number), number.to_string())),
        Field::Double(number) => Some(number_text(*number, number.to_string())),
        Field::TimestampMillis(at) => time(at.checked_mul(1_000)?),
        Field::TimestampMicros(at) => time(*at),
        Field::Long(at) if column.nanoseconds => time(at / 1_000),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => None,
        other => Some(other.to_string()),
    }
}

/// Not a number is no value.
fn number_text(number: f64, text: String) -> String {
    if number.is_finite() { text } else { String::new() }
}
