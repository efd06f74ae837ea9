//! `kill -9` in the middle of sending, again and again: nobody is left out, nobody gets it twice, and only what was
//! on an open connection at a kill is in doubt.
//!
//! The parent holds the mail server and kills; the child (this same test binary) opens the database and sends.

use super::fixture::*;
use super::sink::Sink;
use crate::support::publish;
use engine::perform::Performer;
use engine::{Clock, Engine};
use mail::{SmtpSettings, Transport};
use model::input::*;
use model::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use store::Store;
use store::sends::{Narrow, SendState};

const DATABASE: &str = "SIEMBRA_KILL_DATABASE";
const PORT: &str = "SIEMBRA_KILL_PORT";
const CONTACTS: usize = 300;
const CONNECTIONS: usize = 4;
/// On SQLite, and on PostgreSQL, where a killed applier's lease must run out before the next begins.
const KILLS: (u32, u32) = (6, 2);

async fn engine(url: &str) -> Engine {
    let store = Store::open(url).await.unwrap();
    let options = engine::Options { clock: Clock::System, ticks: false, ..engine::Options::default() };
    Engine::start(store, options).await.unwrap()
}

/// The child: sends until it is killed or everything is done.
#[tokio::test(flavor = "multi_thread")]
async fn child() {
    let (Ok(url), Ok(port)) = (std::env::var(DATABASE), std::env::var(PORT)) else { return };
    let engine = engine(&url).await;
    let smtp = SmtpSettings::parse(&format!("smtp://127.0.0.1:{port}?connections={CONNECTIONS}")).unwrap();
    let mut options = from_anywhere(Transport::smtp(smtp));
    options.lease = Some(Duration::from_secs(2));
    let _performer = Performer::start(engine.clone(), options);
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(180) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if store::runs::due(engine.store(), DEFAULT_WORKSPACE, engine.now()).await.unwrap().is_empty() {
            applied(&engine).await;
            engine.stop().await;
            return;
        }
    }
    panic!("not done in three minutes");
}

fn start_child(url: &str, port: u16) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "perform::kill::child", "--nocapture"])
        .env(DATABASE, url)
        .env(PORT, port.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_sending_nobody_is_skipped_and_nobody_gets_it_twice() {
    if std::env::var_os(DATABASE).is_some() {
        return;
    }
    testkit::on_both(|url| async move {
        prepare(&url).await;
        let sink = Sink::start(None, Duration::from_millis(10), false).await;
        let kills = if url.starts_with("postgres") { KILLS.1 } else { KILLS.0 };
        for kill in 0..kills {
            let mut child = start_child(&url, sink.port);
            let before = sink.copies().len();
            let begun = Instant::now();
            // Into the middle of sending, at another instant each time.
            while sink.copies().len() < before + 10 + kill as usize * 5 && begun.elapsed() < Duration::from_secs(30) {
                tokio::time::sleep(Duration::from_millis(3)).await;
                assert!(child.try_wait().unwrap().is_none(), "the child ended before it was killed");
            }
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let mut last = start_child(&url, sink.port);
        let ended = tokio::task::spawn_blocking(move || last.wait().unwrap()).await.unwrap();
        assert!(ended.success(), "the last child did not finish");
        reconcile(&url, &sink, kills as usize).await;
    })
    .await;
}

async fn prepare(url: &str) {
    let engine = engine(url).await;
    publish(&engine, &instance()).await;
    // Two variants: whoever is killed while they are made, nobody may get both.
    let test = json!({"by": "clicks", "after_hours": 1, "variants": [
        {"key": "plain", "label": "Plain"}, {"key": "other", "label": "Other", "subject": "Another subject"}]});
    let does = json!({"batch": {"segment": "all", "email": "guide", "test": test}});
    let program = json!({"label": "Spring", "channel": "Email", "does": does});
    publish(&engine, &[(DefinitionKind::Program, "spring", program)]).await;
    let envelopes = (0..CONTACTS).map(|n| {
        let put = Input::Contact(ContactPut {
            key: Key::email(format!("c{n}@example.com")),
            consent_basis: Some("web form".into()),
            ..ContactPut::default()
        });
        engine.envelope(format!("c{n}"), "api", put)
    });
    engine.apply_and_wait(envelopes.collect()).await.unwrap();
    let nowhere = Transport::smtp(SmtpSettings::parse("smtp://127.0.0.1:1").unwrap());
    with_transport(&engine, nowhere).start_run("spring", None, None, None).await.unwrap();
    engine.stop().await;
}

async fn reconcile(url: &str, sink: &Sink, kills: usize) {
    let engine = engine(url).await;
    let sends =
        store::sends::page(engine.store(), DEFAULT_WORKSPACE, &Narrow::default(), i64::MAX, 10_000).await.unwrap();
    let copies = sink.copies();
    let twice: Vec<_> = copies.iter().filter(|(_, copies)| **copies > 1).collect();
    assert!(twice.is_empty(), "sent twice: {twice:?}");
    let mut states: BTreeMap<SendState, usize> = BTreeMap::new();
    for send in &sends {
        *states.entry(send.state).or_default() += 1;
        let arrived = send.message_id.as_ref().is_some_and(|id| copies.contains_key(id));
        match send.state {
            SendState::Sent => assert!(arrived, "{} is said to be sent and never arrived", send.id),
            SendState::Unknown => {}
            other => panic!("{} is left {other:?}: {:?}", send.id, send.reason),
        }
    }
    println!("{states:?}, {} arrived", copies.len());
    assert_eq!(sends.len(), CONTACTS, "a row for each recipient");
    let unknown = states.get(&SendState::Unknown).copied().unwrap_or(0);
    assert!(unknown <= kills * CONNECTIONS, "{unknown} in doubt after {kills} kills");
    assert!(states[&SendState::Sent] + unknown == CONTACTS && copies.len() <= CONTACTS);
    // What arrived is on the timeline, once.
    for send in &sends {
        let numbers = engine.image().timeline_numbers(send.contact);
        let timeline = store::activities::by_numbers(engine.store(), DEFAULT_WORKSPACE, &numbers).await.unwrap();
        let told = timeline.iter().filter(|activity| activity.kind == model::activity::kind::EMAIL_SENT).count();
        assert_eq!(told, 1, "{} on the timeline", send.id);
    }
    engine.stop().await;
}
