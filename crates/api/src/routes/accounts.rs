//! Accounts: list, page and changes.

use crate::App;
use crate::access::Caller;
use crate::apply::apply;
use crate::describe::{Describe, UserNames, user_names};
use crate::extract::{self, Json, Query};
use crate::fields;
use crate::problem::{Faults, Problem};
use crate::views::account::{AccountParams, AccountPatch, AccountRow, AccountSort, AccountView};
use crate::views::shared::{MAX_PAGE, Page, PageParams};
use axum::extract::{Path, State};
use model::input::{AccountPut, Key};
use model::record::OpportunityOutcome;
use model::{AccountId, Input, Object, OpportunityId};

/// Accounts, in pages.
#[utoipa::path(
    get,
    path = "/api/v1/accounts",
    tag = "accounts",
    params(AccountParams),
    responses((status = 200, body = Page<AccountRow>)),
)]
pub async fn list_accounts(
    State(app): State<App>,
    Query(params): Query<AccountParams>,
) -> Result<Json<Page<AccountRow>>, Problem> {
    let users = user_names(&app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let open = describe.open_by_account();
    let q = params.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let part = |text: &Option<String>| text.as_ref().is_some_and(|text| text.to_lowercase().contains(&q));
    let accounts = image.account_ids().filter_map(|id| image.account(id));
    let mut rows: Vec<AccountRow> = accounts
        .map(|account| {
            let (score, _) = describe.account_score(account.id);
            describe.account_row(&account, score, open.get(&account.id).copied().unwrap_or(0))
        })
        .filter(|row| params.tier.is_none_or(|tier| row.tier == tier))
        .filter(|row| q.is_empty() || row.name.to_lowercase().contains(&q) || part(&row.domain))
        .collect();
    match params.sort.unwrap_or_default() {
        AccountSort::Name => rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id.clone())),
        AccountSort::Score => rows.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.id.cmp(&b.id))),
        AccountSort::Contacts => rows.sort_by(|a, b| b.contacts.cmp(&a.contacts).then_with(|| a.id.cmp(&b.id))),
    }
    Ok(Json(Page::cut(rows.into_iter(), &PageParams { after: params.after, limit: params.limit })))
}

/// An account with its tier, score and contacts.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{id}",
    tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = AccountView)),
)]
pub async fn get_account(State(app): State<App>, Path(id): Path<String>) -> Result<Json<AccountView>, Problem> {
    let users = user_names(&app).await?;
    shown(&app, &users, extract::id("account", &id)?).map(Json)
}

fn shown(app: &App, users: &UserNames, id: AccountId) -> Result<AccountView, Problem> {
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let account = image.account(id).ok_or_else(|| Problem::not_found("account", &id.to_string()))?;
    let deals: Vec<OpportunityId> = image
        .opportunity_ids()
        .filter(|deal| image.opportunity(*deal).is_some_and(|deal| deal.account == Some(id)))
        .collect();
    let opportunities = describe.opportunities(&deals);
    let open = opportunities.iter().filter(|row| row.outcome == OpportunityOutcome::Open).count();
    let (score, contributions) = describe.account_score(id);
    let mut people = describe.contacts(&image.contacts_of(id));
    people.sort_by(|a, b| b.total_score.cmp(&a.total_score).then_with(|| a.id.cmp(&b.id)));
    people.truncate(MAX_PAGE);
    Ok(AccountView {
        row: describe.account_row(&account, score, open as u64),
        external_id: account.external_id.clone(),
        fields: account.fields.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
        contributions,
        people,
        opportunities,
        created_at: account.created_at,
        updated_at: account.updated_at,
    })
}

/// Changes an account.
#[utoipa::path(
    patch,
    path = "/api/v1/accounts/{id}",
    tag = "accounts",
    params(("id" = String, Path)),
    request_body = AccountPatch,
    responses((status = 200, body = AccountView)),
)]
pub async fn change_account(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<AccountPatch>,
) -> Result<Json<AccountView>, Problem> {
    let id: AccountId = extract::id("account", &id)?;
    let users = user_names(&app).await?;
    shown(&app, &users, id)?;
    let mut faults = Faults::default();
    let put = AccountPut {
        key: Key::id(id.0),
        relationship: body.relationship,
        owner: fields::owner(&mut faults, &users, body.owner.as_deref()),
        named_tier: body.named_tier,
        fields: fields::read(&app, &mut faults, Object::Account, &body.fields),
        created_at: None,
    };
    faults.done()?;
    apply(&app, &caller, vec![Input::Account(put)]).await?;
    shown(&app, &users, id).map(Json)
}
