//! The plan of what is in force, and on which definitions a plan rests.

use super::Plan;
use crate::Image;
use model::definition::{Program, ProgramKind};
use model::{Body, DefinitionKind, Filter};
use std::sync::{Arc, Mutex, PoisonError};

/// Kinds of definitions whose conditions are asked whenever something about a contact has changed.
pub(crate) const LATCHING: [DefinitionKind; 2] = [DefinitionKind::Program, DefinitionKind::Lifecycle];

/// Those conditions.
pub(crate) fn latching(body: &Body) -> Vec<&Filter> {
    match body {
        Body::Lifecycle(lifecycle) => lifecycle.transitions.iter().map(|transition| &transition.when).collect(),
        Body::Program(Program { active: true, does, .. }) => match does {
            ProgramKind::Nurture(nurture) => {
                let categories = nurture.categories.iter().map(|category| &category.when);
                categories.chain([&nurture.audience]).collect()
            }
            ProgramKind::Trigger(trigger) => vec![&trigger.filter],
            ProgramKind::Batch { .. } | ProgramKind::Passive => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The plan of an image, made when it is first asked for and again after the rules have changed.
#[derive(Debug, Default)]
pub(crate) struct Plans(Mutex<Option<(u64, Option<Arc<Plan>>)>>);

impl Image {
    /// The rules in force, made ready; `None` when they are left to the reference.
    pub(crate) fn plan(&self) -> Option<Arc<Plan>> {
        let mut held = self.plans.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*held {
            Some((epoch, plan)) if *epoch == self.epoch() => plan.clone(),
            _ => {
                let latched = LATCHING.into_iter().flat_map(|kind| self.definitions(kind));
                let latched = latched.flat_map(|(_, published)| latching(&published.body));
                let plan = Plan::of(self.segments(), self.scoring(), latched).map(Arc::new);
                *held = Some((self.epoch(), plan.clone()));
                plan
            }
        }
    }
}

impl Clone for Plans {
    fn clone(&self) -> Self {
        Plans::default()
    }
}
