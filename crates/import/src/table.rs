//! A file as a table: a header and rows of text cells, whatever its format. One row is in memory at a time.

use crate::csv_file::CsvFile;
use crate::limits::{Limits, size};
use crate::parquet_file::ParquetFile;
use crate::sniff::{Kind, sniff};
use crate::{FileError, limits};
use hygiene::Problem;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Bytes from the beginning of a file that its format is judged by.
pub const SAMPLE: usize = 1 << 20;

/// What is known beforehand about how to read a file; the rest is detected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// `utf-8`, `windows-1252`, `utf-16le` …
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
}

/// A row. Reuse it from call to call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Line of the file where it begins, from 1; the number of the row for Parquet.
    pub line: u64,
    pub cells: Vec<String>,
    /// Why the row cannot be used, when its own text says so.
    pub problem: Option<Problem>,
}

impl Row {
    pub(crate) fn clear(&mut self, line: u64) {
        self.line = line;
        self.cells.clear();
        self.problem = None;
    }

    pub(crate) fn spoil(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn push(&mut self, cell: String, limits: &Limits) {
        if cell.len() > limits.cell {
            let reason =
                format!("column {} holds more than {}", self.cells.len() + 1, limits::size(limits.cell as u64));
            self.spoil(Problem::new(reason, "shorten the text or leave the column out"));
        }
        self.cells.push(match hygiene::formula::unguarded(&cell) {
            whole if whole.len() == cell.len() => cell,
            rest => rest.to_string(),
        });
    }
}

enum Format {
    Csv(Box<CsvFile>),
    Parquet(Box<ParquetFile>),
}

/// An open table.
pub struct TableFile {
    pub header: Vec<String>,
    /// Bytes of the file.
    pub size: u64,
    /// Name of the encoding; `None` for Parquet.
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    rows: u64,
    limits: Limits,
    format: Format,
}

impl TableFile {
    /// Opens a CSV or Parquet file and reads its header.
    pub fn open(path: &Path, reading: &Reading, limits: Limits) -> Result<TableFile, FileError> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        if length > limits.file {
            let reason = format!("the file is larger than {}", size(limits.file));
            return Err(FileError::new(reason, "split it into several files"));
        }
        let mut sample = Vec::with_capacity(SAMPLE.min(length as usize + 1));
        file.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
        if sample.trim_ascii().is_empty() {
            return Err(FileError::new("the file is empty", "export it again, with a header line and rows"));
        }
        let mut table = match sniff(&sample)? {
            Kind::Parquet => {
                let (parquet, header) = ParquetFile::open(file, &limits)?;
                let format = Format::Parquet(Box::new(parquet));
                TableFile { header, size: length, encoding: None, delimiter: None, rows: 0, limits, format }
            }
            Kind::Text => {
                let mut csv = CsvFile::open(file, sample, reading, limits)?;
                let header = csv.header()?;
                let (encoding, delimiter) = (Some(csv.encoding.to_string()), Some(csv.delimiter));
                TableFile {
                    header,
                    size: length,
                    encoding,
                    delimiter,
                    rows: 0,
                    limits,
                    format: Format::Csv(Box::new(csv)),
                }
            }
        };
        table.name_columns()?;
        Ok(table)
    }

    /// Names without white space around them; a nameless column is called by its place; two of one name are refused.
    fn name_columns(&mut self) -> Result<(), FileError> {
        if self.header.len() > self.limits.columns {
            let reason = format!("there are more than {} columns", self.limits.columns);
            return Err(FileError::at(1, reason, "leave out columns that are not needed"));
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (at, name) in self.header.iter_mut().enumerate() {
            *name = hygiene::text::tidy(name);
            if name.is_empty() {
                *name = format!("column {}", at + 1);
            }
            if let Some(first) = seen.insert(name.clone(), at) {
                let reason = format!("columns {} and {} have the same name", first + 1, at + 1);
                return Err(FileError::at(1, reason, "rename one of them in the header").in_column(name.clone()));
            }
        }
        Ok(())
    }

    /// Reads the next row; false at the end. A row of another width than the header is marked with a problem.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, FileError> {
        let more = match &mut self.format {
            Format::Csv(csv) => csv.next(row)?,
            Format::Parquet(parquet) => parquet.next(row, &self.limits)?,
        };
        if !more {
            return Ok(false);
        }
        self.rows += 1;
        if self.rows > self.limits.rows {
            let reason = format!("there are more than {} rows", self.limits.rows);
            return Err(FileError::at(row.line, reason, "split the file"));
        }
        let width = self.header.len();
        while row.cells.len() > width && row.cells.last().is_some_and(|cell| cell.is_empty()) {
            row.cells.pop();
        }
        if row.cells.len() != width {
            let reason = format!("the row has {} cells, the header {width}", row.cells.len());
            row.spoil(Problem::new(reason, "check its delimiters and quotes"));
        }
        Ok(true)
    }

    /// Bytes of the file read so far; for Parquet in proportion to its rows.
    pub fn position(&self) -> u64 {
        match &self.format {
            Format::Csv(csv) => csv.position(),
            Format::Parquet(parquet) => self.size * self.rows / parquet.rows.max(1),
        }
    }
}
