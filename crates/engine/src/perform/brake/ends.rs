//! How attempts ended since this process began: so that somebody looks at once when a limit may be passed, and not after
//! hundreds of further messages.

use super::limits::{Back, COMPLAINT, COMPLAINTS, too_many};
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

/// Attempts, and those of them that came back.
#[derive(Default)]
struct Attempts {
    all: i64,
    hard: i64,
    content: i64,
}

#[derive(Default)]
struct Counted {
    all: HashMap<Mailing, Attempts>,
    suspects: HashSet<Mailing>,
    /// Those that somebody complained of; programs until they are let go on.
    complained: HashSet<Mailing>,
    /// It is known who is watched for what came back before.
    began: bool,
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
        let attempts = counted.all.entry(mailing.clone()).or_default();
        attempts.all += 1;
        let of_its_kind = verdict.and_then(Back::of).map(|back| match back {
            Back::Hard => &mut attempts.hard,
            Back::Content => &mut attempts.content,
        });
        let suspect = of_its_kind.is_some_and(|back| {
            *back += 1;
            match mailing {
                Mailing::Run(_) => too_many(*back, attempts.all),
                // It goes on for months: what was sent long ago says nothing of today.
                Mailing::Program { .. } => *back % FEW == 0,
            }
        });
        // Enough may have gone out by now for complaints to count that came before. How much did before this process
        // began is not known here; nor, of a program, how much of it still counts.
        let may_be_enough = match mailing {
            Mailing::Run(_) => attempts.all <= COMPLAINTS.0,
            Mailing::Program { .. } => true,
        };
        let enough = may_be_enough && attempts.all % SOME == 0;
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
        if verdict == COMPLAINT || Back::of(verdict).is_some() {
            counted.suspects.extend(Mailing::of(send));
        }
    }

    /// Complaints of a program count that this process may not have heard.
    pub(super) fn complained_of(&self, key: &str, operational: bool) {
        self.counted().complained.insert(Mailing::Program { key: key.into(), operational });
    }

    /// A stopped program goes on: what came back before does not count any more.
    pub(super) fn let_go(&self, key: &str) {
        self.counted().complained.remove(&Mailing::Program { key: key.into(), operational: false });
    }

    /// Whether nobody has said yet who is watched for what came back before this process began.
    pub(super) fn is_new(&self) -> bool {
        !self.counted().began
    }

    /// Those that are watched since before this process began.
    pub(super) fn look_at(&self, watched: HashSet<Mailing>) {
        let mut counted = self.counted();
        counted.began = true;
        counted.suspects.extend(watched);
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

    #[test]
    fn a_program_that_is_complained_of_is_looked_at_now_and_then_until_it_is_let_go_on() {
        let ends = Ends::default();
        let welcome = send(None, "welcome");
        assert!((0..5_000).all(|_| !ends.count(&welcome, (SendState::Sent, None))));
        let looks = |attempts: i64| (0..attempts).filter(|_| ends.count(&welcome, (SendState::Sent, None))).count();
        ends.heard(&welcome, "complaint");
        assert_eq!(looks(1_000), 10);
        ends.let_go("welcome");
        assert_eq!(looks(1_000), 0);
        // What came before this process began is told by whoever has looked.
        ends.complained_of("welcome", false);
        assert_eq!(looks(1_000), 10);
    }

    #[test]
    fn what_is_refused_for_its_content_is_counted_by_itself() {
        let ends = Ends::default();
        let (seventh, refused) = (send(Some(7), "spring"), (SendState::Failed, Some("content")));
        assert!((0..451).all(|_| !ends.count(&seventh, (SendState::Sent, None))));
        assert!((0..24).all(|_| !ends.count(&seventh, (SendState::Failed, Some("hard_user")))));
        assert!((0..24).all(|_| !ends.count(&seventh, refused)));
        assert!(ends.count(&seventh, refused));
        assert!(ends.is_new() && ends.suspects() == HashSet::from([Mailing::Run(7)]));
        ends.heard(&send(Some(8), "spring"), "content");
        ends.look_at(HashSet::from([Mailing::Run(9)]));
        assert!(!ends.is_new() && ends.suspects() == HashSet::from([Mailing::Run(8), Mailing::Run(9)]));
    }
}
