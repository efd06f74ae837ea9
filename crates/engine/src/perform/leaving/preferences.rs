//! What an address receives, as its owner sees and changes it. Choosing nothing is opting out of everything; choosing
//! something after that is consent, given anew. A complaint or a block is not the recipient's to lift here.

use super::{Performer, hidden};
use crate::AcceptError;
use crate::perform::compose::settings;
use content::token::Kind;
use model::address::{AddressState, COMPLAINT, SuppressionKind};
use model::definition::Topic;
use model::input::Key;
use model::{Envelope, Input};
use rules::View;
use std::collections::BTreeSet;
use store::StoreError;
use store::sends::Send;

/// The basis of consent that is given here.
const BASIS: &str = "preference page";

/// What an address receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Mostly hidden: whoever has the link need not learn it.
    pub address: String,
    pub company: String,
    /// What can be chosen: the topics, or marketing mail as a whole (with an empty topic) where there are none.
    pub choices: Vec<Choice>,
    /// No marketing mail at all, of no topic and without one.
    pub nothing: bool,
    /// Nothing is sent, and nothing can be chosen here.
    pub closed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub topic: Topic,
    pub receives: bool,
}

impl Preferences {
    /// The keys of what is received.
    fn received(&self) -> BTreeSet<String> {
        self.choices.iter().filter(|choice| choice.receives).map(|choice| choice.topic.key.clone()).collect()
    }
}

impl Performer {
    /// What the address behind a link receives. Looking changes nothing.
    pub async fn preferences(&self, token: &str) -> Result<Option<Preferences>, StoreError> {
        let Some(send) = self.chooser(token).await? else { return Ok(None) };
        let state = self.state_of(&send).await?;
        Ok(Some(self.preferences_of(&send, &state)))
    }

    /// The address receives what is wanted from here on, and nothing else. Says what holds now.
    pub async fn choose(&self, token: &str, wanted: BTreeSet<String>) -> Result<Option<Preferences>, AcceptError> {
        let Some(send) = self.chooser(token).await? else { return Ok(None) };
        let state = self.state_of(&send).await?;
        let mut shown = self.preferences_of(&send, &state);
        let received = shown.received();
        shown.choices.iter_mut().for_each(|choice| choice.receives = wanted.contains(&choice.topic.key));
        let wanted = shown.received();
        // Whoever left each topic still gets what is about none, until it is said that nothing is wanted.
        let as_it_stands = wanted == received && (!wanted.is_empty() || state.opted_out.is_some());
        if shown.closed || as_it_stands {
            return Ok(Some(self.preferences_of(&send, &state)));
        }
        let envelopes = match wanted.is_empty() {
            true => self.unsubscribing(&send),
            false => self.choosing(&send, &state, &shown.choices, &received),
        };
        self.take(envelopes).await?;
        shown.nothing = wanted.is_empty();
        Ok(Some(shown))
    }

    /// The send behind a link, while there is an address to it.
    async fn chooser(&self, token: &str) -> Result<Option<Send>, StoreError> {
        let Some(token) = self.token(Kind::Preferences, token) else { return Ok(None) };
        Ok(self.send_of(&token).await?.filter(|send| !send.address.is_empty()))
    }

    fn preferences_of(&self, send: &Send, state: &AddressState) -> Preferences {
        let (company, topics) =
            settings(&self.0.engine.image()).map(|settings| (settings.company, settings.topics)).unwrap_or_default();
        let nothing = state.opted_out.is_some() || self.consent(send) == Some(false);
        let choice = |topic: Topic| Choice { receives: !nothing && !state.topics.contains_key(&topic.key), topic };
        let mut choices: Vec<Choice> = topics.into_iter().map(choice).collect();
        if choices.is_empty() {
            choices.push(Choice { topic: Topic::default(), receives: !nothing });
        }
        let complained = state.opted_out.as_ref().is_some_and(|why| why.reason.starts_with(COMPLAINT));
        let closed = complained || state.blocked.is_some();
        Preferences { address: hidden(&send.address), company, choices, nothing, closed }
    }

    fn consent(&self, send: &Send) -> Option<bool> {
        let image = self.0.engine.image();
        image.resolve(send.contact).and_then(|contact| image.consent(contact))
    }

    /// Something is chosen: what was left is left no more, and the rest is left.
    fn choosing(
        &self,
        send: &Send,
        state: &AddressState,
        choices: &[Choice],
        received: &BTreeSet<String>,
    ) -> Vec<Envelope> {
        let (address, reason) = (|| send.address.clone(), || "chosen on the preference page".to_string());
        let mut envelopes = Vec::new();
        if state.opted_out.is_some() {
            let lift = Input::Unsuppress { address: address(), kind: SuppressionKind::OptOut, reason: reason() };
            envelopes.push(self.saying(send, lift));
        }
        if choices.iter().any(|choice| choice.receives && !received.contains(&choice.topic.key)) {
            let consent = Input::Consent { contact: Key::id(send.contact.0), given: true, basis: BASIS.into() };
            envelopes.push(self.saying(send, consent));
        }
        for Choice { topic: Topic { key, .. }, receives } in
            choices.iter().filter(|choice| !choice.topic.key.is_empty())
        {
            let out = state.topics.contains_key(key);
            if *receives && out {
                let again = Input::Topic { address: address(), topic: key.clone(), receives: true, reason: reason() };
                envelopes.push(self.saying(send, again));
            } else if !receives && !out {
                let mut leaving = self.leaving_topic(send, key, reason());
                // Who comes back to something leaves nothing by it.
                leaving.truncate(if received.is_empty() { 1 } else { 2 });
                envelopes.extend(leaving);
            }
        }
        envelopes
    }
}
