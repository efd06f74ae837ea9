//! Filters: names exist, and what is asked can come true.

use super::{Check, references};
use model::definition::{Program, Stage};
use model::filter::*;
use model::{Body, DefinitionKind, Filter, Object};

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
            || matches!(filter, Filter::All(_) | Filter::Any(_) | Filter::Not(_) | Filter::Relationship(_))
            || matches!(filter, Filter::AtAccount(_));
        if how.account_only && !of_account {
            let message = "an account is scored by itself; use its fields, its relationship, or how many of its contacts do something";
            return self.problem(path, message);
        }
        match filter {
            Filter::All(parts) => self.parts(&format!("{path}.all"), parts, how),
            Filter::Any(parts) => self.parts(&format!("{path}.any"), parts, how),
            Filter::Not(part) => self.condition(&format!("{path}.not"), part, how),
            Filter::Field(test) => self.field_test(&format!("{path}.field"), test),
            Filter::Did(did) => self.did(&format!("{path}.did"), did, how),
            Filter::Sequence(sequence) => self.sequence(&format!("{path}.sequence"), sequence, how),
            Filter::NotSince(wanted) => self.not_since(&format!("{path}.not_since"), wanted, how),
            Filter::Measure(measure) => self.measure(&format!("{path}.measure"), measure, how),
            Filter::AtAccount(test) => self.at_account(&format!("{path}.at_account"), test, how),
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

    fn at_account(&mut self, path: &str, test: &AtAccount, how: FilterCheck<'_>) {
        self.count(&format!("{path}.count"), &test.count);
        let of_many = |leaf: &Filter| matches!(leaf, Filter::AtAccount(_) | Filter::Score(_) | Filter::Tier(_));
        if references::contains(self.refs, &test.who, of_many) {
            let message = "what is asked of each contact of the account can't ask about scores, tiers or the account's contacts again; use the fields and activities behind them";
            return self.problem(format!("{path}.who"), message);
        }
        self.condition(&format!("{path}.who"), &test.who, FilterCheck { account_only: false, ..how });
    }

    fn parts(&mut self, path: &str, parts: &[Filter], how: FilterCheck<'_>) {
        parts.iter().enumerate().for_each(|(n, part)| self.condition(&format!("{path}[{n}]"), part, how));
    }

    fn some(&mut self, path: &str, count: usize) {
        self.ensure(count > 0, path, "names none, so nobody can match; name at least one");
    }

    pub(super) fn segment_test(&mut self, path: &str, key: &str, own: Option<&str>) {
        if let Some(trouble) = references::trouble(self.refs, own, key) {
            return self.problem(path, trouble);
        }
        self.exists(path, DefinitionKind::Segment, key);
    }

    pub(super) fn stage_test(&mut self, path: &str, stages: &[String], own: Option<&[Stage]>) {
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
}
