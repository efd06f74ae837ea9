//! Numbers as spreadsheets print them: decimal mark, thousands separators, signs, and what stands beside (a currency, a
//! unit, a multiplier). How to read `1.234` is a property of the column, not of the cell.

use crate::currency::{self, Clue};
use serde::{Deserialize, Serialize};

/// Which sign separates the decimals; the other one then separates thousands, as do spaces and apostrophes. In JSON the
/// sign itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub enum DecimalMark {
    #[serde(rename = ".", alias = "point")]
    Point,
    #[serde(rename = ",", alias = "comma")]
    Comma,
}

impl DecimalMark {
    pub const BOTH: [DecimalMark; 2] = [DecimalMark::Point, DecimalMark::Comma];

    pub fn as_str(self) -> &'static str {
        match self {
            DecimalMark::Point => ".",
            DecimalMark::Comma => ",",
        }
    }
}

/// A number of a cell, taken apart but not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    negative: bool,
    /// Digits and separators, white space as a plain space.
    body: String,
    pub currency: Option<Clue>,
    /// What follows the number and is neither a currency nor a multiplier.
    pub unit: Option<String>,
    /// 1, or a thousand, million or milliard written as `k`, `M`, `mill.`, `bn`.
    pub multiplier: i64,
}

const MULTIPLIERS: &[(&str, i64)] = &[
    ("k", 1_000),
    ("tusen", 1_000),
    ("mil", 1_000),
    ("m", 1_000_000),
    ("mm", 1_000_000),
    ("mn", 1_000_000),
    ("mill", 1_000_000),
    ("mill.", 1_000_000),
    ("mio", 1_000_000),
    ("mio.", 1_000_000),
    ("million", 1_000_000),
    ("millones", 1_000_000),
    ("millioner", 1_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("mrd.", 1_000_000_000),
];

/// Takes a cell apart; `None` when it is not one number with at most a word on each side (`"$10M-$50M"` is not).
pub fn take_apart(cell: &str) -> Option<Written> {
    let plain: String = cell.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let (mut negative, plain) = match plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => (false, plain.as_str()),
    };
    let first = plain.find(|c: char| c.is_ascii_digit())?;
    let last = plain.rfind(|c: char| c.is_ascii_digit())?;
    let mut start = first;
    if plain[..first].ends_with(['.', ',']) {
        start -= 1;
    }
    let (before, body, after) = (&plain[..start], &plain[start..=last], &plain[last + 1..]);
    if body.len() > 40 || !body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '’')) {
        return None;
    }
    let mut before = before.trim();
    for sign in ['-', '\u{2212}', '+'] {
        if let Some(rest) = before.strip_prefix(sign).or_else(|| before.strip_suffix(sign)) {
            negative |= sign != '+';
            before = rest.trim();
            break;
        }
    }
    // "500,-" is Norwegian for five hundred kroner sharp; "500-" is minus five hundred in some ledgers.
    let mut after = after.trim();
    if let Some(rest) = after.strip_prefix(",-").or_else(|| after.strip_prefix(".-")) {
        after = rest.trim();
    } else if let Some(rest) = after.strip_prefix('-') {
        negative = true;
        after = rest.trim();
    }
    let mut written = Written { negative, body: body.into(), currency: None, unit: None, multiplier: 1 };
    if !before.is_empty() {
        written.currency = Some(currency::clue(before)?);
    }
    written.suffix(after).then_some(written)
}

impl Written {
    /// Sorts what follows the number into multiplier, currency and unit; false when it is none of these.
    fn suffix(&mut self, after: &str) -> bool {
        let mut words: Vec<&str> = after.split_whitespace().collect();
        if let Some(word) = words.first()
            && let Some((_, times)) = MULTIPLIERS.iter().find(|(name, _)| *name == word.to_lowercase())
            && (self.currency.is_some() || words.len() == 2 || word.len() > 2 || word.starts_with(['k', 'K', 'M']))
            && *word != "m"
        {
            self.multiplier = *times;
            words.remove(0);
        }
        match words.as_slice() {
            [] => true,
            [word] => match currency::clue(word) {
                Some(_) if self.currency.is_some() => false,
                Some(clue) => {
                    self.currency = Some(clue);
                    true
                }
                None => {
                    let unit = word.chars().count() <= 12
                        && word
                            .chars()
                            .all(|c| c.is_alphabetic() || matches!(c, '%' | '°' | '²' | '³' | '/' | '.' | '‰'));
                    self.unit = unit.then(|| word.to_string());
                    unit
                }
            },
            _ => false,
        }
    }

    /// The number in millionths, the multiplier applied; `None` when the separators do not fit the mark or it is too
    /// large. Decimals after the sixth are rounded.
    pub fn read(&self, mark: DecimalMark) -> Option<i64> {
        let (decimal, other) = match mark {
            DecimalMark::Point => ('.', ','),
            DecimalMark::Comma => (',', '.'),
        };
        let (whole, part) = match self.body.split_once(decimal) {
            Some((whole, part)) => (whole, part),
            None => (self.body.as_str(), ""),
        };
        if !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let whole = ungrouped(whole, other)?;
        let mut digits = part.to_string();
        digits.truncate(7);
        let part: i128 = format!("{digits:0<7}").parse().ok()?;
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let tenths = (whole.checked_mul(10_000_000)? + part).checked_mul(i128::from(self.multiplier))?;
        let millionths = i64::try_from((tenths + 5) / 10).ok()?;
        Some(if self.negative { -millionths } else { millionths })
    }
}

/// The digits of a whole part without its thousands separators: one kind of separator, groups of three.
fn ungrouped(whole: &str, other: char) -> Option<String> {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else { return Some(whole.to_string()) };
    if separator != other && !matches!(separator, ' ' | '\'' | '’') {
        return None;
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let digits = |group: &&str| group.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    (fits && groups.iter().all(digits)).then(|| groups.concat())
}

/// Whether a cell holds a number that a spreadsheet has shortened (`1,23E+11`): its last digits are lost.
pub fn is_shortened(cell: &str) -> bool {
    let upper = cell.trim().to_ascii_uppercase();
    let Some((number, exponent)) = upper.split_once('E') else { return false };
    let digits =
        |text: &str, extra: &[char]| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || extra.contains(&c));
    digits(number, &['.', ',', '-'])
        && digits(exponent.trim_start_matches(['+', '-']), &[])
        && number.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalMark::{Comma, Point};

    fn read(cell: &str, mark: DecimalMark) -> Option<f64> {
        take_apart(cell)?.read(mark).map(|n| n as f64 / 1e6)
    }

    #[test]
    fn one_text_two_readings() {
        assert_eq!(read("1.234", Point), Some(1.234));
        assert_eq!(read("1.234", Comma), Some(1234.0));
        assert_eq!(read("1.234,50", Comma), Some(1234.5));
        assert_eq!(read("1.234,50", Point), None);
        assert_eq!(read("1,234,567.8", Point), Some(1234567.8));
        assert_eq!(read("12,34,567", Point), None);
        assert_eq!(read("1\u{a0}234\u{202f}567,5", Comma), Some(1234567.5));
        assert_eq!(read("1'234.50", Point), Some(1234.5));
        assert_eq!(read(",5", Comma), Some(0.5));
    }

    #[test]
    fn signs_and_what_stands_beside() {
        assert_eq!(read("-12,5", Comma), Some(-12.5));
        assert_eq!(read("(1 000)", Comma), Some(-1000.0));
        assert_eq!(read("\u{2212}3", Point), Some(-3.0));
        assert_eq!(read("500,-", Comma), Some(500.0));
        let euros = take_apart("€ 1.234,50").unwrap();
        assert_eq!(euros.currency, Some(Clue::One(model::Currency::EUR)));
        let kilos = take_apart("12,5 kg").unwrap();
        assert_eq!((kilos.unit.as_deref(), kilos.read(Comma)), (Some("kg"), Some(12_500_000)));
        assert_eq!(read("NOK 5 000", Comma), Some(5000.0));
        assert_eq!(read("-$1.5M", Point), Some(-1_500_000.0));
        assert_eq!(read("2,5 mill. kr", Comma), Some(2_500_000.0));
        assert_eq!(take_apart("5 m").unwrap().unit.as_deref(), Some("m"));
        assert_eq!(take_apart("45 %").unwrap().unit.as_deref(), Some("%"));
    }

    #[test]
    fn what_is_not_one_number() {
        for cell in ["", "abc", "$10M-$50M", "200-499", "12:30", "1.2.3.4", "5 kg netto vekt", "A12", "12/05/2024"] {
            let read = take_apart(cell).and_then(|w| w.read(Point).or(w.read(Comma)));
            assert_eq!(read, None, "{cell}");
        }
        assert!(is_shortened("4,71235E+11") && !is_shortened("E-12") && !is_shortened("12"));
        assert_eq!(read("99999999999999999999", Point), None);
    }
}
