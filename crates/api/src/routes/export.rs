//! The instance as text.

use crate::access::Caller;
use crate::problem::Problem;
use crate::{App, audit, tar};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use instance::Document;

/// The instance as text, in a tar archive: one file a definition in force, as `siembra apply` reads it.
#[utoipa::path(
    get,
    path = "/api/v1/export",
    tag = "definitions",
    responses((status = 200, content_type = "application/x-tar", body = String)),
)]
pub async fn export_instance(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let definitions = store::definitions::list(app.store(), caller.workspace, None).await?;
    let documents: Vec<Document> = definitions
        .into_iter()
        .map(|definition| Document { kind: definition.kind, key: definition.key, body: definition.body })
        .collect();
    let files = instance::render(&documents, None);
    audit::note(&app, &caller, "instance.exported", "instance", format!("{} definitions", documents.len())).await?;
    let archive =
        tar::archive(files.iter().map(|(path, text)| (format!("instance/{path}"), text.as_bytes())), app.now());
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"instance.tar\""),
    ];
    Ok((headers, archive).into_response())
}
