//! What an import refused: the first rows with their reasons, and files with all of them.

use crate::args::Import;
use crate::client::Client;
use crate::print;
use anyhow::{Context, Result};
use hyper::Method;
use serde_json::{Value as Json, json};

/// Rows that are shown.
const FIRST: usize = 10;
const NAMES: [&str; 4] = ["line", "column", "problem", "what to do"];

/// Writes the files that are asked for, and returns the first rejected rows.
pub async fn fetch(client: &Client, args: &Import, job: &Json) -> Result<Vec<Json>> {
    let id = job["id"].as_str().unwrap_or_default();
    let delimiter = job["delimiter"].as_str().and_then(|text| text.bytes().next()).unwrap_or(b',');
    let count = |name: &str| job["progress"][name].as_u64().unwrap_or(0);
    let mut first = Vec::new();
    for (name, file) in [("rejected", &args.rejected), ("warnings", &args.warnings)] {
        // One that failed may have written none.
        let wanted = job["error"].is_null() && (file.is_some() || (name == "rejected" && count(name) > 0));
        if !wanted {
            continue;
        }
        let path = format!("/imports/{id}/{name}.csv?lang=en");
        let table = client.send(Method::GET, &path, "application/json", Vec::new()).await?;
        if let Some(file) = file {
            std::fs::write(file, &table).with_context(|| format!("{} cannot be written", file.display()))?;
        }
        if name == "rejected" {
            first = rows(&table, delimiter)?;
        }
    }
    Ok(first)
}

fn rows(table: &[u8], delimiter: u8) -> Result<Vec<Json>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(table);
    let row = |record: csv::StringRecord| {
        let cell = |at: usize| record.get(at).unwrap_or_default();
        json!({"line": cell(0), "column": cell(1), "problem": cell(2), "what to do": cell(3)})
    };
    reader.records().take(FIRST).map(|record| Ok(row(record?))).collect()
}

/// Prints what was refused and where all of it is to be had.
pub fn print(args: &Import, progress: &Json, first: &[Json]) {
    let rejected = progress["rejected"].as_u64().unwrap_or(0);
    if rejected > 0 {
        let reasons = progress["reasons"].as_object().into_iter().flatten();
        let mut reasons: Vec<(u64, &String)> = reasons.map(|(why, n)| (n.as_u64().unwrap_or(0), why)).collect();
        reasons.sort_by(|a, b| b.cmp(a));
        print::line("");
        let cells: Vec<Vec<String>> = reasons.into_iter().map(|(n, why)| vec![n.to_string(), why.clone()]).collect();
        print::table(&["rows", "why they were rejected"], &cells);
        print::line("");
        let cells: Vec<Vec<String>> =
            first.iter().map(|row| NAMES.map(|name| print::cell(&row[name])).to_vec()).collect();
        print::table(&NAMES, &cells);
    }
    for (name, file) in [("rejected", &args.rejected), ("warnings", &args.warnings)] {
        let rows = progress[name].as_u64().unwrap_or(0);
        match file {
            Some(file) => print::line(&format!("{name}: {rows}, all of them in {}", file.display())),
            None if rows > 0 => print::line(&format!(
                "{name}: {rows} in all, with their reasons on the page Import, or in a file with --{name} FILE"
            )),
            None => {}
        }
    }
}
