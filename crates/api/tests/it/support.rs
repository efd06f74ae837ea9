//! A site to ask: engine, performer and router on a fresh database, a user of each role, and words to ask with.

use api::{App, Options};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use content::token::Keys;
use engine::perform::{Performer, StoreOutbox};
use engine::{Clock, Engine};
use http_body_util::BodyExt;
use model::{DEFAULT_WORKSPACE, Role, Timestamp};
use serde_json::{Value as Json, json};
use store::Store;
use store::definitions::Publication;
use store::users::NewUser;
use tower::ServiceExt;

pub const START: &str = "2026-03-02T09:00:00Z";
pub const PASSWORD: &str = "sow the rows in may";

pub struct Site {
    pub engine: Engine,
    pub performer: Performer,
    pub app: App,
    pub router: Router,
    pub clock: Clock,
    pub uploads: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The fields that the problem names.
    pub fn fields(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["field"].as_str().unwrap().to_string()).collect()
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }
}

/// Somebody who asks.
#[derive(Clone)]
pub enum As {
    Nobody,
    Cookie(String),
    Key(String),
}

impl Site {
    pub async fn open() -> Site {
        Site::at("sqlite::memory:").await
    }

    pub async fn at(url: &str) -> Site {
        let clock = Clock::manual(Timestamp::parse(START).unwrap());
        let store = Store::open(url).await.unwrap();
        let options = engine::Options { clock: clock.clone(), ticks: false, ..engine::Options::default() };
        let engine = Engine::start(store, options).await.unwrap();
        for role in Role::ALL {
            add_user(&engine, &format!("{}@example.com", role.as_str()), role).await;
        }
        let bodies: Vec<Publication> = instance::starter()
            .into_iter()
            .map(|document| Publication { kind: document.kind, key: document.key, body: document.body })
            .collect();
        let (_, seq) =
            store::definitions::publish_all(engine.store(), DEFAULT_WORKSPACE, &bodies, "starter", None, engine.now())
                .await
                .unwrap();
        engine.wait_for(seq.unwrap()).await.unwrap();
        let transport = ::mail::Transport::capture(StoreOutbox(engine.clone()));
        let keys = Keys::new(1, [7; 32]);
        let public_url = Some("http://go.example.com".into());
        let sending = engine::perform::Options { public_url, ..engine::perform::Options::new(transport, keys) };
        let performer = Performer::new(engine.clone(), sending);
        let uploads = tempfile::tempdir().unwrap();
        let options = Options { secure_cookies: false, uploads: uploads.path().into() };
        let app = App::new(engine.clone(), performer.clone(), options);
        let router = api::router(app.clone());
        Site { engine, performer, app, router, clock, uploads }
    }

    /// Moves the clock.
    pub fn later(&self, micros: i64) {
        self.clock.set(self.engine.now().plus(micros));
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Asks as the UI does: JSON, from our own pages.
    pub async fn ask(&self, who: &As, method: Method, path: &str, body: Option<Json>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        request = match who {
            As::Nobody => request,
            As::Cookie(cookie) => request.header(header::COOKIE, cookie),
            As::Key(key) => request.header(header::AUTHORIZATION, format!("Bearer {key}")),
        };
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or(Body::empty(), |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, who: &As, path: &str) -> Answer {
        self.ask(who, Method::GET, &full(path), None).await
    }

    pub async fn post(&self, who: &As, path: &str, body: Json) -> Answer {
        self.ask(who, Method::POST, &full(path), Some(body)).await
    }

    pub async fn put(&self, who: &As, path: &str, body: Json) -> Answer {
        self.ask(who, Method::PUT, &full(path), Some(body)).await
    }

    pub async fn patch(&self, who: &As, path: &str, body: Json) -> Answer {
        self.ask(who, Method::PATCH, &full(path), Some(body)).await
    }

    pub async fn delete(&self, who: &As, path: &str) -> Answer {
        self.ask(who, Method::DELETE, &full(path), None).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post(&As::Nobody, "/session", json!({"email": email, "password": password})).await
    }

    /// Signs in as the user of a role.
    pub async fn role(&self, role: Role) -> As {
        let answer = self.sign_in(&format!("{}@example.com", role.as_str()), PASSWORD).await.expect(200);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_string();
        As::Cookie(cookie)
    }

    pub async fn admin(&self) -> As {
        self.role(Role::Admin).await
    }

    /// Makes a contact and gives its id.
    pub async fn contact(&self, who: &As, email: &str, fields: Json) -> String {
        let made = self.post(who, "/contacts", json!({"email": email, "fields": fields})).await.expect(201);
        made.json()["id"].as_str().unwrap().to_string()
    }

    /// Saves a draft and publishes it.
    pub async fn publish(&self, who: &As, kind: &str, key: &str, body: Json) -> Answer {
        self.put(who, &format!("/definitions/{kind}/{key}/draft"), json!({"body": body})).await.expect(200);
        self.post(who, &format!("/definitions/{kind}/{key}/publish"), json!({"note": "test"})).await
    }
}

/// Addresses of the API without their common beginning; others as they are.
fn full(path: &str) -> String {
    let others = ["/v1/", "/t/", "/u/", "/v/", "/livez", "/readyz", "/api/"];
    if others.iter().any(|other| path.starts_with(other)) { path.into() } else { format!("/api/v1{path}") }
}

pub async fn add_user(engine: &Engine, email: &str, role: Role) {
    let new = NewUser {
        email: email.into(),
        name: email.split('@').next().unwrap().into(),
        team: "Growth".into(),
        role,
        password: Some(hashed()),
    };
    store::users::create(engine.store(), DEFAULT_WORKSPACE, new, engine.now()).await.unwrap();
}

/// Hashing takes its time, so it is done once.
fn hashed() -> String {
    static HASH: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    HASH.get_or_init(|| api::password::hash(PASSWORD)).clone()
}
