//! Programs: figures, members and audience.

use crate::App;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::program::{MemberParams, ProgramAudience, ProgramList, ProgramMember, ProgramView};
use crate::views::shared::Page;
use axum::extract::{Path, State};

/// Programs with their figures.
#[utoipa::path(
    get,
    path = "/api/v1/programs",
    tag = "programs",
    responses((status = 200, body = ProgramList)),
)]
pub async fn list_programs(State(app): State<App>) -> Result<Json<ProgramList>, Problem> {
    Err(Problem::unavailable(""))
}

/// A program with its results.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}",
    tag = "programs",
    params(("key" = String, Path)),
    responses((status = 200, body = ProgramView)),
)]
pub async fn get_program(State(app): State<App>, Path(key): Path<String>) -> Result<Json<ProgramView>, Problem> {
    Err(Problem::unavailable(""))
}

/// Members of a program.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/members",
    tag = "programs",
    params(MemberParams, ("key" = String, Path)),
    responses((status = 200, body = Page<ProgramMember>)),
)]
pub async fn list_program_members(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<MemberParams>,
) -> Result<Json<Page<ProgramMember>>, Problem> {
    Err(Problem::unavailable(""))
}

/// Whom a program would reach now, and whom the send gate would hold back.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/audience",
    tag = "programs",
    params(("key" = String, Path)),
    responses((status = 200, body = ProgramAudience)),
)]
pub async fn get_audience(State(app): State<App>, Path(key): Path<String>) -> Result<Json<ProgramAudience>, Problem> {
    Err(Problem::unavailable(""))
}
