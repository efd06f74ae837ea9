//! What becomes of a mail: it bounces, software fetches it, and people open it, follow its links and unsubscribe.

use super::{Mail, Mailing};
use crate::generate::activity;
use crate::script::Entry;
use model::activity::kind;
use model::address::SuppressionKind;
use model::input::{Input, Key};
use model::{DAY, MINUTE, SECOND, Timestamp, Value};

/// Answers in a thousand: opens of what arrived, clicks of opens, unsubscribes of what arrived, bounces of sends.
pub(super) struct Rates {
    pub(super) opened: u64,
    pub(super) clicked: u64,
    pub(super) unsubscribed: u64,
    pub(super) bounced: u64,
}

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

impl Mailing<'_, '_> {
    pub(super) fn send(&mut self, mail: &Mail<'_>, rates: &Rates) {
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
            let (address, reason) = (mail.address.to_string(), format!("unsubscribed by a link in \"{}\"", mail.email));
            let input = Input::Suppress { address, kind: SuppressionKind::OptOut, reason };
            self.made.push(Entry::generated(at, format!("opt-out:{about}"), input));
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
