//! Whom a run would reach, what came back of the last, and whether a test can tell anything of so many.

use crate::App;
use crate::figures::Figures;
use crate::problem::Problem;
use crate::routes::programs::Reach;
use content::preflight::{Area, Finding};
use engine::perform::WATCHED;
use model::WorkspaceId;
use model::definition::{Aim, Program, VariantTest};
use store::runs::{Brake, Run};

/// The rates that are assumed where nothing was sent yet, and the difference that a test should be able to see.
const OPENS: f64 = 0.2;
const CLICKS: f64 = 0.03;
const CONVERSIONS: f64 = 0.01;
const WORTH_SEEING: f64 = 0.3;

pub(super) fn of_audience(reach: &Reach) -> Option<Finding> {
    let (all, held) = (reach.count, reach.count - reach.sendable - reach.later);
    let area = Area::Audience;
    if reach.sendable + reach.later == 0 {
        let remedy = "Look at the reasons, or choose another segment.";
        return Some(Finding::warning(area, "audience.nobody", "nobody of the audience could be sent to", remedy));
    }
    (held * 2 > all).then(|| {
        let message = format!("{held} of {all} contacts would be held back");
        Finding::warning(area, "audience.held", message, "Look at the reasons beside the audience.")
    })
}

/// What came back of the program's last mail too often: the same addresses would be written to again.
pub(super) async fn came_back(app: &App, workspace: WorkspaceId, key: &str) -> Result<Option<Finding>, Problem> {
    let since = app.now().plus(-WATCHED);
    let runs = store::runs::of_program(app.store(), workspace, key).await?;
    let last = runs.into_iter().filter(|run| run.frozen_at.is_some()).max_by_key(|run| run.id);
    let braked = |run: &Run| run.brake.is_some_and(|brake| brake != Brake::Released);
    let last = last.filter(|run| braked(run) && run.finished_at.is_some_and(|at| at >= since));
    Ok(last.and_then(|run| Some((run.brake, run.reason?))).map(|(brake, reason)| {
        let message = format!("mail of the last run has come back: {reason}");
        let remedy = match brake {
            Some(Brake::Content) => "Look at what the servers said of the message, and change what they refuse.",
            _ => "Look at what came back, and leave those out whose consent or address is doubtful.",
        };
        Finding::error(Area::Audience, "audience.came_back", message, remedy)
    }))
}

pub(super) fn of_test(test: &VariantTest, reach: &Reach, rate: Option<f64>) -> Vec<Finding> {
    let area = Area::Test;
    let tried = test.share.unwrap_or(100 - test.holdout.min(100));
    let each = (reach.sendable + reach.later) * u64::from(tried) / 100 / test.variants.len().max(1) as u64;
    let mut found = Vec::new();
    if each < u64::from(test.sample) {
        let message =
            format!("each variant reaches about {each} contacts, fewer than the {} that a result takes", test.sample);
        let remedy = "Let more of the audience try the variants, or try fewer variants.";
        found.push(Finding::warning(area, "test.too_small", message, remedy));
    }
    let needed = rate.and_then(|rate| rules::variants::needed(rate, WORTH_SEEING, test.variants.len()));
    if let Some(needed) = needed.filter(|needed| *needed > each) {
        let message = format!(
            "each variant reaches about {each} contacts; to tell a difference of {:.0} % it takes {needed}",
            WORTH_SEEING * 100.0
        );
        let remedy = "Expect that only large differences are seen.";
        found.push(Finding::warning(area, "test.weak", message, remedy));
    }
    found
}

/// The share of those reached who did so far what the variants are compared by; `None` where that is no share.
pub(super) fn usual_rate(app: &App, key: &str, program: &Program, by: Aim) -> Option<f64> {
    let image = app.engine().image();
    let figures = Figures::read(&image, app.now()).of(key, program);
    let (did, usual) = match by {
        Aim::Opens => (Some(figures.opened), OPENS),
        Aim::Clicks => (Some(figures.clicked), CLICKS),
        // What counts as one is not what counts as the program's success.
        Aim::Conversions => (None, CONVERSIONS),
        Aim::Revenue => return None,
    };
    Some(match did.filter(|_| figures.reached > 0) {
        Some(did) => (did as f64 / figures.reached as f64).clamp(0.001, 0.5),
        None => usual,
    })
}
