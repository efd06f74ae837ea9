//! How far each asset reached: activities and distinct contacts.

use crate::Image;
use crate::count::Asked;
use crate::facts::{Chosen, Series};
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
        let mut left_out = Bits::new(self.contacts.ids.len());
        self.left_out().into_iter().for_each(|(contact, _)| left_out.insert(contact));
        // An asset at a time: its contacts stay near the processor, and each thread takes the next asset.
        let reach = |asset: &u32| {
            let chosen = Chosen { assets: Some(vec![*asset]), details: chosen.details.clone() };
            self.reach(series, &chosen, &left_out, from, to)
        };
        let reached = spread(&assets, self.threads(), || reach);
        let named = assets.into_iter().zip(reached).filter(|(_, reach)| reach.activities > 0);
        named.filter_map(|(asset, reach)| Some((self.details.asset(asset)?.to_string(), reach))).collect()
    }

    fn reach(&self, series: &Series, chosen: &Chosen, left_out: &Bits, from: Timestamp, to: Timestamp) -> Reach {
        let (mut activities, mut contacts) = (0, Bits::new(self.contacts.ids.len()));
        series.owners(chosen, &self.details, from.0, to.0, |contact| {
            let counts = !left_out.has(contact) && (contact as usize) < self.contacts.ids.len();
            if counts {
                activities += 1;
                contacts.insert(contact);
            }
        });
        Reach { activities, contacts: contacts.len() as u64 }
    }
}
