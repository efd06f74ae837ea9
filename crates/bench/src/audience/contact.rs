//! One contact after an activity: its scores and a hundred segments; and one of an account of very many.

use super::feed::{activity, fold, id};
use super::report::Report;
use super::segments;
use super::world::{Deed, KINDS, VIEWED, World};
use crate::timing::{middle, once};
use anyhow::{Context, Result, anyhow};
use audience::{Image, Overlay};
use model::filter::{AtAccount, Count, Did, Matcher, Window};
use model::{AccountId, Change, Contact, DefinitionKind, Filter, definition};
use std::time::Instant;

pub fn measure(world: &World, image: &mut Image, report: &mut Report) -> Result<()> {
    fold(image, definitions()?, Vec::new())?;
    // Every so many-th contact, so that the median of the times is that of the median contact.
    let step = (world.contacts / 2_000).max(1) as usize;
    let mut times: Vec<f64> = Vec::new();
    for contact in (0..world.contacts).step_by(step) {
        times.push(settled(image, contact)?);
    }
    report.add("a contact, 100 segments and scores", "µs", middle(times), None);
    let busiest = world.busiest();
    let activities = image.timeline_numbers(id(busiest)).len();
    let times = (0..30).map(|_| settled(image, busiest)).collect::<Result<Vec<f64>>>()?;
    report.add("the busiest contact", "µs", middle(times), Some(activities as u64));
    in_a_giant(world, image, report)
}

/// Contacts of an account that has very many.
const GIANT: u32 = 50_000;

/// The same in such an account, with five segments more that ask what all its contacts do.
fn in_a_giant(world: &World, image: &mut Image, report: &mut Report) -> Result<()> {
    let colleagues = (0..world.contacts.min(GIANT)).filter_map(|number| image.contact(id(number)));
    let moved = colleagues.map(|contact| Change::Contact(Contact { account: Some(AccountId(1)), ..contact }));
    let changes = moved.chain(of_account()?).collect();
    fold(image, changes, Vec::new())?;
    let (first, seconds) = once(|| settled(image, 0));
    first?;
    report.add("an account of 50,000 contacts counted", "s", seconds, None);
    let times = (0..200).map(|number| settled(image, number)).collect::<Result<Vec<f64>>>()?;
    report.add("a contact of such an account, 105 segments", "µs", middle(times), None);
    Ok(())
}

fn of_account() -> Result<Vec<Change>> {
    let segment = |days: u32| {
        let what = Matcher { kind: vec![KINDS[VIEWED as usize].0.into()], ..Matcher::default() };
        let viewed = Did { what, count: Count::default(), window: Window::LastDays(days) };
        let count = Count { at_least: 3, at_most: None };
        let filter = Filter::AtAccount(AtAccount { who: Box::new(Filter::Did(viewed)), count });
        published(&format!("account-{days}"), filter)
    };
    (7..12).map(segment).collect()
}

/// Microseconds to settle a contact that has just looked at a page, and whoever that concerns.
fn settled(image: &Image, contact: u32) -> Result<f64> {
    let deed = Deed { contact, kind: VIEWED, asset: 0, property: 0, at: World::NOW.0 / 1_000, value: 0 };
    let activity = activity(1 << 31, &deed);
    let begun = Instant::now();
    let mut overlay = Overlay::new(image, World::NOW);
    overlay.add(activity);
    let concerned = overlay.take_unsettled();
    overlay.settle(&concerned)?;
    Ok(begun.elapsed().as_secs_f64() * 1e6)
}

/// A hundred segments and the scoring model of the starter instance.
fn definitions() -> Result<Vec<Change>> {
    let segments = segments::many(100).into_iter().enumerate();
    let segments = segments.map(|(place, filter)| published(&format!("segment-{place}"), filter));
    let mut changes = segments.collect::<Result<Vec<Change>>>()?;
    let starter = instance::starter();
    let scoring = starter.iter().find(|document| document.kind == DefinitionKind::Scoring);
    let scoring = scoring.context("the starter instance has a scoring model")?;
    changes.push(put(DefinitionKind::Scoring, &scoring.key, scoring.body.to_string()));
    match changes.len() {
        101 => Ok(changes),
        other => Err(anyhow!("{other} definitions in place of 101")),
    }
}

fn published(key: &str, filter: Filter) -> Result<Change> {
    let segment = definition::Segment { label: key.into(), description: String::new(), filter };
    Ok(put(DefinitionKind::Segment, key, serde_json::to_string(&segment)?))
}

fn put(kind: DefinitionKind, key: &str, body: String) -> Change {
    Change::Definition { kind, key: key.into(), version: 1, body: Some(body) }
}
