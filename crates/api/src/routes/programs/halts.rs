//! Programs that send one by one and were stopped by what came back.

use crate::access::Caller;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::program::{HaltView, Release, WaitedMail};
use crate::{App, audit};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::WorkspaceId;
use std::collections::BTreeMap;
use store::halts::Waited;
use store::runs::Brake;

/// Those that are stopped, by their keys.
pub(super) async fn stopped(app: &App, workspace: WorkspaceId) -> Result<BTreeMap<String, HaltView>, Problem> {
    let mut halts = BTreeMap::new();
    for (key, halt) in store::halts::all(app.store(), workspace).await? {
        if halt.brake == Brake::Released {
            continue;
        }
        let waiting = store::halts::waiting(app.store(), workspace, &key).await?;
        let waiting = u64::try_from(waiting).unwrap_or(0);
        let brake = halt.brake.as_str().into();
        halts.insert(key, HaltView { brake, reason: halt.reason, since: halt.at, waiting });
    }
    Ok(halts)
}

/// Lets a program go on that what came back has stopped. From then on it is judged anew.
#[utoipa::path(
    post,
    path = "/api/v1/programs/{key}/release",
    tag = "programs",
    params(("key" = String, Path)),
    request_body = Release,
    responses((status = 204)),
)]
pub async fn release_program(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    Json(body): Json<Release>,
) -> Result<StatusCode, Problem> {
    let (waited, note) = match body.waited {
        WaitedMail::Send => (Waited::Goes, "what waited goes out"),
        WaitedMail::Drop => (Waited::Dropped, "what waited is dropped"),
    };
    if !app.performer().release_program(&key, waited).await? {
        return Err(Problem::conflict("The program is not stopped."));
    }
    audit::note(&app, &caller, "program.released", format!("program/{key}"), note.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}
