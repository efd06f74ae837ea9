//! What a file may be at most. Everything that comes from outside has a bound.

use serde::{Deserialize, Serialize};

/// Bounds of one file. The defaults fit a machine with a few hundred megabytes to spare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of one record, with the line ends inside its quotes.
    pub line: usize,
    pub columns: usize,
    pub rows: u64,
    /// Bytes of one cell.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { file: 2 << 30, line: 1 << 20, columns: 500, rows: 5_000_000, cell: 64 << 10 }
    }
}

/// A number of bytes for a message: `1 MiB`, `64 KiB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        b if b >= 1 << 30 && b % (1 << 30) == 0 => format!("{} GiB", b >> 30),
        b if b >= 1 << 20 => format!("{} MiB", b >> 20),
        b if b >= 1 << 10 => format!("{} KiB", b >> 10),
        b => format!("{b} bytes"),
    }
}
