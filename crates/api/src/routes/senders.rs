//! Domains that mail is sent from: keys, records to set, what DNS holds, and what others report.

use crate::access::Caller;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::sender::{
    DmarcReport, DmarcReports, NewSenderDomain, SenderDomain, SenderDomainChange, SenderDomainList,
};
use crate::{App, audit};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use engine::perform::{DmarcError, SenderError, SenderView};
use model::DAY;
use store::sender_domains::Change;

/// Largest report that is taken.
pub const MAX_REPORT: usize = 10 * 1024 * 1024;
/// Of how much time reports are shown.
const SHOWN: i64 = 30 * DAY;
/// What SPF allows a mail server by.
const MECHANISMS: [&str; 8] = ["include:", "ip4:", "ip6:", "a:", "mx:", "exists:", "a", "mx"];

fn refused(error: SenderError) -> Problem {
    match error {
        SenderError::Store(error) => error.into(),
        SenderError::NoDns => Problem::unavailable(error.to_string()),
        SenderError::Key(_) | SenderError::Seal(_) | SenderError::Random => Problem::internal(error),
    }
}

async fn found(app: &App, domain: &str) -> Result<SenderView, Problem> {
    let all = app.performer().sender_domains().await?;
    let name = domain.to_ascii_lowercase();
    all.into_iter().find(|view| view.domain.domain == name).ok_or_else(|| Problem::not_found("sender domain", domain))
}

async fn shown(app: &App, caller: &Caller, domain: &str) -> Result<Json<SenderDomain>, Problem> {
    let view = found(app, domain).await?;
    let names = crate::describe::user_names(app).await?;
    let rules = app.performer().sender_rules(&view).await?;
    let (name, since) = (view.domain.domain.clone(), app.now().plus(-SHOWN));
    let (reports, latest) = store::dmarc_reports::count(app.store(), caller.workspace, &name, since).await?;
    let sums = store::dmarc_reports::sums(app.store(), caller.workspace, &name, since).await?;
    Ok(Json(SenderDomain {
        row: (&view).into(),
        state_at: view.domain.state_at,
        created_at: view.domain.created_at,
        allowed_at: view.domain.allowed.map(|(at, _)| at),
        allowed_by: view.domain.allowed.and_then(|(_, by)| by).and_then(|user| names.get(&user).cloned()),
        spf: view.domain.spf,
        records: view.records.into_iter().map(Into::into).collect(),
        findings: view.findings.into_iter().map(Into::into).collect(),
        rules: rules.into_iter().map(Into::into).collect(),
        reports: DmarcReports { reports, latest, rows: sums.into_iter().map(Into::into).collect() },
    }))
}

fn domain_name(text: &str) -> Result<String, Problem> {
    let name = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let plain = |label: &str| {
        let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        inner && !label.is_empty() && label.len() < 64 && !label.starts_with('-') && !label.ends_with('-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let fits = name.len() <= 200 && name.contains('.') && name.split('.').all(plain);
    match fits && last.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        true => Ok(name),
        false => Err(Problem::invalid(
            "domain",
            "is not the name of a domain; write what follows the @ of the sender, as example.com",
        )),
    }
}

fn mechanism(text: &str) -> Result<Option<String>, Problem> {
    let all: Vec<String> = text.split_whitespace().map(str::to_ascii_lowercase).collect();
    let known = |one: &String| {
        let rest = MECHANISMS.iter().find_map(|kind| one.strip_prefix(kind).map(|rest| (kind, rest)));
        let plain = one.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b';'));
        plain && rest.is_some_and(|(kind, rest)| kind.ends_with(':') != rest.is_empty())
    };
    match all.iter().all(known) && text.len() <= 200 {
        true => Ok(Some(all.join(" ")).filter(|text| !text.is_empty())),
        false => Err(Problem::invalid(
            "spf",
            "is not what SPF allows a mail server by; write include:spf.example.net or ip4:192.0.2.1",
        )),
    }
}

/// Domains that mail is sent from, by name.
#[utoipa::path(
    get,
    path = "/api/v1/sender-domains",
    tag = "sender domains",
    responses((status = 200, body = SenderDomainList)),
)]
pub async fn list_sender_domains(State(app): State<App>) -> Result<Json<SenderDomainList>, Problem> {
    let all = app.performer().sender_domains().await?;
    Ok(Json(SenderDomainList { items: all.iter().map(Into::into).collect() }))
}

/// Adds a domain and makes its keys. Mail leaves from it, and is signed, once its records are in DNS.
#[utoipa::path(
    post,
    path = "/api/v1/sender-domains",
    tag = "sender domains",
    request_body = NewSenderDomain,
    responses((status = 201, body = SenderDomain)),
)]
pub async fn add_sender_domain(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<NewSenderDomain>,
) -> Result<(StatusCode, Json<SenderDomain>), Problem> {
    let name = domain_name(&body.domain)?;
    let spf = mechanism(body.spf.as_deref().unwrap_or_default())?;
    app.performer().add_sender_domain(&name, spf.as_deref()).await.map_err(refused)?;
    audit::note(&app, &caller, "sender_domain.added", &name, "").await?;
    Ok((StatusCode::CREATED, shown(&app, &caller, &name).await?))
}

/// A domain: the records that it needs, what DNS holds of them, what large receivers ask for, and what they report.
#[utoipa::path(
    get,
    path = "/api/v1/sender-domains/{domain}",
    tag = "sender domains",
    params(("domain" = String, Path)),
    responses((status = 200, body = SenderDomain)),
)]
pub async fn get_sender_domain(
    State(app): State<App>,
    Path(domain): Path<String>,
    caller: Caller,
) -> Result<Json<SenderDomain>, Problem> {
    shown(&app, &caller, &domain).await
}

/// Says what SPF should allow, or lets mail leave although the domain is not verified.
#[utoipa::path(
    patch,
    path = "/api/v1/sender-domains/{domain}",
    tag = "sender domains",
    params(("domain" = String, Path)),
    request_body = SenderDomainChange,
    responses((status = 200, body = SenderDomain)),
)]
pub async fn change_sender_domain(
    State(app): State<App>,
    Path(domain): Path<String>,
    caller: Caller,
    Json(body): Json<SenderDomainChange>,
) -> Result<Json<SenderDomain>, Problem> {
    let name = found(&app, &domain).await?.domain.domain;
    let change = Change {
        spf: body.spf.as_deref().map(mechanism).transpose()?,
        allowed: body.allowed.map(|allowed| allowed.then(|| (app.now(), caller.user_id()))),
    };
    app.performer().change_sender_domain(&name, change).await?;
    if let Some(allowed) = body.allowed {
        let action = if allowed { "sender_domain.allowed" } else { "sender_domain.disallowed" };
        audit::note(&app, &caller, action, &name, "").await?;
    }
    if let Some(spf) = &body.spf {
        audit::note(&app, &caller, "sender_domain.changed", &name, spf).await?;
    }
    shown(&app, &caller, &name).await
}

/// Takes a domain and its keys away: what is sent from it is not signed any more, and waits.
#[utoipa::path(
    delete,
    path = "/api/v1/sender-domains/{domain}",
    tag = "sender domains",
    params(("domain" = String, Path)),
    responses((status = 204)),
)]
pub async fn delete_sender_domain(
    State(app): State<App>,
    Path(domain): Path<String>,
    caller: Caller,
) -> Result<StatusCode, Problem> {
    let name = found(&app, &domain).await?.domain.domain;
    app.performer().delete_sender_domain(&name).await?;
    audit::note(&app, &caller, "sender_domain.deleted", &name, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Looks at DNS now.
#[utoipa::path(
    post,
    path = "/api/v1/sender-domains/{domain}/check",
    tag = "sender domains",
    params(("domain" = String, Path)),
    responses((status = 200, body = SenderDomain)),
)]
pub async fn check_sender_domain(
    State(app): State<App>,
    Path(domain): Path<String>,
    caller: Caller,
) -> Result<Json<SenderDomain>, Problem> {
    let view = found(&app, &domain).await?;
    app.performer().check_sender_domain(&view.domain).await.map_err(refused)?;
    shown(&app, &caller, &domain).await
}

/// Hands in a DMARC report as it came: the message, or its file. The same report again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/dmarc-reports",
    tag = "sender domains",
    request_body(content = String, content_type = "message/rfc822"),
    responses((status = 200, body = DmarcReport)),
)]
pub async fn hand_in_report(
    State(app): State<App>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<DmarcReport>, Problem> {
    let raw = body.map_err(|_| Problem::too_large(format!("A report may have at most {MAX_REPORT} bytes.")))?;
    match app.performer().dmarc_report(&raw).await {
        Ok(counted) => Ok(Json(DmarcReport {
            domain: counted.domain,
            organisation: counted.organisation,
            mails: counted.mails,
            new: counted.new,
        })),
        Err(DmarcError::Store(error)) => Err(error.into()),
        Err(other) => Err(Problem::invalid("body", other.to_string())),
    }
}
