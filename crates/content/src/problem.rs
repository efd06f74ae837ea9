//! What is wrong with an email, where, and what to do about it.

use serde::Serialize;

/// A part of an email as the marketer edits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Subject,
    Preheader,
    FromName,
    Mjml,
    Text,
    Defaults,
}

impl Part {
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Subject => "subject",
            Part::Preheader => "preheader",
            Part::FromName => "from_name",
            Part::Mjml => "mjml",
            Part::Text => "text",
            Part::Defaults => "defaults",
        }
    }
}

/// Whether a problem stops publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    pub part: Part,
    /// Line in the part, from 1; absent when the whole part is meant.
    pub line: Option<usize>,
    pub severity: Severity,
    pub message: String,
    pub remedy: String,
}

impl Problem {
    pub fn error(part: Part, line: Option<usize>, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem { part, line, severity: Severity::Error, message: message.into(), remedy: remedy.into() }
    }

    pub fn warning(part: Part, line: Option<usize>, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(part, line, message, remedy) }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.part.as_str())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}. {}", self.message, self.remedy)
    }
}

/// The line (from 1) of a byte offset.
pub(crate) fn line_at(source: &str, offset: usize) -> usize {
    1 + source.as_bytes()[..offset.min(source.len())].iter().filter(|byte| **byte == b'\n').count()
}
