//! Alerts: a plain mail to a user, about a contact or about what has happened.

use super::Performer;
use super::compose::{clock, settings};
use crate::work::{ALERT, Alert, NOTICE, Notice};
use mail::{Letter, Mailbox, Outcome};
use model::{ContactId, MINUTE, SendId, UserId};
use store::StoreError;
use store::work::{self, Work};

const BATCH: usize = 20;
const LEASE_MS: i64 = 30 * 60_000;
/// An alert that failed this often is parked, where an admin sees it.
const MOST_ATTEMPTS: i64 = 8;

/// What a mail is about.
enum About {
    Contact(ContactId, String),
    Event(Notice),
}

fn read(row: &Work) -> Option<(UserId, About)> {
    if row.kind == NOTICE {
        return serde_json::from_str::<Notice>(&row.payload).ok().map(|notice| (notice.to, About::Event(notice)));
    }
    let alert = serde_json::from_str::<Alert>(&row.payload).ok()?;
    Some((alert.to, About::Contact(alert.contact, alert.text)))
}

impl Performer {
    /// Sends the alerts that are due; returns how many.
    pub(super) async fn perform_alerts(&self) -> Result<usize, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let now = self.0.engine.now();
        // Asked first, because a claim writes.
        if work::next_due(store, workspace, &[ALERT, NOTICE]).await?.is_none_or(|due| due > now) {
            return Ok(0);
        }
        let due = work::claim(store, workspace, &[ALERT, NOTICE], BATCH, now, LEASE_MS).await?;
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
        let Some((to, about)) = read(row) else { return Ok(Err("cannot be read".into())) };
        let user = store::users::get(engine.store(), engine.workspace(), to).await?;
        // A user who has left needs no alert.
        let Some(user) = user.filter(|user| user.active) else { return Ok(Ok(())) };
        let letter = {
            let image = engine.image();
            let Some(settings) = settings(&image) else { return Ok(Err("the instance has no settings".into())) };
            let (subject, text, page) = match about {
                About::Contact(id, text) => match image.contact(id) {
                    Some(contact) => {
                        let name = contact.name();
                        (format!("{name}: {text}"), format!("{text}\n\n{name}"), format!("contacts/{}", contact.id))
                    }
                    None => return Ok(Ok(())),
                },
                About::Event(notice) => (notice.subject, notice.text, notice.page),
            };
            Letter {
                from: Mailbox { name: settings.sender_name.clone(), address: settings.sender_address.clone() },
                to: Mailbox { name: user.name, address: user.email },
                reply_to: None,
                subject,
                html: None,
                text: format!("{text}\n{}/{page}\n", self.public_url(&settings)),
                message_id: format!(
                    "<{}.alert@{}>",
                    row.id,
                    settings.sender_address.rsplit('@').next().unwrap_or("siembra")
                ),
                boundary: format!("=_{}", row.id),
                date: clock(engine.now()),
                headers: vec![("Auto-Submitted", "auto-generated".into())],
                attachments: Vec::new(),
            }
        };
        self.know_senders().await?;
        let message = mail::build(letter).map_err(|why| why.to_string()).and_then(|message| self.signed(message));
        let message = match message {
            Ok(message) => message,
            Err(why) => return Ok(Err(why)),
        };
        Ok(match self.hand_over(SendId(0), &message, (None, true), None).await.outcome() {
            Outcome::Accepted { .. } | Outcome::InDoubt { .. } | Outcome::Withdrawn => Ok(()),
            Outcome::Deferred { reason } | Outcome::Failed { reason } | Outcome::NoWay { reason, .. } => Err(reason),
        })
    }
}
