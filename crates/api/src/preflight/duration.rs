//! How long a run would take.

use crate::App;
use crate::problem::Problem;
use crate::routes::programs::Reach;
use crate::views::preflight::{DurationLimit, PreflightDuration};
use engine::perform::{Foretold, Limit};
use model::definition::{Body, MAIN, VariantTest};
use model::{DefinitionKind, HOUR, SECOND};

/// `None` when it takes more than a year.
pub(super) async fn of(
    app: &App,
    email: &str,
    test: Option<&VariantTest>,
    reach: &Reach,
) -> Result<Option<PreflightDuration>, Problem> {
    let Some(Foretold { seconds, limit, measured }) = app.performer().foretell(email, &reach.domains).await? else {
        return Ok(None);
    };
    let waits = test.map_or(0.0, |test| waits(app, test));
    let domain = match &limit {
        Limit::Domain(domain) => Some(domain.clone()),
        _ => None,
    };
    let limit = match limit {
        _ if waits > seconds => DurationLimit::Test,
        Limit::Speed => DurationLimit::Speed,
        Limit::PerSecond => DurationLimit::PerSecond,
        Limit::PerDay => DurationLimit::PerDay,
        Limit::WarmUp => DurationLimit::WarmUp,
        Limit::Domain(_) => DurationLimit::Domain,
    };
    Ok(Some(PreflightDuration { seconds: (seconds + waits).ceil() as u64, limit, domain, measured }))
}

/// Seconds until the last variant's hour, and until a winner is chosen.
fn waits(app: &App, test: &VariantTest) -> f64 {
    let image = app.engine().image();
    let zone = match image.definition(DefinitionKind::Settings, MAIN).map(|found| &found.body) {
        Some(Body::Settings(settings)) => settings.zone.clone(),
        _ => String::new(),
    };
    let now = app.now();
    let hours = test.variants.iter().filter_map(|variant| variant.hour);
    let last = hours.map(|hour| rules::hours::next_at(now, hour, &zone)).max().unwrap_or(now);
    let winner = test.share.map_or(0, |_| i64::from(test.after_hours) * HOUR);
    (last.0 - now.0 + winner) as f64 / SECOND as f64
}
