//! Dates and times as spreadsheets print them. The order of day and month is a property of the column; a year first and a
//! month in letters are understood in every column, because they can be read in one way only.

use jiff::civil::{Date, DateTime, Time, date};
use model::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateFormat {
    /// Year first with four digits, or the month in letters: `2024-03-01`, `1 March 2024`.
    Plain,
    /// Day, month, year.
    Dmy(char),
    /// Month, day, year.
    Mdy(char),
    /// Year (two digits), month, day.
    Ymd(char),
    /// `20240301`.
    Compact,
    /// Days since 1899-12-30, as a spreadsheet keeps them.
    Serial,
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since 1970.
    UnixMillis,
}

impl DateFormat {
    const SIGNS: [char; 3] = ['/', '-', '.'];

    pub fn parse(name: &str) -> Option<DateFormat> {
        let fixed =
            [DateFormat::Plain, DateFormat::Compact, DateFormat::Serial, DateFormat::Unix, DateFormat::UnixMillis];
        let signs = DateFormat::SIGNS.into_iter();
        let numeric = signs.flat_map(|sign| [DateFormat::Dmy(sign), DateFormat::Mdy(sign), DateFormat::Ymd(sign)]);
        fixed.into_iter().chain(numeric).find(|format| format.to_string() == name.trim().to_lowercase())
    }
}

impl std::fmt::Display for DateFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DateFormat::Plain => f.write_str("yyyy-mm-dd"),
            DateFormat::Dmy(sign) => write!(f, "dd{sign}mm{sign}yyyy"),
            DateFormat::Mdy(sign) => write!(f, "mm{sign}dd{sign}yyyy"),
            DateFormat::Ymd(sign) => write!(f, "yy{sign}mm{sign}dd"),
            DateFormat::Compact => f.write_str("yyyymmdd"),
            DateFormat::Serial => f.write_str("excel serial"),
            DateFormat::Unix => f.write_str("unix seconds"),
            DateFormat::UnixMillis => f.write_str("unix milliseconds"),
        }
    }
}

impl Serialize for DateFormat {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateFormat {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let name = String::deserialize(d)?;
        DateFormat::parse(&name).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "\"{name}\" is not a date format; write yyyy-mm-dd, dd/mm/yyyy, mm/dd/yyyy, dd.mm.yyyy, yyyymmdd, \
                 excel serial, unix seconds or unix milliseconds"
            ))
        })
    }
}

impl utoipa::PartialSchema for DateFormat {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String).into()
    }
}
impl utoipa::ToSchema for DateFormat {}

/// A date, perhaps with a time of day, perhaps with its distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub date: Date,
    pub time: Option<Time>,
    /// Minutes east of UTC.
    pub offset: Option<i32>,
}

impl Moment {
    /// The instant; a date or time without its own offset is one of the zone (IANA name), a bare date its first instant.
    pub fn at(&self, zone: &str) -> Timestamp {
        let Some(time) = self.time else { return Timestamp::start_of(self.date, zone) };
        let wall = DateTime::from_parts(self.date, time);
        let (zone, minutes) = match self.offset {
            Some(minutes) => (jiff::tz::TimeZone::UTC, minutes),
            None => (model::time::zone_named(zone), 0),
        };
        let at = wall.to_zoned(zone).map(|zoned| zoned.timestamp().as_microsecond()).unwrap_or(Timestamp::MAX.0);
        Timestamp(at - i64::from(minutes) * model::MINUTE)
    }
}

/// Reads a cell in a format; `None` when it is not a date so written, or a date that does not exist.
pub fn read(cell: &str, format: DateFormat) -> Option<Moment> {
    let cell = cell.trim();
    if cell.is_empty() || cell.len() > 60 {
        return None;
    }
    match format {
        DateFormat::Serial => serial(cell),
        DateFormat::Unix => unix(cell, 1_000_000),
        DateFormat::UnixMillis => unix(cell, 1_000),
        DateFormat::Compact => plain(cell).or_else(|| compact(cell)),
        DateFormat::Plain => plain(cell),
        numeric => plain(cell).or_else(|| Parts::of(cell)?.moment(numeric)),
    }
}

/// Readings that need no format: a year first with four digits, or a month in letters.
pub fn plain(cell: &str) -> Option<Moment> {
    match Parts::of(cell) {
        Some(parts) if parts.numbers[0].len() == 4 => parts.moment(DateFormat::Plain),
        Some(_) => None,
        None => crate::month::in_letters(cell),
    }
}

/// Three numbers with the same sign between them, and what follows.
pub struct Parts<'a> {
    pub numbers: [&'a str; 3],
    pub sign: char,
    rest: &'a str,
}

impl<'a> Parts<'a> {
    pub fn of(cell: &'a str) -> Option<Parts<'a>> {
        let (first, rest) = digits(cell.trim())?;
        let sign = rest.chars().next().filter(|c| DateFormat::SIGNS.contains(c))?;
        let (second, rest) = digits(rest[1..].trim_start())?;
        let (third, rest) = digits(rest.strip_prefix(sign)?.trim_start())?;
        let fits = first.len() <= 4 && second.len() <= 2 && matches!(third.len(), 1 | 2 | 4) && first.len() != 3;
        fits.then_some(Parts { numbers: [first, second, third], sign, rest })
    }

    /// The date in one order of the parts; the sign between them does not matter.
    pub fn date(&self, format: DateFormat) -> Option<Date> {
        let [a, b, c] = self.numbers;
        let (year, month, day) = match format {
            DateFormat::Plain if a.len() == 4 && c.len() <= 2 => (a, b, c),
            DateFormat::Dmy(_) if a.len() <= 2 => (c, b, a),
            DateFormat::Mdy(_) if a.len() <= 2 => (c, a, b),
            DateFormat::Ymd(_) if a.len() == 2 && c.len() <= 2 => (a, b, c),
            _ => return None,
        };
        civil(year, month, day)
    }

    fn moment(&self, format: DateFormat) -> Option<Moment> {
        let date = self.date(format)?;
        with_time(date, self.rest)
    }
}

/// The leading digits of a text and the rest; `None` when it begins otherwise.
pub(crate) fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

pub(crate) fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let number: i16 = year.parse().ok()?;
    let year = match year.len() {
        // Two digits: 1970 to 2069, the century in which a marketing database lives.
        1 | 2 if number < 70 => 2000 + number,
        1 | 2 => 1900 + number,
        _ => number,
    };
    (1800..=2200).contains(&year).then(|| Date::new(year, month.parse().ok()?, day.parse().ok()?).ok())?
}

fn compact(cell: &str) -> Option<Moment> {
    let (number, rest) = digits(cell)?;
    (number.len() == 8).then(|| with_time(civil(&number[..4], &number[4..6], &number[6..])?, rest))?
}

fn serial(cell: &str) -> Option<Moment> {
    let days: f64 = cell.replace(',', ".").parse().ok().filter(|days| (1.0..120_000.0).contains(days))?;
    let date = date(1899, 12, 30).checked_add(jiff::Span::new().days(days as i64)).ok()?;
    let seconds = (days.fract() * 86_400.0).round() as i64;
    let midnight = Time::midnight();
    let time = (seconds > 0).then(|| midnight.wrapping_add(jiff::Span::new().seconds(seconds)));
    Some(Moment { date, time, offset: None })
}

fn unix(cell: &str, micros: i64) -> Option<Moment> {
    let at = cell.parse::<i64>().ok()?.checked_mul(micros)?;
    let at = jiff::Timestamp::from_microsecond(at).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    (1800..=2200).contains(&at.year()).then(|| Moment { date: at.date(), time: Some(at.time()), offset: Some(0) })
}

pub(crate) fn with_time(date: Date, rest: &str) -> Option<Moment> {
    let rest = rest.trim_start_matches(['T', 't', ',', ' ', '\u{a0}', '\u{202f}']).trim();
    if rest.is_empty() {
        return Some(Moment { date, time: None, offset: None });
    }
    let (time, offset) = crate::time::read(rest)?;
    Some(Moment { date, time: Some(time), offset })
}
