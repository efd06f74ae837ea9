//! What marketing costs, month by month. Scaled to what the world sells, so that every world's return is a figure that
//! one can believe.

use crate::World;
use crate::script::Plan;
use jiff::ToSpan;
use model::cost::{Cost, CostCategory};
use model::value::day_of_date;
use model::{CostId, Currency, DAY, Money};

/// Yearly marketing costs as a share of a year's won deals, in a thousand.
const SHARE: i64 = 120;

/// (parts in a hundred, category, label, program).
const LINES: &[(i64, CostCategory, &str, Option<&str>)] = &[
    (22, CostCategory::Program, "Search ads", Some("paid-search")),
    (13, CostCategory::Program, "Sponsored posts", Some("paid-social")),
    (10, CostCategory::Program, "Trade fair", Some("trade-fair")),
    (5, CostCategory::Program, "Partner bonuses", Some("partner-referrals")),
    (4, CostCategory::Program, "Webinar platform and speakers", Some("spring-webinar")),
    (4, CostCategory::Program, "Articles and guides", Some("website")),
    (28, CostCategory::Staff, "Marketing team", None),
    (5, CostCategory::Software, "Software", None),
    (6, CostCategory::Agency, "Agency", None),
    (3, CostCategory::Data, "Company data", None),
];

/// One line a month for each kind of cost, from the month of the first lead to the month after the last event.
pub fn costs(world: &World, plan: &Plan) -> Vec<Cost> {
    let won: i64 = world
        .opportunities
        .iter()
        .filter(|row| row.closed.is_some_and(|(won, _)| won))
        .filter_map(|row| row.amount)
        .sum();
    let days = (plan.last.0 - plan.first.0) / DAY + 1;
    let monthly = won.saturating_mul(30) / days * SHARE / 1_000;
    let mut month = plan.first.date_in("UTC").first_of_month();
    let last = plan.last.date_in("UTC").first_of_month().saturating_add(1.month());
    let mut costs = Vec::new();
    while month <= last {
        for (parts, category, label, program) in LINES {
            // Whole hundreds, as budgets are.
            let amount = (monthly * parts / 100 / 100).max(1) * 100;
            costs.push(Cost {
                id: CostId(0),
                category: *category,
                label: (*label).to_string(),
                amount: Money { minor: amount * 100, currency: Currency::USD },
                from_day: day_of_date(month),
                to_day: day_of_date(month.last_of_month()),
                program: program.map(str::to_string),
            });
        }
        month = month.saturating_add(1.month());
    }
    costs
}
