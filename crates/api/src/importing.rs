//! Imports as jobs: an uploaded file is read into the intake by a thread of its own, stretch by stretch, and goes on
//! where it was after a restart.

mod job;
mod kept;
mod sink;

pub use job::{dry_run, fields_of, start};
pub use kept::{Kept, Settled, object_of, reports};

use crate::App;
use crate::problem::Problem;

/// Goes on with every import that was running when the process ended.
pub async fn resume_all(app: &App) -> Result<(), Problem> {
    for import in store::imports::running(app.store(), app.workspace()).await? {
        start(app, import.id);
    }
    Ok(())
}
