//! Currencies: codes in use, and what a sign or word beside an amount says. A sign that several countries share is a
//! question, never a guess.

use crate::{Problem, shown, text};
use model::Currency;

/// What a sign or a word says about the currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    One(Currency),
    /// The currencies that share the sign, the most used first.
    Several(Vec<Currency>),
}

impl Clue {
    /// Whether an amount so marked may be in this currency.
    pub fn allows(&self, currency: Currency) -> bool {
        match self {
            Clue::One(one) => *one == currency,
            Clue::Several(several) => several.contains(&currency),
        }
    }
}

/// Signs and folded words with their currencies.
const SIGNS: &[(&str, &[&[u8; 3]])] = &[
    ("€", &[b"EUR"]),
    ("euro", &[b"EUR"]),
    ("euros", &[b"EUR"]),
    ("us$", &[b"USD"]),
    ("usd$", &[b"USD"]),
    ("£", &[b"GBP"]),
    ("$", &[b"USD", b"MXN", b"CAD", b"AUD", b"ARS", b"CLP", b"COP"]),
    ("¥", &[b"JPY", b"CNY"]),
    ("kr", &[b"NOK", b"SEK", b"DKK", b"ISK"]),
    ("kr.", &[b"DKK", b"NOK", b"SEK"]),
    ("kroner", &[b"NOK", b"DKK"]),
    ("₹", &[b"INR"]),
    ("zł", &[b"PLN"]),
    ("r$", &[b"BRL"]),
    ("mx$", &[b"MXN"]),
    ("ca$", &[b"CAD"]),
    ("c$", &[b"CAD"]),
    ("a$", &[b"AUD"]),
    ("₺", &[b"TRY"]),
    ("₩", &[b"KRW"]),
    ("₽", &[b"RUB"]),
    ("dollar", &[b"USD", b"CAD", b"AUD"]),
    ("dollars", &[b"USD", b"CAD", b"AUD"]),
    ("dolares", &[b"USD"]),
    ("sfr", &[b"CHF"]),
    ("sfr.", &[b"CHF"]),
    ("fr.", &[b"CHF"]),
];

/// Codes that are looked for in headers; rarer ones are English words ("ALL", "TOP", "TRY").
const IN_HEADERS: &[&[u8; 3]] = &[
    b"EUR", b"USD", b"NOK", b"SEK", b"DKK", b"GBP", b"CHF", b"MXN", b"CAD", b"AUD", b"JPY", b"PLN", b"BRL", b"CLP",
    b"COP", b"ARS", b"INR", b"CNY", b"ISK", b"CZK", b"HUF", b"RON",
];

/// A code in use (ISO 4217), in either case.
pub fn parse(input: &str) -> Result<Currency, Problem> {
    in_use(input)
        .or_else(|| match clue(input) {
            Some(Clue::One(currency)) => Some(currency),
            _ => None,
        })
        .ok_or_else(|| {
            Problem::new(format!("{} is not a currency", shown(input)), "write its three-letter code such as EUR")
        })
}

fn in_use(input: &str) -> Option<Currency> {
    let currency = Currency::parse(input)?;
    iso_currency::Currency::from_code(currency.as_str()).map(|_| currency)
}

/// What a text beside an amount says: a code in use, a sign, or a word.
pub fn clue(beside: &str) -> Option<Clue> {
    let folded = text::fold(beside.trim());
    if let Some((_, codes)) = SIGNS.iter().find(|(sign, _)| *sign == folded) {
        return Some(match codes {
            [one] => Clue::One(Currency(**one)),
            several => Clue::Several(several.iter().map(|code| Currency(**code)).collect()),
        });
    }
    in_use(beside).map(Clue::One)
}

/// The currency that a header names: `"Amount (EUR)"`, `"Beløp NOK"`, `"Importe €"`.
pub fn in_header(header: &str) -> Option<Clue> {
    let code = |word: &str| known(word).or_else(|| known(scaled(word)?.0)).map(Clue::One);
    let sign =
        |word: &str| clue(word).filter(|_| !word.chars().all(|c| c.is_ascii_alphabetic()) || text::fold(word) == "kr");
    words(header).find_map(|word| code(word).or_else(|| sign(word)))
}

/// By how much the amounts under a header are to be multiplied: `"Omsetning (MNOK)"`, `"Importe (miles €)"`. `None` when it
/// does not say, or names no currency.
pub fn scale_in_header(header: &str) -> Option<i64> {
    let by_word = |word: &str| SCALES.iter().find(|(name, _)| *name == text::fold(word)).map(|(_, times)| *times);
    let by_code = |word: &str| scaled(word).filter(|(code, _)| known(code).is_some()).map(|(_, times)| times);
    in_header(header)?;
    words(header).find_map(|word| by_code(word).or_else(|| by_word(word)))
}

const SCALES: [(&str, i64); 12] = [
    ("mill", 1_000_000),
    ("mill.", 1_000_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("millioner", 1_000_000),
    ("millones", 1_000_000),
    ("mn", 1_000_000),
    ("thousands", 1_000),
    ("thousand", 1_000),
    ("tusen", 1_000),
    ("miles", 1_000),
    ("mil", 1_000),
];

/// A code with what stands before it: a million, a thousand (`TNOK`, `KEUR`).
fn scaled(word: &str) -> Option<(&str, i64)> {
    let times = match word.chars().next()? {
        'M' => 1_000_000,
        'T' | 'K' | 'k' => 1_000,
        _ => return None,
    };
    Some((&word[1..], times))
}

fn known(word: &str) -> Option<Currency> {
    Currency::parse(word).filter(|currency| IN_HEADERS.contains(&&currency.0))
}

fn words(header: &str) -> impl Iterator<Item = &str> {
    header.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '_' | '/' | ',' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(code: &str) -> Option<Clue> {
        Some(Clue::One(Currency::parse(code).unwrap()))
    }

    #[test]
    fn codes_signs_and_words() {
        assert_eq!(parse(" nok ").unwrap().as_str(), "NOK");
        assert_eq!(parse("€").unwrap(), Currency::EUR);
        assert!(parse("ABC").is_err() && parse("kr").is_err() && parse("").is_err());
        assert_eq!(clue("€"), one("EUR"));
        assert!(matches!(clue("kr"), Some(Clue::Several(of)) if of.len() > 1));
        assert!(clue("$").unwrap().allows(Currency::USD));
        assert!(!clue("$").unwrap().allows(Currency::EUR));
        assert_eq!(clue("kg"), None);
    }

    #[test]
    fn headers_name_currencies() {
        assert_eq!(in_header("Amount (EUR)"), one("EUR"));
        assert_eq!(in_header("beløp_nok"), one("NOK"));
        assert_eq!(in_header("Importe €"), one("EUR"));
        assert!(matches!(in_header("Beløp (kr)"), Some(Clue::Several(_))));
        assert_eq!(in_header("Total, all"), None);
        assert_eq!(in_header("Amount"), None);
        assert_eq!(in_header("Omsetning (MNOK)"), one("NOK"));
        for (header, scale) in [
            ("Omsetning (MNOK)", Some(1_000_000)),
            ("Revenue, KEUR", Some(1_000)),
            ("Importe (miles €)", Some(1_000)),
            ("Beløp mill. NOK", Some(1_000_000)),
            ("Amount (EUR)", None),
            ("Miles travelled", None),
        ] {
            assert_eq!(scale_in_header(header), scale, "{header}");
        }
    }
}
