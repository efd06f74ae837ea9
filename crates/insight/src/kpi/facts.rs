//! The facts that the KPIs are counted from, read once from the image: short lists in order of time.

use super::answers::{Answers, Sends};
use super::reader::Reader;
use super::types::Excluded;
use crate::period::Range;
use audience::Image;
use model::activity::kind;
use model::cost::Cost;
use model::definition::{Body, ProgramKind, Settings};
use model::*;
use rules::rates::Rates;
use std::collections::{HashMap, HashSet};

/// Something that happened at a time.
#[derive(Debug, Clone)]
pub struct Happened {
    pub at: Timestamp,
    pub contact: Option<ContactId>,
    pub visitor: Option<VisitorId>,
    pub kind: &'static str,
    /// The email, page, form or program that it was about.
    pub asset: String,
    /// Program that sent, or source of the traffic.
    pub by: String,
    pub operational: bool,
}

/// A closed opportunity in the reporting currency.
#[derive(Debug, Clone)]
pub struct Closed {
    pub at: Timestamp,
    pub id: OpportunityId,
    pub account: Option<AccountId>,
    pub contact: Option<ContactId>,
    pub won: bool,
    /// Whether it has an amount at all.
    pub priced: bool,
    /// The amount in the reporting currency; `None` also when a rate is missing.
    pub value: Option<f64>,
    pub marketing: bool,
    pub source: String,
}

/// Something of a contact or account that does not count.
#[derive(Debug, Clone, Copy)]
pub struct LeftOut {
    pub at: Timestamp,
    pub relationship: Relationship,
}

/// A list in order of time; slices of it are periods.
#[derive(Debug, Clone)]
pub struct Ordered<T>(Vec<T>);

impl<T: At> Ordered<T> {
    fn new(mut items: Vec<T>) -> Ordered<T> {
        items.sort_by_key(At::at);
        Ordered(items)
    }

    pub fn within(&self, (from, to): Range) -> &[T] {
        let first = self.0.partition_point(|item| item.at() < from);
        let last = self.0.partition_point(|item| item.at() < to);
        &self.0[first..last.max(first)]
    }

    fn all(&self) -> &[T] {
        &self.0
    }
}

pub trait At {
    fn at(&self) -> Timestamp;
}

impl At for Happened {
    fn at(&self) -> Timestamp {
        self.at
    }
}

impl At for LeftOut {
    fn at(&self) -> Timestamp {
        self.at
    }
}

impl At for Closed {
    fn at(&self) -> Timestamp {
        self.at
    }
}

/// Everything that the KPIs of a period, of the one before and of the baseline need.
pub struct Facts {
    pub sent: Ordered<Happened>,
    pub bounced: Answers,
    pub opened: Answers,
    pub clicked: Answers,
    pub unsubscribed: Answers,
    pub visits: Ordered<Happened>,
    pub conversions: Ordered<Happened>,
    pub acted: Ordered<Happened>,
    pub qualified: Ordered<Happened>,
    pub assigned: Ordered<Happened>,
    /// Hand-overs, by contact and time, that sales has accepted by now.
    pub accepted: HashSet<(ContactId, Timestamp)>,
    pub closed: Ordered<Closed>,
    /// Purchases without an opportunity: revenue too.
    pub purchases: Ordered<Closed>,
    /// Cost of each day number: program costs, all costs; `None` when a rate is missing.
    pub costs: HashMap<i32, Option<(f64, f64)>>,
    /// Programs that are set off by what contacts do.
    pub triggered: HashSet<String>,
    pub left_out: Ordered<LeftOut>,
    pub warnings: Vec<String>,
    pub zone: String,
}

impl Facts {
    pub fn read(image: &Image, costs: &[Cost], range: Range, now: Timestamp) -> Facts {
        let settings = settings(image);
        let mut rates = Rates::new(settings);
        let mut reader = Reader { image, left_out: Vec::new() };
        let one = |reader: &mut Reader<'_>, kinds: &[&'static str]| Ordered::new(reader.happened(kinds, range));
        // Up to now, as the answers are: an answer to a later send is none to an earlier one.
        let so_far = (range.0, range.1.max(now.plus(1)));
        let sent = Ordered::new(reader.happened(&[kind::EMAIL_SENT], so_far));
        let assigned = Ordered::new(reader.happened(&[kind::LEAD_ASSIGNED], so_far));
        let accepted = Ordered::new(reader.happened(&[kind::LEAD_ACCEPTED], so_far));
        let sends = Sends::of(sent.all());
        let answers = |reader: &mut Reader<'_>, kind| Answers::of(&sends, reader.answers(kind, range.0, now));
        let facts = Facts {
            bounced: answers(&mut reader, kind::EMAIL_BOUNCED),
            opened: answers(&mut reader, kind::EMAIL_OPENED),
            clicked: answers(&mut reader, kind::EMAIL_CLICKED),
            unsubscribed: answers(&mut reader, kind::UNSUBSCRIBED),
            visits: Ordered::new(visits(reader.happened(&[kind::SESSION, kind::PAGE_VIEWED], range), zone(image))),
            conversions: one(&mut reader, &[kind::CONVERSION, kind::FORM_SUBMITTED]),
            acted: one(&mut reader, &[kind::PROGRAM_ACTED]),
            qualified: one(&mut reader, &[kind::LEAD_QUALIFIED]),
            accepted: taken(assigned.all(), accepted.all()),
            assigned,
            closed: Ordered::new(reader.closed(range, settings, &mut rates)),
            purchases: Ordered::new(reader.purchases(range, settings, &mut rates)),
            costs: daily(costs, range, zone(image), &mut rates),
            triggered: triggered(image),
            left_out: Ordered::new(reader.left_out),
            warnings: rates.warnings(),
            zone: zone(image).to_string(),
            sent,
        };
        facts
    }

    /// What was left out of a range.
    pub fn excluded(&self, range: Range) -> Excluded {
        let of = |relationship: Relationship| {
            self.left_out.within(range).iter().filter(|out| out.relationship == relationship).count() as u64
        };
        Excluded {
            test: of(Relationship::Test),
            employee: of(Relationship::Employee),
            competitor: of(Relationship::Competitor),
        }
    }
}

pub fn settings(image: &Image) -> Option<&Settings> {
    match image.definition(DefinitionKind::Settings, definition::MAIN).map(|published| &published.body) {
        Some(Body::Settings(settings)) => Some(settings),
        _ => None,
    }
}

pub fn zone(image: &Image) -> &str {
    settings(image).map_or("UTC", |settings| settings.zone.as_str())
}

/// The hand-overs that were accepted: an acceptance answers the last hand-over of the contact before it.
fn taken(assigned: &[Happened], accepted: &[Happened]) -> HashSet<(ContactId, Timestamp)> {
    let mut handed: HashMap<ContactId, Vec<Timestamp>> = HashMap::new();
    for one in assigned {
        if let Some(contact) = one.contact {
            handed.entry(contact).or_default().push(one.at);
        }
    }
    let answered = accepted.iter().filter_map(|one| {
        let times = handed.get(&one.contact?)?;
        Some((one.contact?, *times[..times.partition_point(|at| *at <= one.at)].last()?))
    });
    answered.collect()
}

fn triggered(image: &Image) -> HashSet<String> {
    let programs = image.definitions(DefinitionKind::Program);
    let live = programs.filter_map(|(key, published)| match &published.body {
        Body::Program(program) => {
            matches!(program.does, ProgramKind::Trigger(_) | ProgramKind::Nurture(_)).then(|| key.to_string())
        }
        _ => None,
    });
    live.collect()
}

/// A `session` is a visit. Page views are one for each browser or contact and day, and none on a day on which that
/// browser or contact has a session: they are of that visit.
fn visits(happened: Vec<Happened>, zone: &str) -> Vec<Happened> {
    let who = |visit: &Happened| [visit.visitor.map(|id| (true, id.0)), visit.contact.map(|id| (false, id.0))];
    let day = |visit: &Happened| visit.at.date_in(zone);
    let sessions = happened.iter().filter(|visit| visit.kind == kind::SESSION);
    let in_session: HashSet<((bool, i64), jiff::civil::Date)> =
        sessions.flat_map(|visit| who(visit).into_iter().flatten().map(move |who| (who, day(visit)))).collect();
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for visit in happened {
        let of_session = || who(&visit).into_iter().flatten().any(|who| in_session.contains(&(who, day(&visit))));
        if visit.kind == kind::SESSION || !of_session() && seen.insert((who(&visit), day(&visit))) {
            kept.push(visit);
        }
    }
    kept
}

/// Spreads each cost that touches the range over its days, at the rate of its first day.
fn daily(costs: &[Cost], range: Range, zone: &str, rates: &mut Rates<'_>) -> HashMap<i32, Option<(f64, f64)>> {
    let day = |at: Timestamp| value::day_of_date(at.date_in(zone));
    let (first, last) = (day(range.0), day(range.1));
    let mut days: HashMap<i32, Option<(f64, f64)>> = HashMap::new();
    for cost in costs.iter().filter(|cost| cost.to_day >= first && cost.from_day <= last) {
        let length = f64::from(cost.to_day - cost.from_day + 1);
        let amount = rates.convert(cost.amount, Timestamp::start_of(value::date_of_day(cost.from_day), zone));
        for day in cost.from_day.max(first)..=cost.to_day.min(last) {
            let entry = days.entry(day).or_insert(Some((0.0, 0.0)));
            *entry = entry.zip(amount).map(|((program, all), amount)| {
                let part = amount / length;
                let of_program = cost.category == model::cost::CostCategory::Program;
                (program + if of_program { part } else { 0.0 }, all + part)
            });
        }
    }
    days
}
