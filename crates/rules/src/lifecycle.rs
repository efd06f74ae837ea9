//! The stages of a lead: where it goes next, and when it must have left.

use crate::{Subject, View, evaluate, hours};
use model::Timestamp;
use model::definition::{Lifecycle, Settings, Stage, StageCause, StageKind};

/// The stage in which a new lead begins.
pub fn start(lifecycle: &Lifecycle) -> Option<&Stage> {
    lifecycle.stages.first()
}

pub fn stage<'a>(lifecycle: &'a Lifecycle, key: &str) -> Option<&'a Stage> {
    lifecycle.stages.iter().find(|stage| stage.key == key)
}

/// Where the subject's lead comes to rest for this cause; `None` when it stays. Gates are passed through, see [`path`].
pub fn next(
    view: &dyn View,
    lifecycle: &Lifecycle,
    subject: Subject,
    cause: StageCause,
    now: Timestamp,
) -> Option<String> {
    path(view, lifecycle, subject, cause, now).pop()
}

/// The stages that the subject's lead enters for this cause, in order. The first transition that matches decides, also
/// when it leads to where the lead is: then the lead stays, so that rules that hold together don't toss it to and fro.
/// A gate holds nobody: from there the first transition by filter leads on at once.
pub fn path(
    view: &dyn View,
    lifecycle: &Lifecycle,
    subject: Subject,
    cause: StageCause,
    now: Timestamp,
) -> Vec<String> {
    let Some(lead) = view.lead(subject) else { return Vec::new() };
    let mut entered: Vec<String> = Vec::new();
    let mut at = lead.stage.to_string();
    let mut cause = cause;
    while let Some(to) = step(view, lifecycle, subject, &at, cause, now) {
        // Gates that lead back to each other end here; validation refuses them.
        if to.key == at || entered.contains(&to.key) {
            break;
        }
        entered.push(to.key.clone());
        if to.kind != StageKind::Gate {
            break;
        }
        at = to.key.clone();
        cause = StageCause::Filter;
    }
    entered
}

fn step<'a>(
    view: &dyn View,
    lifecycle: &'a Lifecycle,
    subject: Subject,
    at: &str,
    cause: StageCause,
    now: Timestamp,
) -> Option<&'a Stage> {
    let terminal = stage(lifecycle, at).is_some_and(|stage| stage.kind == StageKind::Terminal);
    if terminal {
        return None;
    }
    let leaves = |from: &[String]| from.is_empty() || from.iter().any(|key| key == at);
    let fits = |t: &&model::definition::Transition| t.on == cause && leaves(&t.from);
    let taken = lifecycle.transitions.iter().filter(fits).find(|t| evaluate(view, &t.when, subject, now).holds)?;
    stage(lifecycle, &taken.to)
}

/// When a lead that entered a stage must have left it; `None` for a stage without a limit. Business hours.
pub fn sla_due(stage: &Stage, since: Timestamp, settings: &Settings) -> Option<Timestamp> {
    match stage.kind {
        StageKind::Sla => stage.sla_hours.map(|hours| hours::due(since, hours, settings)),
        _ => None,
    }
}
