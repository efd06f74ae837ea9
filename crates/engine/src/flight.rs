//! A batch on its way into the store, while the next one is decided: how it is sent, what happens when it lands, and when
//! it does not land as it was decided.

use crate::EngineError;
use crate::applier::Applier;
use crate::batch::Batch;
use crate::commit::Until;
use std::sync::Arc;
use store::StoreError;
use store::applier::{self, Commit, CommitError};
use tokio::task::JoinHandle;

/// A decided batch on its way into the store.
pub(crate) struct Flight {
    pub batch: Batch,
    pub commit: Arc<Commit>,
    until: Until,
    task: JoinHandle<Result<(), CommitError>>,
}

impl Applier {
    pub fn launch(&mut self, batch: Batch, commit: Commit, until: Until) {
        self.keys.follow(&commit.identities);
        self.cursor = commit.cursor;
        let commit = Arc::new(commit);
        self.launched = Some(commit.clone());
        let (store, workspace, token, old) =
            (self.engine.store().clone(), self.engine.workspace(), self.engine.0.token, batch.cursor);
        let new = commit.clone();
        let task = tokio::spawn(async move { applier::commit(&store, workspace, token, &old, &new).await });
        self.flight = Some(Flight { batch, commit, until, task });
    }

    /// Waits for the batch on its way. False when it did not come to stand as it was decided: what was decided after
    /// it, or read behind it, is void.
    pub async fn land(&mut self) -> Result<bool, EngineError> {
        let Some(Flight { batch, commit, until, task }) = self.flight.take() else { return Ok(true) };
        let lost = |_| Err(CommitError::Unknown(StoreError::State("the commit was interrupted".into())));
        match task.await.unwrap_or_else(lost) {
            Err(CommitError::Other(error)) if error.is_about_the_data() => {
                self.sort_out(&batch, Some(error)).await?;
                Ok(false)
            }
            done => self.settle(done, &commit, until).await,
        }
    }

    /// Applies a batch that failed without the inputs that are to blame.
    pub async fn sort_out(&mut self, batch: &Batch, failure: Option<StoreError>) -> Result<(), EngineError> {
        tracing::error!(?failure, "a batch could not be applied; looking for the inputs to blame");
        self.look_anew();
        self.cursor = batch.cursor;
        match (batch.decide_rest(&self.engine, self.engine.0.token, &mut self.keys).await?, failure) {
            (Some((commit, until)), _) => self.commit(commit, until).await,
            (None, Some(error)) => Err(error.into()),
            (None, None) => Err(EngineError::Undecidable),
        }
    }

    /// Commits what is decided where the cursor stands, and waits for it.
    pub async fn commit(&mut self, commit: Commit, until: Until) -> Result<(), EngineError> {
        let (store, workspace) = (self.engine.store(), self.engine.workspace());
        let done = applier::commit(store, workspace, self.engine.0.token, &self.cursor, &commit).await;
        self.keys.follow(&commit.identities);
        self.cursor = commit.cursor;
        self.settle(done, &commit, until).await.map(drop)
    }

    /// After a commit: folds, and tells those who wait. False when only the store knew what became of it.
    async fn settle(
        &mut self,
        done: Result<(), CommitError>,
        commit: &Commit,
        until: Until,
    ) -> Result<bool, EngineError> {
        let engine = &self.engine;
        match done {
            Ok(()) => {}
            Err(CommitError::Fenced) => return Err(EngineError::Taken),
            Err(CommitError::Unknown(error)) => {
                // Whether it was committed, only the database knows: read the cursor, and fold what it says.
                tracing::warn!(%error, "the outcome of a commit is unknown; reading again");
                self.read_again().await?;
                return Ok(false);
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
        Ok(true)
    }
}
