//! `apply` and `export`: the instance as text.

use crate::args::{Apply, Export};
use crate::client::Client;
use crate::print;
use anyhow::{Result, bail};
use model::DefinitionKind;
use serde_json::{Value as Json, json};

pub async fn apply(args: Apply) -> Result<()> {
    let documents = match instance::read(&args.folder) {
        Ok(documents) => documents,
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            bail!("the folder cannot be applied:\n  {}", lines.join("\n  "));
        }
    };
    let client = Client::connect(&args.place).await?;
    let mut changed = Vec::new();
    let mut outcome = Ok(());
    for document in &documents {
        match put_in_force(&client, document, args.dry_run).await {
            Ok(true) => changed.push(format!("{}/{}", document.kind.as_str(), document.key)),
            Ok(false) => {}
            Err(error) => {
                outcome = Err(error.context(format!("{}/{}", document.kind.as_str(), document.key)));
                break;
            }
        }
    }
    client.close().await;
    outcome?;
    if args.json {
        print::json(&json!({"read": documents.len(), "changed": changed, "dry_run": args.dry_run}));
    } else {
        let verb = if args.dry_run { "would change" } else { "changed" };
        print::line(&format!("{} definitions read, {} {verb}", documents.len(), changed.len()));
        changed.iter().for_each(|name| print::line(&format!("  {name}")));
    }
    Ok(())
}

/// Publishes a document that differs from what is in force; whether it did (or would).
async fn put_in_force(client: &Client, document: &instance::Document, dry_run: bool) -> Result<bool> {
    let path = format!("/definitions/{}/{}", document.kind.as_str(), document.key);
    let standing = client.get(&path).await.map(|found| found["published"]["body"].clone()).unwrap_or(Json::Null);
    if standing == document.body {
        return Ok(false);
    }
    if !dry_run {
        client.put(&format!("{path}/draft"), &json!({ "body": document.body })).await?;
        client.post(&format!("{path}/publish"), &json!({ "note": "applied from text" })).await?;
    }
    Ok(true)
}

pub async fn export(args: Export) -> Result<()> {
    let client = Client::connect(&args.place).await?;
    let documents = in_force(&client).await;
    client.close().await;
    let documents = documents?;
    let written = instance::write(&args.folder, &documents)?;
    if args.json {
        print::json(&json!({"definitions": documents.len(), "folder": args.folder.display().to_string()}));
    } else {
        print::line(&format!("{} definitions in {}", documents.len(), args.folder.display()));
    }
    drop(written);
    Ok(())
}

async fn in_force(client: &Client) -> Result<Vec<instance::Document>> {
    let mut documents = Vec::new();
    for kind in DefinitionKind::ALL {
        let listed = client.get(&format!("/definitions/{}", kind.as_str())).await?;
        for item in listed["items"].as_array().into_iter().flatten() {
            let Some(key) = item["key"].as_str() else { continue };
            let found = client.get(&format!("/definitions/{}/{key}", kind.as_str())).await?;
            if !found["published"].is_null() {
                documents.push(instance::Document {
                    kind,
                    key: key.to_string(),
                    body: found["published"]["body"].clone(),
                });
            }
        }
    }
    Ok(documents)
}
