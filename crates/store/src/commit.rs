//! The applier's transaction: everything that a batch of inputs altered, or nothing.

use crate::addresses::{self, AddressPut};
use crate::applier::{Cursor, Token};
use crate::consents::{self, Consent};
use crate::enqueue;
use crate::erasure::{self, Erased};
use crate::error::{Result, StoreError, retrying};
use crate::identity::{self, Identity};
use crate::intake::{self, NewIntake};
use crate::open::{self, Dialect, Store, Tx};
use crate::parked::{self, NewParked};
use crate::seen::{self, Seen};
use crate::sends::NewSend;
use crate::work::{self, NewWork};
use crate::{accounts, activities, contacts, leads, opportunities, visitors};
use model::address::AddressState;
use model::{Change, ChangeBatch, WorkspaceId};

/// What one transaction of the applier writes.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Where the applier stands afterwards.
    pub cursor: Cursor,
    /// Records, ledger and change log. `None` when nothing changed that rules can see; `cursor.change_seq` then stays.
    pub batch: Option<ChangeBatch>,
    pub identities: Vec<Identity>,
    /// Message ids applied; one that was seen before fails the whole transaction.
    pub seen: Vec<Seen>,
    pub parked: Vec<NewParked>,
    pub work: Vec<NewWork>,
    pub sends: Vec<NewSend>,
    pub addresses: Vec<AddressPut>,
    /// States of addresses, whole, as they are afterwards.
    pub address_states: Vec<AddressState>,
    pub consents: Vec<Consent>,
    /// Follow-up inputs, appended to the intake.
    pub feeds: Vec<NewIntake>,
}

impl Commit {
    /// A commit that moves the cursor and writes nothing else.
    pub fn new(cursor: Cursor) -> Commit {
        Commit {
            cursor,
            batch: None,
            identities: Vec::new(),
            seen: Vec::new(),
            parked: Vec::new(),
            work: Vec::new(),
            sends: Vec::new(),
            addresses: Vec::new(),
            address_states: Vec::new(),
            consents: Vec::new(),
            feeds: Vec::new(),
        }
    }
}

/// Why a commit did not happen, or may not have.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Another applier holds the lease or has moved the cursor. Nothing was written; stop applying.
    #[error("another applier has taken over")]
    Fenced,
    /// COMMIT was sent and not answered: read the cursor again to learn whether it happened.
    #[error(transparent)]
    Unknown(StoreError),
    /// Nothing was written.
    #[error(transparent)]
    Other(StoreError),
}

/// Commits, if the token is still the lease's and the cursor still stands at `old`. Deadlocks and the like are tried
/// again here.
pub async fn commit(
    store: &Store,
    workspace: WorkspaceId,
    token: Token,
    old: &Cursor,
    commit: &Commit,
) -> std::result::Result<(), CommitError> {
    finish(store, workspace, token, old, commit, true).await
}

/// Does all of a commit and rolls it back: whether it would succeed.
pub async fn rehearse(
    store: &Store,
    workspace: WorkspaceId,
    token: Token,
    old: &Cursor,
    commit: &Commit,
) -> std::result::Result<(), CommitError> {
    finish(store, workspace, token, old, commit, false).await
}

async fn finish(
    store: &Store,
    workspace: WorkspaceId,
    token: Token,
    old: &Cursor,
    commit: &Commit,
    keep: bool,
) -> std::result::Result<(), CommitError> {
    check(old, commit).map_err(CommitError::Other)?;
    match retrying!(attempt(store, workspace, token, old, commit, keep)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(CommitError::Fenced),
        Err(error @ StoreError::Unknown(_)) => Err(CommitError::Unknown(error)),
        Err(error) => Err(CommitError::Other(error)),
    }
}

/// A cursor and a change log that disagree would break every reader: refused before anything is written.
fn check(old: &Cursor, commit: &Commit) -> Result<()> {
    let new = &commit.cursor;
    let state = |text: String| Err(StoreError::State(text));
    if new.applied < old.applied || new.evaluated_to < old.evaluated_to || new.ledger < old.ledger {
        return state("the applier's cursor cannot go back".into());
    }
    let Some(batch) = &commit.batch else {
        if new.change_seq != old.change_seq || new.ledger != old.ledger {
            return state("a commit without changes cannot move the change log or the ledger".into());
        }
        return Ok(());
    };
    if batch.seq != old.change_seq + 1 || new.change_seq != batch.seq {
        return state(format!("the change log stands at {}, so {} cannot follow", old.change_seq, batch.seq));
    }
    let numbers = batch.activities.first().zip(batch.activities.last()).map(|(a, b)| (a.number, b.number));
    let dense = batch.activities.iter().zip(old.ledger + 1..).all(|(activity, number)| activity.number == number);
    if numbers != batch.ledger || !dense || new.ledger != old.ledger + batch.activities.len() as i64 {
        return state(format!("the ledger stands at {}, and these activities do not follow it", old.ledger));
    }
    Ok(())
}

/// False when fenced.
async fn attempt(
    store: &Store,
    workspace: WorkspaceId,
    token: Token,
    old: &Cursor,
    new: &Commit,
    keep: bool,
) -> Result<bool> {
    let dialect = store.dialect();
    let mut tx = store.begin().await?;
    // First, because it takes the row's lock: a second applier waits here and is then refused.
    if !move_cursor(&mut tx, workspace, token, old, &new.cursor).await? {
        return Ok(false);
    }
    let now = new.cursor.evaluated_to;
    let erased = match &new.batch {
        Some(batch) => write_batch(&mut tx, dialect, workspace, batch).await?,
        None => Erased::default(),
    };
    identity::write(&mut tx, dialect, workspace, &new.identities).await?;
    addresses::write(&mut tx, dialect, workspace, &new.addresses).await?;
    addresses::write_states(&mut tx, dialect, workspace, &new.address_states, now).await?;
    consents::write(&mut tx, dialect, workspace, &new.consents).await?;
    seen::write(&mut tx, dialect, workspace, &new.seen, now).await?;
    parked::write(&mut tx, dialect, workspace, &new.parked).await?;
    work::write(&mut tx, dialect, workspace, &new.work, now).await?;
    enqueue::write(&mut tx, dialect, workspace, &new.sends, now).await?;
    // After all else that this batch may have kept of whom it erases.
    if !erased.contacts.is_empty() {
        erasure::texts(&mut tx, dialect, workspace, &erased, new.cursor.applied).await?;
    }
    // Last, because it takes the lock that every sender waits for.
    if !new.feeds.is_empty() {
        intake::append_in(store, &mut tx, workspace, new.feeds.clone()).await?;
    }
    if !keep {
        tx.rollback().await?;
        return Ok(true);
    }
    open::commit(tx).await?;
    if !erased.contacts.is_empty() {
        store.checkpoint().await;
    }
    Ok(true)
}

async fn move_cursor(tx: &mut Tx, workspace: WorkspaceId, token: Token, old: &Cursor, new: &Cursor) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE applier SET applied = $6, evaluated_to = $7, change_seq = $8, ledger = $9, next_contact = $10, \
         next_account = $11, next_lead = $12, next_opportunity = $13, next_visitor = $14 \
         WHERE workspace = $1 AND token = $2 AND applied = $3 AND evaluated_to = $4 AND change_seq = $5",
    )
    .bind(workspace.0)
    .bind(token.0)
    .bind(old.applied)
    .bind(old.evaluated_to.0)
    .bind(old.change_seq)
    .bind(new.applied)
    .bind(new.evaluated_to.0)
    .bind(new.change_seq)
    .bind(new.ledger)
    .bind(new.ids.contact)
    .bind(new.ids.account)
    .bind(new.ids.lead)
    .bind(new.ids.opportunity)
    .bind(new.ids.visitor)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes records, ledger and log; returns what it has erased.
async fn write_batch(tx: &mut Tx, dialect: Dialect, workspace: WorkspaceId, batch: &ChangeBatch) -> Result<Erased> {
    activities::write(tx, dialect, workspace, &batch.activities).await?;
    let changes = &batch.changes;
    macro_rules! records {
        ($kind:ident) => {
            changes.iter().filter_map(|change| if let Change::$kind(record) = change { Some(record) } else { None })
        };
    }
    contacts::write(tx, dialect, workspace, records!(Contact)).await?;
    accounts::write(tx, dialect, workspace, records!(Account)).await?;
    leads::write(tx, dialect, workspace, records!(Lead)).await?;
    opportunities::write(tx, dialect, workspace, records!(Opportunity)).await?;
    visitors::write(tx, dialect, workspace, records!(Visitor)).await?;
    let mut erased = Erased::default();
    for change in changes {
        match change {
            Change::Joined { contact, numbers } => {
                activities::join(tx, dialect, workspace, *contact, numbers).await?;
            }
            Change::Merged { winner, loser } => contacts::merge(tx, workspace, *winner, *loser).await?,
            Change::Erased { contact } => erasure::records(tx, workspace, *contact, &mut erased).await?,
            // The rest is state that the image folds from the log.
            _ => {}
        }
    }
    if erased.contacts.is_empty() {
        crate::changes::write(tx, workspace, batch).await?;
        return Ok(erased);
    }
    crate::changes::forget(tx, workspace, &erased).await?;
    // Nor does this batch tell what it erases.
    let mut batch = batch.clone();
    crate::changes::emptied(&mut batch.changes, &erased);
    crate::changes::write(tx, workspace, &batch).await?;
    Ok(erased)
}
