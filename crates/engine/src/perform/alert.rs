//! Alerts: a plain mail to a user about a contact.

use super::Performer;
use super::compose::{clock, settings};
use crate::work::{ALERT, Alert};
use async_trait::async_trait;
use mail::{Ledger, LedgerError, Letter, Mailbox, Outcome};
use model::{MINUTE, SendId};
use store::StoreError;
use store::work::{self, Work};

const BATCH: usize = 20;
const LEASE_MS: i64 = 30 * 60_000;
/// An alert that failed this often is parked, where an admin sees it.
const MOST_ATTEMPTS: i64 = 8;

/// An alert has no send row: its work row is its record, and a copy after a crash does no harm.
struct Unrecorded;

#[async_trait]
impl Ledger for Unrecorded {
    async fn handing(&self, _: SendId) -> Result<bool, LedgerError> {
        Ok(true)
    }
}

impl Performer {
    /// Sends the alerts that are due; returns how many.
    pub(super) async fn perform_alerts(&self) -> Result<usize, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let now = self.0.engine.now();
        // Asked first, because a claim writes.
        if work::next_due(store, workspace, &[ALERT]).await?.is_none_or(|due| due > now) {
            return Ok(0);
        }
        let due = work::claim(store, workspace, &[ALERT], BATCH, now, LEASE_MS).await?;
        for one in &due {
            match self.alert(one).await? {
                Ok(()) => work::complete(store, workspace, one).await?,
                Err(why) if one.attempt >= MOST_ATTEMPTS => work::park(store, workspace, one, &why).await?,
                Err(why) => {
                    let at = self.0.engine.now().plus(one.attempt * 5 * MINUTE);
                    work::retry_at(store, workspace, one, at, &why).await?
                }
            };
        }
        Ok(due.len())
    }

    async fn alert(&self, row: &Work) -> Result<Result<(), String>, StoreError> {
        let engine = &self.0.engine;
        let Ok(alert) = serde_json::from_str::<Alert>(&row.payload) else { return Ok(Err("cannot be read".into())) };
        let user = store::users::get(engine.store(), engine.workspace(), alert.to).await?;
        // A user who has left needs no alert.
        let Some(user) = user.filter(|user| user.active) else { return Ok(Ok(())) };
        let letter = {
            let image = engine.image();
            let Some(settings) = settings(&image) else { return Ok(Err("the instance has no settings".into())) };
            let (contact, name) = match image.contact(alert.contact) {
                Some(contact) => (contact.id, contact.name()),
                None => return Ok(Ok(())),
            };
            let page = format!("{}/contacts/{contact}", self.public_url(&settings));
            Letter {
                from: Mailbox { name: settings.sender_name.clone(), address: settings.sender_address.clone() },
                to: Mailbox { name: user.name, address: user.email },
                reply_to: None,
                subject: format!("{name}: {}", alert.text),
                html: None,
                text: format!("{}\n\n{name}\n{page}\n", alert.text),
                message_id: format!(
                    "<{}.alert@{}>",
                    row.id,
                    settings.sender_address.rsplit('@').next().unwrap_or("siembra")
                ),
                boundary: format!("=_{}", row.id),
                date: clock(engine.now()),
                headers: vec![("Auto-Submitted", "auto-generated".into())],
            }
        };
        let message = match mail::build(letter) {
            Ok(message) => message,
            Err(why) => return Ok(Err(why.to_string())),
        };
        Ok(match self.0.options.transport.deliver(SendId(0), &message, &Unrecorded).await {
            Outcome::Accepted { .. } | Outcome::InDoubt { .. } | Outcome::Withdrawn => Ok(()),
            Outcome::Deferred { reason } | Outcome::Failed { reason } | Outcome::NoWay { reason, .. } => Err(reason),
        })
    }
}
