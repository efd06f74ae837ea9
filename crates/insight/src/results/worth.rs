//! What the mail was worth: purchases and won deals of those who clicked, each counted once.

use super::read::{Tally, each};
use crate::kpi::settings;
use crate::rates::Rates;
use audience::Image;
use model::activity::kind;
use model::record::OpportunityOutcome;
use model::{OpportunityId, Timestamp};
use std::collections::BTreeSet;

/// Revenue in the reporting currency, with what could not be converted.
pub(super) fn revenue(image: &Image, tally: &Tally<'_>, now: Timestamp) -> (f64, Vec<String>) {
    let mut rates = Rates::new(settings(image));
    let Some(first) = tally.mails.values().filter_map(|mail| mail.first_click).min() else {
        return (0.0, rates.warnings());
    };
    let details = image.details();
    let mut sum = 0.0;
    each(image, kind::PURCHASE, (first, now.plus(1)), &mut |owner, at, detail, value| {
        // A purchase that closes a deal is counted with the deal.
        let alone = details[detail as usize].is_some_and(|(_, properties)| !properties.contains_key("opportunity"));
        if alone && tally.mails.get(&owner).is_some_and(|mail| mail.came_of_it(at)) {
            sum += image.money(value).and_then(|money| rates.convert(money, at)).unwrap_or_default();
        }
    });
    let mut counted: BTreeSet<OpportunityId> = BTreeSet::new();
    for (owner, mail) in tally.mails.iter().filter(|(_, mail)| mail.first_click.is_some()) {
        for id in image.opportunities_of(image.contact_of(*owner)) {
            let Some(deal) = image.opportunity(id).filter(|deal| deal.outcome == OpportunityOutcome::Won) else {
                continue;
            };
            let Some(at) = deal.closed_at.filter(|at| mail.came_of_it(*at)) else { continue };
            if counted.insert(id) {
                sum += deal.amount.and_then(|amount| rates.convert(amount, at)).unwrap_or_default();
            }
        }
    }
    (sum, rates.warnings())
}
