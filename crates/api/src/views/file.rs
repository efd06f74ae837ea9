//! Pictures for messages.

use model::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A picture that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileView {
    /// Where it is shown, in full; it never changes.
    pub url: String,
    /// The same, on this server.
    pub path: String,
    pub name: String,
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

/// A form with one picture.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "tells the document what the form holds")]
pub struct FileForm {
    /// PNG, JPEG, GIF or WebP, at most 5 MB and 5,000 pixels a side.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}
