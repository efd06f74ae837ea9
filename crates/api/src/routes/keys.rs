//! API keys, and write keys of the intake.

use crate::access::Caller;
use crate::extract::{self, Json};
use crate::problem::Problem;
use crate::rights::Right;
use crate::secret::{API_KEY, Secret, WRITE_KEY};
use crate::views::settings::{KeyKind, KeyList, KeyView, NewKey, NewKeySecret};
use crate::{App, audit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::{KeyId, UserId};
use std::collections::HashMap;
use store::keys::Key;

fn shown(key: &Key, names: &HashMap<UserId, String>) -> KeyView {
    KeyView {
        id: key.id.to_string(),
        kind: match key.kind {
            store::keys::KeyKind::Api => KeyKind::Api,
            store::keys::KeyKind::Write => KeyKind::Write,
        },
        label: key.label.clone(),
        prefix: key.prefix.clone(),
        scopes: key.scopes.iter().filter_map(|scope| Right::parse(scope)).collect(),
        created_at: key.created_at,
        created_by: key.created_by.and_then(|id| names.get(&id).cloned()),
        last_used: key.last_used,
        revoked_at: key.revoked_at,
    }
}

/// API keys and write keys, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/keys",
    tag = "keys",
    responses((status = 200, body = KeyList)),
)]
pub async fn list_keys(State(app): State<App>, caller: Caller) -> Result<Json<KeyList>, Problem> {
    let keys = store::keys::list(app.store(), caller.workspace).await?;
    let names = crate::describe::user_names(&app).await?;
    Ok(Json(KeyList { items: keys.iter().map(|key| shown(key, &names)).collect() }))
}

/// Makes a key; the secret is shown this once.
#[utoipa::path(
    post,
    path = "/api/v1/keys",
    tag = "keys",
    request_body = NewKey,
    responses((status = 201, body = NewKeySecret)),
)]
pub async fn create_key(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<NewKey>,
) -> Result<(StatusCode, Json<NewKeySecret>), Problem> {
    let label = body.label.trim();
    if label.is_empty() || label.chars().count() > 100 {
        return Err(Problem::invalid("label", "has to have 1 to 100 characters; say who uses the key"));
    }
    let (kind, secret) = match body.kind {
        KeyKind::Api => (store::keys::KeyKind::Api, Secret::random(API_KEY)),
        KeyKind::Write => (store::keys::KeyKind::Write, Secret::random(WRITE_KEY)),
    };
    match (body.kind, body.scopes.is_empty()) {
        (KeyKind::Api, true) => {
            return Err(Problem::invalid("scopes", "are missing; name the rights that the key needs"));
        }
        (KeyKind::Write, false) => {
            return Err(Problem::invalid("scopes", "are for API keys; a write key can only send events"));
        }
        _ => {}
    }
    if let Some(more) = body.scopes.iter().find(|right| !caller.may(**right)) {
        return Err(Problem::invalid(
            "scopes",
            format!("\"{}\" is a right that you do not have yourself", more.name()),
        ));
    }
    let new = store::keys::NewKey {
        kind,
        label: label.into(),
        prefix: secret.shown(),
        hash: secret.hash.clone(),
        scopes: body.scopes.iter().map(|right| right.name()).collect(),
        created_by: caller.user_id(),
    };
    let key = store::keys::create(app.store(), caller.workspace, new, app.now()).await?;
    audit::note(&app, &caller, "key.created", key.id, key.kind.as_str()).await?;
    let names = crate::describe::user_names(&app).await?;
    Ok((StatusCode::CREATED, Json(NewKeySecret { key: shown(&key, &names), secret: secret.text })))
}

/// Revokes a key at once.
#[utoipa::path(
    delete,
    path = "/api/v1/keys/{id}",
    tag = "keys",
    params(("id" = String, Path)),
    responses((status = 204)),
)]
pub async fn revoke_key(State(app): State<App>, Path(id): Path<String>, caller: Caller) -> Result<StatusCode, Problem> {
    let id: KeyId = extract::id("key", &id)?;
    store::keys::revoke(app.store(), caller.workspace, id, app.now()).await?;
    app.live_keys().revoked();
    audit::note(&app, &caller, "key.revoked", id, "").await?;
    Ok(StatusCode::NO_CONTENT)
}
