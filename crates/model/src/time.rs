//! Instants: UTC microseconds since 1970. Zones appear only where a person's day matters.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
/// 24 hours. A window of N days is N × 24 h unless an operator says calendar days.
pub const DAY: i64 = 24 * HOUR;

/// An instant, in UTC microseconds since 1970-01-01. In JSON an RFC 3339 text, in binary formats the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    pub const MIN: Timestamp = Timestamp(-62_135_596_800 * SECOND); // 0001-01-01
    pub const MAX: Timestamp = Timestamp(253_402_207_200 * SECOND); // 9999-12-30T22:00:00Z

    /// The same instant later by `micros` (earlier when negative), saturating.
    #[must_use]
    pub fn plus(self, micros: i64) -> Timestamp {
        Timestamp(self.0.saturating_add(micros))
    }

    /// Reads RFC 3339, or a bare date as its midnight in UTC.
    pub fn parse(text: &str) -> Option<Timestamp> {
        if let Ok(at) = text.parse::<jiff::Timestamp>() {
            return Some(Timestamp(at.as_microsecond()));
        }
        let date: jiff::civil::Date = text.parse().ok()?;
        Some(Timestamp(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_microsecond()))
    }

    fn as_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0.clamp(Self::MIN.0, Self::MAX.0)).unwrap_or_default()
    }

    /// The calendar date in a zone; an unknown zone name falls back to UTC.
    pub fn date_in(self, zone: &str) -> jiff::civil::Date {
        self.as_jiff().to_zoned(zone_named(zone)).date()
    }

    /// Days since 1970-01-01 in UTC.
    pub fn utc_day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The first instant of a calendar date in a zone.
    pub fn start_of(date: jiff::civil::Date, zone: &str) -> Timestamp {
        let start = date.to_zoned(zone_named(zone)).map(|z| z.timestamp().as_microsecond());
        Timestamp(start.unwrap_or(Self::MAX.0))
    }
}

/// The zone of an IANA name, UTC when unknown.
pub fn zone_named(name: &str) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(name).unwrap_or(jiff::tz::TimeZone::UTC)
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_jiff().fmt(f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() { s.collect_str(self) } else { s.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if !d.is_human_readable() {
            return i64::deserialize(d).map(Timestamp);
        }
        let text = String::deserialize(d)?;
        Timestamp::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("\"{text}\" is not a time; write it like 2026-03-01T09:30:00Z"))
        })
    }
}

impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::DateTime)))
            .into()
    }
}
impl utoipa::ToSchema for Timestamp {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints() {
        let at = Timestamp::parse("2024-02-29T12:00:00+01:00").unwrap();
        assert_eq!(at.to_string(), "2024-02-29T11:00:00Z");
        assert_eq!(Timestamp::parse("2024-02-29").unwrap().to_string(), "2024-02-29T00:00:00Z");
        assert!(Timestamp::parse("29/02/2024").is_none());
        assert!(Timestamp::parse("2023-02-29").is_none());
    }

    #[test]
    fn a_day_begins_where_its_zone_says() {
        let date = jiff::civil::date(2024, 3, 31);
        assert_eq!(Timestamp::start_of(date, "Europe/Oslo").to_string(), "2024-03-30T23:00:00Z");
    }
}
