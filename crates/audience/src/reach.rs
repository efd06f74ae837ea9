//! How far each asset reached: activities and distinct contacts.

use crate::Image;
use crate::count::Asked;
use crate::facts::Chosen;
use crate::ids::NONE;
use crate::kernel::Bits;
use crate::spread::spread;
use model::Timestamp;
use std::collections::BTreeMap;

/// How far something reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    pub activities: u64,
    /// Distinct contacts.
    pub contacts: u64,
}

impl Image {
    /// Activities and distinct contacts by asset within `[from, to)`; those without an asset are left out.
    pub fn reach_by_asset(&self, asked: Asked<'_>, from: Timestamp, to: Timestamp) -> BTreeMap<String, Reach> {
        let kind = self.details.kind_code(asked.kind);
        let Some(series) = kind.and_then(|kind| self.known.series(kind)) else { return BTreeMap::new() };
        let chosen = self.chosen(asked);
        let assets: Vec<u32> = match &chosen.assets {
            Some(assets) => assets.clone(),
            None => series.assets(&self.details),
        };
        let kind = kind.unwrap_or_default();
        let mut counts = Bits::of(self.contacts.ids.len(), |_| true);
        for (contact, _) in self.left_out() {
            counts.remove(contact);
        }
        // An asset at a time: its contacts stay near the processor, and each thread takes the next asset.
        let reached = spread(&assets, self.threads(), || {
            let mut contacts = Bits::new(self.contacts.ids.len());
            let (chosen, counts) = (&chosen, &counts);
            move |asset: &u32| {
                let chosen = Chosen { assets: Some(vec![*asset]), details: chosen.details.clone() };
                let mut activities = 0;
                series.owners(&chosen, &self.details, from.0, to.0, |contact| {
                    activities += u64::from(contact != NONE);
                    contacts.insert(contact);
                });
                let reach = Reach { activities, contacts: contacts.shared(counts) as u64 };
                contacts.clear();
                reach
            }
        });
        let mut reached: BTreeMap<u32, Reach> = assets.into_iter().zip(reached).collect();
        // Few are left out: what they did is taken off again.
        for (contact, _) in self.left_out() {
            let deeds = self.known.timeline(contact).from(from.0).deeds().take_while(|(at, _)| *at < to.0);
            for (_, detail) in deeds.filter(|(_, detail)| chosen.has(*detail, &self.details)) {
                let detail = self.details.get(detail);
                if let Some(reach) = reached.get_mut(&detail.asset).filter(|_| detail.kind == kind) {
                    reach.activities -= 1;
                }
            }
        }
        let named = reached.into_iter().filter(|(_, reach)| reach.activities > 0);
        named.filter_map(|(asset, reach)| Some((self.details.asset(asset)?.to_string(), reach))).collect()
    }
}
