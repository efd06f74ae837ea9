//! Points that halve with age, rounded once on the sum of a rule, half away from zero.
//!
//! Age runs from the activity to the last whole hour (UTC), so a score changes at whole hours only and every node that
//! asks within an hour hears the same. With nothing new, after a time `t` a sum is `sum × 0.5^(t / half-life)`, which
//! says when its rounding next changes; that instant is taken at the hour before rather than after.

use model::{DAY, HOUR, Timestamp};

/// The decayed sum at `now` of the same points given at several instants, none of them after `now`.
pub fn sum(points: i32, half_life_days: u32, times: impl Iterator<Item = Timestamp>, now: Timestamp) -> f64 {
    let (half_life, hour) = (half_life(half_life_days), hour_of(now));
    times.map(|at| f64::from(points) * 0.5f64.powf((hour - at.0).max(0) as f64 / half_life)).sum()
}

/// To a whole number, half away from zero.
pub fn rounded(sum: f64) -> i64 {
    sum.round() as i64
}

/// When the rounded sum may change if nothing new happens: a whole hour; `None` once it is 0.
pub fn next_change(sum: f64, half_life_days: u32, now: Timestamp) -> Option<Timestamp> {
    let size = sum.abs();
    if size.round() == 0.0 {
        return None;
    }
    // The size stays rounded as it is down to this bound, included. The float's error is far below a millionth.
    let bound = size.round() - 0.5;
    let micros = half_life(half_life_days) * (size / bound).log2() * (1.0 - 1e-6);
    let hour = hour_of(Timestamp(hour_of(now)).plus(micros as i64));
    Some(Timestamp(hour.max(hour_of(now) + HOUR))).filter(|at| *at <= Timestamp::MAX)
}

fn half_life(days: u32) -> f64 {
    f64::from(days.max(1)) * DAY as f64
}

fn hour_of(at: Timestamp) -> i64 {
    at.0.div_euclid(HOUR) * HOUR
}
