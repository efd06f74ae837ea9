//! Programs: figures, members, audience and runs.

use super::contact::ContactRow;
use super::settings::CostView;
use model::definition::{Depth, Program};
use model::{Money, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgramType {
    Batch,
    Trigger,
    Nurture,
    Passive,
}

/// A program in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgramRow {
    pub key: String,
    pub label: String,
    pub description: String,
    pub r#type: ProgramType,
    pub channel: String,
    pub tags: BTreeMap<String, String>,
    /// E-mail address of the user who answers for it.
    pub owner: String,
    pub active: bool,
    /// Absent while the program is only a draft.
    pub version: Option<i32>,
    pub has_draft: bool,
    pub figures: ProgramFigures,
    pub last_run: Option<RunView>,
    /// Where what came back has stopped it.
    pub halt: Option<HaltView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ProgramList {
    pub items: Vec<ProgramRow>,
}

/// What a program did, over all time. Contacts that count in no KPI are left out.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ProgramFigures {
    pub members: u64,
    pub successes: u64,
    /// Messages, some of them to the same contact.
    pub sent: u64,
    /// Unique contacts from whom not everything came back; so are those who opened, clicked and unsubscribed.
    pub reached: u64,
    pub opened: u64,
    pub clicked: u64,
    pub unsubscribed: u64,
    pub bounced: u64,
    pub held: u64,
    /// Sum of its cost lines in the reporting currency; absent where a rate is missing.
    pub cost: Option<Money>,
    /// When it last did something.
    pub last_acted: Option<Timestamp>,
}

/// A program with everything that its page shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgramView {
    #[serde(flatten)]
    pub row: ProgramRow,
    pub body: Program,
    pub statuses: Vec<StatusCount>,
    pub held: Vec<ReasonCount>,
    pub runs: Vec<RunView>,
    pub costs: Vec<CostView>,
    /// Nurture only.
    pub nurture: Option<NurtureFigures>,
}

/// How many members stand in a status.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusCount {
    pub key: String,
    pub label: String,
    pub step: u32,
    pub success: bool,
    pub members: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonCount {
    pub reason: String,
    pub count: u64,
}

/// Where the members of a nurture program stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct NurtureFigures {
    pub places: Vec<NurtureCount>,
    pub exhausted: u64,
    pub next_cast: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct NurtureCount {
    pub category: String,
    pub depth: Depth,
    pub members: u64,
    pub exhausted: u64,
}

/// A member of a program.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgramMember {
    pub contact: ContactRow,
    pub status: String,
    pub status_label: String,
    pub success: bool,
    /// Since when.
    pub at: Timestamp,
}

/// Which members.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MemberParams {
    /// Key of a status.
    pub status: Option<String>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunAt {
    /// Now when absent.
    pub at: Option<Timestamp>,
    /// Codes of preflight errors that it is started despite.
    #[serde(default)]
    pub despite: Vec<String>,
}

/// Another time for a run that has not begun.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunAgain {
    /// At once where it has passed; at most a year ahead.
    pub at: Timestamp,
}

/// A program that what came back has stopped: its marketing mail waits.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HaltView {
    /// `hard_bounces`, `content` or `complaints`.
    pub brake: String,
    pub reason: String,
    pub since: Timestamp,
    /// How many sends wait.
    pub waiting: u64,
}

/// What becomes of mail that waited while its program was stopped.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitedMail {
    /// It goes out now.
    Send,
    /// It is held for good.
    Drop,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    pub waited: WaitedMail,
}

/// One sending of a batch program.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RunView {
    pub id: String,
    pub program: String,
    /// `scheduled`, `sending`, `paused`, `cancelled` or `finished`.
    pub state: String,
    /// Why it is paused or was cancelled, or what came back when it was over.
    pub reason: Option<String>,
    pub at: Timestamp,
    /// Contacts in the frozen audience.
    pub audience: u64,
    /// Sends by state: queued, sent, held, failed, unknown …
    pub sends: BTreeMap<String, u64>,
    /// Share of the audience that is done, 0–1.
    pub progress: f64,
    /// What stopped it by itself, `hard_bounces`, `content` or `complaints`: it goes on only in spite of that. Of one that is over,
    /// what came back too often; its program starts the next only despite that, for seven days. `released` when somebody
    /// has let it go on.
    pub brake: Option<String>,
    /// What those that have not gone out wait for, the most first; empty when nothing waits.
    pub waiting: Vec<RunWaits>,
    pub created_by: Option<String>,
    /// Whether variants are tried; what came of them is asked for by itself.
    pub tests: bool,
}

/// How a paused run is to go on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ResumeParams {
    /// Go on although what came back has stopped it; it is not stopped again.
    #[serde(default)]
    pub in_spite: bool,
}

/// Sends of a run that wait for one thing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RunWaits {
    /// `way`: the way out is given a rest; `lane`: the receiving domain is slow, refuses or rests; `quota`: so much a
    /// second or a day; `warm_up`: the sender is new; `gate`: quiet hours and limits to one contact; `sender`: its domain
    /// is not verified; `retry`: the receiving server said later; `stopped`: being taken up again.
    pub what: String,
    pub count: u64,
    /// When the first of them is due again.
    pub next: Option<Timestamp>,
    /// Of one of them.
    pub reason: Option<String>,
}

/// Whose audience.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AudienceParams {
    /// Key of another segment than the program's.
    pub segment: Option<String>,
}

/// Whom a program would reach now.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgramAudience {
    pub count: u64,
    pub sentence: String,
    /// Of these, how many the send gate would let pass now.
    pub sendable: u64,
    /// And how many within days: quiet hours, limits to one contact.
    pub later: u64,
    pub held: Vec<ReasonCount>,
    pub sample: Vec<ContactRow>,
}
