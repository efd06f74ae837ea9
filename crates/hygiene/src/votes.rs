//! How the numbers and dates of a column are to be read, found from all of its values together. What the values leave open
//! is handed back as a question: it is never guessed.

use crate::date::{self, DateFormat, Parts};
use crate::number::{DecimalMark, Written};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a column's values say about one property of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finding<T> {
    /// Nothing in the column has this property.
    None,
    One(T),
    /// Several are possible; a person has to say. The most likely first, which is no licence to take it.
    Ask(Vec<T>),
}

impl<T: Clone> Finding<T> {
    /// What is settled.
    pub fn one(&self) -> Option<T> {
        match self {
            Finding::One(value) => Some(value.clone()),
            _ => None,
        }
    }
}

/// Votes for date formats.
#[derive(Debug, Clone, Default)]
pub struct DateVotes {
    /// Values that are dates in at least one reading.
    pub dates: u64,
    /// Of these, how many have a time of day.
    pub timed: u64,
    /// Values whose order is open until the column is seen as a whole.
    open: u64,
    dmy: u64,
    mdy: u64,
    ymd: u64,
    compact: u64,
    sign: Option<char>,
}

impl DateVotes {
    pub fn add(&mut self, cell: &str) {
        if let Some(moment) = date::plain(cell) {
            self.dates += 1;
            self.timed += u64::from(moment.time.is_some());
            return;
        }
        if date::read(cell, DateFormat::Compact).is_some() {
            self.dates += 1;
            self.compact += 1;
            return;
        }
        let Some(parts) = Parts::of(cell) else { return };
        // No country writes the month first with points between, nor a year of two digits first.
        let pointed = parts.sign == '.';
        let read = |format: DateFormat| date::read(cell, format);
        let (dmy, mdy, ymd) = (read(DateFormat::Dmy('/')), read(DateFormat::Mdy('/')), read(DateFormat::Ymd('-')));
        let (mdy, ymd) = if pointed { (None, None) } else { (mdy, ymd) };
        let Some(any) = dmy.or(mdy).or(ymd) else { return };
        self.dates += 1;
        self.open += 1;
        self.timed += u64::from(any.time.is_some());
        self.dmy += u64::from(dmy.is_some());
        self.mdy += u64::from(mdy.is_some());
        self.ymd += u64::from(ymd.is_some());
        self.sign.get_or_insert(parts.sign);
    }

    /// The format that reads every date of the column; a question when several do, or none does.
    pub fn finding(&self) -> Finding<DateFormat> {
        if self.dates == 0 {
            return Finding::None;
        }
        if self.open == 0 {
            let format = if self.compact > 0 { DateFormat::Compact } else { DateFormat::Plain };
            return Finding::One(format);
        }
        let sign = self.sign.unwrap_or('/');
        let votes =
            [(self.dmy, DateFormat::Dmy(sign)), (self.mdy, DateFormat::Mdy(sign)), (self.ymd, DateFormat::Ymd(sign))];
        let reads_all: Vec<DateFormat> =
            votes.iter().filter(|(count, _)| *count == self.open).map(|(_, format)| *format).collect();
        match reads_all.as_slice() {
            [one] if self.compact == 0 => Finding::One(*one),
            [_, ..] => Finding::Ask(reads_all),
            [] => Finding::Ask(votes.iter().filter(|(count, _)| *count > 0).map(|(_, format)| *format).collect()),
        }
    }
}

/// The date that a cell is in a format, for showing what an answer would mean.
pub fn example(cell: &str, format: DateFormat) -> Option<Date> {
    date::read(cell, format).map(|moment| moment.date)
}

/// Votes for decimal marks.
#[derive(Debug, Clone, Default)]
pub struct NumberVotes {
    /// Values that are numbers in at least one reading.
    pub numbers: u64,
    /// Of these, how many are whole in every reading that they have.
    pub whole: u64,
    point: u64,
    comma: u64,
    whole_point: u64,
    whole_comma: u64,
    /// Values that both marks read, differently.
    differ: u64,
}

impl NumberVotes {
    pub fn add(&mut self, written: &Written) {
        let (point, comma) = (written.read(DecimalMark::Point), written.read(DecimalMark::Comma));
        if point.is_none() && comma.is_none() {
            return;
        }
        let whole = |number: Option<i64>| number.is_none_or(|n| n % 1_000_000 == 0);
        self.numbers += 1;
        self.whole += u64::from(whole(point) && whole(comma));
        let is_whole = |number: Option<i64>| number.is_some_and(|n| n % 1_000_000 == 0);
        self.whole_point += u64::from(is_whole(point));
        self.whole_comma += u64::from(is_whole(comma));
        self.point += u64::from(point.is_some());
        self.comma += u64::from(comma.is_some());
        self.differ += u64::from(point.is_some() && comma.is_some() && point != comma);
    }

    /// The mark, knowing that every number is whole: `1,200` is then not one and a fifth.
    pub fn finding_of_whole(&self) -> Finding<DecimalMark> {
        match (self.whole_point == self.numbers, self.whole_comma == self.numbers) {
            (true, false) => Finding::One(DecimalMark::Point),
            (false, true) => Finding::One(DecimalMark::Comma),
            _ => self.finding(),
        }
    }

    /// The mark that reads every number of the column; a question when both do, differently, or neither does.
    pub fn finding(&self) -> Finding<DecimalMark> {
        let both = DecimalMark::BOTH.to_vec();
        match (self.point == self.numbers, self.comma == self.numbers) {
            _ if self.numbers == 0 => Finding::None,
            (true, true) if self.differ > 0 => Finding::Ask(both),
            (true, _) => Finding::One(DecimalMark::Point),
            (false, true) => Finding::One(DecimalMark::Comma),
            (false, false) => Finding::Ask(both),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::take_apart;

    fn dates(cells: &[&str]) -> Finding<DateFormat> {
        let mut votes = DateVotes::default();
        cells.iter().for_each(|cell| votes.add(cell));
        votes.finding()
    }

    fn numbers(cells: &[&str]) -> Finding<DecimalMark> {
        let mut votes = NumberVotes::default();
        cells.iter().filter_map(|cell| take_apart(cell)).for_each(|written| votes.add(&written));
        votes.finding()
    }

    #[test]
    fn a_day_over_twelve_settles_the_order() {
        assert_eq!(dates(&["03/04/2024", "25/04/2024"]), Finding::One(DateFormat::Dmy('/')));
        assert_eq!(dates(&["03/04/2024", "04/25/2024"]), Finding::One(DateFormat::Mdy('/')));
        assert_eq!(dates(&["3.4.2024"]), Finding::One(DateFormat::Dmy('.')));
        assert_eq!(dates(&["2024-04-03", "2024-04-05T10:00"]), Finding::One(DateFormat::Plain));
        assert_eq!(dates(&["20240403"]), Finding::One(DateFormat::Compact));
        assert_eq!(dates(&["Oslo"]), Finding::None);
    }

    #[test]
    fn an_open_order_is_asked() {
        assert_eq!(
            dates(&["03/04/2024", "05/06/2024"]),
            Finding::Ask(vec![DateFormat::Dmy('/'), DateFormat::Mdy('/')])
        );
        assert_eq!(dates(&["05/05/2024"]), Finding::Ask(vec![DateFormat::Dmy('/'), DateFormat::Mdy('/')]));
        assert_eq!(
            dates(&["25/04/2024", "04/25/2024"]),
            Finding::Ask(vec![DateFormat::Dmy('/'), DateFormat::Mdy('/')])
        );
        assert!(matches!(dates(&["04-05-06"]), Finding::Ask(of) if of.len() == 3));
    }

    #[test]
    fn decimal_marks() {
        assert_eq!(numbers(&["1.234,5", "12"]), Finding::One(DecimalMark::Comma));
        assert_eq!(numbers(&["1,234.5"]), Finding::One(DecimalMark::Point));
        assert_eq!(numbers(&["1.234", "5.5"]), Finding::One(DecimalMark::Point));
        assert_eq!(numbers(&["1.234.567"]), Finding::One(DecimalMark::Comma));
        assert_eq!(numbers(&["12", "1 000"]), Finding::One(DecimalMark::Point));
        assert_eq!(numbers(&["1.234", "12"]), Finding::Ask(DecimalMark::BOTH.to_vec()));
        let whole = |cell: &str| {
            let mut votes = NumberVotes::default();
            votes.add(&take_apart(cell).unwrap());
            votes.finding_of_whole()
        };
        assert_eq!(whole("1.234"), Finding::One(DecimalMark::Comma));
        assert_eq!(whole("1,234"), Finding::One(DecimalMark::Point));
        assert_eq!(whole("12"), Finding::One(DecimalMark::Point));
        assert_eq!(numbers(&["1,5", "2.5"]), Finding::Ask(DecimalMark::BOTH.to_vec()));
    }
}
