//! Activities of one kind in order of time, for everybody at once: what reports count from.

use crate::Image;
use model::*;
use std::collections::BTreeMap;

/// An activity met by a scan. A merged contact's activities are the winner's; erased ones are gone.
#[derive(Debug, Clone, Copy)]
pub struct Scanned<'a> {
    pub at: Timestamp,
    pub contact: Option<ContactId>,
    /// Set when nobody has identified themselves as the browser.
    pub visitor: Option<VisitorId>,
    pub asset: Option<&'a str>,
    pub source: &'a str,
    pub properties: &'a BTreeMap<String, Value>,
    pub value: Option<Money>,
}

impl Image {
    /// The kinds of which there are activities.
    pub fn kinds(&self) -> Vec<&str> {
        let codes = self.known.kinds().chain(self.anonymous.kinds()).map(|(code, _)| code);
        let mut kinds: Vec<&str> = codes.map(|code| self.details.kind(code)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Calls `visit` with every activity of a kind within `[from, to)`: contacts' first, then visitors', each in order
    /// of time.
    pub fn scan(&self, kind: &str, from: Timestamp, to: Timestamp, visit: &mut dyn FnMut(Scanned<'_>)) {
        let Some(code) = self.details.kind_code(kind) else { return };
        for (activities, of_contacts) in [(&self.known, true), (&self.anonymous, false)] {
            let Some(series) = activities.series(code) else { continue };
            series.each(from.0, to.0, |entry| {
                let interned = self.details.get(entry.detail);
                visit(Scanned {
                    at: Timestamp(entry.at),
                    contact: of_contacts.then(|| self.contacts.id(entry.owner)),
                    visitor: (!of_contacts).then(|| VisitorId(self.visitors.ids.id(entry.owner))),
                    asset: self.details.asset(interned.asset),
                    source: self.details.source(interned.source),
                    properties: &interned.properties,
                    value: self.values.get(entry.value as usize).copied(),
                });
            });
        }
    }
}
