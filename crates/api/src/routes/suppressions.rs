//! Suppressed addresses: seen, added by hand, lifted with a reason.

use crate::access::Caller;
use crate::apply::apply;
use crate::describe::{Describe, user_names};
use crate::extract::{Json, Query};
use crate::lifting;
use crate::problem::Problem;
use crate::views::shared::{Page, PageParams, Reference};
use crate::views::suppression::{SuppressionChange, SuppressionParams, SuppressionRow, TopicOut};
use crate::{App, audit};
use audience::Image;
use axum::extract::State;
use model::address::{AddressState, COMPLAINT, SuppressionKind};
use model::definition::{Body, MAIN, Settings};
use model::field::is_key;
use model::{DefinitionKind, Input};
use std::collections::HashMap;
use store::suppressions::{Against, Narrow, Since};

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
    let narrow = narrow(&params)?;
    let page = PageParams { after: params.after, limit: params.limit };
    let (states, total) =
        store::suppressions::page(app.store(), caller.workspace, &narrow, page.offset(), page.limit()).await?;
    let rows = rows(&app, states).await?;
    Ok(Json(Page::of(rows, page.offset(), usize::try_from(total).unwrap_or(usize::MAX))))
}

fn narrow(params: &SuppressionParams) -> Result<Narrow, Problem> {
    let words = params.reason.clone().unwrap_or_default();
    let since = Since { from: params.from, to: params.to, words: words.trim().to_string() };
    let against = match (params.kind, params.topic.as_deref()) {
        (Some(kind), None) => Against::One(kind, since),
        _ if since != Since::default() => {
            let names = [("from", params.from.is_some()), ("to", params.to.is_some()), ("reason", true)];
            let first = names.into_iter().find_map(|(name, given)| given.then_some(name)).unwrap_or("reason");
            return Err(Problem::invalid(
                first,
                "goes with a kind: add kind=invalid, opt_out or blocked, without a topic",
            ));
        }
        (None, None) => Against::Anything,
        (None | Some(SuppressionKind::OptOut), Some(topic)) if is_key(topic) => Against::Topic(topic.into()),
        (None | Some(SuppressionKind::OptOut), Some(_)) => {
            return Err(Problem::invalid("topic", "is not a key: lower-case letters, digits, - and _, at most 64"));
        }
        (Some(_), Some(_)) => {
            return Err(Problem::invalid("topic", "goes with opt_out only; leave one of the two out"));
        }
    };
    let begins = params.q.as_deref().unwrap_or_default().trim().to_lowercase();
    Ok(Narrow { against, begins, domain: domain("domain", params.domain.as_deref())?, in_clear: false })
}

/// The domain of addresses in normal form, empty where none is given; `field` is where it was.
pub fn domain(field: &str, given: Option<&str>) -> Result<String, Problem> {
    let given = given.unwrap_or_default().trim();
    let given = given.strip_prefix('@').unwrap_or(given);
    if given.is_empty() {
        return Ok(String::new());
    }
    hygiene::email::ascii_domain(given)
        .ok_or_else(|| Problem::invalid(field, "is not a domain; write what stands behind the @, as example.com"))
}

/// The states with the contacts that use the addresses.
pub async fn rows(app: &App, states: Vec<AddressState>) -> Result<Vec<SuppressionRow>, Problem> {
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
        topics: topics_out(app, &state),
        address: state.address,
        invalid: state.invalid,
        opted_out: state.opted_out,
        blocked: state.blocked,
    };
    Ok(states.into_iter().map(row).collect())
}

/// The topics that an address has opted out of, as the settings call them.
pub fn topics_out(app: &App, state: &AddressState) -> Vec<TopicOut> {
    let image = app.engine().image();
    let settings = settings(&image);
    let out = state.topics.iter().map(|(key, why)| TopicOut {
        label: settings.map_or(key.as_str(), |settings| settings.topic(key)).to_string(),
        key: key.clone(),
        at: why.at,
        reason: why.reason.clone(),
    });
    out.collect()
}

fn settings(image: &Image) -> Option<&Settings> {
    match image.definition(DefinitionKind::Settings, MAIN).map(|published| &published.body) {
        Some(Body::Settings(settings)) => Some(settings),
        _ => None,
    }
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
    let remedy = "has to have 1 to 200 characters: who asked for it, where and how";
    let reason = lifting::reason(&body.reason, remedy)?;
    let state = state(app, &address).await?;
    let topic = body.topic.as_deref();
    match topic {
        Some(topic) => may_change(app, &state, body.kind, topic, set)?,
        None if !set => may_lift(&state, body.kind)?,
        None => {}
    }
    let what = topic.map_or_else(|| body.kind.as_str().to_string(), |topic| format!("topic {topic}"));
    let action = if set { "suppression.added" } else { "suppression.lifted" };
    let (input, detail) = (entering(&body, &address, &reason, set), format!("{what}: {reason}"));
    apply(app, caller, vec![input]).await?;
    audit::note(app, caller, action, &address, detail).await?;
    let mut rows = rows(app, vec![self::state(app, &address).await?]).await?;
    rows.pop().map(Json).ok_or_else(|| Problem::internal("a suppression without its address"))
}

fn entering(body: &SuppressionChange, address: &str, reason: &str, set: bool) -> Input {
    let (address, reason, kind) = (address.to_string(), reason.to_string(), body.kind);
    match (body.topic.clone(), set) {
        (Some(topic), set) => Input::Topic { address, topic, receives: !set, reason },
        (None, true) => Input::Suppress { address, kind, reason },
        (None, false) => Input::Unsuppress { address, kind, reason },
    }
}

fn may_change(app: &App, state: &AddressState, kind: SuppressionKind, topic: &str, set: bool) -> Result<(), Problem> {
    if kind != SuppressionKind::OptOut {
        return Err(Problem::invalid("kind", "has to be opt_out where a topic is named"));
    }
    let image = app.engine().image();
    let known = settings(&image).is_some_and(|settings| settings.topics.iter().any(|one| one.key == topic));
    match (set, state.topics.contains_key(topic)) {
        (true, _) if !known => {
            Err(Problem::invalid("topic", "is not among the topics in Settings; choose one of them"))
        }
        (false, false) => Err(Problem::invalid("topic", "is received by this address, so there is nothing to lift")),
        _ => Ok(()),
    }
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
    Ok(found.remove(address).unwrap_or_else(|| AddressState::clear(address)))
}

fn suppressed(state: &AddressState, kind: SuppressionKind) -> bool {
    match kind {
        SuppressionKind::OptOut => state.opted_out.is_some(),
        SuppressionKind::Invalid => state.invalid.is_some(),
        SuppressionKind::Blocked => state.blocked.is_some(),
    }
}
