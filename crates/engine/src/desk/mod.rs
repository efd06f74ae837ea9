//! The desk: one batch of inputs being decided, over the image and before the commit. Everything here is synchronous
//! and touches neither the database nor the world: it reads the overlay and collects what the transaction will write.

mod account;
mod activity;
mod address;
mod contact;
mod definition;
mod erase;
mod event;
mod fields;
mod keys;
mod lead;
mod member;
mod merge;
mod nurture;
mod opportunity;
mod program;
mod qualify;
mod reads;
mod said;
mod sales;
mod send;
mod settle;

use crate::keys::Keys;
use crate::outcome::{Outcome, Refused};
use crate::people::People;
use audience::Overlay;
use model::address::AddressState;
use model::*;
use std::collections::HashMap;
use store::addresses::AddressPut;
use store::applier::{Cursor, NextIds};
use store::consents::Consent;
use store::identity::Identity;
use store::sends::NewSend;
use store::work::NewWork;

pub use definition::Bodies;
pub(crate) use keys::wanted_keys;

/// What was read from the store for a batch before it is decided.
#[derive(Debug, Default)]
pub struct Known {
    pub bodies: Bodies,
    pub people: People,
    /// States of the addresses that the batch may suppress.
    pub states: HashMap<String, AddressState>,
    /// Addresses of the contacts that the batch erases.
    pub addresses: HashMap<ContactId, Vec<String>>,
}

/// What the transaction writes besides changes and activities.
#[derive(Debug, Default)]
pub struct Made {
    pub identities: Vec<Identity>,
    pub addresses: Vec<AddressPut>,
    pub address_states: Vec<AddressState>,
    pub consents: Vec<Consent>,
    pub sends: Vec<NewSend>,
    pub work: Vec<NewWork>,
    /// Inputs that rules set off; they enter through the intake again, with cause and depth.
    pub feeds: Vec<Envelope>,
    /// Inputs that went round too often, with the reason.
    pub parked: Vec<(Envelope, String)>,
}

/// Where the envelope being decided came from.
#[derive(Debug, Clone, Default)]
struct Origin {
    message_id: String,
    source: String,
    historical: bool,
    depth: u8,
    user: Option<UserId>,
}

/// A batch in the making.
pub struct Desk<'a> {
    view: Overlay<'a>,
    now: Timestamp,
    ids: NextIds,
    /// The last ledger number given.
    ledger: i64,
    /// The keys that the batch may ask for, as they were before it.
    keys: &'a Keys,
    /// Those that the batch gives.
    learned: Keys,
    made: Made,
    origin: Origin,
    /// Live activities that may set off trigger programs.
    fresh: Vec<Activity>,
    /// Bodies of the definitions that this batch puts in force.
    bodies: Bodies,
    people: People,
    states: HashMap<String, AddressState>,
    addresses: HashMap<ContactId, Vec<String>>,
    /// When each settled contact is to be settled again by time alone.
    until: Vec<(ContactId, Option<Timestamp>)>,
    /// A definition came that is settled for everybody.
    everybody: bool,
}

/// A decided batch, ready to commit.
pub struct Decided {
    pub changes: Vec<Change>,
    pub activities: Vec<Activity>,
    pub made: Made,
    pub ids: NextIds,
    pub ledger: i64,
    pub until: Vec<(ContactId, Option<Timestamp>)>,
}

impl<'a> Desk<'a> {
    /// A desk over what `view` shows, for a batch that begins at the cursor.
    pub(crate) fn new(view: Overlay<'a>, cursor: &Cursor, keys: &'a Keys, known: Known) -> Self {
        Desk {
            now: view.now(),
            view,
            ids: cursor.ids,
            ledger: cursor.ledger,
            keys,
            learned: Keys::default(),
            made: Made::default(),
            origin: Origin::default(),
            fresh: Vec::new(),
            bodies: known.bodies,
            people: known.people,
            states: known.states,
            addresses: known.addresses,
            until: Vec::new(),
            everybody: false,
        }
    }

    /// Decides one envelope. A refusal leaves nothing behind: every handler checks before it changes.
    pub fn decide(&mut self, envelope: &Envelope) -> Outcome {
        self.origin = Origin {
            message_id: envelope.message_id.clone(),
            source: envelope.source.clone(),
            historical: envelope.historical,
            depth: envelope.depth,
            user: envelope.user,
        };
        let outcome = self.handle(&envelope.input);
        // Live inputs settle one by one, so that what they set off sees just what stood then. History settles with
        // the batch: it sets nothing off.
        if !envelope.historical {
            self.settle_unsettled();
        }
        outcome.unwrap_or_else(Outcome::refused)
    }

    /// What time alone sets off by now.
    pub fn pass_time(&mut self) {
        self.origin = Origin { source: "time".into(), ..Origin::default() };
        self.tick();
    }

    /// Settles what is left and hands over what the transaction writes.
    pub fn finish(mut self) -> Decided {
        self.settle_unsettled();
        self.settle_everybody();
        let (changes, activities) = self.view.take();
        Decided { changes, activities, made: self.made, ids: self.ids, ledger: self.ledger, until: self.until }
    }

    fn handle(&mut self, input: &Input) -> Result<Outcome, Refused> {
        match input {
            Input::Event(event) => self.event(event),
            Input::Contact(put) => self.put_contact(put),
            Input::Account(put) => self.put_account(put),
            Input::Lead(put) => self.put_lead(put),
            Input::Opportunity(put) => self.put_opportunity(put),
            Input::Activity(put) => self.put_activity(put),
            Input::List { list, contact, member } => self.put_list(list, contact, *member),
            Input::Member { program, contact, status } => self.put_member(program, contact, status),
            Input::Consent { contact, given, basis } => self.put_consent(contact, *given, basis),
            Input::Suppress { address, kind, reason } => self.suppress(address, *kind, reason, true),
            Input::Unsuppress { address, kind, reason } => self.suppress(address, *kind, reason, false),
            Input::Topic { address, topic, receives, reason } => self.put_topic(address, topic, *receives, reason),
            Input::Decision { lead, state, reason, note } => {
                self.sales_decision(*lead, *state, reason.as_deref(), note.as_deref())
            }
            Input::HandOver { lead } => self.hand_over_lead(*lead),
            Input::Resume { program, version, step, contact } => self.resume(program, *version, *step, *contact),
            Input::Outcome { activity, .. } => self.put_outcome(activity),
            Input::Definition { kind, key, version } => self.put_definition(*kind, key, *version),
            Input::Merge { winner, loser } => self.merge(*winner, *loser),
            Input::Erase { contact } => self.erase(*contact),
            Input::Tick => {
                self.tick();
                Ok(Outcome::default())
            }
        }
    }

    /// Takes a change into the overlay. What is decided here is well-formed: definitions, the only change that can be
    /// refused, are checked where they come in.
    fn change(&mut self, change: Change) {
        if let Err(error) = self.view.apply(change) {
            tracing::error!(%error, "a change was refused by the overlay");
        }
    }

    /// Whether the envelope may cause an effect on the world.
    fn live(&self) -> bool {
        !self.origin.historical
    }

    /// Adds a deed of ours, concerning a contact, to the ledger.
    fn record(&mut self, contact: ContactId, kind: &str, asset: Option<String>, properties: &[(&str, Value)]) {
        let properties = properties.iter().map(|(key, value)| ((*key).to_string(), value.clone())).collect();
        self.add(Activity {
            number: 0,
            contact: Some(contact),
            visitor: None,
            lead: None,
            kind: kind.into(),
            asset,
            occurred_at: self.now,
            recorded_at: self.now,
            value: None,
            properties,
            live: self.live(),
            source: self.origin.source.clone(),
        });
    }

    /// Numbers an activity and adds it to the overlay.
    fn add(&mut self, mut activity: Activity) {
        self.ledger += 1;
        activity.number = self.ledger;
        if activity.contact.is_some() && self.live() {
            self.fresh.push(activity.clone());
        }
        self.view.add(activity);
    }
}
