//! What is told of the ways: how each does, whether it works, and which one a message would take and why.

use super::super::Performer;
use super::super::pace::domain_of;
use super::{Facts, choose, keep};
use mail::{Fault, SealError, WayKind, fields};
use std::collections::BTreeMap;
use store::StoreError;
use store::ways::{Routing, Rule};

/// A way out as it stands. Secrets are not among it.
#[derive(Debug, Clone)]
pub struct WayView {
    pub key: String,
    pub kind: &'static str,
    pub label: String,
    pub settings: BTreeMap<String, String>,
    /// Names of the secrets that it has.
    pub secrets: Vec<&'static str>,
    pub per_second: Option<i64>,
    pub per_day: Option<i64>,
    pub enabled: bool,
    /// It comes from the command line, or is the built-in outbox: it is not changed here.
    pub fixed: bool,
    /// `ready`, `off`, `resting`, `refused` or `broken`.
    pub state: &'static str,
    pub reason: Option<String>,
    pub today: i64,
}

/// Which way a message would take.
#[derive(Debug, Clone)]
pub struct RouteView {
    /// The rule that speaks for it, counted from 1; `None` where the order decides.
    pub rule: Option<usize>,
    pub steps: Vec<RouteStep>,
}

/// One way that is asked, in turn.
#[derive(Debug, Clone)]
pub struct RouteStep {
    pub key: String,
    /// It would take the message.
    pub takes: bool,
    /// How it stands, as in [`WayView`].
    pub state: &'static str,
    pub reason: Option<String>,
}

impl super::Way {
    /// As it stands; for mail from this domain, or for any.
    fn state(&self, from: Option<&str>) -> (&'static str, Option<String>) {
        if !self.enabled() {
            return ("off", None);
        }
        if let Err(why) = &self.transport {
            return ("broken", Some(why.clone()));
        }
        let health = self.health();
        let refused = match from {
            Some(from) => health.refusals.against(from).map(|reason| (from, reason)),
            None => health.refusals.first(),
        };
        match (health.resting(), refused) {
            (None, None) => ("ready", None),
            (None, Some((from, reason))) => ("refused", Some(format!("{from}: {reason}"))),
            (Some(rest), _) => told(rest),
        }
    }
}

fn told((fault, reason, _): (Fault, &str, std::time::Duration)) -> (&'static str, Option<String>) {
    let state = if fault == Fault::Account { "refused" } else { "resting" };
    (state, Some(reason.to_string()))
}

impl Performer {
    /// Every way out in order of preference, and the rules.
    pub async fn ways_out(&self) -> Result<(Vec<WayView>, Routing), StoreError> {
        let (engine, vault) = (&self.0.engine, &self.0.options.vault);
        let table = self.0.ways.table(engine, vault).await?;
        let views = table.all().map(|way| {
            let (state, reason) = way.state(None);
            let row = way.row.as_ref();
            let kind = WayKind::parse(way.kind).filter(|_| row.is_some());
            let secret = |name: &&'static str| way.values.contains_key(*name);
            let secrets = kind.map(fields).unwrap_or_default().iter().filter(|field| field.secret);
            WayView {
                key: way.key.clone(),
                kind: way.kind,
                label: row.map_or(way.key.clone(), |row| row.label.clone()),
                settings: row.map(|row| row.settings.clone()).unwrap_or_default(),
                secrets: secrets.map(|field| field.name).filter(secret).collect(),
                per_second: row.and_then(|row| row.per_second),
                per_day: row.and_then(|row| row.per_day),
                enabled: way.enabled(),
                fixed: row.is_none(),
                state,
                reason,
                today: way.health().today(engine.now()),
            }
        });
        Ok((views.collect(), table.routing.clone()))
    }

    /// Whether a way can be reached and knows us. Nothing is sent. `None` when there is no such way.
    pub async fn check_way(&self, key: &str) -> Result<Option<Result<(), String>>, StoreError> {
        let (engine, vault) = (&self.0.engine, &self.0.options.vault);
        let table = self.0.ways.read(engine, vault).await?;
        let Some(way) = table.get(key) else { return Ok(None) };
        let checked = match &way.transport {
            Ok(transport) => transport.check().await,
            Err(why) => Err(why.clone()),
        };
        if checked.is_ok() {
            way.health().mended();
        }
        Ok(Some(checked))
    }

    /// Which way a message would take now, and what stands against the others.
    pub async fn route_of(&self, facts: &Facts<'_>) -> Result<RouteView, StoreError> {
        let (engine, vault) = (&self.0.engine, &self.0.options.vault);
        let table = self.0.ways.table(engine, vault).await?;
        let chosen: Option<(usize, &Rule)> = choose(&table.routing, facts);
        let ways: Vec<&std::sync::Arc<super::Way>> = match chosen {
            Some((_, rule)) => rule.ways.iter().filter_map(|key| table.get(key)).collect(),
            None => table.ways.iter().collect(),
        };
        let (mut taken, from) = (false, domain_of(facts.sender));
        let steps = ways.into_iter().map(|way| {
            let (state, mut reason) = way.state(Some(&from));
            let row = way.row.as_ref();
            let full = row.and_then(|row| row.per_day).is_some_and(|most| way.health().today(engine.now()) >= most);
            if full && reason.is_none() {
                reason = Some("its messages of today are used up".into());
            }
            let takes = state == "ready" && !full && !taken;
            taken |= takes;
            RouteStep { key: way.key.clone(), takes, state: if full { "full" } else { state }, reason }
        });
        Ok(RouteView { rule: chosen.map(|(place, _)| place + 1), steps: steps.collect() })
    }

    /// What a way has been told, by which its reports are checked, and whether its secrets are missing there because they
    /// do not open.
    pub(in crate::perform) async fn way_values(
        &self,
        key: &str,
    ) -> Result<Option<(WayKind, mail::Values, Option<SealError>)>, StoreError> {
        let row = store::ways::get(self.0.engine.store(), self.0.engine.workspace(), key).await?;
        // Of one that is switched off too: what went out by it may still come back.
        let Some(row) = row else { return Ok(None) };
        let kind = WayKind::parse(&row.kind);
        let (values, shut) = match keep::values(&row, &self.0.options.vault) {
            Ok(values) => (values, None),
            Err(why) => (row.settings, Some(why)),
        };
        Ok(kind.map(|kind| (kind, values, shut)))
    }
}
