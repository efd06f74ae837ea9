//! Mail from a run to another mail server: an instance of its own in a temporary folder, every state durable, the send
//! journal kept, messages of ten kilobytes made for each contact; the other server is a process of its own beside it.

mod receipts;
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
use receipts::Receipts;
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
    let most = args.most.unwrap_or(args.recipients).clamp(1, args.recipients);
    let folder = tempfile::tempdir().context("the temporary directory cannot be written to")?;
    let place = Place { data: folder.path().join("data"), database_url: args.database_url.clone(), memory: None };
    let home = Home::open(&place, Clock::System, true).await?;
    ensure!(home.is_new().await?, "the database is in use; give an empty one");
    home.publish(&[world::definitions(), receipts::definitions()].concat(), "bench").await?;
    eprintln!("making {} contacts …", args.recipients);
    world::people(&home, args.recipients).await?;
    eprintln!("sending …");
    let other = Other::start()?;
    let mut result = sent(&home, &other, &args, most as i64).await?;
    let taken = other.end()?;
    ensure!(taken.messages >= most as u64, "{} messages came to the other server", taken.messages);
    result["bytes_of_a_message"] = json!(taken.bytes / taken.messages);
    if args.smtp_source {
        eprintln!("smtp-source …");
        let (rate, cpu) = source::measure(most, args.connections)?;
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

/// Sends so many of them; the others wait in the queue all the while.
async fn sent(home: &Home, other: &Other, args: &SendBench, most: i64) -> Result<Json> {
    let url = format!("smtp://{}?connections={}", other.address, args.connections);
    let mail = crate::args::Mail { smtp_url: Some(url), ..crate::args::Mail::default() };
    let store = home.engine.store();
    let waiting = Performer::new(home.engine.clone(), crate::perform::options(home, &mail, None)?);
    world::sign(&waiting, home.now()).await?;
    let run = waiting.start_run(world::PROGRAM, None, None, None).await?;
    let (since, mut resident) = (Instant::now(), usage::resident());
    // Frozen and made into sends first, so that the rate is that of sending.
    while !store::runs::get(store, DEFAULT_WORKSPACE, run.id).await?.materialised {
        waiting.advance().await?;
        resident = resident.max(usage::resident());
    }
    let made = since.elapsed();
    drop(waiting);
    let (own, theirs) = (Usage::of(std::process::id()), Usage::of(other.process()));
    let since = Instant::now();
    let performer = Performer::start(home.engine.clone(), crate::perform::options(home, &mail, None)?);
    let receipts = Receipts::start(home.engine.clone(), args.recipients);
    let mut count = 0;
    while count < most {
        tokio::time::sleep(LOOK).await;
        resident = resident.max(usage::resident());
        let now = store::runs::get(store, DEFAULT_WORKSPACE, run.id).await?;
        ensure!(now.state != RunState::Paused, "the run was paused: {}", now.reason.unwrap_or_default());
        // To count is no small question to ask so often of a million.
        if now.state == RunState::Finished || most < args.recipients as i64 {
            let states = store::runs::progress(store, DEFAULT_WORKSPACE, run.id).await?;
            count = states.get(&SendState::Sent).copied().unwrap_or(0);
            ensure!(now.state != RunState::Finished || count >= most, "not everything was sent: {states:?}");
        }
    }
    let took = since.elapsed();
    let (own, theirs) = (Usage::of(std::process::id()).since(&own), Usage::of(other.process()).since(&theirs));
    let operational = receipts.end(&home.engine).await?;
    performer.stop().await;
    let last = store::intake::last(store, DEFAULT_WORKSPACE).await?;
    while home.engine.wait_for(last).await.is_err() {}
    let heard = since.elapsed();
    let image = home.engine.image().heap_bytes() as f64 / 1e6;
    home.engine.stop().await;
    let seconds = took.as_secs_f64();
    let mut result = json!({
        "recipients": args.recipients, "messages": count, "connections": args.connections,
        "signatures": "RSA-2048 and Ed25519",
        "made_per_second": args.recipients as f64 / made.as_secs_f64(),
        "sent_per_second": count as f64 / seconds,
        "sent_and_on_timelines_per_second": count as f64 / heard.as_secs_f64(),
        "processors": own.processor / seconds, "processors_of_the_other_server": theirs.processor / seconds,
        "micros_a_message": own.processor / count as f64 * 1e6,
        "mb_resident_at_most": resident as f64 / 1e6, "mb_above_the_image": resident as f64 / 1e6 - image,
    });
    if let Some(all) = result.as_object_mut() {
        all.extend(operational);
    }
    Ok(result)
}
