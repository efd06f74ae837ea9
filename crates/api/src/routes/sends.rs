//! Sends and their states.

use crate::App;
use crate::access::Caller;
use crate::describe::{Describe, user_names};
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::outbox::{SendPage, SendParams, SendRow};
use crate::views::program::ReasonCount;
use crate::views::shared::{Page, PageParams};
use axum::extract::State;
use model::{ContactId, DefinitionKind};
use std::collections::HashMap;
use store::sends::{Narrow, SendState};

/// Sends, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/sends",
    tag = "sends",
    params(SendParams),
    responses((status = 200, body = SendPage)),
)]
pub async fn list_sends(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<SendParams>,
) -> Result<Json<SendPage>, Problem> {
    let state = match params.state.as_deref() {
        None => None,
        Some(text) => Some(SendState::parse(text).ok_or_else(|| {
            let known = SendState::ALL.map(SendState::as_str).join(", ");
            Problem::malformed_field("state", format!("is none of {known}"))
        })?),
    };
    let contact = params.contact.map(|text| {
        let read = text.parse::<ContactId>();
        read.map_err(|_| {
            Problem::malformed_field("contact", "is not the id of a contact; take it from the list of contacts")
        })
    });
    let contact = contact.transpose()?;
    let run = params.run.map(|text| {
        let known = "is not the id of a run; take it from the runs of its program";
        text.parse().map_err(|_| Problem::malformed_field("run", known))
    });
    let (run, reason, first) = (run.transpose()?, params.reason, params.after.is_none());
    let page = PageParams { after: params.after, limit: params.limit };
    let program = match run {
        Some(run) => of_run(&app, run, params.program, reason.is_some()).await?,
        None => params.program,
    };
    if reason.is_some() && program.is_none() {
        return Err(Problem::malformed_field("reason", "goes with a run or a program; name one of them too"));
    }
    let narrow = Narrow { program, email: params.email, run, contact, state, reason };
    let (store, workspace) = (app.store(), caller.workspace);
    let sends = store::sends::page(store, workspace, &narrow, page.before(), page.limit()).await?;
    let tally = store::tallies::by_state(store, workspace, &narrow).await?;
    let reasons = match first && (narrow.run.is_some() || narrow.program.is_some()) {
        true => store::tallies::reasons(store, workspace, &narrow).await?,
        false => Vec::new(),
    };
    let total: u64 = tally.iter().filter(|(found, _)| state.is_none_or(|state| state == **found)).map(|(_, n)| n).sum();
    let last = sends.last().map(|send| send.id.0);
    let users = user_names(&app).await?;
    let ways: HashMap<String, String> =
        app.performer().ways_out().await?.0.into_iter().map(|way| (way.key, way.label)).collect();
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let rows = sends.into_iter().map(|send| SendRow {
        id: send.id.to_string(),
        contact: image.resolve(send.contact).map(|contact| describe.contact_name(contact)),
        address: send.address,
        email_label: describe.named(DefinitionKind::Email, &send.email).label,
        email: send.email,
        program_label: send.program.as_ref().map(|key| describe.named(DefinitionKind::Program, key).label),
        program: send.program,
        done_at: (!send.state.is_open()).then_some(send.updated_at),
        state: send.state.as_str().into(),
        reason: send.reason,
        way_label: send.way.as_ref().map(|way| ways.get(way).unwrap_or(way).clone()),
        way: send.way,
        created_at: send.created_at,
    });
    let Page { items, next, total } = Page::before(rows.collect(), last, page.limit(), total as i64);
    let states = tally.iter().map(|(state, n)| (state.as_str().to_string(), *n)).collect();
    let reasons = reasons.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect();
    Ok(Json(SendPage { items, next, total, states, reasons }))
}

/// The program to narrow the sends of a run to. They are found by the run; with a reason, by the program and the reason.
async fn of_run(app: &App, run: i64, asked: Option<String>, by_reason: bool) -> Result<Option<String>, Problem> {
    let of = store::runs::get(app.store(), app.workspace(), run).await?.program;
    if asked.is_some_and(|asked| asked != of) {
        return Err(Problem::malformed_field("run", format!("is of the program {of}; leave the program out")));
    }
    Ok(by_reason.then_some(of))
}
