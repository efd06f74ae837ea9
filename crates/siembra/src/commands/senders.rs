//! `senders …`: the domains that mail is sent from.

use crate::args::{Senders, SendersAction};
use crate::client::Client;
use crate::commands::mail::bytes;
use crate::print;
use anyhow::{Context, Result};
use hyper::Method;
use serde_json::{Value as Json, json};

pub async fn run(args: Senders) -> Result<()> {
    let client = Client::connect(&args.action.asked().place).await?;
    let done = perform(&client, &args.action).await;
    client.close().await;
    done
}

async fn perform(client: &Client, action: &SendersAction) -> Result<()> {
    let json = action.asked().json;
    let of = |domain: &str| format!("/sender-domains/{}", domain.trim());
    let change = |domain: &str, allowed: bool| {
        let (path, body) = (of(domain), json!({"allowed": allowed}).to_string().into_bytes());
        async move { client.send(Method::PATCH, &path, "application/json", body).await }
    };
    match action {
        SendersAction::List(_) => {
            let all = client.get("/sender-domains").await?;
            let columns = ["domain", "state", "allowed", "wrong", "advice", "checked_at"];
            tell(json, &all["items"], &columns);
        }
        SendersAction::Add { one, spf } => {
            let made = client.post("/sender-domains", &json!({"domain": one.domain, "spf": spf})).await?;
            tell(json, &made["records"], &["type", "name", "value"]);
        }
        SendersAction::Records(one) => {
            let found = client.get(&of(&one.domain)).await?;
            tell(json, &found["records"], &["type", "name", "value"]);
        }
        SendersAction::Check(one) => {
            let found = client.post(&format!("{}/check", of(&one.domain)), &json!({})).await?;
            tell(json, &found["findings"], &["verdict", "topic", "text", "remedy"]);
            if !json {
                print::line(&format!("{}: {}", print::cell(&found["domain"]), print::cell(&found["state"])));
            }
        }
        SendersAction::Allow(one) => done(json, &change(&one.domain, true).await?, permitted)?,
        SendersAction::Disallow(one) => done(json, &change(&one.domain, false).await?, permitted)?,
        SendersAction::Remove(one) => {
            let domain = one.domain.trim().to_lowercase();
            client.send(Method::DELETE, &of(&domain), "application/json", Vec::new()).await?;
            let removed = json!({"domain": domain, "removed": true}).to_string().into_bytes();
            done(json, &removed, |domain| {
                format!("{}: removed, and its keys with it", print::cell(&domain["domain"]))
            })?;
        }
        SendersAction::Report { files, .. } => {
            let mut read = Vec::new();
            for file in files {
                let answer = client.send(Method::POST, "/dmarc-reports", "message/rfc822", bytes(file)?).await;
                let answer = answer.with_context(|| file.display().to_string())?;
                read.push(serde_json::from_slice(&answer).context("the server's answer is not JSON")?);
            }
            tell(json, &Json::Array(read), &["domain", "organisation", "mails", "new"]);
        }
    }
    Ok(())
}

/// Says in a line what has come of a change.
fn done(as_json: bool, answer: &[u8], line: fn(&Json) -> String) -> Result<()> {
    let answer: Json = serde_json::from_slice(answer).context("the server's answer is not JSON")?;
    match as_json {
        true => print::json(&answer),
        false => print::line(&line(&answer)),
    }
    Ok(())
}

/// Whether mail from a domain leaves.
fn permitted(domain: &Json) -> String {
    let (name, state) = (print::cell(&domain["domain"]), print::cell(&domain["state"]));
    match (state.as_str(), domain["allowed_at"].is_null()) {
        ("verified", true) => format!("{name}: verified; mail from it leaves"),
        (_, true) => format!("{name}: {state}; mail from it waits until it is verified"),
        (_, false) => format!("{name}: {state}; mail from it leaves all the same"),
    }
}

fn tell(as_json: bool, rows: &Json, columns: &[&str]) {
    if as_json {
        return print::json(rows);
    }
    let row = |row: &Json| columns.iter().map(|column| print::cell(&row[*column])).collect();
    print::table(columns, &rows.as_array().into_iter().flatten().map(row).collect::<Vec<_>>());
}
