//! `import OBJECT FILE`: the same road as the import wizard.

mod ask;
mod reports;

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
    let Done { job: done, first, left_out } = done?;
    let progress = &done["progress"];
    if args.json {
        print::json(&json!({"id": done["id"], "state": done["state"], "dry_run": args.dry_run, "progress": progress,
                "left_out": left_out, "first_rejected": first, "rejected_file": args.rejected,
                "warnings_file": args.warnings, "error": done["error"]}));
    } else {
        let names = ["read", "accepted", "rejected", "warnings", "created", "updated", "unchanged", "parked"];
        let row = names.map(|name| print::cell(&progress[name])).to_vec();
        print::table(&names, &[row]);
        if !left_out.is_empty() {
            print::line(&format!(
                "columns left out: {}; --answer 'COLUMN:to=TARGET' takes one in",
                left_out.join(", ")
            ));
        }
        reports::print(&args, progress, &first);
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

/// An import that has ended.
struct Done {
    job: Json,
    /// The first rows that it rejected.
    first: Vec<Json>,
    /// Columns of the file of which nothing was taken.
    left_out: Vec<String>,
}

async fn import(client: &Client, args: &Import) -> Result<Done> {
    let mut job = upload(client, args).await?;
    let path = format!("/imports/{}", job["id"].as_str().unwrap_or_default());
    if let Some(mapping) = ask::mapping(args, &job["object"])? {
        job = client.put(&format!("{path}/mapping"), &mapping).await?;
    }
    if let Some(open) = ask::open(&job) {
        if args.json {
            print::json(&json!({"id": job["id"], "state": job["state"], "open": open, "mapping": job["mapping"]}));
        }
        bail!("nothing was imported yet; run it again with an answer to each\n{}", ask::told(&open, &job));
    }
    let left_out = ask::left_out(&job);
    let job = match args.dry_run {
        true => client.post(&format!("{path}/dry-run"), &json!({})).await?,
        false => started(client, args, &path).await?,
    };
    let first = reports::fetch(client, args, &job).await?;
    Ok(Done { job, first, left_out })
}

async fn started(client: &Client, args: &Import, path: &str) -> Result<Json> {
    let start =
        json!({"source": args.source, "list": args.list, "program": args.program, "consent_basis": args.consent_basis});
    client.post(&format!("{path}/start"), &start).await?;
    let bar = indicatif::ProgressBar::new_spinner();
    loop {
        let now = client.get(path).await?;
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
    let mut body = Vec::new();
    let delimiter = args.delimiter.as_ref().map(|sign| sign.replace("\\t", "\t"));
    let texts = [("object", Some(object)), ("delimiter", delimiter.as_deref()), ("encoding", args.encoding.as_deref())];
    for (name, text) in texts.into_iter().filter_map(|(name, text)| Some((name, text?))) {
        let part = format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend(part.into_bytes());
    }
    let file = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    body.extend(file.into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let kind = format!("multipart/form-data; boundary={boundary}");
    let answer = client.send(Method::POST, "/imports", &kind, body).await;
    let refused = "the file was refused; where it is read wrongly, say how: --encoding windows-1252, --delimiter ';'";
    serde_json::from_slice(&answer.context(refused)?).context("the server's answer is not JSON")
}
