//! Small makers of what tests need.

use model::{
    Activity, Change, ChangeBatch, Contact, ContactId, DEFAULT_WORKSPACE, Relationship, SendId, Timestamp, Value,
    WorkspaceId,
};
use std::collections::HashSet;
use store::Store;
use store::applier::{self, Commit, CommitError, Cursor, Token};
use store::intake::NewIntake;
use store::sends::{self, Finish, Handing, Send};

pub const WS: WorkspaceId = DEFAULT_WORKSPACE;

pub async fn open(url: &str) -> Store {
    Store::open(url).await.unwrap()
}

pub async fn lease(store: &Store, holder: &str) -> Token {
    applier::lease(store, WS, holder, 60_000).await.unwrap().expect("the lease is free")
}

pub fn contact(id: i64) -> Contact {
    Contact {
        id: ContactId(id),
        external_id: Some(format!("crm-{id}")),
        account: None,
        relationship: Relationship::Prospect,
        owner: None,
        email: Some(format!("c{id}@example.com")),
        fields: [
            ("first_name".to_string(), Value::text("Ada")),
            ("last_name".to_string(), Value::text(format!("L{id}"))),
        ]
        .into(),
        acquisition_program: None,
        created_at: Timestamp(1),
        updated_at: Timestamp(2),
    }
}

pub fn activity(number: i64, contact: Option<i64>) -> Activity {
    Activity {
        number,
        contact: contact.map(ContactId),
        visitor: None,
        lead: None,
        kind: "page_viewed".into(),
        asset: Some("/pricing".into()),
        occurred_at: Timestamp(number * 10),
        recorded_at: Timestamp(number * 10 + 1),
        value: None,
        properties: [("title".to_string(), Value::text("Pricing"))].into(),
        live: true,
        source: "web".into(),
    }
}

/// A commit of these changes and activities right after a cursor; activities get their numbers here.
pub fn next(old: &Cursor, changes: Vec<Change>, mut activities: Vec<Activity>) -> Commit {
    for (number, activity) in (old.ledger + 1..).zip(&mut activities) {
        activity.number = number;
    }
    let mut cursor = *old;
    cursor.applied += 1;
    cursor.change_seq += 1;
    cursor.evaluated_to = old.evaluated_to.plus(1);
    cursor.ledger += activities.len() as i64;
    let ledger = activities.first().zip(activities.last()).map(|(a, b)| (a.number, b.number));
    let batch = ChangeBatch { seq: cursor.change_seq, now: cursor.evaluated_to, changes, ledger, activities };
    Commit { batch: Some(batch), ..Commit::new(cursor) }
}

/// Commits changes after where the applier stands.
pub async fn apply(
    store: &Store,
    token: Token,
    changes: Vec<Change>,
    activities: Vec<Activity>,
) -> Result<Cursor, CommitError> {
    let old = applier::cursor(store, WS).await.unwrap();
    let commit = next(&old, changes, activities);
    applier::commit(store, WS, token, &old, &commit).await?;
    Ok(commit.cursor)
}

/// Sends of one claim are about to be handed over; those that may be.
pub async fn handing(store: &Store, token: i64, ids: &[(SendId, String)], now: Timestamp) -> HashSet<SendId> {
    let handings: Vec<Handing> = ids
        .iter()
        .map(|(send, id)| Handing { send: *send, token, message_id: id.clone(), way: "smtp".into() })
        .collect();
    let recorded = sends::record(store, WS, &handings, &[], now, &|_| Vec::new()).await.unwrap();
    recorded.handed.into_iter().map(|(send, _)| send).collect()
}

/// Attempts of one claim have ended; those that were recorded.
pub async fn finish(
    store: &Store,
    token: i64,
    ends: &[Finish],
    now: Timestamp,
    report: &(dyn Fn(&[Send]) -> Vec<NewIntake> + std::marker::Send + Sync),
) -> Vec<Send> {
    let ends: Vec<Finish> = ends.iter().map(|end| Finish { token, ..end.clone() }).collect();
    sends::record(store, WS, &[], &ends, now, report).await.unwrap().ended
}
