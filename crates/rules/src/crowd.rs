//! Counts over the contacts of an account: what they say, and when time alone may change that.

use crate::Verdict;
use crate::verdict::earlier;
use model::Timestamp;
use model::filter::Count;

/// The answer when so many contacts pass. One contact more or less flips it only where it completes the count, so the
/// answer lasts until as many may have changed as that takes. `nth` tells when the n-th (the first is 1) of those who
/// pass, or of those who do not, may change by time alone.
pub fn verdict(count: &Count, passing: u32, mut nth: impl FnMut(bool, u32) -> Option<Timestamp>) -> Verdict {
    let Count { at_least, at_most } = *count;
    let until = match at_most {
        _ if passing < at_least => nth(false, at_least - passing),
        Some(most) if passing > most => nth(true, passing - most),
        most => {
            let fewer = if at_least == 0 { None } else { nth(true, passing - at_least + 1) };
            earlier(fewer, most.and_then(|most| nth(false, most - passing + 1)))
        }
    };
    Verdict { holds: count.holds(passing), until }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(at_least: u32, at_most: Option<u32>, passing: u32) -> Option<i64> {
        // Of those who pass the n-th changes at n, of the others at 100 n.
        let nth = |passes: bool, nth: u32| Some(Timestamp(i64::from(nth) * if passes { 1 } else { 100 }));
        verdict(&Count { at_least, at_most }, passing, nth).until.map(|at| at.0)
    }

    #[test]
    fn an_answer_lasts_until_enough_contacts_may_have_changed() {
        assert_eq!(until(3, None, 1), Some(200), "two more must pass");
        assert_eq!(until(3, None, 3), Some(1), "one fewer is too few");
        assert_eq!(until(3, None, 40), Some(38));
        assert_eq!(until(0, None, 5), None, "any number will do");
        assert_eq!(until(0, Some(2), 5), Some(3), "three fewer are few enough");
        assert_eq!(until(0, Some(2), 0), Some(300), "three more are too many");
        assert_eq!(until(2, Some(4), 3), Some(2), "whichever comes first");
    }
}
