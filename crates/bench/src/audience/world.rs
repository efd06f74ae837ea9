//! The generated world: contacts with twelve fields, and a year of activities in order of arrival. Rows are made one
//! after the other and never all held, so that the image is the only thing in memory.

use crate::random::{Random, Ranks};
use model::{DAY, HOUR, Timestamp};

pub const EMAILS: u16 = 200;
pub const PAGES: u16 = 2_000;
pub const CITIES: u16 = 2_000;
/// Names of the choices of a field, by field.
pub const CHOICES: [(&str, u8); 6] =
    [("country", 20), ("industry", 12), ("seniority", 6), ("department", 10), ("company_size", 7), ("language", 5)];

/// The kinds of activity and how many of a thousand are of each.
pub const KINDS: [(&str, u64); 8] = [
    ("email_sent", 300),
    ("email_opened", 200),
    ("email_clicked", 60),
    ("page_viewed", 340),
    ("session", 50),
    ("content_consumed", 30),
    ("form_submitted", 10),
    ("purchase", 10),
];
pub const SENT: u8 = 0;
pub const OPENED: u8 = 1;
pub const CLICKED: u8 = 2;
pub const VIEWED: u8 = 3;
pub const PURCHASE: u8 = 7;

/// How large a world is.
#[derive(Debug, Clone, Copy)]
pub struct World {
    pub contacts: u32,
    pub activities: u64,
}

/// A contact's fields.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// In the order of [`CHOICES`].
    pub choices: [u8; 6],
    pub city: u16,
    pub employees: i64,
    /// Cents of euro.
    pub revenue: i64,
    /// Days since 1970.
    pub signed_up: i32,
    /// Milliseconds since 1970.
    pub last_call: i64,
    pub subscribed: bool,
    /// One of two hundred is our own, and stays out of every count.
    pub employee: bool,
    /// Number of the account; twenty contacts share one.
    pub account: u32,
}

/// An activity.
#[derive(Debug, Clone, Copy)]
pub struct Deed {
    /// From 0.
    pub contact: u32,
    /// Place in [`KINDS`].
    pub kind: u8,
    /// Email, page, or whatever the kind is about.
    pub asset: u16,
    /// Link of a click, device of a view.
    pub property: u8,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Cents of euro, of a purchase.
    pub value: i64,
}

impl World {
    /// The instant at which every segment is counted: 2026-07-01T00:00:00Z.
    pub const NOW: Timestamp = Timestamp(1_782_864_000_000_000);

    /// The first instant of the year of activities.
    pub fn start(&self) -> Timestamp {
        Self::NOW.plus(-365 * DAY)
    }

    pub fn person(&self, contact: u32) -> Person {
        let mut random = Random::new(u64::from(contact).wrapping_mul(0x5851_f42d_4c95_7f2d) ^ 0x51e3);
        let choices = CHOICES.map(|(_, count)| {
            // The square leans to the first ones.
            let part = random.part();
            (part * part * f64::from(count)) as u8
        });
        let part = random.part();
        let now_day = (Self::NOW.0 / DAY) as i32;
        Person {
            choices,
            city: random.below(u64::from(CITIES)) as u16,
            employees: 1 + (part * part * part * 50_000.0) as i64,
            revenue: random.below(10_000_000_000) as i64,
            signed_up: now_day - random.below(1_500) as i32,
            last_call: (Self::NOW.0 / 1_000) - random.below(400 * 86_400_000) as i64,
            subscribed: random.below(10) < 7,
            employee: random.below(200) == 0,
            account: contact / 20,
        }
    }

    /// Every activity, and `more` after them, in order of arrival: one in a hundred comes up to two days late.
    pub fn deeds(&self, more: u64) -> Deeds {
        let total = self.activities as f64;
        let busiest =
            15_000.0 * (f64::from(self.contacts) / 1e6).powf(0.797) * (total / f64::from(self.contacts) / 20.0);
        Deeds {
            world: *self,
            next: 0,
            end: self.activities + more,
            random: Random::new(20_260_701),
            step: self.step(),
            exponent: exponent(f64::from(self.contacts), busiest / total),
            emails: Ranks::new(EMAILS),
            pages: Ranks::new(PAGES),
            others: Ranks::new(50),
            clickers: [0; 64],
        }
    }

    /// The contact that does most.
    pub fn busiest(&self) -> u32 {
        self.scattered(0, self.step())
    }

    /// Ranks scattered over the contacts, each rank another contact.
    fn scattered(&self, rank: u32, step: u64) -> u32 {
        let count = u64::from(self.contacts);
        ((u64::from(rank) * step + count / 3) % count) as u32
    }

    /// A step that comes to every contact.
    fn step(&self) -> u64 {
        let count = u64::from(self.contacts);
        (2_654_435_761 % count.max(2)..).find(|step| gcd(*step, count) == 1).unwrap_or(1)
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The exponent with which the first of `count` ranks gets this part of all draws.
fn exponent(count: f64, part: f64) -> f64 {
    let first = |s: f64| (2f64.powf(1.0 - s) - 1.0) / ((count + 1.0).powf(1.0 - s) - 1.0);
    let (mut low, mut high) = (0.01, 0.99);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if first(middle) < part { low = middle } else { high = middle }
    }
    low
}

/// The activities, one after the other.
#[derive(Debug, Clone)]
pub struct Deeds {
    world: World,
    next: u64,
    end: u64,
    random: Random,
    step: u64,
    exponent: f64,
    emails: Ranks,
    pages: Ranks,
    others: Ranks,
    /// Who clicked last: some of them look at a page next.
    clickers: [u32; 64],
}

impl Deeds {
    fn contact(&mut self) -> u32 {
        let (count, inverse) = (f64::from(self.world.contacts), 1.0 - self.exponent);
        let part = self.random.part();
        let rank = (part * ((count + 1.0).powf(inverse) - 1.0) + 1.0).powf(1.0 / inverse) as u32;
        self.world.scattered(rank.saturating_sub(1).min(self.world.contacts - 1), self.step)
    }

    fn kind(&mut self) -> u8 {
        let mut draw = self.random.below(1_000);
        for (place, (_, share)) in KINDS.iter().enumerate() {
            if draw < *share {
                return place as u8;
            }
            draw -= share;
        }
        0
    }
}

impl Iterator for Deeds {
    type Item = Deed;

    fn next(&mut self) -> Option<Deed> {
        if self.next == self.end {
            return None;
        }
        let kind = self.kind();
        let mut contact = self.contact();
        let asset = match kind {
            SENT | OPENED | CLICKED => self.emails.draw(&mut self.random),
            VIEWED => self.pages.draw(&mut self.random),
            _ => self.others.draw(&mut self.random),
        };
        let slot = self.random.below(64) as usize;
        if kind == CLICKED {
            self.clickers[slot] = contact;
        } else if kind == VIEWED && self.random.below(5) == 0 && self.next > 10_000 {
            contact = self.clickers[slot];
        }
        let (year, start) = (365 * DAY / 1_000, self.world.start().0 / 1_000);
        let due = start + (self.next as f64 / self.world.activities as f64 * year as f64) as i64;
        let late = if self.random.below(100) == 0 { self.random.below(48 * HOUR as u64 / 1_000) as i64 } else { 0 };
        let at = ((due - late).max(start) + self.random.below(500) as i64).min(World::NOW.0 / 1_000);
        self.next += 1;
        let property = self.random.below(if kind == CLICKED { 5 } else { 3 }) as u8;
        let value = if kind == PURCHASE { 1_000 + self.random.below(500_000) as i64 } else { 0 };
        Some(Deed { contact, kind, asset, property, at, value })
    }
}
