//! The website: where visits come from, visitors who stay anonymous, and forms.

use super::{GENERATED, activity};
use crate::script::{Entry, Script, weekend};
use model::activity::kind;
use model::input::{Call, Event, Input};
use model::{DAY, MINUTE, Value};
use std::collections::BTreeMap;

/// (weight, (utm_source, utm_medium, referrer)); empty is absent.
type Source = (&'static str, &'static str, &'static str);

const INBOUND: &[(u64, Source)] = &[
    (34, ("google", "organic", "https://www.google.com/")),
    (18, ("google", "cpc", "https://www.google.com/")),
    (14, ("linkedin", "paid_social", "https://www.linkedin.com/")),
    (8, ("bing", "organic", "https://www.bing.com/")),
    (12, ("", "", "")),
    (9, ("newsletter", "email", "")),
    (5, ("capterra", "referral", "https://www.capterra.com/")),
];
const OUTBOUND: &[(u64, Source)] = &[
    (48, ("", "", "")),
    (26, ("linkedin", "social", "https://www.linkedin.com/")),
    (14, ("google", "organic", "https://www.google.com/")),
    (12, ("newsletter", "email", "")),
];
const PARTNER: &[(u64, Source)] = &[
    (56, ("partner", "referral", "https://partners.example/")),
    (22, ("", "", "")),
    (16, ("google", "organic", "https://www.google.com/")),
    (6, ("newsletter", "email", "")),
];

const PAGES: &[&str] = &[
    "/",
    "/",
    "/",
    "/product",
    "/product",
    "/resources/seven-questions",
    "/resources/process-cheat-sheet",
    "/customers",
    "/pricing",
    "/blog/first-ninety-days",
    "/about",
];

/// Anonymous visits a day before the product went live, and the rise afterwards.
const VISITS_BEFORE: u64 = 14;
const VISITS_AFTER: u64 = 55;

/// Says where a visit of the world came from: the world itself does not.
pub fn add_source(script: &Script<'_>, lead: usize, id: &str, properties: &mut BTreeMap<String, Value>) {
    let source = script.world.leads[lead].source.as_deref();
    properties.extend(came_from(script, source, id).map(|(key, text)| (key.to_string(), Value::text(text))));
    properties.insert(GENERATED.into(), Value::text("utm_source, utm_medium, referrer"));
}

/// Where a visit came from, by the source of its lead.
pub(super) fn came_from(
    script: &Script<'_>,
    source: Option<&str>,
    id: &str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let from = match source {
        Some("sdr_outbound") => OUTBOUND,
        Some("partner_referral") => PARTNER,
        _ => INBOUND,
    };
    let (source, medium, referrer) = *script.options.seed.weighted(id, "source", from);
    [("utm_source", source), ("utm_medium", medium), ("referrer", referrer)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
}

pub(super) fn add(script: &Script<'_>, made: &mut Vec<Entry>) {
    visitors(script, made);
    forms(script, made);
}

/// Browsers that never say who they are.
fn visitors(script: &Script<'_>, made: &mut Vec<Entry>) {
    let (plan, seed) = (script.plan, script.options.seed);
    let mut day = plan.first;
    while day < plan.end {
        let usual = if day < plan.go_live() { VISITS_BEFORE } else { VISITS_AFTER };
        let label = format!("visits-{}", (day.0 - plan.first.0) / DAY);
        let visits = (usual + seed.below(&label, "more", 9)) / if weekend(day) { 3 } else { 1 };
        for visit in 0..visits {
            let id = format!("{label}-{visit}");
            let at = day.plus((7 * 60 + seed.below(&id, "minute", 660) as i64) * MINUTE);
            made.push(Entry::generated(at, format!("page:{id}"), page(script, &id, at)));
        }
        day = day.plus(DAY);
    }
}

fn page(script: &Script<'_>, id: &str, at: model::Timestamp) -> Input {
    let seed = script.options.seed;
    let path = *seed.pick(id, "page", PAGES);
    let mut properties = BTreeMap::from([("path".to_string(), path.into()), (GENERATED.to_string(), true.into())]);
    properties.extend(came_from(script, None, id).map(|(key, text)| (key.to_string(), text.into())));
    // Some browsers come back within the same months.
    let browser = seed.below(id, "browser", 2_000);
    Input::Event(Event {
        call: Call::Page,
        anonymous_id: Some(format!("demo-browser-{browser}")),
        user_id: None,
        name: None,
        group_id: None,
        previous_id: None,
        traits: BTreeMap::new(),
        properties,
        at,
    })
}

/// Some who looked at the demo page asked for one, some who downloaded content filled in the form before it.
fn forms(script: &Script<'_>, made: &mut Vec<Entry>) {
    let (world, seed) = (script.world, script.options.seed);
    let contact = |lead: usize| &world.contacts[world.leads[lead].contact].id;
    for (place, row) in world.sessions.iter().enumerate() {
        let asked = row.demo_page_views > 0 && seed.chance(&row.id, "asked for a demo", 200);
        if asked {
            let at = script.session_at(place).plus(4 * MINUTE);
            let input = activity(contact(row.lead), kind::FORM_SUBMITTED, Some("demo-request"), at, &[]);
            made.push(Entry::generated(at, format!("form:{}", row.id), input));
        }
    }
    for row in world.touches.iter().filter(|row| row.inbound && row.kind.as_deref() == Some("content_download")) {
        if seed.chance(&row.id, "filled in the form", 100) {
            let at = script.touch_at(row);
            let input = activity(contact(row.lead), kind::FORM_SUBMITTED, Some("download"), at, &[]);
            made.push(Entry::generated(at, format!("form:{}", row.id), input));
        }
    }
}
