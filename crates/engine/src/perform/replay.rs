//! After an older database was put back: what the send journal knows and the database does not is put into it before
//! anything is sent. Without a journal no run goes on until a person has looked.

use super::journal::{self, Handed};
use super::{Performer, report};
use fault::{Bug, bug};
use model::{DAY, Timestamp, WorkspaceId};
use std::collections::HashSet;
use std::path::Path;
use store::sends::{Send, SendState};
use store::{Store, StoreError};

/// How long the journal remembers at least.
const KEPT: i64 = 90 * DAY;

const MISSING: &str = "the send journal is missing, so it is not known what has gone out since this database was kept; \
                       look at the sends before you let it go on";

/// Before anything is decided on a database: numbers of sends and runs that its send journal knows are used up, so that
/// links and bounces of what has gone out never mean another message.
pub async fn heed_journal(
    store: &Store,
    workspace: WorkspaceId,
    path: &Path,
    now: Timestamp,
) -> Result<(), StoreError> {
    let path = path.to_path_buf();
    let before = now.plus(-KEPT);
    let read = tokio::task::spawn_blocking(move || {
        let said = journal::read(&path, i64::MAX, &HashSet::new())?.unwrap_or_default();
        // A month at a time: cutting writes the rest anew.
        if said.first.is_some_and(|first| first < before.plus(-30 * DAY)) {
            journal::cut(&path, before)?;
        }
        Ok(said.numbers)
    });
    let read = read.await.map_err(|error| StoreError::State(error.to_string()))?;
    let (send, run) = read.map_err(unreadable)?;
    if send > 0 {
        store::sends::raise_numbers(store, workspace, send, run).await?;
    }
    Ok(())
}

fn unreadable(error: std::io::Error) -> StoreError {
    StoreError::State(format!("the send journal cannot be read: {error}"))
}

impl Performer {
    /// Makes the database know what the journal knows.
    pub(super) async fn replay(&self) -> Result<(), StoreError> {
        let Some(path) = self.0.options.journal.clone() else { return Ok(()) };
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let token = store::sends::last_token(store, workspace).await?;
        // Many claims are open at once: of earlier ones, too, something may have gone out since.
        let open = store::sends::open_claims(store, workspace).await?;
        let read = tokio::task::spawn_blocking({
            let path = path.clone();
            move || journal::read(&path, token, &open)
        });
        let read = read.await.map_err(|error| StoreError::State(error.to_string()))?.map_err(unreadable)?;
        // A database that ends before what was cut away is as one without a journal.
        let Some(said) = read.filter(|said| said.cut <= token || token == 0) else {
            let kept = store::sends::keep_runs(store, workspace, MISSING, now).await?;
            if kept > 0 {
                tracing::warn!(runs = kept, "the send journal is missing; runs wait until somebody has looked");
            }
            return Ok(());
        };
        let sends: Vec<Send> =
            said.sends.into_iter().filter_map(|(handed, state)| self.row_of(handed, state)).collect();
        if sends.is_empty() {
            return Ok(());
        }
        let told = |sends: &[Send]| report::rows(engine, sends);
        let restored = store::sends::restore(store, workspace, &sends, now, &told).await?;
        if !restored.is_empty() {
            tracing::warn!(sends = restored.len(), "the database was behind the send journal; it knows them again");
            engine.0.wake.notify_one();
        }
        Ok(())
    }

    /// A row as the journal remembers it; none where it may be sent (again), or where its contact is not known.
    fn row_of(&self, handed: Handed, state: SendState) -> Option<Send> {
        let state = match state {
            SendState::Handing if handed.operational || bug(Bug::DoubtIsResent) => return None,
            SendState::Handing | SendState::Unknown => SendState::Unknown,
            SendState::Sent => SendState::Sent,
            _ => return None,
        };
        let contact = self.0.engine.image().contact(handed.contact)?;
        Some(Send {
            id: handed.send,
            run: handed.run,
            program: handed.program,
            occurrence: handed.occurrence,
            contact: handed.contact,
            address: contact.email.unwrap_or_default(),
            email: handed.email,
            email_version: handed.version,
            operational: handed.operational,
            details: handed.details,
            state,
            due_at: handed.at,
            attempt: 1,
            token: handed.token,
            message_id: Some(handed.message_id),
            reason: Some("known from the send journal".into()),
            created_at: handed.at,
            updated_at: handed.at,
            handed_at: Some(handed.at),
            way: None,
        })
    }
}

impl Handed {
    pub(super) fn of(send: &Send, message_id: &str, at: model::Timestamp) -> Handed {
        Handed {
            send: send.id,
            token: send.token,
            contact: send.contact,
            run: send.run,
            program: send.program.clone(),
            occurrence: send.occurrence.clone(),
            email: send.email.clone(),
            version: send.email_version,
            operational: send.operational,
            details: send.details.clone(),
            message_id: message_id.to_string(),
            at,
        }
    }
}
