//! The brake: a run, or a program that sends one by one, whose mail comes back or is complained of is stopped before it
//! spoils the sender's name, and somebody is told. What comes back after a run is over is told too, and stands in the way
//! of the next one. Operational mail outside runs is told of and goes on: somebody waits for it.

mod ends;

use super::Performer;
use crate::work::Notice;
pub(super) use ends::Ends;
use ends::Mailing;
use model::definition::Body;
use model::{DAY, DefinitionKind, UserId};
use std::collections::BTreeMap;
use store::StoreError;
use store::halts::Halt;
use store::runs::{Brake, Run, RunState};
use store::sends::SendState;

/// Of so many attempts, this many in a thousand came back for good.
const HARD: (i64, i64) = (500, 50);
/// Of so many delivered, this many in a thousand were complained of.
const COMPLAINTS: (i64, i64) = (1_000, 1);
/// Verdicts on a send that count.
const HARD_VERDICTS: [&str; 2] = ["hard_user", "hard_domain"];
pub(super) const COMPLAINT: &str = "complaint";
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

    async fn judge_run(&self, run: &Run) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let over = run.state == RunState::Finished && run.finished_at.is_some_and(|at| at >= now.plus(-WATCHED));
        if !(run.state == RunState::Running || over) || run.brake.is_some() {
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

    async fn judge_program(&self, key: &str, operational: bool) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let earlier = store::halts::all(store, workspace).await?.remove(key);
        let mut since = now.plus(-WATCHED);
        match earlier {
            Some(halt) if halt.brake != Brake::Released && !operational => return Ok(()),
            Some(halt) if halt.brake == Brake::Released => since = since.max(halt.at),
            _ => {}
        }
        let ended = store::halts::ended(store, workspace, (key, operational), since).await?;
        let Some((brake, reason)) = past(&ended.verdicts, &ended.states) else { return Ok(()) };
        let subject = if operational { format!("Came back: {key}") } else { format!("Stopped: {key}") };
        let text = match operational {
            false => format!(
                "The program \"{key}\" is stopped: {reason}. Its marketing mail waits until somebody lets it go on."
            ),
            true => format!("Mail of the program \"{key}\" comes back: {reason}. It is operational mail, and goes on."),
        };
        let about = (subject, text, format!("programs/{key}"));
        if operational {
            // Told once in the days that it is judged by.
            let notices =
                self.notices(self.owner(key).await?, about, &format!("back:{key}:{}", now.0 / WATCHED)).await?;
            return store::work::add(store, workspace, &notices, now).await;
        }
        let notices = self.notices(self.owner(key).await?, about, &format!("halt:{key}:{}", now.0)).await?;
        let halt = Halt { brake, reason, at: now };
        if store::halts::stop(store, workspace, key, &halt, &notices).await? {
            tracing::warn!(program = key, reason = halt.reason, "a program is stopped");
        }
        Ok(())
    }

    /// Lets a stopped program go on, and what has waited go or be dropped; false when it is not stopped.
    pub async fn release_program(&self, key: &str, waited: store::halts::Waited) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let (store, workspace) = (engine.store(), engine.workspace());
        let released = store::halts::release(store, workspace, key, waited, engine.now()).await?;
        self.wake_up();
        Ok(released)
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

/// The limit that mail is past, in words.
fn past(verdicts: &BTreeMap<String, i64>, states: &BTreeMap<SendState, i64>) -> Option<(Brake, String)> {
    let of = |states: &BTreeMap<SendState, i64>, state| states.get(&state).copied().unwrap_or(0);
    let taken = of(states, SendState::Sent) + of(states, SendState::Unknown);
    let attempts = taken + of(states, SendState::Failed);
    let hard: i64 = HARD_VERDICTS.iter().filter_map(|verdict| verdicts.get(*verdict)).sum();
    let complaints = verdicts.get(COMPLAINT).copied().unwrap_or(0);
    if complaints > 0 && taken >= COMPLAINTS.0 && complaints * 1_000 >= taken * COMPLAINTS.1 {
        let reason = format!("{complaints} of {taken} recipients complained of spam, which is 0.1 % or more");
        return Some((Brake::Complaints, reason));
    }
    if attempts >= HARD.0 && hard * 1_000 >= attempts * HARD.1 {
        let reason = format!("{hard} of {attempts} messages came back for good, which is 5 % or more");
        return Some((Brake::HardBounces, reason));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(sent: i64, failed: i64, hard: i64, complaints: i64) -> Option<Brake> {
        let verdicts = [("hard_user".to_string(), hard), (COMPLAINT.to_string(), complaints), ("block".into(), 900)];
        let states = [(SendState::Sent, sent), (SendState::Failed, failed), (SendState::Queued, 10_000)];
        past(&verdicts.into(), &states.into()).map(|(brake, _)| brake)
    }

    #[test]
    fn a_run_is_stopped_from_the_limit_on_and_not_by_few() {
        assert_eq!(judged(450, 49, 49, 0), None, "too few attempts");
        assert_eq!(judged(475, 25, 25, 0), Some(Brake::HardBounces));
        assert_eq!(judged(476, 24, 24, 0), None);
        // Those that came back later were sent.
        assert_eq!(judged(1_000, 0, 50, 0), Some(Brake::HardBounces));
        assert_eq!(judged(999, 0, 0, 3), None, "too few delivered");
        assert_eq!(judged(1_000, 0, 0, 1), Some(Brake::Complaints));
        assert_eq!(judged(1_001, 0, 0, 1), None);
        // Who refuses the sender says nothing about the addresses.
        assert_eq!(judged(100, 900, 0, 0), None);
    }
}
