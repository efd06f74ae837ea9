//! `demo`: a world replayed day by day under its own clock, then served. A data directory that holds one already is
//! served as it is.

use crate::args::Demo;
use crate::home::Home;
use crate::print;
use ::demo::{DemoUser, OpenAql, Options, Script, Seed, Time, World};
use anyhow::{Context, Result, anyhow, bail};
use engine::{Clock, Engine};
use model::definition::MAIN;
use model::record::HandoverState;
use model::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Instant;
use store::definitions::Publication;

/// Everybody's password in the demo. The demo listens on this machine alone unless told otherwise.
const PASSWORD: &str = "siembra-demo";

pub async fn run(args: Demo) -> Result<()> {
    let started = Instant::now();
    let clock = Clock::manual(Clock::System.now());
    let home = Home::open(&args.place, clock.clone(), false).await?;
    if home.is_new().await? {
        let report = load(&home, &clock, &args, started).await;
        home.engine.stop().await;
        let report = report?;
        if args.load_only {
            return show(&report, args.json);
        }
    } else if args.load_only {
        home.engine.stop().await;
        bail!("{} holds an instance already; give --data a new folder", args.place.data.display());
    } else {
        home.engine.stop().await;
    }
    let home = Home::open(&args.place, Clock::System, true).await?;
    let hint = format!(
        "Sign in as {} with the password {PASSWORD} (also: {})",
        who("admin"),
        ["marketer", "sales", "analyst"].map(who).join(", ")
    );
    crate::serve::listen(home, &args.place, &args.mail, &args.listen, false, &hint).await
}

fn who(name: &str) -> String {
    format!("{name}@{}", ::demo::DOMAIN)
}

fn show(report: &serde_json::Value, as_json: bool) -> Result<()> {
    if as_json {
        print::json(report);
        return Ok(());
    }
    let rows: Vec<Vec<String>> = report["tables"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|table| ["table", "read", "loaded", "skipped"].map(|key| print::cell(&table[key])).to_vec())
        .collect();
    print::table(&["table", "read", "loaded", "skipped"], &rows);
    print::line(&format!("loaded in {} s", print::cell(&report["seconds"])));
    print::json(&report["aql"]);
    Ok(())
}

async fn load(home: &Home, clock: &Clock, args: &Demo, started: Instant) -> Result<serde_json::Value> {
    let world = match &args.world {
        Some(folder) => World::read(folder)?,
        None => World::sample()?,
    };
    let (seed, time) = (Seed::default(), time_of(args)?);
    let proof = prove(&world, seed, &time)?;
    let people = ::demo::users(&world, seed);
    let mut owners = BTreeMap::new();
    let hash = api::password::hash(PASSWORD);
    for user in &people {
        owners.insert(user.key.clone(), add_user(home, user, &hash).await?);
    }
    let options = Options { seed, time, generate: args.as_of.is_none() };
    let script = Script::new(&world, options, owners)?;
    clock.set(script.plan.first);
    publish(home, &world, &script, &people).await?;
    store::costs::create(home.engine.store(), DEFAULT_WORKSPACE, ::demo::costs(&world, &script.plan)).await?;
    let bar = indicatif::ProgressBar::new(script.len() as u64);
    bar.set_style(indicatif::ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}")?);
    bar.set_message("replaying the demo world");
    let mut seq = 0;
    for batch in script.batches() {
        clock.set(batch.at.max(clock.now()));
        bar.inc(batch.envelopes.len() as u64);
        seq = home.engine.accept(batch.envelopes).await?;
        home.engine.wait_for(seq).await?;
        if options.generate {
            sales(&home.engine, &script).await?;
        }
    }
    home.engine.wait_for(seq).await?;
    if args.as_of.is_none() {
        clock.set(Clock::System.now());
    }
    home.engine.tick().await?;
    bar.finish_and_clear();
    let sizes = home.engine.image().sizes();
    let refused = store::parked::count(home.engine.store(), DEFAULT_WORKSPACE).await?;
    Ok(json!({
        "tables": script.counts.iter().map(|counts| json!({
            "table": counts.table, "read": counts.read, "loaded": counts.loaded, "skipped": counts.read - counts.loaded,
            "reasons": counts.skipped, "unused_columns": counts.unused_columns,
        })).collect::<Vec<_>>(),
        "generated": script.generated,
        "parked": refused,
        "image": { "contacts": sizes.contacts, "activities": sizes.activities },
        "seconds": (started.elapsed().as_secs_f64() * 10.0).round() / 10.0,
        "aql": proof,
    }))
}

fn time_of(args: &Demo) -> Result<Time> {
    match &args.as_of {
        Some(day) => {
            let at = Timestamp::parse(day)
                .ok_or_else(|| anyhow!("--as-of \"{day}\" is not a date; write it like 2024-04-01"))?;
            Ok(Time::AsOf(at))
        }
        None => Ok(Time::MovedTo(Clock::System.now())),
    }
}

fn prove(world: &World, seed: Seed, time: &Time) -> Result<serde_json::Value> {
    let (model, qualification) = ::demo::proof::starter_rules().context("the starter instance has no scoring model")?;
    let proof = match time {
        Time::AsOf(day) => ::demo::proof::proof_as_of(world, seed, &model, &qualification, *day)?,
        Time::MovedTo(_) => ::demo::proof(world, seed, &model, &qualification)?,
    };
    Ok(serde_json::to_value(proof)?)
}

async fn add_user(home: &Home, user: &DemoUser, hash: &str) -> Result<UserId> {
    let new = store::users::NewUser {
        email: user.email.clone(),
        name: user.name.clone(),
        team: user.team.to_string(),
        role: user.role,
        password: Some(hash.to_string()),
    };
    Ok(store::users::create(home.engine.store(), DEFAULT_WORKSPACE, new, home.now()).await?.id)
}

/// The definitions of the demo's company, in force from the first day of the world.
async fn publish(home: &Home, world: &World, script: &Script<'_>, people: &[DemoUser]) -> Result<()> {
    let documents = ::demo::definitions(world, &script.plan, people);
    let publication =
        |document: instance::Document| Publication { kind: document.kind, key: document.key, body: document.body };
    home.publish(&documents.into_iter().map(publication).collect::<Vec<_>>(), "demo").await
}

/// Lets sales act on the AQLs that stand open: hand-over, and later an answer. The latest still wait.
async fn sales(engine: &Engine, script: &Script<'_>) -> Result<()> {
    let inputs = {
        let image = engine.image();
        let reasons = match image.definition(DefinitionKind::Settings, MAIN).map(|published| &published.body) {
            Some(Body::Settings(settings)) => settings.rejection_reasons.clone(),
            _ => Vec::new(),
        };
        let waits =
            |lead: &Lead| lead.handover.as_ref().is_none_or(|handover| handover.state == HandoverState::Waiting);
        let open: Vec<Lead> = image
            .lead_ids()
            .filter_map(|id| image.lead(id))
            .filter(|lead| lead.aql.is_some() && (lead.ended_at.is_none() || lead.handover.is_some()) && waits(lead))
            .collect();
        let open: Vec<OpenAql<'_>> = open
            .iter()
            .filter_map(|lead| {
                let external_id = lead.external_id.as_deref()?;
                let qualified_at = lead.aql.as_ref()?.at;
                let handed_at = lead.handover.as_ref().map(|handover| handover.at);
                Some(OpenAql { lead: lead.id, external_id, qualified_at, handed_at, ended: lead.ended_at.is_some() })
            })
            .collect();
        script.sales_at(engine.now(), &open, &reasons)
    };
    let mut last = None;
    for chunk in inputs.chunks(500) {
        last = Some(engine.accept(chunk.to_vec()).await?);
    }
    if let Some(seq) = last {
        engine.wait_for(seq).await?;
    }
    Ok(())
}
