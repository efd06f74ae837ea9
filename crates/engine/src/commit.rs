//! What one decided batch writes: the desk's decisions, the answers to its inputs, and where the applier stands after.

use crate::Outcome;
use crate::desk::Decided;
use model::*;
use store::applier::{Commit, Cursor};
use store::intake::NewIntake;
use store::parked::NewParked;
use store::seen::Seen;

/// Inputs of rules in one intake row.
const MOST_FED: usize = 500;

/// When contacts are to be settled again by time alone.
pub(crate) type Until = Vec<(ContactId, Option<Timestamp>)>;

/// The transaction of a batch, and when its contacts are to be settled again.
pub(crate) fn commit_of(
    before: &Cursor,
    last: i64,
    now: Timestamp,
    decided: Decided,
    fresh: &[Envelope],
    outcomes: &[Outcome],
) -> (Commit, Until) {
    let quiet = decided.changes.is_empty() && decided.activities.is_empty();
    let first = decided.activities.first().map(|first| first.number);
    let ledger = first.map(|first| (first, decided.ledger));
    let change_seq = before.change_seq + i64::from(!quiet);
    let cursor = Cursor { applied: last, evaluated_to: now, change_seq, ledger: decided.ledger, ids: decided.ids };
    let mut commit = Commit::new(cursor);
    let (changes, activities) = (decided.changes, decided.activities);
    commit.batch = (!quiet).then_some(ChangeBatch { seq: change_seq, now, changes, ledger, activities });
    for (envelope, outcome) in fresh.iter().zip(outcomes) {
        // A caller who waits is told; what came by itself is kept until somebody mends the cause and replays it.
        if let (Some(refused), false) = (&outcome.refused, envelope.source == "api") {
            commit.parked.push(parked(envelope, last, now, format!("{}: {}", refused.field, refused.message)));
        } else {
            let answer = serde_json::to_string(outcome).unwrap_or_default();
            commit.seen.push(Seen { message_id: envelope.message_id.clone(), outcome: answer });
        }
    }
    commit.parked.extend(decided.made.parked.into_iter().map(|(envelope, why)| parked(&envelope, last, now, why)));
    let feeds = decided.made.feeds.chunks(MOST_FED).filter_map(|feeds| {
        let payload = model::input::pack(feeds).ok()?;
        Some(NewIntake { payload, envelopes: feeds.len() })
    });
    commit.feeds = feeds.collect();
    commit.identities = decided.made.identities;
    commit.work = decided.made.work;
    commit.sends = decided.made.sends;
    commit.addresses = decided.made.addresses;
    commit.address_states = decided.made.address_states;
    commit.consents = decided.made.consents;
    (commit, decided.until)
}

fn parked(envelope: &Envelope, intake_seq: i64, at: Timestamp, reason: String) -> NewParked {
    let payload = model::input::pack(std::slice::from_ref(envelope)).unwrap_or_default();
    NewParked { message_id: envelope.message_id.clone(), intake_seq, reason, payload, at }
}
