//! Definitions: what we decided. Documents with immutable versions (draft → published → archived), by one mechanism for
//! every kind, readable as text.

use crate::filter::{Matcher, Op};
use crate::record::{Relationship, Tier};
use crate::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Kinds of definition. The text export has one folder a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionKind {
    Field,
    Segment,
    List,
    Scoring,
    Qualification,
    Lifecycle,
    Assignment,
    Asset,
    Email,
    Program,
    Goal,
    Settings,
}

impl DefinitionKind {
    /// In the order in which they may refer to each other.
    pub const ALL: [DefinitionKind; 12] = [
        DefinitionKind::Settings,
        DefinitionKind::Field,
        DefinitionKind::List,
        DefinitionKind::Segment,
        DefinitionKind::Scoring,
        DefinitionKind::Qualification,
        DefinitionKind::Lifecycle,
        DefinitionKind::Assignment,
        DefinitionKind::Asset,
        DefinitionKind::Email,
        DefinitionKind::Program,
        DefinitionKind::Goal,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            DefinitionKind::Field => "field",
            DefinitionKind::Segment => "segment",
            DefinitionKind::List => "list",
            DefinitionKind::Scoring => "scoring",
            DefinitionKind::Qualification => "qualification",
            DefinitionKind::Lifecycle => "lifecycle",
            DefinitionKind::Assignment => "assignment",
            DefinitionKind::Asset => "asset",
            DefinitionKind::Email => "email",
            DefinitionKind::Program => "program",
            DefinitionKind::Goal => "goal",
            DefinitionKind::Settings => "settings",
        }
    }

    pub fn parse(text: &str) -> Option<DefinitionKind> {
        DefinitionKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Kinds of which an instance has exactly one, with the key `main`.
    pub fn is_single(self) -> bool {
        use DefinitionKind::*;
        matches!(self, Scoring | Qualification | Lifecycle | Assignment | Settings)
    }
}

/// The key of the one definition of a single kind.
pub const MAIN: &str = "main";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionState {
    Draft,
    Published,
    /// Was published and has been replaced or withdrawn.
    Archived,
}

/// A version of a definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    pub kind: DefinitionKind,
    /// Fields: `object.key`; others a plain key.
    pub key: String,
    pub version: i32,
    pub state: DefinitionState,
    /// JSON of the kind's body.
    pub body: serde_json::Value,
    pub author: Option<UserId>,
    pub note: String,
    pub at: Timestamp,
}

/// A parsed body.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Field(Field),
    Segment(Segment),
    List(List),
    Scoring(ScoringModel),
    Qualification(Qualification),
    Lifecycle(Lifecycle),
    Assignment(Assignment),
    Asset(Asset),
    Email(Email),
    Program(Program),
    Goal(Goal),
    Settings(Settings),
}

impl Body {
    /// Reads a body by its kind. The error names the place in the document.
    pub fn parse(kind: DefinitionKind, json: &serde_json::Value) -> Result<Body, String> {
        fn read<T: serde::de::DeserializeOwned>(json: &serde_json::Value) -> Result<T, String> {
            T::deserialize(json).map_err(|e| e.to_string())
        }
        Ok(match kind {
            DefinitionKind::Field => Body::Field(read(json)?),
            DefinitionKind::Segment => Body::Segment(read(json)?),
            DefinitionKind::List => Body::List(read(json)?),
            DefinitionKind::Scoring => Body::Scoring(read(json)?),
            DefinitionKind::Qualification => Body::Qualification(read(json)?),
            DefinitionKind::Lifecycle => Body::Lifecycle(read(json)?),
            DefinitionKind::Assignment => Body::Assignment(read(json)?),
            DefinitionKind::Asset => Body::Asset(read(json)?),
            DefinitionKind::Email => Body::Email(read(json)?),
            DefinitionKind::Program => Body::Program(read(json)?),
            DefinitionKind::Goal => Body::Goal(read(json)?),
            DefinitionKind::Settings => Body::Settings(read(json)?),
        })
    }
}

/// A live set of contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    pub filter: Filter,
}

/// A fixed set of contacts, filled by hand, import or program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// The score of a contact: behaviour (what it did), fit (who it is) and account (where it works).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoringModel {
    pub label: String,
    pub behaviour: Vec<BehaviourRule>,
    /// Upper bound of the sum of the behaviour rules; the lower bound is 0.
    #[serde(default = "cap")]
    pub behaviour_cap: i32,
    pub fit: Vec<PointsRule>,
    #[serde(default = "cap")]
    pub fit_cap: i32,
    pub account: Vec<PointsRule>,
    #[serde(default = "cap")]
    pub account_cap: i32,
    /// Account scores at or over this make an account `target`.
    pub target_account_at: i32,
}

fn cap() -> i32 {
    100
}

/// Points for what a contact did. Activities that are not the contact's own never count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BehaviourRule {
    pub key: String,
    pub label: String,
    pub what: Matcher,
    /// Points for each time (may be negative).
    pub points: i32,
    /// At most this many times count, the latest first; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Only the last N × 24 h count; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_days: Option<u32>,
    /// Points halve each time this many × 24 h pass; no decay when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<u32>,
}

/// Points when a condition holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PointsRule {
    pub key: String,
    pub label: String,
    pub when: Filter,
    pub points: i32,
}

/// The three gates of an automatically qualified lead (AQL).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    pub label: String,
    /// Gate 1 besides names, company and a phone or e-mail address: the target job titles.
    pub target_title: Filter,
    /// Gate 2: least behaviour score.
    pub behaviour_at_least: i32,
    /// Gate 3: least account score.
    pub account_at_least: i32,
    /// Only these relationships qualify.
    #[serde(default = "prospects")]
    pub relationships: Vec<Relationship>,
}

fn prospects() -> Vec<Relationship> {
    vec![Relationship::Prospect]
}

/// What a stage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// A pool without a time limit.
    Inventory,
    /// A check that splits and holds nobody.
    Gate,
    /// Must be left within its time.
    Sla,
    /// The end of the cycle.
    Terminal,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub key: String,
    pub label: String,
    pub kind: StageKind,
    /// On the success path (else a detour).
    #[serde(default)]
    pub path: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sla_hours: Option<u32>,
}

/// What sets off a transition, besides its filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageCause {
    /// Whenever the filter becomes true.
    Filter,
    Qualified,
    Assigned,
    Accepted,
    Rejected,
    Recycled,
    OpportunityOpened,
    Won,
    Lost,
}

/// A way from one stage to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// From any of these; from every non-terminal stage when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    pub to: String,
    pub on: StageCause,
    #[serde(default = "Filter::everyone")]
    pub when: Filter,
}

/// The stages of a lead and the ways between them. A new lead begins in the first stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    pub label: String,
    pub stages: Vec<Stage>,
    /// First match wins.
    pub transitions: Vec<Transition>,
}

/// To whom an AQL goes: the first rule that matches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    pub label: String,
    pub rules: Vec<AssignmentRule>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRule {
    pub label: String,
    #[serde(default = "Filter::everyone")]
    pub when: Filter,
    pub to: AssignTo,
    /// Business hours until sales must have answered.
    pub sla_hours: u32,
}

/// Users are named by their e-mail address, so that the text export reads well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssignTo {
    /// The owner of the account; the rule does not match when there is none.
    AccountOwner,
    User(String),
    /// In turn.
    RoundRobin(Vec<String>),
}

/// Depth of content in the buyer's journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    Early,
    Mid,
    Late,
}

impl Depth {
    pub fn as_str(self) -> &'static str {
        match self {
            Depth::Early => "early",
            Depth::Mid => "mid",
            Depth::Late => "late",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssetType {
    Blog,
    CheatSheet,
    Infographic,
    Ebook,
    Webinar,
    AnalystReport,
    /// A personal call to action, sent as the owner, with a task for the owner.
    Accelerator,
}

/// A piece of content that nurture may send.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    pub label: String,
    #[serde(rename = "type")]
    pub asset_type: AssetType,
    pub depth: Depth,
    /// Nurture categories that it suits; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Where it is read.
    pub url: String,
    /// Key of the email that offers it.
    pub email: String,
    /// Lower goes first within a depth.
    #[serde(default)]
    pub order: i32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A message: MJML with minijinja variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Email {
    pub label: String,
    pub subject: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub preheader: String,
    /// The instance's sender when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply_to: String,
    pub mjml: String,
    /// Made from the HTML when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What a variable reads when the contact has no value, by its name (`contact.first_name`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub defaults: BTreeMap<String, String>,
    /// Operational mail ignores marketing opt-out and limits, never suppression; needs its own right and a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operational: Option<String>,
}

/// A program: a purpose with members, channel, tags and costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// "Email", "Webinar", "Paid search" …
    pub channel: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// E-mail address of the user who answers for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    #[serde(default = "ProgramStatus::usual")]
    pub statuses: Vec<ProgramStatus>,
    #[serde(default = "yes")]
    pub active: bool,
    pub does: ProgramKind,
}

fn yes() -> bool {
    true
}

/// A member's status; members only move to the same or a later step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgramStatus {
    pub key: String,
    pub label: String,
    pub step: u32,
    #[serde(default)]
    pub success: bool,
}

impl ProgramStatus {
    /// Member → sent → clicked (success).
    pub fn usual() -> Vec<ProgramStatus> {
        let status = |key: &str, label: &str, step, success| ProgramStatus {
            key: key.into(),
            label: label.into(),
            step,
            success,
        };
        vec![
            status("member", "Member", 1, false),
            status("sent", "Sent", 2, false),
            status("opened", "Opened", 3, false),
            status("clicked", "Clicked", 4, true),
        ]
    }
}

/// What a program does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgramKind {
    /// One email to one segment. Started by a run, now or at a time.
    Batch {
        segment: String,
        email: String,
    },
    Trigger(TriggerProgram),
    Nurture(NurtureProgram),
    /// Members and costs only: a fair, a webinar, paid search.
    Passive,
}

/// When an activity occurs and a filter holds, do the steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TriggerProgram {
    pub when: Matcher,
    #[serde(default = "Filter::everyone")]
    pub filter: Filter,
    /// Once for ever when absent, else once every N × 24 h.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_days: Option<u32>,
    pub steps: Vec<Step>,
}

/// What a trigger program does, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Send {
        email: String,
    },
    WaitHours(u32),
    /// A mail to a user about the contact.
    Alert {
        to: AlertTo,
        text: String,
    },
    Change {
        field: String,
        #[schema(value_type = Option<serde_json::Value>)]
        value: serde_json::Value,
    },
    Task {
        text: String,
    },
    AddToList(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertTo {
    /// The contact's owner, else the lead's, else the account's.
    Owner,
    User(String),
}

/// The next best content for everybody, cast by cast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NurtureProgram {
    pub audience: Filter,
    /// No own activity for this many × 24 h puts a contact into `reactivation`.
    pub dormant_days: u32,
    /// First match wins; who matches none is `other`. `reactivation` goes before all.
    pub categories: Vec<NurtureCategory>,
    /// Behaviour score from which a contact is mid, and late.
    pub mid_at: i32,
    pub late_at: i32,
    /// A contact falls back only when the score is this much below the bound.
    pub hysteresis: i32,
    /// Days between casts for one contact.
    pub every_days: u32,
    /// Hour of the day of a cast, 0–23, in the instance's zone.
    pub hour: u32,
}

pub const REACTIVATION: &str = "reactivation";
pub const OTHER: &str = "other";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NurtureCategory {
    pub key: String,
    pub label: String,
    pub when: Filter,
}

/// A goal and a baseline of one KPI.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Key of the KPI, as in `insight`.
    pub kpi: String,
    /// Target for a month (counts, money) or at any time (rates), in the KPI's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// The value before go-live, a month, typed in where history is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What holds for the whole instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The company that runs the instance.
    pub company: String,
    /// Postal address, printed under marketing mail.
    #[serde(default)]
    pub postal_address: String,
    pub sender_name: String,
    pub sender_address: String,
    /// Where tracking links and unsubscribe pages are reached, `https://go.example.com`.
    pub public_url: String,
    /// Reporting currency.
    pub currency: Currency,
    /// IANA zone of the instance's days.
    pub zone: String,
    /// 1–12.
    pub fiscal_year_start: u32,
    /// 1 Monday – 7 Sunday.
    pub week_start: u32,
    pub business_hours: BusinessHours,
    /// `2026-12-25`.
    #[serde(default)]
    pub holidays: Vec<String>,
    /// The day from which the instance's own numbers count; before it lies the baseline.
    pub go_live: String,
    pub limits: SendLimits,
    /// Sources (of leads) that make a deal marketing-sourced.
    pub marketing_sources: Vec<String>,
    /// Reasons that sales may choose from when rejecting or recycling.
    pub rejection_reasons: Vec<String>,
    pub channels: Vec<String>,
    /// Dated rates into the reporting currency.
    #[serde(default)]
    pub rates: Vec<Rate>,
}

/// Working hours on working days, in the instance's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BusinessHours {
    /// 0–23.
    pub from: u32,
    /// 1–24.
    pub to: u32,
    /// 1 Monday – 7 Sunday.
    pub days: Vec<u32>,
}

/// Most marketing mails to one contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendLimits {
    /// In a calendar day of the instance's zone.
    pub per_day: u32,
    /// In any seven days.
    pub per_week: u32,
    /// Nothing is sent from this hour to `quiet_to`, in the contact's zone; no quiet hours when equal.
    #[serde(default)]
    pub quiet_from: u32,
    #[serde(default)]
    pub quiet_to: u32,
    /// Whether marketing mail needs recorded consent (opt-in) or only the absence of an objection.
    #[serde(default = "yes")]
    pub consent_required: bool,
}

/// One unit of `currency` is worth `rate` units of the reporting currency from `date` on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    pub currency: Currency,
    /// `2026-01-01`.
    pub date: String,
    /// Decimal text, `0.92`.
    pub rate: String,
}

/// Titles that a tier shows; kept here so that every level says the same.
pub fn tier_label(tier: Tier) -> &'static str {
    match tier {
        Tier::Named => "Named",
        Tier::Target => "Target",
        Tier::NonIcp => "Not ICP",
    }
}

/// Whether an operator compares without values.
pub fn takes_no_value(op: Op) -> bool {
    matches!(op, Op::Known | Op::Unknown | Op::Empty)
}
