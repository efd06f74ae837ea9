//! The audience image on generated data: six segments beside kernels written by hand, many segments at once, one
//! contact after an activity, reports, start and memory.

mod contact;
mod export;
mod feed;
mod hand;
mod report;
mod segments;
mod world;

pub use report::{Line, Report};

use crate::timing::{median, once, resident};
use anyhow::Result;
use audience::{Asked, Image};
use hand::Hand;
use model::{DAY, Timestamp};
use std::path::PathBuf;
use world::World;

/// What to measure.
#[derive(Debug, Clone)]
pub struct Options {
    pub contacts: u32,
    pub activities: u64,
    /// Where the same rows are written for peers, a file a column.
    pub export: Option<PathBuf>,
    /// Snapshots are written here; a temporary folder when absent.
    pub folder: Option<PathBuf>,
}

/// Activities in the tail of the log that a start reads after the snapshot.
const TAIL: u64 = 100_000;

/// More to measure on the image, which is given back.
pub type More<'m> = &'m mut dyn FnMut(Image, &mut Report) -> Result<Image>;

/// Generates, measures, and says what is being done on standard error. `more` is measured after the reports.
pub fn run(options: &Options, progress: &mut dyn FnMut(&str), more: More<'_>) -> Result<Report> {
    let world = World { contacts: options.contacts, activities: options.activities };
    let mut report = Report::new(options.contacts, options.activities);
    if let Some(folder) = &options.export {
        progress("writing the rows for peers");
        export::write(&world, folder)?;
    }
    progress("building the image");
    let before = resident();
    let (image, seconds) = once(|| feed::image(&world));
    let (mut image, folding) = image?;
    let (_, laying) = once(|| (0..).find(|nth| !image.lay(*nth)));
    report.add("build", "s", seconds, None);
    report.add("ledger replayed", "1/s", options.activities as f64 / folding.as_secs_f64(), None);
    report.add("laid", "s", laying, None);
    report.add("resident", "MB", (resident() - before) as f64 / 1e6, None);
    report.add("resident as estimated", "MB", image.heap_bytes() as f64 / 1e6, None);
    for (part, bytes) in image.heap_parts() {
        report.add(&format!("of these, {part}"), "MB", bytes as f64 / 1e6, None);
    }
    progress("counting everybody");
    let hand = Hand::new(&world);
    six(&image, &hand, &mut report);
    drop(hand);
    together(&image, &mut report);
    reports(&image, &world, &mut report);
    image = more(image, &mut report)?;
    progress("settling one contact");
    contact::measure(&world, &mut image, &mut report)?;
    progress("starting from a snapshot");
    start(&world, image, options, before, &mut report)?;
    Ok(report)
}

fn six(image: &Image, hand: &Hand, report: &mut Report) {
    for (place, (name, filter)) in segments::NAMES.into_iter().zip(segments::six()).enumerate() {
        let (by_hand, hand_ms) = median(15, || hand.count(place));
        let (count, ms) = median(15, || image.count(&filter, World::NOW));
        report.counted(name, ms, hand_ms, count, by_hand);
    }
    let (by_sets, sets_ms) = median(15, || hand.fields_by_sets());
    report.add("S1 by hand with bitmaps", "ms", sets_ms, Some(by_sets));
}

fn together(image: &Image, report: &mut Report) {
    for count in [100, 500] {
        let filters = segments::many(count);
        let (sets, ms) = median(5, || image.select_each(&filters, World::NOW));
        let counts: Vec<u64> = sets.iter().map(roaring::RoaringBitmap::len).collect();
        report.add(&format!("{count} segments at once"), "ms", ms, Some(counts.iter().sum()));
        if count == 100 {
            report.hundred = counts;
        }
    }
}

fn reports(image: &Image, world: &World, report: &mut Report) {
    let (from, to) = (world.start(), Timestamp(World::NOW.0 + 1));
    let kinds = world::KINDS.map(|(kind, _)| Asked { kind, ..Asked::default() });
    let (daily, ms) = median(7, || image.by_day_each(&kinds, from, to, "UTC"));
    let activities = daily.iter().map(audience::Daily::total).sum();
    report.add("activities by day and kind", "ms", ms, Some(activities));
    let opened = Asked { kind: world::KINDS[world::OPENED as usize].0, ..Asked::default() };
    let (reach, ms) = median(7, || image.reach_by_asset(opened, from, to));
    report.add("contacts by email", "ms", ms, Some(reach.values().map(|reach| reach.contacts).sum()));
    let recent = Timestamp(World::NOW.0 - 30 * DAY);
    let (reach, ms) = median(7, || image.reach_by_asset(opened, recent, to));
    report.add("contacts by email, 30 days", "ms", ms, Some(reach.values().map(|reach| reach.contacts).sum()));
}

/// From nothing to current: the snapshot, and the tail of the log after it.
fn start(world: &World, image: Image, options: &Options, before: u64, report: &mut Report) -> Result<()> {
    let own = tempfile::tempdir()?;
    let path = options.folder.as_deref().unwrap_or(own.path()).join("bench.image");
    let (saved, seconds) = once(|| image.save(&path));
    saved?;
    report.add("snapshot written", "s", seconds, None);
    report.add("snapshot", "MB", std::fs::metadata(&path)?.len() as f64 / 1e6, None);
    let sizes = image.sizes();
    drop(image);
    let tail = |image: &mut Image| {
        let deeds = world.deeds(TAIL).skip(world.activities as usize);
        feed::add(image, deeds, world.activities as i64 + 1)
    };
    let (image, seconds) = once(|| Image::load(&path));
    let mut image = image?;
    std::fs::remove_file(&path)?;
    anyhow::ensure!(image.sizes() == sizes, "the snapshot holds something else");
    report.add("resident after a start", "MB", (resident() - before) as f64 / 1e6, None);
    let (folded, more) = once(|| tail(&mut image));
    folded?;
    report.add("start from snapshot", "s", seconds, None);
    report.add("tail of 100,000 activities", "s", more, None);
    Ok(())
}
