//! `bench`: how fast it is on this machine, on generated data with a fixed seed.

mod events;
mod intake;
mod sender;

use crate::args::Bench;
use anyhow::Result;

pub async fn run(bench: Bench) -> Result<()> {
    match bench {
        Bench::Intake(args) => intake::run(args).await,
    }
}
