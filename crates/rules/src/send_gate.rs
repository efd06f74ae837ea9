//! The one gate that every message passes on its way out, and the reason when it says no.

use crate::hours;
use model::definition::Settings;
use model::{DAY, Relationship, Timestamp, address::AddressState, time};
use serde::Serialize;

/// What the gate needs to know, read from the store at the moment of sending.
#[derive(Debug, Clone)]
pub struct SendFacts<'a> {
    /// Operational mail: about something the contact did or has with us, never advertising.
    pub operational: bool,
    /// `None` when the contact has no address.
    pub address: Option<&'a AddressState>,
    /// Key of the topic that the message belongs to.
    pub topic: Option<&'a str>,
    pub relationship: Relationship,
    /// Marketing consent: given, withdrawn or neither.
    pub consent: Option<bool>,
    /// When marketing mail went to the contact in the last seven days, in any order. Earlier instants do no harm; one
    /// just after `now`, as a skewed clock may give, counts.
    pub sent: &'a [Timestamp],
    /// IANA zone of the contact, where quiet hours are kept; the instance's zone when unknown.
    pub zone: &'a str,
}

/// Why a message may not leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Held {
    pub code: HeldCode,
    /// In words, for the contact's timeline and the program's report.
    pub reason: String,
    /// When it is worth asking again; `None` when only somebody's deed could change the answer.
    pub retry_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeldCode {
    NoAddress,
    Blocked,
    Invalid,
    OptedOut,
    /// Of the topic that the message belongs to.
    TopicOptedOut,
    ConsentWithdrawn,
    NoConsent,
    Relationship,
    DailyLimit,
    WeeklyLimit,
    QuietHours,
    /// The domain that it is sent from has not shown that it is ours.
    DomainUnverified,
}

impl HeldCode {
    pub fn as_str(self) -> &'static str {
        match self {
            HeldCode::NoAddress => "no_address",
            HeldCode::Blocked => "blocked",
            HeldCode::Invalid => "invalid",
            HeldCode::OptedOut => "opted_out",
            HeldCode::TopicOptedOut => "topic_opted_out",
            HeldCode::ConsentWithdrawn => "consent_withdrawn",
            HeldCode::NoConsent => "no_consent",
            HeldCode::Relationship => "relationship",
            HeldCode::DailyLimit => "daily_limit",
            HeldCode::WeeklyLimit => "weekly_limit",
            HeldCode::QuietHours => "quiet_hours",
            HeldCode::DomainUnverified => "domain_unverified",
        }
    }
}

/// Whether a message may leave now. What nothing but a deed could lift is said first. Operational mail passes opt-out,
/// consent, relationship, limits and quiet hours; a blocked or invalid address stops it as any other.
pub fn may_send(facts: &SendFacts<'_>, settings: &Settings, now: Timestamp) -> Result<(), Held> {
    let Some(address) = facts.address else {
        return never(HeldCode::NoAddress, "the contact has no e-mail address");
    };
    if let Some(why) = &address.blocked {
        return never(HeldCode::Blocked, format!("the address is blocked: {}", why.reason));
    }
    if let Some(why) = &address.invalid {
        return never(HeldCode::Invalid, format!("the address does not work: {}", why.reason));
    }
    if facts.operational {
        return Ok(());
    }
    if let Some(why) = &address.opted_out {
        return never(HeldCode::OptedOut, format!("the address opted out: {}", why.reason));
    }
    let out_of = facts.topic.and_then(|topic| Some((topic, address.topics.get(topic)?)));
    if let Some((topic, why)) = out_of {
        let reason = format!("the address opted out of \"{}\": {}", settings.topic(topic), why.reason);
        return never(HeldCode::TopicOptedOut, reason);
    }
    match (facts.consent, settings.limits.consent_required) {
        (Some(false), _) => return never(HeldCode::ConsentWithdrawn, "the contact has withdrawn consent"),
        (None, true) => return never(HeldCode::NoConsent, "the contact has not given consent"),
        _ => {}
    }
    if matches!(facts.relationship, Relationship::Competitor | Relationship::Test) {
        let what = facts.relationship.as_str();
        return never(HeldCode::Relationship, format!("marketing mail does not go to a {what} contact"));
    }
    limits(facts, settings, now)?;
    quiet(facts, settings, now)
}

fn never(code: HeldCode, reason: impl Into<String>) -> Result<(), Held> {
    Err(Held { code, reason: reason.into(), retry_at: None })
}

fn limits(facts: &SendFacts<'_>, settings: &Settings, now: Timestamp) -> Result<(), Held> {
    let limits = &settings.limits;
    let today = now.date_in(&settings.zone);
    let sent_today = facts.sent.iter().filter(|at| at.date_in(&settings.zone) == today).count();
    if sent_today >= limits.per_day as usize {
        let retry_at = today.tomorrow().ok().map(|date| Timestamp::start_of(date, &settings.zone));
        let reason = format!("the contact has had {sent_today} of at most {} marketing mails today", limits.per_day);
        return Err(Held { code: HeldCode::DailyLimit, reason, retry_at });
    }
    let mut week: Vec<Timestamp> = facts.sent.iter().copied().filter(|at| *at > now.plus(-7 * DAY)).collect();
    if week.len() >= limits.per_week as usize {
        // It may leave when fewer than the limit lie within seven days: when the limit-th latest has left.
        week.sort_unstable_by(|a, b| b.cmp(a));
        let last = (limits.per_week as usize).checked_sub(1).and_then(|place| week.get(place));
        let retry_at = last.map(|at| at.plus(7 * DAY));
        let reason =
            format!("the contact has had {} of at most {} marketing mails in seven days", week.len(), limits.per_week);
        return Err(Held { code: HeldCode::WeeklyLimit, reason, retry_at });
    }
    Ok(())
}

/// From `quiet_from` to `quiet_to`, over midnight where the second is the lower one.
fn quiet(facts: &SendFacts<'_>, settings: &Settings, now: Timestamp) -> Result<(), Held> {
    let (from, to) = (settings.limits.quiet_from, settings.limits.quiet_to);
    if from == to {
        return Ok(());
    }
    let name = if facts.zone.is_empty() { &settings.zone } else { facts.zone };
    let zone = time::zone_named(name);
    let today = now.date_in(name);
    // The night that began yesterday, and the one that begins today.
    for (begins_on, ends_on) in [(today.yesterday(), Ok(today)), (Ok(today), today.tomorrow())] {
        let over_midnight = from > to;
        let (Ok(begins_on), Ok(ends_on)) = (begins_on, ends_on) else { continue };
        let ends_on = if over_midnight { ends_on } else { begins_on };
        let (begin, end) = (hours::at_hour(begins_on, from, &zone), hours::at_hour(ends_on, to, &zone));
        if let (Some(begin), Some(end)) = (begin, end)
            && (begin..end).contains(&now.0)
        {
            let reason = format!("quiet hours where the contact is, from {from}:00 to {to}:00");
            return Err(Held { code: HeldCode::QuietHours, reason, retry_at: Some(Timestamp(end)) });
        }
    }
    Ok(())
}
