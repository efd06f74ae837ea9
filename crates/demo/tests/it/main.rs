//! Worlds read, written as history, and judged.

mod bad_world;
mod people;
mod proof;
mod sales;
mod script;
mod stream;

use demo::{Options, Script, Seed, Time, World};
use model::{Envelope, Timestamp, UserId};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const SEED: Seed = Seed(1);

static SAMPLE: LazyLock<World> = LazyLock::new(|| World::sample().unwrap());

fn sample() -> &'static World {
    &SAMPLE
}

fn owners(world: &World) -> BTreeMap<String, UserId> {
    demo::users(world, SEED).into_iter().enumerate().map(|(place, user)| (user.key, UserId(place as i64 + 1))).collect()
}

fn script(world: &World, time: Time, generate: bool) -> Script<'_> {
    Script::new(world, Options { seed: SEED, time, generate }, owners(world)).unwrap()
}

fn now() -> Time {
    Time::MovedTo(Timestamp::parse("2026-11-22T04:36:00Z").unwrap())
}

fn envelopes(script: &Script<'_>) -> Vec<Envelope> {
    script.batches().flat_map(|batch| batch.envelopes).collect()
}

/// The whole history of the sample, moved to now, with everything made up.
static MADE: LazyLock<Vec<Envelope>> = LazyLock::new(|| envelopes(&script(&SAMPLE, now(), true)));
