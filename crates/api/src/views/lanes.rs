//! What holds mail back: recipients' domains, and ways out.

use engine::perform::LaneView;
use model::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Most domains that are listed.
const LISTED: usize = 50;

/// What holds mail back now. Nothing does where all lists are empty.
#[derive(Debug, Serialize, ToSchema)]
pub struct Flow {
    /// Recipients' domains, the one with most waiting first; 50 at most.
    pub lanes: Vec<LaneRow>,
    /// How many further domains are slow or rest.
    pub more: u64,
    /// Ways out that take no mail, although they are switched on.
    pub ways: Vec<WayAtRest>,
    /// All sending rests, because nothing could be handed over.
    pub rest: Option<Rest>,
}

/// A recipients' domain that mail goes to more slowly than it could, or not at all.
#[derive(Debug, Serialize, ToSchema)]
pub struct LaneRow {
    pub domain: String,
    /// `resting` (nothing gets through), `limited` (by the settings) or `slow` (its server is, or puts us off).
    pub state: String,
    /// Messages that are not out yet.
    pub waiting: i64,
    /// Messages on their way now, and how many may be.
    pub under_way: u64,
    pub width: u64,
    /// When it is tried again, while it rests.
    pub until: Option<Timestamp>,
    /// What its server said last.
    pub reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct WayAtRest {
    pub key: String,
    pub label: String,
    /// `resting`, `refused` or `broken`.
    pub state: String,
    pub reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Rest {
    pub until: Timestamp,
    pub reason: String,
}

/// Domains that hold anything back, the one with most waiting first, and how many more there are than are listed.
pub fn rows(lanes: impl Iterator<Item = (LaneView, i64)>, now: Timestamp) -> (Vec<LaneRow>, usize) {
    let lanes = lanes.filter(|(lane, waiting)| *waiting > 0 || lane.under_way > 0);
    let mut rows: Vec<LaneRow> = lanes.map(|(lane, waiting)| LaneRow::of(lane, waiting, now)).collect();
    rows.sort_by_key(|lane| std::cmp::Reverse(lane.waiting));
    let unlisted = rows.len().saturating_sub(LISTED);
    rows.truncate(LISTED);
    (rows, unlisted)
}

impl LaneRow {
    fn of(lane: LaneView, waiting: i64, now: Timestamp) -> LaneRow {
        let state = match lane.rests_for {
            Some(_) => "resting",
            None if lane.limited => "limited",
            None => "slow",
        };
        let after = |rest: std::time::Duration| now.plus(i64::try_from(rest.as_micros()).unwrap_or(i64::MAX));
        LaneRow {
            domain: lane.domain,
            state: state.into(),
            waiting,
            under_way: lane.under_way as u64,
            width: lane.width as u64,
            until: lane.rests_for.map(after),
            reason: lane.reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(n: usize, under_way: usize) -> LaneView {
        LaneView {
            domain: format!("{n}.test"),
            under_way,
            width: 1,
            rests_for: None,
            slow: true,
            limited: false,
            reason: None,
        }
    }

    #[test]
    fn domains_that_nothing_waits_for_are_left_out_and_of_many_the_fullest_are_listed() {
        let named = |(rows, more): (Vec<LaneRow>, usize)| (rows.into_iter().map(|row| row.domain).collect(), more);
        let few = [(lane(1, 0), 0), (lane(2, 1), 0), (lane(3, 0), 7)].into_iter();
        assert_eq!(named(rows(few, Timestamp(0))), (vec!["3.test".to_string(), "2.test".into()], 0));
        let (listed, more): (Vec<String>, usize) = named(rows((0..60).map(|n| (lane(n, 0), n as i64)), Timestamp(0)));
        assert_eq!((listed.len(), listed[0].as_str(), listed[49].as_str(), more), (50, "59.test", "10.test", 9));
    }
}
