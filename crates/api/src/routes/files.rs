//! Files for messages: taken in, listed, and shown to whoever reads the message.

use crate::access::Caller;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::file::{FileForm, FileList, FileView};
use crate::{App, audit, file_kind};
use axum::extract::{Multipart, Path, State, multipart::Field};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use model::Timestamp;
use model::definition::Email;
use sha2::{Digest, Sha256};
use store::files::File;

/// Largest file.
const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The form around a file, above its bytes. What is larger is read no further.
pub const MAX_FORM: usize = MAX_BYTES + 64 * 1024;
const MAX_NAME: usize = 200;
/// Most bytes of what goes with one email.
const MOST_ATTACHED: i64 = 7 * 1024 * 1024;
const LISTED: usize = 200;
/// What is told of a file that is too large.
const TOO_LARGE: &str = "is larger than 5 MB; make it smaller, 200 KB is plenty for a mail";

/// Takes in a picture, or a file to attach. What it is, its content says, not its name. The same again is the same file.
#[utoipa::path(
    post,
    path = "/api/v1/files",
    tag = "files",
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 201, body = FileView)),
)]
pub async fn upload_file(
    State(app): State<App>,
    caller: Caller,
    mut form: Multipart,
) -> Result<(StatusCode, Json<FileView>), Problem> {
    crate::space::check(&app)?;
    let too_large = || Problem {
        errors: Problem::invalid("file", TOO_LARGE).errors,
        ..Problem::too_large(format!("file {TOO_LARGE}"))
    };
    let broken = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::malformed(format!("The form: {error}")),
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let attached = field.name() == Some("attachment");
        if !attached && field.name() != Some("file") {
            continue;
        }
        let name: String = field.file_name().unwrap_or("file").chars().take(MAX_NAME).collect();
        let content = read(field).await.map_err(broken)?.ok_or_else(too_large)?;
        let kind = if attached { file_kind::of(&content, &name) } else { file_kind::picture(&content) };
        let kind = kind.map_err(|why| Problem::invalid("file", why))?;
        let file = file(&content, name, kind, (app.now(), &caller));
        let kept = store::files::keep(app.store(), caller.workspace, &file, &content).await?;
        audit::note(&app, &caller, "file.uploaded", format!("file/{}", file.hash), file.name.clone()).await?;
        return Ok((StatusCode::CREATED, Json(view(&app, kept))));
    }
    Err(Problem::invalid("file", "is missing; send a form with a picture in it"))
}

/// The whole field; `None` when it is too large.
async fn read(mut field: Field<'_>) -> Result<Option<Vec<u8>>, axum::extract::multipart::MultipartError> {
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        if content.len() + chunk.len() > MAX_BYTES {
            return Ok(None);
        }
        content.extend_from_slice(&chunk);
    }
    Ok(Some(content))
}

fn file(content: &[u8], name: String, kind: file_kind::Kind, (now, caller): (Timestamp, &Caller)) -> File {
    File {
        hash: HEXLOWER.encode(&Sha256::digest(content)),
        kind: kind.ending.into(),
        name,
        width: kind.width as i64,
        height: kind.height as i64,
        size: content.len() as i64,
        user: caller.user_id(),
        created_at: now,
    }
}

/// What goes with an email has to be there, and to fit into a message.
pub async fn refuse_missing(app: &App, email: &Email) -> Result<(), Problem> {
    let hashes: Vec<String> = email.attachments.iter().map(|one| one.file.clone()).collect();
    let kept = store::files::of(app.store(), app.workspace(), &hashes).await?;
    let size = |hash: &String| kept.iter().find(|file| file.hash == *hash).map(|file| file.size);
    if let Some(n) = hashes.iter().position(|hash| size(hash).is_none()) {
        return Err(Problem::invalid(
            format!("body.attachments[{n}].file"),
            "is not there; upload it and attach it again",
        ));
    }
    if hashes.iter().filter_map(size).sum::<i64>() > MOST_ATTACHED {
        let message = "have more than 7 MB together, more than many servers take; link to the files instead";
        return Err(Problem::invalid("body.attachments", message));
    }
    Ok(())
}

/// The latest pictures, newest first.
#[utoipa::path(get, path = "/api/v1/files", tag = "files", responses((status = 200, body = FileList)))]
pub async fn list_files(State(app): State<App>, caller: Caller) -> Result<Json<FileList>, Problem> {
    let files = store::files::list(app.store(), caller.workspace, LISTED).await?;
    Ok(Json(FileList { items: files.into_iter().map(|file| view(&app, file)).collect() }))
}

fn view(app: &App, file: File) -> FileView {
    let path = format!("/f/{}.{}", file.hash, file.kind);
    let side = |pixels: i64| u32::try_from(pixels).unwrap_or_default();
    FileView {
        url: format!("{}{path}", app.performer().base_url()),
        path,
        kind: file.kind,
        width: side(file.width),
        height: side(file.height),
        size: u64::try_from(file.size).unwrap_or_default(),
        name: file.name,
        created_at: file.created_at,
    }
}

/// The kind and content of a file: one that was uploaded, or an icon of ours.
async fn found(app: &App, name: &str) -> Result<Option<(String, Vec<u8>)>, Problem> {
    if let Some(icon) = content::icon(name) {
        return Ok(Some(("png".into(), icon.to_vec())));
    }
    let hash = name.split('.').next().unwrap_or_default();
    let known = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    Ok(if known { store::files::content(app.store(), app.workspace(), hash).await? } else { None })
}

/// A file. Its address is that of its content, so it may be kept for ever.
#[utoipa::path(
    get,
    path = "/f/{name}",
    tag = "files",
    params(("name" = String, Path, description = "hash and ending")),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)),
)]
pub async fn show_file(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Problem> {
    let (kind, content) = found(&app, &name).await?.ok_or_else(|| Problem::not_found("file", &name))?;
    let mime = ::mail::mime_of(&kind).unwrap_or("application/octet-stream");
    // Only pictures are shown where they are; everything else is kept by whoever asks for it.
    let disposition = if mime.starts_with("image/") { "inline" } else { "attachment" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        // Mail read in a browser shows it on pages of others.
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    ];
    Ok((headers, content).into_response())
}
