//! What `bench` takes.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Events over HTTP until they are in the segments.
    Intake(IntakeBench),
}

#[derive(Debug, clap::Args)]
pub struct IntakeBench {
    /// An empty PostgreSQL database in place of the embedded one.
    #[arg(long)]
    pub database_url: Option<String>,
    #[arg(long, default_value_t = 20_000)]
    pub contacts: usize,
    #[arg(long, default_value_t = 200_000)]
    pub events: usize,
    #[arg(long)]
    pub json: bool,
}
