//! Mail from a run to another mail server: an instance of its own in a temporary folder, every state durable, the send
//! journal kept, messages of ten kilobytes made for each contact; the other server is a process of its own beside it.

mod sink;
mod source;
mod usage;
mod world;

use crate::args::{Place, SendBench};
use crate::home::Home;
use crate::print;
use anyhow::{Context, Result, ensure};
use engine::Clock;
use engine::perform::Performer;
use model::DEFAULT_WORKSPACE;
use serde_json::{Value as Json, json};
use sink::Other;
pub use sink::serve as serve_sink;
use std::time::{Duration, Instant};
use store::runs::RunState;
use store::sends::SendState;
use usage::Usage;

/// How often to look how far it is.
const LOOK: Duration = Duration::from_millis(200);

pub async fn run(args: SendBench) -> Result<()> {
    ensure!(args.recipients > 0, "there must be at least one recipient");
    let folder = tempfile::tempdir().context("the temporary directory cannot be written to")?;
    let place = Place { data: folder.path().join("data"), database_url: args.database_url.clone(), memory: None };
    let home = Home::open(&place, Clock::System, true).await?;
    ensure!(home.is_new().await?, "the database is in use; give an empty one");
    home.publish(&world::definitions(), "bench").await?;
    eprintln!("making {} contacts …", args.recipients);
    world::people(&home, args.recipients).await?;
    eprintln!("sending …");
    let other = Other::start()?;
    let mut result = sent(&home, &other, &args).await?;
    let taken = other.end()?;
    ensure!(taken.messages >= args.recipients as u64, "{} messages came to the other server", taken.messages);
    result["bytes_of_a_message"] = json!(taken.bytes / taken.messages);
    if args.smtp_source {
        eprintln!("smtp-source …");
        let (rate, cpu) = source::measure(args.recipients, args.connections)?;
        result["smtp_source_per_second"] = json!(rate);
        result["smtp_source_processors"] = json!(cpu);
    }
    match args.json {
        true => print::json(&result),
        false => {
            let rows =
                result.as_object().into_iter().flatten().map(|(name, value)| vec![name.clone(), print::cell(value)]);
            print::table(&["measure", "value"], &rows.collect::<Vec<_>>());
        }
    }
    Ok(())
}

async fn sent(home: &Home, other: &Other, args: &SendBench) -> Result<Json> {
    let url = format!("smtp://{}?connections={}", other.address, args.connections);
    let mail = crate::args::Mail { smtp_url: Some(url), ..crate::args::Mail::default() };
    let store = home.engine.store();
    let waiting = Performer::new(home.engine.clone(), crate::perform::options(home, &mail, None)?);
    world::sign(&waiting, home.now()).await?;
    let before = usage::resident();
    let run = waiting.start_run(world::PROGRAM, None, None).await?;
    let since = Instant::now();
    // Frozen and made into sends first, so that the rate is that of sending.
    while !store::runs::get(store, DEFAULT_WORKSPACE, run.id).await?.materialised {
        waiting.advance().await?;
    }
    let made = since.elapsed();
    drop(waiting);
    let (own, theirs) = (Usage::of(std::process::id()), Usage::of(other.process()));
    let (since, mut most) = (Instant::now(), before);
    let performer = Performer::start(home.engine.clone(), crate::perform::options(home, &mail, None)?);
    loop {
        tokio::time::sleep(LOOK).await;
        most = most.max(usage::resident());
        let now = store::runs::get(store, DEFAULT_WORKSPACE, run.id).await?;
        ensure!(now.state != RunState::Paused, "the run was paused: {}", now.reason.unwrap_or_default());
        if now.state == RunState::Finished {
            break;
        }
    }
    let took = since.elapsed();
    let (own, theirs) = (Usage::of(std::process::id()).since(&own), Usage::of(other.process()).since(&theirs));
    let last = store::intake::last(store, DEFAULT_WORKSPACE).await?;
    while home.engine.wait_for(last).await.is_err() {}
    let heard = since.elapsed();
    let states = store::runs::progress(store, DEFAULT_WORKSPACE, run.id).await?;
    let count = states.get(&SendState::Sent).copied().unwrap_or(0);
    ensure!(count == args.recipients as i64, "not everything was sent: {states:?}");
    performer.stop().await;
    home.engine.stop().await;
    let seconds = took.as_secs_f64();
    Ok(json!({
        "messages": count, "signatures": "RSA-2048 and Ed25519", "connections": args.connections,
        "made_per_second": count as f64 / made.as_secs_f64(),
        "sent_per_second": count as f64 / seconds,
        "sent_and_on_timelines_per_second": count as f64 / heard.as_secs_f64(),
        "processors": own.processor / seconds, "processors_of_the_other_server": theirs.processor / seconds,
        "micros_a_message": own.processor / count as f64 * 1e6,
        "mb_above_the_image": most.saturating_sub(before) as f64 / 1e6,
    }))
}
