//! Activities of one kind in order of time, for everybody at once: what reports count from.

use crate::Image;
use crate::facts::{ActivityLeads, Columns, Rows};
use model::*;
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// Some thousand activities of one kind as they were when they were asked for: they are read without the image's lock.
#[derive(Debug, Clone)]
pub struct Block {
    pub kind: Arc<str>,
    /// Else of visitors who have not identified themselves.
    pub of_contacts: bool,
    rows: Rows,
}

impl Block {
    /// Bytes that it takes beside the image.
    pub fn bytes(&self) -> usize {
        self.rows.bytes()
    }

    /// What is within `[from, to)`, in no order.
    pub fn columns(&self, from: Timestamp, to: Timestamp) -> Columns<'_> {
        self.rows.columns(from.0, to.0)
    }
}

impl Image {
    /// The activities of a kind in blocks: those with what is within `[from, to)`, and perhaps more.
    pub fn blocks(&self, kind: &str, from: Timestamp, to: Timestamp) -> Vec<Block> {
        let Some(code) = self.details.kind_code(kind) else { return Vec::new() };
        let families = [(&self.known, true), (&self.anonymous, false)].into_iter();
        let series = families.filter_map(|(activities, of_contacts)| Some((activities.series(code)?, of_contacts)));
        let kind: Arc<str> = self.details.kind(code).into();
        let block = |rows, of_contacts| Block { kind: kind.clone(), of_contacts, rows };
        series
            .flat_map(|(series, own)| series.pieces(from.0, to.0).map(move |rows| (rows, own)))
            .map(|(rows, own)| block(rows, own))
            .collect()
    }

    /// The contact of a dense number.
    pub fn contact_of(&self, owner: u32) -> ContactId {
        self.contacts.id(owner)
    }

    /// One more than the highest dense number of a contact.
    pub fn contact_span(&self) -> u32 {
        self.contacts.ids.len() as u32
    }

    /// One more than the highest dense number of a visitor.
    pub fn visitor_span(&self) -> u32 {
        self.visitors.ids.len() as u32
    }

    /// The visitor of a dense number.
    pub fn visitor_of(&self, owner: u32) -> VisitorId {
        VisitorId(self.visitors.ids.id(owner))
    }

    /// One more than the highest dense number of a lead.
    pub fn lead_span(&self) -> u32 {
        self.leads.ids.len() as u32
    }

    /// The lead of a dense number.
    pub fn lead_of(&self, lead: u32) -> LeadId {
        LeadId(self.leads.ids.id(lead))
    }

    /// Which leads contacts' activities are about.
    pub fn activity_leads(&self) -> ActivityLeads {
        self.known.leads()
    }

    /// Asset and properties by number of detail; `None` for numbers that are not in use.
    pub fn details(&self) -> Vec<Option<(Option<&str>, &BTreeMap<String, Value>)>> {
        let mut all = vec![None; self.details.span()];
        for (code, detail) in self.details.iter() {
            all[code as usize] = Some((self.details.asset(detail.asset), &detail.properties));
        }
        all
    }

    /// The amounts of activities, each once.
    pub fn amounts(&self) -> &[Money] {
        &self.values
    }

    /// The amount of an activity, if it has one.
    pub fn money(&self, value: u32) -> Option<Money> {
        self.values.get(value as usize).copied()
    }

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
