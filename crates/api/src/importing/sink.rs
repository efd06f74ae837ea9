//! The intake as the sink of an import: each stretch of rows in one transaction with the cursor, counted by what became of
//! it.

use super::kept::Kept;
use crate::App;
use crate::views::import::ImportProgress;
use engine::{AcceptError, Outcome};
use import::{Batch, Flow, Progress, Sink};
use model::{ContactId, ImportId, Timestamp, input};
use std::error::Error;
use store::imports::Stretch;
use store::intake::NewIntake;
use tokio::runtime::Handle;

pub(super) type Failure = Box<dyn Error + Send + Sync>;

pub(super) fn shown(progress: &Progress, before: &ImportProgress) -> ImportProgress {
    ImportProgress {
        rows: Some(progress.total_rows),
        read: progress.rows,
        accepted: progress.accepted,
        rejected: progress.rejected,
        repeated: progress.repeated,
        warnings: progress.warnings,
        reasons: progress.reasons.clone(),
        ..before.clone()
    }
}

fn ids(batch: &Batch) -> Vec<String> {
    batch.envelopes.iter().map(|envelope| envelope.message_id.clone()).collect()
}

/// Hands batches to the intake and counts what became of them. One batch is applied while the next is read.
pub(super) struct Intake {
    app: App,
    id: ImportId,
    position: i64,
    started_at: Timestamp,
    counts: ImportProgress,
    /// Of the batches that were counted since the last stretch.
    contacts: Vec<ContactId>,
    /// Intake number and message ids of the batch before.
    last: Option<(i64, Vec<String>)>,
    runtime: Handle,
}

impl Sink for Intake {
    fn append(&mut self, batch: Batch) -> Result<(), Failure> {
        let rows = i64::try_from(batch.rows)?;
        let ids = ids(&batch);
        let mut packed = Vec::new();
        if !batch.envelopes.is_empty() {
            let payload = input::pack(&batch.envelopes)?;
            packed.push(NewIntake { payload, envelopes: batch.envelopes.len() });
        }
        let seq = self.advance(rows, packed, false)?;
        self.settle()?;
        self.last = (seq > 0).then_some((seq, ids));
        Ok(())
    }

    fn passed(&mut self, batch: Batch) -> Result<(), Failure> {
        self.settle()?;
        let seq = self.runtime.block_on(store::intake::last(self.app.store(), self.app.workspace()))?;
        self.last = Some((seq, ids(&batch)));
        Ok(())
    }

    fn progress(&mut self, progress: &Progress) -> Flow {
        self.counts = shown(progress, &self.counts);
        Flow::Continue
    }
}

impl Intake {
    /// For an import that runs on the current runtime.
    pub(super) fn of(app: &App, kept: &Kept) -> Intake {
        Intake {
            app: app.clone(),
            id: kept.import.id,
            position: kept.import.position,
            started_at: kept.settled.started_at.unwrap_or(kept.import.created_at),
            counts: ImportProgress::default(),
            contacts: Vec::new(),
            last: None,
            runtime: Handle::current(),
        }
    }

    /// One transaction: the inputs, the cursor and the counts.
    fn advance(&mut self, to: i64, rows: Vec<NewIntake>, done: bool) -> Result<i64, Failure> {
        let counts = serde_json::to_string(&self.counts)?;
        let contacts = std::mem::take(&mut self.contacts);
        let stretch = Stretch { from: self.position, to, counts, rows, contacts, done };
        let (store, workspace) = (self.app.store(), self.app.workspace());
        let advanced =
            self.runtime.block_on(store::imports::advance(store, workspace, self.id, &stretch, self.app.now()))?;
        self.position = to;
        advanced.ok_or_else(|| "the import was stopped, or another process goes on with it".into())
    }

    /// Waits until the batch before is applied and counts what it made.
    fn settle(&mut self) -> Result<(), Failure> {
        let Some((seq, ids)) = self.last.take() else { return Ok(()) };
        self.wait_for(seq)?;
        let outcomes = store::seen::outcomes(self.app.store(), self.app.workspace(), &ids);
        let outcomes = self.runtime.block_on(outcomes)?;
        for id in &ids {
            let applied = outcomes.get(id);
            let outcome: Option<Outcome> = applied.and_then(|applied| serde_json::from_str(&applied.outcome).ok());
            let record = outcome.as_ref().and_then(|outcome| outcome.record.as_ref());
            self.contacts.extend(record.and_then(|record| record.parse::<ContactId>().ok()));
            if applied.is_some_and(|applied| applied.at < self.started_at) {
                self.counts.unchanged += 1;
                continue;
            }
            match outcome {
                Some(Outcome { refused: None, created: true, .. }) => self.counts.created += 1,
                Some(Outcome { refused: None, record: Some(_), .. }) => self.counts.updated += 1,
                Some(Outcome { refused: None, .. }) => {}
                // Parked inputs are not among those seen.
                Some(_) | None => self.counts.parked += 1,
            }
        }
        Ok(())
    }

    /// However long it takes: another node may have to take the lead over first.
    fn wait_for(&self, seq: i64) -> Result<(), Failure> {
        loop {
            match self.runtime.block_on(self.app.engine().wait_for(seq)) {
                Err(AcceptError::Slow) => {}
                done => return Ok(done?),
            }
        }
    }

    pub(super) fn finish(&mut self, progress: &Progress) -> Result<(), Failure> {
        self.settle()?;
        self.counts = shown(progress, &self.counts);
        let to = i64::try_from(progress.rows)?.max(self.position);
        self.advance(to, Vec::new(), true).map(drop)
    }
}
