//! Tests of variants: results, a winner chosen by hand, and the size that a test needs.

use crate::access::Caller;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::variants::*;
use crate::{App, audit};
use axum::extract::{Path, State};
use engine::perform::Results;
use rules::variants::{Seen, Verdict, detectable, needed};
use store::runs::{Run, TestState};

async fn run_of(app: &App, caller: &Caller, id: &str) -> Result<Run, Problem> {
    let number = id.parse().map_err(|_| Problem::not_found("run", id))?;
    Ok(store::runs::get(app.store(), caller.workspace, number).await?)
}

async fn view(app: &App, run: &Run) -> Result<TestView, Problem> {
    let results = app.performer().test_results(run).await?;
    let results = results.ok_or_else(|| Problem::missing("a test of variants in this run"))?;
    Ok(shown(run, results))
}

fn shown(run: &Run, results: Results) -> TestView {
    let Results { test, read_at, seen, holdout, reading, .. } = results;
    let verdict = match reading.verdict {
        Verdict::TooEarly => VerdictView::TooEarly,
        Verdict::Uneven => VerdictView::Uneven,
        Verdict::Unclear(_) => VerdictView::Unclear,
        Verdict::Clear(_) => VerdictView::Clear,
    };
    let state = match run.test_state {
        _ if test.share.is_none() => TestStateView::Split,
        None => TestStateView::Sending,
        Some(TestState::Waiting) => TestStateView::Waiting,
        Some(TestState::Undecided) => TestStateView::Undecided,
        Some(TestState::Clear) => TestStateView::Clear,
        Some(TestState::Leading) => TestStateView::Leading,
        Some(TestState::Chosen) => TestStateView::Chosen,
    };
    let best = reading.leading().and_then(|n| test.variants.get(n)).map(|variant| variant.key.clone());
    let variants = test.variants.iter().zip(&seen).zip(reading.variants).map(|((variant, seen), read)| VariantView {
        key: variant.key.clone(),
        label: variant.label.clone(),
        part: part(seen),
        value: read.value,
        low: read.interval.0,
        high: read.interval.1,
        chance: read.chance,
    });
    TestView {
        state,
        by: test.by,
        read_at,
        share: test.share,
        sample: test.sample,
        verdict,
        best,
        winner: run.winner.clone(),
        evenness: reading.evenness,
        variants: variants.collect(),
        holdout: (test.holdout > 0).then(|| part(&holdout)),
    }
}

fn part(seen: &Seen) -> PartView {
    PartView {
        assigned: seen.assigned,
        reached: seen.reached,
        opens: seen.opens,
        clicks: seen.clicks,
        conversions: seen.conversions,
        revenue: seen.revenue,
    }
}

/// What came of the variants of a run so far. Opens and clicks are those of people.
#[utoipa::path(
    get,
    path = "/api/v1/runs/{id}/test",
    tag = "programs",
    params(("id" = String, Path)),
    responses((status = 200, body = TestView)),
)]
pub async fn get_test(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Json<TestView>, Problem> {
    let run = run_of(&app, &caller, &id).await?;
    view(&app, &run).await.map(Json)
}

/// Chooses what those get who wait for the winner, before its time or where nothing was clear.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/winner",
    tag = "programs",
    params(("id" = String, Path)),
    request_body = ChooseWinner,
    responses((status = 200, body = TestView)),
)]
pub async fn choose_winner(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Json(body): Json<ChooseWinner>,
) -> Result<Json<TestView>, Problem> {
    let run = run_of(&app, &caller, &id).await?;
    app.performer().choose_winner(&run, &body.variant).await?.map_err(Problem::conflict)?;
    audit::note(
        &app,
        &caller,
        "run.winner_chosen",
        format!("program/{}", run.program),
        format!("run {id}: {}", body.variant),
    )
    .await?;
    let run = run_of(&app, &caller, &id).await?;
    view(&app, &run).await.map(Json)
}

/// How many contacts each variant needs to see a difference.
#[utoipa::path(
    get,
    path = "/api/v1/test-size",
    tag = "programs",
    params(SizeParams),
    responses((status = 200, body = TestSize)),
)]
pub async fn test_size(Query(params): Query<SizeParams>) -> Result<Json<TestSize>, Problem> {
    let fine = params.rate > 0.0 && params.rate < 1.0;
    if !fine {
        return Err(Problem::invalid("rate", "must lie between 0 and 1, without them"));
    }
    if !(2..=6).contains(&params.variants) {
        return Err(Problem::invalid("variants", "must lie between 2 and 6"));
    }
    Ok(Json(TestSize {
        needed: needed(params.rate, params.lift, params.variants),
        detectable: params.each.and_then(|each| detectable(params.rate, each, params.variants)),
    }))
}
