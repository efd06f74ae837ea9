//! The funnel: leads by stage of the lifecycle.

use crate::Period;
use crate::kpi::{KpiPeriod, shown};
use audience::Image;
use model::definition::{Body, Lifecycle, MAIN};
use model::{DAY, DefinitionKind, Lead, Relationship};
use rules::{Subject, View};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub struct Funnel {
    pub period: KpiPeriod,
    pub stages: Vec<FunnelStage>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct FunnelStage {
    pub key: String,
    pub label: String,
    /// Leads that first entered it in the period.
    pub entered: u64,
    /// Leads that stand in it now.
    pub current: u64,
    /// Of the leads that entered the stage before on the path in the period, the share that has entered this one.
    pub conversion: Option<f64>,
    /// Median days from the stage before.
    pub median_days: Option<f64>,
    pub on_path: bool,
}

/// Counts the leads of contacts that count.
pub fn report(image: &Image, period: &Period) -> Funnel {
    let lifecycle = match image.definition(DefinitionKind::Lifecycle, MAIN).map(|published| &published.body) {
        Some(Body::Lifecycle(lifecycle)) => lifecycle.clone(),
        _ => Lifecycle { label: String::new(), stages: Vec::new(), transitions: Vec::new() },
    };
    let leads: Vec<Lead> =
        image.lead_ids().filter_map(|id| image.lead(id)).filter(|lead| counts(image, lead)).collect();
    let mut before: Option<&str> = None;
    let mut stages = Vec::new();
    for stage in &lifecycle.stages {
        let former = before.filter(|_| stage.path);
        stages.push(FunnelStage {
            key: stage.key.clone(),
            label: stage.label.clone(),
            entered: leads.iter().filter(|lead| entered(lead, &stage.key, period)).count() as u64,
            current: leads.iter().filter(|lead| lead.stage == stage.key).count() as u64,
            conversion: former.and_then(|former| conversion(&leads, former, &stage.key, period)),
            median_days: former.and_then(|former| median_days(&leads, former, &stage.key, period)),
            on_path: stage.path,
        });
        if stage.path {
            before = Some(&stage.key);
        }
    }
    Funnel { period: shown(image, period), stages }
}

fn counts(image: &Image, lead: &Lead) -> bool {
    let subject = Subject { contact: Some(lead.contact), account: lead.account, lead: Some(lead.id) };
    let relationship: Relationship = image.relationship(subject);
    relationship.counts()
}

fn entered(lead: &Lead, stage: &str, period: &Period) -> bool {
    let (from, to) = period.range();
    lead.stage_times.get(stage).is_some_and(|at| *at >= from && *at < to)
}

fn conversion(leads: &[Lead], former: &str, stage: &str, period: &Period) -> Option<f64> {
    let cohort: Vec<&Lead> = leads.iter().filter(|lead| entered(lead, former, period)).collect();
    let onward = cohort.iter().filter(|lead| lead.stage_times.contains_key(stage)).count();
    (!cohort.is_empty()).then(|| onward as f64 / cohort.len() as f64)
}

fn median_days(leads: &[Lead], former: &str, stage: &str, period: &Period) -> Option<f64> {
    let days =
        |lead: &Lead| Some((lead.stage_times.get(stage)?.0 - lead.stage_times.get(former)?.0) as f64 / DAY as f64);
    let mut all: Vec<f64> = leads.iter().filter(|lead| entered(lead, stage, period)).filter_map(days).collect();
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    match all.len() {
        0 => None,
        n if n % 2 == 1 => Some(all[middle]),
        _ => Some((all[middle - 1] + all[middle]) / 2.0),
    }
}
