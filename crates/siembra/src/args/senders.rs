//! What `senders` takes.

use super::Place;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Senders {
    #[command(subcommand)]
    pub action: SendersAction,
    #[command(flatten)]
    pub place: Place,
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum SendersAction {
    /// Every domain with its state.
    List,
    /// Adds a domain, makes its keys, and shows the records to set.
    Add {
        domain: String,
        /// What the mail provider asks to have in SPF, as include:spf.example.net.
        #[arg(long)]
        spf: Option<String>,
    },
    /// The records to set.
    Records { domain: String },
    /// Looks at DNS now, and says what is wrong and how to mend it.
    Check { domain: String },
    /// Lets mail leave although the domain is not verified.
    Allow { domain: String },
    /// Takes that back.
    Disallow { domain: String },
    /// Takes a domain and its keys away.
    Remove { domain: String },
    /// Hands in DMARC reports: messages, or their files.
    Report {
        /// - reads standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}
