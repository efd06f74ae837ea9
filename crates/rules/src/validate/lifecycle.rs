//! The lifecycle: one start, known stages, every stage reachable, gates that let everybody through somewhere.

use super::Check;
use super::filter::FilterCheck;
use model::Filter;
use model::definition::{Lifecycle, Stage, StageCause, StageKind, Transition};
use std::collections::BTreeSet;

impl Check<'_> {
    pub(super) fn lifecycle(&mut self, lifecycle: &Lifecycle) {
        self.label(&lifecycle.label);
        self.keys("stages", lifecycle.stages.iter().map(|stage| stage.key.as_str()));
        let Some(start) = lifecycle.stages.first() else {
            return self.problem("stages", "there is no stage; begin with the one that a new lead enters");
        };
        let begins = matches!(start.kind, StageKind::Inventory | StageKind::Sla);
        self.ensure(
            begins,
            "stages[0].kind",
            "a new lead begins in the first stage, so it must be one that holds leads",
        );
        let ends = lifecycle.stages.iter().any(|stage| stage.kind == StageKind::Terminal);
        self.ensure(ends, "stages", "no stage is terminal, so no lead ever ends; add one");
        for (n, stage) in lifecycle.stages.iter().enumerate() {
            self.stage(&format!("stages[{n}]"), stage);
        }
        for (n, transition) in lifecycle.transitions.iter().enumerate() {
            self.transition(&format!("transitions[{n}]"), transition, lifecycle);
        }
        self.reachable(lifecycle, start);
        self.gates(lifecycle);
    }

    fn stage(&mut self, path: &str, stage: &Stage) {
        self.text(format!("{path}.label"), &stage.label);
        let path = format!("{path}.sla_hours");
        match (stage.kind, stage.sla_hours) {
            (StageKind::Sla, None | Some(0)) => self.problem(path, "an SLA stage needs its time; give business hours"),
            (StageKind::Sla, Some(_)) | (_, None) => {}
            (_, Some(_)) => self.problem(path, "only an SLA stage has a time limit; remove it, or make the kind sla"),
        }
    }

    fn transition(&mut self, path: &str, transition: &Transition, lifecycle: &Lifecycle) {
        let kind_of = |key: &str| lifecycle.stages.iter().find(|stage| stage.key == key).map(|stage| stage.kind);
        let names: Vec<&str> = lifecycle.stages.iter().map(|stage| stage.key.as_str()).collect();
        let unknown = |key: &str| format!("there is no stage \"{key}\"; choose from {}", names.join(", "));
        self.ensure(kind_of(&transition.to).is_some(), format!("{path}.to"), unknown(&transition.to));
        for from in &transition.from {
            match kind_of(from) {
                None => self.problem(format!("{path}.from"), unknown(from)),
                Some(StageKind::Terminal) => {
                    let message =
                        format!("\"{from}\" is terminal: a lead stays there for ever; a new cycle is a new lead");
                    self.problem(format!("{path}.from"), message);
                }
                Some(StageKind::Gate) if transition.on != StageCause::Filter => {
                    self.problem(format!("{path}.on"), "a gate holds nobody, so only a filter leads on from it");
                }
                Some(_) => {}
            }
            self.ensure(*from != transition.to, path, "leads back to where it starts; remove it");
        }
        let how = FilterCheck { stages: Some(&lifecycle.stages), ..FilterCheck::default() };
        self.filter(&format!("{path}.when"), &transition.when, how);
    }

    fn reachable(&mut self, lifecycle: &Lifecycle, start: &Stage) {
        let mut reached = BTreeSet::from([start.key.as_str()]);
        loop {
            let before = reached.len();
            for transition in &lifecycle.transitions {
                if transition.from.is_empty() || transition.from.iter().any(|from| reached.contains(from.as_str())) {
                    reached.insert(&transition.to);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        for (n, stage) in lifecycle.stages.iter().enumerate() {
            let message = format!("no way leads to \"{}\"; add a transition to it, or remove it", stage.key);
            self.ensure(reached.contains(stage.key.as_str()), format!("stages[{n}]"), message);
        }
    }

    /// A gate has a way for everybody, and no way leads from gate to gate in a circle.
    fn gates(&mut self, lifecycle: &Lifecycle) {
        let is_gate = |key: &str| lifecycle.stages.iter().any(|s| s.key == key && s.kind == StageKind::Gate);
        let from = |gate: &str| {
            let ways = lifecycle.transitions.iter().filter(|t| t.on == StageCause::Filter);
            let gate = gate.to_string();
            ways.filter(move |t| t.from.contains(&gate))
        };
        for (n, gate) in lifecycle.stages.iter().enumerate().filter(|(_, stage)| stage.kind == StageKind::Gate) {
            let path = format!("stages[{n}]");
            let default = from(&gate.key).next_back().is_some_and(|way| way.when == Filter::everyone());
            let message = "a gate needs ways out by filter, and as the last one a way for everybody else";
            self.ensure(default && from(&gate.key).count() > 1, path.clone(), message);
            let mut passed = BTreeSet::new();
            let mut open = vec![gate.key.as_str()];
            while let Some(at) = open.pop() {
                open.extend(
                    from(at).map(|way| way.to.as_str()).filter(|to| is_gate(to) && passed.insert(to.to_string())),
                );
            }
            let message = "gates lead to each other in a circle; lead out of it";
            self.ensure(!passed.contains(&gate.key), path, message);
        }
    }
}
