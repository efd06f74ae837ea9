//! How well a ranking tells who will be won: leads as they stood on some date, ranked by rules that see nothing later,
//! against the opportunities won in the three months after it.

use super::question::Question;
use super::records::Knowledge;
use super::types::{AsOf, Decile, Predicted, Prediction, Share};
use super::{RehearsalError, Rehearser};
use model::{ContactId, DAY, Timestamp};
use rules::{Subject, View};
use std::collections::BTreeMap;

/// Days after a date in which a win counts.
const HORIZON: i64 = 90;
/// Days between two dates, and how many dates there are at most: a year in months.
const STEP: i64 = 30;
const DATES: i64 = 12;
pub const DECILES: usize = 10;
/// Puts whoever passes the gates before everybody who does not.
const PASSED: i64 = 1 << 40;

/// A lead on a date.
#[derive(Debug, Clone, Copy)]
struct Judged {
    date: usize,
    score: i64,
    passed: bool,
    won: bool,
}

impl Judged {
    fn rank(&self, by_gates: bool) -> i64 {
        self.score + if by_gates && self.passed { PASSED } else { 0 }
    }
}

impl Rehearser<'_> {
    pub(super) fn prediction(&self) -> Result<Prediction, RehearsalError> {
        let last = self.wanted.now.plus(-HORIZON * DAY);
        let dates: Vec<Timestamp> = (0..DATES).rev().map(|month| last.plus(-month * STEP * DAY)).collect();
        let draft = self.predicted(&self.draft, &dates)?;
        let published = self.beside(&draft, |question| self.predicted(question, &dates))?;
        Ok(Prediction { horizon_days: HORIZON as u32, draft, published })
    }

    fn predicted(&self, question: &Question, dates: &[Timestamp]) -> Result<Predicted, RehearsalError> {
        let judge = |knowledge: &Knowledge<'_>, id: ContactId, judged: &mut Vec<Judged>| {
            judge(knowledge, id, question, dates, judged);
        };
        let judged = self.in_turns(&self.followed().0, judge, Vec::new())?;
        let by_gates = self.wanted.kind == model::DefinitionKind::Qualification;
        let ranks = |one: &Judged| (one.rank(by_gates), one.won);
        let all: Vec<(i64, bool)> = judged.iter().map(ranks).collect();
        let as_of = dates.iter().enumerate().map(|(place, date)| {
            let own: Vec<(i64, bool)> = judged.iter().filter(|one| one.date == place).map(ranks).collect();
            AsOf {
                day: date.date_in(self.wanted.zone).to_string(),
                leads: own.len() as u64,
                won: own.iter().filter(|(_, won)| *won).count() as u64,
                auc: auc(&own),
            }
        });
        let mut deciles = deciles(&all);
        for decile in &mut deciles {
            (decile.score_from, decile.score_to) = (decile.score_from % PASSED, decile.score_to % PASSED);
        }
        Ok(Predicted {
            leads: all.len() as u64,
            won: all.iter().filter(|(_, won)| *won).count() as u64,
            auc: auc(&all),
            passed: share(judged.iter().filter(|one| one.passed)),
            others: share(judged.iter().filter(|one| !one.passed)),
            // Before the first lead there was nothing to predict.
            dates: as_of.skip_while(|date| date.leads == 0).collect(),
            deciles,
        })
    }
}

fn share<'j>(judged: impl Iterator<Item = &'j Judged>) -> Share {
    judged.fold(Share::default(), |sum, one| Share { leads: sum.leads + 1, won: sum.won + u64::from(one.won) })
}

/// Every lead of a contact that was open on a date, as it stood then. What came of it is read apart from that.
fn judge(knowledge: &Knowledge<'_>, id: ContactId, question: &Question, dates: &[Timestamp], judged: &mut Vec<Judged>) {
    let Some(history) = knowledge.history(id, question) else { return };
    let wins: Vec<Timestamp> = knowledge.won(id).map(|won| won.at).collect();
    for (date, at) in dates.iter().enumerate() {
        let past = history.at(*at);
        let Some(subject) = past.contact() else { continue };
        if !past.relationship(subject).counts() {
            continue;
        }
        let leads: Vec<_> = past.open_leads().map(|lead| lead.id).collect();
        for lead in leads {
            let standing = question.standing(&past, Subject { lead: Some(lead), ..subject }, *at);
            if past.sure() {
                let won = wins.iter().any(|won| *won > *at && *won <= at.plus(HORIZON * DAY));
                let score = i64::from(standing.scores.total());
                judged.push(Judged { date, score, passed: standing.passed, won });
            }
        }
    }
}

/// Area under the curve by the statistic of Mann and Whitney: of all pairs of one that was won and one that was not, the
/// share in which the won one ranks higher, ties at half. `None` where there is no such pair.
pub fn auc(ranked: &[(i64, bool)]) -> Option<f64> {
    let (mut better, mut below, mut all_won) = (0.0, 0.0, 0.0);
    for (won, lost) in tied(ranked).values() {
        better += won * (below + lost / 2.0);
        below += lost;
        all_won += won;
    }
    let pairs = all_won * below;
    (pairs > 0.0).then(|| better / pairs)
}

/// How many were won and how many were not, by rank from the lowest.
fn tied(ranked: &[(i64, bool)]) -> BTreeMap<i64, (f64, f64)> {
    let mut groups: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
    for (rank, won) in ranked {
        let group = groups.entry(*rank).or_default();
        *(if *won { &mut group.0 } else { &mut group.1 }) += 1.0;
    }
    groups
}

/// Tenths from the best to the worst, as equal in size as whole leads allow. Leads of equal rank share their wins evenly,
/// whichever tenth each falls into, so that no order among equals flatters.
pub fn deciles(ranked: &[(i64, bool)]) -> Vec<Decile> {
    let groups = tied(ranked);
    let shares = groups
        .iter()
        .rev()
        .flat_map(|(rank, (won, lost))| std::iter::repeat_n((*rank, won / (won + lost)), (won + lost) as usize));
    let shares: Vec<(i64, f64)> = shares.collect();
    let all_won: f64 = shares.iter().map(|(_, won)| won).sum();
    let rate = all_won / shares.len().max(1) as f64;
    let tenth = |n: usize| n * shares.len() / DECILES;
    let mut deciles = Vec::new();
    for n in 0..DECILES {
        let own = &shares[tenth(n)..tenth(n + 1)];
        let (Some((best, _)), Some((worst, _))) = (own.first(), own.last()) else { continue };
        let won: f64 = own.iter().map(|(_, won)| won).sum();
        deciles.push(Decile {
            decile: n as u32 + 1,
            leads: own.len() as u64,
            won,
            lift: (rate > 0.0).then(|| won / own.len() as f64 / rate),
            score_from: *worst,
            score_to: *best,
        });
    }
    deciles
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, pair by pair.
    fn by_pairs(ranked: &[(i64, bool)]) -> Option<f64> {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (won, _) in ranked.iter().filter(|(_, won)| *won) {
            for (lost, _) in ranked.iter().filter(|(_, won)| !*won) {
                pairs += 1.0;
                sum += match won.cmp(lost) {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                };
            }
        }
        (pairs > 0.0).then(|| sum / pairs)
    }

    #[test]
    fn the_area_is_that_of_all_pairs() {
        assert_eq!(auc(&[(3, true), (2, false), (1, false)]), Some(1.0));
        assert_eq!(auc(&[(1, true), (2, false)]), Some(0.0));
        assert_eq!(auc(&[(5, true), (5, false), (5, false)]), Some(0.5));
        assert_eq!(auc(&[(5, true)]), None);
        assert_eq!(auc(&[(5, false), (1, false)]), None);
        let mixed: Vec<(i64, bool)> = (0..200i64).map(|n| ((n * 37) % 23, (n * n) % 7 == 1)).collect();
        assert!((auc(&mixed).unwrap() - by_pairs(&mixed).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn tenths_take_in_everybody_and_equals_share() {
        let ranked: Vec<(i64, bool)> = (0..95).map(|n| (n, n >= 90)).collect();
        let tenths = deciles(&ranked);
        assert_eq!(tenths.len(), 10);
        assert_eq!(tenths.iter().map(|tenth| tenth.leads).sum::<u64>(), 95);
        assert!((tenths.iter().map(|tenth| tenth.won).sum::<f64>() - 5.0).abs() < 1e-9);
        assert!((tenths[0].lift.unwrap() - (5.0 / 9.0) / (5.0 / 95.0)).abs() < 1e-9);
        // All are equal: no tenth is better than another.
        let equal: Vec<(i64, bool)> = (0..100).map(|n| (7, n < 10)).collect();
        assert!(deciles(&equal).iter().all(|tenth| (tenth.lift.unwrap() - 1.0).abs() < 1e-9));
        assert!(deciles(&[]).is_empty());
        assert_eq!(deciles(&[(1, false)])[0].lift, None);
    }
}
