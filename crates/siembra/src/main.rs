//! The command line. `serve` and `demo` run the product; every other command asks it through the same API as everybody
//! else, over a socket in the data directory: of the server that holds the directory, or, when none does, of one that the
//! command starts for itself.

mod args;
mod client;
mod commands;
mod home;
mod perform;
mod print;
mod serve;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

/// Deciding allocates much and briefly, on several threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The command did its work.
const OK: u8 = 0;
/// Something was wrong with what was asked, or it could not be done.
const FAILED: u8 = 1;

fn main() -> ExitCode {
    let args = Args::parse();
    log(&args);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("siembra: the runtime did not start: {error}");
            return ExitCode::from(FAILED);
        }
    };
    match runtime.block_on(run(args.command)) {
        Ok(()) => ExitCode::from(OK),
        Err(error) => {
            eprintln!("siembra: {error:#}");
            ExitCode::from(FAILED)
        }
    }
}

/// Logs go to standard error: a server tells what it does, other commands only what went wrong.
fn log(args: &Args) {
    let usual = if args.command.serves() { "info" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("SIEMBRA_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(format!("{usual},sqlx=warn,lettre=warn")));
    // A log that cannot be written, as on a full disk, must not end the process.
    let fmt = tracing_subscriber::fmt().log_internal_errors(false);
    fmt.with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(serve) => serve::run(serve).await,
        Command::Demo(demo) => commands::demo::run(demo).await,
        Command::Import(import) => commands::import::run(import).await,
        Command::Segment(segment) => commands::segment::run(segment).await,
        Command::Explain(explain) => commands::explain::run(explain).await,
        Command::Rehearse(rehearse) => commands::rehearse::run(rehearse).await,
        Command::Report(report) => commands::report::run(report).await,
        Command::Query(query) => commands::query::run(query).await,
        Command::Apply(apply) => commands::text::apply(apply).await,
        Command::Export(export) => commands::text::export(export).await,
        Command::Mail(mail) => commands::mail::run(mail).await,
        Command::Senders(senders) => commands::senders::run(senders).await,
        Command::Verify(verify) => commands::verify::run(verify).await,
        Command::Bench(bench) => commands::bench::run(bench).await,
    }
}
