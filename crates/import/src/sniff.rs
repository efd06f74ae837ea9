//! What a file is, by its first bytes, whatever its name says. What is no table is refused with what to do instead.

use crate::FileError;

/// Kinds of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Parquet,
}

/// Beginnings of files that people bring in place of a table, what they are and what to do.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"\x1f\x8b", "a gzip file", "unpack it and bring the CSV file inside"),
    (b"BZh", "a bzip2 file", "unpack it and bring the CSV file inside"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it and bring the CSV file inside"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and bring the CSV file inside"),
    (b"Rar!", "a RAR archive", "unpack it and bring the CSV file inside"),
    (b"%PDF", "a PDF document", "export the table as CSV from where it was made"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "open it and save it as \"CSV UTF-8\""),
    (b"{\\rtf", "a rich-text document", "save the table as CSV"),
    (b"\x89PNG", "a picture", "bring the table as CSV"),
    (b"\xff\xd8\xff", "a picture", "bring the table as CSV"),
    (b"GIF8", "a picture", "bring the table as CSV"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV"),
    (b"ARROW1", "an Arrow file", "save it as Parquet or CSV"),
    (b"\x7fELF", "a program", "bring a table as CSV"),
];

/// Judges the beginning of a file (a few kilobytes).
pub fn sniff(start: &[u8]) -> Result<Kind, FileError> {
    let refuse = |what: &str, remedy: &str| Err(FileError::new(format!("this is {what}, not a table"), remedy));
    if start.starts_with(b"PAR1") {
        return Ok(Kind::Parquet);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        let sheet = contains(start, b"xl/") || contains(start, b"[Content_Types].xml");
        return match sheet {
            true => refuse("an Excel workbook", "open it and save the sheet as \"CSV UTF-8\""),
            false => refuse("a zip archive", "unpack it and bring the CSV file inside"),
        };
    }
    if let Some((_, what, remedy)) = OTHERS.iter().find(|(magic, ..)| start.starts_with(magic)) {
        return refuse(what, remedy);
    }
    let text: Vec<u8> = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).to_ascii_lowercase();
    let text = text.trim_ascii_start();
    if [b"<!doctype".as_slice(), b"<html", b"<head", b"<table", b"<body"].iter().any(|tag| text.starts_with(tag)) {
        return refuse("a web page", "check that the download did not ask for a sign-in, and export as CSV");
    }
    if text.starts_with(b"<?xml") {
        return refuse("an XML document", "export the table as CSV");
    }
    if text.starts_with(b"{") || text.starts_with(b"[{") || text.starts_with(b"[\n") {
        return refuse("JSON", "send it to the API, or export the table as CSV");
    }
    Ok(Kind::Text)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
