//! Labels: each hit is judged once, when all that may say who it was has happened, and the rules hear of it.

use super::Performer;
use super::wording::Language;
use crate::perform::report::{properties, put};
use model::activity::kind;
use model::hit::{Fetch, Hit, Label, Network, Signal};
use model::input::{MAX_BATCH, pack};
use model::{ContactId, DAY, Envelope, HOUR, Input, MINUTE, SECOND, SendId, Timestamp, Value};
use rules::View;
use rules::hits::{AROUND, Around, Judgement, device, judge, tells};
use std::collections::{BTreeSet, HashMap, HashSet};
use store::StoreError;
use store::hits::{Kept, Labelled};
use store::intake::NewIntake;
use store::sends::Send;

/// Hits that are labelled in one transaction.
const AT_ONCE: usize = 500;
/// Repeated openings, and clicks on a link, within this long are one.
const SAME_OPEN: i64 = 10 * MINUTE;
const SAME_CLICK: i64 = 10 * SECOND;
/// A contact who viewed a page within this long has a browser that we know.
const BROWSER_KNOWN: i64 = 90 * DAY;

/// Most hits of a message, and of others from its network, that a hit is judged among.
const MOST_AROUND: usize = 500;
/// Others get on after so many judgements.
const IN_A_ROW: usize = 50;

/// What happened around hits, to be asked by message and by network, oldest first. The same within a second is one.
#[derive(Default)]
struct Surroundings<'a> {
    of_send: HashMap<SendId, Vec<&'a Hit>>,
    of_network: HashMap<Network, Vec<&'a Hit>>,
}

impl<'a> Surroundings<'a> {
    fn of(found: &'a [Kept]) -> Self {
        let mut all = Surroundings::default();
        let (mut fetched, mut came) = (HashSet::new(), HashSet::new());
        for Kept { hit, .. } in found {
            let second = hit.at.0.div_euclid(SECOND);
            if fetched.insert((hit.send, hit.link, hit.fetch, hit.network, hit.agent.as_str(), second)) {
                all.of_send.entry(hit.send).or_default().push(hit);
            }
            // Of a network it counts for whom it fetched, not what or how often.
            if let Some(network) = hit.network.filter(|_| tells(hit))
                && came.insert((network, hit.send, second))
            {
                all.of_network.entry(network).or_default().push(hit);
            }
        }
        all
    }

    fn around(&self, hit: &Hit) -> Vec<&'a Hit> {
        let own = self.of_send.get(&hit.send);
        let network = hit.network.filter(|_| tells(hit)).and_then(|network| self.of_network.get(&network));
        let others = network.into_iter().flat_map(|all| near(all, hit)).filter(|other| other.send != hit.send);
        own.into_iter().flat_map(|all| near(all, hit)).take(MOST_AROUND).chain(others.take(MOST_AROUND)).collect()
    }
}

/// Those within [`AROUND`] of a hit.
fn near<'a>(all: &[&'a Hit], hit: &Hit) -> impl Iterator<Item = &'a Hit> {
    let from = all.partition_point(|other| other.at < hit.at.plus(-AROUND));
    let to = all.partition_point(|other| other.at <= hit.at.plus(AROUND));
    all[from..to].iter().copied()
}

impl Performer {
    /// Labels the hits up to an instant; returns how many there were.
    pub(super) async fn label_hits(&self, until: Timestamp) -> Result<usize, StoreError> {
        let (engine, mut count) = (&self.0.engine, 0);
        let (store, workspace) = (engine.store(), engine.workspace());
        loop {
            let waiting = store::hits::waiting(store, workspace, until, AT_ONCE).await?;
            let (Some(first), Some(last)) = (waiting.first(), waiting.last()) else { return Ok(count) };
            count += waiting.len();
            let sends = self.tracked_sends(waiting.iter().map(|kept| kept.hit.send)).await?;
            let ids: Vec<SendId> = sends.keys().copied().collect();
            let telling = waiting.iter().filter(|kept| tells(&kept.hit)).filter_map(|kept| kept.hit.network);
            let networks: Vec<Network> = telling.collect::<HashSet<_>>().into_iter().collect();
            let window = (first.hit.at.plus(-AROUND), last.hit.at.plus(AROUND));
            let found = store::hits::around(store, workspace, &ids, &networks, window).await?;
            let surroundings = Surroundings::of(&found);
            let clicked = waiting.iter().filter(|kept| kept.hit.fetch == Fetch::Click).map(|kept| kept.hit.send);
            let languages = self.languages(clicked.filter_map(|send| sends.get(&send))).await?;
            let (mut labelled, mut forgotten, mut envelopes) = (Vec::new(), Vec::new(), Vec::new());
            for (n, kept) in waiting.iter().enumerate() {
                if n % IN_A_ROW == IN_A_ROW - 1 {
                    tokio::task::yield_now().await;
                }
                let Some(send) = sends.get(&kept.hit.send) else {
                    forgotten.push(kept.place);
                    continue;
                };
                let judged = self.judged(&kept.hit, send, &surroundings.around(&kept.hit));
                envelopes.push(self.told(&kept.hit, send, &judged, languages.get(&send.id)));
                labelled.push(Labelled { place: kept.place, label: judged.label, signals: judged.signals });
            }
            let feeds = rows(&envelopes)?;
            store::hits::label(store, workspace, &labelled, &forgotten, feeds).await?;
            engine.0.wake.notify_one();
        }
    }

    fn judged(&self, hit: &Hit, send: &Send, hits: &[&Hit]) -> Judgement {
        let page = self.page(send.contact, hit.at);
        judge(hit, &Around { accepted: send.handed_at, hits, page })
    }

    /// Whether the contact viewed a page right after; unknown where we do not know its browser.
    fn page(&self, contact: ContactId, at: Timestamp) -> Option<bool> {
        let (image, mut known, mut after) = (self.0.engine.image(), false, false);
        image.timeline_from(contact, at.plus(-BROWSER_KNOWN), &mut |fact| {
            if fact.kind == kind::PAGE_VIEWED {
                known = true;
                after |= fact.at >= at && fact.at <= at.plus(AROUND);
            }
            !after
        });
        known.then_some(after)
    }

    /// What the rules hear of a hit. Of a click also where in the message: the versions, languages and places of an email's
    /// links are few, so that the combinations stay few.
    fn told(&self, hit: &Hit, send: &Send, judged: &Judgement, language: Option<&Language>) -> Envelope {
        let mut properties = properties(send);
        let what = if hit.fetch == Fetch::Open { "open" } else { "click" };
        let (kind, id) = match (judged.label, hit.fetch) {
            (Label::Human, Fetch::Open) => (kind::EMAIL_OPENED, again(kind::EMAIL_OPENED, hit, SAME_OPEN)),
            (Label::Human, _) => (kind::EMAIL_CLICKED, again(kind::EMAIL_CLICKED, hit, SAME_CLICK)),
            (label, _) => {
                let hour = hit.at.0.div_euclid(HOUR);
                let id = format!("{}:{}:{what}:{}:{hour}", kind::EMAIL_FETCHED, send.id, label.as_str());
                (kind::EMAIL_FETCHED, id)
            }
        };
        if kind == kind::EMAIL_FETCHED {
            properties.insert("what".into(), Value::text(what));
            properties.insert("signals".into(), Value::Text(words(&judged.signals)));
        } else {
            properties.insert("device".into(), Value::text(device(&hit.agent).as_str()));
        }
        properties.insert("by".into(), Value::text(judged.label.as_str()));
        if kind == kind::EMAIL_CLICKED {
            properties.insert("link".into(), Value::text(hit.target.clone()));
            properties.insert("url".into(), Value::text(hit.target.clone()));
            // As people count: the first is 1.
            properties.insert("place".into(), Value::Integer(i64::from(hit.link) + 1));
            properties.extend(language.into_iter().flat_map(|language| {
                let version = ("version".to_string(), Value::Integer(i64::from(send.email_version)));
                [version].into_iter().chain(language.clone().map(|tag| ("language".to_string(), Value::Text(tag))))
            }));
        }
        let input = Input::Outcome { send: send.id, activity: put(send, kind, hit.at, properties) };
        self.0.engine.envelope(id, "mail", input)
    }
}

/// One name for repeated hits.
fn again(kind: &str, hit: &Hit, same: i64) -> String {
    format!("{kind}:{}:{}:{}", hit.send, hit.link, hit.at.0.div_euclid(same))
}

fn words(signals: &[Signal]) -> String {
    let words: BTreeSet<&str> = signals.iter().map(|signal| signal.as_str()).collect();
    words.into_iter().collect::<Vec<_>>().join(", ")
}

/// Intake rows of envelopes.
fn rows(envelopes: &[Envelope]) -> Result<Vec<NewIntake>, StoreError> {
    let row = |chunk: &[Envelope]| match pack(chunk) {
        Ok(payload) => Ok(NewIntake { payload, envelopes: chunk.len() }),
        Err(error) => Err(StoreError::Corrupt { what: "opens and clicks", why: error.to_string() }),
    };
    envelopes.chunks(MAX_BATCH).map(row).collect()
}
