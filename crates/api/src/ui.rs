//! The UI's files, from the binary itself: hashed assets are cached for ever, pages are asked for again each time,
//! and an address of the UI that is no file is its one page.

use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Files;

const PAGE: &str = "index.html";

/// Answers every address that no route knows.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if ["t/", "u/", "v/", "p/"].iter().any(|prefix| path.starts_with(prefix)) {
        return crate::routes::tracking::nowhere(&headers);
    }
    let of_the_api = ["api/", "v1/"].iter().any(|prefix| path.starts_with(prefix));
    if of_the_api || !(method == Method::GET || method == Method::HEAD) {
        return Problem::of_status(StatusCode::NOT_FOUND).into_response();
    }
    match Files::get(path) {
        Some(file) if !path.is_empty() => answer(path, file, &headers),
        // A missing asset is missing; answering it with the page would be run as a script.
        _ if path.starts_with("assets/") => Problem::of_status(StatusCode::NOT_FOUND).into_response(),
        _ => match Files::get(PAGE) {
            Some(page) => answer(PAGE, page, &headers),
            None => Problem::unavailable("The pages are not built into this program; run make run.").into_response(),
        },
    }
}

fn answer(path: &str, file: rust_embed::EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", data_encoding::HEXLOWER.encode(&file.metadata.sha256_hash()[..12]));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    // Vite names assets by their content.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let shared = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, cache.to_string())];
    if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
        return (StatusCode::NOT_MODIFIED, shared).into_response();
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let kind = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    (shared, [(header::CONTENT_TYPE, kind)], Body::from(file.data)).into_response()
}
