//! Ways out: what each is told, how it does, and which one a message takes.

use engine::perform::{RouteStep, RouteView, WayView};
use mail::WayKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::ways::{Routing, Rule};
use utoipa::{IntoParams, ToSchema};

/// Every way out in order of preference, and what decides between them.
#[derive(Debug, Serialize, ToSchema)]
pub struct WayList {
    pub items: Vec<Way>,
    pub routing: WayRouting,
    pub kinds: Vec<WayKindView>,
}

/// A way out. Secrets are never shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct Way {
    pub key: String,
    /// `smtp`, `ses`, `sendgrid`, `mailgun`, `postmark`, `sparkpost` or `outbox`.
    pub kind: String,
    pub label: String,
    pub settings: BTreeMap<String, String>,
    /// Names of the secrets that it has.
    pub secrets: Vec<String>,
    pub per_second: Option<i64>,
    /// Days begin at midnight UTC.
    pub per_day: Option<i64>,
    pub enabled: bool,
    /// From the command line, or built in: not changed here.
    pub fixed: bool,
    /// `ready`, `off`, `resting` (it could not be reached, or asked us to wait), `refused` (it refuses our account) or
    /// `broken` (it cannot work with what it has been told).
    pub state: String,
    pub reason: Option<String>,
    /// Messages that went out by it today.
    pub today: i64,
    /// Where the provider's webhook reports to; absent for kinds that report by mail.
    pub hook: Option<String>,
}

/// What a kind of way has to be told.
#[derive(Debug, Serialize, ToSchema)]
pub struct WayKindView {
    pub kind: String,
    pub fields: Vec<WayField>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct WayField {
    pub name: String,
    pub secret: bool,
    pub required: bool,
}

/// A way to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWayOut {
    /// Small letters, digits, - and _.
    pub key: String,
    pub kind: String,
    #[serde(flatten)]
    pub way: WayChange,
}

/// What a way is told. Secrets that are not among the settings stay as they are; empty ones are taken away.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WayChange {
    pub label: String,
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    pub per_second: Option<i64>,
    pub per_day: Option<i64>,
    #[serde(default = "yes")]
    pub enabled: bool,
}

fn yes() -> bool {
    true
}

/// Which way a message takes: the first rule that fits, else the order.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayRouting {
    /// Keys of ways, the preferred one first; those that are not named come last.
    pub order: Vec<String>,
    pub rules: Vec<WayRule>,
}

/// Messages that fit every condition given take these ways, the preferred one first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayRule {
    pub sender_domain: Option<String>,
    pub recipient_domain: Option<String>,
    /// Key of a program.
    pub program: Option<String>,
    /// Operational mail alone, or marketing alone.
    pub operational: Option<bool>,
    pub ways: Vec<String>,
}

/// Whether a way works.
#[derive(Debug, Serialize, ToSchema)]
pub struct WayCheck {
    pub ok: bool,
    /// What the server said, where it does not.
    pub reason: Option<String>,
}

/// A message that might be sent.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct RouteParams {
    /// The sender's address or domain.
    pub from: Option<String>,
    /// The recipient's address or domain.
    pub to: Option<String>,
    /// Key of a program.
    pub program: Option<String>,
    /// Operational mail; marketing when absent.
    pub operational: Option<bool>,
}

/// Which way a message would take now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Route {
    /// The way; absent when the message would wait.
    pub way: Option<String>,
    /// The rule that speaks for it, counted from 1; absent where the order decides.
    pub rule: Option<usize>,
    /// The ways that are asked, in turn.
    pub steps: Vec<RouteStepView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RouteStepView {
    pub way: String,
    pub takes: bool,
    /// As in the list of ways; `full` when its messages of today are used up.
    pub state: String,
    pub reason: Option<String>,
}

/// What became of a provider's report.
#[derive(Debug, Serialize, ToSchema)]
pub struct HookTaken {
    /// Events that had an effect.
    pub counted: usize,
    /// Events that were told before.
    pub repeated: usize,
    /// Events of messages that are not ours.
    pub foreign: usize,
}

impl From<WayView> for Way {
    fn from(way: WayView) -> Way {
        let reports = WayKind::parse(way.kind).is_some_and(|kind| kind != WayKind::Smtp);
        Way {
            hook: reports.then(|| format!("/hooks/{}/{}", way.kind, way.key)),
            kind: way.kind.into(),
            key: way.key,
            label: way.label,
            settings: way.settings,
            secrets: way.secrets.into_iter().map(str::to_string).collect(),
            per_second: way.per_second,
            per_day: way.per_day,
            enabled: way.enabled,
            fixed: way.fixed,
            state: way.state.into(),
            reason: way.reason,
            today: way.today,
        }
    }
}

impl From<Routing> for WayRouting {
    fn from(routing: Routing) -> WayRouting {
        let rule = |rule: Rule| WayRule {
            sender_domain: rule.sender_domain,
            recipient_domain: rule.recipient_domain,
            program: rule.program,
            operational: rule.operational,
            ways: rule.ways,
        };
        WayRouting { order: routing.order, rules: routing.rules.into_iter().map(rule).collect() }
    }
}

impl From<WayRouting> for Routing {
    fn from(routing: WayRouting) -> Routing {
        let rule = |rule: WayRule| Rule {
            sender_domain: rule.sender_domain,
            recipient_domain: rule.recipient_domain,
            program: rule.program,
            operational: rule.operational,
            ways: rule.ways,
        };
        Routing { order: routing.order, rules: routing.rules.into_iter().map(rule).collect() }
    }
}

impl From<RouteView> for Route {
    fn from(route: RouteView) -> Route {
        let step = |step: RouteStep| RouteStepView {
            way: step.key,
            takes: step.takes,
            state: step.state.into(),
            reason: step.reason,
        };
        let steps: Vec<RouteStepView> = route.steps.into_iter().map(step).collect();
        let way = steps.iter().find(|step| step.takes).map(|step| step.way.clone());
        Route { way, rule: route.rule, steps }
    }
}
