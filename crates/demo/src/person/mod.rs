//! Who the contacts are: names, e-mail addresses and phone numbers from the seed. Some stay missing, as in any real
//! database, so that gate 1 fails for somebody.
//!
//! Every address lies under `.example` and every phone number in a range kept for fiction (+1 … 555 01xx; Ofcom's
//! numbers for drama), so that nobody real can be reached.

pub mod company;
pub mod names;
pub mod slug;

use crate::Seed;
use crate::world::{ContactRow, World};
use company::Company;
use names::origins;
use slug::slug;
use std::collections::HashSet;

/// What the world does not say of a contact; `None` stays missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    pub job_title: Option<String>,
    pub company: Option<String>,
}

/// Companies and contacts of a world, in the order of its tables.
pub struct People {
    pub companies: Vec<Company>,
    pub persons: Vec<Person>,
}

impl People {
    pub fn of(world: &World, seed: Seed) -> People {
        let companies = company::companies(&world.accounts, seed);
        let mut taken = HashSet::new();
        let persons = world.contacts.iter().map(|row| person(row, &companies[row.account], seed, &mut taken)).collect();
        People { companies, persons }
    }
}

/// First and last name of somebody in a country.
pub fn name(about: &str, country: &str, seed: Seed) -> (&'static str, &'static str) {
    let origin = seed.weighted(about, "origin", origins(country));
    (*seed.pick(about, "first", origin.first), *seed.pick(about, "last", origin.last))
}

fn person(row: &ContactRow, company: &Company, seed: Seed, taken: &mut HashSet<String>) -> Person {
    let id = row.id.as_str();
    let country = company.country.unwrap_or_default();
    let (first, last) = name(id, country, seed);
    let lacks = |what: &str, permille: u64| seed.chance(id, what, permille);
    let domain_type = row.domain_type.as_deref().unwrap_or("unknown");
    let without_address = match domain_type {
        "corporate" => 25,
        "personal" => 0,
        _ => 450,
    };
    Person {
        first_name: (!lacks("no first name", 8)).then(|| first.to_string()),
        last_name: (!lacks("no last name", 15)).then(|| last.to_string()),
        email: (!lacks("no address", without_address))
            .then(|| address(id, first, last, domain_type, company, seed, taken)),
        phone: if lacks("no phone", 240) { None } else { phone(id, country, seed) },
        job_title: row.title.clone().filter(|_| !lacks("no title", 12)),
        company: (!lacks("no company", 15)).then(|| company.name.clone()),
    }
}

fn address(
    id: &str,
    first: &str,
    last: &str,
    domain_type: &str,
    company: &Company,
    seed: Seed,
    taken: &mut HashSet<String>,
) -> String {
    let (first, last) = (slug(first), slug(last));
    let personal = domain_type == "personal";
    let domain = if personal {
        seed.pick(id, "mailbox", &["mailbox.example", "inbox.example", "postbox.example"])
    } else {
        company.domain.as_str()
    };
    let local = match seed.below(id, "pattern", 10) {
        0..=6 => format!("{first}.{last}"),
        7..=8 => format!("{}{last}", &first[..1]),
        _ => format!("{first}{}", &last[..1]),
    };
    let mut address = format!("{local}@{domain}");
    let mut next = 2;
    while !taken.insert(address.clone()) {
        address = format!("{local}{next}@{domain}");
        next += 1;
    }
    address
}

fn phone(id: &str, country: &str, seed: Seed) -> Option<String> {
    const US: &[&str] = &[
        "202", "206", "212", "214", "215", "216", "303", "305", "312", "404", "415", "512", "602", "612", "614", "615",
        "617", "619", "702", "713", "718", "813", "901", "919",
    ];
    // National prefix of a range of a thousand numbers.
    const GB: &[&str] =
        &["2079460", "1214960", "1314960", "1414960", "1514960", "1614960", "1134960", "1174960", "7700900"];
    match country {
        "US" => Some(format!("+1{}55501{:02}", seed.pick(id, "area", US), seed.below(id, "line", 100))),
        "GB" => Some(format!("+44{}{:03}", seed.pick(id, "area", GB), seed.below(id, "line", 1_000))),
        _ => None,
    }
}
