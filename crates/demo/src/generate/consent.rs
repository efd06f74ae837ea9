//! Who agreed to receive marketing mail, and on which basis.

use crate::script::Script;
use std::collections::BTreeMap;

/// Share of contacts, in a thousand, that agreed: by how the lead came.
const AGREED: [(&str, u64, &str); 3] = [
    ("inbound_marketing", 820, "web form"),
    ("partner_referral", 450, "asked the partner to be contacted"),
    ("sdr_outbound", 240, "agreed in a call"),
];

/// The basis on which a contact agreed; `None` when it did not, or has no address to agree for.
pub fn basis(script: &Script<'_>, contact: usize) -> Option<&'static str> {
    if !script.options.generate || script.people.persons[contact].email.is_none() {
        return None;
    }
    let id = &script.world.contacts[contact].id;
    let source = script.sources.get(&contact).map_or("", String::as_str);
    let (_, permille, basis) = AGREED.iter().find(|(name, ..)| *name == source).unwrap_or(&AGREED[0]);
    script.options.seed.chance(id, "consent", *permille).then_some(basis)
}

/// Source of the first lead of each contact that has one.
pub fn sources(world: &crate::World) -> BTreeMap<usize, String> {
    let mut first: BTreeMap<usize, (model::Timestamp, String)> = BTreeMap::new();
    for lead in &world.leads {
        let found = (lead.created.at, lead.source.clone().unwrap_or_default());
        match first.get_mut(&lead.contact) {
            Some(known) if known.0 <= found.0 => {}
            Some(known) => *known = found,
            None => drop(first.insert(lead.contact, found)),
        }
    }
    first.into_iter().map(|(contact, (_, source))| (contact, source)).collect()
}
