//! `mail returned FILE…`: what came back, handed in as a mail server's pipe would, or only read.

use crate::args::{MailAction, Place, Returns};
use crate::client::Client;
use crate::print;
use anyhow::{Context, Result};
use hyper::Method;
use mail::returned::Returned;
use serde_json::{Value as Json, json};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most bytes of a message that are handed in.
const MOST: u64 = 10 * 1024 * 1024;

pub async fn run(args: Returns) -> Result<()> {
    let MailAction::Returned { files, place, to, dry_run, json } = args.action;
    let read = match dry_run {
        true => files.iter().map(|file| Ok((file, told(&Returned::read(&bytes(file)?))))).collect::<Result<_>>()?,
        false => hand_in(&files, &place, to.as_deref()).await?,
    };
    for (file, message) in &read {
        if json {
            let mut line = message.clone();
            line["file"] = file.display().to_string().into();
            print::json(&line);
        }
    }
    if !json {
        print::table(&["file", "kind", "category", "recipients", "send", "suppressed"], &rows(&read));
    }
    Ok(())
}

async fn hand_in<'f>(files: &'f [PathBuf], place: &Place, to: Option<&str>) -> Result<Vec<(&'f PathBuf, Json)>> {
    let encoded = to.unwrap_or_default().bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let path = if encoded.is_empty() { "/mail/returned".into() } else { format!("/mail/returned?to={encoded}") };
    let client = Client::connect(place).await?;
    let mut read = Vec::new();
    for file in files {
        let answer = async { client.send(Method::POST, &path, "message/rfc822", bytes(file)?).await };
        match answer.await {
            Ok(answer) => {
                read.push((file, serde_json::from_slice(&answer).context("the server's answer is not JSON")?))
            }
            Err(error) => {
                client.close().await;
                return Err(error.context(file.display().to_string()));
            }
        }
    }
    client.close().await;
    Ok(read)
}

/// A file, or standard input.
pub fn bytes(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match file.to_str() {
        Some("-") => std::io::stdin().take(MOST).read_to_end(&mut bytes).context("standard input")?,
        _ => {
            let opened = std::fs::File::open(file).with_context(|| file.display().to_string())?;
            opened.take(MOST).read_to_end(&mut bytes).with_context(|| file.display().to_string())?
        }
    };
    Ok(bytes)
}

/// As the server would answer, without what it would do.
fn told(returned: &Returned) -> Json {
    let recipients = returned.recipients.iter().map(|one| {
        json!({"address": one.address, "action": one.action.as_str(), "category": one.category.as_str(),
            "permanent": one.action.is_permanent(), "status": one.status.map(|status| status.to_string()),
            "diagnostic": one.diagnostic})
    });
    json!({"kind": returned.kind.as_str(), "category": returned.category.as_str(),
        "recipients": recipients.collect::<Vec<_>>(), "message_ids": returned.original.message_ids})
}

fn rows(read: &[(&PathBuf, Json)]) -> Vec<Vec<String>> {
    let row = |(file, message): &(&PathBuf, Json)| {
        let recipients = message["recipients"].as_array().into_iter().flatten();
        let recipients = recipients.map(|one| {
            format!(
                "{} {} ({})",
                print::cell(&one["address"]),
                print::cell(&one["action"]),
                print::cell(&one["category"])
            )
        });
        vec![
            file.display().to_string(),
            print::cell(&message["kind"]),
            print::cell(&message["category"]),
            recipients.collect::<Vec<_>>().join(", "),
            print::cell(&message["send"]),
            print::cell(&message["suppressed"]),
        ]
    };
    read.iter().map(row).collect()
}
