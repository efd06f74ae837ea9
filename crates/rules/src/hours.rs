//! Business hours: the clock that runs only while people work, in the instance's zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::definition::Settings;
use model::{HOUR, Timestamp, time};

/// Days that are looked at for working time. A calendar that has none in so many falls back on plain hours.
const MOST_DAYS: usize = 3_660;

/// When so many business hours will have passed since `from`. An hour is a real one: on a day on which the clocks
/// change within business hours, the day has that much more or less. With no working time ahead, plain hours count.
pub fn due(from: Timestamp, hours: u32, settings: &Settings) -> Timestamp {
    let mut left = i64::from(hours).saturating_mul(HOUR);
    if left == 0 {
        return from;
    }
    let zone = time::zone_named(&settings.zone);
    let mut date = from.date_in(&settings.zone);
    for _ in 0..MOST_DAYS {
        if let Some((opens, closes)) = open_on(date, &zone, settings) {
            let begins = opens.max(from.0);
            let available = closes - begins;
            if available >= left {
                return Timestamp(begins + left);
            }
            left -= available.max(0);
        }
        let Ok(tomorrow) = date.tomorrow() else { break };
        date = tomorrow;
    }
    from.plus(i64::from(hours).saturating_mul(HOUR))
}

/// Whether people work at this instant.
pub fn is_open(at: Timestamp, settings: &Settings) -> bool {
    let zone = time::zone_named(&settings.zone);
    open_on(at.date_in(&settings.zone), &zone, settings).is_some_and(|(opens, closes)| (opens..closes).contains(&at.0))
}

/// Opening and closing of a date, in microseconds; `None` on a day off.
fn open_on(date: Date, zone: &TimeZone, settings: &Settings) -> Option<(i64, i64)> {
    let hours = &settings.business_hours;
    let weekday = u32::try_from(date.weekday().to_monday_one_offset()).ok()?;
    let day_off = !hours.days.contains(&weekday) || settings.holidays.contains(&date.to_string());
    if day_off || hours.from >= hours.to {
        return None;
    }
    Some((at_hour(date, hours.from, zone)?, at_hour(date, hours.to, zone)?))
}

/// The instant of a full hour of a date; hour 24 is the midnight after. An hour that the clocks skip is the first
/// instant after the gap; one that they repeat is the first of the two.
pub(crate) fn at_hour(date: Date, hour: u32, zone: &TimeZone) -> Option<i64> {
    let (date, hour) = if hour >= 24 { (date.tomorrow().ok()?, 0) } else { (date, hour) };
    let local = date.at(i8::try_from(hour).ok()?, 0, 0, 0);
    Some(local.to_zoned(zone.clone()).ok()?.timestamp().as_microsecond())
}

/// The first full hour of this number at `from` or later.
pub fn next_at(from: Timestamp, hour: u32, zone: &str) -> Timestamp {
    let tz = time::zone_named(zone);
    let today = from.date_in(zone);
    let days = [Ok(today), today.tomorrow()];
    let times = days.into_iter().flatten().filter_map(|date| at_hour(date, hour, &tz));
    times.map(Timestamp).find(|at| *at >= from).unwrap_or(from)
}
