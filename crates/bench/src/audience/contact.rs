//! One contact after an activity: its scores and a hundred segments.

use super::feed::{activity, fold, id};
use super::report::Report;
use super::segments;
use super::world::{Deed, VIEWED, World};
use crate::timing::middle;
use anyhow::{Context, Result, anyhow};
use audience::{Image, Overlay};
use model::{Change, DefinitionKind, definition};
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
    Ok(())
}

/// Microseconds to settle a contact that has just looked at a page.
fn settled(image: &Image, contact: u32) -> Result<f64> {
    let deed = Deed { contact, kind: VIEWED, asset: 0, property: 0, at: World::NOW.0 / 1_000, value: 0 };
    let activity = activity(1 << 31, &deed);
    let begun = Instant::now();
    let mut overlay = Overlay::new(image, World::NOW);
    overlay.add(activity);
    overlay.settle(&[id(contact)])?;
    Ok(begun.elapsed().as_secs_f64() * 1e6)
}

/// A hundred segments and the scoring model of the starter instance.
fn definitions() -> Result<Vec<Change>> {
    let put =
        |kind, key: &str, body: String| Change::Definition { kind, key: key.into(), version: 1, body: Some(body) };
    let segments = segments::many(100).into_iter().enumerate().map(|(place, filter)| {
        let key = format!("segment-{place}");
        let segment = definition::Segment { label: key.clone(), description: String::new(), filter };
        Ok(put(DefinitionKind::Segment, &key, serde_json::to_string(&segment)?))
    });
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
