//! How attempts ended since this process began: so that somebody looks at once when a limit may be passed, and not after
//! hundreds of further messages.

use super::{COMPLAINT, COMPLAINTS, HARD, HARD_VERDICTS};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::sends::{Send, SendState};

/// After so many further messages of a program that came back, somebody looks: at the limit these are a hundred attempts.
const FEW: i64 = 5;
/// And of one that was complained of, after so many attempts.
const SOME: i64 = 100;

/// What is stopped as one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Mailing {
    Run(i64),
    /// What a trigger or nurture program sends: its marketing or its operational mail.
    Program {
        key: String,
        operational: bool,
    },
}

impl Mailing {
    fn of(send: &Send) -> Option<Mailing> {
        let program = || send.program.clone().map(|key| Mailing::Program { key, operational: send.operational });
        send.run.map(Mailing::Run).or_else(program)
    }
}

#[derive(Default)]
struct Counted {
    /// Attempts, and those of them that came back.
    all: HashMap<Mailing, (i64, i64)>,
    suspects: HashSet<Mailing>,
    /// Those that somebody complained of.
    complained: HashSet<Mailing>,
}

#[derive(Default)]
pub(in super::super) struct Ends(Mutex<Counted>);

impl Ends {
    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts the end of an attempt; whether its run or program may be past the limit with it.
    pub fn count(&self, send: &Send, (state, verdict): (SendState, Option<&str>)) -> bool {
        let (Some(mailing), SendState::Sent | SendState::Failed | SendState::Unknown) = (Mailing::of(send), state)
        else {
            return false;
        };
        let mut counted = self.counted();
        let counted = &mut *counted;
        let (attempts, hard) = counted.all.entry(mailing.clone()).or_default();
        *attempts += 1;
        let came_back = verdict.is_some_and(|verdict| HARD_VERDICTS.contains(&verdict));
        *hard += i64::from(came_back);
        let suspect = came_back
            && match mailing {
                Mailing::Run(_) => *attempts >= HARD.0 && *hard * 1_000 >= *attempts * HARD.1,
                // It goes on for months: what was sent long ago says nothing of today.
                Mailing::Program { .. } => *hard % FEW == 0,
            };
        // Enough may have gone out by now for complaints to count that came before. How much did before this process
        // began is not known here.
        let enough = *attempts <= COMPLAINTS.0 && *attempts % SOME == 0;
        let suspect = suspect || enough && counted.complained.contains(&mailing);
        if suspect {
            counted.suspects.insert(mailing);
        }
        suspect
    }

    /// What has become known of a send that had gone out.
    pub fn heard(&self, send: &Send, verdict: &str) {
        let mut counted = self.counted();
        if verdict == COMPLAINT {
            counted.complained.extend(Mailing::of(send));
        }
        if verdict == COMPLAINT || HARD_VERDICTS.contains(&verdict) {
            counted.suspects.extend(Mailing::of(send));
        }
    }

    /// Those to be looked at, once.
    pub(super) fn suspects(&self) -> HashSet<Mailing> {
        std::mem::take(&mut self.counted().suspects)
    }

    /// Those that could not be looked at.
    pub(super) fn again(&self, suspects: HashSet<Mailing>) {
        self.counted().suspects.extend(suspects);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ContactId, SendId, Timestamp};

    fn send(run: Option<i64>, program: &str) -> Send {
        Send {
            id: SendId(1),
            run,
            program: Some(program.into()),
            occurrence: String::new(),
            contact: ContactId(1),
            address: String::new(),
            email: String::new(),
            email_version: 1,
            operational: false,
            details: String::new(),
            state: SendState::Sent,
            due_at: Timestamp(0),
            attempt: 1,
            token: 1,
            message_id: None,
            reason: None,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            handed_at: None,
            way: None,
        }
    }

    #[test]
    fn who_counts_along_looks_where_mail_comes_back() {
        let ends = Ends::default();
        let (sent, back) = ((SendState::Sent, None), (SendState::Failed, Some("hard_user")));
        let (seventh, eighth, welcome) = (send(Some(7), "spring"), send(Some(8), "spring"), send(None, "welcome"));
        assert!((0..475).all(|_| !ends.count(&seventh, sent)));
        assert!((0..24).all(|_| !ends.count(&seventh, back)));
        assert!(!ends.count(&seventh, (SendState::Deferred, None)), "no end");
        assert!(!ends.count(&welcome, back) && !ends.count(&eighth, back));
        assert!(ends.suspects().is_empty());
        assert!(ends.count(&seventh, back) && !ends.count(&seventh, sent));
        assert_eq!(ends.suspects(), HashSet::from([Mailing::Run(7)]));
        // However much has gone out well before.
        assert!((0..10_000).all(|_| !ends.count(&welcome, sent)) && (0..3).all(|_| !ends.count(&welcome, back)));
        assert!(ends.count(&welcome, back));
        ends.heard(&seventh, "delivered");
        ends.heard(&eighth, "complaint");
        let program = Mailing::Program { key: "welcome".into(), operational: false };
        assert_eq!(ends.suspects(), HashSet::from([program, Mailing::Run(8)]));
        assert!(ends.suspects().is_empty());
        // Once had come back before. Up to the thousandth, enough may have gone out for that complaint to count.
        assert!((0..98).all(|_| !ends.count(&eighth, sent)) && ends.count(&eighth, sent));
        assert_eq!((0..2_000).filter(|_| ends.count(&eighth, sent)).count(), 9);
    }
}
