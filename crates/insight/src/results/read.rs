//! One pass over the activities of mail: what came of it, by contact. Whether an activity is of the program is asked once
//! for each detail, not for each row.

use super::About;
use audience::Image;
use model::activity::kind;
use model::{DAY, Timestamp, Value};
use rules::View;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is done within this long after a click came of it.
pub(super) const CAME_OF_IT: i64 = 30 * DAY;
const KINDS: [&str; 9] = [
    kind::EMAIL_SENT,
    kind::EMAIL_HELD,
    kind::EMAIL_FAILED,
    kind::EMAIL_BOUNCED,
    kind::EMAIL_OPENED,
    kind::EMAIL_CLICKED,
    kind::EMAIL_FETCHED,
    kind::UNSUBSCRIBED,
    kind::EMAIL_COMPLAINED,
];
const CONVERSIONS: [&str; 3] = [kind::CONVERSION, kind::FORM_SUBMITTED, kind::PURCHASE];

/// What came of the mail to one contact.
#[derive(Debug, Default)]
pub(super) struct Mail<'i> {
    pub sent: u32,
    pub held: u32,
    pub failed: u32,
    /// Refused for good while it was handed over: nothing was sent, and nothing came back.
    pub refused: u32,
    /// Sent, and came back.
    pub bounced: u32,
    pub opened: u32,
    pub opened_by_software: u32,
    pub clicked: u32,
    pub clicked_by_software: u32,
    pub unsubscribed: u32,
    pub complained: u32,
    pub converted: u32,
    pub first_click: Option<Timestamp>,
    /// In the reporting currency.
    pub revenue: f64,
    pub devices: Vec<&'i str>,
    pub variants: Vec<&'i str>,
    pub causes: Vec<&'i str>,
}

/// A link in the messages of one wording of an email.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link<'i> {
    pub link: &'i str,
    pub email: &'i str,
    /// 0 where it is not known.
    pub version: i64,
    /// Empty for the email's own.
    pub language: &'i str,
    /// In the message, from 1; 0 where it is not known.
    pub place: i64,
}

/// What came of the mail to everybody, by dense number of the contact.
pub(super) struct Tally<'i> {
    pub mails: HashMap<u32, Mail<'i>>,
    /// Clicks by link, then by contact.
    pub links: BTreeMap<Link<'i>, HashMap<u32, u32>>,
}

type Properties = BTreeMap<String, Value>;

fn text<'p>(properties: &'p Properties, key: &str) -> Option<&'p str> {
    properties.get(key).and_then(Value::as_text)
}

fn number(properties: &Properties, key: &str) -> i64 {
    match properties.get(key) {
        Some(Value::Integer(number)) => *number,
        _ => 0,
    }
}

fn note<'i>(known: &mut Vec<&'i str>, one: Option<&'i str>) {
    if let Some(one) = one.filter(|one| !known.contains(one)) {
        known.push(one);
    }
}

impl<'i> Tally<'i> {
    pub fn read(image: &'i Image, about: &About, now: Timestamp) -> Tally<'i> {
        let mut tally = Tally { mails: HashMap::new(), links: BTreeMap::new() };
        let details = image.details();
        let ours = |properties: &Properties| {
            text(properties, "program") == Some(&about.program)
                && about.run.as_deref().is_none_or(|run| text(properties, "run") == Some(run))
        };
        let meant: Vec<Option<(Option<&'i str>, &'i Properties)>> =
            details.into_iter().map(|detail| detail.filter(|(_, properties)| ours(properties))).collect();
        for kind in KINDS {
            each(image, kind, (Timestamp::MIN, now.plus(1)), &mut |owner, at, detail, _| {
                if let Some((asset, properties)) = meant[detail as usize] {
                    tally.add(kind, (owner, at), asset, properties);
                }
            });
        }
        let counts = |owner: u32| {
            image.subject(image.contact_of(owner)).is_some_and(|subject| image.relationship(subject).counts())
        };
        tally.mails.retain(|owner, _| counts(*owner));
        let mails = &tally.mails;
        tally.links.values_mut().for_each(|clicks| clicks.retain(|owner, _| mails.contains_key(owner)));
        tally.links.retain(|_, clicks| !clicks.is_empty());
        tally.convert(image, now);
        tally
    }

    fn add(&mut self, kind: &str, (owner, at): (u32, Timestamp), asset: Option<&'i str>, properties: &'i Properties) {
        let mail = self.mails.entry(owner).or_default();
        note(&mut mail.variants, text(properties, "variant"));
        match kind {
            kind::EMAIL_SENT => mail.sent += 1,
            kind::EMAIL_HELD => mail.held += 1,
            kind::EMAIL_FAILED => match text(properties, "category") {
                Some(category) => {
                    mail.refused += 1;
                    note(&mut mail.causes, Some(category));
                }
                None => mail.failed += 1,
            },
            kind::EMAIL_BOUNCED => {
                mail.bounced += 1;
                note(&mut mail.causes, Some(text(properties, "category").unwrap_or("unknown")));
            }
            kind::EMAIL_OPENED => {
                mail.opened += 1;
                note(&mut mail.devices, text(properties, "device"));
            }
            kind::EMAIL_CLICKED => {
                mail.clicked += 1;
                mail.first_click = Some(mail.first_click.map_or(at, |first| first.min(at)));
                note(&mut mail.devices, text(properties, "device"));
                if let Some(link) = text(properties, "link") {
                    let link = Link {
                        link,
                        email: text(properties, "email").or(asset).unwrap_or_default(),
                        version: number(properties, "version"),
                        language: text(properties, "language").unwrap_or_default(),
                        place: number(properties, "place"),
                    };
                    *self.links.entry(link).or_default().entry(owner).or_default() += 1;
                }
            }
            kind::EMAIL_FETCHED if text(properties, "what") == Some("open") => mail.opened_by_software += 1,
            kind::EMAIL_FETCHED => mail.clicked_by_software += 1,
            kind::UNSUBSCRIBED => mail.unsubscribed += 1,
            _ => mail.complained += 1,
        }
    }

    fn convert(&mut self, image: &Image, now: Timestamp) {
        let Some(first) = self.mails.values().filter_map(|mail| mail.first_click).min() else { return };
        for kind in CONVERSIONS {
            each(image, kind, (first, now.plus(1)), &mut |owner, at, _, _| {
                if let Some(mail) = self.mails.get_mut(&owner).filter(|mail| mail.came_of_it(at)) {
                    mail.converted += 1;
                }
            });
        }
    }

    /// Those who followed a link that is meant.
    pub fn followers(&self, is_meant: impl Fn(&Link<'_>) -> bool) -> HashSet<u32> {
        let meant = self.links.iter().filter(|(link, _)| is_meant(link));
        meant.flat_map(|(_, clicks)| clicks.keys().copied()).collect()
    }
}

impl Mail<'_> {
    /// Whether what happened at a time may have come of it.
    pub fn came_of_it(&self, at: Timestamp) -> bool {
        self.first_click.is_some_and(|click| click <= at && at <= click.plus(CAME_OF_IT))
    }
}

/// Visits a contact's activities of a kind within `[from, to)`: owner, when, detail, value.
pub(super) fn each(
    image: &Image,
    kind: &str,
    (from, to): (Timestamp, Timestamp),
    visit: &mut dyn FnMut(u32, Timestamp, u32, u32),
) {
    for block in image.blocks(kind, from, to).into_iter().filter(|block| block.of_contacts) {
        let columns = block.columns(from, to);
        let (owner, at, detail, value) = (columns.owner(), columns.at(), columns.detail(), columns.value());
        for row in 0..columns.rows() {
            visit(owner[row], Timestamp(at[row]), detail[row], value[row]);
        }
    }
}
