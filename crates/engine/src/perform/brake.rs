//! The brake: a run whose mail comes back, or is complained of, is paused before it spoils the sender's name, and
//! somebody is told.

use super::Performer;
use crate::work::Notice;
use model::UserId;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use store::StoreError;
use store::runs::{Brake, Run, RunState};
use store::sends::SendState;

/// Of so many attempts, this many in a thousand came back for good.
const HARD: (i64, i64) = (500, 50);
/// Of so many delivered, this many in a thousand were complained of.
const COMPLAINTS: (i64, i64) = (1_000, 1);
/// Verdicts on a send that count.
const HARD_VERDICTS: [&str; 2] = ["hard_user", "hard_domain"];
pub(super) const COMPLAINT: &str = "complaint";

/// How attempts of runs ended since this process began: so that somebody looks at once when a run may be past a limit, and
/// not after hundreds of further messages.
#[derive(Default)]
pub(super) struct Ends(Mutex<HashMap<i64, (i64, i64)>>);

impl Ends {
    /// Counts the end of an attempt; whether its run may be past the limit with it.
    pub fn count(&self, run: Option<i64>, (state, verdict): (SendState, Option<&str>)) -> bool {
        let (Some(run), SendState::Sent | SendState::Failed | SendState::Unknown) = (run, state) else {
            return false;
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (attempts, hard) = all.entry(run).or_default();
        *attempts += 1;
        let came_back = verdict.is_some_and(|verdict| HARD_VERDICTS.contains(&verdict));
        *hard += i64::from(came_back);
        came_back && *attempts >= HARD.0 && *hard * 1_000 >= *attempts * HARD.1
    }
}

impl Performer {
    /// Pauses the running runs that are past a limit.
    pub(super) async fn brake_runs(&self) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        for run in store::runs::due(store, workspace, now).await? {
            if run.state != RunState::Running || run.brake.is_some() {
                continue;
            }
            let verdicts = store::sends::verdicts(store, workspace, run.id).await?;
            if verdicts.is_empty() {
                continue;
            }
            let states = store::runs::progress(store, workspace, run.id).await?;
            let Some((brake, reason)) = past(&verdicts, &states) else { continue };
            let notices = self.notices(&run, &reason).await?;
            if store::runs::brake(store, workspace, run.id, (brake, &reason), &notices, now).await? {
                tracing::warn!(run = run.id, %reason, "a run is paused");
            }
        }
        Ok(())
    }

    /// Mails to who began the run, or else to those who answer for everything.
    async fn notices(&self, run: &Run, reason: &str) -> Result<Vec<store::work::NewWork>, StoreError> {
        let engine = &self.0.engine;
        let users = store::users::list(engine.store(), engine.workspace()).await?;
        let began = users.iter().find(|user| user.active && Some(user.id) == run.user).map(|user| user.id);
        let admins = || users.iter().filter(|user| user.active && user.role == model::Role::Admin).map(|user| user.id);
        let told: Vec<UserId> = began.map_or_else(|| admins().collect(), |user| vec![user]);
        let notice = |to| Notice {
            to,
            subject: format!("Paused: {}", run.program),
            text: format!("The run of \"{}\" is paused: {reason}.", run.program),
            page: format!("programs/{}?tab=run", run.program),
        };
        Ok(told.into_iter().map(|to| notice(to).at(engine.now(), &format!("brake:{}", run.id))).collect())
    }
}

/// The limit that a run is past, in words.
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
    fn who_counts_along_looks_where_mail_comes_back() {
        let ends = Ends::default();
        let (sent, back) = ((SendState::Sent, None), (SendState::Failed, Some("hard_user")));
        assert!((0..475).all(|_| !ends.count(Some(7), sent)));
        assert!((0..24).all(|_| !ends.count(Some(7), back)));
        assert!(!ends.count(Some(7), (SendState::Deferred, None)), "no end");
        assert!(!ends.count(None, back) && !ends.count(Some(8), back));
        assert!(ends.count(Some(7), back) && !ends.count(Some(7), sent));
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
