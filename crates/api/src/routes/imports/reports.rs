//! The downloads of an import, told in the reader's language and with the delimiter of the file that they are about.

use super::kept;
use crate::App;
use crate::access::Caller;
use crate::extract::{Language, Query};
use crate::importing::{Kept, reports};
use crate::problem::Problem;
use crate::said::said;
use crate::views::import::ReportParams;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use rules::Lang;
use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use tokio::sync::mpsc::{Sender, channel};

/// Blocks that wait for a slow reader, and the bytes of each.
const WAITING: usize = 4;
const BLOCK: usize = 64 << 10;

/// Rejected rows with their reasons, to be corrected and brought again.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/rejected.csv",
    tag = "imports",
    params(ReportParams, ("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_rejected(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Language(lang): Language,
    Query(params): Query<ReportParams>,
) -> Result<Response, Problem> {
    let kept = kept(&app, &caller, &id).await?;
    download(&kept, reports(&kept.import.file_path).0, "rejected", params.lang.map_or(lang, Lang::from)).await
}

/// Warnings with their rows.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/warnings.csv",
    tag = "imports",
    params(ReportParams, ("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn get_warnings(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Language(lang): Language,
    Query(params): Query<ReportParams>,
) -> Result<Response, Problem> {
    let kept = kept(&app, &caller, &id).await?;
    download(&kept, reports(&kept.import.file_path).1, "warnings", params.lang.map_or(lang, Lang::from)).await
}

async fn download(kept: &Kept, path: PathBuf, name: &str, lang: Lang) -> Result<Response, Problem> {
    let file = match File::open(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(Problem::conflict("There is no report yet; make a dry run or start the import."));
        }
        other => other.map_err(Problem::internal)?,
    };
    // A file without one was Parquet: spreadsheets in Spanish and Norwegian open semicolons.
    let usual = if lang == Lang::En { ',' } else { ';' };
    let delimiter = kept.proposal.mapping.delimiter.unwrap_or(usual);
    let (blocks, mut waiting) = channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let out = BufWriter::with_capacity(BLOCK, Blocks(blocks.clone()));
        if let Err(error) = import::report::tell(BufReader::new(file), out, delimiter, |text| said(text, lang)) {
            // Nobody hears it where the reader has gone.
            let _ = blocks.blocking_send(Err(error));
        }
    });
    let body = stream::poll_fn(move |context| waiting.poll_recv(context));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}

/// What is written goes to the body, block by block.
struct Blocks(Sender<std::io::Result<Bytes>>);

impl Write for Blocks {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len()).map_err(|_| ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
