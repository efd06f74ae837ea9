//! What `import` takes.

use super::{Object, Place};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Import {
    pub object: Object,
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
    /// How the columns are read, as JSON; what is proposed when absent.
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// Says of a column what the file leaves open: created:date_format=dd/mm/yyyy. Once for each answer.
    #[arg(long = "answer", value_name = "COLUMN:WHAT=VALUE", value_parser = Answer::parse)]
    pub answers: Vec<Answer>,
    /// What separates the cells; found in the file when absent.
    #[arg(long)]
    pub delimiter: Option<String>,
    /// Such as windows-1252; found in the file when absent.
    #[arg(long)]
    pub encoding: Option<String>,
    /// Where the data comes from.
    #[arg(long, default_value = "import")]
    pub source: String,
    /// Static list that the contacts join.
    #[arg(long)]
    pub list: Option<String>,
    /// Program that the contacts join.
    #[arg(long)]
    pub program: Option<String>,
    /// On what the consent of the contacts rests; no consent is recorded when absent.
    #[arg(long)]
    pub consent_basis: Option<String>,
    /// File for the rejected rows with their reasons, to be corrected and brought again.
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// File for the rows with warnings.
    #[arg(long, value_name = "FILE")]
    pub warnings: Option<PathBuf>,
    /// Read and check everything, change nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub json: bool,
}

/// A part of a column's mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub column: String,
    /// `date_format`, `decimal_mark`, `to` …
    pub about: String,
    pub value: String,
}

/// What may be said of a column.
const WHAT: [&str; 10] =
    ["to", "date_format", "decimal_mark", "currency", "unit", "scale", "zone", "country", "type", "on_problem"];

impl Answer {
    /// Columns may have a colon in their name, so the last one counts.
    fn parse(text: &str) -> Result<Answer, String> {
        let parts = text.split_once('=').and_then(|(place, value)| Some((place.rsplit_once(':')?, value)));
        let ((column, about), value) = parts.ok_or("write it like created:date_format=dd/mm/yyyy")?;
        if !WHAT.contains(&about) {
            return Err(format!(
                "\"{about}\" is not known; after the column's name and a colon write one of {}",
                WHAT.join(", ")
            ));
        }
        Ok(Answer { column: column.into(), about: about.into(), value: value.into() })
    }

    /// As it is typed in a shell.
    pub fn typed(&self) -> String {
        let text = format!("{}:{}={}", self.column, self.about, self.value);
        format!("--answer '{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back_as_they_are_typed() {
        let answer = Answer::parse("Import: what's:date_format=dd/mm/yyyy").unwrap();
        assert_eq!((answer.column.as_str(), answer.about.as_str()), ("Import: what's", "date_format"));
        assert_eq!(answer.typed(), r"--answer 'Import: what'\''s:date_format=dd/mm/yyyy'");
        assert!(Answer::parse("created:dat_format=dd/mm/yyyy").unwrap_err().contains("date_format"));
        assert!(Answer::parse("date_format=dd/mm/yyyy").is_err() && Answer::parse("created:date_format").is_err());
    }
}
