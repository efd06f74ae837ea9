//! `apply` and `export`: the instance as text.

use crate::args::{Apply, Export};
use crate::client::Client;
use crate::print;
use anyhow::{Context, Result, bail};
use model::DefinitionKind;
use model::definition::Approval;
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
    let changed = put_in_force(&client, &documents, &args).await;
    client.close().await;
    let changed = changed?;
    if args.json {
        print::json(&json!({"read": documents.len(), "changed": changed, "dry_run": args.dry_run}));
    } else {
        let verb = if args.dry_run { "would change" } else { "changed" };
        print::line(&format!("{} definitions read, {} {verb}", documents.len(), changed.len()));
        changed.iter().for_each(|name| print::line(&format!("  {name}")));
    }
    Ok(())
}

/// Publishes what differs from what is in force; the names of what did (or would).
async fn put_in_force(client: &Client, documents: &[instance::Document], args: &Apply) -> Result<Vec<String>> {
    let (mut new, mut drafted) = (Vec::new(), Vec::new());
    for document in documents {
        let found = client.find(&path(document)).await.with_context(|| name(document))?;
        if stands(&found) && found["published"]["body"] == document.body {
            continue;
        }
        if !matches!(&found["draft"], Json::Null) && found["draft"]["body"] != document.body {
            drafted.push(name(document));
        }
        new.push((document, !found["draft"].is_null()));
    }
    let mut note = "applied from text";
    if !args.dry_run {
        if !drafted.is_empty() {
            bail!("somebody is writing at {}; publish or discard these drafts first", drafted.join(", "));
        }
        let concerned = new.iter().filter(|(document, _)| Approval::concerns(document.kind));
        let second = concerned.map(|(document, _)| name(document));
        let second: Vec<String> = second.collect();
        if !second.is_empty() && needs_second(client).await? {
            if !args.without_approval {
                bail!(
                    "here some need a second person before they publish {}; ask for it in the browser, or say \
                     --without-approval, which their history will tell",
                    second.join(", ")
                );
            }
            note = "applied from text, without approval";
        }
        publish_all(client, &new, note).await?;
    }
    Ok(new.into_iter().map(|(document, _)| name(document)).collect())
}

/// Publishes documents, each with whether its draft is there. Settings come first, because others name what they list;
/// those refused are tried again after the rest, which may have named what they leave out.
async fn publish_all(client: &Client, new: &[(&instance::Document, bool)], note: &str) -> Result<()> {
    let mut refused = None;
    for (document, drafted) in new {
        match publish(client, document, *drafted, note).await.with_context(|| name(document)) {
            Err(why) if document.kind == DefinitionKind::Settings => refused = Some((document, *drafted, why)),
            // What the settings would have listed may be all that is missing.
            Err(why) => return Err(refused.map_or(why, |(.., first)| first)),
            Ok(()) => {}
        }
    }
    match refused {
        Some((document, drafted, _)) => publish(client, document, drafted, note).await.with_context(|| name(document)),
        None => Ok(()),
    }
}

/// Whether what was found is in force. Of a definition that was archived its last version is told.
fn stands(found: &Json) -> bool {
    found["published"]["state"] == "published"
}

fn path(document: &instance::Document) -> String {
    format!("/definitions/{}", name(document))
}

fn name(document: &instance::Document) -> String {
    format!("{}/{}", document.kind.as_str(), document.key)
}

/// Whether any role of the instance has to ask before it publishes what mail goes out by.
async fn needs_second(client: &Client) -> Result<bool> {
    let settings = client.find("/definitions/settings/main").await?;
    let roles = settings["published"]["body"]["approval"]["publishing"].as_array();
    Ok(roles.is_some_and(|roles| !roles.is_empty()))
}

/// Puts a document in force. Where that is refused, a draft stays only if one was there (`drafted`), which said the same:
/// another would pass for somebody's writing when the text is corrected.
async fn publish(client: &Client, document: &instance::Document, drafted: bool, note: &str) -> Result<()> {
    let path = path(document);
    let draft = format!("{path}/draft");
    client.put(&draft, &json!({ "body": document.body })).await?;
    let Err(refused) = client.post(&format!("{path}/publish"), &json!({ "note": note })).await else { return Ok(()) };
    let own = !drafted && client.find(&path).await.is_ok_and(|found| found["draft"]["body"] == document.body);
    match own {
        true => match client.delete(&draft).await {
            Ok(_) => Err(refused),
            Err(why) => Err(refused.context(format!("its draft stays, because it cannot be discarded: {why}"))),
        },
        false => Err(refused),
    }
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
            if stands(&found) {
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
