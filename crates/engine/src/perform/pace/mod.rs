//! How much may go out in a second and in a day: quotas of a provider, and the plan by which a new sender is made known.

mod foretold;

use super::Performer;
pub use foretold::{Foretold, Limit};
use model::definition::{Body, Email, Settings};
use model::{DefinitionKind, Timestamp};
use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};
use store::StoreError;
use store::sends::{Waits, handed_by_email};

/// So much sooner than its time a message may go.
const TOLERATED: Duration = Duration::from_millis(500);
/// What does not fit into a second is given times up to so far ahead; then it is looked at anew.
const HORIZON: Duration = Duration::from_secs(5 * 60);

/// What went out: today by sender domain, and by when each quota of a second is used up.
#[derive(Default)]
pub(super) struct Spent {
    /// When the day that is counted began.
    day: Option<Timestamp>,
    today: HashMap<String, u64>,
    /// By the place of the quota: when the next message fits.
    next: BTreeMap<usize, Instant>,
    /// Up to when what was put off has been given its time.
    planned: BTreeMap<usize, Instant>,
    /// What was put off to tomorrow, to come back one after the other.
    put_off: i64,
}

/// Why a message waits, and until when.
pub(super) type Wait = (Waits, Timestamp, String);

impl Spent {
    /// Takes room for one message of a sender domain, or says what it waits for. Operational mail does not queue up
    /// behind the other: it has the next room there is.
    pub fn take(
        &mut self,
        (sender, operational): (&str, bool),
        settings: &Settings,
        now: Timestamp,
    ) -> Result<(), Wait> {
        let today = now.date_in(&settings.zone);
        let sent = self.today.get(sender).copied().unwrap_or(0);
        let tomorrow = today.tomorrow().map_or(now, |date| Timestamp::start_of(date, &settings.zone));
        for plan in settings.pace.warm_up.iter().filter(|plan| is_domain(&plan.sender, sender)) {
            if let Some(most) = plan.allowed(today).filter(|most| sent >= *most) {
                return Err((Waits::WarmUp, self.after(tomorrow), format!("{sender} is new: {most} messages today")));
            }
        }
        let all: u64 = self.today.values().sum();
        let (clock, mut taken) = (Instant::now(), Vec::new());
        for (place, quota) in settings.pace.quotas.iter().enumerate() {
            if !quota.sender.is_empty() && !is_domain(&quota.sender, sender) {
                continue;
            }
            let used = if quota.sender.is_empty() { all } else { sent };
            if quota.per_day > 0 && used >= u64::from(quota.per_day) {
                let reason = format!("{} messages have gone out today, which is all that may", quota.per_day);
                return Err((Waits::Quota, self.after(tomorrow), reason));
            }
            if let Some(gap) = Duration::from_secs(1).checked_div(quota.per_second) {
                let next = self.next.get(&place).copied().filter(|next| *next > clock).unwrap_or(clock);
                if next > clock + TOLERATED {
                    let turn = if operational { next } else { self.plan(place, next, gap) };
                    let wait = i64::try_from((turn - clock).as_micros()).unwrap_or(i64::MAX);
                    let reason = format!("at most {} messages a second may go out", quota.per_second);
                    return Err((Waits::Quota, now.plus(wait), reason));
                }
                taken.push((place, next + gap));
            }
        }
        self.next.extend(taken);
        *self.today.entry(sender.to_string()).or_default() += 1;
        Ok(())
    }

    /// The turn of a message that does not fit now, after those that did not either.
    fn plan(&mut self, place: usize, next: Instant, gap: Duration) -> Instant {
        let planned = self.planned.get(&place).copied().filter(|planned| *planned > next).unwrap_or(next);
        let turn = planned.min(Instant::now() + HORIZON);
        self.planned.insert(place, turn + gap);
        turn
    }

    /// What room was taken for did not go out.
    pub fn give_back(&mut self, sender: &str) {
        if let Some(sent) = self.today.get_mut(sender) {
            *sent = sent.saturating_sub(1);
        }
    }

    fn after(&mut self, tomorrow: Timestamp) -> Timestamp {
        self.put_off += 1;
        tomorrow.plus(self.put_off)
    }
}

/// Whether anything is counted at all.
pub(super) fn is_limited(settings: &Settings) -> bool {
    !settings.pace.quotas.is_empty() || !settings.pace.warm_up.is_empty()
}

impl Performer {
    /// Counts what has gone out today, from the rows, when a day begins or the process does.
    pub(super) async fn count_today(&self, settings: &Settings) -> Result<(), StoreError> {
        let (engine, mut spent) = (&self.0.engine, self.0.spent.lock().await);
        let day = Timestamp::start_of(engine.now().date_in(&settings.zone), &settings.zone);
        if !is_limited(settings) || spent.day == Some(day) {
            return Ok(());
        }
        let counts = handed_by_email(engine.store(), engine.workspace(), day).await?;
        *spent = Spent { day: Some(day), ..Spent::default() };
        let image = engine.image();
        for (key, count) in counts {
            let email = match image.definition(DefinitionKind::Email, &key).map(|published| &published.body) {
                Some(Body::Email(email)) => Some(email),
                _ => None,
            };
            *spent.today.entry(sender_domain(email, settings)).or_default() += u64::try_from(count).unwrap_or(0);
        }
        Ok(())
    }
}

/// The domain that an email is sent from.
pub(super) fn sender_domain(email: Option<&Email>, settings: &Settings) -> String {
    domain_of(sender_address(email, settings))
}

/// The address that an email is sent from in nobody's name: its own, or the instance's.
pub(super) fn sender_address<'a>(email: Option<&'a Email>, settings: &'a Settings) -> &'a str {
    let own = email.map(|email| email.from_address.trim()).filter(|address| !address.is_empty());
    own.unwrap_or(&settings.sender_address)
}

pub(super) fn domain_of(address: &str) -> String {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain).trim();
    hygiene::email::ascii_domain(domain).unwrap_or_else(|| domain.to_lowercase())
}

/// Whether a domain in the settings, as somebody has written it, is this one, as mail servers know it.
fn is_domain(written: &str, domain: &str) -> bool {
    written.eq_ignore_ascii_case(domain) || !written.is_ascii() && domain_of(&format!("@{written}")) == domain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_called_as_mail_servers_know_it() {
        assert_eq!(domain_of("news@BLÅBÆR.no"), "xn--blbr-roah.no");
        let ours = |written| is_domain(written, "xn--blbr-roah.no");
        assert!(ours("blåbær.no") && ours("Blåbær.NO") && ours("XN--blbr-roah.no") && !ours("blabar.no"));
        assert_eq!(domain_of(" news@Example.com "), "example.com");
        assert_eq!(domain_of("news@localhost"), "localhost");
    }

    #[test]
    fn what_does_not_fit_into_a_second_has_its_turn_and_operational_mail_the_next() {
        let settings: Settings = serde_json::from_value(serde_json::json!({
            "company": "Siembra", "postal_address": "Calle 1, Madrid", "sender_name": "News",
            "sender_address": "news@example.com", "public_url": "https://go.example.com/", "currency": "EUR",
            "zone": "Europe/Madrid", "fiscal_year_start": 1, "week_start": 1,
            "business_hours": {"from": 9, "to": 17, "days": [1]}, "go_live": "2026-01-01",
            "limits": {"per_day": 2, "per_week": 3, "consent_required": true},
            "marketing_sources": [], "rejection_reasons": [], "channels": ["Email"],
            "pace": {"quotas": [{"per_second": 2}]}
        }))
        .unwrap();
        let (mut spent, now) = (Spent::default(), Timestamp(0));
        let mut wait = |operational| {
            let taken = spent.take(("example.com", operational), &settings, now);
            taken.err().map(|(_, at, _)| Duration::from_micros(at.0.unsigned_abs()))
        };
        while wait(false).is_none() {}
        let last = (0..2_000).filter_map(|_| wait(false)).last().unwrap();
        assert!(last <= HORIZON && last > HORIZON - Duration::from_secs(10), "{last:?}");
        assert!(wait(true).is_none_or(|wait| wait < Duration::from_secs(2)));
    }
}
