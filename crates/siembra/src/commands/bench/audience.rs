//! The audience image on generated data.

use super::sql;
use crate::args::AudienceBench;
use crate::print;
use anyhow::{Result, ensure};
use bench::audience::{Options, run as measured};

pub async fn run(args: AudienceBench) -> Result<()> {
    let AudienceBench { contacts, activities, export, folder, json } = args;
    ensure!(contacts > 0 && activities > 0, "there must be at least one contact and one activity");
    let options = Options { contacts, activities, export, folder };
    let runtime = tokio::runtime::Handle::current();
    let measure = move || measured(&options, &mut progress, &mut |image, report| sql::measure(image, report, &runtime));
    let report = tokio::task::spawn_blocking(measure).await??;
    match json {
        true => print::json(&serde_json::to_value(&report)?),
        false => print!("{report}"),
    }
    ensure!(report.right(), "a count differs from the kernel by hand");
    Ok(())
}

fn progress(what: &str) {
    eprintln!("{what} …");
}
