//! The time of day behind a date: `10:30`, `10.30.15`, `3:05 PM`, with an optional distance from UTC.

use jiff::civil::Time;

/// Reads a time and its distance from UTC in minutes; `None` when it is not one.
pub fn read(input: &str) -> Option<(Time, Option<i32>)> {
    let lower = input.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("kl.").or_else(|| lower.strip_prefix("kl ")).unwrap_or(&lower).trim_start();
    let clock_end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(rest.len());
    let (clock, rest) = rest.split_at(clock_end);
    let (half, rest) = half_of_day(rest.trim_start());
    let offset = offset(rest.trim())?;
    let (hour, minute, second, nanos) = clock_parts(clock)?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    Some((Time::new(hour, minute, second, nanos).ok()?, offset))
}

/// Hour, minute, second and nanoseconds; seconds may be absent.
fn clock_parts(clock: &str) -> Option<(i8, i8, i8, i32)> {
    let parts: Vec<&str> = clock.split([':', '.', ',']).collect();
    let two = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<i8>().ok())?;
    let nanos = match parts.get(3) {
        None => 0,
        Some(fraction) if (1..=9).contains(&fraction.len()) => format!("{fraction:0<9}").parse().ok()?,
        Some(_) => return None,
    };
    if !(2..=4).contains(&parts.len()) {
        return None;
    }
    let second = parts.get(2).map_or(Some(0), |text| two(text))?;
    Some((two(parts[0])?, two(parts[1])?, second, nanos))
}

/// Whether "pm" (true) or "am" (false) is written, and what follows.
fn half_of_day(rest: &str) -> (Option<bool>, &str) {
    for (word, afternoon) in
        [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true), ("a. m.", false), ("p. m.", true)]
    {
        if let Some(rest) = rest.strip_prefix(word) {
            return (Some(afternoon), rest);
        }
    }
    (None, rest)
}

/// Minutes east of UTC; the outer `None` when the text is not an offset.
fn offset(text: &str) -> Option<Option<i32>> {
    match text {
        "" => return Some(None),
        "z" | "utc" | "gmt" => return Some(Some(0)),
        _ => {}
    }
    let text = text.strip_prefix("utc").or_else(|| text.strip_prefix("gmt")).unwrap_or(text);
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_write_them() {
        for (written, clock, offset) in [
            ("10:30", "10:30:00", None),
            ("9.05", "09:05:00", None),
            ("23:59:59.25", "23:59:59.25", None),
            ("12:00 AM", "00:00:00", None),
            ("12:30pm", "12:30:00", None),
            ("3:05 p.m.", "15:05:00", None),
            ("10:30:00 UTC", "10:30:00", Some(0)),
            ("10:30+0530", "10:30:00", Some(330)),
            ("10:30 -08", "10:30:00", Some(-480)),
        ] {
            let (time, at) = read(written).unwrap_or_else(|| panic!("{written}"));
            assert_eq!((time, at), (clock.parse().unwrap(), offset), "{written}");
        }
        for wrong in ["24:00", "10", "10:60", "13:00 PM", "10:30 CEST!", "10:30+99", ""] {
            assert!(read(wrong).is_none(), "{wrong}");
        }
    }
}
