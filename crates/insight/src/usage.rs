//! Is the software used at all? KPIs 1 and 2 by the user who owns the program, and by team.

use crate::Period;
use crate::kpi::{KpiPeriod, shown};
use audience::Image;
use model::activity::kind;
use model::definition::{Body, Program, ProgramKind};
use model::{DefinitionKind, Value};
use rules::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub struct Usage {
    pub period: KpiPeriod,
    pub users: Vec<UsageRow>,
    pub teams: Vec<UsageRow>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UsageRow {
    /// Name of the user or team; empty for programs without an owner.
    pub name: String,
    pub emails_sent: u64,
    pub quality_triggers: u64,
    /// Triggered sends as a share of all.
    pub triggered_share: Option<f64>,
}

#[derive(Default)]
struct Tally {
    sent: u64,
    triggered: u64,
    programs: BTreeSet<String>,
}

/// A user as reports name it: e-mail address, name, team.
pub struct Owner {
    pub email: String,
    pub name: String,
    pub team: String,
}

pub fn report(image: &Image, owners: &[Owner], period: &Period) -> Usage {
    let programs: BTreeMap<&str, &Program> = image
        .definitions(DefinitionKind::Program)
        .filter_map(|(key, published)| match &published.body {
            Body::Program(program) => Some((key, program)),
            _ => None,
        })
        .collect();
    let owner_of = |key: &str| {
        let email = programs.get(key).map(|program| program.owner.as_str()).unwrap_or_default();
        owners.iter().find(|owner| owner.email.eq_ignore_ascii_case(email))
    };
    let triggered = |key: &str| {
        programs.get(key).is_some_and(|p| matches!(p.does, ProgramKind::Trigger(_) | ProgramKind::Nurture(_)))
    };
    let (mut users, mut teams) = (BTreeMap::<String, Tally>::new(), BTreeMap::<String, Tally>::new());
    let (from, to) = period.range();
    for counted in [kind::EMAIL_SENT, kind::PROGRAM_ACTED] {
        image.scan(counted, from, to, &mut |row| {
            let subject = row.contact.and_then(|contact| image.subject(contact)).unwrap_or_default();
            if !image.relationship(subject).counts() {
                return;
            }
            let named = row.properties.get("program").and_then(Value::as_text);
            let program = if counted == kind::EMAIL_SENT { named } else { row.asset }.unwrap_or_default();
            let owner = owner_of(program);
            let names = [owner.map(|owner| owner.name.clone()), owner.map(|owner| owner.team.clone())];
            for (tallies, name) in [&mut users, &mut teams].into_iter().zip(names) {
                let tally = tallies.entry(name.unwrap_or_default()).or_default();
                if triggered(program) {
                    tally.programs.insert(program.to_string());
                }
                if counted == kind::EMAIL_SENT {
                    tally.sent += 1;
                    tally.triggered += u64::from(triggered(program));
                }
            }
        });
    }
    Usage { period: shown(image, period), users: rows(users), teams: rows(teams) }
}

fn rows(tallies: BTreeMap<String, Tally>) -> Vec<UsageRow> {
    let row = |(name, tally): (String, Tally)| UsageRow {
        name,
        emails_sent: tally.sent,
        quality_triggers: tally.programs.len() as u64,
        triggered_share: (tally.sent > 0).then(|| tally.triggered as f64 / tally.sent as f64),
    };
    tallies.into_iter().map(row).collect()
}
