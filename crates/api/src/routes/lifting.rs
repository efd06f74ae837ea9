//! Lifting in bulk what a receiving server's mistake brought upon addresses: those that match a filter, first as a dry run.

use crate::access::Caller;
use crate::extract::Json;
use crate::lifting::{self, lift_invalid};
use crate::problem::Problem;
use crate::routes::suppressions::{domain, rows};
use crate::views::program::ReasonCount;
use crate::views::suppression::{SuppressionFilter, SuppressionsLift, SuppressionsLifted};
use crate::{App, audit};
use axum::extract::State;
use model::Timestamp;
use model::address::SuppressionKind;
use std::time::{Duration, Instant};
use store::suppressions::{Against, Narrow, Since};

/// Addresses that are lifted together; other changes come in between.
const PIECE: usize = 500;
/// After this long the answer says how many are left.
const LONG: Duration = Duration::from_secs(15);
/// Addresses of a dry run's sample.
const SAMPLE: usize = 10;

/// Lifts what made addresses invalid, of all that match a filter: a receiving domain was out of order and said for an hour
/// that nobody is there. Without `count` it is a dry run. It lifts for 15 seconds at most and says how many are left;
/// asked again, it goes on. Opt-outs, complaints and blocks are not lifted so.
#[utoipa::path(
    post,
    path = "/api/v1/suppressions/lift-matching",
    tag = "sends",
    request_body = SuppressionsLift,
    responses(
        (status = 200, body = SuppressionsLifted),
        (status = 409, description = "More match by now than were counted; nothing was lifted."),
    ),
)]
pub async fn lift_matching(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<SuppressionsLift>,
) -> Result<Json<SuppressionsLifted>, Problem> {
    // What is suppressed from here on was not counted.
    let to = body.filter.to.unwrap_or(app.now().plus(1));
    let narrow = narrow(&body.filter, to)?;
    let Some(count) = body.count else { return would_lift(&app, &caller, &narrow, to).await.map(Json) };
    let remedy = "has to have 1 to 200 characters: what was wrong, and how you know";
    let reason = lifting::reason(&body.reason, remedy)?;
    let matching = store::suppressions::count(app.store(), caller.workspace, &narrow).await?;
    if matching > count {
        return Err(Problem::conflict(format!(
            "{matching} addresses match by now, not {count}; look at them, then lift with that count."
        )));
    }
    // It ends as it should, with its trace, also when nobody waits for the answer any more.
    let lift = Lift { app: app.clone(), caller: caller.clone(), narrow: narrow.clone(), reason, matching };
    let lifted = tokio::spawn(lift.run(described(&body.filter))).await.map_err(Problem::internal)??;
    let left = store::suppressions::count(app.store(), caller.workspace, &narrow).await?;
    Ok(Json(SuppressionsLifted { matching, lifted, left, to, sample: Vec::new(), reasons: Vec::new() }))
}

fn narrow(filter: &SuppressionFilter, to: Timestamp) -> Result<Narrow, Problem> {
    if filter.kind != SuppressionKind::Invalid {
        let remedy = "has to be invalid: opt-outs, complaints and blocks are somebody's will; lift them one by one";
        return Err(Problem::invalid("filter.kind", remedy));
    }
    let domain = domain("filter.domain", filter.domain.as_deref())?;
    let words = filter.reason.clone().unwrap_or_default().trim().to_string();
    if domain.is_empty() && words.is_empty() && filter.from.is_none() && filter.to.is_none() {
        let remedy = "has to be given, or else from, to or reason: most addresses are invalid rightly";
        return Err(Problem::invalid("filter.domain", remedy));
    }
    if filter.from.is_some_and(|from| from >= to) {
        return Err(Problem::invalid("filter.to", "has to lie after from"));
    }
    let since = Since { from: filter.from, to: Some(to), words };
    let against = Against::One(SuppressionKind::Invalid, since);
    Ok(Narrow { against, begins: String::new(), domain, in_clear: true })
}

async fn would_lift(app: &App, caller: &Caller, narrow: &Narrow, to: Timestamp) -> Result<SuppressionsLifted, Problem> {
    let (store, workspace) = (app.store(), caller.workspace);
    let (states, matching) = store::suppressions::page(store, workspace, narrow, 0, SAMPLE).await?;
    let reasons = store::suppressions::reasons(store, workspace, SuppressionKind::Invalid, narrow).await?;
    let reasons = reasons.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect();
    Ok(SuppressionsLifted { matching, lifted: 0, left: matching, to, sample: rows(app, states).await?, reasons })
}

/// What was asked for, for the audit trail.
fn described(filter: &SuppressionFilter) -> String {
    let at = |word: &str, at: Option<Timestamp>| at.map(|at| format!("{word} {at}"));
    let domain = filter.domain.as_ref().map(|domain| format!("@{}", domain.trim().trim_start_matches('@')));
    let words = filter.reason.as_ref().map(|words| format!("\"{}\"", words.trim()));
    let parts = [domain, at("from", filter.from), at("to", filter.to), words];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

struct Lift {
    app: App,
    caller: Caller,
    narrow: Narrow,
    reason: String,
    matching: u64,
}

impl Lift {
    /// Lifts piece by piece until all are or the time is over; says how many. What was lifted before something failed is in
    /// force, and the audit trail says so.
    async fn run(self, filter: String) -> Result<u64, Problem> {
        let mut lifted = 0;
        let ended = self.pieces(&mut lifted).await;
        if lifted > 0 {
            let (kind, reason) = (SuppressionKind::Invalid.as_str(), &self.reason);
            let detail = format!("{kind}: {lifted} × {filter}: {reason}");
            audit::note(&self.app, &self.caller, "suppression.lifted", "suppressions", detail).await?;
        }
        match ended {
            Err(problem) if lifted == 0 => Err(problem),
            // Who asks again goes on, or hears why not.
            _ => Ok(lifted),
        }
    }

    async fn pieces(&self, lifted: &mut u64) -> Result<(), Problem> {
        let (since, mut after) = (Instant::now(), String::new());
        while *lifted < self.matching && since.elapsed() < LONG {
            let most = PIECE.min(usize::try_from(self.matching - *lifted).unwrap_or(PIECE));
            let (store, workspace) = (self.app.store(), self.caller.workspace);
            let piece = store::suppressions::addresses(store, workspace, &self.narrow, &after, most).await?;
            let Some(last) = piece.last() else { break };
            lift_invalid(&self.app, &self.caller, &piece, &self.reason).await?;
            *lifted += piece.len() as u64;
            after.clone_from(last);
        }
        Ok(())
    }
}
