//! Why mail is slow: recipients' domains that are, and ways out that rest.

use crate::App;
use crate::access::Caller;
use crate::extract::Json;
use crate::problem::Problem;
use crate::views::lanes::{Flow, Rest, WayAtRest, rows};
use axum::extract::State;
use std::cmp::Reverse;

/// What waits is counted for so many domains at most: thousands may be dead.
const COUNTED: usize = 256;

/// What holds mail back now, with what the other side said last.
#[utoipa::path(get, path = "/api/v1/lanes", tag = "sends", responses((status = 200, body = Flow)))]
pub async fn list_lanes(State(app): State<App>, caller: Caller) -> Result<Json<Flow>, Problem> {
    let mut troubled = app.performer().troubled_lanes();
    troubled.sort_by_key(|lane| Reverse((lane.rests_for, lane.under_way > 0, lane.limited)));
    let uncounted = troubled.len().saturating_sub(COUNTED);
    troubled.truncate(COUNTED);
    let domains: Vec<String> = troubled.iter().map(|lane| lane.domain.clone()).collect();
    let waiting = store::sends::waiting_for_domains(app.store(), caller.workspace, &domains).await?;
    let (lanes, unlisted) = rows(troubled.into_iter().zip(waiting), app.now());
    let (ways, _) = app.performer().ways_out().await?;
    let ways = ways.into_iter().filter(|way| matches!(way.state, "resting" | "refused" | "broken"));
    let ways =
        ways.map(|way| WayAtRest { key: way.key, label: way.label, state: way.state.into(), reason: way.reason });
    let rest = app.performer().rest().map(|(until, reason)| Rest { until, reason });
    Ok(Json(Flow { lanes, more: (uncounted + unlisted) as u64, ways: ways.collect(), rest }))
}
