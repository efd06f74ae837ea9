//! `segment count`.

use crate::args::{Segment, SegmentAction};
use crate::client::Client;
use crate::home::Home;
use crate::print;
use anyhow::{Context, Result};
use serde_json::{Value as Json, json};
use std::io::Read;

pub async fn run(args: Segment) -> Result<()> {
    let SegmentAction::Count { place, filter, json: as_json } = args.action;
    let text = if filter.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(&filter).with_context(|| format!("{} cannot be read", filter.display()))?
    };
    let filter: Json = serde_json::from_str(&text).context("the filter is not JSON")?;
    Home::must_exist(&place)?;
    let client = Client::connect(&place).await?;
    let counted = client.post("/segments/count", &json!({ "filter": filter })).await;
    client.close().await;
    let counted = counted?;
    if as_json {
        print::json(&json!({"count": counted["count"], "ms": counted["ms"], "sentence": counted["sentence"]}));
    } else {
        print::line(&format!("{} contacts: {}", counted["count"], print::cell(&counted["sentence"])));
    }
    Ok(())
}
