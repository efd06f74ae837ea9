//! Runs: a freeze, chunks that are made once each, and progress that is a recount.

use crate::sends::send;
use crate::support::{WS, finish, handing, open};
use model::{HOUR, SendId, Timestamp};
use store::Store;
use store::runs::{self, Chunk, Freeze, Moved, NewRun, Request, Run, RunState, Unmade};
use store::sends::{self, Finish, NewSend, Send, SendState};

pub async fn frozen(store: &Store) -> Run {
    frozen_of(store, "launch").await
}

pub async fn frozen_of(store: &Store, program: &str) -> Run {
    let new = NewRun {
        program: program.into(),
        email: "hello".into(),
        operational: false,
        scheduled_at: Timestamp(10),
        user: None,
    };
    let run = runs::create(store, WS, &new, None, Timestamp(1)).await.unwrap().unwrap();
    assert!(runs::due(store, WS, Timestamp(9)).await.unwrap().is_empty());
    assert_eq!(runs::due(store, WS, Timestamp(10)).await.unwrap().len(), 1);
    let pins = std::collections::BTreeMap::from([("snippet/footer".to_string(), 2)]);
    assert!(runs::pins(store, WS, run.id).await.unwrap().is_empty());
    let freeze =
        Freeze { email_version: 4, audience: vec![1, 2, 0, 255], audience_count: 6, change_seq: 77, test: None, pins };
    assert!(runs::freeze(store, WS, run.id, &freeze, Timestamp(11)).await.unwrap());
    let other = Freeze { audience: vec![], ..freeze };
    assert!(!runs::freeze(store, WS, run.id, &other, Timestamp(12)).await.unwrap(), "frozen once");
    assert_eq!(runs::pins(store, WS, run.id).await.unwrap(), other.pins);
    runs::get(store, WS, run.id).await.unwrap()
}

fn chunk(run: &Run, from: i64, to: i64) -> Chunk {
    let sends = (from + 1..=to)
        .map(|n| NewSend {
            run: Some(run.id),
            program: Some(run.program.clone()),
            ..send(&run.occurrence(), n, &format!("c{n}@example.com"))
        })
        .collect();
    Chunk { from, to, sends, last: to == 6 }
}

async fn materialise(store: &Store, run: &Run, from: i64, to: i64) -> bool {
    runs::materialise(store, WS, run.id, &chunk(run, from, to), Timestamp(20)).await.unwrap()
}

fn nothing(_: &[Send]) -> Vec<store::intake::NewIntake> {
    Vec::new()
}

async fn send_all(store: &Store) -> usize {
    let claimed = sends::claim(store, WS, 100, Timestamp(30), 60_000).await.unwrap();
    let Some(first) = claimed.first() else { return 0 };
    let ids: Vec<(SendId, String)> = claimed.iter().map(|one| (one.id, "<m>".to_string())).collect();
    handing(store, first.token, &ids, Timestamp(31)).await;
    let ends: Vec<Finish> = claimed.iter().map(|one| Finish::new(one, SendState::Sent, None)).collect();
    finish(store, first.token, &ends, Timestamp(32), &nothing).await.len()
}

#[tokio::test]
async fn each_chunk_is_made_once_and_the_run_finishes_when_nothing_is_open() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let run = frozen(&store).await;
        assert_eq!((run.state, run.email_version, run.audience_count, run.change_seq), (RunState::Running, 4, 6, 77));
        assert_eq!(runs::audience(&store, WS, run.id).await.unwrap(), [1, 2, 0, 255]);
        assert!(materialise(&store, &run, 0, 4).await);
        assert!(!materialise(&store, &run, 0, 4).await, "not again from there");
        assert_eq!(send_all(&store).await, 4);
        assert!(!runs::finish(&store, WS, run.id, Timestamp(33)).await.unwrap(), "the audience is not through");
        assert!(materialise(&store, &run, 4, 6).await);
        assert!(!runs::finish(&store, WS, run.id, Timestamp(33)).await.unwrap(), "two are open");
        let progress = runs::progress(&store, WS, run.id).await.unwrap();
        assert_eq!(progress, [(SendState::Queued, 2), (SendState::Sent, 4)].into());
        assert_eq!(send_all(&store).await, 2);
        assert!(runs::finish(&store, WS, run.id, Timestamp(34)).await.unwrap());
        assert!(!runs::finish(&store, WS, run.id, Timestamp(35)).await.unwrap());
        let run = runs::get(&store, WS, run.id).await.unwrap();
        assert_eq!((run.state, run.finished_at), (RunState::Finished, Some(Timestamp(34))));
        assert_eq!(runs::of_program(&store, WS, "launch").await.unwrap(), [run]);
    })
    .await;
}

#[tokio::test]
async fn a_paused_run_hands_nothing_over() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let run = frozen(&store).await;
        materialise(&store, &run, 0, 4).await;
        let claimed = sends::claim(&store, WS, 2, Timestamp(30), 60_000).await.unwrap();
        assert!(runs::pause(&store, WS, run.id, "wrong picture").await.unwrap());
        let ids: Vec<(SendId, String)> = claimed.iter().map(|one| (one.id, "<m>".to_string())).collect();
        assert!(handing(&store, claimed[0].token, &ids, Timestamp(31)).await.is_empty());
        assert_eq!(sends::release(&store, WS, claimed[0].token, Timestamp(31)).await.unwrap(), 2);
        assert!(sends::claim(&store, WS, 9, Timestamp(30), 60_000).await.unwrap().is_empty());
        assert!(!materialise(&store, &run, 4, 6).await);
        let receipt = NewSend { run: Some(run.id), operational: true, ..send("receipt", 9, "c9@example.com") };
        sends::add(&store, WS, &[receipt], Timestamp(30)).await.unwrap();
        assert!(!sends::operational_is_due(&store, WS, Timestamp(30)).await.unwrap(), "it keeps nothing else waiting");
        assert!(runs::resume(&store, WS, run.id, false).await.unwrap());
        assert!(sends::operational_is_due(&store, WS, Timestamp(30)).await.unwrap());
        assert!(materialise(&store, &run, 4, 6).await);
        assert_eq!(send_all(&store).await, 7);
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_run_holds_what_is_open() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let run = frozen(&store).await;
        materialise(&store, &run, 0, 4).await;
        let claimed = sends::claim(&store, WS, 2, Timestamp(30), 60_000).await.unwrap();
        let first = [(claimed[0].id, "<m>".to_string())];
        assert_eq!(handing(&store, claimed[0].token, &first, Timestamp(31)).await.len(), 1);
        assert!(runs::cancel(&store, WS, run.id, Timestamp(32)).await.unwrap());
        assert!(!runs::cancel(&store, WS, run.id, Timestamp(33)).await.unwrap());
        let progress = runs::progress(&store, WS, run.id).await.unwrap();
        assert_eq!(progress, [(SendState::Handing, 1), (SendState::Held, 3)].into());
        // What was on the wire still reports how it ended.
        let sent = Finish::new(&claimed[0], SendState::Sent, None);
        let done = finish(&store, claimed[0].token, &[sent], Timestamp(34), &nothing).await;
        assert_eq!(done.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_on_the_wire_of_a_cancelled_run_does_not_stay_open() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let run = frozen(&store).await;
        materialise(&store, &run, 0, 4).await;
        let claimed = sends::claim(&store, WS, 2, Timestamp(30), 60_000).await.unwrap();
        let ids: Vec<(SendId, String)> = claimed.iter().map(|one| (one.id, "<m>".to_string())).collect();
        assert_eq!(handing(&store, claimed[0].token, &ids, Timestamp(31)).await.len(), 2);
        runs::cancel(&store, WS, run.id, Timestamp(32)).await.unwrap();
        assert_eq!(runs::hold_cancelled(&store, WS, Timestamp(33)).await.unwrap(), 0, "both may still arrive");
        let later = Finish {
            due_at: Some(Timestamp(40)),
            waits: Some(sends::Waits::Retry),
            ..Finish::new(&claimed[0], SendState::Deferred, Some("later".into()))
        };
        assert_eq!(finish(&store, claimed[0].token, &[later], Timestamp(34), &nothing).await.len(), 1);
        let other = frozen(&store).await;
        materialise(&store, &other, 0, 6).await;
        assert_eq!(runs::hold_cancelled(&store, WS, Timestamp(50)).await.unwrap(), 1);
        let progress = runs::progress(&store, WS, run.id).await.unwrap();
        assert_eq!(progress, [(SendState::Handing, 1), (SendState::Held, 3)].into());
        let held = sends::by_ids(&store, WS, &[claimed[0].id]).await.unwrap().remove(0);
        assert_eq!((held.reason.as_deref(), held.token), (Some("cancelled"), 0));
        let progress = runs::progress(&store, WS, other.id).await.unwrap();
        assert_eq!(progress, [(SendState::Queued, 6)].into(), "another run goes on");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_start_or_move_a_run_at_once_one_does() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let new = |at| NewRun {
            program: "launch".into(),
            email: "hello".into(),
            operational: false,
            scheduled_at: Timestamp(at),
            user: None,
        };
        let starts = (0..20).map(|n| {
            let (store, new) = (store.clone(), new(10 + n));
            tokio::spawn(async move { runs::create(&store, WS, &new, None, Timestamp(1)).await.unwrap() })
        });
        let mut made = Vec::new();
        for start in starts.collect::<Vec<_>>() {
            match start.await.unwrap() {
                Ok(run) => made.push(run),
                Err(unmade) => assert_eq!(unmade, Unmade::NotAlone),
            }
        }
        assert_eq!(made.len(), 1);
        // An hour apart they may stand; moved to the same time they may not, one after the other or at once.
        let second = runs::create(&store, WS, &new(10 + 2 * HOUR), None, Timestamp(1)).await.unwrap().unwrap();
        let third = runs::create(&store, WS, &new(10 + 4 * HOUR), None, Timestamp(1)).await.unwrap().unwrap();
        let at = Timestamp(10 + 10 * HOUR);
        let moves = tokio::join!(runs::reschedule(&store, WS, &second, at), runs::reschedule(&store, WS, &third, at));
        let mut moves = [moves.0.unwrap(), moves.1.unwrap()];
        moves.sort_by_key(|moved| *moved == Moved::NotAlone);
        assert_eq!(moves, [Moved::Moved, Moved::NotAlone]);
        // A request that is said many times at once makes one run, and everybody is told which.
        let request = Request { name: "monday".into(), said: "this".into() };
        let said = (0..20).map(|_| {
            let (store, new, request) = (store.clone(), NewRun { program: "other".into(), ..new(10) }, request.clone());
            tokio::spawn(async move { runs::create(&store, WS, &new, Some(&request), Timestamp(1)).await.unwrap() })
        });
        let (mut made, mut told) = (Vec::new(), Vec::new());
        for said in said.collect::<Vec<_>>() {
            match said.await.unwrap() {
                Ok(run) => made.push(run),
                Err(Unmade::Started(run)) => told.push(*run),
                Err(Unmade::NotAlone) => panic!("it is the same request"),
            }
        }
        assert_eq!((made.len(), told.len()), (1, 19));
        assert!(told.iter().all(|run| run.id == made[0].id && run.said.as_deref() == Some("this")));
    })
    .await;
}
