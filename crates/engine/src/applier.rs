//! The applier: reads the intake in order, decides at the desk, commits, folds. One a workspace; a lease with a token
//! fences out a former one that wakes up late.

use crate::batch::Batch;
use crate::commit::{Until, commit_of};
use crate::desk::Desk;
use crate::keep::{catch_up, keep_snapshot};
use crate::known::read_known;
use crate::{Engine, EngineError};
use model::input::unpack;
use model::*;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use store::applier;
use store::applier::{Commit, CommitError, Cursor, Token};
use store::intake::IntakeRow;

/// Intake rows, and inputs, that one transaction takes at most.
const MOST_ROWS: usize = 64;
const MOST_INPUTS: usize = 2_000;
const LEASE: Duration = Duration::from_secs(15);
const LEASE_MS: u64 = LEASE.as_millis() as u64;
const POLL: Duration = Duration::from_millis(500);
/// How often a quiet moment is used to keep a snapshot.
const SNAPSHOTS: Duration = Duration::from_secs(300);
/// How often nurture is asked for casts that are due.
const CASTS: Duration = Duration::from_secs(20);

/// Takes the lease and applies from then on in a task of its own.
pub(crate) async fn spawn(engine: Engine) -> Result<(), EngineError> {
    let token = take_lease(&engine).await?;
    tokio::spawn(async move {
        if let Err(error) = run(&engine, token).await {
            tracing::error!(%error, "the applier stopped");
        }
        if let Err(error) = applier::release(engine.store(), engine.workspace(), token).await {
            tracing::warn!(%error, "the lease could not be given back; it runs out by itself");
        }
        engine.0.stop.cancel();
        engine.0.released.cancel();
    });
    Ok(())
}

async fn take_lease(engine: &Engine) -> Result<Token, EngineError> {
    let options = &engine.0.options;
    for _ in 0..40 {
        let token = applier::lease(engine.store(), options.workspace, &options.holder, LEASE_MS).await?;
        if let Some(token) = token {
            return Ok(token);
        }
        tokio::time::sleep(POLL).await;
    }
    Err(EngineError::Taken)
}

async fn run(engine: &Engine, token: Token) -> Result<(), EngineError> {
    let mut cursor = applier::cursor(engine.store(), engine.workspace()).await?;
    let (mut renewed, mut ticked, mut looked, mut kept) =
        (Instant::now(), Instant::now(), Instant::now(), Instant::now());
    let mut kept_seq = engine.image().seq();
    while !engine.0.stop.is_cancelled() {
        if renewed.elapsed() > LEASE / 3 {
            if !applier::renew(engine.store(), engine.workspace(), token, LEASE_MS).await? {
                return Err(EngineError::Taken);
            }
            renewed = Instant::now();
        }
        let rows = store::intake::read(engine.store(), engine.workspace(), cursor.applied, MOST_ROWS).await?;
        // Time passes for everybody also while events keep coming.
        if engine.0.options.ticks && (rows.is_empty() || ticked.elapsed() > POLL) {
            ticked = Instant::now();
            let casts = looked.elapsed() > CASTS;
            if casts {
                looked = Instant::now();
            }
            if something_due(engine) || casts && cast_due(engine) {
                cursor = tick(engine, token, cursor).await?;
            }
        }
        if rows.is_empty() {
            if kept.elapsed() > SNAPSHOTS && engine.image().seq() > kept_seq {
                kept_seq = engine.image().seq();
                keep_snapshot(engine);
                kept = Instant::now();
            }
            tokio::select! {
                () = engine.0.wake.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                () = engine.0.stop.cancelled() => {}
            }
            continue;
        }
        cursor = apply(engine, token, cursor, rows).await?;
    }
    Ok(())
}

/// Whether time alone has made something due.
fn something_due(engine: &Engine) -> bool {
    let (image, now) = (engine.image(), engine.now());
    image.next_due().is_some_and(|due| due <= now)
}

/// Whether a nurture cast is due.
fn cast_due(engine: &Engine) -> bool {
    let (image, now) = (engine.image(), engine.now());
    let programs = image.definitions(DefinitionKind::Program);
    programs.into_iter().any(|(key, _)| image.nurture_places(key).iter().any(|(_, place)| place.next_at <= now))
}

/// Settles what time alone has changed: a batch without an input, recorded with its `now` like any other.
async fn tick(engine: &Engine, token: Token, cursor: Cursor) -> Result<Cursor, EngineError> {
    let known = read_known(engine, &[]).await?;
    let now = engine.now().max(cursor.evaluated_to);
    let decided = {
        let image = engine.image();
        let mut desk = Desk::new(&image, now, &cursor, known);
        desk.pass_time();
        desk.finish()
    };
    let (commit, until) = commit_of(&cursor, cursor.applied, now, decided, &[], &[]);
    settle_commit(engine, token, cursor, commit, until).await
}

/// Splits off the rows that one transaction takes: up to the limit, and a published definition alone, because it is
/// settled for everybody over the image as it stands.
fn take_rows(rows: Vec<IntakeRow>) -> (i64, Vec<Envelope>) {
    let mut taken = Vec::new();
    let mut last = 0;
    for row in rows {
        let envelopes = unpack(&row.payload).unwrap_or_else(|error| {
            tracing::error!(seq = row.seq, %error, "an intake row cannot be read and is passed over");
            Vec::new()
        });
        let defines = |envelopes: &[Envelope]| envelopes.iter().any(|e| matches!(e.input, Input::Definition { .. }));
        let alone = defines(&envelopes);
        if !taken.is_empty() && (alone || defines(&taken) || taken.len() + envelopes.len() > MOST_INPUTS) {
            break;
        }
        last = row.seq;
        taken.extend(envelopes);
        if alone {
            break;
        }
    }
    (last, taken)
}

async fn apply(engine: &Engine, token: Token, cursor: Cursor, rows: Vec<IntakeRow>) -> Result<Cursor, EngineError> {
    let (last, envelopes) = take_rows(rows);
    let (store, workspace) = (engine.store(), engine.workspace());
    let ids: Vec<String> = envelopes.iter().map(|envelope| envelope.message_id.clone()).collect();
    let seen = store::seen::outcomes(store, workspace, &ids).await?;
    let mut fresh: Vec<&Envelope> = Vec::with_capacity(envelopes.len());
    let mut here = std::collections::HashSet::new();
    for envelope in &envelopes {
        if !seen.contains_key(&envelope.message_id) && here.insert(envelope.message_id.as_str()) {
            fresh.push(envelope);
        }
    }
    let now = engine.now().max(cursor.evaluated_to);
    let batch = Batch { cursor: &cursor, last, now, fresh: &fresh };
    let known = read_known(engine, &fresh).await?;
    let failure = match batch.decide(engine, known, &BTreeSet::new()) {
        None => None,
        Some((commit, until)) => match settle_commit(engine, token, cursor.clone(), commit, until).await {
            Err(EngineError::Store(error)) if error.is_about_the_data() => Some(error),
            done => return done,
        },
    };
    let faulty = batch.faulty(engine, token).await?;
    tracing::error!(inputs = faulty.len(), ?failure, "a batch could not be applied; those to blame are parked");
    let known = read_known(engine, &fresh).await?;
    match (batch.decide(engine, known, &faulty), failure) {
        (Some((commit, until)), _) => settle_commit(engine, token, cursor, commit, until).await,
        (None, Some(error)) => Err(error.into()),
        (None, None) => Err(EngineError::Undecidable),
    }
}

/// Commits, folds, and tells those who wait.
async fn settle_commit(
    engine: &Engine,
    token: Token,
    cursor: Cursor,
    commit: Commit,
    until: Until,
) -> Result<Cursor, EngineError> {
    let (store, workspace) = (engine.store(), engine.workspace());
    match applier::commit(store, workspace, token, &cursor, &commit).await {
        Ok(()) => {}
        Err(CommitError::Fenced) => return Err(EngineError::Taken),
        Err(CommitError::Unknown(error)) => {
            // Whether it was committed, only the database knows: read the cursor, and fold what it says.
            tracing::warn!(%error, "the outcome of a commit is unknown; reading again");
            let actual = applier::cursor(store, workspace).await?;
            let mut image = engine.image().clone();
            catch_up(store, workspace, &mut image).await?;
            *engine.image_mut() = image;
            engine.0.applied.send_replace(actual.applied);
            return Ok(actual);
        }
        Err(CommitError::Other(error)) => return Err(error.into()),
    }
    if let Some(batch) = &commit.batch {
        let mut image = engine.image_mut();
        image.fold(batch).map_err(|error| EngineError::Fold(error.to_string()))?;
        until.into_iter().for_each(|(contact, until)| image.note_until(contact, until));
        drop(image);
        tracing::debug!(changes = batch.changes.len(), activities = batch.activities.len(), "applied");
    }
    engine.0.applied.send_replace(commit.cursor.applied);
    Ok(commit.cursor)
}
