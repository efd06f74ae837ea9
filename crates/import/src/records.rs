//! Text to records: cells, quotes and line ends (RFC 4180, with the delimiter as an option). Never holds more than one
//! record and one block.

use crate::decode::TextBlocks;
use crate::limits::{Limits, size};
use crate::{FileError, Row};
use hygiene::Problem;
use std::io::Read;

/// Reads records one after the other.
pub struct Records<R> {
    blocks: TextBlocks<R>,
    text: String,
    at: usize,
    delimiter: u8,
    limits: Limits,
    /// Line of the file that `at` is in, from 1.
    line: u64,
    /// Bytes of the record so far.
    length: usize,
    after_return: bool,
}

/// Where in a cell the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Plain,
    Quoted,
    /// Behind a quote that closed the cell, unless another quote follows.
    Closed,
}

impl<R: Read> Records<R> {
    pub fn new(blocks: TextBlocks<R>, delimiter: char, limits: Limits) -> Records<R> {
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        Records { blocks, text: String::new(), at: 0, delimiter, limits, line: 1, length: 0, after_return: false }
    }

    /// Bytes of the file consumed so far.
    pub fn position(&self) -> u64 {
        self.blocks.position
    }

    /// Reads the next record that is not blank; false at the end of the file.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, FileError> {
        loop {
            let more = self.record(row)?;
            if !more || row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(more);
            }
        }
    }

    fn record(&mut self, row: &mut Row) -> Result<bool, FileError> {
        row.clear(self.line);
        self.length = 0;
        let mut cell = String::new();
        let mut place = Place::Start;
        let mut quote_line = 0;
        loop {
            let Some((plain, sign)) = self.until_sign(place)? else {
                if place == Place::Quoted {
                    return Err(self.unclosed(quote_line, row.cells.len()));
                }
                let any = place != Place::Start || !row.cells.is_empty();
                if any {
                    row.push(cell, &self.limits);
                }
                return Ok(any);
            };
            if !plain.is_empty() {
                if place == Place::Closed {
                    row.spoil(Problem::new(
                        format!("column {} has text behind its closing quote", row.cells.len() + 1),
                        "double the quotes inside a quoted cell (\"\")",
                    ));
                }
                cell.push_str(&self.text[plain]);
                place = if place == Place::Quoted { Place::Quoted } else { Place::Plain };
            }
            if self.length > self.limits.line {
                return Err(self.too_long(row.line, place, quote_line));
            }
            match (sign, place) {
                (Sign::None, _) => {}
                (Sign::Nul, _) => return Err(self.nul()),
                (Sign::Quote, Place::Start) => (place, quote_line) = (Place::Quoted, self.line),
                (Sign::Quote, Place::Quoted) => place = Place::Closed,
                (Sign::Quote, Place::Closed) => {
                    cell.push('"');
                    place = Place::Quoted;
                }
                // An inch mark within a cell that is not quoted.
                (Sign::Quote, Place::Plain) => cell.push('"'),
                (Sign::Delimiter, Place::Quoted) => cell.push(char::from(self.delimiter)),
                (Sign::Delimiter, _) => {
                    row.push(std::mem::take(&mut cell), &self.limits);
                    place = Place::Start;
                    // The cell before stands even when the record ends here.
                    if row.cells.len() > self.limits.columns {
                        return Err(self.too_wide(row.line));
                    }
                }
                (Sign::LineEnd, Place::Quoted) => cell.push('\n'),
                (Sign::LineEnd, _) => {
                    row.push(cell, &self.limits);
                    return Ok(true);
                }
            }
        }
    }

    /// The next stretch without a sign, and the sign behind it; `None` at the end of the file.
    fn until_sign(&mut self, place: Place) -> Result<Option<(std::ops::Range<usize>, Sign)>, FileError> {
        if self.at == self.text.len() {
            self.text.clear();
            self.at = 0;
            let line = self.line;
            let lines = |text: &str| line + text.bytes().filter(|b| *b == b'\n').count() as u64;
            while self.text.is_empty() {
                if !self.blocks.fill(&mut self.text, lines)? {
                    return Ok(None);
                }
            }
        }
        let bytes = self.text.as_bytes();
        // "\r\n" is one line end, also when a block ends between the two.
        if std::mem::take(&mut self.after_return) && bytes[self.at] == b'\n' {
            self.at += 1;
            return Ok(Some((0..0, Sign::None)));
        }
        let start = self.at;
        let delimiter = self.delimiter;
        let is_sign = |b: &u8| matches!(*b, b'"' | b'\n' | b'\r' | 0) || *b == delimiter;
        let end = bytes[start..].iter().position(is_sign).map_or(bytes.len(), |found| start + found);
        self.length += end - start + 1;
        let Some(sign) = bytes.get(end).copied() else {
            self.at = end;
            return Ok(Some((start..end, Sign::None)));
        };
        self.at = end + 1;
        let sign = match sign {
            b'"' => Sign::Quote,
            0 => Sign::Nul,
            b'\n' | b'\r' => {
                self.after_return = sign == b'\r';
                self.line += 1;
                Sign::LineEnd
            }
            _ => Sign::Delimiter,
        };
        debug_assert!(place != Place::Start || start <= end);
        Ok(Some((start..end, sign)))
    }

    fn unclosed(&self, line: u64, cells: usize) -> FileError {
        let reason = format!("the quote that opens column {} is never closed", cells + 1);
        FileError::at(line, reason, "close it, or double it (\"\") when it belongs to the text")
    }

    fn too_long(&self, line: u64, place: Place, quote_line: u64) -> FileError {
        let most = size(self.limits.line as u64);
        if matches!(place, Place::Quoted | Place::Closed) {
            let reason = format!("the quote that opens here is not closed within {most}");
            return FileError::at(quote_line, reason, "close it, or double it (\"\") when it belongs to the text");
        }
        let reason = format!("the line is longer than {most}");
        FileError::at(line, reason, "check that the file is a table with one record a line")
    }

    fn too_wide(&self, line: u64) -> FileError {
        let reason = format!("there are more than {} columns", self.limits.columns);
        FileError::at(line, reason, "leave out columns that are not needed, or choose another delimiter")
    }

    fn nul(&self) -> FileError {
        let remedy = "check that it is a text file; if it is UTF-16, choose that encoding";
        FileError::at(self.line, "the file contains a NUL character", remedy)
    }
}

/// What ends a stretch of plain text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Delimiter,
    Quote,
    LineEnd,
    Nul,
}
