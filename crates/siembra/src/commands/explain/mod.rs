//! `explain CONTACT`.

mod told;

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
        told::lines(&explained).iter().for_each(|line| print::line(line));
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
