//! `import OBJECT FILE`: the same road as the import wizard.

use crate::args::{Import, Object};
use crate::client::Client;
use crate::print;
use anyhow::{Context, Result, bail};
use hyper::Method;
use serde_json::{Value as Json, json};
use std::time::Duration;

const POLL: Duration = Duration::from_millis(300);

pub async fn run(args: Import) -> Result<()> {
    let client = Client::connect(&args.place).await?;
    let done = import(&client, &args).await;
    client.close().await;
    let done = done?;
    let progress = &done["progress"];
    if args.json {
        print::json(
            &json!({"id": done["id"], "state": done["state"], "dry_run": args.dry_run, "progress": progress, "error": done["error"]}),
        );
    } else {
        let names = ["read", "accepted", "rejected", "warnings", "created", "updated", "unchanged", "parked"];
        let row = names.map(|name| print::cell(&progress[name])).to_vec();
        print::table(&names, &[row]);
    }
    if progress["parked"].as_u64().is_some_and(|parked| parked > 0) {
        eprintln!(
            "what is parked could not be applied; its reasons are under Settings, Parked, where it can be replayed"
        );
    }
    match done["error"].as_str() {
        Some(error) => bail!("{error}"),
        None => Ok(()),
    }
}

async fn import(client: &Client, args: &Import) -> Result<Json> {
    let mut job = upload(client, args).await?;
    let path = format!("/imports/{}", job["id"].as_str().unwrap_or_default());
    if let Some(file) = &args.mapping {
        let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let mapping: Json = serde_json::from_str(&text).context("the mapping is not JSON")?;
        job = client.put(&format!("{path}/mapping"), &mapping).await?;
    }
    let questions = job["questions"].as_array().cloned().unwrap_or_default();
    if !questions.is_empty() {
        let line =
            |question: &Json| format!("  {}: {}", print::cell(&question["column"]), print::cell(&question["text"]));
        let lines: Vec<String> = questions.iter().map(line).collect();
        bail!(
            "answer these in a mapping file (--mapping); the proposal is\n{}\n{}",
            serde_json::to_string_pretty(&job["mapping"])?,
            lines.join("\n")
        );
    }
    if args.dry_run {
        return client.post(&format!("{path}/dry-run"), &json!({})).await;
    }
    let start =
        json!({"source": args.source, "list": args.list, "program": args.program, "consent_basis": args.consent_basis});
    client.post(&format!("{path}/start"), &start).await?;
    let bar = indicatif::ProgressBar::new_spinner();
    loop {
        let now = client.get(&path).await?;
        bar.set_message(format!("{} rows", print::cell(&now["progress"]["read"])));
        bar.tick();
        if matches!(now["state"].as_str(), Some("finished" | "failed")) {
            bar.finish_and_clear();
            return Ok(now);
        }
        tokio::time::sleep(POLL).await;
    }
}

async fn upload(client: &Client, args: &Import) -> Result<Json> {
    let bytes = std::fs::read(&args.file).with_context(|| format!("{} cannot be read", args.file.display()))?;
    let name = args.file.file_name().map(|name| name.to_string_lossy().replace('"', "")).unwrap_or_default();
    let object = match args.object {
        Object::Contacts => "contacts",
        Object::Accounts => "accounts",
        Object::Leads => "leads",
        Object::Opportunities => "opportunities",
        Object::Activities => "activities",
    };
    let boundary = format!("siembra-{:032x}", rand::random::<u128>());
    let mut body = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"object\"\r\n\r\n{object}\r\n--{boundary}\r\n\
         content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let kind = format!("multipart/form-data; boundary={boundary}");
    let answer = client.send(Method::POST, "/imports", &kind, body).await?;
    serde_json::from_slice(&answer).context("the server's answer is not JSON")
}
