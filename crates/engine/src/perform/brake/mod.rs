//! The brake: a run, or a program that sends one by one, whose mail comes back or is complained of is stopped before it
//! spoils the sender's name, and somebody is told. What comes back after a run is over is told too, and stands in the way
//! of the next one. Operational mail outside runs is told of and goes on: somebody waits for it.

mod ends;
mod limits;
mod programs;

use super::Performer;
use crate::work::Notice;
pub(super) use ends::Ends;
use ends::Mailing;
pub(super) use limits::COMPLAINT;
use limits::past;
use model::definition::Body;
use model::{DAY, DefinitionKind, UserId};
use std::collections::HashSet;
use store::StoreError;
use store::runs::{Run, RunState};

/// What a program sends one by one is judged by its last days; so long a run that is over is still watched, and stands in
/// the way of the next.
pub const WATCHED: i64 = 7 * DAY;

impl Performer {
    /// Stops the runs and programs that are past a limit.
    pub(super) async fn brake(&self) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        for run in store::runs::due(store, workspace, now).await? {
            self.judge_run(&run).await?;
        }
        self.drop_archived().await?;
        if self.0.ends.is_new() {
            self.0.ends.look_at(self.watched().await?);
        }
        let suspects = self.0.ends.suspects();
        for suspect in &suspects {
            let judged = match suspect {
                Mailing::Run(id) => match store::runs::get(store, workspace, *id).await {
                    Ok(run) => self.judge_run(&run).await,
                    Err(error) => Err(error),
                },
                Mailing::Program { key, operational } => self.judge_program(key, *operational).await,
            };
            if let Err(error) = judged {
                self.0.ends.again(suspects);
                return Err(error);
            }
        }
        Ok(())
    }

    /// What came back before this process began, with or without one that looks, and whatever may be about these.
    async fn watched(&self) -> Result<HashSet<Mailing>, StoreError> {
        let engine = &self.0.engine;
        let since = engine.now().plus(-WATCHED);
        let runs = store::halts::runs_over(engine.store(), engine.workspace(), since).await?;
        let image = engine.image();
        let programs = image.definitions(DefinitionKind::Program);
        let program = |key: &str| [false, true].map(|operational| Mailing::Program { key: key.into(), operational });
        Ok(runs.into_iter().map(Mailing::Run).chain(programs.flat_map(|(key, _)| program(key))).collect())
    }

    async fn judge_run(&self, run: &Run) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let over = matches!(run.state, RunState::Finished | RunState::Cancelled);
        let watched = !over || run.finished_at.is_some_and(|at| at >= now.plus(-WATCHED));
        if !watched || run.frozen_at.is_none() || run.brake.is_some() {
            return Ok(());
        }
        let verdicts = store::sends::verdicts(store, workspace, run.id).await?;
        if verdicts.is_empty() {
            return Ok(());
        }
        let states = store::runs::progress(store, workspace, run.id).await?;
        let Some((brake, reason)) = past(&verdicts, &states) else { return Ok(()) };
        let program = &run.program;
        let (subject, text) = match over {
            false => (format!("Paused: {program}"), format!("The run of \"{program}\" is paused: {reason}.")),
            true => (
                format!("Came back: {program}"),
                format!(
                    "The run of \"{program}\" is over, and {reason}. Look at what came back before it is sent again."
                ),
            ),
        };
        let page = format!("programs/{program}?tab=run");
        let notices = self.notices(run.user, (subject, text, page), &format!("brake:{}", run.id)).await?;
        if store::runs::brake(store, workspace, run.id, (brake, &reason), &notices, now).await? {
            tracing::warn!(run = run.id, over, %reason, "the mail of a run comes back");
        }
        Ok(())
    }

    /// The user who answers for a program.
    pub(super) async fn owner(&self, key: &str) -> Result<Option<UserId>, StoreError> {
        let engine = &self.0.engine;
        let owner = {
            let image = engine.image();
            match image.definition(DefinitionKind::Program, key).map(|found| &found.body) {
                Some(Body::Program(program)) => program.owner.clone(),
                _ => String::new(),
            }
        };
        let users = store::users::list(engine.store(), engine.workspace()).await?;
        Ok(users
            .into_iter()
            .find(|user| !owner.is_empty() && user.email.eq_ignore_ascii_case(&owner))
            .map(|user| user.id))
    }

    /// Mails to who answers for it, or else to those who answer for everything.
    pub(super) async fn notices(
        &self,
        answers: Option<UserId>,
        (subject, text, page): (String, String, String),
        occasion: &str,
    ) -> Result<Vec<store::work::NewWork>, StoreError> {
        let engine = &self.0.engine;
        let users = store::users::list(engine.store(), engine.workspace()).await?;
        let one = users.iter().find(|user| user.active && Some(user.id) == answers).map(|user| user.id);
        let admins = || users.iter().filter(|user| user.active && user.role == model::Role::Admin).map(|user| user.id);
        let told: Vec<UserId> = one.map_or_else(|| admins().collect(), |user| vec![user]);
        let notice = |to| {
            Notice { to, subject: subject.clone(), text: text.clone(), page: page.clone() }.at(engine.now(), occasion)
        };
        Ok(told.into_iter().map(notice).collect())
    }
}
