//! What the mail was worth: purchases and won deals of those who clicked, each counted once.

use super::read::{Tally, each};
use crate::kpi::settings;
use audience::Image;
use model::activity::kind;
use model::record::OpportunityOutcome;
use model::{OpportunityId, Timestamp};
use rules::rates::Rates;
use std::collections::BTreeSet;

/// Adds each contact's revenue in the reporting currency; told is what could not be converted.
pub(super) fn add(image: &Image, tally: &mut Tally<'_>, now: Timestamp) -> Vec<String> {
    let mut rates = Rates::new(settings(image));
    let Some(first) = tally.mails.values().filter_map(|mail| mail.first_click).min() else {
        return rates.warnings();
    };
    let details = image.details();
    each(image, kind::PURCHASE, (first, now.plus(1)), &mut |owner, at, detail, value| {
        // A purchase that closes a deal is counted with the deal.
        let alone = details[detail as usize].is_some_and(|(_, properties)| !properties.contains_key("opportunity"));
        if alone && let Some(mail) = tally.mails.get_mut(&owner).filter(|mail| mail.came_of_it(at)) {
            mail.revenue += image.money(value).and_then(|money| rates.convert(money, at)).unwrap_or_default();
        }
    });
    let mut counted: BTreeSet<OpportunityId> = BTreeSet::new();
    // A deal of several is that of the one with the lowest number, whatever the order they are kept in.
    let mut clicked: Vec<u32> =
        tally.mails.iter().filter(|(_, mail)| mail.first_click.is_some()).map(|(owner, _)| *owner).collect();
    clicked.sort_unstable();
    for owner in clicked {
        let Some(mail) = tally.mails.get_mut(&owner) else { continue };
        for id in image.opportunities_of(image.contact_of(owner)) {
            let Some(deal) = image.opportunity(id).filter(|deal| deal.outcome == OpportunityOutcome::Won) else {
                continue;
            };
            let Some(at) = deal.closed_at.filter(|at| mail.came_of_it(*at)) else { continue };
            if counted.insert(id) {
                mail.revenue += deal.amount.and_then(|amount| rates.convert(amount, at)).unwrap_or_default();
            }
        }
    }
    rates.warnings()
}
