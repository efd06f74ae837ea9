//! What must hold, whatever happened: the rows of sends, what the product tells of them and what the mail server has seen
//! are the same story.

use super::driver::{CONNECTIONS, Driver};
use super::told::Told;
use super::verdict::{MISCOUNTED, MISSING, NEVER_ARRIVED, TWICE, Verdict};
use super::world::{self, MARKETING, OPERATIONAL, Sort};
use sink::{Ledger, Transaction};
use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, SystemTime};
use store::sends::{Send, SendState};

/// What recording an answer may take on a busy machine.
const RECORDING: Duration = Duration::from_secs(2);

struct Judge<'a> {
    driver: &'a Driver,
    rows: &'a [Send],
    /// Transactions by recipient.
    seen: HashMap<&'a str, Vec<&'a Transaction>>,
    ledger: &'a Ledger,
    verdict: Verdict,
}

/// Reconciles the three.
pub fn judge(driver: &Driver, told: &Told) -> Verdict {
    judged(driver, |judge| {
        judge.recipients();
        judge.counters(told);
    })
}

/// The same but for who was to get what, and for what is told of it.
pub fn judge_mail(driver: &Driver) -> Verdict {
    judged(driver, |_| {})
}

fn judged(driver: &Driver, further: impl FnOnce(&mut Judge)) -> Verdict {
    let (rows, ledger) = (driver.rows(), driver.ledger());
    let mut seen: HashMap<&str, Vec<&Transaction>> = HashMap::new();
    for transaction in &ledger.transactions {
        for recipient in &transaction.recipients {
            seen.entry(recipient).or_default().push(transaction);
        }
    }
    let wrong = driver.seen.iter().chain(&ledger.complaints).cloned().collect();
    let verdict = Verdict { wrong, ..Verdict::default() };
    let mut judge = Judge { driver, rows: &rows, seen, ledger: &ledger, verdict };
    rows.iter().for_each(|row| judge.row(row));
    judge.messages();
    judge.doubt();
    further(&mut judge);
    judge.verdict
}

impl<'a> Judge<'a> {
    fn wrong(&mut self, what: String) {
        self.verdict.wrong.push(what);
    }

    fn count(&mut self, what: &'static str, number: usize) {
        *self.verdict.found.entry(what).or_default() += number;
    }

    /// The transactions in which a send's message arrived and was not refused.
    fn arrivals(&self, row: &Send) -> Vec<&'a Transaction> {
        let of_it = |transaction: &&&Transaction| {
            transaction.may_be_taken() && Some(&transaction.message_id) == row.message_id.as_ref()
        };
        self.seen.get(row.address.as_str()).into_iter().flatten().filter(of_it).copied().collect()
    }

    /// A row's state is what the mail server has seen of it.
    fn row(&mut self, row: &Send) {
        *self.verdict.states.entry(row.state.as_str()).or_default() += 1;
        let accepted = self.arrivals(row).iter().filter(|transaction| transaction.accepted()).count();
        match row.state {
            SendState::Sent if accepted == 0 => {
                self.count(NEVER_ARRIVED, 1);
                self.wrong(format!("{} is sent, and never arrived", row.id));
            }
            SendState::Sent => {}
            SendState::Unknown if !self.in_doubt(row) => {
                self.wrong(format!("{} is in doubt without a reason ({:?})", row.id, row.reason));
            }
            SendState::Unknown => {}
            SendState::Failed | SendState::Held if accepted > 0 => {
                self.wrong(format!("{} arrived, and is {}", row.id, row.state.as_str()));
            }
            SendState::Failed if !world::REFUSING.iter().any(|domain| row.address.ends_with(domain)) => {
                self.wrong(format!("{} to {} failed: {:?}", row.id, row.address, row.reason));
            }
            SendState::Failed | SendState::Held => {}
            open => self.wrong(format!("{} is left {}", row.id, open.as_str())),
        }
    }

    /// Whether the sender cannot know whether it arrived: the connection broke, or it died, or was stopped and replaced,
    /// before the answer was recorded.
    fn in_doubt(&self, row: &Send) -> bool {
        let unrecorded = |transaction: &Transaction| {
            let recorded = transaction.answered_at.map(|answered| answered + RECORDING);
            let under_way = |death: &SystemTime| {
                transaction.mail_at <= *death && recorded.is_some_and(|recorded| *death < recorded)
            };
            self.driver.deaths.iter().any(under_way)
        };
        let mut of_it = self.seen.get(row.address.as_str()).into_iter().flatten();
        of_it.any(|transaction| self.ledger.is_doubtful(transaction) || unrecorded(transaction))
    }

    /// Every message is of one send, and what is copied is the same message.
    fn messages(&mut self) {
        let rows: HashMap<&str, &Send> =
            self.rows.iter().filter_map(|row| Some((row.message_id.as_deref()?, row))).collect();
        let mut digests: HashMap<&str, BTreeSet<u64>> = HashMap::new();
        let mut copies: HashMap<(&str, &str), usize> = HashMap::new();
        let (mut wrong, mut twice) = (Vec::new(), 0);
        for transaction in self.ledger.transactions.iter().filter(|transaction| transaction.dot_at.is_some()) {
            let to = transaction.recipients.first().map_or("", String::as_str);
            let Some(row) = rows.get(transaction.message_id.as_str()) else {
                wrong.push(format!("{} to {to} belongs to no send", transaction.message_id));
                continue;
            };
            if row.address != to {
                wrong.push(format!("{} for {} went to {to}", row.id, row.address));
            }
            digests.entry(&transaction.message_id).or_default().insert(transaction.digest);
            if transaction.may_be_taken() {
                *copies.entry((&row.occurrence, to)).or_default() += 1;
                let operational = row.program.as_deref() == Some(OPERATIONAL);
                if !operational && copies[&(row.occurrence.as_str(), to)] > 1 {
                    twice += 1;
                    wrong.push(format!("{to} got marketing mail twice"));
                }
            }
        }
        wrong.extend(digests.iter().filter(|(_, all)| all.len() > 1).map(|(id, _)| format!("copies of {id} differ")));
        self.verdict.copies = copies.values().map(|copies| copies - 1).sum();
        self.count(TWICE, twice);
        self.verdict.wrong.extend(wrong);
    }

    /// Everybody got what is due to them, and nobody what is not.
    fn recipients(&mut self) {
        let mut by_address: HashMap<(&str, &str), Vec<&Send>> = HashMap::new();
        for row in self.rows {
            by_address.entry((row.program.as_deref().unwrap_or(""), row.address.as_str())).or_default().push(row);
        }
        for number in 0..self.driver.recipients {
            let (sort, address) = (world::sort(number), world::address(number));
            if sort == Sort::Invalid || sort == Sort::Twin {
                continue;
            }
            let leaves = self.driver.left.contains_key(&number);
            let mut programs = vec![(MARKETING, sort != Sort::Suppressed && !leaves)];
            if world::is_operational(number) && !self.driver.alone {
                programs.push((OPERATIONAL, sort != Sort::Suppressed));
            }
            for (program, wanted) in programs {
                let rows = by_address.get(&(program, address.as_str())).cloned().unwrap_or_default();
                let out = |row: &&&Send| row.state != SendState::Held;
                let n = rows.iter().filter(out).count();
                // Who leaves may be written to before; who was refused for good is not written to again.
                let may_be_none = !wanted || sort == Sort::Refused;
                let may_be_one = wanted || leaves;
                let missing = (n == 0 && !may_be_none) || rows.is_empty();
                self.count(MISSING, usize::from(missing));
                if n > usize::from(may_be_one) || missing {
                    let states: Vec<_> = rows.iter().map(|row| (row.id, row.state, row.reason.clone())).collect();
                    self.wrong(format!("{address} ({sort:?}) has {states:?} of {program}"));
                }
            }
            self.left(number, &address);
        }
    }

    /// Nobody is written to a second after opting out.
    fn left(&mut self, number: usize, address: &str) {
        let Some(left) = self.driver.left.get(&number) else { return };
        let late = |transaction: &&&Transaction| {
            let marketing = !transaction.message_id.is_empty();
            marketing && transaction.mail_at > *left + Duration::from_secs(1)
        };
        let theirs = self.seen.get(address).into_iter().flatten().filter(late);
        let operational: BTreeSet<&str> =
            self.rows.iter().filter(|row| row.operational).filter_map(|row| row.message_id.as_deref()).collect();
        let late = theirs.filter(|transaction| !operational.contains(transaction.message_id.as_str())).count();
        if late > 0 {
            self.wrong(format!("{address} opted out, and was written to after"));
        }
    }

    /// No more is in doubt, and no more is copied, than was open when connections broke.
    fn doubt(&mut self) {
        let by_us = |transaction: &&Transaction| {
            self.ledger.is_doubtful(transaction)
                && self.ledger.connections.get(transaction.connection) == Some(&Some(sink::Ended::ByUs))
        };
        let broken = self.ledger.transactions.iter().filter(by_us).count();
        let broken = broken + self.driver.deaths.len() * CONNECTIONS;
        let unknown = self.verdict.states.get("unknown").copied().unwrap_or(0);
        let copies = self.verdict.copies;
        if unknown > broken || copies > broken {
            self.wrong(format!("{unknown} in doubt and {copies} copies, where {broken} transactions broke"));
        }
    }

    /// What the product tells is a recount of the rows.
    fn counters(&mut self, told: &Told) {
        let of = |program: Option<&str>, state: SendState| {
            let fits =
                |row: &&Send| row.state == state && program.is_none_or(|key| row.program.as_deref() == Some(key));
            self.rows.iter().filter(fits).count() as u64
        };
        let mut wrong = Vec::new();
        let mut same = |what: &str, told: u64, counted: u64| {
            if told != counted {
                wrong.push(format!("{what}: {told} are told, {counted} counted"));
            }
        };
        for (program, (figure, states, audience)) in &told.programs {
            let all = Some(*program);
            same(&format!("{program}: sent"), *figure, of(all, SendState::Sent) + of(all, SendState::Unknown));
            for state in SendState::ALL {
                let told = states.get(state.as_str()).copied().unwrap_or(0);
                same(&format!("{program}: {}", state.as_str()), told, of(all, state));
            }
            let rows = self.rows.iter().filter(|row| row.program.as_deref() == all).count() as u64;
            same(&format!("{program}: audience"), *audience, rows);
        }
        same("activities of sending", told.sent, of(None, SendState::Sent) + of(None, SendState::Unknown));
        same("activities of failing", told.failed, of(None, SendState::Failed));
        self.count(MISCOUNTED, wrong.len());
        self.verdict.wrong.extend(wrong);
    }
}
