//! Suppressed addresses: seen, added by hand, lifted with a reason.

use crate::access::Caller;
use crate::apply::apply;
use crate::describe::{Describe, user_names};
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::shared::{Page, PageParams, Reference};
use crate::views::suppression::{SuppressionChange, SuppressionParams, SuppressionRow};
use crate::{App, audit};
use axum::extract::State;
use model::Input;
use model::address::{AddressState, COMPLAINT, SuppressionKind};
use std::collections::HashMap;

/// Suppressed addresses, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/suppressions",
    tag = "sends",
    params(SuppressionParams),
    responses((status = 200, body = Page<SuppressionRow>)),
)]
pub async fn list_suppressions(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<SuppressionParams>,
) -> Result<Json<Page<SuppressionRow>>, Problem> {
    let page = PageParams { after: params.after, limit: params.limit };
    let begins = params.q.unwrap_or_default().trim().to_lowercase();
    let (store, workspace) = (app.store(), caller.workspace);
    let (states, total) =
        store::suppressions::page(store, workspace, params.kind, &begins, page.offset(), page.limit()).await?;
    let rows = rows(&app, states).await?;
    Ok(Json(Page::of(rows, page.offset(), usize::try_from(total).unwrap_or(usize::MAX))))
}

/// The states with the contacts that use the addresses.
async fn rows(app: &App, states: Vec<AddressState>) -> Result<Vec<SuppressionRow>, Problem> {
    let addresses: Vec<String> = states.iter().map(|state| state.address.clone()).collect();
    let uses = store::addresses::contacts_of(app.store(), app.workspace(), &addresses).await?;
    let users = user_names(app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let mut contacts: HashMap<String, Vec<Reference>> = HashMap::new();
    for one in uses {
        if let Some(contact) = image.resolve(one.contact) {
            contacts.entry(one.address).or_default().push(describe.contact_name(contact));
        }
    }
    let row = |state: AddressState| SuppressionRow {
        contacts: contacts.remove(&state.address).unwrap_or_default(),
        address: state.address,
        invalid: state.invalid,
        opted_out: state.opted_out,
        blocked: state.blocked,
    };
    Ok(states.into_iter().map(row).collect())
}

/// Keeps mail from an address.
#[utoipa::path(
    post,
    path = "/api/v1/suppressions",
    tag = "sends",
    request_body = SuppressionChange,
    responses((status = 200, body = SuppressionRow)),
)]
pub async fn suppress_address(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<SuppressionChange>,
) -> Result<Json<SuppressionRow>, Problem> {
    change(&app, &caller, body, true).await
}

/// Lifts one thing that is against an address. Consent is another matter: it is not given by this.
#[utoipa::path(
    post,
    path = "/api/v1/suppressions/lift",
    tag = "sends",
    request_body = SuppressionChange,
    responses((status = 200, body = SuppressionRow)),
)]
pub async fn lift_suppression(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<SuppressionChange>,
) -> Result<Json<SuppressionRow>, Problem> {
    change(&app, &caller, body, false).await
}

async fn change(
    app: &App,
    caller: &Caller,
    body: SuppressionChange,
    set: bool,
) -> Result<Json<SuppressionRow>, Problem> {
    let address = hygiene::email::normal(&body.address)
        .ok_or_else(|| Problem::invalid("address", "is not an e-mail address; write it like name@example.com"))?;
    let reason = body.reason.trim().to_string();
    if reason.is_empty() || reason.chars().count() > 200 {
        return Err(Problem::invalid("reason", "has to have 1 to 200 characters: who asked for it, where and how"));
    }
    if !set {
        may_lift(&state(app, &address).await?, body.kind)?;
    }
    let detail = format!("{}: {reason}", body.kind.as_str());
    let (input, action) = match set {
        true => (Input::Suppress { address: address.clone(), kind: body.kind, reason }, "suppression.added"),
        false => (Input::Unsuppress { address: address.clone(), kind: body.kind, reason }, "suppression.lifted"),
    };
    apply(app, caller, vec![input]).await?;
    audit::note(app, caller, action, &address, detail).await?;
    let mut rows = rows(app, vec![state(app, &address).await?]).await?;
    rows.pop().map(Json).ok_or_else(|| Problem::internal("a suppression without its address"))
}

fn may_lift(state: &AddressState, kind: SuppressionKind) -> Result<(), Problem> {
    if !suppressed(state, kind) {
        return Err(Problem::invalid("kind", "is not against this address, so there is nothing to lift"));
    }
    let complained = state.opted_out.as_ref().is_some_and(|one| one.reason.starts_with(COMPLAINT));
    if kind == SuppressionKind::OptOut && complained {
        let remedy =
            "followed from the recipient's complaint of spam and stays; who wants mail again gives another address";
        return Err(Problem::invalid("kind", remedy));
    }
    Ok(())
}

async fn state(app: &App, address: &str) -> Result<AddressState, Problem> {
    let mut found = store::addresses::states(app.store(), app.workspace(), &[address.to_string()]).await?;
    Ok(found.remove(address).unwrap_or_else(|| AddressState {
        address: address.into(),
        role: false,
        invalid: None,
        opted_out: None,
        blocked: None,
    }))
}

fn suppressed(state: &AddressState, kind: SuppressionKind) -> bool {
    match kind {
        SuppressionKind::OptOut => state.opted_out.is_some(),
        SuppressionKind::Invalid => state.invalid.is_some(),
        SuppressionKind::Blocked => state.blocked.is_some(),
    }
}
