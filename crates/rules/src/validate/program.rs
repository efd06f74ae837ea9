//! Programs: statuses, and what each kind of program does.

use super::Check;
use super::filter::FilterCheck;
use model::definition::*;
use model::{Body, DefinitionKind, Object};

/// Most steps of a trigger program.
const MOST_STEPS: usize = 50;
/// Longest wait of a step, in hours: a year.
const MOST_WAIT: u32 = 8_784;

impl Check<'_> {
    pub(super) fn program(&mut self, key: &str, program: &Program) {
        self.label(&program.label);
        if let Some(Body::Settings(settings)) = self.refs.definition(DefinitionKind::Settings, MAIN) {
            let known = settings.channels.contains(&program.channel);
            let channels = settings.channels.join(", ");
            let message =
                format!("\"{}\" is not a channel; choose from {channels}, or add it in Settings", program.channel);
            self.ensure(known, "channel", message);
            let known = program.topic.is_empty() || settings.topics.iter().any(|topic| topic.key == program.topic);
            let message = format!("there is no topic \"{}\"; add it in Settings, or choose another", program.topic);
            self.ensure(known, "topic", message);
        }
        if !program.owner.is_empty() {
            self.user("owner", &program.owner);
        }
        self.statuses(&program.statuses);
        let how = FilterCheck { program: Some((key, program)), ..FilterCheck::default() };
        match &program.does {
            ProgramKind::Batch { segment, email, test } => {
                self.exists("does.batch.segment", DefinitionKind::Segment, segment);
                self.exists("does.batch.email", DefinitionKind::Email, email);
                if let Some(test) = test {
                    self.variants(email, test);
                }
            }
            ProgramKind::Trigger(trigger) => self.trigger(key, trigger, how),
            ProgramKind::Nurture(nurture) => self.nurture(nurture, how),
            ProgramKind::Passive => {}
        }
    }

    fn statuses(&mut self, statuses: &[ProgramStatus]) {
        self.ensure(!statuses.is_empty(), "statuses", "a program needs at least one status, which new members get");
        self.keys("statuses", statuses.iter().map(|status| status.key.as_str()));
        for (n, status) in statuses.iter().enumerate() {
            self.text(format!("statuses[{n}].label"), &status.label);
        }
        let rising = statuses.windows(2).all(|pair| pair[0].step <= pair[1].step);
        self.ensure(rising, "statuses", "steps must rise down the list; put the statuses in order");
    }

    fn trigger(&mut self, key: &str, trigger: &TriggerProgram, how: FilterCheck<'_>) {
        let path = "does.trigger";
        self.matcher(&format!("{path}.when"), &trigger.when);
        self.filter(&format!("{path}.filter"), &trigger.filter, how);
        let itself = trigger.when.kind.iter().any(|kind| kind == model::activity::kind::PROGRAM_ACTED)
            && (trigger.when.asset.is_empty() || trigger.when.asset.iter().any(|asset| asset == key));
        let message = "the program would set itself off; name the programs that it waits for as assets";
        self.ensure(!itself, format!("{path}.when"), message);
        if let Some(days) = trigger.every_days {
            self.days(&format!("{path}.every_days"), days);
        }
        let count = trigger.steps.len();
        let path = format!("{path}.steps");
        self.ensure((1..=MOST_STEPS).contains(&count), path.clone(), format!("needs 1 to {MOST_STEPS} steps"));
        for (n, step) in trigger.steps.iter().enumerate() {
            self.step(&format!("{path}[{n}]"), step, n + 1 == count);
        }
    }

    fn step(&mut self, path: &str, step: &Step, last: bool) {
        match step {
            Step::Send { email } => self.exists(format!("{path}.send.email"), DefinitionKind::Email, email),
            Step::WaitHours(hours) => {
                let fine = (1..=MOST_WAIT).contains(hours);
                self.ensure(fine, path, format!("must lie between 1 and {MOST_WAIT} hours"));
                self.ensure(!last, path, "nothing comes after the wait; remove it, or add a step");
            }
            Step::Alert { to, text } => {
                self.text(format!("{path}.alert.text"), text);
                if let AlertTo::User(email) = to {
                    self.user(format!("{path}.alert.to"), email);
                }
            }
            Step::Change { field, value } => match self.field_of(Object::Contact, field).map(|own| own.into_owned()) {
                None => {
                    let message = format!("there is no contact field \"{field}\"; create it under Settings");
                    self.problem(format!("{path}.change.field"), message);
                }
                Some(_) if value.is_null() => {}
                Some(own) => self.value(format!("{path}.change.value"), &own, value),
            },
            Step::Task { text } => self.text(format!("{path}.task.text"), text),
            Step::AddToList(list) => self.exists(format!("{path}.add_to_list"), DefinitionKind::List, list),
        }
    }

    fn nurture(&mut self, nurture: &NurtureProgram, how: FilterCheck<'_>) {
        let path = "does.nurture";
        self.filter(&format!("{path}.audience"), &nurture.audience, how);
        self.days(&format!("{path}.dormant_days"), nurture.dormant_days);
        self.keys(&format!("{path}.categories"), nurture.categories.iter().map(|category| category.key.as_str()));
        for (n, category) in nurture.categories.iter().enumerate() {
            let path = format!("{path}.categories[{n}]");
            self.text(format!("{path}.label"), &category.label);
            let reserved = [REACTIVATION, OTHER].contains(&category.key.as_str());
            self.ensure(
                !reserved,
                format!("{path}.key"),
                format!("\"{}\" is there by itself; use another key", category.key),
            );
            self.filter(&format!("{path}.when"), &category.when, how);
        }
        let rises = nurture.mid_at < nurture.late_at;
        self.ensure(rises, format!("{path}.late_at"), "must be above mid_at, so that there is a middle");
        self.ensure(nurture.hysteresis >= 0, format!("{path}.hysteresis"), "must not be below 0");
        let every = (1..=366).contains(&nurture.every_days);
        self.ensure(every, format!("{path}.every_days"), "must lie between 1 and 366 days");
        self.ensure(nurture.hour <= 23, format!("{path}.hour"), "must lie between 0 and 23");
    }
}
