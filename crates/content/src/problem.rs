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
    /// The language whose text it is about; the email's own when absent.
    pub language: Option<String>,
    /// The snippet that it is in and the line there; `line` is then where the email includes it.
    pub snippet: Option<(String, usize)>,
}

impl Problem {
    pub fn error(part: Part, line: Option<usize>, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        let (message, remedy) = (message.into(), remedy.into());
        Problem { part, line, severity: Severity::Error, message, remedy, language: None, snippet: None }
    }

    pub fn warning(part: Part, line: Option<usize>, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(part, line, message, remedy) }
    }

    /// Where in the document: `mjml:12`, `languages.es.subject`.
    pub fn place(&self) -> String {
        let part = self.part.as_str();
        let place = self.line.map_or_else(|| part.to_string(), |line| format!("{part}:{line}"));
        self.language.as_ref().map_or(place.clone(), |language| format!("languages.{language}.{place}"))
    }

    /// What is wrong, with the place in the snippet where it is in one.
    pub fn says(&self) -> String {
        match &self.snippet {
            Some((key, line)) => format!("in the snippet \"{key}\", line {line}: {}", self.message),
            None => self.message.clone(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(language) = &self.language {
            write!(f, "{language}, ")?;
        }
        f.write_str(self.part.as_str())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}. {}", self.says(), self.remedy)
    }
}

/// The line (from 1) of a byte offset.
pub(crate) fn line_at(source: &str, offset: usize) -> usize {
    1 + source.as_bytes()[..offset.min(source.len())].iter().filter(|byte| **byte == b'\n').count()
}
