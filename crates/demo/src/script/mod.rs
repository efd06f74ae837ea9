//! The script of a world: everything that happens in it, in order, as inputs of the engine.
//!
//! Replay it with a clock that is set to each batch's time before the batch is applied, so that stages, scores and
//! qualification fall on the days on which they would have fallen. All of it is history: it sets off nothing.

pub(crate) mod deals;
mod events;
mod fields;
mod plan;
mod records;

pub use fields::Choices;
pub use plan::{Hours, Plan, Time, weekend};

use crate::person::People;
use crate::world::{Counts, World};
use crate::{Seed, WorldError, generate};
use generate::stream::Fresh;
use model::input::Input;
use model::{DAY, Envelope, HOUR, Timestamp, UserId};
use std::collections::{BTreeMap, HashSet};

/// Inputs in one batch, at most.
const BATCH: usize = 800;
/// A batch of at least this size ends with its day, so that the clock does not lag behind.
const DAY_BATCH: usize = 150;
/// In this time before the end, which is what people look at, a batch ends with each third of a day.
const CLOSE: i64 = 30 * DAY;
const CLOSE_BATCH: i64 = 8 * HOUR;

/// What to make of a world.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub seed: Seed,
    pub time: Time,
    /// Add what the world lacks: programs' members, mail, traffic.
    pub generate: bool,
}

/// Inputs that happened up to a time.
#[derive(Debug, Clone)]
pub struct Batch {
    pub at: Timestamp,
    pub envelopes: Vec<Envelope>,
}

/// One thing that happens, not yet written out.
#[derive(Debug, Clone)]
enum Item {
    Account(usize),
    Contact(usize),
    Lead(usize),
    /// The lead ends without a deal that would end it.
    LeadEnd(usize),
    Touch(usize),
    Session(usize),
    Sales(usize),
    Opened(usize),
    Closed(usize),
    /// The last known stage of a deal that is still open.
    Standing(usize),
    Customer(usize),
    Generated(Box<(String, Input)>),
}

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    at: Timestamp,
    item: Item,
}

impl Entry {
    pub fn generated(at: Timestamp, id: String, input: Input) -> Entry {
        Entry { at, item: Item::Generated(Box::new((id, input))) }
    }
}

/// A world with everything that is needed to write its inputs.
pub struct Script<'w> {
    pub(crate) world: &'w World,
    pub(crate) people: People,
    pub(crate) choices: Choices,
    pub(crate) owners: BTreeMap<String, UserId>,
    pub(crate) options: Options,
    /// Source of each contact's first lead.
    pub(crate) sources: BTreeMap<usize, String>,
    /// Leads that came to a deal.
    pub(crate) dealt: HashSet<String>,
    pub plan: Plan,
    /// Leads that are made up after those of the world.
    pub(crate) fresh: Vec<Fresh>,
    /// By table, in the order in which they were read.
    pub counts: Vec<Counts>,
    /// Generated inputs by what they are.
    pub generated: BTreeMap<String, usize>,
    entries: Vec<Entry>,
}

impl<'w> Script<'w> {
    /// `owners`: the ids of the users of `crate::users`, by their keys.
    pub fn new(world: &'w World, options: Options, owners: BTreeMap<String, UserId>) -> Result<Script<'w>, WorldError> {
        let mut script = Script {
            world,
            people: People::of(world, options.seed),
            choices: Choices::of_starter(),
            sources: generate::consent::sources(world),
            owners,
            dealt: world.opportunities.iter().map(|row| world.leads[row.lead].id.clone()).collect(),
            plan: Plan::new(world, options.time)?,
            options,
            counts: world.counts.clone(),
            generated: BTreeMap::new(),
            fresh: Vec::new(),
            entries: Vec::new(),
        };
        script.records();
        script.events();
        script.deals();
        if options.generate {
            script.fresh = generate::stream::leads(&script);
            let dealt = script.fresh.iter().filter(|lead| lead.deal.is_some()).map(|lead| lead.id.clone());
            script.dealt.extend(dealt);
            for entry in generate::everything(&script) {
                script.add_generated(entry);
            }
        }
        // Stable: what is of one instant stays in the order in which it was written, records before what names them.
        script.entries.sort_by_key(|entry| entry.at);
        Ok(script)
    }

    /// Number of inputs.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The inputs in order of time.
    pub fn batches(&self) -> impl Iterator<Item = Batch> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let first = self.entries.get(next)?;
            let rest = self.entries[next..].iter();
            let mut size = 0;
            let mut last = first.at;
            for entry in rest {
                if size == BATCH || self.parts(size, last, entry.at) {
                    break;
                }
                last = entry.at;
                size += 1;
            }
            let entries = &self.entries[next..next + size];
            next += size;
            let envelopes = entries.iter().map(|entry| self.envelope(entry)).collect();
            Some(Batch { at: entries.last().map_or(first.at, |entry| entry.at), envelopes })
        })
    }

    /// Whether a batch of this size ends between two instants.
    fn parts(&self, size: usize, before: Timestamp, after: Timestamp) -> bool {
        if self.options.generate && after >= self.plan.end.plus(-CLOSE) {
            return before.0.div_euclid(CLOSE_BATCH) != after.0.div_euclid(CLOSE_BATCH);
        }
        size >= DAY_BATCH && before.utc_day() != after.utc_day()
    }

    fn add_generated(&mut self, entry: Entry) {
        if entry.at >= self.plan.end {
            return;
        }
        if let Item::Generated(made) = &entry.item {
            let what = made.0.split(':').next().unwrap_or_default().to_string();
            *self.generated.entry(what).or_default() += 1;
        }
        self.entries.push(entry);
    }

    /// Adds something that a row of a table says, unless it had not happened yet.
    fn add(&mut self, table: &str, at: Timestamp, item: Item) {
        if self.plan.happened(at) {
            self.entries.push(Entry { at, item });
            return;
        }
        if let Some(counts) = self.counts.iter_mut().find(|counts| counts.table == table) {
            counts.loaded -= 1;
            counts.skip("had not happened by the day asked for");
        }
    }

    fn envelope(&self, entry: &Entry) -> Envelope {
        let (id, input) = match &entry.item {
            Item::Account(place) => self.account(*place),
            Item::Contact(place) => self.contact(*place),
            Item::Lead(place) => self.lead(*place, entry.at),
            Item::LeadEnd(place) => self.lead_end(*place, entry.at),
            Item::Touch(place) => self.touch(*place, entry.at),
            Item::Session(place) => self.session(*place, entry.at),
            Item::Sales(place) => self.sales(*place, entry.at),
            Item::Opened(place) => self.opened(*place, entry.at),
            Item::Closed(place) => self.closed(*place, entry.at),
            Item::Standing(place) => self.standing(*place),
            Item::Customer(place) => self.customer(*place),
            Item::Generated(made) => (made.0.clone(), made.1.clone()),
        };
        Envelope {
            message_id: format!("demo:{id}"),
            // Who opts out does it by the link in a mail, and the activity beside it tells of it.
            source: if matches!(input, Input::Suppress { .. }) { "mail" } else { "demo" }.into(),
            historical: true,
            cause: None,
            depth: 0,
            received_at: entry.at,
            user: None,
            input,
        }
    }
}
