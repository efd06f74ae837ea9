//! The scoring model and the gates: points can be earned, and thresholds reached.

use super::Check;
use super::filter::FilterCheck;
use model::activity::kind;
use model::definition::{BehaviourRule, MAIN, PointsRule, Qualification, ScoringModel};
use model::{Body, DefinitionKind, Nature};

/// Most points of one rule, either way.
const MOST_POINTS: i32 = 1_000;

impl Check<'_> {
    pub(super) fn scoring(&mut self, model: &ScoringModel) {
        self.label(&model.label);
        self.keys("behaviour", model.behaviour.iter().map(|rule| rule.key.as_str()));
        self.keys("fit", model.fit.iter().map(|rule| rule.key.as_str()));
        self.keys("account", model.account.iter().map(|rule| rule.key.as_str()));
        for (n, rule) in model.behaviour.iter().enumerate() {
            self.behaviour_rule(&format!("behaviour[{n}]"), rule);
        }
        let contact = FilterCheck { scoring: true, ..FilterCheck::default() };
        self.points_rules("fit", &model.fit, contact);
        self.points_rules("account", &model.account, FilterCheck { account_only: true, ..contact });
        let caps =
            [("behaviour_cap", model.behaviour_cap), ("fit_cap", model.fit_cap), ("account_cap", model.account_cap)];
        for (path, cap) in caps {
            self.ensure((1..=10_000).contains(&cap), path, "must lie between 1 and 10000");
        }
        let target = (1..=model.account_cap.max(1)).contains(&model.target_account_at);
        let message = format!("must lie between 1 and the account cap, {}", model.account_cap);
        self.ensure(target, "target_account_at", message);
    }

    fn behaviour_rule(&mut self, path: &str, rule: &BehaviourRule) {
        self.text(format!("{path}.label"), &rule.label);
        self.points(path, rule.points);
        self.matcher(&format!("{path}.what"), &rule.what);
        for name in rule.what.kind.iter().filter(|name| kind::nature(name) != Nature::Contact) {
            let message =
                format!("\"{name}\" is not the contact's own deed and never counts; name what the contact does");
            self.problem(format!("{path}.what.kind"), message);
        }
        self.ensure(rule.most != Some(0), format!("{path}.most"), "0 counts nothing; leave it out, or set 1 or more");
        for (name, days) in [("last_days", rule.last_days), ("half_life_days", rule.half_life_days)] {
            if let Some(days) = days {
                self.days(&format!("{path}.{name}"), days);
            }
        }
    }

    fn points_rules(&mut self, part: &str, rules: &[PointsRule], how: FilterCheck<'_>) {
        for (n, rule) in rules.iter().enumerate() {
            let path = format!("{part}[{n}]");
            self.text(format!("{path}.label"), &rule.label);
            self.points(&path, rule.points);
            self.filter(&format!("{path}.when"), &rule.when, how);
        }
    }

    fn points(&mut self, path: &str, points: i32) {
        let fine = points != 0 && points.abs() <= MOST_POINTS;
        self.ensure(
            fine,
            format!("{path}.points"),
            format!("must lie between -{MOST_POINTS} and {MOST_POINTS}, and not be 0"),
        );
    }

    pub(super) fn qualification(&mut self, qualification: &Qualification) {
        self.label(&qualification.label);
        self.filter("target_title", &qualification.target_title, FilterCheck::default());
        let message = "names none, so nobody can qualify; name at least prospect";
        self.ensure(!qualification.relationships.is_empty(), "relationships", message);
        let caps = match self.refs.definition(DefinitionKind::Scoring, MAIN) {
            Some(Body::Scoring(model)) => (model.behaviour_cap, model.account_cap),
            _ => (i32::MAX, i32::MAX),
        };
        let thresholds = [
            ("behaviour_at_least", qualification.behaviour_at_least, caps.0),
            ("account_at_least", qualification.account_at_least, caps.1),
        ];
        for (path, least, cap) in thresholds {
            self.ensure(least >= 0, path, "must not be below 0");
            let message = format!(
                "nobody can reach {least}: the scoring model caps this part at {cap}; lower one or raise the other"
            );
            self.ensure(least <= cap, path, message);
        }
    }
}
