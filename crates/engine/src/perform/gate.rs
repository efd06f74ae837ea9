//! The send gate, asked with what the store says right now.

use crate::Engine;
use fault::{Bug, bug};
use model::activity::kind;
use model::address::AddressState;
use model::definition::Settings;
use model::{DAY, Timestamp, Value};
use rules::View;
use rules::send_gate::{Held, SendFacts, may_send};
use std::collections::BTreeSet;
use store::StoreError;
use store::sends::{Narrow, Send, SendState};

/// Looked at for the limits; a contact with more than this in a week has reached any of them.
const RECENT: usize = 200;

/// Why a send must not leave, or `None` when it may.
pub(super) async fn ask(engine: &Engine, send: &Send, settings: &Settings) -> Result<Option<Held>, StoreError> {
    let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
    let winner = store::contacts::winners(store, workspace, &[send.contact]).await?;
    let contact = winner.get(&send.contact).copied().unwrap_or(send.contact);
    let states = store::addresses::states(store, workspace, std::slice::from_ref(&send.address)).await?;
    // An address that nothing is known of has nothing against it.
    let state = states
        .get(&send.address)
        .cloned()
        .filter(|_| !bug(Bug::SuppressionForgotten))
        .or_else(|| unburdened(&send.address));
    let consents = store::consents::of_contact(store, workspace, contact).await?;
    let mut sent = sent_lately(engine, send, contact, now).await?;
    let rows: BTreeSet<Timestamp> = sent.iter().copied().collect();
    let (relationship, zone) = {
        let image = engine.image();
        let Some(record) = image.contact(contact) else { return Ok(Some(gone())) };
        image.timeline_from(contact, now.plus(-7 * DAY), &mut |fact| {
            let counts =
                fact.kind == kind::EMAIL_SENT && fact.properties.get("operational") != Some(&Value::Boolean(true));
            if counts && !rows.contains(&fact.at) {
                sent.push(fact.at);
            }
            fact.at <= now
        });
        (record.relationship, record.fields.get("time_zone").and_then(Value::as_text).unwrap_or_default().to_string())
    };
    let facts = SendFacts {
        operational: send.operational,
        address: state.as_ref(),
        relationship,
        consent: consents.first().map(|latest| latest.given),
        sent: &sent,
        zone: &zone,
    };
    Ok(may_send(&facts, settings, now).err())
}

/// Whether the address or the contact has been taken out of mail: the part of the gate that nothing but a deed lifts,
/// and that is asked once more before the final dot.
pub(super) async fn has_left(engine: &Engine, send: &Send) -> Result<bool, StoreError> {
    let (store, workspace) = (engine.store(), engine.workspace());
    let states = store::addresses::states(store, workspace, std::slice::from_ref(&send.address)).await?;
    let state = states.get(&send.address).filter(|_| !bug(Bug::SuppressionForgotten));
    let shut = state.is_some_and(|state| state.blocked.is_some() || state.invalid.is_some());
    Ok(shut || (!send.operational && state.is_some_and(|state| state.opted_out.is_some())))
}

fn unburdened(address: &str) -> Option<AddressState> {
    let state =
        || AddressState { address: address.to_string(), role: false, invalid: None, opted_out: None, blocked: None };
    (!address.is_empty()).then(state)
}

/// When marketing mail went out to the contact in the last seven days, what is on its way included. The timeline knows
/// of mail that was sent elsewhere; the rows know of what has not reached the timeline yet.
async fn sent_lately(
    engine: &Engine,
    send: &Send,
    contact: model::ContactId,
    now: Timestamp,
) -> Result<Vec<Timestamp>, StoreError> {
    if send.operational {
        return Ok(Vec::new());
    }
    let of = Narrow { contact: Some(contact), ..Narrow::default() };
    let rows = store::sends::page(engine.store(), engine.workspace(), &of, i64::MAX, RECENT).await?;
    let out = rows.into_iter().filter(|row| {
        !row.operational && matches!(row.state, SendState::Handing | SendState::Sent | SendState::Unknown)
    });
    Ok(out.filter_map(|row| row.handed_at).filter(|at| *at > now.plus(-7 * DAY)).collect())
}

fn gone() -> Held {
    Held {
        code: rules::send_gate::HeldCode::NoAddress,
        reason: "the contact does not exist any more".into(),
        retry_at: None,
    }
}
