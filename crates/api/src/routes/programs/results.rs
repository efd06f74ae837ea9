//! What came of a program's mail, and who is behind each number.

use crate::App;
use crate::describe::{Describe, user_names};
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::contact::ContactRow;
use crate::views::results::{ResultParams, RunParams};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use insight::results::{About, ProgramResults, Slice};
use model::DefinitionKind;

fn about(app: &App, program: String, run: Option<String>) -> Result<About, Problem> {
    match app.engine().image().definition(DefinitionKind::Program, &program) {
        Some(_) => Ok(About { program, run }),
        None => Err(Problem::not_found("published program", &program)),
    }
}

async fn results(app: &App, about: About) -> Result<ProgramResults, Problem> {
    let app = app.clone();
    let work = move || insight::results::report(&app.engine().image(), &about, app.now());
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}

/// What came of the mail of a program or of one of its runs, by recipient domain, device, variant, segment and link.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/results",
    tag = "programs",
    params(RunParams, ("key" = String, Path)),
    responses((status = 200, body = ProgramResults)),
)]
pub async fn get_results(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<RunParams>,
) -> Result<Json<ProgramResults>, Problem> {
    let about = about(&app, key, params.run)?;
    results(&app, about).await.map(Json)
}

/// The contacts behind a number of the results.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/results/contacts",
    tag = "programs",
    params(ResultParams, ("key" = String, Path)),
    responses((status = 200, body = Page<ContactRow>)),
)]
pub async fn list_result_contacts(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<ResultParams>,
) -> Result<Json<Page<ContactRow>>, Problem> {
    let narrow = params.narrow();
    let about = about(&app, key, params.run)?;
    let users = user_names(&app).await?;
    let of = app.clone();
    let work = move || insight::results::contacts(&of.engine().image(), &about, &narrow, of.now());
    let found = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    let page = PageParams { after: params.after, limit: params.limit };
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    let shown: Vec<_> = found.iter().copied().skip(page.offset()).take(page.limit()).collect();
    Ok(Json(Page::of(describe.contacts(&shown), page.offset(), found.len())))
}

/// The results as CSV (UTF-8, comma): a line for each number.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/results.csv",
    tag = "programs",
    params(RunParams, ("key" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn export_results(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<RunParams>,
) -> Result<Response, Problem> {
    let about = about(&app, key, params.run)?;
    let text = table(&results(&app, about).await?).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"results.csv\""),
    ];
    Ok((headers, text).into_response())
}

fn table(results: &ProgramResults) -> Result<Vec<u8>, csv::Error> {
    // Spreadsheets take the mark at the beginning for UTF-8.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(["by", "key", "outcome", "contacts", "times"])?;
    let mut line = |by: &str, key: &str, outcome: &str, contacts: u64, times: Option<u64>| {
        let times = times.map_or(String::new(), |times| times.to_string());
        writer.write_record([by, &hygiene::formula::guarded(key), outcome, &contacts.to_string(), &times])
    };
    for one in &results.outcomes {
        line("all", "", &one.outcome.name(), one.contacts, Some(one.times))?;
    }
    for cause in &results.causes {
        line("cause", &cause.cause, "bounced", cause.contacts, None)?;
    }
    let slices: [(&str, &[Slice]); 4] = [
        ("domain", &results.domains),
        ("device", &results.devices),
        ("variant", &results.variants),
        ("segment", &results.segments),
    ];
    for (by, slice) in slices.into_iter().flat_map(|(by, slices)| slices.iter().map(move |slice| (by, slice))) {
        let counts = [
            ("sent", slice.sent),
            ("delivered", slice.delivered),
            ("bounced", slice.bounced),
            ("opened", slice.opened),
            ("clicked", slice.clicked),
            ("unsubscribed", slice.unsubscribed),
            ("complained", slice.complained),
            ("converted", slice.converted),
        ];
        for (outcome, contacts) in counts {
            line(by, &slice.key, outcome, contacts, None)?;
        }
    }
    for link in &results.links {
        line("link", &link.link, "clicked", link.contacts, Some(link.clicks))?;
        for wording in &link.wordings {
            for place in wording.places.iter().filter(|place| place.place > 0) {
                // As `news v3 es #2 https://example.com/prices`: all of it that is known.
                let version = Some(wording.version).filter(|version| *version > 0);
                let (version, number) = (version.map(|version| format!("v{version}")), format!("#{}", place.place));
                let language = Some(wording.language.as_str()).filter(|language| !language.is_empty());
                let parts =
                    [Some(link.email.as_str()), version.as_deref(), language, Some(&number), Some(link.link.as_str())];
                let key = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
                line("place", &key, "clicked", place.contacts, Some(place.clicks))?;
            }
        }
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
