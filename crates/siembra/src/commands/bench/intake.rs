//! Events over HTTP until they are in the segments: a server of its own in a temporary folder, the starter's scoring model,
//! fifty live segments besides the starter's, and senders on this machine. The senders take their share of the processors.

use super::events::{BATCH, PROBE, batches, event, people, segments, singles, user_of};
use super::sender::Sender;
use crate::args::{IntakeBench, Place};
use crate::home::Home;
use crate::print;
use anyhow::{Context, Result, ensure};
use engine::Clock;
use engine::perform::Performer;
use model::DEFAULT_WORKSPACE;
use serde_json::{Value as Json, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Connections that send at once, batches and single events.
const SENDERS: usize = 8;
const MANY_SENDERS: usize = 64;
/// One single event is sent for so many in batches.
const SINGLES: usize = 10;
/// Pace and length of the run in which waiting times are measured.
const PACE: usize = 5_000;
const PACED_SECONDS: usize = 10;

pub async fn run(args: IntakeBench) -> Result<()> {
    let folder = tempfile::tempdir().context("the temporary directory cannot be written to")?;
    let place = Place { data: folder.path().join("data"), database_url: args.database_url.clone(), memory: None };
    let home = Home::open(&place, Clock::System, true).await?;
    ensure!(home.is_new().await?, "the database is in use; give an empty one");
    home.publish_starter().await?;
    home.publish(&segments(), "bench").await?;
    let (address, key) = serve(&home).await?;
    let doors = Doors { address, key };
    doors.send_all(SENDERS, "/v1/batch", people(args.contacts)).await?;
    caught_up(&home).await?;

    // Acceptance alone: what comes in waits.
    let events = args.events / BATCH * BATCH;
    let hold = home.engine.hold();
    let accepted = doors.send_all(SENDERS, "/v1/batch", batches("a", events, args.contacts)).await?;
    let taken_singly = events / SINGLES;
    let singly = doors.send_all(MANY_SENDERS, "/v1/track", singles(taken_singly, args.contacts)).await?;
    drop(hold);
    let since = Instant::now();
    caught_up(&home).await?;
    let applied = since.elapsed();

    let bodies = batches("b", events, args.contacts);
    let since = Instant::now();
    doors.send_all(SENDERS, "/v1/batch", bodies).await?;
    caught_up(&home).await?;
    let through = since.elapsed();

    let mut waits = paced(&home, &doors, args.contacts).await?;
    waits.sort_unstable();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    let rate = |events: usize, took: Duration| events as f64 / took.as_secs_f64();
    let result = json!({
        "contacts": args.contacts, "events": events, "segments": home.engine.image().segments().count(),
        "end_to_end_per_second": rate(events, through),
        "accepted_per_second": rate(events, accepted),
        "single_requests_per_second": rate(taken_singly, singly),
        "applied_per_second": rate(events + taken_singly, applied),
        "paced_per_second": PACE, "wait_ms_median": at(0.5), "wait_ms_p99": at(0.99),
    });
    home.engine.stop().await;
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

async fn caught_up(home: &Home) -> Result<()> {
    let last = store::intake::last(home.engine.store(), DEFAULT_WORKSPACE).await?;
    while let Err(error) = home.engine.wait_for(last).await {
        ensure!(matches!(error, engine::AcceptError::Slow), error);
    }
    Ok(())
}

/// Serves the home on a free port; with a write key.
async fn serve(home: &Home) -> Result<(SocketAddr, String)> {
    let options = crate::perform::options(home, &crate::args::Mail::default(), None)?;
    let app = home.app(Performer::new(home.engine.clone(), options), false);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(api::listen::on_address(app, listener, std::future::pending()));
    let secret = api::secret::Secret::random(api::secret::WRITE_KEY);
    let new = store::keys::NewKey {
        kind: store::keys::KeyKind::Write,
        label: "bench".into(),
        prefix: secret.shown(),
        hash: secret.hash.clone(),
        scopes: Vec::new(),
        created_by: None,
    };
    store::keys::create(home.engine.store(), DEFAULT_WORKSPACE, new, home.now()).await?;
    Ok((address, secret.text))
}

/// Where events go in.
struct Doors {
    address: SocketAddr,
    key: String,
}

impl Doors {
    async fn sender(&self) -> Result<Sender> {
        Sender::connect(self.address, &self.key).await
    }

    /// Sends bodies over several connections as fast as they are taken; how long that took.
    async fn send_all(&self, senders: usize, path: &'static str, bodies: Vec<String>) -> Result<Duration> {
        let (next, bodies) = (Arc::new(AtomicUsize::new(0)), Arc::new(bodies));
        let mut sending = JoinSet::new();
        let since = Instant::now();
        for _ in 0..senders {
            let mut sender = self.sender().await?;
            let (next, bodies) = (next.clone(), bodies.clone());
            sending.spawn(async move {
                while let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Too much is waiting: as an SDK does, the same again a little later.
                    while !sender.send(path, body.as_bytes()).await? {
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                }
                anyhow::Ok(())
            });
        }
        while let Some(done) = sending.join_next().await {
            done??;
        }
        Ok(since.elapsed())
    }
}

/// While [`PACE`] events a second come in, a new contact does what a segment asks for, over and over: how long from sending
/// it until the image has the contact in that segment.
async fn paced(home: &Home, doors: &Doors, contacts: usize) -> Result<Vec<Duration>> {
    let stream = tokio::spawn(stream(doors.sender().await?, contacts));
    let (mut probe, mut waits) = (doors.sender().await?, Vec::new());
    while !stream.is_finished() {
        let n = waits.len() as u64;
        let body = json!({"event": PROBE, "userId": format!("probe{n}"), "messageId": format!("q{n}")});
        let asked = Instant::now();
        ensure!(probe.send("/v1/track", body.to_string().as_bytes()).await?, "a probe was refused");
        while home.engine.image().members(PROBE).len() <= n {
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        waits.push(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stream.await??;
    Ok(waits)
}

async fn stream(mut sender: Sender, contacts: usize) -> Result<()> {
    const SMALL: usize = 50;
    let mut tick = tokio::time::interval(Duration::from_secs(1) * SMALL as u32 / PACE as u32);
    for nth in 0..PACED_SECONDS * PACE / SMALL {
        tick.tick().await;
        let events = nth * SMALL..(nth + 1) * SMALL;
        let events: Vec<Json> = events.map(|n| event(format!("p{n}"), user_of(n, contacts), n)).collect();
        let body = json!({ "batch": events }).to_string();
        ensure!(sender.send("/v1/batch", body.as_bytes()).await?, "{PACE} events a second are more than it takes");
    }
    Ok(())
}
