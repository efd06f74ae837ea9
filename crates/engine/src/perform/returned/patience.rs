//! When a mailbox that is full, or switched off, is given up: not at once, and not when it has taken mail since.

use super::Performer;
use crate::AcceptError;
use mail::Category;
use model::activity::kind;
use model::address::SuppressionKind;
use model::{Activity, DAY, Input, Timestamp};
use store::StoreError;
use store::sends::Send;

/// Refusals in a row and the days that they reach over.
const FULL: (usize, i64) = (5, 14);
const DISABLED: (usize, i64) = (2, 7);
/// A message of which nothing has been heard for this long has arrived.
const SILENCE: i64 = 4 * DAY;
/// Most activities of a contact that are looked at, from the newest on.
const MOST: usize = 300;

impl Performer {
    /// After a server has refused a message for good: gives the address up when it was once too often. `before` is when
    /// the attempt began.
    pub(in crate::perform) async fn refused(&self, send: &Send, reason: &str, before: Timestamp) {
        let Some(category) = mail::refusal(reason) else { return };
        let given_up = async {
            let Some(reason) = self.patience_ends(send, category, before).await? else {
                return Ok::<(), AcceptError>(());
            };
            let input = Input::Suppress { address: send.address.clone(), kind: SuppressionKind::Invalid, reason };
            let envelope = self.0.engine.envelope(format!("invalid:{}", send.id), "mail", input);
            self.0.engine.accept(vec![envelope]).await.map(drop)
        };
        // The next refusal asks again.
        if let Err(error) = given_up.await {
            tracing::warn!(send = %send.id, %error, "an address could not be given up");
        }
    }

    /// Why an address is given up after one more refusal of this kind; `None` while there is hope.
    pub(super) async fn patience_ends(
        &self,
        send: &Send,
        category: Category,
        at: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let (most, days) = match category {
            Category::SoftMailbox => FULL,
            Category::Disabled => DISABLED,
            _ => return Ok(None),
        };
        let engine = &self.0.engine;
        let mut numbers = engine.image().timeline_numbers(send.contact);
        numbers.truncate(MOST);
        let mut past = store::activities::by_numbers(engine.store(), engine.workspace(), &numbers).await?;
        // The failure that is being weighed may be among them already.
        past.retain(|activity| activity.kind != kind::EMAIL_FAILED || activity.occurred_at < at);
        let (earlier, first) = refusals(&past, category, at);
        let word = if category == Category::Disabled { "switched off" } else { "full" };
        let reason = format!("mail came back {} times in a row: the mailbox is {word}", earlier + 1);
        Ok((earlier + 1 >= most && at.0 - first.0 >= days * DAY).then_some(reason))
    }
}

/// Refusals of this kind before now with nothing in between that has arrived, and when the first of them was. The past
/// comes newest first.
fn refusals(past: &[Activity], category: Category, now: Timestamp) -> (usize, Timestamp) {
    let (mut count, mut first) = (0, now);
    // Messages that came back, whose sending comes further down. The one of now is the first.
    let mut came_back = 1;
    for activity in past {
        let told = activity.properties.get("category").and_then(|value| value.as_text());
        match activity.kind.as_str() {
            kind::EMAIL_BOUNCED | kind::EMAIL_FAILED => {
                came_back += usize::from(activity.kind == kind::EMAIL_BOUNCED);
                if told == Some(category.as_str()) {
                    (count, first) = (count + 1, activity.occurred_at);
                }
            }
            kind::EMAIL_SENT if came_back > 0 => came_back -= 1,
            kind::EMAIL_SENT if now.0 - activity.occurred_at.0 > SILENCE => break,
            // Who opens or clicks is there; and what somebody has lifted is not held against the address again.
            kind::EMAIL_OPENED | kind::EMAIL_CLICKED | kind::ADDRESS_LIFTED => break,
            _ => {}
        }
    }
    (count, first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ContactId, Value};

    const START: i64 = 1_000 * DAY;

    fn activity(kind: &str, day: i64, category: Option<Category>) -> Activity {
        let category = category.map(|category| ("category".to_string(), Value::text(category.as_str())));
        Activity {
            number: day,
            contact: Some(ContactId(1)),
            visitor: None,
            lead: None,
            kind: kind.into(),
            asset: None,
            occurred_at: Timestamp(START + day * DAY),
            recorded_at: Timestamp(START + day * DAY),
            value: None,
            properties: category.into_iter().collect(),
            live: true,
            source: "mail".into(),
        }
    }

    /// Refusals that count on day 20, of a past told oldest first: the day and what happened.
    fn counted(past: &[(i64, &str, Option<Category>)]) -> (usize, i64) {
        let past: Vec<Activity> = past.iter().rev().map(|(day, kind, c)| activity(kind, *day, *c)).collect();
        let (count, first) = refusals(&past, Category::SoftMailbox, Timestamp(START + 20 * DAY));
        (count, (first.0 - START) / DAY)
    }

    #[test]
    fn only_refusals_in_a_row_count() {
        let (sent, back, failed) = (kind::EMAIL_SENT, kind::EMAIL_BOUNCED, kind::EMAIL_FAILED);
        let full = Some(Category::SoftMailbox);
        assert_eq!(counted(&[(20, sent, None)]), (0, 20));
        let row = [(1, sent, None), (1, back, full), (8, sent, None), (9, back, full), (20, sent, None)];
        assert_eq!(counted(&row), (2, 1));
        // One has arrived in between; another category neither counts nor interrupts.
        let arrived =
            [(1, sent, None), (1, back, full), (3, sent, None), (8, sent, None), (9, back, full), (20, sent, None)];
        assert_eq!(counted(&arrived), (1, 9));
        let other = [(1, failed, full), (5, failed, Some(Category::Block)), (9, failed, full), (20, sent, None)];
        assert_eq!(counted(&other), (2, 1));
        // Who opens or clicks is there.
        let opened = [(1, failed, full), (5, kind::EMAIL_OPENED, None), (9, failed, full), (20, sent, None)];
        assert_eq!(counted(&opened), (1, 9));
        let lifted = [(1, failed, full), (5, failed, full), (8, kind::ADDRESS_LIFTED, None), (9, failed, full)];
        assert_eq!(counted(&lifted), (1, 9));
        // What went out yesterday may still come back.
        let fresh = [(1, failed, full), (18, sent, None), (20, sent, None)];
        assert_eq!(counted(&fresh), (1, 1));
    }
}
