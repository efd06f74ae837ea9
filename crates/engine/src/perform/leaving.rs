//! What recipients do with the links of a message besides opening and clicking: they leave a topic or everything, or
//! choose what they receive. A token says which send, and with it the one address that anything changes for; everything
//! that is not signed by us is nothing.

mod preferences;

use super::Performer;
use super::compose::settings;
use super::report::{properties, put};
use super::standing::topic_of;
use crate::AcceptError;
use content::token::{Kind, Token, verify};
use model::activity::kind;
use model::address::{AddressState, SuppressionKind};
use model::definition::Topic;
use model::input::Key;
use model::{Envelope, Input, MINUTE, Value};
pub use preferences::{Choice, Preferences};
use store::StoreError;
use store::sends::Send;

/// Who is about to unsubscribe, for the page that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The address, mostly hidden: whoever has the link need not learn it.
    pub address: String,
    pub company: String,
    /// It has opted out of everything already.
    pub done: bool,
    /// What the message was about, where its program says so.
    pub topic: Option<LeavingTopic>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeavingTopic {
    pub topic: Topic,
    /// It has opted out of this topic already.
    pub done: bool,
}

impl Performer {
    pub(super) fn token(&self, kind: Kind, text: &str) -> Option<Token> {
        verify(&self.0.options.keys, kind, text).filter(|token| token.workspace == self.0.engine.workspace())
    }

    pub(super) async fn send_of(&self, token: &Token) -> Result<Option<Send>, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        Ok(store::sends::by_ids(store, workspace, &[token.send]).await?.pop())
    }

    /// Who would unsubscribe with this link. Looking changes nothing.
    pub async fn leaving(&self, token: &str) -> Result<Option<Leaving>, StoreError> {
        let Some(token) = self.token(Kind::Unsubscribe, token) else { return Ok(None) };
        let Some(send) = self.send_of(&token).await? else { return Ok(None) };
        self.leaving_of(&send).await.map(Some)
    }

    async fn leaving_of(&self, send: &Send) -> Result<Leaving, StoreError> {
        let state = self.state_of(send).await?;
        let topic = topic_of(&self.0.engine, send.program.as_deref()).await?;
        let settings = settings(&self.0.engine.image());
        let topics = settings.as_ref().map(|settings| settings.topics.as_slice()).unwrap_or_default();
        let topic = topic.map(|key| LeavingTopic {
            done: state.topics.contains_key(&key),
            topic: match topics.iter().find(|topic| topic.key == key) {
                Some(topic) => topic.clone(),
                // It is no longer among the settings.
                None => Topic { label: key.clone(), key, ..Topic::default() },
            },
        });
        Ok(Leaving {
            address: hidden(&send.address),
            company: settings.map(|settings| settings.company).unwrap_or_default(),
            // Of an erased contact there is no address any more that anything could be sent to.
            done: state.opted_out.is_some() || send.address.is_empty(),
            topic,
        })
    }

    async fn state_of(&self, send: &Send) -> Result<AddressState, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let mut states = store::addresses::states(store, workspace, std::slice::from_ref(&send.address)).await?;
        Ok(states.remove(&send.address).unwrap_or_else(|| AddressState::clear(&send.address)))
    }

    pub(super) async fn opted_out(&self, send: &Send) -> Result<bool, StoreError> {
        Ok(self.state_of(send).await?.opted_out.is_some())
    }

    /// Unsubscribes: the address opts out of the message's topic, or of all marketing mail when it has none or
    /// `everything` is wanted; the latter withdraws the contact's consent. Durable when this returns, and in force, unless
    /// the applier is far behind. Says what holds now; nothing for a token that we did not sign.
    pub async fn unsubscribe(&self, token: &str, everything: bool) -> Result<Option<Leaving>, AcceptError> {
        let Some(token) = self.token(Kind::Unsubscribe, token) else { return Ok(None) };
        let Some(send) = self.send_of(&token).await? else { return Ok(None) };
        let mut leaving = self.leaving_of(&send).await?;
        let topic = leaving.topic.as_mut().filter(|_| !everything);
        let envelopes = match topic {
            _ if leaving.done => Vec::new(),
            Some(topic) if topic.done => Vec::new(),
            Some(topic) => {
                topic.done = true;
                self.leaving_topic(&send, &topic.topic.key, by_link(&send))
            }
            None => {
                leaving.done = true;
                self.unsubscribing(&send)
            }
        };
        self.take(envelopes).await?;
        Ok(Some(leaving))
    }

    /// Enters what somebody told us, and waits until it is in force or at least durable.
    pub(super) async fn take(&self, envelopes: Vec<Envelope>) -> Result<(), AcceptError> {
        if envelopes.is_empty() {
            return Ok(());
        }
        let seq = self.0.engine.accept(envelopes).await?;
        match self.0.engine.wait_for(seq).await {
            Ok(()) | Err(AcceptError::Slow | AcceptError::Stopping) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The address of a send leaves everything.
    pub(super) fn unsubscribing(&self, send: &Send) -> Vec<Envelope> {
        let address = send.address.clone();
        let suppress = Input::Suppress { address, kind: SuppressionKind::OptOut, reason: by_link(send) };
        let consent = Input::Consent { contact: Key::id(send.contact.0), given: false, basis: "unsubscribed".into() };
        vec![self.saying(send, suppress), self.saying(send, consent), self.told_of_leaving(send, None)]
    }

    fn leaving_topic(&self, send: &Send, topic: &str, reason: String) -> Vec<Envelope> {
        let (address, key) = (send.address.clone(), topic.to_string());
        let out = Input::Topic { address, topic: key, receives: false, reason };
        vec![self.saying(send, out), self.told_of_leaving(send, Some(topic))]
    }

    /// What follows for the address. Whoever changes their mind twice means the last, so each has an id of its own.
    fn saying(&self, send: &Send, input: Input) -> Envelope {
        self.0.engine.envelope(format!("leaving:{}:{:016x}", send.id, rand::random::<u64>()), "mail", input)
    }

    /// On the timeline; pressed twice at once it is told once.
    fn told_of_leaving(&self, send: &Send, topic: Option<&str>) -> Envelope {
        let (engine, now) = (&self.0.engine, self.0.engine.now());
        let mut properties = properties(send);
        properties.extend(topic.map(|topic| ("topic".to_string(), Value::text(topic))));
        let activity = put(send, kind::UNSUBSCRIBED, now, properties);
        let id = format!("unsubscribe:{}:{}:{}", send.id, now.0.div_euclid(MINUTE), topic.unwrap_or_default());
        engine.envelope(id, "mail", Input::Outcome { send: send.id, activity })
    }
}

fn by_link(send: &Send) -> String {
    format!("unsubscribed by a link in \"{}\"", send.email)
}

/// `a…@example.com`
fn hidden(address: &str) -> String {
    let Some((user, domain)) = address.rsplit_once('@') else { return "…".into() };
    format!("{}…@{domain}", user.chars().take(1).collect::<String>())
}
