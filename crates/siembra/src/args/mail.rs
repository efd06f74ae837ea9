//! What `mail` takes.

use super::Place;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Returns {
    #[command(subcommand)]
    pub action: MailAction,
}

#[derive(Debug, Subcommand)]
pub enum MailAction {
    /// Hands in messages that came back: bounces, complaints, automatic answers.
    Returned {
        /// The messages as they came, headers first; - reads standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        place: Place,
        /// The address that the mail server took them for.
        #[arg(long)]
        to: Option<String>,
        /// Say what is read in them, and change nothing; needs no instance.
        #[arg(long)]
        dry_run: bool,
        #[arg(long)]
        json: bool,
    },
}
