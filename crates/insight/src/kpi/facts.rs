//! The facts that the KPIs are counted from, read once from the image: short lists in order of time.

use super::types::Excluded;
use crate::period::Range;
use crate::rates::Rates;
use audience::Image;
use model::activity::kind;
use model::cost::Cost;
use model::definition::{Body, ProgramKind, Settings};
use model::record::OpportunityOutcome;
use model::*;
use rules::View;
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
    pub value: Option<f64>,
    pub marketing: bool,
    pub source: String,
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

    pub fn all(&self) -> &[T] {
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

impl At for Closed {
    fn at(&self) -> Timestamp {
        self.at
    }
}

/// Everything that the KPIs of a period, of the one before and of the baseline need.
pub struct Facts {
    pub sent: Ordered<Happened>,
    pub bounced: HashSet<(ContactId, String)>,
    pub opened: HashSet<(ContactId, String)>,
    pub clicked: HashSet<(ContactId, String)>,
    pub unsubscribed: HashSet<(ContactId, String)>,
    pub clicks: Ordered<Happened>,
    pub visits: Ordered<Happened>,
    pub conversions: Ordered<Happened>,
    pub acted: Ordered<Happened>,
    pub qualified: Ordered<Happened>,
    pub assigned: Ordered<Happened>,
    pub accepted: Ordered<Happened>,
    pub closed: Ordered<Closed>,
    /// Purchases without an opportunity: revenue too.
    pub purchases: Ordered<Closed>,
    /// Cost of each day number: program costs, all costs; `None` when a rate is missing.
    pub costs: HashMap<i32, Option<(f64, f64)>>,
    /// Programs that are set off by what contacts do.
    pub triggered: HashSet<String>,
    pub excluded: Excluded,
    pub warnings: Vec<String>,
    pub zone: String,
}

impl Facts {
    pub fn read(image: &Image, costs: &[Cost], range: Range, now: Timestamp) -> Facts {
        let settings = settings(image);
        let mut rates = Rates::new(settings);
        let mut reader = Reader { image, excluded: Excluded::default() };
        let one = |reader: &mut Reader<'_>, kinds: &[&'static str]| Ordered::new(reader.happened(kinds, range));
        let sent = one(&mut reader, &[kind::EMAIL_SENT]);
        let facts = Facts {
            bounced: reader.pairs(kind::EMAIL_BOUNCED, range.0, now),
            opened: reader.pairs(kind::EMAIL_OPENED, range.0, now),
            clicked: reader.pairs(kind::EMAIL_CLICKED, range.0, now),
            unsubscribed: reader.pairs(kind::UNSUBSCRIBED, range.0, now),
            clicks: one(&mut reader, &[kind::EMAIL_CLICKED]),
            visits: Ordered::new(visits(reader.happened(&[kind::SESSION, kind::PAGE_VIEWED], range), zone(image))),
            conversions: one(&mut reader, &[kind::CONVERSION, kind::FORM_SUBMITTED]),
            acted: one(&mut reader, &[kind::PROGRAM_ACTED]),
            qualified: one(&mut reader, &[kind::LEAD_QUALIFIED]),
            assigned: one(&mut reader, &[kind::LEAD_ASSIGNED]),
            accepted: one(&mut reader, &[kind::LEAD_ACCEPTED]),
            closed: Ordered::new(reader.closed(settings, &mut rates)),
            purchases: Ordered::new(reader.purchases(range, settings, &mut rates)),
            costs: daily(costs, &mut rates),
            triggered: triggered(image),
            excluded: reader.excluded,
            warnings: rates.warnings(),
            zone: zone(image).to_string(),
            sent,
        };
        facts
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

/// A `session` is a visit; page views are one visit for each browser or contact and day.
fn visits(happened: Vec<Happened>, zone: &str) -> Vec<Happened> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for visit in happened {
        let who = (visit.visitor.map(|v| v.0), visit.contact.map(|c| c.0));
        if visit.kind == kind::SESSION || seen.insert((who, visit.at.date_in(zone))) {
            kept.push(visit);
        }
    }
    kept
}

/// Spreads each cost over its days.
fn daily(costs: &[Cost], rates: &mut Rates<'_>) -> HashMap<i32, Option<(f64, f64)>> {
    let mut days: HashMap<i32, Option<(f64, f64)>> = HashMap::new();
    for cost in costs {
        let length = f64::from(cost.to_day - cost.from_day + 1);
        let at = Timestamp(i64::from(cost.from_day) * DAY);
        let amount = rates.convert(cost.amount, at);
        for day in cost.from_day..=cost.to_day {
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

struct Reader<'i> {
    image: &'i Image,
    excluded: Excluded,
}

impl Reader<'_> {
    /// Whether a contact counts; who does not is noted.
    fn counts(&mut self, contact: Option<ContactId>) -> bool {
        let Some(subject) = contact.and_then(|contact| self.image.subject(contact)) else { return true };
        let relationship = self.image.relationship(subject);
        match relationship {
            Relationship::Test => self.excluded.test += 1,
            Relationship::Employee => self.excluded.employee += 1,
            Relationship::Competitor => self.excluded.competitor += 1,
            _ => {}
        }
        relationship.counts()
    }

    fn happened(&mut self, kinds: &[&'static str], range: Range) -> Vec<Happened> {
        let mut found = Vec::new();
        for kind in kinds {
            self.image.scan(kind, range.0, range.1, &mut |row| {
                let text = |key: &str| row.properties.get(key).and_then(Value::as_text).unwrap_or_default().to_string();
                found.push(Happened {
                    at: row.at,
                    contact: row.contact,
                    visitor: row.visitor,
                    kind,
                    asset: row.asset.unwrap_or_default().to_string(),
                    by: match *kind {
                        kind::SESSION | kind::PAGE_VIEWED => source_of(row.properties),
                        kind::PROGRAM_ACTED => row.asset.unwrap_or_default().to_string(),
                        _ => text("program"),
                    },
                    operational: row.properties.get("operational") == Some(&Value::Boolean(true)),
                });
            });
        }
        found.retain(|happened| self.counts(happened.contact));
        found
    }

    /// Contact and email of each open, click, bounce or unsubscribe.
    fn pairs(&mut self, kind: &'static str, from: Timestamp, now: Timestamp) -> HashSet<(ContactId, String)> {
        let mut found = HashSet::new();
        self.image.scan(kind, from, now.plus(1), &mut |row| {
            let email = row.properties.get("email").and_then(Value::as_text).or(row.asset);
            if let (Some(contact), Some(email)) = (row.contact, email) {
                found.insert((contact, email.to_string()));
            }
        });
        found
    }

    fn closed(&mut self, settings: Option<&Settings>, rates: &mut Rates<'_>) -> Vec<Closed> {
        let mut found = Vec::new();
        for opportunity in self.image.opportunity_ids().filter_map(|id| self.image.opportunity(id)) {
            let Some(at) = opportunity.closed_at.filter(|_| opportunity.outcome != OpportunityOutcome::Open) else {
                continue;
            };
            let contact = opportunity.roles.iter().find(|role| role.primary).map(|role| role.contact);
            let lead = opportunity.lead.and_then(|lead| self.image.lead(lead));
            let own = opportunity.fields.get("source").and_then(Value::as_text).map(str::to_string);
            let source = lead.map(|lead| lead.source).or(own).unwrap_or_default();
            found.push(Closed {
                at,
                id: opportunity.id,
                account: opportunity.account,
                contact,
                won: opportunity.outcome == OpportunityOutcome::Won,
                value: opportunity.amount.and_then(|amount| rates.convert(amount, at)),
                marketing: settings.is_some_and(|settings| settings.marketing_sources.contains(&source)),
                source,
            });
        }
        found.retain(|closed| self.counts(closed.contact));
        found
    }

    /// A purchase that also closes an opportunity carries `opportunity` and is counted there.
    fn purchases(&mut self, range: Range, settings: Option<&Settings>, rates: &mut Rates<'_>) -> Vec<Closed> {
        let mut found = Vec::new();
        self.image.scan(kind::PURCHASE, range.0, range.1, &mut |row| {
            if row.properties.contains_key("opportunity") {
                return;
            }
            let Some(value) = row.value else { return };
            let source = source_of(row.properties);
            found.push(Closed {
                at: row.at,
                id: OpportunityId(0),
                account: None,
                contact: row.contact,
                won: true,
                value: rates.convert(value, row.at),
                marketing: settings.is_some_and(|settings| settings.marketing_sources.contains(&source)),
                source,
            });
        });
        found.retain(|closed| self.counts(closed.contact));
        found
    }
}

/// Where traffic came from: what the campaign says, else the referrer's host, else direct.
fn source_of(properties: &std::collections::BTreeMap<String, Value>) -> String {
    let text = |key: &str| properties.get(key).and_then(Value::as_text).filter(|text| !text.is_empty());
    let host = || {
        let referrer = text("referrer")?;
        let rest = referrer.split("://").nth(1).unwrap_or(referrer);
        rest.split('/').next().filter(|host| !host.is_empty())
    };
    text("source").or_else(|| text("utm_source")).or_else(host).unwrap_or("direct").to_lowercase()
}
