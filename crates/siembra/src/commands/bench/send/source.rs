//! Postfix's own source of test mail, to the same kind of server: what a sender reaches that makes, signs and remembers
//! nothing.

use super::sink::Other;
use super::usage::Usage;
use anyhow::{Context, Result, ensure};
use std::process::Command;
use std::time::Instant;

/// Where Debian has it, when it is not among the usual places.
const PLACES: [&str; 3] = ["smtp-source", "/usr/sbin/smtp-source", "/usr/libexec/postfix/smtp-source"];

/// Messages a second, and how many processors both sides used.
pub fn measure(messages: usize, connections: usize) -> Result<(f64, f64)> {
    let other = Other::start()?;
    let theirs = Usage::of(other.process());
    let since = Instant::now();
    let (count, sessions) = (messages.to_string(), connections.to_string());
    let arguments =
        ["-d", "-s", &sessions, "-m", &count, "-l", "10240", "-f", "news@bench.example", "-t", "a@bench.example"];
    let own = Usage::of_children();
    let run = |place: &&str| Command::new(place).args(arguments).arg(&other.address).status().ok();
    let status = PLACES.iter().find_map(run).context("smtp-source is not installed; apt-get install postfix has it")?;
    ensure!(status.success(), "smtp-source ended with {status}");
    let seconds = since.elapsed().as_secs_f64();
    let processors = Usage::of_children().since(&own).processor + Usage::of(other.process()).since(&theirs).processor;
    let taken = other.end()?;
    ensure!(taken.messages as usize == messages, "{} messages came", taken.messages);
    Ok((messages as f64 / seconds, processors / seconds))
}
