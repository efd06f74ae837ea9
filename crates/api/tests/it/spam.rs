//! Every email of the starter instance, signed and as a contact gets it, is far from what SpamAssassin takes for spam. Its
//! local tests only: nobody is asked. `SIEMBRA_REQUIRE_SPAMASSASSIN=1` makes its absence a failure.

use crate::support::*;
use model::{DEFAULT_WORKSPACE, DefinitionKind};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use store::sends::{Narrow, NewSend};

const MOST: f64 = 1.0;
/// What the server that takes it writes before it.
const RECEIVED: &str = "Received: from mail.news.procuralia.com (mail.news.procuralia.com [88.12.4.9])\n\
    \tby mx.tallereslopez.com with ESMTPS id 4ZxY; Mon, 02 Mar 2026 09:00:01 +0000\n";

/// Puts a company in place of the placeholders, and lets its domain send.
async fn established(site: &Site) -> As {
    let admin = site.admin().await;
    let mut settings = site.get(&admin, "/definitions/settings/main").await.json()["published"]["body"].clone();
    settings["company"] = json!("Procuralia");
    settings["postal_address"] = json!("Calle de Alcalá 61, 28014 Madrid, Spain");
    settings["sender_name"] = json!("Procuralia");
    settings["sender_address"] = json!("hello@news.procuralia.com");
    settings["public_url"] = json!("https://go.procuralia.com");
    settings["limits"] =
        json!({"per_day": 500, "per_week": 500, "quiet_from": 0, "quiet_to": 0, "consent_required": true});
    site.publish(&admin, "settings", "main", settings).await.expect(200);
    site.post(&admin, "/sender-domains", json!({"domain": "news.procuralia.com"})).await.expect(201);
    let allowed = json!({"allowed": true});
    site.patch(&admin, "/sender-domains/news.procuralia.com", allowed).await.expect(200);
    admin
}

/// Every email as it is sent to one contact: its MIME by its key.
async fn composed(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let admin = established(site).await;
    let fields =
        json!({"first_name": "Marta", "last_name": "Núñez", "country": "ES", "job_title": "Head of procurement"});
    let body = json!({"email": "marta.nunez@tallereslopez.com", "fields": fields, "consent_basis": "form"});
    let contact =
        site.post(&admin, "/contacts", body).await.expect(201).json()["id"].as_str().unwrap().parse().unwrap();
    let store = site.engine.store();
    let all = store::definitions::list(store, DEFAULT_WORKSPACE, Some(DefinitionKind::Email)).await.unwrap();
    let new = all.iter().map(|email| NewSend {
        run: None,
        program: None,
        occurrence: email.key.clone(),
        contact,
        address: "marta.nunez@tallereslopez.com".into(),
        email: email.key.clone(),
        email_version: 1,
        operational: false,
        details: "{}".into(),
        due_at: site.engine.now(),
        held: None,
    });
    store::sends::add(store, DEFAULT_WORKSPACE, &new.collect::<Vec<_>>(), site.engine.now()).await.unwrap();
    while site.performer.run_once().await.unwrap() > 0 {}
    let sends = store::sends::page(store, DEFAULT_WORKSPACE, &Narrow::default(), i64::MAX, 1_000).await.unwrap();
    let mut messages = BTreeMap::new();
    for message in store::outbox::page(store, DEFAULT_WORKSPACE, i64::MAX, 1_000).await.unwrap() {
        let send = sends.iter().find(|send| Some(send.id) == message.send).expect("nothing else was sent");
        messages.insert(send.email.clone(), store::outbox::get(store, DEFAULT_WORKSPACE, message.id).await.unwrap().1);
    }
    assert_eq!(
        messages.len(),
        all.len(),
        "{:?}",
        sends.iter().map(|send| (&send.email, &send.reason)).collect::<Vec<_>>()
    );
    messages
}

/// What SpamAssassin says of messages: score and rules by Message-ID. One process for all: it takes seconds to start.
fn judged(folder: &Path) -> Option<BTreeMap<String, (f64, String)>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut command = Command::new("spamassassin");
    command.args(["--local", "--nocreate-prefs", "--cf=use_bayes 0", "--cf=fold_headers 0"]).args(files);
    let Ok(output) = command.env("HOME", folder).output() else {
        let required = std::env::var_os("SIEMBRA_REQUIRE_SPAMASSASSIN").is_some_and(|value| value != "0");
        assert!(
            !required,
            "SpamAssassin is required here (SIEMBRA_REQUIRE_SPAMASSASSIN): apt-get install spamassassin"
        );
        eprintln!("NOT TESTED with SpamAssassin: install it with apt-get install spamassassin");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let (mut found, mut score) = (BTreeMap::new(), None);
    for line in said.lines() {
        if let Some(status) = line.strip_prefix("X-Spam-Status: ") {
            let points = status.split_once("score=").and_then(|(_, rest)| rest.split(' ').next()?.parse::<f64>().ok());
            let rules = status.split_once("tests=").map_or("", |(_, rest)| rest).split(' ').next().unwrap_or_default();
            score = Some((points.unwrap_or(f64::MAX), rules.to_string()));
        }
        if let (Some(id), Some(score)) =
            (line.strip_prefix("Message-ID: "), score.take_if(|_| line.starts_with("Message-ID: ")))
        {
            found.insert(id.trim().to_string(), score);
        }
    }
    Some(found)
}

#[tokio::test]
async fn no_email_of_the_starter_instance_looks_like_spam() {
    let site = Site::open().await;
    let folder = tempfile::tempdir().unwrap();
    let mut keys = BTreeMap::new();
    for (key, mime) in composed(&site).await {
        let text = String::from_utf8(mime).unwrap();
        let header =
            |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest.trim().to_string());
        assert!(text.starts_with("DKIM-Signature:") || text.contains("\r\nDKIM-Signature:"), "{key} is not signed");
        for name in [
            "List-Unsubscribe: ",
            "List-Unsubscribe-Post: ",
            "List-Id: ",
            "Date: ",
            "From: ",
            "MIME-Version: ",
            "Feedback-ID: ",
        ] {
            assert!(
                header(name).is_some()
                    || text.to_lowercase().contains(&format!("\r\n{}", name.trim_end().to_lowercase())),
                "{key} has no {name}"
            );
        }
        keys.insert(header("Message-ID: ").expect("each has one"), key.clone());
        std::fs::write(folder.path().join(format!("{key}.eml")), format!("{RECEIVED}{}", text.replace("\r\n", "\n")))
            .unwrap();
    }
    let Some(judged) = judged(folder.path()) else { return };
    assert_eq!(judged.len(), keys.len(), "SpamAssassin has not judged all");
    let mut bad = Vec::new();
    for (id, (score, rules)) in judged {
        println!("{score} {} {rules}", keys[&id]);
        if score > MOST {
            bad.push(format!("{}: {score} by {rules}", keys[&id]));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}
