//! Webhooks of providers: what they report of messages that went out by them. Each report carries its own proof.

use crate::App;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::ways::HookTaken;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use engine::perform::HookError;
use mail::hooks::{Headers, Refused};

/// Largest report that is taken.
pub const MOST: usize = mail::hooks::MOST;

struct Given(HeaderMap);

impl Headers for Given {
    fn header(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.to_str().ok()
    }
}

/// Takes a provider's report: bounces, complaints, opt-outs and deliveries of messages that went out by this way. It is
/// checked by the provider's signature or password, as the way was told; what is told again has no effect.
#[utoipa::path(
    post,
    path = "/hooks/{provider}/{way}",
    tag = "ways",
    params(("provider" = String, Path), ("way" = String, Path)),
    request_body(content = String, content_type = "application/json"),
    responses((status = 200, body = HookTaken)),
)]
pub async fn take_report(
    State(app): State<App>,
    Path((provider, way)): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<HookTaken>, Problem> {
    let body = body.map_err(|_| Problem::too_large(format!("A report may have at most {MOST} bytes.")))?;
    match app.performer().reported(&provider, &way, &Given(headers), &body).await {
        Ok(heard) => Ok(Json(HookTaken { counted: heard.counted, repeated: heard.repeated, foreign: heard.foreign })),
        Err(error) => Err(problem(&provider, &way, error)),
    }
}

fn problem(provider: &str, way: &str, error: HookError) -> Problem {
    match error {
        HookError::NoSuchWay => Problem::missing("a way out that takes reports at this address"),
        HookError::Refused(Refused::Unreadable(why)) => {
            Problem::malformed(format!("The report cannot be read: {why}."))
        }
        HookError::Refused(Refused::Later(why)) => Problem::unavailable(format!("It cannot be checked now: {why}.")),
        HookError::Refused(why) => {
            tracing::warn!(provider, way, %why, "a report was refused");
            Problem::forbidden(format!("The report is refused: {why}."))
        }
        HookError::Accept(error) => error.into(),
    }
}
