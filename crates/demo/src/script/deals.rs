//! Opportunities, customers, and the ends of leads that no deal ends.

use super::{Hours, Item, Script};
use model::input::{AccountPut, FieldPuts, Input, Key, OpportunityPut};
use model::record::OpportunityOutcome;
use model::{Currency, Money, Object, Relationship, Timestamp, Value};
use std::collections::HashMap;

pub(crate) const WON: &str = "closed_won";
pub(crate) const LOST: &str = "closed_lost";

impl Script<'_> {
    pub(super) fn deals(&mut self) {
        let (world, seed) = (self.world, self.options.seed);
        for (place, row) in world.opportunities.iter().enumerate() {
            let opened = self.opened_at(place);
            self.add("opportunities", opened, Item::Opened(place));
            match row.closed {
                Some((_, closed)) => {
                    let at = self.plan.at(closed, Hours::Closed, &row.id, seed).max(opened);
                    self.also(at, Item::Closed(place));
                }
                None if !self.plan.as_of => {
                    self.also(self.plan.last.plus(Hours::LAST).max(opened), Item::Standing(place))
                }
                None => {}
            }
        }
        for (place, row) in world.customers.iter().enumerate() {
            self.add("customers", self.plan.at(row.start, Hours::After, &row.id, seed), Item::Customer(place));
        }
        self.plans();
        self.lead_ends();
    }

    /// Adds what follows from a row that is counted already.
    fn also(&mut self, at: Timestamp, item: Item) {
        if self.plan.happened(at) {
            self.entries.push(super::Entry { at, item });
        }
    }

    fn opened_at(&self, place: usize) -> Timestamp {
        let row = &self.world.opportunities[place];
        self.plan.at(row.created, Hours::Opened, &row.id, self.options.seed).max(self.lead_at(row.lead))
    }

    /// A plan is written with its customer; one of a customer that is not there yet has not happened either.
    fn plans(&mut self) {
        let plans = &self.world.plans;
        let late = self.world.customers.iter().filter(|row| {
            plans.contains_key(&row.id)
                && !self.plan.happened(self.plan.at(row.start, Hours::After, &row.id, self.options.seed))
        });
        let late = late.count();
        if let Some(counts) = self.counts.iter_mut().find(|counts| counts.table == "subscriptions")
            && late > 0
        {
            counts.loaded -= late;
            counts.skipped.insert("had not happened by the day asked for".into(), late);
        }
    }

    /// Leads that ended without a closed deal. A lost one has no date of its own: its last activity stands in.
    fn lead_ends(&mut self) {
        let world = self.world;
        let mut by_deal = vec![false; world.leads.len()];
        world.opportunities.iter().filter(|row| row.closed.is_some()).for_each(|row| by_deal[row.lead] = true);
        let mut last: Vec<_> = world.leads.iter().map(|row| row.created).collect();
        let touches = world.touches.iter().map(|row| (row.lead, row.at));
        let sessions = world.sessions.iter().map(|row| (row.lead, row.at));
        for (lead, at) in touches.chain(sessions).chain(world.sales.iter().map(|row| (row.lead, row.at))) {
            last[lead] = last[lead].max(at);
        }
        for (place, row) in world.leads.iter().enumerate().filter(|(place, _)| !by_deal[*place]) {
            let end = match row.converted_at {
                Some(at) => at,
                None if row.last_stage.as_deref() == Some(LOST) => last[place],
                None => continue,
            };
            let at = self.plan.at(end, Hours::Closed, &row.id, self.options.seed).max(self.lead_at(place));
            self.also(at, Item::LeadEnd(place));
        }
    }

    /// When the leads of the world ended, by their place; what had not happened yet is left out.
    pub(crate) fn ended(&self) -> HashMap<usize, Timestamp> {
        let end = |entry: &super::Entry| match entry.item {
            Item::LeadEnd(place) => Some((place, entry.at)),
            Item::Closed(place) => Some((self.world.opportunities[place].lead, entry.at)),
            _ => None,
        };
        self.entries.iter().filter_map(end).collect()
    }

    pub(super) fn opened(&self, place: usize, at: Timestamp) -> (String, Input) {
        let row = &self.world.opportunities[place];
        let lead = &self.world.leads[row.lead];
        let contact = &self.world.contacts[lead.contact];
        let company = &self.people.companies[contact.account].name;
        let mut fields =
            FieldPuts::from([("name".to_string(), Some(Value::Text(format!("{company}: procurement software"))))]);
        if let Some(source) = &lead.source {
            fields.insert("source".into(), Some(Value::text(source)));
        }
        let amount = row.amount.map(|dollars| Money { minor: dollars * 100, currency: Currency::USD });
        let put = OpportunityPut {
            account: Some(Key::external(&self.world.accounts[contact.account].id)),
            lead: Some(Key::external(&lead.id)),
            amount,
            outcome: Some(OpportunityOutcome::Open),
            opened_at: Some(at),
            roles: vec![(Key::external(&contact.id), contact.role.clone().unwrap_or_else(|| "contact".into()))],
            fields,
            ..empty(&row.id)
        };
        (format!("opportunity:{}", row.id), Input::Opportunity(put))
    }

    pub(super) fn closed(&self, place: usize, at: Timestamp) -> (String, Input) {
        let row = &self.world.opportunities[place];
        let won = row.closed.is_some_and(|(won, _)| won);
        let put = OpportunityPut {
            outcome: Some(if won { OpportunityOutcome::Won } else { OpportunityOutcome::Lost }),
            closed_at: Some(at),
            fields: stage(if won { WON } else { LOST }),
            ..empty(&row.id)
        };
        (format!("opportunity-closed:{}", row.id), Input::Opportunity(put))
    }

    pub(super) fn standing(&self, place: usize) -> (String, Input) {
        let row = &self.world.opportunities[place];
        let put = OpportunityPut { fields: stage(row.stage.as_deref().unwrap_or("open")), ..empty(&row.id) };
        (format!("opportunity-stage:{}", row.id), Input::Opportunity(put))
    }

    pub(super) fn customer(&self, place: usize) -> (String, Input) {
        let row = &self.world.customers[place];
        let plan = self.world.plans.get(&row.id).and_then(|plan| plan.plan.as_deref());
        let plan = plan.and_then(|plan| self.choices.key(Object::Account, "plan", plan));
        let fields = plan.map(|key| ("plan".to_string(), Some(Value::Text(key)))).into_iter().collect();
        let put = AccountPut {
            key: Key::external(&self.world.accounts[row.account].id),
            relationship: Some(Relationship::Customer),
            fields,
            ..AccountPut::default()
        };
        (format!("customer:{}", row.id), Input::Account(put))
    }
}

pub(crate) fn stage(stage: &str) -> FieldPuts {
    FieldPuts::from([("stage".to_string(), Some(Value::text(stage)))])
}

/// An opportunity of which nothing is said.
pub(crate) fn empty(id: &str) -> OpportunityPut {
    OpportunityPut {
        key: Key::external(id),
        account: None,
        lead: None,
        amount: None,
        outcome: None,
        opened_at: None,
        closed_at: None,
        roles: Vec::new(),
        fields: FieldPuts::new(),
    }
}
