//! To whom an AQL goes.

use crate::{Subject, View, evaluate};
use model::definition::{AssignTo, Assignment};
use model::{Timestamp, UserId};

/// The owner found, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    pub owner: UserId,
    /// Label of the rule that decided.
    pub rule: String,
    /// Business hours until the owner must have answered.
    pub sla_hours: u32,
}

/// The owner by the first rule that matches. A rule that finds nobody (no account owner, a user who left) does not
/// match.
///
/// `user` finds an active user by e-mail address; `turn` says how many leads a round-robin rule (by its label) has
/// given out, and whoever is next in turn and still active gets the lead.
pub fn owner(
    view: &dyn View,
    assignment: &Assignment,
    subject: Subject,
    account_owner: Option<UserId>,
    user: &dyn Fn(&str) -> Option<UserId>,
    turn: &dyn Fn(&str) -> u64,
    now: Timestamp,
) -> Option<Assigned> {
    assignment.rules.iter().find_map(|rule| {
        if !evaluate(view, &rule.when, subject, now).holds {
            return None;
        }
        let owner = match &rule.to {
            AssignTo::AccountOwner => account_owner,
            AssignTo::User(email) => user(email),
            AssignTo::RoundRobin(emails) => {
                let next = usize::try_from(turn(&rule.label).checked_rem(emails.len() as u64)?).ok()?;
                emails.iter().cycle().skip(next).take(emails.len()).find_map(|email| user(email))
            }
        }?;
        Some(Assigned { owner, rule: rule.label.clone(), sla_hours: rule.sla_hours })
    })
}
