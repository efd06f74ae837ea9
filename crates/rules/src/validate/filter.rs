//! Filters: names exist, windows and counts can come true.

use super::{Check, references};
use model::activity::kind;
use model::definition::{Program, Stage};
use model::field::is_key;
use model::filter::*;
use model::{Body, DefinitionKind, Filter, Object};

/// Longest window and distance, in days.
const MOST_DAYS: u32 = 36_500;

/// What holds for the place where a filter stands.
#[derive(Clone, Copy, Default)]
pub struct FilterCheck<'a> {
    /// The segment that the filter defines.
    pub segment: Option<&'a str>,
    /// Scores and tiers are just being worked out and can't be asked about.
    pub scoring: bool,
    /// An account is asked by itself, without a contact.
    pub account_only: bool,
    /// The stages of the lifecycle that the filter stands in; else the published one's.
    pub stages: Option<&'a [Stage]>,
    /// The program that the filter belongs to, which may not be published yet.
    pub program: Option<(&'a str, &'a Program)>,
}

impl Check<'_> {
    pub(super) fn filter(&mut self, path: &str, filter: &Filter, how: FilterCheck<'_>) {
        if let Err(error) = filter.check_size() {
            return self.problem(path, error);
        }
        let derived = |leaf: &Filter| matches!(leaf, Filter::Score(_) | Filter::Tier(_));
        if how.scoring && references::contains(self.refs, filter, derived) {
            self.problem(path, "a score cannot depend on scores or tiers; use the fields and activities behind them");
        }
        self.condition(path, filter, how);
    }

    fn condition(&mut self, path: &str, filter: &Filter, how: FilterCheck<'_>) {
        let of_account = matches!(filter, Filter::Field(FieldTest { of: Object::Account, .. }))
            || matches!(filter, Filter::All(_) | Filter::Any(_) | Filter::Not(_) | Filter::Relationship(_));
        if how.account_only && !of_account {
            let message = "an account is scored by itself; use fields of the account and its relationship only";
            return self.problem(path, message);
        }
        match filter {
            Filter::All(parts) => self.parts(&format!("{path}.all"), parts, how),
            Filter::Any(parts) => self.parts(&format!("{path}.any"), parts, how),
            Filter::Not(part) => self.condition(&format!("{path}.not"), part, how),
            Filter::Field(test) => self.field_test(&format!("{path}.field"), test),
            Filter::Did(did) => self.did(&format!("{path}.did"), did),
            Filter::Sequence(sequence) => self.sequence(&format!("{path}.sequence"), sequence),
            Filter::InSegment(key) => self.segment_test(&format!("{path}.in_segment"), key, how.segment),
            Filter::InList(key) => self.exists(format!("{path}.in_list"), DefinitionKind::List, key),
            Filter::Stage(stages) => self.stage_test(&format!("{path}.stage"), stages, how.stages),
            Filter::Program(test) => self.program_test(&format!("{path}.program"), test, how.program),
            Filter::Score(test) => self.score_test(&format!("{path}.score"), test),
            Filter::Relationship(all) => self.some(&format!("{path}.relationship"), all.len()),
            Filter::Tier(all) => self.some(&format!("{path}.tier"), all.len()),
            Filter::Consent(_) | Filter::Opportunity(_) => {}
        }
    }

    fn parts(&mut self, path: &str, parts: &[Filter], how: FilterCheck<'_>) {
        parts.iter().enumerate().for_each(|(n, part)| self.condition(&format!("{path}[{n}]"), part, how));
    }

    fn some(&mut self, path: &str, count: usize) {
        self.ensure(count > 0, path, "names none, so nobody can match; name at least one");
    }

    fn segment_test(&mut self, path: &str, key: &str, own: Option<&str>) {
        if let Some(trouble) = references::trouble(self.refs, own, key) {
            return self.problem(path, trouble);
        }
        self.exists(path, DefinitionKind::Segment, key);
    }

    fn stage_test(&mut self, path: &str, stages: &[String], own: Option<&[Stage]>) {
        self.some(path, stages.len());
        let published = match self.refs.definition(DefinitionKind::Lifecycle, model::definition::MAIN) {
            Some(Body::Lifecycle(lifecycle)) => Some(lifecycle.stages.as_slice()),
            _ => None,
        };
        let Some(known) = own.or(published) else { return };
        let names: Vec<&str> = known.iter().map(|stage| stage.key.as_str()).collect();
        for stage in stages.iter().filter(|stage| !names.contains(&stage.as_str())) {
            self.problem(path, format!("the lifecycle has no stage \"{stage}\"; choose from {}", names.join(", ")));
        }
    }

    fn program_test(&mut self, path: &str, test: &ProgramTest, own: Option<(&str, &Program)>) {
        let program = match (own, self.refs.definition(DefinitionKind::Program, &test.key)) {
            (Some((key, program)), _) if key == test.key => program,
            (_, Some(Body::Program(program))) => program,
            _ => return self.exists(format!("{path}.key"), DefinitionKind::Program, &test.key),
        };
        let names: Vec<&str> = program.statuses.iter().map(|status| status.key.as_str()).collect();
        for status in test.status.iter().filter(|status| !names.contains(&status.as_str())) {
            let message = format!("the program has no status \"{status}\"; choose from {}", names.join(", "));
            self.problem(format!("{path}.status"), message);
        }
    }

    fn score_test(&mut self, path: &str, test: &ScoreTest) {
        match (test.at_least, test.at_most) {
            (None, None) => self.problem(path, "has no bound, so everybody matches; give at_least or at_most"),
            (Some(least), Some(most)) if least > most => {
                self.problem(path, format!("no score is at least {least} and at most {most}; swap them"));
            }
            _ => {}
        }
    }

    fn did(&mut self, path: &str, did: &Did) {
        self.matcher(path, &did.what);
        match (did.count.at_least, did.count.at_most) {
            (0, None) => self.problem(format!("{path}.count"), "any number of times holds for everybody; give a bound"),
            (least, Some(most)) if least > most => {
                let message =
                    format!("no count is at least {least} and at most {most}; for \"at most\" set at_least to 0");
                self.problem(format!("{path}.count"), message);
            }
            _ => {}
        }
        self.window(&format!("{path}.window"), did.window);
    }

    fn sequence(&mut self, path: &str, sequence: &Sequence) {
        self.matcher(&format!("{path}.first"), &sequence.first);
        self.matcher(&format!("{path}.then"), &sequence.then);
        self.days(&format!("{path}.within_days"), sequence.within_days);
        self.window(&format!("{path}.window"), sequence.window);
    }

    fn window(&mut self, path: &str, window: Window) {
        match window {
            Window::LastDays(days) => self.days(path, days),
            Window::LastHours(hours) => {
                let fine = (1..=MOST_DAYS * 24).contains(&hours);
                self.ensure(fine, path, format!("must lie between 1 and {} hours", MOST_DAYS * 24));
            }
            Window::Between { from, to } => self.ensure(from < to, path, "ends before it begins; swap from and to"),
            Window::Ever | Window::Before(_) | Window::Since(_) | Window::SinceLeadStart => {}
        }
    }

    pub(super) fn days(&mut self, path: &str, days: u32) {
        self.ensure((1..=MOST_DAYS).contains(&days), path, format!("must lie between 1 and {MOST_DAYS} days"));
    }

    pub(super) fn matcher(&mut self, path: &str, what: &Matcher) {
        let message = "names no kind of activity, so nothing matches; name at least one";
        self.ensure(!what.kind.is_empty(), format!("{path}.kind"), message);
        for name in &what.kind {
            let known = kind::ALL.iter().any(|(own, ..)| own == name);
            let message = format!("\"{name}\" is not a kind of activity; a custom event is written in snake_case");
            self.ensure(known || is_key(name), format!("{path}.kind"), message);
        }
        for (n, test) in what.properties.iter().enumerate() {
            self.property_test(&format!("{path}.properties[{n}]"), test);
        }
    }
}
