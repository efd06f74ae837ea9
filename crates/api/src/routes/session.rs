//! Signing in and out, and who is signed in.

use crate::access::{self, Caller, Who};
use crate::extract::Json;
use crate::password::{Verdict, weakness};
use crate::problem::Problem;
use crate::rights::Right;
use crate::secret::Secret;
use crate::views::session::{PasswordChange, SessionSettings, SessionView, SignIn};
use crate::{App, approval, audit, same_origin};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use model::definition::{Approval, Body, Brand, MAIN};
use model::{Currency, DefinitionKind};
use std::net::SocketAddr;
use std::time::Instant;
use store::users::{User, UserChange};

/// Signs in: answers with the session cookie.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "session",
    request_body = SignIn,
    responses((status = 200, body = SessionView)),
)]
pub async fn sign_in(
    State(app): State<App>,
    from: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Json(body): Json<SignIn>,
) -> Result<Response, Problem> {
    if headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN) {
        same_origin::check(&headers)?;
    }
    let network = from.map(|info| info.0.0.ip().to_string()).unwrap_or_default();
    // The first administrator's address has no domain that mail would reach.
    let email = hygiene::email::normal(&body.email).unwrap_or_else(|| body.email.trim().to_lowercase());
    if let Some(seconds) = app.throttle().wait(&email, &network, Instant::now()) {
        return Err(Problem::too_many("Too many failed sign-ins. Wait a while, or ask an administrator.", seconds));
    }
    let found = store::users::by_email(app.store(), app.workspace(), &email).await?.filter(|(user, _)| user.active);
    let (user, kept) = found.map_or((None, None), |(user, kept)| (Some(user), kept));
    let rehashed = match (app.passwords().check(body.password, kept).await?, &user) {
        (Verdict::Right, Some(_)) => None,
        (Verdict::Rehashed(better), Some(_)) => Some(better),
        _ => {
            app.throttle().failed(&email, &network, Instant::now());
            let object = user.map_or_else(|| "session".to_string(), |user| user.id.to_string());
            audit::note_stranger(&app, "session.refused", object, "").await?;
            return Err(Problem::unauthenticated("The e-mail address or the password is not right."));
        }
    };
    let user = user.expect("a right password belongs to a user");
    app.throttle().succeeded(&email);
    // A token that was there before is never kept: whoever planted it would be signed in too.
    if let Some(old) = access::cookie(&headers) {
        store::sessions::delete(app.store(), &crate::secret::hash(old)).await?;
    }
    let (secret, now) = (Secret::random(""), app.now());
    let stale = now.plus(-access::IDLE);
    store::sessions::create(app.store(), app.workspace(), &secret.hash, user.id, now, stale).await?;
    store::users::signed_in(app.store(), app.workspace(), user.id, now, rehashed).await?;
    let user = User { last_sign_in: Some(now), ..user };
    let rights = crate::rights::of_user(user.role, &approval::rules(&app));
    let caller =
        Caller { workspace: app.workspace(), who: Who::User { user: user.clone(), session: secret.hash }, rights };
    audit::note(&app, &caller, "session.created", user.id, "").await?;
    let cookie = set_cookie(&app, &secret.text, access::ABSOLUTE / model::SECOND);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(shown(&app, &user, caller.rights))).into_response())
}

fn set_cookie(app: &App, value: &str, seconds: i64) -> HeaderValue {
    let secure = if app.options().secure_cookies { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", access::COOKIE);
    HeaderValue::from_str(&text).expect("a token is letters, digits, - and _")
}

/// Who is signed in and what they may do.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 200, body = SessionView)),
)]
pub async fn get_session(State(app): State<App>, caller: Caller) -> Result<Json<SessionView>, Problem> {
    match caller.who {
        Who::User { user, .. } => Ok(Json(shown(&app, &user, caller.rights))),
        Who::Key(_) => Err(Problem::forbidden("A key has no session.")),
    }
}

fn shown(app: &App, user: &User, rights: Vec<Right>) -> SessionView {
    let image = app.engine().image();
    let settings = match image.definition(DefinitionKind::Settings, MAIN).map(|published| &published.body) {
        Some(Body::Settings(settings)) => SessionSettings {
            company: settings.company.clone(),
            currency: settings.currency,
            zone: settings.zone.clone(),
            week_start: settings.week_start,
            go_live: settings.go_live.clone(),
            rejection_reasons: settings.rejection_reasons.clone(),
            channels: settings.channels.clone(),
            topics: settings.topics.clone(),
            approval: settings.approval.clone(),
            brand: settings.brand.clone(),
        },
        // Before the first settings are published there is nothing to show but the sign-in.
        _ => SessionSettings {
            company: String::new(),
            currency: Currency::EUR,
            zone: "UTC".into(),
            week_start: 1,
            go_live: app.now().date_in("UTC").to_string(),
            rejection_reasons: Vec::new(),
            channels: Vec::new(),
            topics: Vec::new(),
            approval: Approval::default(),
            brand: Brand::default(),
        },
    };
    SessionView { user: user.into(), rights, workspace: app.workspace().to_string(), settings }
}

/// Signs out and ends the session.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 204)),
)]
pub async fn sign_out(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    if let Who::User { user, session } = &caller.who {
        store::sessions::delete(app.store(), session).await?;
        audit::note(&app, &caller, "session.ended", user.id, "").await?;
    }
    let cookie = set_cookie(&app, "", 0);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, cookie)])).into_response())
}

/// Changes one's own password and ends all of one's sessions; sign in again with the new one.
#[utoipa::path(
    put,
    path = "/api/v1/session/password",
    tag = "session",
    request_body = PasswordChange,
    responses((status = 204)),
)]
pub async fn change_password(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<PasswordChange>,
) -> Result<StatusCode, Problem> {
    let Who::User { user, .. } = &caller.who else {
        return Err(Problem::forbidden("A key has no password."));
    };
    if let Some(seconds) = app.throttle().wait(&user.email, "", Instant::now()) {
        return Err(Problem::too_many("Too many failed attempts. Wait a while.", seconds));
    }
    let found = store::users::by_email(app.store(), caller.workspace, &user.email).await?;
    let kept = found.and_then(|(_, kept)| kept);
    if app.passwords().check(body.current, kept).await? == Verdict::Wrong {
        app.throttle().failed(&user.email, "", Instant::now());
        return Err(Problem::invalid("current", "is not your password"));
    }
    if let Some(reason) = weakness(&body.new, &user.email) {
        return Err(Problem::invalid("new", reason));
    }
    let password = Some(app.passwords().hash(body.new).await?);
    let change = UserChange { password, ..UserChange::default() };
    store::users::change(app.store(), caller.workspace, user.id, change).await?;
    audit::note(&app, &caller, "user.changed", user.id, "password").await?;
    Ok(StatusCode::NO_CONTENT)
}
