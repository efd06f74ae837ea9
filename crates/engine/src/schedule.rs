//! Work that rules left for later and that leads back into the intake: a contact goes on after a wait.

use crate::work::{STEP, StepDue};
use crate::{AcceptError, Engine};
use model::*;
use std::time::{Duration, Instant};
use store::work::{self, Work};

const EVERY: Duration = Duration::from_secs(1);
const SWEEP: Duration = Duration::from_secs(3600);
const INTAKE_KEPT: i64 = 7 * DAY;
const SEEN_KEPT: i64 = 730 * DAY;
const BATCH: usize = 200;
const LEASE_MS: i64 = 60_000;
/// Work that failed this often is parked.
const MOST_ATTEMPTS: i64 = 10;

pub(crate) fn spawn(engine: Engine) {
    tokio::spawn(async move {
        let mut swept = None;
        while !engine.0.stop.is_cancelled() {
            if let Err(error) = resume_due(&engine).await {
                tracing::warn!(%error, "waits that are over could not be resumed; trying again");
            }
            if swept.is_none_or(|swept: Instant| swept.elapsed() > SWEEP) {
                swept = Some(Instant::now());
                if let Err(error) = sweep(&engine).await {
                    tracing::warn!(%error, "what is old could not be swept out; trying again later");
                }
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = engine.0.stop.cancelled() => {}
            }
        }
    });
}

/// Applied inputs have done their work and hold what people sent: they go after a while. So do the ids of messages,
/// later than anybody would send one again.
async fn sweep(engine: &Engine) -> Result<(), store::StoreError> {
    let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
    store::intake::forget(store, workspace, now.plus(-INTAKE_KEPT)).await?;
    store::seen::forget(store, workspace, now.plus(-SEEN_KEPT)).await?;
    Ok(())
}

/// Feeds every wait that is over back into the intake. The work's id is the message id: done twice, it counts once.
pub(crate) async fn resume_due(engine: &Engine) -> Result<usize, AcceptError> {
    let (store, workspace) = (engine.store(), engine.workspace());
    let mut resumed = 0;
    loop {
        let due = work::claim(store, workspace, &[STEP], BATCH, engine.now(), LEASE_MS).await?;
        if due.is_empty() {
            return Ok(resumed);
        }
        resumed += due.len();
        let (steps, broken): (Vec<_>, Vec<_>) = due
            .into_iter()
            .map(|work| (serde_json::from_str::<StepDue>(&work.payload), work))
            .partition(|(step, _)| step.is_ok());
        for (_, work) in &broken {
            work::park(store, workspace, work, "its payload cannot be read").await?;
        }
        let envelopes =
            steps.iter().filter_map(|(step, work)| Some(resume(engine, step.as_ref().ok()?, work))).collect();
        match engine.accept(envelopes).await {
            Ok(_) => {
                for (_, work) in &steps {
                    work::complete(store, workspace, work).await?;
                }
            }
            Err(error) => {
                for (_, work) in &steps {
                    give_back(engine, work, &error.to_string()).await?;
                }
                return Err(error);
            }
        }
    }
}

async fn give_back(engine: &Engine, work: &Work, reason: &str) -> Result<(), store::StoreError> {
    let (store, workspace) = (engine.store(), engine.workspace());
    if work.attempt >= MOST_ATTEMPTS {
        work::park(store, workspace, work, reason).await?;
    } else {
        work::retry_at(store, workspace, work, engine.now().plus(work.attempt * MINUTE), reason).await?;
    }
    Ok(())
}

fn resume(engine: &Engine, step: &StepDue, work: &Work) -> Envelope {
    let input =
        Input::Resume { program: step.program.clone(), version: step.version, step: step.step, contact: step.contact };
    engine.envelope(format!("work:{}", work.id), "rules", input)
}
