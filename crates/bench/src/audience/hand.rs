//! The six segments as one would write them by hand for this data and nothing else: flat columns in order of time,
//! posting lists, plain bits. What the image is measured against.

use super::segments::SHAPE;
use super::world::{CLICKED, EMAILS, OPENED, PAGES, SENT, VIEWED, World};
use model::DAY;

/// Activities of one kind in order of time, and once more by asset.
#[derive(Default)]
struct Kind {
    at: Vec<i64>,
    contact: Vec<u32>,
    /// Where each asset begins in what follows.
    starts: Vec<u32>,
    /// In order of time within an asset.
    asset_at: Vec<i64>,
    asset_contact: Vec<u32>,
}

pub struct Hand {
    contacts: usize,
    choices: [Vec<u8>; 3],
    employees: Vec<i32>,
    /// By choice, the contacts that have it.
    sets: [Vec<Vec<u64>>; 3],
    large: Vec<u64>,
    kinds: [Kind; 4],
}

impl Hand {
    pub fn new(world: &World) -> Hand {
        let people = || (0..world.contacts).map(|contact| world.person(contact));
        let choices = [0, 1, 2].map(|field| people().map(|person| person.choices[field]).collect::<Vec<u8>>());
        let employees: Vec<i32> = people().map(|person| person.employees as i32).collect();
        let bits = |test: &dyn Fn(usize) -> bool| {
            let mut bits = vec![0u64; employees.len().div_ceil(64)];
            (0..employees.len()).filter(|row| test(*row)).for_each(|row| set(&mut bits, row as u32));
            bits
        };
        let of_field = |codes: &Vec<u8>| (0..20).map(|code| bits(&|row| codes[row] == code)).collect();
        let sets = [of_field(&choices[0]), of_field(&choices[1]), of_field(&choices[2])];
        let large = bits(&|row| i64::from(employees[row]) >= SHAPE.employees);
        // What no segment asks of a kind is not kept.
        let kinds = [(SENT, false, true), (OPENED, true, false), (CLICKED, true, true), (VIEWED, false, true)];
        let kinds = kinds.map(|(kind, by_time, by_asset)| Kind::of(world, kind, by_time, by_asset));
        Hand { contacts: employees.len(), choices, employees, sets, large, kinds }
    }

    /// How many each of the six means; S1 by reading every row.
    pub fn count(&self, segment: usize) -> u64 {
        match segment {
            0 => self.fields_by_rows(),
            1 => ones(&self.opens(SHAPE.opens as u8, i64::from(SHAPE.days))),
            2 => self.field_and_two(),
            3 => self.never(),
            4 => self.followed(true, i64::MIN),
            _ => self.followed(false, World::NOW.0 / 1_000 - i64::from(6 * SHAPE.days) * DAY / 1_000 + 1),
        }
    }

    fn fields_by_rows(&self) -> u64 {
        let [country, industry, seniority] = &self.choices;
        let (one, other) = (SHAPE.country, (SHAPE.country + 1) % 20);
        let rows = country.iter().zip(industry).zip(seniority).zip(&self.employees);
        let passing = rows.filter(|(((country, industry), seniority), employees)| {
            ((**country == one) | (**country == other))
                & (**industry == SHAPE.industry)
                & (**seniority == SHAPE.seniority)
                & (i64::from(**employees) >= SHAPE.employees)
        });
        passing.count() as u64
    }

    /// S1 by bitmaps.
    pub fn fields_by_sets(&self) -> u64 {
        let [country, industry, seniority] = &self.sets;
        let (one, other) = (&country[SHAPE.country as usize], &country[(SHAPE.country as usize + 1) % 20]);
        let (industry, seniority) = (&industry[SHAPE.industry as usize], &seniority[SHAPE.seniority as usize]);
        let words = 0..one.len();
        words.map(|w| u64::from(((one[w] | other[w]) & industry[w] & seniority[w] & self.large[w]).count_ones())).sum()
    }

    fn opens(&self, least: u8, days: i64) -> Vec<u64> {
        let opened = &self.kinds[OPENED as usize];
        let from = opened.from(since(days));
        let (mut counters, mut bits) = (vec![0u8; self.contacts], vec![0u64; self.contacts.div_ceil(64)]);
        for contact in &opened.contact[from..] {
            let counter = &mut counters[*contact as usize];
            *counter = counter.saturating_add(1);
            if *counter == least {
                set(&mut bits, *contact);
            }
        }
        bits
    }

    fn field_and_two(&self) -> u64 {
        let opens = self.opens(2, i64::from(SHAPE.days));
        let viewed = &self.kinds[VIEWED as usize];
        let mut seen = vec![0u64; opens.len()];
        let (at, contact) = viewed.of_asset(SHAPE.page);
        let first = at.partition_point(|at| *at < since(7));
        contact[first..].iter().for_each(|contact| set(&mut seen, *contact));
        let country = &self.sets[0][SHAPE.country as usize];
        (0..opens.len()).map(|w| u64::from((opens[w] & seen[w] & country[w]).count_ones())).sum()
    }

    fn never(&self) -> u64 {
        let opened = &self.kinds[OPENED as usize];
        let (mut bits, mut sent) = (vec![0u64; self.contacts.div_ceil(64)], vec![0u64; self.contacts.div_ceil(64)]);
        opened.contact[opened.from(since(3 * i64::from(SHAPE.days)))..].iter().for_each(|c| set(&mut bits, *c));
        let (_, contact) = self.kinds[SENT as usize].of_asset(SHAPE.email);
        contact.iter().for_each(|contact| set(&mut sent, *contact));
        let industry = &self.sets[1][SHAPE.industry as usize];
        (0..bits.len()).map(|w| u64::from((bits[w] & !sent[w] & industry[w]).count_ones())).sum()
    }

    /// A click (of one email, or of any since an instant) and within seven days a visit: one pass in order of time.
    fn followed(&self, one_email: bool, since: i64) -> u64 {
        let (clicked, viewed) = (&self.kinds[CLICKED as usize], &self.kinds[VIEWED as usize]);
        let (mut last, mut bits) = (vec![i64::MIN; self.contacts], vec![0u64; self.contacts.div_ceil(64)]);
        let within = 7 * DAY / 1_000;
        let (first_at, first_contact) = match one_email {
            true => clicked.of_asset(SHAPE.email),
            false => (&clicked.at[clicked.from(since)..], &clicked.contact[clicked.from(since)..]),
        };
        let mut next = 0;
        let (then_at, then_contact) = viewed.of_asset(SHAPE.page);
        for (at, contact) in then_at.iter().zip(then_contact) {
            while next < first_at.len() && first_at[next] < *at {
                last[first_contact[next] as usize] = first_at[next];
                next += 1;
            }
            let before = last[*contact as usize];
            if before != i64::MIN && *at - before <= within {
                set(&mut bits, *contact);
            }
        }
        ones(&bits)
    }
}

impl Kind {
    fn of(world: &World, kind: u8, by_time: bool, by_asset: bool) -> Kind {
        let deeds = world.deeds(0).filter(|deed| deed.kind == kind);
        let mut rows: Vec<(i64, u32, u16)> = deeds.map(|deed| (deed.at, deed.contact, deed.asset)).collect();
        rows.sort_by_key(|row| row.0);
        let mut own = Kind::default();
        if by_time {
            own.at = rows.iter().map(|row| row.0).collect();
            own.contact = rows.iter().map(|row| row.1).collect();
        }
        if by_asset {
            rows.sort_by_key(|row| row.2);
            let assets = 0..EMAILS.max(PAGES) + 1;
            own.starts = assets.map(|asset| rows.partition_point(|row| row.2 < asset) as u32).collect();
            own.asset_at = rows.iter().map(|row| row.0).collect();
            own.asset_contact = rows.iter().map(|row| row.1).collect();
        }
        own
    }

    /// The first row at an instant or later.
    fn from(&self, at: i64) -> usize {
        self.at.partition_point(|other| *other < at)
    }

    fn of_asset(&self, asset: u16) -> (&[i64], &[u32]) {
        let rows = self.starts[asset as usize] as usize..self.starts[asset as usize + 1] as usize;
        (&self.asset_at[rows.clone()], &self.asset_contact[rows])
    }
}

/// Milliseconds: the first of a window of so many days.
fn since(days: i64) -> i64 {
    (World::NOW.0 - days * DAY) / 1_000 + 1
}

fn set(bits: &mut [u64], place: u32) {
    bits[place as usize / 64] |= 1 << (place % 64);
}

fn ones(bits: &[u64]) -> u64 {
    bits.iter().map(|word| u64::from(word.count_ones())).sum()
}
