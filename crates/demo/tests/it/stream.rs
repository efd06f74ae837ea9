//! What goes on after the world's last lead: every day of the default period, labelled, the same each time.

use crate::{MADE, envelopes, now, sample, script};
use demo::Time;
use model::activity::kind;
use model::input::{Input, Key};
use model::{DAY, Envelope, HOUR, Timestamp, Value};
use std::collections::{BTreeMap, BTreeSet, HashSet};

fn made_up(key: &Key) -> bool {
    key.external_id.as_deref().is_some_and(|id| id.starts_with("generated-leads-"))
}

/// New leads of the stream.
fn leads() -> Vec<(&'static Envelope, &'static model::input::LeadPut)> {
    let leads = MADE.iter().filter_map(|envelope| match &envelope.input {
        Input::Lead(put) if put.outcome.is_none() && made_up(&put.key) => Some((envelope, put)),
        _ => None,
    });
    leads.collect()
}

#[test]
fn each_day_of_the_default_period_has_what_the_figures_need() {
    let Time::MovedTo(today) = now() else { unreachable!() };
    let mut days = BTreeMap::<&str, BTreeSet<i64>>::new();
    for envelope in MADE.iter().filter(|envelope| envelope.received_at > today.plus(-30 * DAY)) {
        let what = match &envelope.input {
            Input::Activity(put) => put.kind.as_str(),
            Input::Event(_) => "visit",
            Input::Lead(put) if put.outcome.is_none() => "lead",
            Input::Opportunity(put) if put.outcome == Some(model::record::OpportunityOutcome::Won) => "won",
            Input::Opportunity(put) if put.outcome == Some(model::record::OpportunityOutcome::Lost) => "lost",
            _ => continue,
        };
        days.entry(what).or_default().insert(envelope.received_at.utc_day());
    }
    let least = [
        (kind::EMAIL_SENT, 28),
        (kind::EMAIL_OPENED, 28),
        (kind::EMAIL_CLICKED, 22),
        (kind::UNSUBSCRIBED, 4),
        (kind::PROGRAM_ACTED, 25),
        (kind::SESSION, 29),
        ("visit", 29),
        (kind::FORM_SUBMITTED, 22),
        (kind::INBOUND_TOUCH, 28),
        ("lead", 20),
        ("won", 20),
        ("lost", 15),
    ];
    for (what, least) in least {
        let days = days.get(what).map_or(0, BTreeSet::len);
        assert!(days >= least, "{what}: {days} of 30 days");
    }
}

#[test]
fn each_working_day_brings_new_leads_of_contacts_without_an_open_one() {
    let world = sample();
    let script = script(world, now(), true);
    let mut by_day = BTreeMap::<i64, usize>::new();
    let mut contacts = HashSet::new();
    for (envelope, put) in leads() {
        let day = envelope.received_at.utc_day();
        *by_day.entry(day).or_default() += 1;
        assert!((day + 3).rem_euclid(7) < 5, "{envelope:?}");
        let id = put.contact.external_id.clone().unwrap();
        let place = world.contacts.iter().position(|row| row.id == id).unwrap();
        contacts.insert(place);
    }
    let weeks = (script.plan.end.0 - *by_day.keys().next().unwrap() * DAY) / (7 * DAY);
    assert!(weeks >= 12 && by_day.len() as i64 >= weeks * 5, "{weeks} weeks, {by_day:?}");
    let most = by_day.values().filter(|leads| **leads >= 8).count();
    assert!(most == by_day.len() && by_day.values().all(|leads| *leads <= 15), "{by_day:?}");
    let bought = |place: &usize| {
        let account = world.contacts[*place].account;
        world.customers.iter().any(|row| row.account == account)
    };
    assert!(!contacts.iter().any(bought));
    let sources: BTreeSet<_> = leads().into_iter().filter_map(|(_, put)| put.source.clone()).collect();
    assert_eq!(sources.into_iter().collect::<Vec<_>>(), ["inbound_marketing", "partner_referral", "sdr_outbound"]);
}

#[test]
fn a_lead_begins_when_the_last_one_of_its_contact_has_ended() {
    let mut open = BTreeMap::<String, String>::new();
    let mut contact_of = BTreeMap::<String, String>::new();
    // Deals name their leads when they are opened.
    let mut of_deal = BTreeMap::<&str, &str>::new();
    for envelope in MADE.iter() {
        match &envelope.input {
            Input::Opportunity(put) if put.opened_at.is_some() => {
                let lead = put.lead.as_ref().unwrap().external_id.as_deref().unwrap();
                of_deal.insert(put.key.external_id.as_deref().unwrap(), lead);
            }
            Input::Lead(put) if put.outcome.is_none() => {
                let (lead, contact) = (put.key.external_id.clone().unwrap(), put.contact.external_id.clone().unwrap());
                let before = open.insert(contact.clone(), lead.clone());
                assert!(!made_up(&put.key) || before.is_none(), "{contact} has {before:?} when {lead} begins");
                contact_of.insert(lead, contact);
            }
            Input::Lead(put) => drop(open.remove(put.contact.external_id.as_ref().unwrap())),
            Input::Opportunity(put) if put.closed_at.is_some() => {
                let lead = of_deal.get(put.key.external_id.as_deref().unwrap());
                lead.and_then(|lead| contact_of.get(*lead)).map(|contact| open.remove(contact));
            }
            _ => {}
        }
    }
}

#[test]
fn made_up_records_say_so_and_those_of_the_world_do_not() {
    let label = |fields: &model::input::FieldPuts| fields.get(demo::GENERATED).cloned().flatten();
    let (mut leads, mut deals) = (0, 0);
    for envelope in MADE.iter() {
        let (key, label, count) = match &envelope.input {
            Input::Lead(put) if put.outcome.is_none() => (&put.key, label(&put.fields), &mut leads),
            Input::Opportunity(put) if put.opened_at.is_some() => (&put.key, label(&put.fields), &mut deals),
            _ => continue,
        };
        assert_eq!(label, made_up(key).then_some(Value::Boolean(true)), "{key:?}");
        *count += usize::from(made_up(key));
    }
    assert!(leads > 500 && deals > 150, "{leads} leads, {deals} deals");
}

#[test]
fn hours_later_the_same_day_says_the_same_and_more() {
    let world = sample();
    let Time::MovedTo(today) = now() else { unreachable!() };
    let later = envelopes(&script(world, Time::MovedTo(today.plus(9 * HOUR)), true));
    let shared: Vec<_> = later.iter().filter(|envelope| envelope.received_at < today).collect();
    assert_eq!(shared, MADE.iter().collect::<Vec<_>>());
    assert!(later.len() > MADE.len());
}

#[test]
fn on_its_original_dates_a_world_gets_no_new_leads() {
    let day = Timestamp::parse("2025-01-01").unwrap();
    let all = envelopes(&script(sample(), Time::AsOf(day), true));
    assert!(all.iter().all(|envelope| !envelope.message_id.contains("generated-leads-")));
}
