//! Generators for property tests: small worlds and filters over one vocabulary, so that conditions meet what they ask
//! about. Instants lie on a coarse grid with an odd microsecond here and there, so that boundaries are hit exactly,
//! missed by one, and tied.

mod filters;
mod records;
mod scoring;
mod worlds;

pub use filters::{did, filter, matcher, measure, not_since, segment_filter, sequence, window};
pub use scoring::scoring;
pub use worlds::{CONTACTS, World, settings, world};

use model::{DAY, HOUR, Timestamp};
use proptest::prelude::*;

/// 2024-02-05T00:00:00Z, where the grid begins: within it lie a leap day, the ends of months and of a quarter, and the
/// days on which clocks are turned in America and in Europe.
pub const START: Timestamp = Timestamp(1_707_091_200_000_000);
/// Days that the grid covers.
pub const DAYS: i64 = 60;

/// Kinds of the vocabulary: the contact's own, ours, a rep's, and a custom event.
pub const KINDS: [&str; 5] = ["email_opened", "page_viewed", "email_sent", "sales_call", "demo_requested"];
pub const ASSETS: [&str; 3] = ["welcome", "/pricing", "guide"];
pub const SEGMENTS: [&str; 3] = ["seg_a", "seg_b", "seg_c"];
pub const LISTS: [&str; 2] = ["fair", "partners"];
pub const PROGRAMS: [&str; 2] = ["newsletter", "onboarding"];
/// Zones of instances: with and without summer time, on both sides of Greenwich, with a quarter of an hour, and with a
/// day that begins at one o'clock.
pub const ZONES: [&str; 6] =
    ["UTC", "Europe/Oslo", "America/New_York", "Asia/Kathmandu", "Asia/Beirut", "Pacific/Auckland"];
pub const STAGES: [&str; 3] = ["new", "engaged", "won"];

/// An instant on the grid or a microsecond beside it.
pub fn instant() -> impl Strategy<Value = Timestamp> {
    let jitter = prop_oneof![6 => Just(0i64), 1 => Just(-1i64), 1 => Just(1i64)];
    (0..DAYS * 4, jitter).prop_map(|(quarter, jitter)| START.plus(quarter * (DAY / 4) + jitter))
}

/// An instant of few, so that things happen together.
pub fn busy_instant() -> impl Strategy<Value = Timestamp> {
    prop_oneof![1 => instant(), 4 => (0..18i64).prop_map(|turn| START.plus((5 + turn * 3) * DAY))]
}

/// An instant in the middle of the grid, from where past and future can both be seen.
pub fn now() -> impl Strategy<Value = Timestamp> {
    let jitter = prop_oneof![3 => Just(0i64), 1 => Just(-1i64), 1 => Just(1i64), 1 => 0..HOUR];
    (DAYS..DAYS * 3, jitter).prop_map(|(quarter, jitter)| START.plus(quarter * (DAY / 4) + jitter))
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(words).prop_map(String::from)
}

fn some_of(words: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::btree_set(one_of(words), 1..=2).prop_map(|words| words.into_iter().collect())
}
