//! What the command line takes.

mod bench;
mod import;
mod mail;
mod senders;
mod words;

pub use bench::{AudienceBench, Bench, IntakeBench, SendBench, TrackBench};
pub use import::{Answer, Import};
pub use mail::{MailAction, Returns};
pub use senders::{Senders, SendersAction};

use clap::{Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use words::{dns_server, domain};

/// Marketing automation: contacts and behaviour become qualified leads, emails and money counted.
#[derive(Debug, Parser)]
#[command(name = "siembra", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the product.
    Serve(Serve),
    /// Loads a demo world and serves it, ready to click.
    Demo(Demo),
    /// Imports a CSV or Parquet file.
    Import(Import),
    /// Counts who a filter means.
    Segment(Segment),
    /// Says why: segments, score, gates and stage of a contact, each with its reasons.
    Explain(Explain),
    /// Runs a draft over history: how many, who enters and leaves, how well it predicts won deals.
    Rehearse(crate::commands::rehearse::Rehearse),
    /// KPIs, funnel or programs of a period.
    Report(Report),
    /// Runs one SELECT over records and activities.
    Query(Query),
    /// Puts the definitions of a folder in force.
    Apply(Apply),
    /// Writes every definition in force to a folder, as text.
    Export(Export),
    /// Mail that came back.
    Mail(Returns),
    /// Domains that mail is sent from: keys, records, checks.
    Senders(Senders),
    /// Computes segments and scores anew and compares.
    Verify(Verify),
    /// Measures how fast it is on this machine.
    #[command(subcommand)]
    Bench(Bench),
}

impl Command {
    pub fn serves(&self) -> bool {
        matches!(self, Command::Serve(_)) || matches!(self, Command::Demo(demo) if !demo.load_only)
    }
}

/// Where everything is kept.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// Folder for database, keys and uploads.
    #[arg(long, default_value = "data", env = "SIEMBRA_DATA")]
    pub data: PathBuf,
    /// A PostgreSQL database in place of the embedded one: postgres://user:password@host/name.
    #[arg(long, env = "SIEMBRA_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// MiB of memory that may be used; what is stored has to fit, else the start is refused with the number needed.
    #[arg(long, env = "SIEMBRA_MEMORY")]
    pub memory: Option<u64>,
}

/// How mail leaves.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Mail {
    /// An SMTP server, smtps://user:password@host:465 or smtp://host:587?tls=required. Without it mail goes to the
    /// built-in outbox.
    #[arg(long, env = "SIEMBRA_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Seconds before a message that the server put off is tried again; later waits grow in proportion. 300 when absent.
    #[arg(long, env = "SIEMBRA_MAIL_RETRY", value_parser = clap::value_parser!(u64).range(1..=3_600))]
    pub mail_retry: Option<u64>,
    /// The domain whose mail comes back to this instance, as bounce.example.com: each message gets an address of its own
    /// there for what comes back. Without it bounces go to the sender.
    #[arg(long, env = "SIEMBRA_BOUNCE_DOMAIN", value_parser = domain)]
    pub bounce_domain: Option<String>,
    /// Asks this DNS server about the domains of senders, 192.0.2.53 or 192.0.2.53:5353, in place of this machine's.
    #[arg(long, env = "SIEMBRA_DNS", value_parser = dns_server)]
    pub dns: Option<SocketAddr>,
    /// Mail may leave from domains that are not verified: for a mail server that changes or signs the sender itself.
    #[arg(long, env = "SIEMBRA_ANY_SENDER")]
    pub any_sender: bool,
    /// Before a run the links and pictures of its messages are not asked for, and of senders' domains no policy and no logo
    /// is fetched: for a server without a way to the internet.
    #[arg(long, env = "SIEMBRA_NO_LINK_CHECK")]
    pub no_link_check: bool,
    /// Takes what comes to the bounce domain on this address itself, by SMTP: 0.0.0.0:25, where its MX record leads.
    #[arg(long, env = "SIEMBRA_BOUNCE_LISTEN", requires = "bounce_domain")]
    pub bounce_listen: Option<String>,
    /// Reads what comes back from a mailbox, imaps://user:password@imap.example.com/INBOX?move=Done, where no mail server
    /// hands it over. Better in the environment than in the list of processes.
    #[arg(long, env = "SIEMBRA_IMAP_URL", hide_env_values = true)]
    pub imap_url: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub mail: Mail,
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// The server is reached over HTTPS (through a proxy): cookies travel over nothing else.
    #[arg(long)]
    pub https: bool,
}

#[derive(Debug, clap::Args)]
pub struct Demo {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub mail: Mail,
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// A folder with the tables of a world, Parquet or CSV; the one that comes with the program when absent.
    #[arg(long)]
    pub world: Option<PathBuf>,
    /// Keep the dates of the world, and let rules see only what had happened by this day (2024-04-01).
    #[arg(long)]
    pub as_of: Option<String>,
    /// Load, print counts and the proof of AQL, and stop.
    #[arg(long)]
    pub load_only: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Object {
    Contacts,
    Accounts,
    Leads,
    Opportunities,
    Activities,
}

#[derive(Debug, clap::Args)]
pub struct Segment {
    #[command(subcommand)]
    pub action: SegmentAction,
}

#[derive(Debug, Subcommand)]
pub enum SegmentAction {
    /// How many contacts a filter means, with the filter as a sentence.
    Count {
        #[command(flatten)]
        place: Place,
        /// A filter as JSON; - reads standard input.
        #[arg(long)]
        filter: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
pub struct Explain {
    /// An id (con_…) or an e-mail address.
    pub contact: String,
    #[command(flatten)]
    pub place: Place,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ReportKind {
    Kpis,
    Funnel,
    Programs,
}

#[derive(Debug, clap::Args)]
pub struct Report {
    pub what: ReportKind,
    #[command(flatten)]
    pub place: Place,
    /// First day, 2026-01-01; the last 30 days when absent.
    #[arg(long)]
    pub from: Option<String>,
    /// Last day.
    #[arg(long)]
    pub to: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Query {
    /// One SELECT over contacts, accounts, leads, opportunities, activities, segment_members.
    pub sql: String,
    #[command(flatten)]
    pub place: Place,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Apply {
    pub folder: PathBuf,
    #[command(flatten)]
    pub place: Place,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Publish emails, snippets, assets and programs although roles need a second person for that here.
    #[arg(long)]
    pub without_approval: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Export {
    pub folder: PathBuf,
    #[command(flatten)]
    pub place: Place,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    pub place: Place,
    #[arg(long)]
    pub json: bool,
}
