//! Runs of batch programs: frozen first (whom, which version, as of which change), then made into send rows piece by
//! piece, then finished when no row is open.

mod frozen;

use super::Performer;
use super::approved::Approved;
use super::variants::Tested;
pub(super) use frozen::check;
use frozen::{audience, send_of};
use model::{ContactId, Timestamp, UserId};
use roaring::RoaringTreemap;
use store::StoreError;
use store::approvals::Decision;
use store::runs::{Chunk, Moved, NewRun, Request, Run, RunState, Unmade};
use store::sends::NewSend;

/// Contacts made into sends in one transaction.
const CHUNK: usize = 1_000;

/// Why a run cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("there is no published program \"{0}\"; publish it first")]
    NoProgram(String),
    #[error("the program \"{0}\" sends no batch; only batch programs have runs")]
    NotABatch(String),
    #[error("the program \"{0}\" is not active; activate and publish it first")]
    NotActive(String),
    #[error("the email \"{0}\" is not published; publish it first")]
    NoEmail(String),
    #[error("the segment \"{0}\" is not published; publish it first")]
    NoSegment(String),
    #[error("a run of the program \"{0}\" is not over yet; wait until it has finished, or cancel it first")]
    NotOver(String),
    /// An earlier request of the same name has started this one.
    #[error("run {} was started by an earlier request", .0.id)]
    Started(Box<Run>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How a run comes to be started.
pub(super) enum How<'d> {
    /// By a request, which may have a name.
    Asked(Option<Request>),
    Approved(Option<Request>, &'d Decision),
}

impl Performer {
    /// Starts a batch program at a time, or at once. Who is in the segment then is who gets it. A `request` starts one run.
    pub async fn start_run(
        &self,
        program: &str,
        at: Option<Timestamp>,
        user: Option<UserId>,
        request: Option<Request>,
    ) -> Result<Run, RunError> {
        self.begin(program, at.unwrap_or(self.0.engine.now()), user, How::Asked(request)).await
    }

    /// Puts a run that has not begun to another time; false when it has begun.
    pub async fn reschedule_run(&self, run: i64, at: Timestamp) -> Result<bool, RunError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let run = store::runs::get(store, workspace, run).await?;
        let moved = store::runs::reschedule(store, workspace, &run, at).await?;
        self.wake_up();
        match moved {
            Moved::Moved => Ok(true),
            Moved::Begun => Ok(false),
            Moved::NotAlone => Err(RunError::NotOver(run.program)),
        }
    }

    pub(super) async fn begin(
        &self,
        program: &str,
        scheduled_at: Timestamp,
        user: Option<UserId>,
        how: How<'_>,
    ) -> Result<Run, RunError> {
        let engine = &self.0.engine;
        let new = {
            let image = engine.image();
            let (email, operational) = check(&image, program)?;
            NewRun { program: program.into(), email, operational, scheduled_at, user }
        };
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let run = match how {
            How::Asked(request) => store::runs::create(store, workspace, &new, request.as_ref(), now).await?,
            How::Approved(request, decision) => {
                store::runs::create_approved(store, workspace, &new, request.as_ref(), decision, now).await?
            }
        };
        let run = run.map_err(|unmade| match unmade {
            Unmade::Started(run) => RunError::Started(run),
            Unmade::NotAlone => RunError::NotOver(program.into()),
        })?;
        self.wake_up();
        Ok(run)
    }

    /// Lets a paused run go on; one that was stopped by what came back, only `in_spite` of it.
    pub async fn resume_run(&self, run: i64, in_spite: bool) -> Result<bool, StoreError> {
        let resumed = store::runs::resume(self.0.engine.store(), self.0.engine.workspace(), run, in_spite).await?;
        self.wake_up();
        Ok(resumed)
    }

    /// Freezes runs whose time has come and makes their sends; returns how many steps were taken.
    pub(super) async fn advance_runs(&self) -> Result<usize, StoreError> {
        let (engine, mut steps) = (&self.0.engine, 0);
        for run in store::runs::due(engine.store(), engine.workspace(), engine.now()).await? {
            steps += match run.state {
                RunState::Scheduled => usize::from(self.freeze(&run).await?),
                RunState::Running if !run.materialised => usize::from(self.materialise(&run).await?),
                _ => 0,
            };
        }
        Ok(steps)
    }

    /// Marks runs finished in which no send is open; of cancelled ones none stays so.
    pub(super) async fn finish_runs(&self) -> Result<(), StoreError> {
        let (store, workspace, now) = (self.0.engine.store(), self.0.engine.workspace(), self.0.engine.now());
        store::runs::hold_cancelled(store, workspace, now).await?;
        for run in store::runs::due(store, workspace, now).await? {
            if run.state == RunState::Running && run.materialised {
                store::runs::finish(store, workspace, run.id, now).await?;
            }
        }
        Ok(())
    }

    async fn freeze(&self, run: &Run) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let approved = match store::approvals::of_run(store, workspace, run.id).await? {
            Some(request) => Some(Approved::of(engine, request).await?),
            None => None,
        };
        // Of one image: what is frozen is what was compared.
        let frozen = {
            let image = engine.image();
            match approved.and_then(|approved| approved.changed(&image)) {
                None => Ok(audience(&image, run)),
                Some(what) => Err(format!("{what} has changed since it was approved; ask for approval again")),
            }
        };
        match frozen {
            Err(why) => self.call_off(run, &why).await,
            Ok(Ok(freeze)) => store::runs::freeze(store, workspace, run.id, &freeze, now).await,
            Ok(Err(why)) => {
                tracing::warn!(run = run.id, %why, "a run cannot be started and is cancelled");
                store::runs::cancel(store, workspace, run.id, now).await
            }
        }
    }

    async fn materialise(&self, run: &Run) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let test = Tested::of(run)?;
        let trying = test.as_ref().is_some_and(|test| test.is_trying(run)) && run.audience_count > 0;
        if let Some(test) = test.as_ref().filter(|_| trying && run.test_state.is_some()) {
            return self.await_winner(run, test).await;
        }
        let audience = store::runs::audience(store, workspace, run.id).await?;
        let audience = RoaringTreemap::deserialize_from(&audience[..])
            .map_err(|error| StoreError::State(format!("the audience of run {} is damaged: {error}", run.id)))?;
        let after = u64::try_from(run.position).unwrap_or(0);
        let left = audience.len() - audience.rank(after);
        if let Some(test) = test.as_ref().filter(|_| trying && left == 0) {
            return self.begin_waiting(run, test).await;
        }
        let ids: Vec<u64> = audience.iter().skip_while(|id| *id <= after).take(CHUNK).collect();
        let mut sends: Vec<NewSend> = {
            let image = engine.image();
            ids.iter().filter_map(|id| send_of(&image, run, test.as_ref(), ContactId(*id as i64), now)).collect()
        };
        self.spare_comparable(&mut sends).await?;
        let to = ids.last().map_or(run.position, |id| *id as i64);
        let chunk = Chunk { from: run.position, to, sends, last: !trying && left <= ids.len() as u64 };
        store::runs::materialise(store, workspace, run.id, &chunk, now).await
    }
}
