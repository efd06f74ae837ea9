//! The rules in force made ready for a batch, and how far what they say of one contact reaches.

use super::Overlay;
use crate::live::{LATCHING, Plan, latching};
use model::definition::{ScoringModel, Segment};
use model::filter::Window;
use model::{ContactId, DefinitionKind, Filter};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rules in force, ready for one contact after the other.
#[derive(Debug, Clone)]
pub(super) struct Ready<'a> {
    pub(super) order: Order,
    pub(super) ripples: Arc<Ripples>,
    /// For each segment its members in the image.
    pub(super) stored: Arc<[Option<&'a RoaringBitmap>]>,
}

#[derive(Debug, Clone)]
pub(super) enum Order {
    Plan(Arc<Plan>),
    /// Left to the reference: the keys of the segments.
    Keys(Arc<[String]>),
}

impl Ready<'_> {
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let (plan, keys) = match &self.order {
            Order::Plan(plan) => (Some(plan.keys()), None),
            Order::Keys(keys) => (None, Some(keys.iter().map(String::as_str))),
        };
        plan.into_iter().flatten().chain(keys.into_iter().flatten())
    }
}

/// What the state of one contact may move besides what was asked.
#[derive(Debug, Default)]
pub(super) struct Ripples {
    /// Segments since whose entry something is counted.
    pub(super) watched: BTreeSet<String>,
    /// Whether a contact is judged by what others of its account are and do, without their being counted.
    pub(super) account_wide: bool,
}

impl Ripples {
    pub(super) fn of<'a>(
        segments: impl Iterator<Item = (&'a str, &'a Segment)>,
        scoring: Option<&ScoringModel>,
    ) -> Ripples {
        let mut ripples = Ripples::default();
        segments.for_each(|(_, segment)| ripples.look(&segment.filter));
        let rules = scoring.into_iter().flat_map(|model| model.fit.iter().chain(&model.account));
        rules.for_each(|rule| ripples.look(&rule.when));
        ripples
    }

    fn look(&mut self, filter: &Filter) {
        filter.leaves(&mut |leaf| {
            self.account_wide |= matches!(leaf, Filter::AtAccount(_));
            if let Some(Window::SinceSegment(key)) = leaf.window() {
                self.watched.insert(key.clone());
            }
        });
    }
}

impl<'a> Overlay<'a> {
    /// The rules in force, made ready; made anew after the batch changes them.
    pub(super) fn ready(&self) -> &Ready<'a> {
        self.ready.get_or_init(|| {
            let planned = |kind: &DefinitionKind| {
                matches!(kind, DefinitionKind::Segment | DefinitionKind::Scoring) || LATCHING.contains(kind)
            };
            let plan = match self.definitions.keys().any(|(kind, _)| planned(kind)) {
                true => {
                    let latched = LATCHING.into_iter().flat_map(|kind| self.definitions(kind));
                    let latched = latched.flat_map(|(_, published)| latching(&published.body));
                    Plan::of(self.segments(), self.scoring(), latched).map(Arc::new)
                }
                false => self.image.plan(),
            };
            let order = match plan {
                Some(plan) => Order::Plan(plan),
                None => Order::Keys(self.segments().map(|(key, _)| key.to_string()).collect()),
            };
            let mut ripples = Ripples::of(self.segments(), self.scoring());
            if let Order::Plan(plan) = &order {
                ripples.account_wide = plan.uncounted;
            }
            let ripples = Arc::new(ripples);
            let mut ready = Ready { order, ripples, stored: Arc::default() };
            ready.stored = ready.keys().map(|key| self.stored_members(key)).collect();
            ready
        })
    }

    /// The contacts of every account that one of these is of, and of those that the batch took from them.
    pub(super) fn add_colleagues(&self, contacts: &mut BTreeSet<ContactId>) {
        let mut accounts: BTreeSet<_> = contacts.iter().filter_map(|contact| self.account_of(*contact)).collect();
        accounts.extend(self.account_contacts.keys());
        for account in accounts {
            contacts.extend(self.contacts_of(account));
        }
    }
}
