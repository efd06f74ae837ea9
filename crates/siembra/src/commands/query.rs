//! `query "SELECT …"`.

use crate::args::Query;
use crate::client::Client;
use crate::home::Home;
use crate::print;
use anyhow::Result;
use serde_json::{Value as Json, json};

pub async fn run(args: Query) -> Result<()> {
    Home::must_exist(&args.place)?;
    let client = Client::connect(&args.place).await?;
    let result = client.post("/query", &json!({ "sql": args.sql })).await;
    client.close().await;
    let result = result?;
    if args.json {
        print::json(&result);
        return Ok(());
    }
    let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
    let headings: Vec<String> = list(&result["columns"]).iter().map(|column| print::cell(&column["name"])).collect();
    let rows: Vec<Vec<String>> =
        list(&result["rows"]).iter().map(|row| list(row).iter().map(print::cell).collect()).collect();
    print::table(&headings.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
    if result["truncated"] == Json::Bool(true) {
        eprintln!("more rows exist than are shown; narrow the query");
    }
    Ok(())
}
