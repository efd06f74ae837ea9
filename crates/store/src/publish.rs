//! Publishing: a new version and its entry in the intake come into being in one transaction.

use crate::approvals::{self, Decision};
use crate::error::{Result, StoreError, retrying};
use crate::intake::{self, NewIntake};
use crate::open::Store;
use crate::sql::to_json;
use crate::version::{By, Next, in_force, version};
use model::{Definition, DefinitionKind, Envelope, Input, Timestamp, UserId, WorkspaceId};

/// A body to put into force.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    pub kind: DefinitionKind,
    pub key: String,
    pub body: serde_json::Value,
}

/// Puts the draft into force. Returns the new version and the number of its intake row, which is in effect once the
/// applier has passed it.
pub async fn publish(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    note: &str,
    author: Option<UserId>,
    now: Timestamp,
) -> Result<(Definition, i64)> {
    one(store, workspace, kind, key, &Next::Draft, By { author, note, now }).await
}

/// Puts a draft into force that another person has approved, and notes the approval with it. [`StoreError::State`] when
/// the draft is not the body that was approved.
pub async fn publish_approved(
    store: &Store,
    workspace: WorkspaceId,
    approved: &Publication,
    decision: &Decision,
    (note, author): (&str, UserId),
    now: Timestamp,
) -> Result<(Definition, i64)> {
    retrying!(attempt_approved(store, workspace, approved, decision, By { author: Some(author), note, now }))
}

async fn attempt_approved(
    store: &Store,
    workspace: WorkspaceId,
    approved: &Publication,
    decision: &Decision,
    by: By<'_>,
) -> Result<(Definition, i64)> {
    let mut tx = store.begin().await?;
    approvals::approve(&mut tx, workspace, decision, None, by.now).await?;
    let made = version(&mut tx, workspace, approved.kind, &approved.key, &Next::Draft, by).await?;
    if made.body != approved.body {
        return Err(StoreError::State("the draft has changed since it was approved".into()));
    }
    let seq =
        intake::append_in(store, &mut tx, workspace, vec![announcement(std::slice::from_ref(&made), by)?]).await?;
    store.commit(tx).await?;
    Ok((made, seq))
}

/// Puts an earlier version's body into force as a new version.
#[allow(clippy::too_many_arguments)]
pub async fn roll_back(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    version: i32,
    note: &str,
    author: Option<UserId>,
    now: Timestamp,
) -> Result<(Definition, i64)> {
    one(store, workspace, kind, key, &Next::Version(version), By { author, note, now }).await
}

/// Takes a definition out of force. The withdrawal is a version of its own, so that history shows who did it.
pub async fn archive(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    note: &str,
    author: Option<UserId>,
    now: Timestamp,
) -> Result<(Definition, i64)> {
    one(store, workspace, kind, key, &Next::Withdrawal, By { author, note, now }).await
}

/// Puts several bodies into force together (an instance given as text). A body equal to the one in force is passed
/// over. Returns the new versions and the number of the last intake row; `None` when nothing was new.
pub async fn publish_all(
    store: &Store,
    workspace: WorkspaceId,
    bodies: &[Publication],
    note: &str,
    author: Option<UserId>,
    now: Timestamp,
) -> Result<(Vec<Definition>, Option<i64>)> {
    retrying!(attempt_all(store, workspace, bodies, By { author, note, now }))
}

async fn attempt_all(
    store: &Store,
    workspace: WorkspaceId,
    bodies: &[Publication],
    by: By<'_>,
) -> Result<(Vec<Definition>, Option<i64>)> {
    let mut tx = store.begin().await?;
    let mut made = Vec::new();
    for publication in bodies {
        let body = to_json("a definition", &publication.body)?;
        if in_force(&mut tx, workspace, publication.kind, &publication.key).await?.as_ref() == Some(&body) {
            continue;
        }
        made.push(version(&mut tx, workspace, publication.kind, &publication.key, &Next::Body(&body), by).await?);
    }
    if made.is_empty() {
        return Ok((made, None));
    }
    let mut rows = Vec::new();
    for chunk in made.chunks(model::input::MAX_BATCH) {
        rows.push(announcement(chunk, by)?);
    }
    let count = rows.len() as i64;
    let first = intake::append_in(store, &mut tx, workspace, rows).await?;
    store.commit(tx).await?;
    Ok((made, Some(first + count - 1)))
}

async fn one(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    next: &Next<'_>,
    by: By<'_>,
) -> Result<(Definition, i64)> {
    retrying!(attempt_one(store, workspace, kind, key, next, by))
}

async fn attempt_one(
    store: &Store,
    workspace: WorkspaceId,
    kind: DefinitionKind,
    key: &str,
    next: &Next<'_>,
    by: By<'_>,
) -> Result<(Definition, i64)> {
    let mut tx = store.begin().await?;
    let made = version(&mut tx, workspace, kind, key, next, by).await?;
    let row = announcement(std::slice::from_ref(&made), by)?;
    let seq = intake::append_in(store, &mut tx, workspace, vec![row]).await?;
    store.commit(tx).await?;
    Ok((made, seq))
}

/// The intake row that tells the applier of new versions.
fn announcement(made: &[Definition], by: By<'_>) -> Result<NewIntake> {
    let envelopes: Vec<Envelope> = made
        .iter()
        .map(|one| Envelope {
            message_id: message_id(one),
            source: "api".into(),
            historical: false,
            cause: None,
            depth: 0,
            received_at: by.now,
            user: by.author,
            input: Input::Definition { kind: one.kind, key: one.key.clone(), version: one.version },
        })
        .collect();
    let payload = model::input::pack(&envelopes).map_err(|e| StoreError::corrupt("a definition", e))?;
    Ok(NewIntake { payload, envelopes: envelopes.len() })
}

/// The message id under which a version enters, by which its outcome is found among those seen.
fn message_id(one: &Definition) -> String {
    format!("definition:{}:{}:{}", one.kind.as_str(), one.key, one.version)
}
