//! What is sent to whom: one email with much text, links and personal words, to contacts of many domains.

use crate::home::{FIRST_USER, Home};
use anyhow::{Result, ensure};
use engine::perform::Performer;
use model::input::{ContactPut, Key, MAX_BATCH};
use model::{DefinitionKind, Input, Timestamp, Value};
use serde_json::json;
use store::definitions::Publication;
use store::sender_domains::Change;

pub const PROGRAM: &str = "bench-send";
const EMAIL: &str = "bench-letter";
/// The starter's.
const SENDER: &str = "example.com";
const SEGMENT: &str = "bench-everybody";
/// Recipients are spread over so many domains.
const DOMAINS: usize = 200;
/// Paragraphs that make it ten kilobytes.
const PARAGRAPHS: usize = 4;

pub fn definitions() -> Vec<Publication> {
    let publication = |kind, key: &str, body| Publication { kind, key: key.into(), body };
    let email = json!({
        "label": "Letter", "subject": "{{ contact.first_name }}, the figures of your trade", "mjml": letter(),
        "defaults": {"contact.first_name": "reader", "contact.job_title": "colleague"}
    });
    let program = json!({
        "label": "Letter", "channel": "Email", "does": {"batch": {"segment": SEGMENT, "email": EMAIL}}
    });
    let own = vec![
        publication(DefinitionKind::Segment, SEGMENT, json!({"label": "Everybody", "filter": {"all": []}})),
        publication(DefinitionKind::Email, EMAIL, email),
        publication(DefinitionKind::Program, PROGRAM, program),
    ];
    // The starter's settings and fields, without its programs: they would write to everybody as well.
    let starter = instance::starter_for(FIRST_USER).into_iter().filter_map(|mut document| {
        if document.kind == DefinitionKind::Settings {
            document.body["limits"] = json!({"per_day": 9, "per_week": 9, "consent_required": true});
        }
        let needed = matches!(document.kind, DefinitionKind::Settings | DefinitionKind::Field);
        needed.then(|| publication(document.kind, &document.key, document.body))
    });
    starter.chain(own).collect()
}

fn letter() -> String {
    let paragraph = |n: usize| {
        format!(
            "<mj-text>{n}. As a {{{{ contact.job_title }}}} you know what it costs when an order waits for a signature. \
             Of the companies that we asked, every third loses more than a day on each, and few can say where. \
             <a href=\"https://www.example.com/figures/{n}?for={{{{ contact.first_name|urlencode }}}}\">The figures</a> \
             show what the others did about it, {{{{ contact.first_name }}}}.</mj-text>"
        )
    };
    let paragraphs: String = (1..=PARAGRAPHS).map(paragraph).collect();
    format!(
        "<mjml><mj-body><mj-section><mj-column><mj-text>Dear {{{{ contact.first_name }}}},</mj-text>{paragraphs}\
         <mj-button href=\"https://www.example.com/talk\">Talk to us</mj-button>\
         <mj-text>{{{{ company }}}}, {{{{ postal_address }}}} \
         <a href=\"{{{{ unsubscribe_url }}}}\">Unsubscribe</a> <a href=\"{{{{ view_url }}}}\">View</a></mj-text>\
         </mj-column></mj-section></mj-body></mjml>"
    )
}

/// Where a contact's mail goes.
pub fn address(n: usize) -> String {
    format!("reader{n}@d{}.example", n % DOMAINS)
}

/// Contacts that agreed to marketing mail.
pub async fn people(home: &Home, count: usize) -> Result<()> {
    let all: Vec<usize> = (0..count).collect();
    let mut last = 0;
    for part in all.chunks(MAX_BATCH) {
        let envelopes = part.iter().map(|n| home.engine.envelope(format!("bench:{n}"), "import", person(*n)));
        last = home.engine.accept(envelopes.collect()).await?;
        if last % 20 == 0 {
            while home.engine.wait_for(last).await.is_err() {}
        }
    }
    while home.engine.wait_for(last).await.is_err() {}
    let known = home.engine.image().members(SEGMENT).len();
    ensure!(known >= count as u64, "only {known} contacts were made");
    Ok(())
}

fn person(n: usize) -> Input {
    let fields = [
        ("first_name", format!("Reader{}", n % 997)),
        ("last_name", format!("Number{n}")),
        ("job_title", ["buyer", "planner", "head of finance"][n % 3].to_string()),
    ];
    Input::Contact(ContactPut {
        key: Key::email(address(n)),
        fields: fields.into_iter().map(|(key, text)| (key.to_string(), Some(Value::text(text)))).collect(),
        consent_basis: Some("web form".into()),
        ..ContactPut::default()
    })
}

/// The sender's domain with its keys; nobody asks DNS for it.
pub async fn sign(performer: &Performer, now: Timestamp) -> Result<()> {
    performer.add_sender_domain(SENDER, None).await?;
    let change = Change { allowed: Some(Some((now, None))), ..Change::default() };
    Ok(performer.change_sender_domain(SENDER, change).await?)
}
