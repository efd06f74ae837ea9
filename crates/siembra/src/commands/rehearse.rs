//! `rehearse segment|scoring|qualification KEY`.

use crate::args::Place;
use crate::client::Client;
use crate::home::Home;
use crate::print;
use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value as Json, json};
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RehearseKind {
    Segment,
    Scoring,
    Qualification,
}

#[derive(Debug, clap::Args)]
pub struct Rehearse {
    pub kind: RehearseKind,
    /// Key of the segment; of scoring and qualification there is one, main.
    #[arg(default_value = "main")]
    pub key: String,
    #[command(flatten)]
    pub place: Place,
    /// The draft as JSON; - reads standard input. The draft that is kept, else what is in force, when absent.
    #[arg(long)]
    pub draft: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

pub async fn run(args: Rehearse) -> Result<()> {
    let kind = match args.kind {
        RehearseKind::Segment => "segment",
        RehearseKind::Scoring => "scoring",
        RehearseKind::Qualification => "qualification",
    };
    let body = match &args.draft {
        Some(path) => json!({ "body": draft(path)? }),
        None => json!({}),
    };
    Home::must_exist(&args.place)?;
    let client = Client::connect(&args.place).await?;
    let held = client.post(&format!("/definitions/{kind}/{}/rehearsal", args.key), &body).await;
    client.close().await;
    let held = held?;
    if args.json {
        print::json(&held);
    } else {
        show(&held);
    }
    Ok(())
}

fn draft(path: &Path) -> Result<Json> {
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?
    };
    serde_json::from_str(&text).context("the draft is not JSON")
}

fn show(held: &Json) {
    let cell = |place: &str| held.pointer(place).map(rounded).filter(|text| !text.is_empty());
    let said = |place: &str| cell(place).unwrap_or_else(|| "n/a".into());
    print::line(&format!(
        "now        {} of {} (published: {})",
        said("/now/draft"),
        said("/now/of"),
        said("/now/published")
    ));
    print::line(&format!("enter      {}", said("/enters/count")));
    print::line(&format!("leave      {}", said("/leaves/count")));
    if held["prediction"].is_object() {
        let (own, before) = ("/prediction/draft", "/prediction/published");
        let area = format!("{} (published: {})", said(&format!("{own}/auc")), said(&format!("{before}/auc")));
        let (leads, won) = (said(&format!("{own}/leads")), said(&format!("{own}/won")));
        print::line(&format!("area       {area} over {leads} leads, {won} won"));
        print::line(&format!("missed     {} of {} won deals", said("/missed/draft"), said("/missed/won")));
        table(&held["prediction"]["draft"]["deciles"], &["decile", "leads", "won", "lift", "score_from", "score_to"]);
    }
    let days = held["days"].as_array().map_or(&[][..], Vec::as_slice);
    let weeks: Vec<Json> = days.iter().rev().step_by(7).rev().cloned().collect();
    table(&Json::Array(weeks), &["day", "draft", "published", "left_out"]);
    held["assumptions"].as_array().into_iter().flatten().for_each(|text| print::line(&print::cell(text)));
}

fn table(rows: &Json, columns: &[&str]) {
    let row = |row: &Json| columns.iter().map(|column| rounded(&row[*column])).collect();
    let rows: Vec<Vec<String>> = rows.as_array().into_iter().flatten().map(row).collect();
    if !rows.is_empty() {
        print::line("");
        print::table(columns, &rows);
    }
}

/// A cell; what is no whole number with three digits.
fn rounded(value: &Json) -> String {
    match value.as_f64() {
        Some(number) if number.fract() != 0.0 => format!("{number:.3}"),
        _ => print::cell(value),
    }
}
