//! Opens and clicks: durable before the answer, kept as they came, labelled when it is known who it was.

use super::fixture::*;
use crate::support::{feed, publish};
use engine::perform::{Client, Options, Performer, StoreOutbox};
use mail::Transport;
use model::activity::kind;
use model::hit::{Label, Signal};
use model::input::*;
use model::*;
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use store::hits::{Kept, Narrow};

const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";
const WINDOWS: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0";

/// A sent message to Ana, an hour ago: its pixel, its link, the link that nobody sees.
async fn sent(world: &World) -> (ContactId, String, String, String) {
    let ana = world.consenting("ana@example.com", "Ana").await;
    world.run("spring").await;
    world.settle().await;
    world.pass(HOUR);
    let message = &world.captured().await[0];
    let html = message.body_html(0).unwrap();
    let trap = html[..html.find("display:none").unwrap()].rsplit("/t/c/").next().unwrap();
    let trap = trap.split('"').next().unwrap().to_string();
    (ana, token(message, "t/o"), token(message, "t/c"), trap)
}

impl World {
    async fn ripen(&self) {
        self.pass(2 * MINUTE);
        self.settle().await;
    }

    async fn hits(&self) -> Vec<Kept> {
        let narrow = Narrow { program: "spring".into(), ..Narrow::default() };
        let mut hits = store::hits::page(self.store(), DEFAULT_WORKSPACE, &narrow, 0, 100).await.unwrap();
        hits.reverse();
        hits
    }

    async fn labels(&self) -> Vec<Option<Label>> {
        self.hits().await.into_iter().map(|kept| kept.label).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn software_is_told_apart_from_people() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let (ana, pixel, click, trap) = sent(&world).await;
        world.performer.opened(&pixel, client("Mozilla/5.0", "17.58.1.2")).await;
        world.performer.clicked(&click, client(WINDOWS, "64.235.150.9")).await;
        world.pass(5 * MINUTE);
        // The same browser follows what nobody can see.
        world.performer.clicked(&click, client(WINDOWS, "198.51.100.7")).await;
        assert_eq!(
            world.performer.clicked(&trap, client(WINDOWS, "198.51.100.8")).await.as_deref(),
            Some("https://go.example.com/")
        );
        world.pass(5 * MINUTE);
        world.performer.clicked(&click, Client { method: "HEAD".into(), ..client(WINDOWS, "88.12.4.9") }).await;
        world.pass(5 * MINUTE);
        world.performer.clicked(&click, client(PHONE, "2a0c:5a80:1:2::3")).await;
        world.settle().await;
        assert_eq!(world.labels().await.last(), Some(&None), "a minute has not passed");
        world.ripen().await;
        use Label::{Human, Proxy, Scanner};
        assert_eq!(world.labels().await, [Proxy, Scanner, Scanner, Scanner, Scanner, Human].map(Some));
        let hits = world.hits().await;
        assert_eq!(hits[0].signals, [Signal::AppleProxy]);
        assert_eq!(hits[1].signals, [Signal::Network]);
        assert_eq!(hits[4].signals, [Signal::Method]);
        let last = &hits[5].hit;
        assert_eq!(last.network.unwrap().to_string(), "2a0c:5a80:1::/48", "no more of the address is kept");
        assert_eq!(last.target, "https://www.example.com/guide", "without what it says of the person");
        assert_eq!((world.count(ana, kind::EMAIL_OPENED).await, world.count(ana, kind::EMAIL_CLICKED).await), (0, 1));
        let timeline = world.timeline(ana).await;
        let fetched = timeline.iter().filter(|activity| activity.kind == kind::EMAIL_FETCHED);
        let text = |activity: &Activity, key: &str| activity.properties[key].as_text().unwrap().to_string();
        let mut told: Vec<_> = fetched.map(|one| (text(one, "what"), text(one, "by"))).collect();
        told.sort();
        assert_eq!(told, [("click".into(), "scanner".into()), ("open".into(), "proxy".into())], "once an hour each");
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hits_get_their_labels_while_others_go_on_clicking() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let (_, _, click, _) = sent(&world).await;
    world.performer.clicked(&click, client(PHONE, "88.12.4.9")).await;
    world.pass(2 * MINUTE);
    let going_on = |n: u8| {
        let (performer, click) = (world.performer.clone(), click.clone());
        tokio::spawn(async move {
            loop {
                performer.clicked(&click, client(WINDOWS, &format!("81.30.2.{n}"))).await;
            }
        })
    };
    let others = [1, 2, 3].map(going_on);
    let settled = tokio::time::timeout(Duration::from_secs(30), world.performer.run_once()).await;
    others.iter().for_each(|other| other.abort());
    settled.expect("what comes meanwhile is the next time's").unwrap();
    assert_eq!(world.labels().await[0], Some(Label::Human));
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_kill_and_comes_once() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let folder = tempfile::tempdir().unwrap();
    let performer = || {
        let transport = Transport::capture(StoreOutbox(world.engine.clone()));
        let hits = Some(folder.path().to_path_buf());
        Performer::new(world.engine.clone(), Options { hits, ..Options::new(transport, keys()) })
    };
    let (ana, _, click, _) = sent(&world).await;
    let first = performer();
    for minute in 0..3 {
        world.pass(MINUTE * i64::from(minute > 0));
        assert!(first.clicked(&click, client(PHONE, "88.12.4.9")).await.is_some());
    }
    assert!(world.hits().await.is_empty(), "the store has not been asked");
    let copies: Vec<_> = files(folder.path()).into_iter().map(|path| (std::fs::read(&path).unwrap(), path)).collect();
    assert_eq!(copies.len(), 1);
    drop(first);
    // Killed before anything was read; then between reading and removing, with a line that broke off.
    let second = performer();
    while second.run_once().await.unwrap() > 0 {}
    assert!(files(folder.path()).is_empty());
    let (bytes, path) = &copies[0];
    std::fs::write(path, [bytes.as_slice(), br#"{"send":1,"fet"#].concat()).unwrap();
    let third = performer();
    while third.run_once().await.unwrap() > 0 {}
    assert_eq!(world.hits().await.len(), 3);
    world.pass(2 * MINUTE);
    while third.run_once().await.unwrap() > 0 {}
    world.settle().await;
    assert_eq!(world.count(ana, kind::EMAIL_CLICKED).await, 3);
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_a_flood_nor_a_bad_file_stops_the_labels() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let folder = tempfile::tempdir().unwrap();
    let performer = || {
        let transport = Transport::capture(StoreOutbox(world.engine.clone()));
        let hits = Some(folder.path().to_path_buf());
        Performer::new(world.engine.clone(), Options { hits, ..Options::new(transport, keys()) })
    };
    let (ana, _, click, _) = sent(&world).await;
    let first = performer();
    assert!(first.clicked(&click, client(PHONE, "88.12.4.9")).await.is_some());
    let file = files(folder.path()).remove(0);
    let one: model::hit::Hit = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let line = |n: i64| serde_json::to_string(&model::hit::Hit { at: one.at.plus(n * 3_000), ..one.clone() }).unwrap();
    std::fs::remove_file(&file).unwrap();
    // As if it had been made by the world's clock.
    let file = folder.path().join(format!("{}.hits", one.at.0 << 10));
    std::fs::write(&file, (0..20_000).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    // What is no file cannot be read; it sorts first.
    std::fs::create_dir(folder.path().join("1.hits")).unwrap();
    world.pass(3 * MINUTE);
    let (began, second) = (std::time::Instant::now(), performer());
    while second.run_once().await.unwrap() > 0 {}
    assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
    world.settle().await;
    let labels = world.labels().await;
    assert!((20..=40).contains(&labels.len()) && !labels.contains(&None), "{labels:?}");
    assert!((1..=3).contains(&world.count(ana, kind::EMAIL_CLICKED).await));
    assert_eq!(files(folder.path()), [folder.path().join("1.hits")]);
    // In thirteen months they are forgotten.
    let forget = async |days: i64| {
        let at = world.engine.now().plus(days * DAY);
        store::hits::forget_old(world.store(), DEFAULT_WORKSPACE, at).await.unwrap() as usize
    };
    assert_eq!((forget(399).await, forget(402).await), (0, labels.len()));
    world.engine.stop().await;
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_who_is_not_to_be_tracked_nothing_is_kept() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let field = json!({"object": "contact", "key": "tracking_consent", "label": "Tracking", "type": "boolean"});
        let mut settings = instance()[0].2.clone();
        settings["tracking"] = json!({"agreed": "tracking_consent"});
        let published =
            [(DefinitionKind::Field, "contact.tracking_consent", field), (DefinitionKind::Settings, "main", settings)];
        publish(&world.engine, &published).await;
        let (ana, pixel, click, _) = sent(&world).await;
        let agrees = async |id: &str, yes: bool| {
            let fields = [("tracking_consent".to_string(), Some(Value::Boolean(yes)))].into();
            let put = ContactPut { key: Key::id(ana.0), fields, ..ContactPut::default() };
            feed(&world.engine, id, Input::Contact(put)).await;
        };
        assert!(world.performer.opened(&pixel, client(PHONE, "88.12.4.9")).await);
        assert!(world.performer.clicked(&click, client(PHONE, "88.12.4.9")).await.is_some(), "the link works");
        world.ripen().await;
        assert!(world.hits().await.is_empty());

        agrees("yes", true).await;
        world.performer.clicked(&click, client(PHONE, "88.12.4.9")).await;
        world.settle().await;
        assert_eq!(world.hits().await.len(), 1);
        // Withdrawn before it was known who it was.
        agrees("no", false).await;
        world.ripen().await;
        assert!(world.hits().await.is_empty());
        for told in [kind::EMAIL_OPENED, kind::EMAIL_CLICKED, kind::EMAIL_FETCHED] {
            assert_eq!(world.count(ana, told).await, 0, "{told}");
        }
        // Erased contacts leave no hits either.
        agrees("again", true).await;
        world.performer.clicked(&click, client(PHONE, "88.12.4.9")).await;
        world.ripen().await;
        assert_eq!(world.hits().await.len(), 1);
        feed(&world.engine, "erase", Input::Erase { contact: ana }).await;
        world.performer.clicked(&click, client(PHONE, "88.12.4.9")).await;
        world.ripen().await;
        assert!(world.hits().await.is_empty());
        world.engine.stop().await;
    })
    .await;
}
