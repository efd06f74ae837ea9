//! Opens and clicks over HTTP: a server of its own in a temporary folder, messages that exist, readers on this machine. Each
//! hit is durable before its answer. Meanwhile hits are brought to the store; how long that takes afterwards is told too.
//! The readers take their share of the processors.

use crate::args::{Place, TrackBench};
use crate::home::Home;
use crate::print;
use anyhow::{Context, Result, ensure};
use content::token::{Keys, Kind, Token, sign};
use engine::Clock;
use engine::perform::Performer;
use model::input::{ContactPut, Key};
use model::{ContactId, DEFAULT_WORKSPACE, Input, SendId};
use serde_json::json;
use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::hits::Narrow;
use store::sends::NewSend;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

const PROGRAM: &str = "bench";
/// One opening to so many clicks is asked for.
const OPENS: usize = 3;
const FLUSHES: usize = 200;
/// Hits of one link that the server keeps in a minute.
const MOST_EACH: usize = 20;
const AGENT: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";

pub async fn run(args: TrackBench) -> Result<()> {
    let least = (args.hits + args.hits / 20).div_ceil(MOST_EACH);
    ensure!(
        args.contacts >= least,
        "of one message {MOST_EACH} hits a minute are kept; give --contacts {least} or more"
    );
    let folder = tempfile::tempdir().context("the temporary directory cannot be written to")?;
    let place = Place { data: folder.path().join("data"), database_url: args.database_url.clone(), memory: None };
    let home = Home::open(&place, Clock::System, true).await?;
    ensure!(home.is_new().await?, "the database is in use; give an empty one");
    home.publish_starter().await?;
    let sends = messages(&home, args.contacts).await?;
    let requests = Arc::new(requests(&home.link_keys()?, &sends));
    let options = crate::perform::options(&home, &crate::args::Mail::default(), None)?;
    let performer = Performer::start(home.engine.clone(), options);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(api::listen::on_address(home.app(performer.clone(), false), listener, std::future::pending()));

    ask_all(address, &requests, args.connections, args.hits / 20).await?;
    let since = Instant::now();
    let mut waits = ask_all(address, &requests, args.connections, args.hits).await?;
    let took = since.elapsed();
    let behind = Instant::now();
    let asked = (args.hits + args.hits / 20) as i64;
    while kept(&home).await? < asked {
        ensure!(behind.elapsed() < Duration::from_secs(300), "hits are missing in the store: {}", kept(&home).await?);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    waits.sort_unstable();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    let mut flushes = flushes(folder.path())?;
    flushes.sort_unstable();
    let flush = |share: f64| flushes[((flushes.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    let result = json!({
        "messages": sends.len(), "hits": args.hits, "connections": args.connections,
        "hits_per_second": args.hits as f64 / took.as_secs_f64(),
        "wait_ms_median": at(0.5), "wait_ms_p99": at(0.99),
        "flush_ms_median": flush(0.5), "flush_ms_p99": flush(0.99),
        "all_in_the_store_after_seconds": behind.elapsed().as_secs_f64(),
    });
    performer.stop().await;
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

/// Contacts with one message each that was held, so that nobody performs it meanwhile.
async fn messages(home: &Home, contacts: usize) -> Result<Vec<SendId>> {
    let envelope = |n: usize| {
        let put = ContactPut { key: Key::email(format!("u{n}@example.com")), ..ContactPut::default() };
        home.engine.envelope(format!("bench:{n}"), "bench", Input::Contact(put))
    };
    let all: Vec<usize> = (0..contacts).collect();
    for some in all.chunks(500) {
        let seq = home.engine.accept(some.iter().map(|n| envelope(*n)).collect()).await?;
        home.engine.wait_for(seq).await?;
    }
    let now = home.now();
    let ids: Vec<ContactId> = home.engine.image().contact_ids().collect();
    let send = |contact: &ContactId| NewSend {
        run: None,
        program: Some(PROGRAM.into()),
        occurrence: "bench".into(),
        contact: *contact,
        address: format!("{contact}@example.com"),
        email: "welcome".into(),
        email_version: 1,
        operational: false,
        details: "{}".into(),
        due_at: now,
        held: Some("bench".into()),
    };
    let sends: Vec<NewSend> = ids.iter().map(send).collect();
    store::sends::add(home.engine.store(), DEFAULT_WORKSPACE, &sends, now).await?;
    let narrow = store::sends::Narrow { program: Some(PROGRAM.into()), ..Default::default() };
    let found = store::sends::page(home.engine.store(), DEFAULT_WORKSPACE, &narrow, i64::MAX, contacts).await?;
    Ok(found.into_iter().map(|send| send.id).collect())
}

/// Whole requests, each of a reader of its own.
fn requests(keys: &Keys, sends: &[SendId]) -> Vec<Vec<u8>> {
    let request = |(n, send): (usize, &SendId)| {
        let road = match n % (OPENS + 1) {
            0 => format!("t/o/{}.gif", sign(keys, &Token::of(Kind::Open, DEFAULT_WORKSPACE, *send))),
            link => {
                let target = format!("https://www.example.com/resources/{link}?utm_campaign=bench");
                format!("t/c/{}", sign(keys, &Token::click(DEFAULT_WORKSPACE, *send, link as u16, &target)))
            }
        };
        let from = format!("{}.{}.{}.9", 60 + n % 40, n / 40 % 250, n / 10_000 % 250);
        format!("GET /{road} HTTP/1.1\r\nhost: localhost\r\nuser-agent: {AGENT}\r\nx-forwarded-for: {from}\r\n\r\n")
            .into_bytes()
    };
    sends.iter().enumerate().map(request).collect()
}

/// Asks over several connections as fast as answers come; how long each was waited for.
async fn ask_all(
    address: SocketAddr,
    requests: &Arc<Vec<Vec<u8>>>,
    connections: usize,
    count: usize,
) -> Result<Vec<Duration>> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut asking = JoinSet::new();
    for _ in 0..connections {
        let (next, requests) = (next.clone(), requests.clone());
        asking.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let (mut waits, mut answer) = (Vec::new(), Vec::with_capacity(4_096));
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= count {
                    return anyhow::Ok(waits);
                }
                let asked = Instant::now();
                stream.write_all(&requests[n % requests.len()]).await?;
                whole(&mut stream, &mut answer).await?;
                waits.push(asked.elapsed());
            }
        });
    }
    let mut waits = Vec::with_capacity(count);
    while let Some(done) = asking.join_next().await {
        waits.extend(done??);
    }
    Ok(waits)
}

/// Reads an answer: the picture, or the way on.
async fn whole(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<()> {
    answer.clear();
    loop {
        ensure!(stream.read_buf(answer).await? > 0, "the server has closed the connection");
        let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&answer[..end])?;
        ensure!(head.starts_with("HTTP/1.1 302") || head.starts_with("HTTP/1.1 200"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let whole = end + 4 + length.context("an answer without its length")?.parse::<usize>()?;
        while answer.len() < whole {
            ensure!(stream.read_buf(answer).await? > 0, "the server has closed the connection");
        }
        return Ok(());
    }
}

async fn kept(home: &Home) -> Result<i64> {
    let narrow = Narrow { program: PROGRAM.into(), ..Narrow::default() };
    Ok(store::hits::labels(home.engine.store(), DEFAULT_WORKSPACE, &narrow).await?.values().sum())
}

/// How long the disk takes to keep something.
fn flushes(folder: &Path) -> Result<Vec<Duration>> {
    let mut file = File::create(folder.join("flush"))?;
    let mut times = Vec::new();
    for _ in 0..FLUSHES {
        file.write_all(&[7; 16 * 1024])?;
        let since = Instant::now();
        file.sync_data()?;
        times.push(since.elapsed());
    }
    Ok(times)
}
