//! `report kpis|funnel|programs`.

use crate::args::{Report, ReportKind};
use crate::client::Client;
use crate::home::Home;
use crate::print;
use anyhow::Result;
use serde_json::Value as Json;

pub async fn run(args: Report) -> Result<()> {
    let path = match args.what {
        ReportKind::Kpis => "/kpis",
        ReportKind::Funnel => "/funnel",
        ReportKind::Programs => "/programs",
    };
    let period: Vec<String> = [("from", &args.from), ("to", &args.to)]
        .into_iter()
        .filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={value}")))
        .collect();
    Home::must_exist(&args.place)?;
    let client = Client::connect(&args.place).await?;
    let report = client.get(&format!("{path}?{}", period.join("&"))).await;
    client.close().await;
    let report = report?;
    if args.json {
        print::json(&report);
        return Ok(());
    }
    match args.what {
        ReportKind::Kpis => kpis(&report),
        ReportKind::Funnel => rows(&report["stages"], &["label", "entered", "current", "conversion", "median_days"]),
        ReportKind::Programs => programs(&report),
    }
    Ok(())
}

fn programs(report: &Json) {
    let figures = ["members", "sent", "opened", "clicked", "unsubscribed"];
    let row = |program: &Json| {
        let mut row: Vec<String> = ["key", "label", "channel"].map(|key| print::cell(&program[key])).to_vec();
        row.extend(figures.map(|key| print::cell(&program["figures"][key])));
        row
    };
    let rows: Vec<Vec<String>> = report["items"].as_array().into_iter().flatten().map(row).collect();
    print::table(&[&["key", "label", "channel"][..], &figures[..]].concat(), &rows);
}

fn kpis(report: &Json) {
    print::line(&format!("{} to {}", print::cell(&report["period"]["from"]), print::cell(&report["period"]["to"])));
    let mut lines = Vec::new();
    for group in report["groups"].as_array().into_iter().flatten() {
        for kpi in group["kpis"].as_array().into_iter().flatten() {
            let unit = kpi["unit"].as_str().unwrap_or_default();
            let mut line = vec![print::cell(&kpi["number"]), print::cell(&kpi["label"])];
            line.extend(["value", "previous", "baseline", "goal"].map(|key| figure(&kpi[key], unit)));
            lines.push(line);
        }
    }
    print::table(&["#", "KPI", "value", "before", "baseline", "goal"], &lines);
}

fn figure(value: &Json, unit: &str) -> String {
    match (value.as_f64(), unit) {
        (None, _) => "n/a".into(),
        (Some(value), "rate" | "ratio") => format!("{:.1} %", value * 100.0),
        (Some(value), "money") => format!("{value:.2}"),
        (Some(value), _) => format!("{value:.0}"),
    }
}

fn rows(items: &Json, columns: &[&str]) {
    let row = |item: &Json| columns.iter().map(|key| print::cell(&item[*key])).collect();
    let rows: Vec<Vec<String>> = items.as_array().into_iter().flatten().map(row).collect();
    print::table(columns, &rows);
}
