//! The size by day over the last quarter. A contact is asked again only when something happened to it or time alone
//! may have changed the answer, so most are asked once or twice.

use super::question::Question;
use super::records::Knowledge;
use super::types::DaySize;
use super::{RehearsalError, Rehearser};
use crate::Period;
use model::{ContactId, Timestamp};
use rules::past::History;
use rules::verdict::earlier;

/// Days of a quarter, today included.
const DAYS: i64 = 91;

/// How many were in, by day, and how many nobody can tell of.
#[derive(Clone)]
struct Sizes {
    within: Vec<u64>,
    left_out: Vec<u64>,
}

impl Rehearser<'_> {
    /// The sizes, and of how many contacts one was followed.
    pub(super) fn days(&self) -> Result<(Vec<DaySize>, usize), RehearsalError> {
        let period = Period::last_days(DAYS, self.wanted.now, self.wanted.zone);
        let days: Vec<_> = period.each_day().collect();
        // The end of each day; of today, now.
        let ends: Vec<Timestamp> = days.iter().map(|(_, (_, end))| end.plus(-1).min(self.wanted.now)).collect();
        let (followed, every) = self.followed();
        let draft = self.sizes(&self.draft, &followed, &ends)?;
        let published = self.beside(&draft, |question| self.sizes(question, &followed, &ends))?;
        let of_all = |count: u64| count * every as u64;
        let days = days.into_iter().enumerate().map(|(n, (day, _))| DaySize {
            day: day.to_string(),
            draft: of_all(draft.within[n]),
            published: published.as_ref().map(|sizes| of_all(sizes.within[n])),
            left_out: of_all(draft.left_out[n]),
        });
        Ok((days.collect(), every))
    }

    fn sizes(&self, question: &Question, ids: &[ContactId], ends: &[Timestamp]) -> Result<Sizes, RehearsalError> {
        let nothing = Sizes { within: vec![0; ends.len()], left_out: vec![0; ends.len()] };
        let follow = |knowledge: &Knowledge<'_>, id: ContactId, sizes: &mut Sizes| {
            let Some(history) = knowledge.history(id, question) else { return };
            for (n, answer) in answers(&history, question, ends).into_iter().enumerate() {
                match answer {
                    Some(true) => sizes.within[n] += 1,
                    Some(false) => {}
                    None => sizes.left_out[n] += 1,
                }
            }
        };
        self.in_turns(ids, follow, nothing)
    }
}

/// The answer at each of these rising instants; `None` where nobody knows what stood then.
fn answers(history: &History<'_>, question: &Question, ends: &[Timestamp]) -> Vec<Option<bool>> {
    let mut answer = None;
    let mut until = Some(Timestamp::MIN);
    let mut answers = Vec::with_capacity(ends.len());
    for end in ends {
        if until.is_some_and(|until| until <= *end) {
            let past = history.at(*end);
            let (holds, by_time) = match past.contact() {
                Some(subject) => {
                    let verdict = question.ask(&past, subject, *end);
                    (verdict.holds, verdict.until)
                }
                None => (false, None),
            };
            answer = past.sure().then_some(holds);
            until = earlier(by_time, history.next(*end));
        }
        answers.push(answer);
    }
    answers
}
