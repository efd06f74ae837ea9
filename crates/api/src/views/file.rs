//! Files for messages.

use model::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A file that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileView {
    /// Where it is shown, in full; it never changes.
    pub url: String,
    /// The same, on this server.
    pub path: String,
    pub name: String,
    /// Its ending: `png`, `pdf` …
    pub kind: String,
    /// Pixels of a picture, else 0.
    pub width: u32,
    pub height: u32,
    /// Bytes.
    pub size: u64,
    pub created_at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct FileList {
    pub items: Vec<FileView>,
}

/// A form with one file.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "tells the document what the form holds")]
pub struct FileForm {
    /// A picture: PNG, JPEG, GIF or WebP, at most 5 MB and 5,000 pixels a side.
    #[schema(value_type = Option<String>, format = Binary)]
    pub file: Option<Vec<u8>>,
    /// Or a file to attach: a picture, or a PDF, ICS, CSV, TXT, DOCX, XLSX or PPTX without macros, at most 5 MB.
    #[schema(value_type = Option<String>, format = Binary)]
    pub attachment: Option<Vec<u8>>,
}
