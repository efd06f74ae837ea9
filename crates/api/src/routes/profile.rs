//! What a contact's profile opens into: the profile itself, timeline, preview.

use crate::App;
use crate::access::Caller;
use crate::describe::{Describe, UserNames, user_names};
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::routes::contacts::living;
use crate::routes::emails::{email_named, rendered};
use crate::views::contact::*;
use crate::views::email::RenderedEmail;
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use model::filter::ConsentTest;
use model::{Contact, ContactId, DefinitionKind, Lead};
use rules::{Fact, View};

/// A contact with its profile.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}",
    tag = "contacts",
    params(("id" = String, Path)),
    responses((status = 200, body = ContactView)),
)]
pub async fn get_contact(State(app): State<App>, Path(id): Path<String>) -> Result<Json<ContactView>, Problem> {
    let users = user_names(&app).await?;
    profile(&app, &users, living(&app, &id)?).await.map(Json)
}

/// The profile of a living contact.
pub async fn profile(app: &App, users: &UserNames, id: ContactId) -> Result<ContactView, Problem> {
    let (store, workspace) = (app.store(), app.workspace());
    let addresses = store::addresses::of_contacts(store, workspace, &[id]).await?;
    let texts: Vec<String> = addresses.iter().map(|one| one.address.clone()).collect();
    let mut states = store::addresses::states(store, workspace, &texts).await?;
    let consents = store::consents::of_contact(store, workspace, id).await?;
    let addresses = addresses.into_iter().map(|one| {
        let state = states.remove(&one.address);
        ContactAddress {
            r#use: one.usage,
            role: state.as_ref().is_some_and(|state| state.role),
            invalid: state.as_ref().and_then(|state| state.invalid.clone()),
            opted_out: state.as_ref().and_then(|state| state.opted_out.clone()),
            blocked: state.as_ref().and_then(|state| state.blocked.clone()),
            topics: state.as_ref().map(|state| crate::routes::suppressions::topics_out(app, state)).unwrap_or_default(),
            address: one.address,
        }
    });
    let history = consents.into_iter().map(|entry| ConsentEntry {
        at: entry.at,
        given: entry.given,
        basis: entry.basis,
        source: entry.source,
        user: entry.user.and_then(|user| users.get(&user).cloned()),
    });
    let (addresses, history) = (addresses.collect(), history.collect());
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let contact = image.contact(id).ok_or_else(|| Problem::not_found("contact", &id.to_string()))?;
    let state = match image.consent(id) {
        Some(true) => ConsentTest::Given,
        Some(false) => ConsentTest::Withdrawn,
        None => ConsentTest::None,
    };
    Ok(view(&describe, &contact, addresses, ConsentView { state, history }))
}

fn view(
    describe: &Describe<'_>,
    contact: &Contact,
    addresses: Vec<ContactAddress>,
    consent: ConsentView,
) -> ContactView {
    let (image, id) = (describe.image, contact.id);
    let mut leads: Vec<Lead> = image.leads_of(id).into_iter().filter_map(|lead| image.lead(lead)).collect();
    leads.sort_by_key(|lead| std::cmp::Reverse((lead.started_at, lead.id)));
    let named = |kind: DefinitionKind, keys: Vec<&str>| keys.into_iter().map(|key| describe.named(kind, key)).collect();
    ContactView {
        row: describe.contact_row(contact),
        external_id: contact.external_id.clone(),
        fields: contact.fields.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
        addresses,
        consent,
        acquisition_program: contact
            .acquisition_program
            .as_deref()
            .map(|key| describe.named(DefinitionKind::Program, key)),
        leads: leads.iter().filter_map(|lead| describe.lead_row(lead)).collect(),
        opportunities: describe.opportunities(&image.opportunities_of(id)),
        segments: named(DefinitionKind::Segment, image.segments_of(id)),
        lists: named(DefinitionKind::List, image.lists_of(id)),
        programs: describe.memberships(id),
        activities: image.timeline_numbers(id).len() as u64,
        updated_at: contact.updated_at,
    }
}

/// A contact's activities, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}/timeline",
    tag = "contacts",
    params(TimelineParams, ("id" = String, Path)),
    responses((status = 200, body = Page<ActivityView>)),
)]
pub async fn get_timeline(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Query(params): Query<TimelineParams>,
) -> Result<Json<Page<ActivityView>>, Problem> {
    let id = living(&app, &id)?;
    let page = PageParams { after: params.after.clone(), limit: params.limit };
    let numbers = numbers_of(&app, id, &params)?;
    let wanted: Vec<i64> = numbers.iter().skip(page.offset()).take(page.limit()).copied().collect();
    let found = store::activities::by_numbers(app.store(), caller.workspace, &wanted).await?;
    let users = user_names(&app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let items = found.iter().map(|activity| describe.activity(activity)).collect();
    Ok(Json(Page::of(items, page.offset(), numbers.len())))
}

/// The ledger numbers of the part of a timeline that is wanted, the latest first.
fn numbers_of(app: &App, id: ContactId, params: &TimelineParams) -> Result<Vec<i64>, Problem> {
    let kinds: Option<Vec<&str>> = params.kind.as_deref().map(|kinds| kinds.split(',').map(str::trim).collect());
    let image = app.engine().image();
    let lead = match params.lead.as_deref() {
        None => None,
        Some(text) => {
            let lead = text.parse().ok().and_then(|lead| image.lead(lead));
            Some(lead.ok_or_else(|| Problem::invalid("lead", "does not exist"))?)
        }
    };
    let in_cycle = |fact: &Fact<'_>, lead: &Lead| match fact.lead {
        Some(own) => own == lead.id,
        None => fact.at >= lead.started_at && lead.ended_at.is_none_or(|end| fact.at <= end),
    };
    let mut numbers = Vec::new();
    image.timeline(id, &mut |fact| {
        let kind = kinds.as_ref().is_none_or(|kinds| kinds.contains(&fact.kind));
        if kind && lead.as_ref().is_none_or(|lead| in_cycle(&fact, lead)) {
            numbers.push(fact.number);
        }
        true
    });
    numbers.reverse();
    Ok(numbers)
}

/// An email as this contact would see it: what is in force, else the draft.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}/preview",
    tag = "contacts",
    params(PreviewParams, ("id" = String, Path)),
    responses((status = 200, body = RenderedEmail)),
)]
pub async fn preview_email(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(params): Query<PreviewParams>,
) -> Result<Json<RenderedEmail>, Problem> {
    let id = living(&app, &id)?;
    let email = email_named(&app, &params.email, false).await?;
    rendered(&app, email, Some(id), None).await.map(Json)
}
