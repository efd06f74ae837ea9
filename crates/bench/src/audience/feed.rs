//! The generated world as the change log would tell it, and the image that comes of it.

use super::world::{CHOICES, Deed, KINDS, PURCHASE, Person, World};
use anyhow::Result;
use audience::Image;
use model::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Contacts and activities of a change batch.
const BATCH: usize = 10_000;

/// The image of a world, with the fields defined; and how long folding its activities took, without making them up.
pub fn image(world: &World) -> Result<(Image, Duration)> {
    let mut image = Image::new();
    let accounts = (0..world.contacts.div_ceil(20)).map(account).collect();
    fold(&mut image, accounts, Vec::new())?;
    let mut contacts = (0..world.contacts).map(|number| contact(world, number)).peekable();
    while contacts.peek().is_some() {
        fold(&mut image, contacts.by_ref().take(BATCH).collect(), Vec::new())?;
    }
    let folding = add(&mut image, world.deeds(0), 1)?;
    Ok((image, folding))
}

/// Folds activities with ledger numbers from `first` on; how long the folding itself took.
pub fn add(image: &mut Image, deeds: impl Iterator<Item = Deed>, first: i64) -> Result<Duration> {
    let mut folding = Duration::ZERO;
    let mut activities = (first..).zip(deeds).map(|(number, deed)| activity(number, &deed)).peekable();
    while activities.peek().is_some() {
        let batch = activities.by_ref().take(BATCH).collect();
        let since = Instant::now();
        fold(image, Vec::new(), batch)?;
        folding += since.elapsed();
    }
    Ok(folding)
}

/// Folds the next batch of a log.
pub fn fold(image: &mut Image, changes: Vec<Change>, activities: Vec<Activity>) -> Result<()> {
    let ledger = activities.first().zip(activities.last()).map(|(first, last)| (first.number, last.number));
    image.fold(&ChangeBatch { seq: image.seq() + 1, now: World::NOW, changes, ledger, activities })?;
    Ok(())
}

fn account(number: u32) -> Change {
    let industry = choice("industry", (number % 12) as u8);
    Change::Account(Account {
        id: AccountId(i64::from(number) + 1),
        external_id: None,
        relationship: Relationship::Prospect,
        owner: None,
        named_tier: None,
        fields: BTreeMap::from([("industry".to_string(), Value::text(industry))]),
        created_at: World::NOW.plus(-800 * DAY),
        updated_at: World::NOW.plus(-800 * DAY),
    })
}

pub fn id(contact: u32) -> ContactId {
    ContactId(i64::from(contact) + 1)
}

fn contact(world: &World, number: u32) -> Change {
    let person = world.person(number);
    let created = Timestamp(i64::from(person.signed_up) * DAY);
    Change::Contact(Contact {
        id: id(number),
        external_id: None,
        account: Some(AccountId(i64::from(person.account) + 1)),
        relationship: if person.employee { Relationship::Employee } else { Relationship::Prospect },
        owner: None,
        email: None,
        fields: fields(&person),
        acquisition_program: None,
        created_at: created,
        updated_at: created,
    })
}

/// The twelve fields.
fn fields(person: &Person) -> BTreeMap<String, Value> {
    let choices = CHOICES.iter().zip(person.choices).map(|((key, _), code)| (*key, Value::text(choice(key, code))));
    let others = [
        ("city", Value::text(format!("City {}", person.city))),
        ("employees", Value::Integer(person.employees)),
        ("revenue", Value::money(person.revenue, Currency(*b"EUR"))),
        ("signed_up", Value::Date(person.signed_up)),
        ("last_call", Value::Instant(Timestamp(person.last_call * 1_000))),
        ("subscribed", Value::Boolean(person.subscribed)),
    ];
    choices.chain(others).map(|(key, value)| (key.to_string(), value)).collect()
}

/// The name of a choice.
pub fn choice(field: &str, code: u8) -> String {
    format!("{field} {code}")
}

/// The key of what a kind is about.
pub fn asset(kind: u8, asset: u16) -> String {
    match (KINDS[kind as usize].0, asset) {
        ("page_viewed", 0) => "/pricing".into(),
        ("page_viewed", 1) => "/demo".into(),
        ("page_viewed", page) => format!("/page-{page}"),
        ("email_sent" | "email_opened" | "email_clicked", email) => format!("email-{email}"),
        (other, asset) => format!("{other}-{asset}"),
    }
}

pub fn activity(number: i64, deed: &Deed) -> Activity {
    let kind = KINDS[deed.kind as usize].0;
    let mut properties = BTreeMap::new();
    match kind {
        "email_clicked" => properties.insert("link".to_string(), Value::text(format!("link-{}", deed.property))),
        "page_viewed" | "session" => {
            properties.insert("device".to_string(), Value::text(["desktop", "phone", "tablet"][deed.property as usize]))
        }
        _ => None,
    };
    let at = Timestamp(deed.at * 1_000);
    Activity {
        number,
        contact: Some(id(deed.contact)),
        visitor: None,
        lead: None,
        kind: kind.to_string(),
        asset: Some(asset(deed.kind, deed.asset)),
        occurred_at: at,
        recorded_at: at,
        value: (deed.kind == PURCHASE).then_some(Money { minor: deed.value, currency: Currency(*b"EUR") }),
        properties,
        live: true,
        source: "web".to_string(),
    }
}
