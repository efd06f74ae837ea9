//! `bench`: how fast it is on this machine, on generated data with a fixed seed.

mod audience;
mod events;
mod intake;
mod send;
mod sender;
mod sql;
mod track;

use crate::args::Bench;
use anyhow::Result;

pub async fn run(bench: Bench) -> Result<()> {
    match bench {
        Bench::Audience(args) => audience::run(args).await,
        Bench::Intake(args) => intake::run(args).await,
        Bench::Send(args) => send::run(args).await,
        Bench::Track(args) => track::run(args).await,
        Bench::Sink => send::serve_sink().await,
    }
}
