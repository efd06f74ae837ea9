//! Accounts as lists and pages show them.

use super::{Describe, contact::text};
use crate::views::account::AccountRow;
use model::record::OpportunityOutcome;
use model::{Account, AccountId, Value};
use rules::{Contribution, Subject, View};
use std::collections::HashMap;

impl Describe<'_> {
    /// How many open opportunities each account has.
    pub fn open_by_account(&self) -> HashMap<AccountId, u64> {
        let mut open = HashMap::new();
        for opportunity in self.image.opportunity_ids().filter_map(|id| self.image.opportunity(id)) {
            if let (Some(account), OpportunityOutcome::Open) = (opportunity.account, opportunity.outcome) {
                *open.entry(account).or_default() += 1;
            }
        }
        open
    }

    pub fn account_score(&self, id: AccountId) -> (i32, Vec<Contribution>) {
        match self.image.scoring() {
            Some(model) => rules::account_score(self.image, model, id, self.now),
            None => (0, Vec::new()),
        }
    }

    pub fn account_row(&self, account: &Account, score: i32, open: u64) -> AccountRow {
        let subject = Subject { account: Some(account.id), ..Subject::default() };
        let number = |key: &str| account.fields.get(key);
        AccountRow {
            id: account.id.to_string(),
            name: account.name(),
            domain: text(&account.fields, "domain"),
            industry: text(&account.fields, "industry"),
            country: text(&account.fields, "country"),
            employees: number("employees").and_then(Value::as_number),
            annual_revenue: match number("annual_revenue") {
                Some(Value::Money(money)) => Some(*money),
                _ => None,
            },
            tier: rules::tier(account.named_tier, score, self.image.scoring()),
            tier_by_hand: account.named_tier.is_some(),
            score,
            relationship: self.image.relationship(subject),
            owner: account.owner.map(|owner| self.user(owner)),
            contacts: self.image.contacts_of(account.id).len() as u64,
            open_opportunities: open,
        }
    }
}
