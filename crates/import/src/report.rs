//! The two downloads of an import: rejected rows and warnings, each with its line, reason, remedy and the row as it was, so
//! that the file of rejected rows can be corrected and brought again.

use crate::Row;
use crate::build::Note;
use hygiene::formula::guarded;
use std::io::{Read, Write};

/// How the report's own columns begin, in the languages that it is read in.
const OWN: [&str; 2] = ["Import: ", "Importación: "];
const MARK: &[u8] = b"\xef\xbb\xbf";
const HEADINGS: [&str; 4] = ["Import: line", "Import: column", "Import: problem", "Import: what to do"];

/// Whether a column is the report's own; a file brought again is not asked about it.
pub fn is_own(column: &str) -> bool {
    OWN.iter().any(|own| column.starts_with(own))
}

/// Where the reports go. Each is a CSV file in UTF-8 with commas, in English, and with a byte-order mark, which spreadsheets
/// need; [`tell`] makes of it what its reader wants.
pub struct Reports {
    pub rejected: Box<dyn Write + Send>,
    pub warnings: Box<dyn Write + Send>,
}

impl Reports {
    /// Keeps nothing.
    pub fn none() -> Reports {
        Reports { rejected: Box::new(std::io::sink()), warnings: Box::new(std::io::sink()) }
    }
}

/// One report while it is written.
pub struct Report {
    csv: csv::Writer<Box<dyn Write + Send>>,
}

impl Report {
    pub fn new(mut out: Box<dyn Write + Send>, header: &[String]) -> std::io::Result<Report> {
        out.write_all(MARK)?;
        let mut report = Report { csv: csv::Writer::from_writer(out) };
        // A file that was a report before has these headings already; they are written anew.
        let own = header.iter().filter(|name| !is_own(name)).map(|name| guarded(name).into_owned());
        report.csv.write_record(HEADINGS.iter().map(|name| name.to_string()).chain(own))?;
        Ok(report)
    }

    pub fn add(&mut self, header: &[String], row: &Row, note: &Note) -> std::io::Result<()> {
        let line = row.line.to_string();
        let about = [line.as_str(), note.column.as_deref().unwrap_or(""), &note.problem.reason, &note.problem.remedy];
        let names = header.iter().map(String::as_str).chain(std::iter::repeat(""));
        let own = row.cells.iter().zip(names).filter(|(_, name)| !is_own(name)).map(|(cell, _)| cell);
        let width = header.iter().filter(|name| !is_own(name)).count();
        let all = about.iter().copied().chain(own.map(String::as_str));
        let mut cells: Vec<String> = all.map(|cell| guarded(cell).into_owned()).collect();
        // A row of another width than the header still makes a well-formed report.
        cells.resize(HEADINGS.len() + width, String::new());
        self.csv.write_record(cells)?;
        Ok(())
    }

    pub fn flush(&mut self) -> std::io::Result<()> {
        self.csv.flush()
    }
}

/// A report as it was written, for a reader: with the delimiter that their spreadsheet opens, and what we say in `words`.
pub fn tell(
    report: impl Read,
    mut out: impl Write,
    delimiter: char,
    words: impl Fn(&str) -> String,
) -> std::io::Result<()> {
    let mut written = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(report);
    out.write_all(MARK)?;
    // Every delimiter that is detected is one byte.
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let mut told = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(out);
    let mut record = csv::StringRecord::new();
    let mut ours = 0..HEADINGS.len();
    while written.read_record(&mut record)? {
        let cells = record.iter().enumerate();
        told.write_record(cells.map(|(at, cell)| match ours.contains(&at) {
            true => guarded(&words(cell)).into_owned(),
            false => cell.to_string(),
        }))?;
        // Of a row: the problem and what to do. Its line and column are the file's own.
        ours = 2..HEADINGS.len();
    }
    told.flush()
}
