//! Counting a filter while it is built, and the members of a segment.

use crate::App;
use crate::access::Caller;
use crate::checks::InForce;
use crate::describe::{Describe, ImageNames, user_names};
use crate::extract::{Json, Language, Query};
use crate::problem::{FieldProblem, Problem};
use crate::selection::{Wanted, sorted_page};
use crate::views::contact::{ContactRow, ContactSort};
use crate::views::segment::{CountFilter, SegmentCount};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use model::{ContactId, DefinitionKind, Filter};
use std::collections::HashSet;
use std::time::Instant;

/// Contacts shown while a filter is built.
const SAMPLE: usize = 10;

/// Refuses a filter that is too large or names what does not exist; `field` is how errors call it.
pub fn checked_filter(app: &App, filter: &Filter, field: &str) -> Result<(), Problem> {
    filter.check_size().map_err(|message| Problem::invalid(field, message))?;
    let (image, users) = (app.engine().image(), HashSet::new());
    let refs = InForce { image: &image, users: &users, without: None };
    let problems = rules::validate::validate_filter(filter, &refs);
    if problems.is_empty() {
        return Ok(());
    }
    // Paths begin with "filter", whatever the field is called here.
    let place = |path: &str| format!("{field}{}", path.strip_prefix("filter").unwrap_or(path));
    let errors = problems.into_iter().map(|p| FieldProblem { field: place(&p.path), message: p.message });
    Err(Problem::invalid_fields(errors.collect()))
}

/// Counts whom a filter means now.
#[utoipa::path(
    post,
    path = "/api/v1/segments/count",
    tag = "segments",
    request_body = CountFilter,
    responses((status = 200, body = SegmentCount)),
)]
pub async fn count_segment(
    State(app): State<App>,
    _: Caller,
    Language(lang): Language,
    Json(body): Json<CountFilter>,
) -> Result<Json<SegmentCount>, Problem> {
    checked_filter(&app, &body.filter, "filter")?;
    let users = user_names(&app).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let started = Instant::now();
    let found = image.select(&body.filter, describe.now);
    let ms = started.elapsed().as_secs_f64() * 1e3;
    let sample: Vec<ContactId> = image.ids(&found.iter().take(SAMPLE).collect());
    Ok(Json(SegmentCount {
        count: found.len(),
        of: image.sizes().contacts,
        ms,
        sentence: rules::sentence(&body.filter, &ImageNames(&image), lang),
        sample: describe.contacts(&sample),
    }))
}

/// Members of a published segment, the latest contact first.
#[utoipa::path(
    get,
    path = "/api/v1/segments/{key}/members",
    tag = "segments",
    params(PageParams, ("key" = String, Path)),
    responses((status = 200, body = Page<ContactRow>)),
)]
pub async fn list_members(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<PageParams>,
) -> Result<Json<Page<ContactRow>>, Problem> {
    let users = user_names(&app).await?;
    let image = app.engine().image();
    if image.definition(DefinitionKind::Segment, &key).is_none() {
        return Err(Problem::not_found("published segment", &key));
    }
    let describe = Describe::new(&image, &users, app.now());
    let wanted = Wanted { filter: Filter::everyone(), q: String::new(), sort: ContactSort::Created, only: None };
    Ok(Json(sorted_page(&describe, image.ids(&image.members(&key)), &wanted, &params)))
}
