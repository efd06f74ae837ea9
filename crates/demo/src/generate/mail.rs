//! Mail: newsletters, nurture and triggered mail after the product went live, fewer and worse mail before. What becomes
//! of it is in `answers`.

mod answers;

use super::activity;
use crate::script::{Entry, Script};
use answers::Rates;
use model::activity::kind;
use model::{DAY, HOUR, MINUTE, Timestamp};
use std::collections::HashMap;

const BEFORE: Rates = Rates { opened: 240, clicked: 110, unsubscribed: 9, bounced: 24 };
const NEWSLETTER: Rates = Rates { opened: 360, clicked: 140, unsubscribed: 4, bounced: 9 };
const NURTURE: Rates = Rates { opened: 430, clicked: 210, unsubscribed: 3, bounced: 6 };
const TRIGGERED: Rates = Rates { opened: 560, clicked: 320, unsubscribed: 2, bounced: 5 };

/// The readers get batch mail by parts in turn, so that nobody gets the same one often: an invitation every fourth week
/// before the product went live, a newsletter each week afterwards. Recipients of one, at most.
const PARTS: usize = 5;
const MOST_BEFORE: usize = 420;
const MOST_AFTER: usize = 300;
/// Contacts in nurture, in a thousand of those who agreed.
const IN_NURTURE: u64 = 300;
/// Days over which they come into it.
const JOIN_DAYS: u64 = 75;
/// A contact gets the same triggered mail again after this many days at the earliest.
const AGAIN: i64 = 30 * DAY;

/// What nurture sent, shallow to deep: asset; its email is `offer-` and the asset's key.
const CONTENT: &[&str] = &[
    "seven-questions",
    "process-cheat-sheet",
    "maturity-infographic",
    "buyers-guide",
    "webinar-live-tour",
    "analyst-market-report",
];

/// One mail to one contact.
struct Mail<'m> {
    contact: &'m str,
    address: &'m str,
    program: &'m str,
    email: &'m str,
    asset: Option<&'m str>,
    at: Timestamp,
}

struct Mailing<'s, 'w> {
    script: &'s Script<'w>,
    made: &'s mut Vec<Entry>,
    /// Since when a contact gets nothing any more.
    left: HashMap<String, Timestamp>,
}

pub(super) fn add(script: &Script<'_>, made: &mut Vec<Entry>) {
    let mut readers: Vec<usize> =
        (0..script.world.contacts.len()).filter(|place| super::consent::basis(script, *place).is_some()).collect();
    readers.sort_by_key(|place| script.options.seed.number(&script.world.contacts[*place].id, "reader"));
    let mut mailing = Mailing { script, made, left: HashMap::new() };
    mailing.batches(&readers);
    mailing.nurture(&readers);
    mailing.triggered();
}

impl<'s> Mailing<'s, '_> {
    fn batches(&mut self, readers: &[usize]) {
        let plan = self.script.plan;
        // From the week after the world's last, which is cut at the end, back to the world's first; then in order.
        let mut issues = Vec::new();
        let mut days = 3 - 7;
        while plan.last.plus(-days * DAY) > plan.first {
            let at = plan.last.plus(-days * DAY + 9 * HOUR);
            issues.push((at, issues.len()));
            days += if at < plan.go_live() { 28 } else { 7 };
        }
        for (at, number) in issues.into_iter().rev() {
            let before = at < plan.go_live();
            let (most, rates) = if before { (MOST_BEFORE, &BEFORE) } else { (MOST_AFTER, &NEWSLETTER) };
            let (program, email) =
                if before { ("trade-fair", "event-invitation") } else { ("monthly-newsletter", "monthly-newsletter") };
            let part = readers.len().div_ceil(PARTS).max(1);
            for place in readers.iter().skip(number % PARTS * part).take(part.min(most)) {
                let contact = &self.script.world.contacts[*place].id;
                let minute = self.script.options.seed.below(contact, "newsletter minute", 40) as i64;
                let address = self.address(*place);
                let mail = Mail { contact, address, program, email, asset: None, at: at.plus(minute * MINUTE) };
                self.send(&mail, rates);
            }
        }
    }

    fn nurture(&mut self, readers: &[usize]) {
        let (plan, seed) = (self.script.plan, self.script.options.seed);
        for place in readers {
            let contact = &self.script.world.contacts[*place].id;
            if !seed.chance(contact, "in nurture", IN_NURTURE) {
                continue;
            }
            let first = plan.go_live().plus((1 + seed.below(contact, "cast day", JOIN_DAYS) as i64) * DAY + 10 * HOUR);
            for (cast, asset) in CONTENT.iter().enumerate() {
                let at = first.plus(cast as i64 * 14 * DAY + seed.below(contact, asset, 20) as i64 * MINUTE);
                if at >= plan.end {
                    break;
                }
                let email = format!("offer-{asset}");
                let (address, program) = (self.address(*place), "nurture-prospects");
                let mail = Mail { contact, address, program, email: &email, asset: Some(asset), at };
                self.acted(&mail);
                self.send(&mail, &NURTURE);
            }
        }
    }

    /// Visits to the pricing page and requests for a demo, answered since the product went live.
    fn triggered(&mut self) {
        let (script, plan) = (self.script, self.script.plan);
        let mut last: HashMap<&str, Timestamp> = HashMap::new();
        let sessions = script.world.sessions.iter().enumerate();
        let of_world = sessions
            .filter(|(_, row)| row.pricing_page_views > 0)
            .map(|(place, row)| (script.session_at(place), script.world.leads[row.lead].contact));
        let of_fresh = script.fresh.iter().flat_map(|lead| {
            let visits = lead.visits.iter().filter(|visit| visit.pricing > 0);
            visits.map(|visit| (visit.at, lead.contact))
        });
        let mut visits: Vec<(Timestamp, usize)> = of_world.chain(of_fresh).collect();
        visits.sort();
        for (at, contact) in visits {
            let id = script.world.contacts[contact].id.as_str();
            let agreed = super::consent::basis(script, contact).is_some();
            if at < plan.go_live() || !agreed {
                continue;
            }
            if last.get(id).is_some_and(|before| at < before.plus(AGAIN)) {
                continue;
            }
            last.insert(id, at);
            let mail = Mail {
                contact: id,
                address: self.address(contact),
                program: "pricing-visit",
                email: "pricing-follow-up",
                asset: None,
                at: at.plus(2 * HOUR),
            };
            self.acted(&mail);
            self.send(&mail, &TRIGGERED);
        }
    }

    fn address(&self, contact: usize) -> &'s str {
        self.script.people.persons[contact].email.as_deref().unwrap_or_default()
    }

    fn acted(&mut self, mail: &Mail<'_>) {
        let input = activity(mail.contact, kind::PROGRAM_ACTED, Some(mail.program), mail.at, &[]);
        self.made.push(Entry::generated(
            mail.at,
            format!("acted:{}:{}:{}", mail.program, mail.contact, mail.at.0),
            input,
        ));
    }
}
