//! Leads: the sales worklist, the three lists of what is missing, and the answer of sales.

use crate::App;
use crate::access::{Caller, Who};
use crate::apply::apply;
use crate::describe::{Describe, UserNames, user_names};
use crate::extract::{self, Json, Query};
use crate::problem::Problem;
use crate::views::lead::{LeadAnswer, LeadDecision, LeadList, LeadParams, LeadRow, LeadView};
use crate::views::shared::{Page, PageParams};
use audience::Image;
use axum::extract::{Path, State};
use model::activity::kind;
use model::record::HandoverState;
use model::{Activity, ContactId, Input, Lead, LeadId, Nature, UserId};
use rules::View;
use rules::gates::WorkList;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Latest own activities that the worklist shows of each contact.
const SHOWN_ACTIVITIES: usize = 3;
/// Longest note to sales' answer, in characters.
const MAX_NOTE: usize = 500;

/// Leads: the sales worklist and the lists of what is missing.
#[utoipa::path(
    get,
    path = "/api/v1/leads",
    tag = "leads",
    params(LeadParams),
    responses((status = 200, body = Page<LeadRow>)),
)]
pub async fn list_leads(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<LeadParams>,
) -> Result<Json<Page<LeadRow>>, Problem> {
    let users = user_names(&app).await?;
    let owner = owner_of(&params, &caller)?;
    let (mut page, numbers) = page_of(&app, &users, &params, owner);
    let wanted: Vec<i64> = numbers.iter().flatten().copied().collect();
    let found = store::activities::by_numbers(app.store(), caller.workspace, &wanted).await?;
    let found: HashMap<i64, Activity> = found.into_iter().map(|activity| (activity.number, activity)).collect();
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    for (row, numbers) in page.items.iter_mut().zip(numbers) {
        let activities = numbers.iter().filter_map(|number| found.get(number));
        row.last_activities = activities.map(|activity| describe.activity(activity)).collect();
    }
    Ok(Json(page))
}

fn owner_of(params: &LeadParams, caller: &Caller) -> Result<Option<UserId>, Problem> {
    match (params.owner.as_deref(), &caller.who) {
        (None, _) => Ok(None),
        (Some("me"), Who::User { user, .. }) => Ok(Some(user.id)),
        (Some("me"), Who::Key(_)) => Err(Problem::invalid("owner", "\"me\" is for people; name a user by id")),
        (Some(id), _) => Ok(Some(id.parse().map_err(|e: model::BadId| Problem::invalid("owner", e.to_string()))?)),
    }
}

/// The page, and for the worklist the ledger numbers of each contact's latest own activities.
fn page_of(app: &App, users: &UserNames, params: &LeadParams, owner: Option<UserId>) -> (Page<LeadRow>, Vec<Vec<i64>>) {
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let list = params.list.unwrap_or_default();
    let leads = image.lead_ids().filter_map(|id| image.lead(id));
    let mut leads: Vec<Lead> = leads
        .filter(|lead| image.resolve(lead.contact).is_some())
        .filter(|lead| owner.is_none_or(|owner| lead.handover.as_ref().is_some_and(|h| h.owner == owner)))
        .filter(|lead| params.stage.as_ref().is_none_or(|stage| lead.stage == *stage))
        .filter(|lead| belongs(&describe, lead, list))
        .collect();
    let mut more = HashMap::new();
    match list {
        LeadList::Worklist => leads.sort_by_key(|lead| (lead.handover.as_ref().map(|h| h.due), lead.id)),
        LeadList::Aql => leads.sort_by_key(|lead| std::cmp::Reverse((lead.aql.as_ref().map(|aql| aql.at), lead.id))),
        LeadList::All => leads.sort_by_key(|lead| std::cmp::Reverse((lead.started_at, lead.id))),
        // The most promising first.
        LeadList::Enrich | LeadList::WarmUp | LeadList::DoNotChase => {
            let total = |lead: &Lead| image.scores(describe.lead_subject(lead)).total();
            (leads, more) = newest_of_each(&image, leads);
            leads.sort_by_cached_key(|lead| (std::cmp::Reverse(total(lead)), lead.id));
        }
    }
    let paging = PageParams { after: params.after.clone(), limit: params.limit };
    let (offset, total) = (paging.offset(), leads.len());
    let shown: Vec<&Lead> = leads.iter().skip(offset).take(paging.limit()).collect();
    let numbers = shown.iter().map(|lead| match list {
        LeadList::Worklist => latest_own(&describe, lead),
        _ => Vec::new(),
    });
    let numbers = numbers.collect();
    let row = |lead: &&Lead| {
        let more_leads = more.get(&image.resolve(lead.contact)).copied().unwrap_or_default();
        Some(LeadRow { more_leads, ..describe.lead_row(lead)? })
    };
    (Page::of(shown.iter().filter_map(row).collect(), offset, total), numbers)
}

/// One lead a contact, the newest, and how many more there are: these lists are about people.
fn newest_of_each(image: &Image, mut leads: Vec<Lead>) -> (Vec<Lead>, HashMap<Option<ContactId>, usize>) {
    leads.sort_by_key(|lead| std::cmp::Reverse((lead.started_at, lead.id)));
    let mut more = HashMap::new();
    leads.retain(|lead| match more.entry(image.resolve(lead.contact)) {
        Entry::Vacant(first) => {
            first.insert(0);
            true
        }
        Entry::Occupied(mut again) => {
            *again.get_mut() += 1;
            false
        }
    });
    (leads, more)
}

fn belongs(describe: &Describe<'_>, lead: &Lead, list: LeadList) -> bool {
    let missing = |wanted: WorkList| {
        lead.aql.is_none()
            && lead.ended_at.is_none()
            && describe.gates(describe.lead_subject(lead)).is_some_and(|gates| gates.list == Some(wanted))
    };
    match list {
        LeadList::All => true,
        LeadList::Aql => lead.aql.is_some(),
        // A cycle that has ended waits for nobody's answer.
        LeadList::Worklist => {
            lead.ended_at.is_none() && lead.handover.as_ref().is_some_and(|h| h.state == HandoverState::Waiting)
        }
        LeadList::Enrich => missing(WorkList::Enrich),
        LeadList::WarmUp => missing(WorkList::WarmUp),
        LeadList::DoNotChase => missing(WorkList::DoNotChase),
    }
}

fn latest_own(describe: &Describe<'_>, lead: &Lead) -> Vec<i64> {
    let mut own = Vec::new();
    describe.image.timeline(lead.contact, &mut |fact| {
        if fact.at <= describe.now && kind::nature(fact.kind) == Nature::Contact {
            own.push(fact.number);
        }
        true
    });
    own.into_iter().rev().take(SHOWN_ACTIVITIES).collect()
}

/// A lead with its stages and reasons.
#[utoipa::path(
    get,
    path = "/api/v1/leads/{id}",
    tag = "leads",
    params(("id" = String, Path)),
    responses((status = 200, body = LeadView)),
)]
pub async fn get_lead(State(app): State<App>, Path(id): Path<String>) -> Result<Json<LeadView>, Problem> {
    let users = user_names(&app).await?;
    shown(&app, &users, extract::id("lead", &id)?).map(Json)
}

fn shown(app: &App, users: &UserNames, id: LeadId) -> Result<LeadView, Problem> {
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let missing = || Problem::not_found("lead", &id.to_string());
    let lead = image.lead(id).ok_or_else(missing)?;
    let deals: Vec<_> = image
        .opportunities_of(lead.contact)
        .into_iter()
        .filter(|deal| image.opportunity(*deal).is_some_and(|deal| deal.lead.is_none_or(|of| of == id)))
        .collect();
    Ok(LeadView {
        row: describe.lead_row(&lead).ok_or_else(missing)?,
        external_id: lead.external_id.clone(),
        fields: lead.fields.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
        stages: describe.stage_times(&lead),
        opportunities: describe.opportunities(&deals),
    })
}

/// Sales accepts, rejects or recycles a lead.
#[utoipa::path(
    post,
    path = "/api/v1/leads/{id}/decision",
    tag = "leads",
    params(("id" = String, Path)),
    request_body = LeadDecision,
    responses((status = 200, body = LeadView)),
)]
pub async fn decide_lead(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<LeadDecision>,
) -> Result<Json<LeadView>, Problem> {
    let id: LeadId = extract::id("lead", &id)?;
    let users = user_names(&app).await?;
    shown(&app, &users, id)?;
    if body.note.as_ref().is_some_and(|note| note.chars().count() > MAX_NOTE) {
        return Err(Problem::invalid("note", format!("may have at most {MAX_NOTE} characters")));
    }
    let state = match body.state {
        LeadAnswer::Accepted => HandoverState::Accepted,
        LeadAnswer::Rejected => HandoverState::Rejected,
        LeadAnswer::Recycled => HandoverState::Recycled,
    };
    apply(&app, &caller, vec![Input::Decision { lead: id, state, reason: body.reason, note: body.note }]).await?;
    shown(&app, &users, id).map(Json)
}

/// Hands a qualified lead to sales that has not been handed over yet.
#[utoipa::path(
    post,
    path = "/api/v1/leads/{id}/hand-over",
    tag = "leads",
    params(("id" = String, Path)),
    responses((status = 200, body = LeadView)),
)]
pub async fn hand_over_lead(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<LeadView>, Problem> {
    let id: LeadId = extract::id("lead", &id)?;
    let users = user_names(&app).await?;
    shown(&app, &users, id)?;
    apply(&app, &caller, vec![Input::HandOver { lead: id }]).await?;
    shown(&app, &users, id).map(Json)
}
