//! Back: what mail servers and readers send us. A message says which send it is about by an address or a Message-ID that
//! we signed. What says neither is kept to be looked at, and changes nothing.

mod door;
mod mailbox;
mod patience;
mod reported;
mod ways_back;

use super::Performer;
use super::brake::COMPLAINT as COMPLAINT_VERDICT;
use super::report::{in_short, properties, put};
use crate::AcceptError;
use content::{headers, verp};
use mail::returned::{Kind, Returned};
use mail::{BadMessage, Category, Message};
use model::activity::kind;
use model::address::{COMPLAINT, SuppressionKind};
use model::input::Key;
use model::{Envelope, Input, SendId, Timestamp, Value};
pub use reported::{Heard, HookError};
use store::StoreError;
use store::sends::Send;
pub(super) use ways_back::Noted;

/// What became of a message that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handled {
    pub returned: Returned,
    /// The send that it is about, where that is certain.
    pub send: Option<SendId>,
    /// The address is given up, or gets no more marketing mail.
    pub suppressed: bool,
}

impl Performer {
    /// Takes a message that came back: what follows from it is durable when this returns, and in force unless the applier
    /// is far behind. The same message again changes nothing. `to` is the address that it was handed over for, where the
    /// mail server tells.
    pub async fn returned(&self, raw: &[u8], to: Option<&str>, received_at: Timestamp) -> Result<Handled, AcceptError> {
        self.act_on(Returned::read(raw), raw, to, received_at).await
    }

    async fn act_on(
        &self,
        returned: Returned,
        raw: &[u8],
        to: Option<&str>,
        received_at: Timestamp,
    ) -> Result<Handled, AcceptError> {
        let engine = &self.0.engine;
        let at = received_at.min(engine.now());
        let send = self.send_behind(&returned, to).await?;
        let mut followed = None;
        if let Some(send) = send.as_ref().filter(|send| !send.address.is_empty()) {
            if let Some(verdict) = found_out(&returned, &send.address) {
                store::sends::judge(engine.store(), engine.workspace(), send.id, verdict, engine.now()).await?;
                // It may be one too many.
                self.0.ends.heard(send, verdict);
                self.0.look.notify_one();
            }
            let envelopes = self.consequences(&returned, raw, send, at).await?;
            followed = envelopes.iter().find_map(|envelope| match envelope.input {
                Input::Suppress { kind, .. } => Some(kind),
                _ => None,
            });
            self.take(envelopes).await?;
        }
        if send.is_none() {
            self.heed_report(raw).await;
        }
        self.keep(&returned, (send.as_ref(), followed), raw, at).await?;
        Ok(Handled { returned, send: send.map(|send| send.id), suppressed: followed.is_some() })
    }

    /// The message with an address of its own to come back to, where we have a domain for that.
    pub(super) fn with_way_back(&self, send: SendId, message: Message) -> Result<Message, BadMessage> {
        let Some(domain) = &self.0.options.bounce_domain else { return Ok(message) };
        let returning = verp::Returning { workspace: self.0.engine.workspace(), send };
        message.returning_to(&verp::address(&self.0.options.keys, returning, self.0.engine.now(), domain))
    }

    /// The send that we have signed for: its address to come back to, else its Message-ID.
    async fn send_behind(&self, returned: &Returned, to: Option<&str>) -> Result<Option<Send>, StoreError> {
        let (engine, keys) = (&self.0.engine, &self.0.options.keys);
        let workspace = engine.workspace();
        let original = &returned.original;
        let addresses = to.into_iter().chain(original.returned_to.iter().map(String::as_str));
        let signed = addresses.filter_map(|address| verp::verify(keys, address, engine.now()));
        let by_address = signed.filter(|returning| returning.workspace == workspace).map(|returning| returning.send);
        let by_id = original.message_ids.iter().filter_map(|id| headers::send_of(keys, workspace, id));
        let Some(send) = by_address.chain(by_id).next() else { return Ok(None) };
        let found = store::sends::by_ids(engine.store(), workspace, &[send]).await?.pop();
        // What was never handed over cannot come back.
        Ok(found.filter(|send| send.handed_at.is_some()))
    }

    async fn consequences(
        &self,
        returned: &Returned,
        raw: &[u8],
        send: &Send,
        at: Timestamp,
    ) -> Result<Vec<Envelope>, AcceptError> {
        match returned.kind {
            Kind::Bounce => self.bounced(returned, send, at).await,
            Kind::Complaint => Ok(self.complained(send, at)),
            Kind::Unsubscribe => self.left(raw, send).await,
            _ => Ok(Vec::new()),
        }
    }

    async fn bounced(&self, returned: &Returned, send: &Send, at: Timestamp) -> Result<Vec<Envelope>, AcceptError> {
        let engine = &self.0.engine;
        let (category, words) = verdict(returned, &send.address);
        let mut properties = properties(send);
        properties.insert("category".into(), Value::text(category.as_str()));
        properties.insert("reason".into(), Value::Text(in_short(Some(&words))));
        let input = Input::Outcome { send: send.id, activity: put(send, kind::EMAIL_BOUNCED, at, properties) };
        let id = format!("bounced:{}", send.id);
        let known =
            !store::seen::outcomes(engine.store(), engine.workspace(), std::slice::from_ref(&id)).await?.is_empty();
        let mut envelopes = vec![engine.envelope(id, "mail", input)];
        let reason = match category {
            Category::HardUser => Some("mail came back: there is no such mailbox".to_string()),
            Category::HardDomain => Some("mail came back: the domain does not exist or takes no mail".to_string()),
            // A report that comes again is not another refusal.
            _ if known => None,
            _ => self.patience_ends(send, category, at).await?,
        };
        if let Some(reason) = reason {
            let input = Input::Suppress { address: send.address.clone(), kind: SuppressionKind::Invalid, reason };
            envelopes.push(engine.envelope(format!("invalid:{}", send.id), "mail", input));
        }
        Ok(envelopes)
    }

    /// Who leaves by mail. A message that is read again, as when its mailbox has other numbers now, says nothing anew: who
    /// has come back since then stays.
    async fn left(&self, raw: &[u8], send: &Send) -> Result<Vec<Envelope>, AcceptError> {
        let engine = &self.0.engine;
        let digest = store::returned::digest(raw);
        let id = |part: usize| format!("left:{}:{}:{part}", send.id, &digest[..32]);
        if !store::seen::outcomes(engine.store(), engine.workspace(), &[id(0)]).await?.is_empty() {
            return Ok(Vec::new());
        }
        let mut envelopes = self.unsubscribing(send);
        if self.opted_out(send).await? {
            // Only that it was read: nothing follows from it, now or when it is read again.
            envelopes.truncate(1);
        }
        envelopes.iter_mut().enumerate().for_each(|(part, envelope)| envelope.message_id = id(part));
        Ok(envelopes)
    }

    fn complained(&self, send: &Send, at: Timestamp) -> Vec<Envelope> {
        let engine = &self.0.engine;
        let contact = Key::id(send.contact.0);
        let activity = put(send, kind::EMAIL_COMPLAINED, at, properties(send));
        let reason = format!("{COMPLAINT}{}", send.email);
        let suppress = Input::Suppress { address: send.address.clone(), kind: SuppressionKind::OptOut, reason };
        let consent = Input::Consent { contact, given: false, basis: "complained of spam".into() };
        let parts =
            [("address", suppress), ("consent", consent), ("activity", Input::Outcome { send: send.id, activity })];
        let id = |part: &str| format!("complained:{}:{part}", send.id);
        parts.into_iter().map(|(part, input)| engine.envelope(id(part), "mail", input)).collect()
    }

    async fn keep(
        &self,
        returned: &Returned,
        (send, followed): (Option<&Send>, Option<SuppressionKind>),
        raw: &[u8],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        // Where it is about a send, what follows is against its address, and is undone there. The server may speak of
        // another one that mail is forwarded to.
        let ours = send.map(|send| send.address.as_str()).filter(|address| !address.is_empty());
        let recipient = ours.map_or(returned.recipients.first(), |address| returned.about(address));
        let named = recipient.map(|recipient| recipient.address.clone()).or(returned.original.to.clone());
        let said = recipient.map(|one| one.diagnostic.clone()).unwrap_or_default();
        let other = named.as_deref().filter(|named| ours.is_some_and(|ours| !ours.eq_ignore_ascii_case(named)));
        let diagnostic = other.map_or_else(|| said.clone(), |other| format!("forwarded to {other}: {said}"));
        let read = store::returned::Read {
            at,
            kind: returned.kind.as_str().into(),
            category: returned.category.as_str().into(),
            send: send.map(|send| send.id),
            recipient: ours.map(str::to_string).or(named).unwrap_or_default().to_lowercase(),
            status: recipient.and_then(|one| one.status).map(|status| status.to_string()).unwrap_or_default(),
            diagnostic,
            followed,
        };
        store::returned::keep(self.0.engine.store(), self.0.engine.workspace(), &read, raw).await
    }
}

/// What is now known of a send, in a word. Whatever comes back of a message that was in doubt, it has gone out.
fn found_out(returned: &Returned, address: &str) -> Option<&'static str> {
    match returned.kind {
        Kind::Bounce => Some(verdict(returned, address).0.as_str()),
        Kind::Complaint => Some(COMPLAINT_VERDICT),
        Kind::Delivered | Kind::AutoReply | Kind::Unsubscribe => Some("delivered"),
        Kind::Delayed | Kind::NotForUs => None,
    }
}

/// The verdict on the address, with the server's words.
fn verdict(returned: &Returned, address: &str) -> (Category, String) {
    match returned.about(address) {
        Some(one) => {
            let status = one.status.map(|status| status.to_string()).unwrap_or_default();
            (one.category, format!("{} {status}", one.diagnostic))
        }
        None => (returned.category, String::new()),
    }
}
