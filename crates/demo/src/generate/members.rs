//! Who is a member of which program, and who came to the webinar.

use super::activity;
use crate::script::{Entry, Script};
use model::activity::kind;
use model::input::{Input, Key};
use model::{DAY, HOUR, MINUTE, Timestamp, Value};

/// Members of each program, at most: enough to look at, without filling every timeline.
const MOST: usize = 400;
const WEBINAR: &str = "spring-webinar";

const BY_SOURCE: [(&str, &[(u64, &str)]); 3] = [
    ("inbound_marketing", &[(40, "paid-search"), (22, "paid-social"), (28, "website"), (10, "trade-fair")]),
    ("partner_referral", &[(80, "partner-referrals"), (20, "trade-fair")]),
    ("sdr_outbound", &[(70, ""), (20, "trade-fair"), (10, "paid-social")]),
];

pub(super) fn add(script: &Script<'_>, made: &mut Vec<Entry>) {
    by_source(script, made);
    webinars(script, made);
}

fn member(made: &mut Vec<Entry>, occasion: &str, program: &str, contact: &str, status: &str, at: Timestamp) {
    let input = Input::Member { program: program.into(), contact: Key::external(contact), status: status.into() };
    made.push(Entry::generated(at, format!("member:{occasion}:{status}:{contact}"), input));
}

/// The program that brought a lead has its contact as a member; who then acted has responded.
fn by_source(script: &Script<'_>, made: &mut Vec<Entry>) {
    let (world, seed) = (script.world, script.options.seed);
    let mut sizes = std::collections::BTreeMap::<&str, usize>::new();
    for (place, lead) in world.leads.iter().enumerate() {
        let contact = &world.contacts[lead.contact].id;
        let source = lead.source.as_deref().unwrap_or("inbound_marketing");
        let programs =
            BY_SOURCE.iter().find(|(name, _)| *name == source).map_or(BY_SOURCE[0].1, |(_, programs)| programs);
        let program = *seed.weighted(&lead.id, "program", programs);
        let size = sizes.entry(program).or_default();
        if program.is_empty() || *size >= MOST || !seed.chance(&lead.id, "member", 400) {
            continue;
        }
        *size += 1;
        let at = script.lead_at(place).plus(MINUTE);
        let (first, success) =
            if program == "trade-fair" { ("registered", "attended") } else { ("member", "responded") };
        member(made, &lead.id, program, contact, first, at);
        if seed.chance(&lead.id, "responded", 450) {
            member(made, &lead.id, program, contact, success, at.plus(DAY));
        }
    }
}

/// Three webinars; a third of the guests of each come.
fn webinars(script: &Script<'_>, made: &mut Vec<Entry>) {
    let (world, seed, plan) = (script.world, script.options.seed, script.plan);
    for (number, days) in [(1, 75), (2, 40), (3, 12)] {
        let held = plan.last.plus(-days * DAY + 14 * HOUR);
        let label = format!("webinar-{number}");
        for (place, row) in world.contacts.iter().enumerate() {
            if script.people.persons[place].email.is_none() || !seed.chance(&row.id, &label, 45) {
                continue;
            }
            let id = &row.id;
            member(made, &label, WEBINAR, id, "registered", held.plus(-5 * DAY));
            if seed.chance(id, &format!("{label} came"), 380) {
                member(made, &label, WEBINAR, id, "attended", held);
                let properties = [("program", Value::text(WEBINAR))];
                let input = activity(id, kind::WEBINAR_ATTENDED, Some("webinar-live-tour"), held, &properties);
                made.push(Entry::generated(held, format!("{label}:{id}"), input));
            }
        }
    }
}
