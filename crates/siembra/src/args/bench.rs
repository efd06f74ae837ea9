//! What `bench` takes.

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Segments, reports and start of a generated image, beside kernels written by hand.
    Audience(AudienceBench),
    /// Events over HTTP until they are in the segments.
    Intake(IntakeBench),
    /// A run's mail to another mail server.
    Send(SendBench),
    /// Opens and clicks over HTTP, each durable before its answer.
    Track(TrackBench),
    /// The other mail server.
    #[command(hide = true)]
    Sink,
}

#[derive(Debug, clap::Args)]
pub struct AudienceBench {
    #[arg(long, default_value_t = 1_000_000)]
    pub contacts: u32,
    #[arg(long, default_value_t = 20_000_000)]
    pub activities: u64,
    /// Also write the generated rows into this folder, a file a column.
    #[arg(long)]
    pub export: Option<PathBuf>,
    /// Where the snapshot is written while measuring; the temporary folder of the system when absent.
    #[arg(long)]
    pub folder: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
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

#[derive(Debug, clap::Args)]
pub struct SendBench {
    /// An empty PostgreSQL database in place of the embedded one.
    #[arg(long)]
    pub database_url: Option<String>,
    #[arg(long, default_value_t = 100_000)]
    pub recipients: usize,
    /// End after so many of them are sent; the others' mail stays in the queue.
    #[arg(long)]
    pub most: Option<usize>,
    #[arg(long, default_value_t = 200)]
    pub connections: usize,
    /// Also measure Postfix's smtp-source to the same server.
    #[arg(long)]
    pub smtp_source: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct TrackBench {
    /// An empty PostgreSQL database in place of the embedded one.
    #[arg(long)]
    pub database_url: Option<String>,
    /// Contacts, each with one message.
    #[arg(long, default_value_t = 40_000)]
    pub contacts: usize,
    #[arg(long, default_value_t = 600_000)]
    pub hits: usize,
    #[arg(long, default_value_t = 128)]
    pub connections: usize,
    #[arg(long)]
    pub json: bool,
}
