//! What a stopped program keeps, whatever it waits for, and what becomes of it.

use crate::sends::{all, end, ids, nothing, send};
use crate::support::{WS, finish, handing, open};
use model::Timestamp;
use store::Store;
use store::halts::{self, Halt, Waited};
use store::runs::Brake;
use store::sends::{self, Finish, NewSend, Send, SendState, Waits};

const NOW: Timestamp = Timestamp(1_000);
const LATER: Timestamp = Timestamp(9_000);

/// One in each place: put off by the stop, put off by the gate, claimed, being handed over, and still queued; then an
/// operational one, one of a run, and one of another program. Those that were claimed, with their claim.
async fn stopped(store: &Store) -> Vec<Send> {
    let halt = Halt { brake: Brake::Complaints, reason: "2 of 1000".into(), at: NOW };
    assert!(halts::stop(store, WS, "welcome", &halt, &[]).await.unwrap());
    let rows: Vec<NewSend> = (1..=4).map(|n| send("o", n, &format!("c{n}@example.com"))).collect();
    sends::add(store, WS, &rows, NOW).await.unwrap();
    let claimed = sends::claim(store, WS, 10, NOW, 60_000).await.unwrap();
    assert_eq!(claimed.len(), 4);
    let put_off =
        |n: usize, waits| Finish { waits: Some(waits), due_at: Some(LATER), ..end(&claimed[n], SendState::Deferred) };
    let token = claimed[0].token;
    let ends = [put_off(0, Waits::Halted), put_off(1, Waits::Gate)];
    assert_eq!(finish(store, token, &ends, NOW, &nothing).await.len(), 2);
    assert_eq!(handing(store, token, &ids(&claimed[3..]), NOW).await.len(), 1);
    let other = NewSend { program: Some("other".into()), ..send("o", 8, "c8@example.com") };
    let receipt = NewSend { operational: true, ..send("o", 6, "c6@example.com") };
    let of_a_run = NewSend { run: Some(77), ..send("o", 7, "c7@example.com") };
    sends::add(store, WS, &[send("o", 5, "c5@example.com"), receipt, of_a_run, other], NOW).await.unwrap();
    assert_eq!(halts::waiting(store, WS, "welcome").await.unwrap(), 4);
    claimed
}

#[tokio::test]
async fn dropped_is_all_that_has_not_left_whatever_it_waits_for() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let claimed = stopped(&store).await;
        assert!(halts::release(&store, WS, "welcome", Waited::Dropped, LATER).await.unwrap());
        assert!(!halts::release(&store, WS, "welcome", Waited::Dropped, LATER).await.unwrap(), "once");
        let states: Vec<SendState> = all(&store).await.iter().map(|one| one.state).collect();
        use SendState::*;
        assert_eq!(states, [Held, Held, Held, Handing, Held, Queued, Queued, Queued]);
        let reason = all(&store).await[1].reason.clone();
        assert_eq!(reason.as_deref(), Some("dropped when its program was let go on"));
        assert_eq!(halts::waiting(&store, WS, "welcome").await.unwrap(), 0);
        // Whoever had claimed it has lost it; what was on the wire ends there.
        assert!(handing(&store, claimed[2].token, &ids(&claimed[2..3]), LATER).await.is_empty());
        let ends = [end(&claimed[2], Deferred), end(&claimed[3], Sent)];
        assert_eq!(finish(&store, claimed[3].token, &ends, LATER, &nothing).await.len(), 1);
        let due = sends::claim(&store, WS, 10, Timestamp(i64::MAX / 2), 60_000).await.unwrap();
        assert!(due.iter().all(|one| one.operational || one.program.as_deref() == Some("other")), "{due:?}");
    })
    .await;
}

#[tokio::test]
async fn what_goes_on_is_due_at_once_and_what_waits_for_something_else_at_its_time() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let claimed = stopped(&store).await;
        let now = Timestamp(2_000);
        assert!(halts::release(&store, WS, "welcome", Waited::Goes, now).await.unwrap());
        // The gate may have told who had it claimed that the program is stopped; it is asked again.
        let late = Finish { due_at: Some(LATER), waits: Some(Waits::Halted), ..end(&claimed[2], SendState::Deferred) };
        assert!(finish(&store, claimed[2].token, &[late], now, &nothing).await.is_empty());
        let again = sends::claim(&store, WS, 10, now, 60_000).await.unwrap();
        let ours = again.iter().filter(|one| !one.operational && one.program.as_deref() == Some("welcome"));
        let mut ours: Vec<(i64, i64)> = ours.map(|one| (one.contact.0, one.attempt)).collect();
        ours.sort();
        assert_eq!(ours, [(1, 1), (3, 1), (5, 1)], "no attempt was made before");
        let gate = all(&store).await.into_iter().find(|one| one.contact.0 == 2).unwrap();
        assert_eq!((gate.state, gate.due_at), (SendState::Deferred, LATER));
    })
    .await;
}
