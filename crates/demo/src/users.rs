//! Who works at the company of the demo: one person for each role, and the sales reps that the world names.

use crate::person::slug::slug;
use crate::{Seed, World, person};
use model::user::Role;
use std::collections::BTreeSet;

/// Where the company of the demo gets its mail; reserved, so that nobody real can be written to.
pub const DOMAIN: &str = "procuralia.example";

/// Somebody who can sign in to the demo. Users are made by the caller, who then says which id each key has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoUser {
    /// `admin`, `marketer`, `analyst`, or the rep's id in the world.
    pub key: String,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub team: &'static str,
}

/// Country that a rep's team sells to; reps take turns.
pub(crate) fn territory(place: usize) -> &'static str {
    if place.is_multiple_of(2) { "US" } else { "GB" }
}

/// The users of a world: always the same for the same world and seed.
pub fn users(world: &World, seed: Seed) -> Vec<DemoUser> {
    let fixed = |key: &str, name: &str, role, team| DemoUser {
        key: key.into(),
        name: name.into(),
        email: format!("{key}@{DOMAIN}"),
        role,
        team,
    };
    let mut users = vec![
        fixed("admin", "Elena Marín", Role::Admin, "Marketing operations"),
        fixed("marketer", "Jonas Berg", Role::Marketer, "Demand generation"),
        fixed("analyst", "Priya Nair", Role::Analyst, "Marketing operations"),
    ];
    let mut taken = BTreeSet::new();
    for (place, rep) in reps(world).into_iter().enumerate() {
        let country = territory(place);
        let team = if country == "US" { "Sales Americas" } else { "Sales British Isles" };
        let (first, last) = person::name(&rep, country, seed);
        let mut email = format!("{}.{}@{DOMAIN}", slug(first), slug(last));
        if place == 0 {
            // The first rep is the one whose sign-in is shown.
            email = format!("sales@{DOMAIN}");
        } else if !taken.insert(email.clone()) {
            email = format!("{}@{DOMAIN}", slug(&rep.replace('_', "-")));
        }
        users.push(DemoUser { key: rep, name: format!("{first} {last}"), email, role: Role::Sales, team });
    }
    users
}

/// The reps who own leads or did something, in the order of their ids.
fn reps(world: &World) -> BTreeSet<String> {
    let owners = world.leads.iter().filter_map(|lead| lead.owner.clone());
    owners.chain(world.sales.iter().filter_map(|activity| activity.rep.clone())).collect()
}
