//! The scores of one contact by a plan: what it did, who it is, and the account by itself.

use super::plan::{Node, Plan};
use super::work::{Shared, Work};
use crate::Overlay;
use crate::overlay::Sorted;
use model::definition::{PointsRule, ScoringModel};
use model::{ContactId, Scores, Timestamp};
use rules::verdict::earlier;
use rules::{Subject, View, score};
use std::sync::Arc;

impl Plan {
    /// The scores of a living contact alone.
    pub(crate) fn score(
        self: &Arc<Plan>,
        view: &mut Overlay<'_>,
        contact: ContactId,
        shared: &mut Shared,
    ) -> Option<Scores> {
        let subject = view.subject(contact)?;
        let mut work = self.begin(view, subject, shared);
        let (scores, _) = work.scores();
        let sorted = work.sorted;
        view.sorted.give_back(sorted);
        Some(scores)
    }
}

impl Work<'_, '_> {
    pub(super) fn scores(&mut self) -> (Scores, Option<Timestamp>) {
        let view = self.view;
        let Some(model) = view.scoring() else { return (Scores::default(), None) };
        let behaviours = model.behaviour.iter().zip(&self.plan.behaviour);
        let (mut points, mut until) = (0i64, None);
        for (rule, matcher) in behaviours {
            let (own, changes) = score::weighed(rule, self.sorted.deeds.of(*matcher), self.now);
            points += i64::from(own.unwrap_or(0));
            until = earlier(until, changes);
        }
        let behaviour = score::within(points, model.behaviour_cap);
        let (points, changes) = self.points(&model.fit, &self.plan.fit);
        until = earlier(until, changes);
        let fit = score::within(points, model.fit_cap);
        let (account, changes) = self.of_account(model);
        (Scores { behaviour, fit, account }, earlier(until, changes))
    }

    fn points(&mut self, rules: &[PointsRule], conditions: &[Node]) -> (i64, Option<Timestamp>) {
        let (mut points, mut until) = (0i64, None);
        for (rule, when) in rules.iter().zip(conditions) {
            let verdict = self.verdict(when);
            until = earlier(until, verdict.until);
            points += if verdict.holds { i64::from(rule.points) } else { 0 };
        }
        (points, until)
    }

    /// The score of the account by itself, worked out for the first of its contacts.
    fn of_account(&mut self, model: &ScoringModel) -> (i32, Option<Timestamp>) {
        let Some(account) = self.subject.account else { return (0, None) };
        if let Some(known) = self.shared.scores.get(&account) {
            return *known;
        }
        let plan = self.plan;
        let mut alone = Work {
            plan,
            shared: self.shared,
            view: self.view,
            subject: Subject { account: Some(account), ..Subject::default() },
            now: self.now,
            sorted: Sorted::default(),
            answers: self.answers.clone(),
            leaves: vec![None; plan.leaves.len()],
            segments: Vec::new(),
        };
        let (points, until) = alone.points(&model.account, &plan.account);
        let own = (score::within(points, model.account_cap), until);
        self.shared.scores.insert(account, own);
        own
    }
}
