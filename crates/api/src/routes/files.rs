//! Pictures for messages: taken in, listed, and shown to whoever reads the message.

use crate::access::Caller;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::file::{FileForm, FileList, FileView};
use crate::{App, audit};
use axum::extract::{Multipart, Path, State, multipart::Field};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use imagesize::ImageType;
use model::Timestamp;
use sha2::{Digest, Sha256};
use store::files::File;

/// Largest picture, in bytes and in pixels a side.
const MAX_BYTES: usize = 5 * 1024 * 1024;
const MAX_SIDE: usize = 5_000;
/// The form around a picture, above its bytes. What is larger is read no further.
pub const MAX_FORM: usize = MAX_BYTES + 64 * 1024;
const MAX_NAME: usize = 200;
const LISTED: usize = 200;
/// What is told of a picture that is too large.
const TOO_LARGE: &str = "is larger than 5 MB; make it smaller, 200 KB is plenty for a mail";

/// Takes in a picture. What it is, its content says, not its name. The same picture again is the same file.
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
    let too_large = || Problem {
        errors: Problem::invalid("file", TOO_LARGE).errors,
        ..Problem::too_large(format!("file {TOO_LARGE}"))
    };
    let broken = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::malformed(format!("The form: {error}")),
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        let name: String = field.file_name().unwrap_or("picture").chars().take(MAX_NAME).collect();
        let content = read(field).await.map_err(broken)?.ok_or_else(too_large)?;
        let file = looked_at(&content, name, app.now(), &caller)?;
        store::files::keep(app.store(), caller.workspace, &file, &content).await?;
        audit::note(&app, &caller, "file.uploaded", format!("file/{}", file.hash), file.name.clone()).await?;
        return Ok((StatusCode::CREATED, Json(view(&app, file))));
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

fn looked_at(content: &[u8], name: String, now: Timestamp, caller: &Caller) -> Result<File, Problem> {
    let kind = match imagesize::image_type(content) {
        Ok(ImageType::Png) => "png",
        Ok(ImageType::Jpeg) => "jpg",
        Ok(ImageType::Gif) => "gif",
        Ok(ImageType::Webp) => "webp",
        _ => {
            return Err(Problem::invalid("file", "is no PNG, JPEG, GIF or WebP picture; mail programs show no others"));
        }
    };
    let size =
        imagesize::blob_size(content).map_err(|_| Problem::invalid("file", "is a damaged picture; save it again"))?;
    if size.width == 0 || size.height == 0 || size.width > MAX_SIDE || size.height > MAX_SIDE {
        let message = format!("has {} × {} pixels; at most {MAX_SIDE} a side are allowed", size.width, size.height);
        return Err(Problem::invalid("file", message));
    }
    Ok(File {
        hash: HEXLOWER.encode(&Sha256::digest(content)),
        kind: kind.into(),
        name,
        width: size.width as i64,
        height: size.height as i64,
        size: content.len() as i64,
        user: caller.user_id(),
        created_at: now,
    })
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
        width: side(file.width),
        height: side(file.height),
        size: u64::try_from(file.size).unwrap_or_default(),
        name: file.name,
        created_at: file.created_at,
    }
}

/// A picture. Its address is that of its content, so it may be kept for ever.
#[utoipa::path(
    get,
    path = "/f/{name}",
    tag = "files",
    params(("name" = String, Path, description = "hash and ending")),
    responses((status = 200, content_type = "image/*", body = Vec<u8>)),
)]
pub async fn show_file(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Problem> {
    let hash = name.split('.').next().unwrap_or_default();
    let known = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    let found = if known { store::files::content(app.store(), app.workspace(), hash).await? } else { None };
    let (kind, content) = found.ok_or_else(|| Problem::not_found("picture", &name))?;
    let mime = match kind.as_str() {
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => "image/jpeg",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        // Mail read in a browser shows it on pages of others.
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    ];
    Ok((headers, content).into_response())
}
