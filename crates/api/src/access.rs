//! Who is calling, and whether they may. One middleware before every route: it finds the route's need in
//! [`DOORS`](crate::doors::DOORS), the caller in the cookie or key, and refuses by default.

use crate::doors::{self, Need};
use crate::problem::Problem;
use crate::rights::{self, Right};
use crate::same_origin;
use crate::{App, approval};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::{MINUTE, UserId, WorkspaceId};
use store::keys::{Key, KeyKind};
use store::users::User;

pub const COOKIE: &str = "siembra_session";
/// A session ends after this long without use, and after this long in any case.
pub const IDLE: i64 = 12 * model::HOUR;
pub const ABSOLUTE: i64 = 7 * model::DAY;
/// Use is noted this often, so that reading does not write.
const NOTE_EVERY: i64 = 5 * MINUTE;

/// Who makes a request.
#[derive(Clone)]
pub struct Caller {
    pub workspace: WorkspaceId,
    pub who: Who,
    pub rights: Vec<Right>,
}

#[derive(Clone)]
pub enum Who {
    /// Somebody who is signed in, with the hash of the session's token.
    User {
        user: User,
        session: String,
    },
    Key(Key),
}

impl Caller {
    /// The signed-in user; for a key, who made it.
    pub fn user_id(&self) -> Option<UserId> {
        match &self.who {
            Who::User { user, .. } => Some(user.id),
            Who::Key(key) => key.created_by,
        }
    }

    /// What the audit trail calls the caller.
    pub fn name(&self) -> String {
        match &self.who {
            Who::User { user, .. } => user.name.clone(),
            Who::Key(key) => format!("key {}", key.label),
        }
    }

    pub fn may(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }

    /// For what depends on more than the route: refuses without the right.
    pub fn need(&self, right: Right) -> Result<(), Problem> {
        if self.may(right) { Ok(()) } else { Err(refused(right)) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(not_signed_in)
    }
}

fn not_signed_in() -> Problem {
    Problem::unauthenticated("Nobody is signed in. Sign in, or send an API key as Authorization: Bearer sk_….")
}

fn refused(right: Right) -> Problem {
    Problem::forbidden(format!("This needs the right \"{}\". Ask an administrator for it.", right.name()))
}

/// The middleware. Runs after routing, so that the route's own path is known.
pub async fn check(State(app): State<App>, path: MatchedPath, mut request: Request, next: Next) -> Response {
    let method = request.method().clone();
    if method == Method::OPTIONS && doors::is_open(path.as_str()) {
        let methods = format!("{}, HEAD, OPTIONS", doors::methods(path.as_str()).join(", "));
        return (StatusCode::NO_CONTENT, [(header::ALLOW, methods)]).into_response();
    }
    match admit(&app, &method, path.as_str(), request.headers()).await {
        Ok(caller) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            next.run(request).await
        }
        Err(problem) => {
            if problem.status == 403 {
                tracing::warn!(method = %method, path = path.as_str(), "refused");
            }
            problem.into_response()
        }
    }
}

async fn admit(app: &App, method: &Method, path: &str, headers: &HeaderMap) -> Result<Option<Caller>, Problem> {
    let right = match doors::need(method.as_str(), path) {
        None => {
            return Err(match doors::methods(path).as_slice() {
                [] => Problem::forbidden("This address has no declared right, so it is closed to everybody."),
                methods => Problem::wrong_method(methods),
            });
        }
        Some(Need::Nothing | Need::WriteKey) => return Ok(None),
        Some(Need::Session) => None,
        Some(Need::May(right)) => Some(right),
    };
    let caller = caller(app, headers).await?.ok_or_else(not_signed_in)?;
    match (&caller.who, right) {
        (Who::Key(_), None) => return Err(Problem::forbidden("This is for people who are signed in, not for keys.")),
        // A browser sends the cookie by itself, so what changes something has to come from our own pages.
        (Who::User { .. }, _) if !method.is_safe() => same_origin::check(headers)?,
        _ => {}
    }
    match right {
        Some(right) if !caller.may(right) => Err(refused(right)),
        _ => Ok(Some(caller)),
    }
}

async fn caller(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, Problem> {
    if let Some(secret) = bearer(headers) {
        return by_key(app, secret).await;
    }
    match cookie(headers) {
        Some(token) => by_session(app, token).await,
        None => Ok(None),
    }
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The session's token in the cookies.
pub fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|part| {
        let (name, value) = part.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}

async fn by_key(app: &App, secret: &str) -> Result<Option<Caller>, Problem> {
    let Some(key) = live_key(app, secret, KeyKind::Api).await? else { return Ok(None) };
    let rights = key.scopes.iter().filter_map(|scope| Right::parse(scope)).collect();
    Ok(Some(Caller { workspace: key.workspace, who: Who::Key(key), rights }))
}

/// The key of a secret, unless it is revoked or of another kind. Notes its use.
pub async fn live_key(app: &App, secret: &str, kind: KeyKind) -> Result<Option<Key>, Problem> {
    let hash = crate::secret::hash(secret);
    if let Some(key) = app.live_keys().get(&hash) {
        return Ok(Some(key).filter(|key| key.kind == kind));
    }
    let revocations = app.live_keys().revocations();
    let found = store::keys::by_hash(app.store(), &hash).await?;
    let Some(key) = found.filter(|key| key.kind == kind && key.revoked_at.is_none()) else { return Ok(None) };
    app.live_keys().put(hash, key.clone(), revocations);
    let now = app.now();
    if key.last_used.is_none_or(|used| now.0 - used.0 >= NOTE_EVERY) {
        store::keys::used(app.store(), key.workspace, key.id, now).await?;
    }
    Ok(Some(key))
}

async fn by_session(app: &App, token: &str) -> Result<Option<Caller>, Problem> {
    let hash = crate::secret::hash(token);
    let Some(session) = store::sessions::get(app.store(), &hash).await? else { return Ok(None) };
    let now = app.now();
    if now.0 - session.used_at.0 > IDLE || now.0 - session.created_at.0 > ABSOLUTE {
        store::sessions::delete(app.store(), &hash).await?;
        return Ok(None);
    }
    let user = store::users::get(app.store(), session.workspace, session.user).await?;
    let Some(user) = user.filter(|user| user.active) else { return Ok(None) };
    if now.0 - session.used_at.0 >= NOTE_EVERY {
        store::sessions::touch(app.store(), &hash, now).await?;
    }
    let rights = rights::of_user(user.role, &approval::rules(app));
    Ok(Some(Caller { workspace: session.workspace, who: Who::User { user, session: hash }, rights }))
}
