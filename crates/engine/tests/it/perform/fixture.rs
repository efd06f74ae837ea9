//! An instance that sends: settings, an email, a segment of everybody and a batch program.

use crate::support::{feed, publish, start};
use content::token::Keys;
use engine::perform::{Client, Options, Performer, StoreOutbox};
use engine::{Clock, Engine};
use mail::Transport;
use mail_parser::{Message, MessageParser};
use model::input::*;
use model::*;
use serde_json::json;
use store::Store;
use store::sends::{Narrow, NewSend, Send};

pub const MJML: &str = "<mjml><mj-body><mj-section><mj-column>\
    <mj-text>Hello {{ contact.first_name }}, <a href=\"https://www.example.com/guide?for={{ contact.first_name|urlencode }}\">read</a>\
    <a href=\"{{ view_url }}\">view</a></mj-text>\
    <mj-text>{{ company }}, {{ postal_address }} <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></mj-text>\
    </mj-column></mj-section></mj-body></mjml>";

pub struct World {
    pub engine: Engine,
    pub clock: Clock,
    pub performer: Performer,
}

pub fn email(operational: bool) -> serde_json::Value {
    let mut email = json!({
        "label": "Guide", "subject": "A guide for {{ contact.first_name }}", "mjml": MJML,
        "defaults": {"contact.first_name": "you"}
    });
    if operational {
        email["operational"] = json!("a receipt");
    }
    email
}

pub fn instance() -> Vec<(DefinitionKind, &'static str, serde_json::Value)> {
    let batch = |email: &str| json!({"label": "Spring", "channel": "Email", "does": {"batch": {"segment": "all", "email": email}}});
    let settings = json!({
        "company": "Siembra", "postal_address": "Calle 1, Madrid", "sender_name": "News",
        "sender_address": "news@example.com", "public_url": "https://go.example.com/", "currency": "EUR",
        "zone": "Europe/Madrid", "fiscal_year_start": 1, "week_start": 1,
        "business_hours": {"from": 9, "to": 17, "days": [1, 2, 3, 4, 5]}, "go_live": "2026-01-01",
        "limits": {"per_day": 2, "per_week": 3, "consent_required": true},
        "marketing_sources": [], "rejection_reasons": [], "channels": ["Email"]
    });
    vec![
        (DefinitionKind::Settings, "main", settings),
        (DefinitionKind::Segment, "all", json!({"label": "All", "filter": {"all": []}})),
        (DefinitionKind::Email, "guide", email(false)),
        (DefinitionKind::Email, "receipt", email(true)),
        (DefinitionKind::Program, "spring", batch("guide")),
        (DefinitionKind::Program, "summer", batch("guide")),
        (DefinitionKind::Program, "autumn", batch("guide")),
        (DefinitionKind::Program, "receipts", batch("receipt")),
    ]
}

pub fn keys() -> Keys {
    Keys::new(1, [7; 32])
}

/// The instance with its messages captured. Nothing performs by itself.
pub async fn world(url: &str) -> World {
    let clock = Clock::manual(start());
    let engine = crate::support::engine_at(url, clock.clone()).await;
    publish(&engine, &instance()).await;
    let transport = Transport::capture(StoreOutbox(engine.clone()));
    let performer = with_transport(&engine, transport);
    World { engine, clock, performer }
}

pub fn with_transport(engine: &Engine, transport: Transport) -> Performer {
    Performer::new(engine.clone(), from_anywhere(transport))
}

/// Mail may leave from any domain.
pub fn from_anywhere(transport: Transport) -> Options {
    Options { any_sender: true, ..Options::new(transport, keys()) }
}

impl World {
    /// A contact that agreed to marketing mail.
    pub async fn consenting(&self, email: &str, first_name: &str) -> ContactId {
        let put = Input::Contact(ContactPut {
            key: Key::email(email),
            fields: [("first_name".to_string(), Some(Value::text(first_name)))].into(),
            consent_basis: Some("web form".into()),
            ..ContactPut::default()
        });
        crate::support::contact_of(&feed(&self.engine, &format!("put:{email}"), put).await)
    }

    /// Somebody who is told of what goes wrong, at boss@example.com.
    pub async fn boss(&self) {
        let new = store::users::NewUser {
            email: "boss@example.com".into(),
            name: "Boss".into(),
            team: String::new(),
            role: Role::Admin,
            password: None,
        };
        store::users::create(self.store(), DEFAULT_WORKSPACE, new, self.engine.now()).await.unwrap();
    }

    /// What a program sends outside runs, on an occasion of its own.
    pub fn single(&self, program: &str, occurrence: String, contact: ContactId, address: String) -> NewSend {
        NewSend {
            run: None,
            program: Some(program.into()),
            occurrence,
            contact,
            address,
            email: "guide".into(),
            email_version: 1,
            operational: false,
            details: "{}".into(),
            due_at: self.engine.now(),
            held: None,
        }
    }

    pub async fn add_sends(&self, sends: impl Iterator<Item = NewSend>) {
        let sends: Vec<NewSend> = sends.collect();
        store::sends::add(self.store(), DEFAULT_WORKSPACE, &sends, self.engine.now()).await.unwrap();
    }

    pub fn store(&self) -> &Store {
        self.engine.store()
    }

    /// Performs until nothing is due, and waits until all that came of it is applied.
    pub async fn settle(&self) {
        settle(&self.engine, &self.performer).await;
    }

    pub fn pass(&self, time: i64) {
        self.clock.set(self.clock.now().plus(time));
    }

    pub async fn run(&self, program: &str) -> i64 {
        self.performer.start_run(program, None, None, None).await.unwrap().id
    }

    pub async fn sends(&self) -> Vec<Send> {
        let mut sends =
            store::sends::page(self.store(), DEFAULT_WORKSPACE, &Narrow::default(), i64::MAX, 1_000).await.unwrap();
        sends.reverse();
        sends
    }

    /// (contact, state, reason) of every send, oldest first.
    pub async fn states(&self) -> Vec<(ContactId, &'static str, String)> {
        let sends = self.sends().await.into_iter();
        sends.map(|send| (send.contact, send.state.as_str(), send.reason.unwrap_or_default())).collect()
    }

    /// Captured messages, oldest first.
    pub async fn captured(&self) -> Vec<Message<'static>> {
        let mut messages = Vec::new();
        for message in store::outbox::page(self.store(), DEFAULT_WORKSPACE, i64::MAX, 1_000).await.unwrap() {
            let (_, mime) = store::outbox::get(self.store(), DEFAULT_WORKSPACE, message.id).await.unwrap();
            messages.push(MessageParser::default().parse(&mime).unwrap().into_owned());
        }
        messages.reverse();
        messages
    }

    /// How often an activity stands on a timeline.
    pub async fn count(&self, contact: ContactId, kind: &str) -> usize {
        self.timeline(contact).await.into_iter().filter(|activity| activity.kind == kind).count()
    }

    pub async fn timeline(&self, contact: ContactId) -> Vec<Activity> {
        let numbers = self.engine.image().timeline_numbers(contact);
        store::activities::by_numbers(self.store(), DEFAULT_WORKSPACE, &numbers).await.unwrap()
    }
}

pub async fn settle(engine: &Engine, performer: &Performer) {
    while performer.run_once().await.unwrap() > 0 {}
    applied(engine).await;
}

/// Waits until everything accepted is applied.
pub async fn applied(engine: &Engine) {
    let last = store::intake::last(engine.store(), DEFAULT_WORKSPACE).await.unwrap();
    engine.wait_for(last).await.unwrap();
}

/// Somebody with this program at this address.
pub fn client(agent: &str, address: &str) -> Client {
    Client { method: "GET".into(), agent: agent.into(), address: address.parse().ok() }
}

/// The last part of the first address in a message that leads to this road.
pub fn token(message: &Message<'_>, road: &str) -> String {
    let html = message.body_html(0).unwrap();
    let start = html.find(&format!("https://go.example.com/{road}/")).unwrap_or_else(|| panic!("no {road} in {html}"));
    let link: &str = html[start..].split('"').next().unwrap();
    link.rsplit('/').next().unwrap().to_string()
}
