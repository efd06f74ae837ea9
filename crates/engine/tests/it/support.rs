//! An engine on a fresh database with a small instance in force, and words to feed it with.

use engine::{Clock, Engine, Options, Outcome};
use model::input::*;
use model::*;
use serde_json::json;
use std::path::PathBuf;
use store::Store;
use store::definitions::Publication;

/// Kind, key and body.
pub type Published = (DefinitionKind, &'static str, serde_json::Value);

pub const START: &str = "2026-03-02T09:00:00Z";

pub fn start() -> Timestamp {
    Timestamp::parse(START).unwrap()
}

pub async fn engine(url: &str) -> Engine {
    engine_at(url, Clock::manual(start())).await
}

pub async fn engine_at(url: &str, clock: Clock) -> Engine {
    engine_with(url, clock, None).await
}

pub async fn engine_with(url: &str, clock: Clock, snapshot: Option<PathBuf>) -> Engine {
    let store = Store::open(url).await.unwrap();
    let options = Options { clock, ticks: false, snapshot, ..Options::default() };
    Engine::start(store, options).await.unwrap()
}

/// Waits until everything accepted is applied, and what that set off too.
pub async fn applied(engine: &Engine) {
    let mut before = 0;
    loop {
        let last = store::intake::last(engine.store(), engine.workspace()).await.unwrap();
        engine.wait_for(last).await.unwrap();
        if last == before {
            return;
        }
        before = last;
    }
}

/// How often a contact's timeline has a kind.
pub fn count(engine: &Engine, contact: ContactId, kind: &str) -> usize {
    let mut count = 0;
    rules::View::timeline(&*engine.image(), contact, &mut |fact| {
        count += usize::from(fact.kind == kind);
        true
    });
    count
}

pub fn settings() -> Published {
    let settings = json!({
        "company": "Siembra", "sender_name": "News", "sender_address": "news@example.com",
        "public_url": "https://go.example.com", "currency": "EUR", "zone": "Europe/Madrid", "fiscal_year_start": 1,
        "week_start": 1, "business_hours": {"from": 9, "to": 17, "days": [1, 2, 3, 4, 5]}, "go_live": "2026-01-01",
        "limits": {"per_day": 2, "per_week": 3}, "marketing_sources": [], "rejection_reasons": ["No budget", "Next year"], "channels": []
    });
    (DefinitionKind::Settings, "main", settings)
}

/// Publishes a small instance.
pub async fn publish(engine: &Engine, bodies: &[Published]) {
    for (kind, _, body) in bodies {
        Body::parse(*kind, body).unwrap();
    }
    let bodies: Vec<Publication> = bodies
        .iter()
        .map(|(kind, key, body)| Publication { kind: *kind, key: (*key).to_string(), body: body.clone() })
        .collect();
    let (_, seq) =
        store::definitions::publish_all(engine.store(), engine.workspace(), &bodies, "test", None, engine.now())
            .await
            .unwrap();
    engine.wait_for(seq.unwrap()).await.unwrap();
}

pub fn instance() -> Vec<Published> {
    vec![
        (
            DefinitionKind::Segment,
            "clickers",
            json!({
                "label": "Clicked lately",
                "filter": {"did": {"kind": ["email_clicked"], "window": {"last_days": 7}}}
            }),
        ),
        (
            DefinitionKind::Scoring,
            "main",
            json!({
                "label": "Score",
                "behaviour": [{"key": "form", "label": "Form", "what": {"kind": ["form_submitted"]}, "points": 30}],
                "fit": [],
                "account": [{"key": "big", "label": "Software", "when": {"field": {"of": "account", "key": "industry", "op": "is", "values": ["software"]}}, "points": 40}],
                "target_account_at": 30
            }),
        ),
        (
            DefinitionKind::Qualification,
            "main",
            json!({
                "label": "AQL",
                "target_title": {"field": {"of": "contact", "key": "job_title", "op": "contains", "values": ["procurement"]}},
                "behaviour_at_least": 50,
                "account_at_least": 30
            }),
        ),
    ]
}

pub fn put(email: &str, fields: &[(&str, &str)]) -> Input {
    let fields = fields.iter().map(|(key, value)| ((*key).to_string(), Some(Value::text(*value)))).collect();
    Input::Contact(ContactPut { key: Key::email(email), fields, ..ContactPut::default() })
}

pub fn did(email: &str, kind: &str, at: Timestamp) -> Input {
    Input::Activity(ActivityPut {
        contact: Key::email(email),
        lead: None,
        kind: kind.into(),
        asset: None,
        at,
        value: None,
        properties: Default::default(),
    })
}

pub async fn feed(engine: &Engine, id: &str, input: Input) -> Outcome {
    let envelope = engine.envelope(id, "api", input);
    engine.apply_and_wait(vec![envelope]).await.unwrap().remove(0)
}

pub fn contact_of(outcome: &Outcome) -> ContactId {
    assert_eq!(outcome.refused, None);
    outcome.record.as_deref().unwrap().parse().unwrap()
}
