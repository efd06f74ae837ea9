//! What may happen to a workspace, generated: every kind of change, in any order, sense or nonsense.

use crate::published::definitions;
use model::definition::ScoringModel;
use model::record::{Fields, OpportunityOutcome};
use model::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use rules::arbitrary::{self, ASSETS, KINDS, LISTS, PROGRAMS, STAGES};

pub const CONTACTS: i64 = 6;
pub const ACCOUNTS: i64 = 3;
pub const LEADS: i64 = 8;
pub const OPPORTUNITIES: i64 = 4;
pub const VISITORS: i64 = 3;

#[derive(Debug, Clone)]
pub enum Op {
    Contact {
        id: i64,
        account: Option<i64>,
        relationship: Relationship,
        email: Option<i64>,
        fields: Fields,
    },
    Account {
        id: i64,
        relationship: Relationship,
        tier: Option<Tier>,
        fields: Fields,
    },
    Lead {
        id: i64,
        contact: i64,
        at: Timestamp,
        ended: bool,
        stage: String,
        source: String,
    },
    Opportunity {
        id: i64,
        outcome: OpportunityOutcome,
        roles: Vec<(i64, bool)>,
    },
    Did(Deed),
    /// A visitor did it, who is not known yet.
    Visited(i64, Deed),
    Join {
        contact: i64,
        visitor: i64,
    },
    Merge {
        winner: i64,
        loser: i64,
    },
    Erase(i64),
    List {
        contact: i64,
        list: String,
        member: bool,
    },
    Member {
        contact: i64,
        program: String,
        status: String,
        at: Timestamp,
    },
    Consent {
        contact: i64,
        given: bool,
    },
    Acted {
        contact: i64,
        program: String,
        at: Timestamp,
    },
    Nurture {
        contact: i64,
        program: String,
        next_at: Timestamp,
    },
    Segment {
        key: String,
        filter: Option<Filter>,
    },
    Retype {
        key: String,
        field_type: FieldType,
    },
    Scoring(Option<ScoringModel>),
    Program(String),
    /// Settings say where days begin.
    Zone(&'static str),
    /// The batch ends, and the next one is decided this much later.
    Commit {
        later: i64,
    },
}

#[derive(Debug, Clone)]
pub struct Deed {
    pub contact: i64,
    pub kind: String,
    pub asset: Option<String>,
    pub at: Timestamp,
    pub plan: Option<String>,
    pub value: Option<i64>,
    pub lead: Option<i64>,
}

pub fn ops(most: usize) -> impl Strategy<Value = Vec<Op>> {
    vec(op(), 0..most)
}

/// Only what builds up: no merge and no erasure.
pub fn gentle_ops(most: usize) -> impl Strategy<Value = Vec<Op>> {
    vec(prop_oneof![6 => deeds(), 5 => records(), 2 => states(), 1 => definitions(), 2 => commit()], 0..most)
}

pub fn op() -> BoxedStrategy<Op> {
    prop_oneof![
        8 => deeds(),
        6 => records(),
        3 => states(),
        2 => definitions(),
        2 => (1..=CONTACTS, 1..=CONTACTS).prop_map(|(winner, loser)| Op::Merge { winner, loser }),
        1 => (1..=CONTACTS).prop_map(Op::Erase),
        3 => commit(),
    ]
    .boxed()
}

fn commit() -> BoxedStrategy<Op> {
    prop_oneof![Just(0), 0..SECOND, 0..3 * DAY].prop_map(|later| Op::Commit { later }).boxed()
}

pub fn deeds() -> BoxedStrategy<Op> {
    prop_oneof![
        5 => deed().prop_map(Op::Did),
        2 => (1..=VISITORS, deed()).prop_map(|(visitor, deed)| Op::Visited(visitor, deed)),
        1 => (1..=CONTACTS, 1..=VISITORS).prop_map(|(contact, visitor)| Op::Join { contact, visitor }),
    ]
    .boxed()
}

fn deed() -> impl Strategy<Value = Deed> {
    let plan = of(select(vec!["pro", "Free", ""]).prop_map(String::from));
    let asset = of(select(ASSETS.to_vec()).prop_map(String::from));
    let kind = select(KINDS.to_vec()).prop_map(String::from);
    (1..=CONTACTS, kind, asset, arbitrary::busy_instant(), plan, of(0..5_000i64), of(1..=LEADS))
        .prop_map(|(contact, kind, asset, at, plan, value, lead)| Deed { contact, kind, asset, at, plan, value, lead })
}

fn records() -> BoxedStrategy<Op> {
    let contact = (1..=CONTACTS, of(1..=ACCOUNTS), relationship(), of(1..=CONTACTS), fields()).prop_map(
        |(id, account, relationship, email, fields)| Op::Contact { id, account, relationship, email, fields },
    );
    let account = (1..=ACCOUNTS, relationship(), of(select(Tier::ALL.to_vec())), account_fields())
        .prop_map(|(id, relationship, tier, fields)| Op::Account { id, relationship, tier, fields });
    let lead = (
        1..=LEADS,
        1..=CONTACTS,
        arbitrary::busy_instant(),
        any::<bool>(),
        select(STAGES.to_vec()),
        select(vec!["web", "Fair", ""]),
    )
        .prop_map(|(id, contact, at, ended, stage, source)| Op::Lead {
            id,
            contact,
            at,
            ended,
            stage: stage.into(),
            source: source.into(),
        });
    let outcomes = vec![OpportunityOutcome::Open, OpportunityOutcome::Won, OpportunityOutcome::Lost];
    let opportunity = (1..=OPPORTUNITIES, select(outcomes), vec((1..=CONTACTS, any::<bool>()), 0..4))
        .prop_map(|(id, outcome, roles)| Op::Opportunity { id, outcome, roles });
    prop_oneof![5 => contact, 2 => account, 2 => lead, 1 => opportunity].boxed()
}

fn relationship() -> impl Strategy<Value = Relationship> {
    prop_oneof![3 => Just(Relationship::Prospect), 1 => select(Relationship::ALL.to_vec())]
}

/// Now and then a value of another type than the field's.
fn fields() -> impl Strategy<Value = Fields> {
    let seats = prop_oneof![4 => (0..6i64).prop_map(Value::Integer), 1 => Just(Value::text("many"))];
    let days = arbitrary::START.utc_day() as i32;
    (
        of(select(vec!["NO", "ES", "SE"])),
        of(select(vec!["Oslo", "ÅS", "", "Bilbao"])),
        of(seats),
        of(arbitrary::instant()),
        of(0..arbitrary::DAYS as i32),
        of(any::<bool>()),
        of((0..4i64, select(vec![Currency::EUR, Currency::USD]))),
    )
        .prop_map(move |(country, city, seats, seen, renewal, vip, budget)| {
            let all = [
                ("country", country.map(Value::text)),
                ("city", city.map(Value::text)),
                ("seats", seats),
                ("last_seen", seen.map(Value::Instant)),
                ("renewal", renewal.map(|day| Value::Date(days + day))),
                ("vip", vip.map(Value::Boolean)),
                ("budget", budget.map(|(minor, currency)| Value::money(minor * 1_000, currency))),
            ];
            all.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?))).collect()
        })
}

fn account_fields() -> impl Strategy<Value = Fields> {
    (of(select(vec!["Software", "Ås shipping", ""])), of(0..6i64)).prop_map(|(industry, employees)| {
        let all = [("industry", industry.map(Value::text)), ("employees", employees.map(Value::Integer))];
        all.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?))).collect()
    })
}

fn states() -> BoxedStrategy<Op> {
    let program = || select(PROGRAMS.to_vec()).prop_map(String::from);
    let status = || select(vec!["member", "sent", "clicked"]).prop_map(String::from);
    let at = arbitrary::busy_instant;
    prop_oneof![
        (1..=CONTACTS, select(LISTS.to_vec()), any::<bool>()).prop_map(|(contact, list, member)| Op::List {
            contact,
            list: list.into(),
            member
        }),
        (1..=CONTACTS, program(), status(), at()).prop_map(|(contact, program, status, at)| Op::Member {
            contact,
            program,
            status,
            at
        }),
        (1..=CONTACTS, any::<bool>()).prop_map(|(contact, given)| Op::Consent { contact, given }),
        (1..=CONTACTS, program(), at()).prop_map(|(contact, program, at)| Op::Acted { contact, program, at }),
        (1..=CONTACTS, program(), at()).prop_map(|(contact, program, next_at)| Op::Nurture {
            contact,
            program,
            next_at
        }),
    ]
    .boxed()
}
