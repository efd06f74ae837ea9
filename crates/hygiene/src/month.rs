//! Dates with the month in letters. They can be read in one way only, so no format is needed.

use crate::date::{Moment, civil, digits, with_time};
use crate::text;

/// Names of the months, folded, in English, Spanish, Norwegian and German; any beginning of at least three letters counts.
const MONTHS: [&str; 12] = [
    "january enero januar",
    "february febrero februar",
    "march marzo mars marz mrz maerz",
    "april abril",
    "may mayo mai",
    "june junio juni",
    "july julio juli",
    "august agosto",
    "september septiembre setiembre",
    "october octubre oktober",
    "november noviembre",
    "december diciembre desember dezember",
];

/// The number of a month, as digits.
fn month(word: &str) -> Option<&'static str> {
    const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    let named = |names: &&str| word.len() >= 3 && names.split(' ').any(|name| name.starts_with(word));
    Some(NUMBERS[MONTHS.iter().position(named)?])
}

/// `1 March 2024`, `March 1, 2024`, `1. mars 2024`, `1 de marzo de 2024`, `01-Mar-24`, each with an optional time.
pub fn in_letters(cell: &str) -> Option<Moment> {
    let folded = text::fold(cell);
    let mut numbers: Vec<&str> = Vec::new();
    let mut named = None;
    let mut rest = folded.as_str();
    while numbers.len() < 2 || named.is_none() {
        rest = rest.trim_start_matches([' ', '.', ',', '-', '/', '\u{a0}']);
        if let Some((number, after)) = digits(rest) {
            let after = ["st", "nd", "rd", "th"].iter().find_map(|end| after.strip_prefix(end)).unwrap_or(after);
            numbers.push(number);
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match (word, month(word)) {
            ("", _) => return None,
            ("de" | "del" | "of" | "den", _) => {}
            (_, Some(number)) if named.is_none() => named = Some(number),
            _ => return None,
        }
        rest = after;
    }
    let [first, second] = numbers[..] else { return None };
    let date = if first.len() == 4 { civil(first, named?, second)? } else { civil(second, named?, first)? };
    with_time(date, rest.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_four_languages() {
        for cell in
            ["5 oct. 2024", "5. oktober 2024", "5 de octubre de 2024", "October 5th, 2024", "05-Okt-24", "2024 Oct 5"]
        {
            assert_eq!(in_letters(cell).map(|m| m.date.to_string()).as_deref(), Some("2024-10-05"), "{cell}");
        }
        assert_eq!(in_letters("1. des 2024 10:30").unwrap().time.unwrap().hour(), 10);
        for cell in ["marketing 3 2024", "5 oct", "oct nov 5 2024", "31 feb 2024", "5 of 2024", ""] {
            assert_eq!(in_letters(cell), None, "{cell}");
        }
    }
}
