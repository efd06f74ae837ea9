//! `verify`: computes segments and scores anew and compares them with what is kept.

use crate::args::Verify;
use crate::home::Home;
use crate::print;
use anyhow::{Result, bail};
use engine::Clock;
use serde_json::json;

/// Differences that are shown.
const SHOWN: usize = 20;

pub async fn run(args: Verify) -> Result<()> {
    Home::must_exist(&args.place)?;
    let home = Home::open(&args.place, Clock::System, false).await?;
    // What time has flipped while nothing ran is settled first, as every start does.
    home.engine.tick().await?;
    let (differences, contacts) = {
        let image = home.engine.image();
        (image.verify(), image.sizes().contacts)
    };
    home.engine.stop().await;
    let shown: Vec<String> = differences.iter().take(SHOWN).map(|difference| format!("{difference:?}")).collect();
    if args.json {
        print::json(&json!({"contacts": contacts, "differences": differences.len(), "shown": shown}));
    } else {
        print::line(&format!("{contacts} contacts, {} differences", differences.len()));
        shown.iter().for_each(|line| print::line(&format!("  {line}")));
    }
    if differences.is_empty() { Ok(()) } else { bail!("what is kept differs from what the rules say") }
}
