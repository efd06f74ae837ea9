//! What `senders` takes.

use super::Place;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Senders {
    #[command(subcommand)]
    pub action: SendersAction,
}

/// Where it is asked, and how it is told.
#[derive(Debug, clap::Args)]
pub struct Asked {
    #[command(flatten)]
    pub place: Place,
    #[arg(long)]
    pub json: bool,
}

/// A domain, and where it is asked about.
#[derive(Debug, clap::Args)]
pub struct OneSender {
    pub domain: String,
    #[command(flatten)]
    pub asked: Asked,
}

#[derive(Debug, Subcommand)]
pub enum SendersAction {
    /// Every domain with its state.
    List(Asked),
    /// Adds a domain, makes its keys, and shows the records to set.
    Add {
        #[command(flatten)]
        one: OneSender,
        /// What the mail provider asks to have in SPF, as include:spf.example.net.
        #[arg(long)]
        spf: Option<String>,
    },
    /// The records to set.
    Records(OneSender),
    /// Looks at DNS now, and says what is wrong and how to mend it.
    Check(OneSender),
    /// Lets mail leave although the domain is not verified.
    Allow(OneSender),
    /// Takes that back.
    Disallow(OneSender),
    /// Takes a domain and its keys away.
    Remove(OneSender),
    /// Hands in DMARC reports: messages, or their files.
    Report {
        /// - reads standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        asked: Asked,
    },
}

impl SendersAction {
    pub fn asked(&self) -> &Asked {
        match self {
            SendersAction::List(asked) | SendersAction::Report { asked, .. } => asked,
            SendersAction::Add { one, .. }
            | SendersAction::Records(one)
            | SendersAction::Check(one)
            | SendersAction::Allow(one)
            | SendersAction::Disallow(one)
            | SendersAction::Remove(one) => &one.asked,
        }
    }
}
