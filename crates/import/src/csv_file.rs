//! A delimited text file: encoding and delimiter found from its beginning unless they are given.

use crate::decode::TextBlocks;
use crate::limits::Limits;
use crate::records::Records;
use crate::table::SAMPLE;
use crate::{FileError, Reading, Row};
use encoding_rs::{Encoding, UTF_8};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

pub struct CsvFile {
    pub encoding: &'static str,
    pub delimiter: char,
    records: Records<BufReader<File>>,
    /// The first line says only which delimiter follows (`sep=;`).
    hint: bool,
}

impl CsvFile {
    /// `sample` is the beginning of the file, at most [`SAMPLE`] bytes.
    pub fn open(mut file: File, sample: Vec<u8>, reading: &Reading, limits: Limits) -> Result<CsvFile, FileError> {
        let whole = sample.len() < SAMPLE;
        let encoding = match &reading.encoding {
            Some(name) => hygiene::encoding::named(name).ok_or_else(|| {
                let reason = format!("{} is not an encoding", hygiene::shown(name));
                FileError::new(reason, "choose utf-8, windows-1252 or utf-16le")
            })?,
            None => detect(&mut file, &sample, whole)?,
        };
        let (text, _) = encoding.decode_with_bom_removal(&sample);
        let hinted = text.lines().next().and_then(|line| line.trim().trim_matches('"').strip_prefix("sep="));
        let hinted = hinted.and_then(|rest| rest.chars().next()).filter(char::is_ascii);
        let delimiter = match (reading.delimiter, hinted) {
            (Some(delimiter), _) | (None, Some(delimiter)) => delimiter,
            (None, None) => hygiene::delimiter::detect(&text, whole),
        };
        if !delimiter.is_ascii() || matches!(delimiter, '"' | '\n' | '\r' | '\0') {
            let reason = format!("{} cannot be a delimiter", hygiene::shown(&delimiter.to_string()));
            return Err(FileError::new(reason, "choose a comma, semicolon, tab or |"));
        }
        file.seek(SeekFrom::Start(0))?;
        let blocks = TextBlocks::new(BufReader::new(file), encoding);
        let records = Records::new(blocks, delimiter, limits);
        Ok(CsvFile { encoding: encoding.name(), delimiter, records, hint: hinted.is_some() })
    }

    /// The names of the columns. Refuses a file that begins with its data.
    pub fn header(&mut self) -> Result<Vec<String>, FileError> {
        let mut row = Row::default();
        self.records.next(&mut row)?;
        if self.hint {
            self.records.next(&mut row)?;
        }
        if let Some(problem) = row.problem {
            return Err(FileError::at(row.line, problem.reason, problem.remedy));
        }
        if row.cells.iter().any(|cell| hygiene::email::parse(cell).is_ok()) {
            let reason = "the first line holds data, not the names of the columns";
            return Err(FileError::at(row.line, reason, "put a header line above the rows"));
        }
        Ok(row.cells)
    }

    pub fn next(&mut self, row: &mut Row) -> Result<bool, FileError> {
        self.records.next(row)
    }

    pub fn position(&self) -> u64 {
        self.records.position()
    }
}

/// The encoding of a file whose first bytes may all be ASCII: then the first other byte, wherever it is, decides.
fn detect(file: &mut File, sample: &[u8], whole: bool) -> Result<&'static Encoding, FileError> {
    let encoding = hygiene::encoding::detect(sample, whole);
    if whole || encoding != UTF_8 || !sample.is_ascii() {
        return Ok(encoding);
    }
    file.seek(SeekFrom::Start(SAMPLE as u64))?;
    let mut reader = BufReader::with_capacity(SAMPLE, file);
    let mut block = vec![0; SAMPLE];
    loop {
        let read = reader.read(&mut block)?;
        if read == 0 {
            return Ok(UTF_8);
        }
        if let Some(at) = block[..read].iter().position(|byte| !byte.is_ascii()) {
            return Ok(hygiene::encoding::detect(&block[at..read], false));
        }
    }
}
