//! Leaves that count what was done: a scan of the kind's series into one counter a contact, or a posting list.

use super::Bulk;
use model::Timestamp;
use model::filter::{Count, Did, Matcher, Window};
use roaring::RoaringBitmap;
use rules::Fact;
use rules::window::Span;
use std::collections::BTreeSet;

/// Which activities a matcher means: kinds by code, and for each detail whether it matches.
pub(super) struct Meant {
    pub(super) kinds: BTreeSet<u32>,
    details: Vec<bool>,
    /// Every detail of the kinds matches.
    any: bool,
}

impl Meant {
    pub(super) fn has(&self, detail: u32) -> bool {
        self.any || self.details[detail as usize]
    }
}

impl Bulk<'_> {
    /// The matcher's own test, once for each detail.
    pub(super) fn meant(&self, what: &Matcher) -> Meant {
        let details = &self.image.details;
        let kinds: BTreeSet<u32> = what.kind.iter().filter_map(|kind| details.kind_code(kind)).collect();
        if what.asset.is_empty() && what.properties.is_empty() {
            return Meant { kinds, details: Vec::new(), any: true };
        }
        let mut matching = vec![false; details.span()];
        for (code, detail) in details.iter().filter(|(_, detail)| kinds.contains(&detail.kind)) {
            let fact = Fact {
                number: 0,
                kind: details.kind(detail.kind),
                asset: details.asset(detail.asset),
                at: self.now,
                value: None,
                properties: &detail.properties,
                lead: None,
            };
            matching[code as usize] = rules::matches(what, &fact);
        }
        Meant { kinds, details: matching, any: false }
    }

    pub(super) fn did(&self, did: &Did) -> RoaringBitmap {
        if let Some(ever) = self.ever(did) {
            return match did.count {
                Count { at_least: 1, at_most: None } => ever,
                _ => &self.image.contacts.living - ever,
            };
        }
        let counters = self.counters(&did.what, did.window);
        self.living_where(|contact| did.count.holds(counters[contact as usize]))
    }

    /// Who ever did it, read from the postings where those say it all: no window, no properties, nothing to come, and
    /// only whether it was done at all is asked.
    fn ever(&self, did: &Did) -> Option<RoaringBitmap> {
        let simple =
            matches!(did.count, Count { at_least: 1, at_most: None } | Count { at_least: 0, at_most: Some(0) });
        if !simple || did.window != Window::Ever || !did.what.properties.is_empty() || did.what.asset.is_empty() {
            return None;
        }
        let details = &self.image.details;
        let mut ever = RoaringBitmap::new();
        for kind in did.what.kind.iter().filter_map(|kind| details.kind_code(kind)) {
            for asset in did.what.asset.iter().filter_map(|asset| details.asset_code(asset)) {
                if let Some(posting) = self.image.known.posting(kind, asset) {
                    if posting.latest > self.now.0 {
                        return None;
                    }
                    ever |= &posting.owners;
                }
            }
        }
        Some(ever & &self.image.contacts.living)
    }

    /// How often each contact did it within the window, up to now.
    fn counters(&self, what: &Matcher, window: Window) -> Vec<u32> {
        let mut counters = vec![0u32; self.image.contacts.ids.len()];
        let meant = self.meant(what);
        let starts = self.starts(window);
        let Some(span) = Span::of(window, self.now, Some(Timestamp::MIN)) else { return counters };
        let to = span.to.min(self.now.0.saturating_add(1));
        for series in meant.kinds.iter().filter_map(|kind| self.image.known.series(*kind)) {
            series.scan(span.from, to, |run| {
                for row in 0..run.at.len() {
                    let contact = run.owner[row] as usize;
                    let inside = starts.as_ref().is_none_or(|starts| run.at[row] >= starts[contact]);
                    if inside && meant.has(run.detail[row]) {
                        counters[contact] = counters[contact].saturating_add(1);
                    }
                }
            });
        }
        counters
    }

    /// For the window that begins with the primary lead: its start for each contact, the end of time without one.
    pub(super) fn starts(&self, window: Window) -> Option<Vec<i64>> {
        if window != Window::SinceLeadStart {
            return None;
        }
        let mut starts = vec![i64::MAX; self.image.contacts.ids.len()];
        for (contact, lead) in self.image.links.primary_leads() {
            if let Some(lead) = self.image.leads.row(lead) {
                starts[contact as usize] = lead.started_at.0;
            }
        }
        Some(starts)
    }
}
