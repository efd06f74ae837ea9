//! Who followed which link of the mail, and where in the message it stood.

use super::Narrow;
use super::read::{Link, Tally};
use super::slices::MOST;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use utoipa::ToSchema;

/// A link of the mail, and who followed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkCount {
    /// Where it leads, without its query.
    pub link: String,
    /// The email that it stands in.
    pub email: String,
    pub contacts: u64,
    pub clicks: u64,
    /// By the version and the language of the message.
    pub wordings: Vec<WordingCount>,
}

/// Clicks on a link in the messages of one version of an email in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WordingCount {
    /// 0 where it is not known: of clicks that were imported, or recorded before it was kept.
    pub version: i64,
    /// Empty for the email's own.
    pub language: String,
    pub contacts: u64,
    pub clicks: u64,
    pub places: Vec<PlaceCount>,
}

/// Clicks on a link at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceCount {
    /// Which of the message's links it is, from 1; 0 where it is not known.
    pub place: i64,
    pub contacts: u64,
    pub clicks: u64,
}

/// Which clicks are meant; every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    pub link: Option<String>,
    pub email: Option<String>,
    pub version: Option<i64>,
    pub language: Option<String>,
    pub place: Option<i64>,
}

type Clicks = HashMap<u32, u32>;

/// Contacts and clicks of several parts: who is in more than one is one contact.
fn count<'t>(parts: impl Iterator<Item = &'t Clicks>) -> (u64, u64) {
    let (mut contacts, mut clicks) = (HashSet::new(), 0);
    for (owner, n) in parts.flatten() {
        contacts.insert(*owner);
        clicks += u64::from(*n);
    }
    (contacts.len() as u64, clicks)
}

/// Parts by what they have in common, in its order.
fn grouped<'t, 'i, K: Ord>(
    parts: &[(&'t Link<'i>, &'t Clicks)],
    key: impl Fn(&Link<'i>) -> K,
) -> BTreeMap<K, Vec<(&'t Link<'i>, &'t Clicks)>> {
    let mut groups: BTreeMap<K, Vec<_>> = BTreeMap::new();
    for (link, clicks) in parts {
        groups.entry(key(link)).or_default().push((*link, *clicks));
    }
    groups
}

/// Those that most contacts followed.
pub(super) fn links(tally: &Tally<'_>) -> Vec<LinkCount> {
    let all: Vec<_> = tally.links.iter().collect();
    let groups = grouped(&all, |link| (link.link, link.email));
    let mut links: Vec<LinkCount> = groups
        .into_iter()
        .map(|((link, email), parts)| {
            let (contacts, clicks) = count(parts.iter().map(|(_, clicks)| *clicks));
            LinkCount { link: link.into(), email: email.into(), contacts, clicks, wordings: wordings(&parts) }
        })
        .collect();
    links.sort_by_key(|link| std::cmp::Reverse(link.contacts));
    links.truncate(10 * MOST);
    links
}

fn wordings(parts: &[(&Link<'_>, &Clicks)]) -> Vec<WordingCount> {
    let groups = grouped(parts, |link| (link.version, link.language));
    let wording = |((version, language), parts): ((i64, &str), Vec<(&Link<'_>, &Clicks)>)| {
        let (contacts, clicks) = count(parts.iter().map(|(_, clicks)| *clicks));
        let place = |(place, clicks)| {
            let (contacts, clicks) = count(std::iter::once(clicks));
            PlaceCount { place, contacts, clicks }
        };
        let places = parts.iter().map(|(link, clicks)| place((link.place, *clicks))).collect();
        WordingCount { version, language: language.into(), contacts, clicks, places }
    };
    groups.into_iter().map(wording).collect()
}

/// Those who followed what is meant; `None` when nothing of it is asked.
pub(super) fn followers(tally: &Tally<'_>, narrow: &Narrow) -> Option<HashSet<u32>> {
    let Followed { link, email, version, language, place } = &narrow.followed;
    if narrow.followed == Followed::default() {
        return None;
    }
    Some(tally.followers(|own| {
        link.as_ref().is_none_or(|link| own.link == link)
            && email.as_ref().is_none_or(|email| own.email == email)
            && version.is_none_or(|version| own.version == version)
            && language.as_ref().is_none_or(|language| own.language == language)
            && place.is_none_or(|place| own.place == place)
    }))
}
