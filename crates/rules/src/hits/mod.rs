//! Who fetched the pixel or a link of a message: a person, a mail service's picture proxy, a scanner, or nobody knows.
//!
//! Some signals decide alone; of the others it takes two. What a hit is taken for depends only on what happened within
//! [`AROUND`] of it, so it is known for good when that has passed, and is never corrected afterwards.

mod agents;
mod networks;

pub use agents::{Device, device};

use agents::Agent;
use model::hit::{Fetch, Hit, Label, Signal};
use model::{MINUTE, SECOND, SendId, Timestamp};
use networks::Owner;
use std::collections::HashMap;
use std::hash::Hash;

/// What happened this long before and after a hit may say who it is.
pub const AROUND: i64 = MINUTE;
/// A click within this long of the acceptance, on either side of it, is nobody's who reads. Much earlier than that is a
/// clock that was put back, and says nothing.
const SOON: i64 = 5 * SECOND;
const EARLY: i64 = MINUTE;
/// So many links of one message within this long are a burst.
const BURST: i64 = 10 * SECOND;
const BURST_LINKS: usize = 3;
const PAIR: i64 = 2 * SECOND;
/// So many recipients from one network within this long are a crowd.
const CROWD: i64 = MINUTE;
const CROWD_RECIPIENTS: usize = 5;

/// From here on it is a scanner, and from here on no longer a person.
const SCANNER: u32 = 100;
const DOUBTFUL: u32 = 65;

/// What surrounds a hit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    /// When the message was accepted for delivery.
    pub accepted: Option<Timestamp>,
    /// Hits within [`AROUND`] of the message, and of the network for other messages. It may be among them.
    pub hits: &'a [&'a Hit],
    /// Whether the contact viewed a page right after; unknown while its browser is.
    pub page: Option<bool>,
}

/// Who a hit is taken for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub label: Label,
    pub signals: Vec<Signal>,
}

/// Whether a network's hits of other messages say anything: not where everybody's go through it.
pub fn tells(hit: &Hit) -> bool {
    hit.network.is_some_and(|network| network.is_public() && networks::owner(network).is_none())
        && agents::agent(&hit.agent, hit.fetch).is_none()
}

/// Judges a hit.
pub fn judge(hit: &Hit, around: &Around<'_>) -> Judgement {
    let mut signals = Vec::new();
    if let Some(proxy) = proxy(hit) {
        signals.push(proxy);
        // A proxy does nothing but fetch pictures when asked.
        if hit.method == "GET" {
            return Judgement { label: Label::Proxy, signals };
        }
    }
    signals.extend(alone(hit, around));
    signals.extend(together(hit, around));
    if around.page == Some(true) {
        signals.push(Signal::Page);
    }
    let weight: u32 = signals.iter().map(|signal| weight(*signal)).sum();
    let decided = signals.iter().any(|signal| is_enough(*signal));
    let label = match () {
        () if decided => Label::Scanner,
        () if around.page == Some(true) => Label::Human,
        () if weight >= SCANNER => Label::Scanner,
        () if weight >= DOUBTFUL => Label::Unknown,
        () => Label::Human,
    };
    Judgement { label, signals }
}

fn weight(signal: Signal) -> u32 {
    match signal {
        Signal::Crowd | Signal::Early | Signal::Pair => 50,
        Signal::NoAgent | Signal::OldBrowser => 65,
        Signal::NoPage => 10,
        _ => 0,
    }
}

/// Whether one signal is enough.
fn is_enough(signal: Signal) -> bool {
    matches!(signal, Signal::Method | Signal::Agent | Signal::Network | Signal::TooSoon | Signal::Burst | Signal::Trap)
}

/// The picture proxy that fetched a pixel.
fn proxy(hit: &Hit) -> Option<Signal> {
    if hit.fetch != Fetch::Open {
        return None;
    }
    match agents::agent(&hit.agent, hit.fetch) {
        Some(Agent::Apple) => return Some(Signal::AppleProxy),
        Some(Agent::Gmail) => return Some(Signal::GmailProxy),
        Some(Agent::OtherProxy) => return Some(Signal::OtherProxy),
        Some(Agent::Robot) => return None,
        None => {}
    }
    match hit.network.and_then(networks::owner)? {
        Owner::Google => Some(Signal::GmailProxy),
        Owner::Microsoft => Some(Signal::OutlookProxy),
        Owner::Security => None,
    }
}

/// What the hit says by itself.
fn alone(hit: &Hit, around: &Around<'_>) -> Vec<Signal> {
    let agent = agents::agent(&hit.agent, hit.fetch);
    let owner = hit.network.and_then(networks::owner);
    let since = around.accepted.map(|accepted| hit.at.0 - accepted.0);
    let click = hit.fetch != Fetch::Open;
    let holds = [
        (hit.method != "GET", Signal::Method),
        (hit.fetch == Fetch::Trap, Signal::Trap),
        // Picture proxies follow no links.
        (agent == Some(Agent::Robot) || click && agent.is_some(), Signal::Agent),
        (owner == Some(Owner::Security) || click && owner.is_some(), Signal::Network),
        (since.is_some_and(|since| (-SOON..=SOON).contains(&since)), Signal::TooSoon),
        (since.is_some_and(|since| since > SOON && since <= EARLY), Signal::Early),
        (hit.agent.trim().is_empty(), Signal::NoAgent),
        (click && agents::is_old(&hit.agent), Signal::OldBrowser),
        (click && around.page == Some(false), Signal::NoPage),
    ];
    holds.into_iter().filter(|(holds, _)| *holds).map(|(_, signal)| signal).collect()
}

/// What it says together with what happened around it.
fn together(hit: &Hit, around: &Around<'_>) -> Vec<Signal> {
    let of_message = |other: &&&Hit| other.send == hit.send && near(other, hit, AROUND);
    let own: Vec<&Hit> = around.hits.iter().filter(of_message).copied().collect();
    let same = |other: &Hit| other.network == hit.network && other.network.is_some() || other.agent == hit.agent;
    let trapped = own.iter().any(|other| other.fetch == Fetch::Trap && same(other));
    // A pixel fetched along with a burst by the same client is the scanner's too; a person's, meanwhile, is not.
    let links: Vec<(i64, u16)> = own
        .iter()
        .filter(|other| other.fetch == Fetch::Click && (hit.fetch == Fetch::Click || same(other)))
        .map(|other| (other.at.0, other.link))
        .chain((hit.fetch == Fetch::Click).then_some((hit.at.0, hit.link)))
        .collect();
    let burst = most(links.clone(), hit.at.0, BURST) >= BURST_LINKS;
    let pair = hit.fetch == Fetch::Click && most(links, hit.at.0, PAIR) >= 2;
    let crowd = tells(hit) && recipients(hit, around.hits) >= CROWD_RECIPIENTS;
    let holds = [
        (trapped && hit.fetch != Fetch::Trap, Signal::Trap),
        (burst, Signal::Burst),
        (pair && !burst, Signal::Pair),
        (crowd, Signal::Crowd),
    ];
    holds.into_iter().filter(|(holds, _)| *holds).map(|(_, signal)| signal).collect()
}

fn near(one: &Hit, other: &Hit, within: i64) -> bool {
    (one.at.0 - other.at.0).abs() <= within
}

/// Most distinct things within a stretch of this length that holds an instant. It takes no longer than sorting them: one
/// recipient can click as often as they like.
fn most<T: Copy + Eq + Hash>(mut found: Vec<(i64, T)>, at: i64, length: i64) -> usize {
    found.retain(|(other, _)| (other - at).abs() <= length);
    found.sort_unstable_by_key(|(other, _)| *other);
    let (mut inside, mut end, mut most) = (HashMap::<T, usize>::new(), 0, 0);
    for (start, thing) in found.iter().take_while(|(start, _)| *start <= at) {
        while let Some((_, next)) = found.get(end).filter(|(other, _)| *other <= start + length) {
            *inside.entry(*next).or_default() += 1;
            end += 1;
        }
        most = most.max(inside.len());
        match inside.get_mut(thing) {
            Some(times) if *times > 1 => *times -= 1,
            _ => drop(inside.remove(thing)),
        }
    }
    most
}

/// Most recipients of the hit's network within a stretch of [`CROWD`] that holds it.
fn recipients(hit: &Hit, hits: &[&Hit]) -> usize {
    let of_network: Vec<(i64, SendId)> = hits
        .iter()
        .filter(|other| other.network == hit.network && near(other, hit, CROWD) && tells(other))
        .map(|other| (other.at.0, other.send))
        .chain([(hit.at.0, hit.send)])
        .collect();
    most(of_network, hit.at.0, CROWD)
}
