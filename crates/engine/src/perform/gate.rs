//! The send gate, asked with what the store says right now: of many sends at once, because a question costs as much for
//! one as for fifty.

use super::standing::topic_of;
use crate::Engine;
use fault::{Bug, bug};
use model::activity::kind;
use model::address::AddressState;
use model::definition::Settings;
use model::{ContactId, DAY, SendId, Timestamp, Value};
use rules::View;
use rules::send_gate::{Held, SendFacts, may_send};
use std::collections::{BTreeSet, HashMap, HashSet};
use store::StoreError;
use store::runs::Brake;
use store::sends::{NewSend, Send};

/// What the gate says of a send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    Go,
    Held(Held),
    /// Its program was stopped by what came back: why.
    Halted(String),
    /// Its claim was lost, or its run was stopped.
    NotOurs,
}

/// The gate's word on sends, in their order. No two of them go to one contact.
pub(super) async fn ask(engine: &Engine, sends: &[&Send], settings: &Settings) -> Result<Vec<Word>, StoreError> {
    let asked: Vec<Asked> = sends.iter().copied().map(Asked::from).collect();
    let known = Known::read(engine, &asked).await?;
    let ours = store::sends::ours(engine.store(), engine.workspace(), sends).await?;
    let halted = halted(engine, sends).await?;
    let image = engine.image();
    let word = |(send, asked): (&&Send, &Asked)| match ours.contains(&send.id) {
        true => match known.of(&image, asked, settings, engine.now()) {
            Some(held) => Word::Held(held),
            None => halted.get(&send.id).map_or(Word::Go, |why| Word::Halted(why.clone())),
        },
        false => Word::NotOurs,
    };
    Ok(sends.iter().zip(&asked).map(word).collect())
}

/// What would hold sends that nobody has claimed, in their order.
pub(super) async fn would_hold(
    engine: &Engine,
    sends: &[&NewSend],
    settings: &Settings,
) -> Result<Vec<Option<Held>>, StoreError> {
    let asked: Vec<Asked> = sends.iter().copied().map(Asked::from).collect();
    let known = Known::read(engine, &asked).await?;
    let image = engine.image();
    Ok(asked.iter().map(|asked| known.of(&image, asked, settings, engine.now())).collect())
}

/// What the gate is asked about.
struct Asked<'s> {
    contact: ContactId,
    address: &'s str,
    program: Option<&'s str>,
    operational: bool,
}

impl<'s> From<&'s Send> for Asked<'s> {
    fn from(send: &'s Send) -> Asked<'s> {
        let program = send.program.as_deref();
        Asked { contact: send.contact, address: &send.address, program, operational: send.operational }
    }
}

impl<'s> From<&'s NewSend> for Asked<'s> {
    fn from(send: &'s NewSend) -> Asked<'s> {
        let program = send.program.as_deref();
        Asked { contact: send.contact, address: &send.address, program, operational: send.operational }
    }
}

/// What the store says of sends.
struct Known {
    winners: HashMap<ContactId, ContactId>,
    addresses: HashMap<String, AddressState>,
    consents: HashMap<ContactId, bool>,
    /// By program.
    topics: HashMap<String, String>,
    /// When marketing mail went out to a contact in the last seven days, what is on its way included.
    handed: HashMap<ContactId, Vec<Timestamp>>,
}

impl Known {
    async fn read(engine: &Engine, asked: &[Asked<'_>]) -> Result<Known, StoreError> {
        let (store, workspace) = (engine.store(), engine.workspace());
        let contacts: Vec<ContactId> = asked.iter().map(|asked| asked.contact).collect();
        let winners = store::contacts::winners(store, workspace, &contacts).await?;
        let contacts: Vec<ContactId> = contacts.into_iter().map(|id| winners.get(&id).copied().unwrap_or(id)).collect();
        let addresses: Vec<String> = asked.iter().map(|asked| asked.address.to_string()).collect();
        let mut handed: HashMap<ContactId, Vec<Timestamp>> = HashMap::new();
        if asked.iter().any(|asked| !asked.operational) {
            let since = engine.now().plus(-7 * DAY);
            for (contact, at) in store::sends::handed_since(store, workspace, &contacts, since).await? {
                handed.entry(contact).or_default().push(at);
            }
        }
        Ok(Known {
            consents: store::consents::latest(store, workspace, &contacts).await?,
            addresses: store::addresses::states(store, workspace, &addresses).await?,
            topics: topics(engine, asked.iter().map(|asked| asked.program)).await?,
            winners,
            handed,
        })
    }

    fn of(&self, image: &audience::Image, asked: &Asked<'_>, settings: &Settings, now: Timestamp) -> Option<Held> {
        let contact = self.winners.get(&asked.contact).copied().unwrap_or(asked.contact);
        // An address that nothing is known of has nothing against it.
        let state = self.addresses.get(asked.address).cloned().filter(|_| !bug(Bug::SuppressionForgotten));
        let state = state.or_else(|| (!asked.address.is_empty()).then(|| AddressState::clear(asked.address)));
        let Some(record) = image.contact(contact) else { return Some(gone()) };
        let mut sent = Vec::new();
        if !asked.operational {
            // The timeline knows of mail that was sent elsewhere; the rows know of what has not reached it yet.
            sent = self.handed.get(&contact).cloned().unwrap_or_default();
            let rows: BTreeSet<Timestamp> = sent.iter().copied().collect();
            image.timeline_from(contact, now.plus(-7 * DAY), &mut |fact| {
                let counts =
                    fact.kind == kind::EMAIL_SENT && fact.properties.get("operational") != Some(&Value::Boolean(true));
                if counts && !rows.contains(&fact.at) {
                    sent.push(fact.at);
                }
                fact.at <= now
            });
        }
        let topic = asked.program.and_then(|program| self.topics.get(program));
        let facts = SendFacts {
            operational: asked.operational,
            address: state.as_ref(),
            topic: topic.map(String::as_str),
            relationship: record.relationship,
            consent: self.consents.get(&contact).copied(),
            sent: &sent,
            zone: record.fields.get("time_zone").and_then(Value::as_text).unwrap_or_default(),
        };
        may_send(&facts, settings, now).err()
    }
}

/// Those whose address has been taken out of mail: the part of the gate that nothing but a deed lifts, and that is asked
/// once more before the final dot.
pub(super) async fn have_left(engine: &Engine, sends: &[&Send]) -> Result<HashSet<SendId>, StoreError> {
    let addresses: Vec<String> = sends.iter().map(|send| send.address.clone()).collect();
    let states = store::addresses::states(engine.store(), engine.workspace(), &addresses).await?;
    let topics = topics(engine, sends.iter().map(|send| send.program.as_deref())).await?;
    let left = |send: &&&Send| {
        let state = states.get(&send.address).filter(|_| !bug(Bug::SuppressionForgotten));
        let Some(state) = state else { return false };
        let topic = send.program.as_ref().and_then(|program| topics.get(program));
        let of_the_topic = || topic.is_some_and(|topic| state.topics.contains_key(topic));
        let shut = state.blocked.is_some() || state.invalid.is_some();
        shut || (!send.operational && (state.opted_out.is_some() || of_the_topic()))
    };
    Ok(sends.iter().filter(left).map(|send| send.id).collect())
}

/// Why those wait whose program was stopped by what came back. A run has a brake of its own.
async fn halted(engine: &Engine, sends: &[&Send]) -> Result<HashMap<SendId, String>, StoreError> {
    let one_by_one = |send: &&&Send| send.run.is_none() && !send.operational && send.program.is_some();
    if !sends.iter().any(|send| one_by_one(&send)) {
        return Ok(HashMap::new());
    }
    let halts = store::halts::all(engine.store(), engine.workspace()).await?;
    let why = |send: &&Send| {
        let halt = halts.get(send.program.as_deref()?).filter(|halt| halt.brake != Brake::Released)?;
        Some((send.id, halt.reason.clone()))
    };
    Ok(sends.iter().filter(one_by_one).filter_map(why).collect())
}

/// The topics of programs, by their keys.
async fn topics(
    engine: &Engine,
    programs: impl Iterator<Item = Option<&str>>,
) -> Result<HashMap<String, String>, StoreError> {
    let programs: BTreeSet<&str> = programs.flatten().collect();
    let mut topics = HashMap::new();
    for program in programs {
        topics.extend(topic_of(engine, Some(program)).await?.map(|topic| (program.to_string(), topic)));
    }
    Ok(topics)
}

fn gone() -> Held {
    Held {
        code: rules::send_gate::HeldCode::NoAddress,
        reason: "the contact does not exist any more".into(),
        retry_at: None,
    }
}
