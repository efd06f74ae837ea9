//! Taking a file in: written to disk as it comes, under a name of ours, then looked at.

use super::{Kept, shown};
use crate::access::Caller;
use crate::describe::user_names;
use crate::extract::Json;
use crate::importing::{self, Settled};
use crate::problem::Problem;
use crate::views::import::{ImportForm, ImportView};
use crate::{App, audit};
use axum::extract::{Multipart, State, multipart::Field};
use axum::http::StatusCode;
use data_encoding::HEXLOWER;
use import::{Limits, Proposal, Reading, Surroundings, Table};
use model::DefinitionKind;
use model::definition::{Body, MAIN};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use store::imports::NewImport;
use tokio::io::AsyncWriteExt;

/// Longest file name that is kept, in characters.
const MAX_NAME: usize = 200;
/// After so many bytes it is looked anew whether there is room on the disk.
const LOOK: usize = 4 << 20;

/// A file that lies in the folder of uploads.
struct Upload {
    name: String,
    held: Held,
    /// SHA-256 in hexadecimal digits.
    hash: String,
}

/// A file that goes when nobody has said to keep it: the request was refused, or whoever sent it has gone.
struct Held {
    path: PathBuf,
    kept: bool,
}

impl Drop for Held {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(%error, "a refused upload was not removed");
        }
    }
}

/// Uploads a file and proposes how to read it.
#[utoipa::path(
    post,
    path = "/api/v1/imports",
    tag = "imports",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ImportView)),
)]
pub async fn upload_import(
    State(app): State<App>,
    caller: Caller,
    mut form: Multipart,
) -> Result<(StatusCode, Json<ImportView>), Problem> {
    crate::space::check(&app)?;
    let broken = |e: axum::extract::multipart::MultipartError| Problem::malformed(format!("The form: {e}"));
    let (mut table, mut upload, mut reading) = (None, None, Reading::default());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("object") => {
                let text = field.text().await.map_err(broken)?;
                table = Some(Table::parse(text.trim()).ok_or_else(|| {
                    let known = Table::ALL.map(Table::as_str).join(", ");
                    Problem::invalid("object", format!("is none of {known}"))
                })?);
            }
            Some("encoding") => reading.encoding = Some(field.text().await.map_err(broken)?.trim().into()),
            Some("delimiter") => reading.delimiter = field.text().await.map_err(broken)?.chars().next(),
            Some("file") if upload.is_none() => upload = Some(write(&app, field).await?),
            _ => {}
        }
    }
    let mut upload = upload.ok_or_else(|| Problem::invalid("file", "is missing"))?;
    let view = propose_upload(&app, &caller, table, &mut upload, reading).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

async fn propose_upload(
    app: &App,
    caller: &Caller,
    table: Option<Table>,
    upload: &mut Upload,
    reading: Reading,
) -> Result<ImportView, Problem> {
    let table = table.ok_or_else(|| Problem::invalid("object", "is missing: contacts, accounts, leads …"))?;
    let proposal = propose(app, upload.held.path.clone(), table, reading).await?;
    let settled = Settled { file: upload.hash.clone(), ..Settled::default() };
    let new = NewImport {
        object: importing::object_of(table).into(),
        file_name: upload.name.clone(),
        file_path: upload.held.path.to_string_lossy().into_owned(),
        mapping: serde_json::to_string(&proposal).map_err(Problem::internal)?,
        options: serde_json::to_string(&settled).map_err(Problem::internal)?,
        user: caller.user_id(),
    };
    // Should whoever sent it go just now, a file too many does less harm than an import without its file.
    upload.held.kept = true;
    let import = store::imports::create(app.store(), caller.workspace, &new, app.now()).await;
    upload.held.kept = import.is_ok();
    let import = import?;
    audit::note(app, caller, "import.uploaded", import.id, table.as_str()).await?;
    let users = user_names(app).await?;
    Ok(shown(app, &users, Kept::of(import)?))
}

/// Looks at a file as a table of this instance.
pub async fn propose(app: &App, path: PathBuf, table: Table, reading: Reading) -> Result<Proposal, Problem> {
    let fields = importing::fields_of(app);
    let around = match app.engine().image().definition(DefinitionKind::Settings, MAIN).map(|found| &found.body) {
        Some(Body::Settings(settings)) => {
            Surroundings { zone: Some(settings.zone.clone()), currency: Some(settings.currency), country: None }
        }
        _ => Surroundings::default(),
    };
    let work = move || import::propose(&path, table, &fields, &around, &reading, Limits::default());
    let proposal = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    proposal.map_err(|error| Problem::invalid("file", error.to_string()))
}

async fn write(app: &App, mut field: Field<'_>) -> Result<Upload, Problem> {
    let name: String = field.file_name().unwrap_or("file").chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let folder = &app.options().uploads;
    tokio::fs::create_dir_all(folder).await.map_err(Problem::internal)?;
    // Never the sender's own name: it could lead anywhere.
    let random: [u8; 12] = rand::random();
    let path = folder.join(HEXLOWER.encode(&random));
    let mut file = tokio::fs::File::create(&path).await.map_err(Problem::internal)?;
    let held = Held { path, kept: false };
    let taken = copy(app, &mut field, &mut file).await;
    // Let go of before the answer, a write that is under way included: what is deleted while it is open still takes room.
    drop(file.into_std().await);
    Ok(Upload { name, held, hash: taken? })
}

async fn copy(app: &App, field: &mut Field<'_>, file: &mut tokio::fs::File) -> Result<String, Problem> {
    let most = Limits::default().file;
    let (mut size, mut unlooked, mut hasher) = (0u64, 0, Sha256::new());
    while let Some(chunk) = field.chunk().await.map_err(|e| Problem::malformed(format!("The upload broke off: {e}")))? {
        size += chunk.len() as u64;
        if size > most {
            return Err(Problem::too_large(format!("A file may have at most {} GiB; bring it in parts.", most >> 30)));
        }
        hasher.update(&chunk);
        // A chunk is what has come in so far, which may be much.
        for piece in chunk.chunks(LOOK) {
            unlooked += piece.len();
            if unlooked > LOOK {
                crate::space::check(app)?;
                unlooked = piece.len();
            }
            file.write_all(piece).await.map_err(Problem::internal)?;
        }
    }
    file.sync_all().await.map_err(Problem::internal)?;
    Ok(HEXLOWER.encode(&hasher.finalize()))
}
