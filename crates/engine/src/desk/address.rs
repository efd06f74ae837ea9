//! What stands against an address: suppression of all its mail, and the topics that it has opted out of. It outlives
//! every contact with the address; what came first stands, but a complaint stands before any other opting out.

use super::Desk;
use crate::outcome::{Outcome, Refused};
use hygiene::email;
use model::Value;
use model::activity::kind;
use model::address::{AddressState, COMPLAINT, Suppressed, SuppressionKind};
use model::input::Key;
use std::collections::btree_map::Entry;

impl Desk<'_> {
    /// Suppresses an address or lifts it.
    pub(super) fn suppress(
        &mut self,
        address: &str,
        of: SuppressionKind,
        reason: &str,
        set: bool,
    ) -> Result<Outcome, Refused> {
        let mut state = self.state_of(address)?;
        let place = match of {
            SuppressionKind::OptOut => &mut state.opted_out,
            SuppressionKind::Invalid => &mut state.invalid,
            SuppressionKind::Blocked => &mut state.blocked,
        };
        // Who complains is not to be won back, however they left before.
        let complains = |why: &Suppressed| reason.starts_with(COMPLAINT) && !why.reason.starts_with(COMPLAINT);
        let worse = set && of == SuppressionKind::OptOut && place.as_ref().is_some_and(complains);
        if place.is_some() != set || worse {
            *place = set.then(|| Suppressed { at: self.now, reason: reason.to_string() });
            self.tell_suppression(&state.address, &[("suppression", of.as_str()), ("reason", reason)], set);
            self.keep_state(state);
        }
        Ok(Outcome::default())
    }

    /// Takes an address out of a topic, or into it again.
    pub(super) fn put_topic(
        &mut self,
        address: &str,
        topic: &str,
        receives: bool,
        reason: &str,
    ) -> Result<Outcome, Refused> {
        let mut state = self.state_of(address)?;
        let changed = match state.topics.entry(topic.to_string()) {
            Entry::Occupied(out) if receives => {
                out.remove();
                true
            }
            Entry::Vacant(place) if !receives => {
                place.insert(Suppressed { at: self.now, reason: reason.to_string() });
                true
            }
            _ => false,
        };
        if changed {
            let told = [("suppression", "topic"), ("topic", topic), ("reason", reason)];
            self.tell_suppression(&state.address, &told, !receives);
            self.keep_state(state);
        }
        Ok(Outcome::default())
    }

    fn state_of(&self, address: &str) -> Result<AddressState, Refused> {
        let Some(address) = email::normal(address) else {
            return Err(Refused::new("address", "not an e-mail address; write it like name@example.com"));
        };
        let clear = || AddressState { role: email::is_role(&address), ..AddressState::clear(&address) };
        Ok(self.states.get(&address).cloned().unwrap_or_else(clear))
    }

    fn keep_state(&mut self, state: AddressState) {
        self.made.address_states.retain(|other| other.address != state.address);
        self.made.address_states.push(state.clone());
        self.states.insert(state.address.clone(), state);
    }

    /// On the timeline of the contact with the address. Who leaves by mail is told by an activity of its own.
    fn tell_suppression(&mut self, address: &str, told: &[(&str, &str)], set: bool) {
        if set && self.origin.source == "mail" {
            return;
        }
        let Some(contact) = self.find_contact(&Key::email(address)) else { return };
        let kind = if set { kind::ADDRESS_SUPPRESSED } else { kind::ADDRESS_LIFTED };
        let all = std::iter::once(("address", address)).chain(told.iter().copied());
        let told: Vec<(&str, Value)> = all.map(|(key, text)| (key, Value::text(text))).collect();
        self.record(contact, kind, None, &told);
    }
}
