//! Errors about a file as a whole, and about a run. Problems of single rows are reported, not returned.

use hygiene::Problem;

/// Why a file cannot be read (on).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}{reason}; {remedy}", .line.map_or(String::new(), |line| format!("line {line}: ")), .column.as_ref().map_or(String::new(), |column| format!("column \"{column}\": ")))]
pub struct FileError {
    /// Line of the file, from 1; the row for Parquet.
    pub line: Option<u64>,
    /// Name of the column.
    pub column: Option<String>,
    pub reason: String,
    pub remedy: String,
}

impl FileError {
    pub fn new(reason: impl Into<String>, remedy: impl Into<String>) -> FileError {
        FileError { line: None, column: None, reason: reason.into(), remedy: remedy.into() }
    }

    pub fn at(line: u64, reason: impl Into<String>, remedy: impl Into<String>) -> FileError {
        FileError { line: Some(line), ..FileError::new(reason, remedy) }
    }

    pub fn in_column(mut self, column: impl Into<String>) -> FileError {
        self.column = Some(column.into());
        self
    }
}

impl From<std::io::Error> for FileError {
    fn from(error: std::io::Error) -> FileError {
        FileError::new(format!("the file cannot be read: {error}"), "check that it exists and may be read")
    }
}

/// Why a run ended before its file did.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(transparent)]
    File(#[from] FileError),
    /// The mapping does not fit the file, or leaves questions open. Nothing has been handed to the sink.
    #[error("{}", .0.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n"))]
    Mapping(Vec<Problem>),
    #[error("the reports cannot be written: {0}; make room on the disk and start the import again")]
    Report(std::io::Error),
    /// The sink refused a batch; the rows before `rows` have been handed over.
    #[error("after {rows} rows: {cause}")]
    Sink { rows: u64, cause: Box<dyn std::error::Error + Send + Sync> },
    /// Stopped by request; the rows before `rows` have been handed over.
    #[error("stopped after {rows} rows")]
    Stopped { rows: u64 },
}
