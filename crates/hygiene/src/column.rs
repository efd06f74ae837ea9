//! What kind of values a column holds, found by looking at all of them in one pass and bounded memory.

use crate::currency::Clue;
use crate::votes::{DateVotes, Finding, NumberVotes};
use crate::{DateFormat, DecimalMark, country, currency, email, number, phone, placeholder, text, url, words};
use model::{Currency, FieldType};
use serde::{Deserialize, Serialize};

/// Different values that are remembered; a column with more is no choice.
const DISTINCT: usize = 30;
const SAMPLES: usize = 5;
/// Share of the values, in percent, that must fit for a type to be proposed.
const ENOUGH: u64 = 90;

/// Values that are looked at closely; behind them only dates and numbers are, which a late value may settle.
const CLOSELY: u64 = 5_000;

/// Counts what the values of a column could be. Feed it every cell, then ask for the summary.
#[derive(Debug, Clone, Default)]
pub struct ColumnProfile {
    filled: u64,
    blank: u64,
    /// Values looked at closely: what the next six count.
    looked: u64,
    booleans: u64,
    digits_only: u64,
    emails: u64,
    phones: u64,
    urls: u64,
    countries: u64,
    leading_zeros: u64,
    dates: DateVotes,
    numbers: NumberVotes,
    clues: Vec<Clue>,
    marked: u64,
    units: Vec<String>,
    distinct: Vec<String>,
    many: bool,
    samples: Vec<String>,
}

/// What a column is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ColumnSummary {
    pub filled: u64,
    /// Empty cells and those that say "n/a".
    pub blank: u64,
    /// Up to five different values.
    pub samples: Vec<String>,
    pub kind: FieldType,
    /// Share of the values, in percent, that are e-mail addresses.
    pub emails: u64,
    /// Whether every value is a number.
    pub numeric: bool,
    pub date_format: Finding<DateFormat>,
    pub decimal_mark: Finding<DecimalMark>,
    /// The same, knowing that the numbers are whole.
    pub whole_mark: Finding<DecimalMark>,
    /// From signs beside the numbers; the heading may say more.
    pub currency: Finding<Currency>,
    /// Units beside the numbers, in the order in which they appear.
    pub units: Vec<String>,
    /// All different values, when they are at most thirty.
    pub distinct: Option<Vec<String>>,
}

impl ColumnProfile {
    pub fn add(&mut self, cell: &str) {
        let cell = cell.trim();
        let words = if cell.len() <= 80 { text::words(cell) } else { cell.to_string() };
        if cell.is_empty() || placeholder::says_nothing(cell, &words) {
            self.blank += 1;
            return;
        }
        self.filled += 1;
        self.remember(cell);
        if self.looked < CLOSELY {
            self.looked += 1;
            self.look_closely(cell, &words);
        }
        if cell.contains('@') {
            return;
        }
        self.dates.add(cell);
        if let Some(written) = number::take_apart(cell) {
            self.numbers.add(&written);
            if let Some(clue) = written.currency {
                self.marked += 1;
                if self.clues.len() < DISTINCT && !self.clues.contains(&clue) {
                    self.clues.push(clue);
                }
            }
            if let Some(unit) = written.unit
                && self.units.len() < DISTINCT
                && !self.units.contains(&unit)
            {
                self.units.push(unit);
            }
        }
    }

    fn look_closely(&mut self, cell: &str, words: &str) {
        let digits = cell.bytes().all(|b| b.is_ascii_digit());
        self.booleans += u64::from(words::of_word(words).is_some());
        self.digits_only += u64::from(digits);
        self.leading_zeros += u64::from(digits && cell.len() > 1 && cell.starts_with('0'));
        if cell.contains('@') {
            self.emails += u64::from(email::parse(cell).is_ok());
            return;
        }
        if cell.starts_with('+') || cell.starts_with("00") {
            self.phones += u64::from(phone::parse(cell, None).is_ok());
        }
        if cell.contains("://") || cell.starts_with("www.") {
            self.urls += u64::from(url::parse(cell).is_ok());
        }
        if cell.len() <= 60 && cell.starts_with(char::is_alphabetic) {
            self.countries += u64::from(country::find(cell, words).is_some());
        }
    }

    fn remember(&mut self, cell: &str) {
        let sample = || cell.chars().take(120).collect::<String>();
        if self.samples.len() < SAMPLES && !self.samples.iter().any(|known| *known == sample()) {
            self.samples.push(sample());
        }
        if self.many || self.distinct.iter().any(|known| known == cell) {
            return;
        }
        self.many = self.distinct.len() == DISTINCT || cell.len() > 200;
        if !self.many {
            self.distinct.push(cell.to_string());
        }
    }

    pub fn summary(&self) -> ColumnSummary {
        ColumnSummary {
            filled: self.filled,
            blank: self.blank,
            samples: self.samples.clone(),
            kind: self.kind(),
            emails: self.emails * 100 / self.looked.max(1),
            numeric: self.filled > 0 && self.numbers.numbers == self.filled,
            date_format: self.dates.finding(),
            decimal_mark: self.numbers.finding(),
            whole_mark: self.numbers.finding_of_whole(),
            currency: self.currency(),
            units: self.units.clone(),
            distinct: (!self.many).then(|| self.distinct.clone()),
        }
    }

    fn kind(&self) -> FieldType {
        let enough = |count: u64| self.filled > 0 && count * 100 >= self.filled * ENOUGH;
        let closely = |count: u64| self.looked > 0 && count * 100 >= self.looked * ENOUGH;
        // Ones and zeros alone may as well be counts.
        let yes_and_no =
            self.looked > 0 && self.booleans == self.looked && self.digits_only < self.looked && !self.many;
        if closely(self.emails) {
            FieldType::Email
        } else if closely(self.phones) {
            FieldType::Phone
        } else if closely(self.urls) {
            FieldType::Url
        } else if yes_and_no {
            FieldType::Boolean
        } else if enough(self.dates.dates) && self.digits_only * 2 < self.looked {
            if self.dates.timed > 0 { FieldType::Instant } else { FieldType::Date }
        } else if enough(self.numbers.numbers) && self.leading_zeros == 0 {
            match (enough(self.marked), self.numbers.whole == self.numbers.numbers) {
                (true, _) => FieldType::Money,
                (false, true) => FieldType::Integer,
                (false, false) => FieldType::Decimal,
            }
        } else if closely(self.countries) {
            FieldType::Country
        } else if !self.many && self.filled >= 20 && (self.distinct.len() as u64) * 5 <= self.filled {
            FieldType::Choice
        } else {
            FieldType::Text
        }
    }

    fn currency(&self) -> Finding<Currency> {
        let mut several: Vec<Currency> = Vec::new();
        for clue in &self.clues {
            match clue {
                Clue::One(one) => several.push(*one),
                Clue::Several(of) => several.extend(of),
            }
        }
        let exact = self.clues.iter().all(|clue| matches!(clue, Clue::One(_)));
        let mut seen = Vec::new();
        several.retain(|currency| {
            !seen.contains(currency) && {
                seen.push(*currency);
                true
            }
        });
        match several.as_slice() {
            [] => Finding::None,
            // Every amount names its own currency: nothing is open even when they differ.
            [first, ..] if exact => Finding::One(*first),
            _ => Finding::Ask(several),
        }
    }
}

/// The currency that a heading settles or leaves open.
pub fn currency_of_heading(heading: &str) -> Finding<Currency> {
    match currency::in_header(heading) {
        None => Finding::None,
        Some(Clue::One(one)) => Finding::One(one),
        Some(Clue::Several(several)) => Finding::Ask(several),
    }
}
