//! Names and web domains of companies. Worlds number their companies; people want to read names.

use super::slug::slug;
use crate::Seed;
use crate::world::AccountRow;
use std::collections::HashSet;

const STEMS: &[&str] = &[
    "Harlow",
    "Ashford",
    "Northgate",
    "Kestrel",
    "Brightwater",
    "Calder",
    "Dunmore",
    "Eastfield",
    "Fairhaven",
    "Glenview",
    "Hollybrook",
    "Ironbridge",
    "Juniper",
    "Kingsway",
    "Larkfield",
    "Meridian",
    "Newbury",
    "Oakridge",
    "Pinecrest",
    "Quayside",
    "Redwood",
    "Silverline",
    "Thornbury",
    "Underhill",
    "Vantage",
    "Westmoor",
    "Yarrow",
    "Zephyr",
    "Amberley",
    "Beacon",
    "Copperfield",
    "Driftwood",
    "Elmstead",
    "Foxglove",
    "Granite",
    "Halcyon",
    "Ivybridge",
    "Jasper",
    "Knighton",
    "Lowell",
    "Millbrook",
    "Norwood",
    "Orchard",
    "Palisade",
    "Quarry",
    "Rosemont",
    "Summit",
    "Tidewater",
    "Uplands",
    "Valley Forge",
    "Waterford",
    "Arden",
    "Birchwood",
    "Crestline",
    "Delmar",
    "Evergreen",
    "Falcon",
    "Greystone",
    "Highland",
    "Lakeshore",
    "Magnolia",
    "Nightingale",
    "Ottery",
    "Pemberton",
    "Ridgeway",
    "Stonehaven",
    "Tamarack",
    "Wolds",
    "Blue Heron",
    "Clearwater",
];

fn trades(industry: &str) -> &'static [&'static str] {
    match industry {
        "manufacturing" => {
            &["Manufacturing", "Industries", "Works", "Fabrication", "Components", "Precision", "Tooling", "Materials"]
        }
        "logistics" => {
            &["Logistics", "Freight", "Haulage", "Shipping", "Distribution", "Transport", "Forwarding", "Cargo"]
        }
        "healthcare_non_clinical" => &[
            "Health Services",
            "Care Supply",
            "Medical Supply",
            "Health Partners",
            "Care Homes",
            "Wellness",
            "Health Systems",
            "Diagnostics",
        ],
        "professional_services" => {
            &["Consulting", "Advisory", "Partners", "Associates", "Engineering", "Legal", "Audit", "Research"]
        }
        _ => &["Group", "Company", "Services", "Systems", "Trading", "Solutions", "Enterprises", "Ventures"],
    }
}

const VARIANTS: &[&str] = &["", " North", " West", " International", " Holdings", " South", " East", " Europe"];

/// A company as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    pub name: String,
    pub domain: String,
    /// ISO 3166 alpha-2, when the region says it.
    pub country: Option<&'static str>,
}

/// The country of a world's region.
pub fn country(region: &str) -> Option<&'static str> {
    const KNOWN: &[&str] = &[
        "US", "GB", "IE", "CA", "MX", "ES", "NO", "SE", "DK", "FI", "DE", "AT", "CH", "FR", "BE", "NL", "IT", "PT",
        "PL", "AU",
    ];
    match region {
        "UK" => Some("GB"),
        "USA" => Some("US"),
        other => KNOWN.iter().copied().find(|code| *code == other),
    }
}

/// One for each account, in their order; no two share a name or a domain.
pub fn companies(accounts: &[AccountRow], seed: Seed) -> Vec<Company> {
    let mut taken = HashSet::new();
    accounts
        .iter()
        .map(|account| {
            let name = match &account.name {
                Some(name) if !name.contains(&account.id) => name.clone(),
                _ => invented(account, seed, &taken),
            };
            let mut domain = slug(&name);
            if domain.is_empty() || !taken.insert(domain.clone()) {
                domain = format!("{domain}-{}", slug(&account.id.replace('_', "-"))).trim_matches('-').to_string();
                taken.insert(domain.clone());
            }
            Company { name, domain: format!("{domain}.example"), country: account.region.as_deref().and_then(country) }
        })
        .collect()
}

fn invented(account: &AccountRow, seed: Seed, taken: &HashSet<String>) -> String {
    let trades = trades(account.industry.as_deref().unwrap_or_default());
    let pairs = STEMS.len() * trades.len();
    let start = seed.below(&account.id, "company", pairs as u64) as usize;
    let candidates = (0..pairs * VARIANTS.len()).map(|step| {
        let place = (start + step) % pairs;
        format!("{} {}{}", STEMS[place % STEMS.len()], trades[place / STEMS.len()], VARIANTS[step / pairs])
    });
    let mut free = candidates.filter(|name| !taken.contains(&slug(name)));
    free.next().unwrap_or_else(|| format!("Company {}", account.id))
}
