//! `senders …`: the domains that mail is sent from.

use crate::args::{Senders, SendersAction};
use crate::client::Client;
use crate::commands::mail::bytes;
use crate::print;
use anyhow::{Context, Result};
use hyper::Method;
use serde_json::{Value as Json, json};

pub async fn run(args: Senders) -> Result<()> {
    let client = Client::connect(&args.place).await?;
    let done = perform(&client, &args).await;
    client.close().await;
    done
}

async fn perform(client: &Client, args: &Senders) -> Result<()> {
    let of = |domain: &str| format!("/sender-domains/{}", domain.trim());
    let change = |domain: &str, allowed: bool| {
        let (path, body) = (of(domain), json!({"allowed": allowed}).to_string().into_bytes());
        async move { client.send(Method::PATCH, &path, "application/json", body).await.map(drop) }
    };
    match &args.action {
        SendersAction::List => {
            let all = client.get("/sender-domains").await?;
            let columns = ["domain", "state", "allowed", "wrong", "advice", "checked_at"];
            tell(args.json, &all["items"], &columns);
        }
        SendersAction::Add { domain, spf } => {
            let made = client.post("/sender-domains", &json!({"domain": domain, "spf": spf})).await?;
            tell(args.json, &made["records"], &["type", "name", "value"]);
        }
        SendersAction::Records { domain } => {
            let one = client.get(&of(domain)).await?;
            tell(args.json, &one["records"], &["type", "name", "value"]);
        }
        SendersAction::Check { domain } => {
            let one = client.post(&format!("{}/check", of(domain)), &json!({})).await?;
            tell(args.json, &one["findings"], &["verdict", "topic", "text", "remedy"]);
            if !args.json {
                print::line(&format!("{}: {}", print::cell(&one["domain"]), print::cell(&one["state"])));
            }
        }
        SendersAction::Allow { domain } => change(domain, true).await?,
        SendersAction::Disallow { domain } => change(domain, false).await?,
        SendersAction::Remove { domain } => {
            client.send(Method::DELETE, &of(domain), "application/json", Vec::new()).await?;
        }
        SendersAction::Report { files } => {
            let mut read = Vec::new();
            for file in files {
                let answer = client.send(Method::POST, "/dmarc-reports", "message/rfc822", bytes(file)?).await;
                let answer = answer.with_context(|| file.display().to_string())?;
                read.push(serde_json::from_slice(&answer).context("the server's answer is not JSON")?);
            }
            tell(args.json, &Json::Array(read), &["domain", "organisation", "mails", "new"]);
        }
    }
    Ok(())
}

fn tell(as_json: bool, rows: &Json, columns: &[&str]) {
    if as_json {
        return print::json(rows);
    }
    let row = |row: &Json| columns.iter().map(|column| print::cell(&row[*column])).collect();
    print::table(columns, &rows.as_array().into_iter().flatten().map(row).collect::<Vec<_>>());
}
