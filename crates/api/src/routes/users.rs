//! Users: who signs in, with which role.

use crate::access::Caller;
use crate::extract::{self, Json};
use crate::password::weakness;
use crate::problem::{Faults, Problem};
use crate::views::settings::{NewUser, UserList, UserPatch, UserView};
use crate::{App, audit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::UserId;
use store::users::{User, UserChange};

impl From<&User> for UserView {
    fn from(user: &User) -> UserView {
        UserView {
            id: user.id.to_string(),
            email: user.email.clone(),
            name: user.name.clone(),
            team: user.team.clone(),
            role: user.role,
            active: user.active,
            created_at: user.created_at,
            last_sign_in: user.last_sign_in,
        }
    }
}

/// Users, by name.
#[utoipa::path(
    get,
    path = "/api/v1/users",
    tag = "users",
    responses((status = 200, body = UserList)),
)]
pub async fn list_users(State(app): State<App>, caller: Caller) -> Result<Json<UserList>, Problem> {
    let users = store::users::list(app.store(), caller.workspace).await?;
    Ok(Json(UserList { items: users.iter().map(UserView::from).collect() }))
}

/// Adds a user.
#[utoipa::path(
    post,
    path = "/api/v1/users",
    tag = "users",
    request_body = NewUser,
    responses((status = 201, body = UserView)),
)]
pub async fn create_user(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<NewUser>,
) -> Result<(StatusCode, Json<UserView>), Problem> {
    let mut faults = Faults::default();
    let email = hygiene::email::normal(&body.email);
    if email.is_none() {
        faults.add("email", "is not an e-mail address");
    }
    check_text(&mut faults, "name", &body.name, true);
    check_text(&mut faults, "team", &body.team, false);
    if let Some(reason) = weakness(&body.password, &body.email) {
        faults.add("password", reason);
    }
    faults.done()?;
    let new = store::users::NewUser {
        email: email.unwrap_or_default(),
        name: body.name.trim().into(),
        team: body.team.trim().into(),
        role: body.role,
        password: Some(app.passwords().hash(body.password).await?),
    };
    let user = store::users::create(app.store(), caller.workspace, new, app.now()).await?;
    audit::note(&app, &caller, "user.created", user.id, user.role.as_str()).await?;
    Ok((StatusCode::CREATED, Json(UserView::from(&user))))
}

fn check_text(faults: &mut Faults, field: &str, text: &str, needed: bool) {
    match text.trim().chars().count() {
        0 if needed => faults.add(field, "is missing"),
        0..=100 => {}
        _ => faults.add(field, "may have at most 100 characters"),
    }
}

/// Changes a user. A new password, a new role or deactivation ends the user's sessions.
#[utoipa::path(
    patch,
    path = "/api/v1/users/{id}",
    tag = "users",
    params(("id" = String, Path)),
    request_body = UserPatch,
    responses((status = 200, body = UserView)),
)]
pub async fn change_user(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<UserPatch>,
) -> Result<Json<UserView>, Problem> {
    let id: UserId = extract::id("user", &id)?;
    let missing = || Problem::not_found("user", &id.to_string());
    let user = store::users::get(app.store(), caller.workspace, id).await?.ok_or_else(missing)?;
    let mut faults = Faults::default();
    body.name.iter().for_each(|name| check_text(&mut faults, "name", name, true));
    body.team.iter().for_each(|team| check_text(&mut faults, "team", team, false));
    if let Some(reason) = body.password.as_deref().and_then(|password| weakness(password, &user.email)) {
        faults.add("password", reason);
    }
    faults.done()?;
    let mut changed = Vec::new();
    let mut mark = |changes: bool, what: &'static str| changes.then(|| changed.push(what));
    mark(body.name.is_some(), "name");
    mark(body.team.is_some(), "team");
    mark(body.role.is_some(), "role");
    mark(body.active.is_some(), "active");
    mark(body.password.is_some(), "password");
    let password = match body.password {
        Some(password) => Some(app.passwords().hash(password).await?),
        None => None,
    };
    let change = UserChange {
        name: body.name.map(|name| name.trim().into()),
        team: body.team.map(|team| team.trim().into()),
        role: body.role.filter(|role| *role != user.role),
        active: body.active,
        password,
    };
    store::users::change(app.store(), caller.workspace, id, change).await?;
    audit::note(&app, &caller, "user.changed", id, changed.join(", ")).await?;
    let user = store::users::get(app.store(), caller.workspace, id).await?.ok_or_else(missing)?;
    Ok(Json(UserView::from(&user)))
}
