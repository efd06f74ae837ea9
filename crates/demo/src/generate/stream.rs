//! New leads after the world's last: its leads all begin within a few weeks, and a company's leads do not. Each is a
//! new cycle of a contact of the world that has no open lead and whose account bought nothing.
//!
//! This says who, when, how keen and how it ends. Whether a lead qualifies is for the rules, from what it does.

use crate::script::{Script, weekend};
use crate::world::ContactRow;
use model::{DAY, MINUTE, Timestamp};
use std::collections::{BTreeMap, HashSet};

/// New leads on a working day, at least; some days bring up to `MORE` - 1 more.
const LEADS: u64 = 8;
const MORE: u64 = 5;
/// A contact is left alone for this long after its last lead ended.
const REST: i64 = 10 * DAY;
/// And for longer when that one was made up.
const LONG_REST: i64 = 25 * DAY;

/// (weight, source).
const SOURCES: &[(u64, &str)] = &[(52, "inbound_marketing"), (18, "partner_referral"), (30, "sdr_outbound")];
/// Leads in a thousand that come to a deal, where the account fits; deals in a thousand that are won.
const DEALS: [(Keen, u64); 3] = [(Keen::Much, 850), (Keen::Some, 520), (Keen::Little, 200)];
const WON: u64 = 640;

/// How much somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keen {
    Little,
    Some,
    Much,
}

/// A lead that is made up.
#[derive(Debug, Clone)]
pub(crate) struct Fresh {
    pub id: String,
    /// Place in `World::contacts`.
    pub contact: usize,
    pub source: &'static str,
    pub at: Timestamp,
    pub keen: Keen,
    pub visits: Vec<Visit>,
    pub deal: Option<Deal>,
    /// When it ends if it came to no deal, and if sales did not end it before.
    pub given_up: Timestamp,
}

/// One visit to the website.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visit {
    pub at: Timestamp,
    pub pages: i64,
    pub pricing: i64,
    pub demo: i64,
}

/// What a lead came to.
#[derive(Debug, Clone)]
pub(crate) struct Deal {
    pub opened: Timestamp,
    pub closed: Timestamp,
    pub won: bool,
    /// Whole US dollars.
    pub amount: i64,
    /// Where it stands while it is open.
    pub stage: String,
}

/// The made-up leads in order of time; none where dates are not moved to now.
pub(crate) fn leads(script: &Script<'_>) -> Vec<Fresh> {
    let last = (0..script.world.leads.len()).map(|place| script.lead_at(place)).max();
    let (Some(last), false) = (last, script.plan.as_of) else { return Vec::new() };
    let mut free = free(script);
    let mut bought = HashSet::new();
    let mut leads = Vec::new();
    let mut day = Timestamp((last.utc_day() + 1) * DAY);
    while day < script.plan.end {
        let label = format!("leads-{}", (day.0 - script.plan.first.0) / DAY);
        let many = LEADS + script.options.seed.below(&label, "many", MORE);
        for number in (0..many).filter(|_| !weekend(day)) {
            let id = format!("generated-{label}-{number}");
            let Some(contact) = take(script, &id, day, &mut free, &bought) else { break };
            let lead = lead(script, id, contact, day);
            match &lead.deal {
                Some(deal) if deal.won => drop(bought.insert(script.world.contacts[contact].account)),
                Some(deal) => drop(free.insert(contact, deal.closed.plus(LONG_REST))),
                None => drop(free.insert(contact, lead.given_up.plus(LONG_REST))),
            }
            leads.push(lead);
        }
        day = day.plus(DAY);
    }
    leads.sort_by_key(|lead| lead.at);
    leads
}

/// Contacts that can begin a lead, and since when.
fn free(script: &Script<'_>) -> BTreeMap<usize, Timestamp> {
    let world = script.world;
    let won = world.opportunities.iter().filter(|row| row.closed.is_some_and(|(won, _)| won));
    let of_deals = won.map(|row| world.contacts[world.leads[row.lead].contact].account);
    let customers: HashSet<usize> = of_deals.chain(world.customers.iter().map(|row| row.account)).collect();
    let contacts = world.contacts.iter().enumerate().filter(|(_, row)| !customers.contains(&row.account));
    let mut free: BTreeMap<usize, Timestamp> =
        contacts.map(|(place, row)| (place, script.contact_at(row).plus(DAY))).collect();
    let ended = script.ended();
    for (place, row) in world.leads.iter().enumerate() {
        match (ended.get(&place), free.get_mut(&row.contact)) {
            (Some(end), Some(since)) => *since = (*since).max(end.plus(REST)),
            (None, Some(_)) => drop(free.remove(&row.contact)),
            (_, None) => {}
        }
    }
    free
}

/// Picks one who is free that day and whose account has not bought meanwhile; nobody is free again before the
/// lead has ended.
fn take(
    script: &Script<'_>,
    id: &str,
    day: Timestamp,
    free: &mut BTreeMap<usize, Timestamp>,
    bought: &HashSet<usize>,
) -> Option<usize> {
    let account = |place: &usize| script.world.contacts[*place].account;
    let now = free.iter().filter(|(place, since)| **since <= day && !bought.contains(&account(place)));
    let now: Vec<usize> = now.map(|(place, _)| *place).collect();
    let picked = (!now.is_empty()).then(|| *script.options.seed.pick(id, "contact", &now))?;
    free.remove(&picked);
    Some(picked)
}

fn lead(script: &Script<'_>, id: String, contact: usize, day: Timestamp) -> Fresh {
    let seed = script.options.seed;
    let source = *seed.weighted(&id, "source", SOURCES);
    let keenness = match source {
        "inbound_marketing" => [(36, Keen::Much), (44, Keen::Some), (20, Keen::Little)],
        "partner_referral" => [(32, Keen::Much), (43, Keen::Some), (25, Keen::Little)],
        _ => [(16, Keen::Much), (38, Keen::Some), (46, Keen::Little)],
    };
    let keen = *seed.weighted(&id, "keen", &keenness);
    let at = day.plus((7 * 60 + seed.below(&id, "minute", 600) as i64) * MINUTE);
    let visits = visits(script, &id, at, keen);
    let deal = deal(script, &id, &script.world.contacts[contact], at, keen);
    let given_up = at.plus((30 + seed.below(&id, "ends", 30) as i64) * DAY);
    Fresh { id, contact, source, at, keen, visits, deal, given_up }
}

fn visits(script: &Script<'_>, id: &str, at: Timestamp, keen: Keen) -> Vec<Visit> {
    let seed = script.options.seed;
    // Visits: at least, one of so many more; days that they take; looks at prices and at the demo in a thousand.
    let (least, more, days, pricing, demo) = match keen {
        Keen::Much => (3, 3, 7, 480, 330),
        Keen::Some => (1, 3, 14, 130, 60),
        Keen::Little => (0, 2, 21, 30, 0),
    };
    let mut visits = Vec::new();
    for number in 0..least + seed.below(id, "visits", more) {
        let about = format!("{id}-{number}");
        let days = if number == 0 { 0 } else { seed.below(&about, "day", days) as i64 };
        visits.push(Visit {
            at: at.plus(days * DAY + (2 + seed.below(&about, "after", 150) as i64) * MINUTE),
            pages: 1 + seed.below(&about, "pages", 7) as i64,
            pricing: i64::from(seed.chance(&about, "pricing", pricing)),
            demo: i64::from(seed.chance(&about, "demo", demo)),
        });
    }
    visits
}

/// A deal comes some time after the lead has done what it does, so that sales has answered by then.
fn deal(script: &Script<'_>, id: &str, row: &ContactRow, at: Timestamp, keen: Keen) -> Option<Deal> {
    let seed = script.options.seed;
    let account = &script.world.accounts[row.account];
    let fits = account.revenue_band.as_deref().is_some_and(|band| band != "$1M-$10M");
    let (_, permille) = DEALS.into_iter().find(|(known, _)| *known == keen)?;
    let amounts: Vec<i64> = script.world.opportunities.iter().filter_map(|row| row.amount).collect();
    if !fits || amounts.is_empty() || !seed.chance(id, "deal", permille) {
        return None;
    }
    let opened = at.plus((10 + seed.below(id, "opened", 10) as i64) * DAY);
    let open = script.world.opportunities.iter().filter(|row| row.closed.is_none());
    let stages: Vec<&str> = open.filter_map(|row| row.stage.as_deref()).collect();
    Some(Deal {
        opened,
        closed: opened.plus((9 + seed.below(id, "closed", 28) as i64) * DAY + 45 * MINUTE),
        won: seed.chance(id, "won", WON),
        amount: *seed.pick(id, "amount", &amounts),
        stage: if stages.is_empty() { "open".into() } else { (*seed.pick(id, "stage", &stages)).into() },
    })
}
