//! Mail and its answers: newsletters, nurture and triggered mail after the product went live, fewer and worse mail
//! before.

use super::activity;
use crate::script::{Entry, Script};
use model::activity::kind;
use model::input::{Input, Key};
use model::{DAY, HOUR, MINUTE, SECOND, Timestamp, Value};
use std::collections::HashMap;

/// Answers in a thousand: opens of what arrived, clicks of opens, unsubscribes of what arrived, bounces of sends.
struct Rates {
    opened: u64,
    clicked: u64,
    unsubscribed: u64,
    bounced: u64,
}

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

/// Of a thousand that arrive: fetched by Apple's proxy, by Gmail's; every link followed by a scanner.
const APPLE: u64 = 310;
const GMAIL: u64 = 90;
const SCANNED: u64 = 70;
const DEVICES: &[(u64, &str)] = &[(56, "computer"), (37, "phone"), (5, "tablet"), (2, "other")];
const BOUNCES: &[(u64, &str)] = &[(55, "hard_user"), (12, "hard_domain"), (18, "soft_mailbox"), (15, "block")];
/// Links of the emails, as often as they are followed.
const NEWSLETTER_LINKS: &[(u64, &str)] = &[
    (48, "resources/seven-questions"),
    (21, "resources/kpi-cheat-sheet"),
    (12, "resources/maturity-infographic"),
    (19, "resources/webinar-live-tour"),
];

/// One mail to one contact.
struct Mail<'m> {
    contact: &'m str,
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

impl Mailing<'_, '_> {
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
                let mail = Mail { contact, program, email, asset: None, at: at.plus(minute * MINUTE) };
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
                let mail = Mail { contact, program: "nurture-prospects", email: &email, asset: Some(asset), at };
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
                program: "pricing-visit",
                email: "pricing-follow-up",
                asset: None,
                at: at.plus(2 * HOUR),
            };
            self.acted(&mail);
            self.send(&mail, &TRIGGERED);
        }
    }

    fn acted(&mut self, mail: &Mail<'_>) {
        let input = activity(mail.contact, kind::PROGRAM_ACTED, Some(mail.program), mail.at, &[]);
        self.made.push(Entry::generated(
            mail.at,
            format!("acted:{}:{}:{}", mail.program, mail.contact, mail.at.0),
            input,
        ));
    }

    fn send(&mut self, mail: &Mail<'_>, rates: &Rates) {
        if self.left.get(mail.contact).is_some_and(|left| *left <= mail.at) {
            return;
        }
        let seed = self.script.options.seed;
        // By the day since the world began, not by date: the same world says the same when its dates are moved.
        let about = format!("{}:{}:{}", mail.email, mail.contact, (mail.at.0 - self.script.plan.first.0) / DAY);
        self.note(mail, kind::EMAIL_SENT, mail.at, &about, &[]);
        if seed.chance(&about, "bounced", rates.bounced) {
            let category = *seed.weighted(&about, "bounce", BOUNCES);
            self.note(mail, kind::EMAIL_BOUNCED, mail.at.plus(MINUTE), &about, &[("category", category)]);
            return;
        }
        self.fetched(mail, &about);
        let opened = mail.at.plus((5 + seed.below(&about, "open minute", 1_800) as i64) * MINUTE);
        if !seed.chance(&about, "opened", rates.opened) {
            return;
        }
        let by = [("by", "human"), ("device", *seed.weighted(mail.contact, "device", DEVICES))];
        self.note(mail, kind::EMAIL_OPENED, opened, &about, &by);
        if seed.chance(&about, "clicked", rates.clicked) {
            let link = self.link(mail, &about);
            let clicked = [by[0], by[1], ("link", link.as_str())];
            self.note(mail, kind::EMAIL_CLICKED, opened.plus(MINUTE), &about, &clicked);
        }
        // Only who opened can have found the link.
        if seed.chance(&about, "unsubscribed", rates.unsubscribed * 1_000 / rates.opened) {
            let at = opened.plus(2 * MINUTE);
            self.note(mail, kind::UNSUBSCRIBED, at, &about, &[]);
            let input =
                Input::Consent { contact: Key::external(mail.contact), given: false, basis: "unsubscribe link".into() };
            self.made.push(Entry::generated(at, format!("consent:{about}"), input));
            self.left.entry(mail.contact.to_string()).and_modify(|left| *left = (*left).min(at)).or_insert(at);
        }
    }

    /// What software did with it before anybody read it.
    fn fetched(&mut self, mail: &Mail<'_>, about: &str) {
        let seed = self.script.options.seed;
        let program = seed.below(mail.contact, "mail program", 1_000);
        let proxy = match program {
            0..APPLE => Some("apple_proxy"),
            _ => (program < APPLE + GMAIL).then_some("gmail_proxy"),
        };
        if let Some(proxy) = proxy {
            let told = [("by", "proxy"), ("what", "open"), ("signals", proxy)];
            let at = mail.at.plus((1 + seed.below(about, "proxy minute", 90) as i64) * MINUTE);
            self.note(mail, kind::EMAIL_FETCHED, at, about, &told);
        }
        if seed.chance(mail.contact, "scanned", SCANNED) {
            let told = [("by", "scanner"), ("what", "click"), ("signals", "burst, too_soon")];
            self.note(mail, kind::EMAIL_FETCHED, mail.at.plus(2 * SECOND), &format!("{about}:scan"), &told);
        }
    }

    fn link(&self, mail: &Mail<'_>, about: &str) -> String {
        let path = match (mail.asset, mail.email) {
            (Some(asset), _) => format!("resources/{asset}"),
            (_, "monthly-newsletter") => self.script.options.seed.weighted(about, "link", NEWSLETTER_LINKS).to_string(),
            (_, "event-invitation") => "event".into(),
            _ => "pricing".into(),
        };
        format!("https://www.example.com/{path}")
    }

    fn note(&mut self, mail: &Mail<'_>, kind: &str, at: Timestamp, about: &str, more: &[(&'static str, &str)]) {
        let mut properties = vec![("program", Value::text(mail.program)), ("email", Value::text(mail.email))];
        properties.extend(mail.asset.map(|asset| ("asset", Value::text(asset))));
        properties.extend(more.iter().map(|(key, text)| (*key, Value::text(*text))));
        let input = activity(mail.contact, kind, Some(mail.email), at, &properties);
        self.made.push(Entry::generated(at, format!("{kind}:{about}"), input));
    }
}
