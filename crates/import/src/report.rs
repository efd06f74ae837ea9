//! The two downloads of an import: rejected rows and warnings, each with its line, reason, remedy and the row as it was, so
//! that the file of rejected rows can be corrected and brought again.

use crate::Row;
use crate::build::Note;
use std::io::Write;

/// How the report's own columns begin; a file brought again is not asked about them.
pub const OWN_COLUMNS: &str = "Import: ";
const HEADINGS: [&str; 4] = ["Import: line", "Import: column", "Import: problem", "Import: what to do"];

/// Where the reports go. Each is a CSV file in UTF-8 with commas and a byte-order mark, which spreadsheets need.
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
        out.write_all(b"\xef\xbb\xbf")?;
        let mut report = Report { csv: csv::Writer::from_writer(out) };
        // A file that was a report before has these headings already; they are written anew.
        let own = header.iter().filter(|name| !name.starts_with(OWN_COLUMNS)).map(|name| guarded(name));
        report.csv.write_record(HEADINGS.iter().map(|name| name.to_string()).chain(own))?;
        Ok(report)
    }

    pub fn add(&mut self, header: &[String], row: &Row, note: &Note) -> std::io::Result<()> {
        let line = row.line.to_string();
        let about = [line.as_str(), note.column.as_deref().unwrap_or(""), &note.problem.reason, &note.problem.remedy];
        let names = header.iter().map(String::as_str).chain(std::iter::repeat(""));
        let own = row.cells.iter().zip(names).filter(|(_, name)| !name.starts_with(OWN_COLUMNS)).map(|(cell, _)| cell);
        let width = header.iter().filter(|name| !name.starts_with(OWN_COLUMNS)).count();
        let mut cells: Vec<String> = about.iter().copied().chain(own.map(String::as_str)).map(guarded).collect();
        // A row of another width than the header still makes a well-formed report.
        cells.resize(HEADINGS.len() + width, String::new());
        self.csv.write_record(cells)?;
        Ok(())
    }

    pub fn flush(&mut self) -> std::io::Result<()> {
        self.csv.flush()
    }
}

/// A cell that no spreadsheet takes for a formula. Reading takes the apostrophe off again.
fn guarded(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell.to_string(),
    }
}
