//! Nurture: into which category and depth a contact belongs, what it gets next, and when.

use crate::{Fact, Subject, View, evaluate, hours};
use jiff::civil::{Date, date};
use model::activity::kind;
use model::definition::{Asset, AssetType, Depth, NurtureProgram, OTHER, REACTIVATION};
use model::{ContactId, DAY, Nature, Timestamp, Value, time, value};
use std::collections::BTreeSet;

/// Category and depth of a subject, given the depth it had.
pub fn place(
    view: &dyn View,
    program: &NurtureProgram,
    subject: Subject,
    former: Option<Depth>,
    now: Timestamp,
) -> (String, Depth) {
    let category = if is_dormant(view, program, subject, now) {
        REACTIVATION
    } else {
        let mut categories = program.categories.iter();
        let found = categories.find(|category| evaluate(view, &category.when, subject, now).holds);
        found.map_or(OTHER, |category| &category.key)
    };
    (category.to_string(), depth(program, view.scores(subject).behaviour, former))
}

/// Nothing of its own within the window. A contact that we have known for less is new, not dormant.
fn is_dormant(view: &dyn View, program: &NurtureProgram, subject: Subject, now: Timestamp) -> bool {
    let Some(contact) = subject.contact else { return false };
    let begin = now.plus(-i64::from(program.dormant_days).saturating_mul(DAY));
    if view.known_since(contact).is_some_and(|since| since > begin) {
        return false;
    }
    let mut active = false;
    view.timeline_from(contact, begin.plus(1), &mut |fact: Fact<'_>| {
        active = fact.at <= now && kind::nature(fact.kind) == Nature::Contact;
        fact.at <= now && !active
    });
    !active
}

/// A bound is reached at its score, and left only when the score is `hysteresis` below it (at least 1).
fn depth(program: &NurtureProgram, score: i32, former: Option<Depth>) -> Depth {
    let slack = program.hysteresis.max(1);
    let reached = |depth: Depth, bound: i32| {
        let stays = former.is_some_and(|former| former >= depth) && bound.saturating_sub(score) < slack;
        score >= bound || stays
    };
    if reached(Depth::Late, program.late_at) {
        Depth::Late
    } else if reached(Depth::Mid, program.mid_at) {
        Depth::Mid
    } else {
        Depth::Early
    }
}

/// The next content for a contact, with its key: of its category, at its own depth first and then at the lower ones,
/// by order and key; never what it was sent or has consumed. `None` when nothing is left.
///
/// An accelerator is given at `late` only. It goes out in the owner's name and creates a task for the owner.
pub fn next_content<'a>(
    view: &dyn View,
    assets: impl Iterator<Item = (&'a str, &'a Asset)>,
    category: &str,
    depth: Depth,
    contact: ContactId,
    now: Timestamp,
) -> Option<(&'a str, &'a Asset)> {
    let seen = Seen::of(view, contact, now);
    let suits = |asset: &Asset| asset.categories.is_empty() || asset.categories.iter().any(|own| own == category);
    let allowed = |asset: &Asset| asset.asset_type != AssetType::Accelerator || depth == Depth::Late;
    assets
        .filter(|(_, asset)| asset.depth <= depth && suits(asset) && allowed(asset))
        .filter(|(key, asset)| !seen.has(key, asset))
        .min_by_key(|(key, asset)| (std::cmp::Reverse(asset.depth), asset.order, *key))
}

/// What a contact has had already.
#[derive(Default)]
struct Seen {
    /// Emails that were sent, by whatever program.
    emails: BTreeSet<String>,
    /// Assets, pages and addresses that were looked at.
    consumed: BTreeSet<String>,
}

impl Seen {
    fn of(view: &dyn View, contact: ContactId, now: Timestamp) -> Seen {
        let mut seen = Seen::default();
        view.timeline(contact, &mut |fact: Fact<'_>| {
            if fact.at > now {
                return false;
            }
            match fact.kind {
                kind::EMAIL_SENT => seen.emails.extend(fact.asset.map(String::from)),
                kind::CONTENT_CONSUMED | kind::PAGE_VIEWED | kind::EMAIL_CLICKED => {
                    let of_property = |key: &str| fact.properties.get(key).and_then(Value::as_text);
                    let named = [fact.asset, of_property("url"), of_property("asset")];
                    seen.consumed.extend(named.into_iter().flatten().map(String::from));
                }
                _ => {}
            }
            true
        });
        seen
    }

    fn has(&self, key: &str, asset: &Asset) -> bool {
        let path = path_of(&asset.url);
        self.emails.contains(&asset.email)
            || self.consumed.contains(key)
            || (!asset.url.is_empty() && self.consumed.contains(&asset.url))
            || path.is_some_and(|path| self.consumed.iter().any(|seen| path_of(seen) == Some(path)))
    }
}

/// The path of an address or of a path, without query, fragment and closing slash; `None` for a site's front page,
/// which says nothing about a piece of content.
fn path_of(url: &str) -> Option<&str> {
    let rest = match url.split_once("://") {
        Some((_, rest)) => &rest[rest.find('/')?..],
        None => url,
    };
    let path = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    (path.len() > 1 && path.starts_with('/')).then_some(path)
}

/// The day from which cast days are counted, a Tuesday: with `every_days` 7, casts fall on Tuesdays.
const FIRST_CAST: Date = date(1970, 1, 6);

/// The next cast after an instant. All contacts of a program share its cast days, so a newcomer waits for the next one.
pub fn next_cast(program: &NurtureProgram, after: Timestamp, zone: &str) -> Timestamp {
    let every = i32::try_from(program.every_days.clamp(1, 366)).unwrap_or(1);
    let first = value::day_of_date(FIRST_CAST);
    let mut day = value::day_of_date(after.date_in(zone));
    day -= (day - first).rem_euclid(every);
    let zone = time::zone_named(zone);
    for _ in 0..3 {
        let at = hours::at_hour(value::date_of_day(day), program.hour.min(23), &zone);
        if let Some(at) = at.filter(|at| *at > after.0) {
            return Timestamp(at);
        }
        day += every;
    }
    after.plus(i64::from(every) * DAY)
}
