//! Files that go with a letter: what they are called, of which type they are, and what is in them.

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{self, Body, SinglePart};
use std::sync::Arc;

/// Most characters of a name.
const MAX_NAME: usize = 100;

/// A file that goes with a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    /// Its MIME type.
    pub mime: &'static str,
    /// Shared by all the letters that it goes with.
    pub content: Arc<Vec<u8>>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}, {} bytes)", self.name, self.mime, self.content.len())
    }
}

/// The MIME type of a file by its kind; `None` for a kind that is not sent.
pub fn mime_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => return None,
    })
}

impl Attachment {
    /// The name as it goes out: one line, no path, nothing that another system reads as one.
    pub fn safe_name(&self) -> String {
        let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
        let clean: String = self.name.chars().map(plain).collect();
        let words: Vec<&str> = clean.split_whitespace().filter(|word| word.trim_matches('.') != "").collect();
        let name: String = words.join(" ").trim_start_matches('.').chars().take(MAX_NAME).collect();
        if name.is_empty() { "file".into() } else { name }
    }

    /// Base64 whatever it holds: texts too arrive byte for byte.
    pub(crate) fn part(&self) -> Result<SinglePart, String> {
        let kind: ContentType = self.mime.parse().map_err(|_| format!("{} is no MIME type", self.mime))?;
        let body = Body::new_with_encoding(self.content.to_vec(), ContentTransferEncoding::Base64);
        let body = body.map_err(|_| format!("{} cannot be encoded", self.safe_name()))?;
        Ok(message::Attachment::new(self.safe_name()).body(body, kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_paths_and_lines() {
        let named =
            |name: &str| Attachment { name: name.into(), mime: "text/csv", content: Arc::default() }.safe_name();
        assert_eq!(named("Prices 2026.pdf"), "Prices 2026.pdf");
        assert_eq!(named("../../etc/passwd"), "etc passwd");
        assert_eq!(named("a\r\nBcc: x@y.test"), "a Bcc x@y.test");
        assert_eq!(named("\u{0}\t"), "file");
        assert_eq!(named(&"é".repeat(300)).chars().count(), 100);
    }
}
