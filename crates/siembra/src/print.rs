//! Data goes to standard output: JSON when asked, else a table that people can read.

use serde_json::Value as Json;
use std::io::Write;

pub fn json(value: &Json) {
    line(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// One line of data. Whoever reads it may have heard enough (`| head`): then the command ends, and that is no failure.
pub fn line(text: &str) {
    if writeln!(std::io::stdout(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// Rows under headings, columns as wide as their widest cell.
pub fn table(headings: &[&str], rows: &[Vec<String>]) {
    let mut widths: Vec<usize> = headings.iter().map(|heading| heading.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let row_of = |cells: &[String]| {
        let padded: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        line(padded.join("  ").trim_end());
    };
    row_of(&headings.iter().map(|heading| (*heading).to_string()).collect::<Vec<_>>());
    row_of(&widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>());
    rows.iter().for_each(|row| row_of(row));
}

/// A cell of a JSON value.
pub fn cell(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        // More places than anybody reads.
        Json::Number(number) if number.is_f64() => {
            let rounded = format!("{:.4}", number.as_f64().unwrap_or_default() + 0.0);
            rounded.trim_end_matches('0').trim_end_matches('.').to_string()
        }
        other => other.to_string(),
    }
}
