//! `explain CONTACT`.

use crate::args::Explain;
use crate::client::Client;
use crate::home::Home;
use crate::print;
use anyhow::{Result, anyhow};
use serde_json::Value as Json;

pub async fn run(args: Explain) -> Result<()> {
    Home::must_exist(&args.place)?;
    let client = Client::connect(&args.place).await?;
    let explained = explain(&client, &args.contact).await;
    client.close().await;
    let explained = explained?;
    if args.json {
        print::json(&explained);
    } else {
        show(&explained, 0);
    }
    Ok(())
}

async fn explain(client: &Client, contact: &str) -> Result<Json> {
    let id = if contact.contains('@') { by_address(client, contact).await? } else { contact.to_string() };
    client.get(&format!("/contacts/{id}/explain")).await
}

async fn by_address(client: &Client, address: &str) -> Result<String> {
    let query: String = address.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let found = client.get(&format!("/contacts?limit=1&q={query}")).await?;
    let id = found["items"][0]["id"].as_str().map(str::to_string);
    id.ok_or_else(|| anyhow!("no contact has the address {address}"))
}

/// JSON as an indented outline.
fn show(value: &Json, depth: usize) {
    let pad = "  ".repeat(depth);
    match value {
        Json::Object(map) => {
            for (key, value) in map {
                match value {
                    Json::Object(_) | Json::Array(_) => {
                        print::line(&format!("{pad}{key}:"));
                        show(value, depth + 1);
                    }
                    Json::Null => {}
                    other => print::line(&format!("{pad}{key}: {}", print::cell(other))),
                }
            }
        }
        Json::Array(items) => {
            for item in items {
                if item.is_object() {
                    print::line(&format!("{pad}-"));
                    show(item, depth + 1);
                } else {
                    print::line(&format!("{pad}- {}", print::cell(item)));
                }
            }
        }
        other => print::line(&format!("{pad}{}", print::cell(other))),
    }
}
