//! Do the leads that our rules qualify win more often? Answered with the very code that qualifies in the product.
//!
//! The unit is the lead. Each is judged as it stood 45 days after its creation, on what its contact had done (inbound
//! touches, sessions; `rules::score` counts those of the lead's own cycle) and on who contact and account are. Leads that were closed by then leave both
//! groups and are counted. What was won is read only after all leads are judged.

mod ratio;
mod view;

pub use ratio::Group;

use crate::Seed;
use crate::person::People;
use crate::script::Choices;
use crate::world::{SessionRow, TouchRow, World, WorldError};
use model::activity::kind;
use model::definition::{Body, Qualification, ScoringModel};
use model::record::Fields;
use model::{DAY, DefinitionKind, LeadId, Timestamp, Value};
use rules::WorkList;
use serde::Serialize;
use view::{Own, Then};

/// Day of judgement, counted from the creation of the lead.
pub const DAYS: i64 = 45;

/// The outcome of the proof, as `--json` prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proof {
    /// What each lead is judged by, in words.
    pub definition: &'static str,
    pub day: i64,
    pub leads: usize,
    /// Closed (won or lost) by the day of judgement: in neither group.
    pub closed_by_then: usize,
    /// Created after the day asked for: in neither group.
    pub not_created_yet: usize,
    pub aqls: Group,
    pub others: Group,
    /// AQLs among the leads that were judged; `None` when there were none.
    pub aql_share: Option<f64>,
    /// Win rate of AQLs ÷ win rate of the others.
    pub ratio: Option<f64>,
    pub interval_95: Option<[f64; 2]>,
    pub interval_method: &'static str,
    pub gates: GateCounts,
}

/// How the judged leads stand before the gates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct GateCounts {
    pub passed_complete: usize,
    pub passed_behaviour: usize,
    pub passed_account: usize,
    pub enrich: usize,
    pub warm_up: usize,
    pub do_not_chase: usize,
}

const DEFINITION: &str = "unit: lead; judged on day 45 after lead_created_at; behaviour: inbound touches and sessions of \
     the lead's contact in this sales cycle up to that day; won: converted_within_90_days";

/// Scoring and qualification of the starter instance.
pub fn starter_rules() -> Option<(ScoringModel, Qualification)> {
    let documents = instance::starter();
    let body = |kind| documents.iter().find(|d| d.kind == kind).and_then(|d| Body::parse(kind, &d.body).ok());
    match (body(DefinitionKind::Scoring)?, body(DefinitionKind::Qualification)?) {
        (Body::Scoring(model), Body::Qualification(qualification)) => Some((model, qualification)),
        _ => None,
    }
}

/// Judges every lead of a world.
pub fn proof(world: &World, seed: Seed, model: &ScoringModel, rules: &Qualification) -> Result<Proof, WorldError> {
    judge(world, seed, model, rules, Timestamp::MAX)
}

/// Judges the leads of a world as it stood at the end of a day (UTC, original dates): nothing later is known to the
/// rules, and leads created later are left out.
pub fn proof_as_of(
    world: &World,
    seed: Seed,
    model: &ScoringModel,
    rules: &Qualification,
    day: Timestamp,
) -> Result<Proof, WorldError> {
    judge(world, seed, model, rules, Timestamp((day.utc_day() + 1) * DAY - 1))
}

fn judge(
    world: &World,
    seed: Seed,
    model: &ScoringModel,
    rules: &Qualification,
    end: Timestamp,
) -> Result<Proof, WorldError> {
    if world.leads.is_empty() {
        return Err(WorldError { file: "leads".into(), message: "has no rows; there is nothing to judge".into() });
    }
    let did = histories(world);
    let people = People::of(world, seed);
    let choices = Choices::of_starter();
    let companies = world.accounts.iter().zip(&people.companies);
    let accounts: Vec<Fields> = companies.map(|(row, company)| choices.account(row, company)).collect();
    let closed = closings(world);
    let (mut closed_by_then, mut not_created_yet, mut gates) = (0, 0, GateCounts::default());
    let mut judged: Vec<(usize, bool)> = Vec::new();
    for (place, lead) in world.leads.iter().enumerate() {
        if lead.created.at > end {
            not_created_yet += 1;
            continue;
        }
        let then = lead.created.at.plus(DAYS * DAY).min(end);
        if closed[place].is_some_and(|at| at <= then) {
            closed_by_then += 1;
            continue;
        }
        let row = &world.contacts[lead.contact];
        let all = &did[lead.contact];
        let person = &people.persons[lead.contact];
        let contact = choices.contact(row, person, &people.companies[row.account]);
        let view = Then {
            contact: &contact,
            email: person.email.as_deref(),
            account: &accounts[row.account],
            lead: lead_id(place),
            started: lead.created.at,
            did: &all[..all.partition_point(|own| own.at <= then)],
        };
        judged.push((place, gates.judge(&view, model, rules, then)));
    }
    let group = |qualified: bool| {
        let won = judged.iter().filter(|(_, aql)| *aql == qualified).map(|(place, _)| world.leads[*place].converted);
        let won: Vec<bool> = won.collect();
        Group::of(won.len(), won.iter().filter(|won| **won).count())
    };
    let (aqls, others) = (group(true), group(false));
    Ok(Proof {
        definition: DEFINITION,
        day: DAYS,
        leads: world.leads.len(),
        closed_by_then,
        not_created_yet,
        aqls,
        others,
        aql_share: (!judged.is_empty()).then(|| aqls.leads as f64 / judged.len() as f64),
        ratio: ratio::ratio(aqls, others),
        interval_95: ratio::interval(aqls, others),
        interval_method: ratio::METHOD,
        gates,
    })
}

impl GateCounts {
    fn judge(&mut self, view: &Then<'_>, model: &ScoringModel, rules: &Qualification, then: Timestamp) -> bool {
        let scored = rules::score(view, model, view.subject(), then);
        let gates = rules::gates::gates(view, rules, view.subject(), scored.scores, then);
        self.passed_complete += usize::from(gates.complete.passed);
        self.passed_behaviour += usize::from(gates.behaviour.passed);
        self.passed_account += usize::from(gates.account.passed);
        match gates.list() {
            Some(WorkList::Enrich) => self.enrich += 1,
            Some(WorkList::WarmUp) => self.warm_up += 1,
            Some(WorkList::DoNotChase) => self.do_not_chase += 1,
            None => {}
        }
        gates.passed()
    }
}

/// When each lead was won or lost, where the world says so.
fn closings(world: &World) -> Vec<Option<Timestamp>> {
    let mut closed: Vec<Option<Timestamp>> = world.leads.iter().map(|lead| lead.converted_at.map(|at| at.at)).collect();
    for row in &world.opportunities {
        if let Some((_, at)) = row.closed {
            closed[row.lead] = Some(closed[row.lead].map_or(at.at, |known| known.min(at.at)));
        }
    }
    closed
}

/// The lead at a place of the world's table.
fn lead_id(place: usize) -> LeadId {
    LeadId(place as i64 + 1)
}

/// What each contact did, in all of its leads, in order of time.
fn histories(world: &World) -> Vec<Vec<Own>> {
    let mut did: Vec<Vec<Own>> = world.contacts.iter().map(|_| Vec::new()).collect();
    for row in world.touches.iter().filter(|row| row.inbound) {
        did[world.leads[row.lead].contact].push(touch(row));
    }
    for row in &world.sessions {
        did[world.leads[row.lead].contact].push(session(row));
    }
    did.iter_mut().for_each(|did| did.sort_by_key(|own| own.at));
    did
}

fn touch(row: &TouchRow) -> Own {
    let texts = [("touch_type", &row.kind), ("channel", &row.channel)];
    let properties = texts.into_iter().filter_map(|(key, text)| Some((key.to_string(), Value::text(text.as_deref()?))));
    Own { lead: lead_id(row.lead), kind: kind::INBOUND_TOUCH, at: row.at.at, properties: properties.collect() }
}

fn session(row: &SessionRow) -> Own {
    let counts = [
        ("page_views", row.page_views),
        ("pricing_page_views", row.pricing_page_views),
        ("demo_page_views", row.demo_page_views),
        ("seconds", row.seconds),
    ];
    let properties = counts.map(|(key, count)| (key.to_string(), Value::Integer(count)));
    Own { lead: lead_id(row.lead), kind: kind::SESSION, at: row.at.at, properties: properties.into() }
}
