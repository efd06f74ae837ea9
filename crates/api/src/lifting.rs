//! Lifting what made addresses invalid, many at once: a receiving server was wrong about them.

use crate::App;
use crate::access::Caller;
use crate::apply::apply;
use crate::problem::Problem;
use model::Input;
use model::address::SuppressionKind;

/// Lets mail go to these addresses again, as each of them lifted by itself would; at most
/// [`MAX_BATCH`](model::input::MAX_BATCH) at once. The caller notes it in the audit trail.
pub async fn lift_invalid(app: &App, caller: &Caller, addresses: &[String], reason: &str) -> Result<(), Problem> {
    if addresses.is_empty() {
        return Ok(());
    }
    let kind = SuppressionKind::Invalid;
    let lift = |address: &String| Input::Unsuppress { address: address.clone(), kind, reason: reason.into() };
    apply(app, caller, addresses.iter().map(lift).collect()).await.map(drop)
}

/// The reason that is given for it, trimmed; `remedy` says what it should be.
pub fn reason(given: &str, remedy: &str) -> Result<String, Problem> {
    let reason = given.trim();
    let fits = (1..=200).contains(&reason.chars().count());
    if fits { Ok(reason.to_string()) } else { Err(Problem::invalid("reason", remedy)) }
}
