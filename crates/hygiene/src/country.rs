//! Countries: names and codes in English, Spanish, Norwegian and German to ISO 3166-1 alpha-2.
//!
//! `countries.txt` is generated from the Unicode CLDR; the other names that people write are listed here.

use crate::{Problem, shown, text};
use std::collections::HashMap;
use std::sync::LazyLock;

const NAMES: &str = include_str!("countries.txt");

/// Other spellings, as folded words.
const ALSO: &[(&str, &str)] = &[
    ("america", "US"),
    ("alemania", "DE"),
    ("belgica", "BE"),
    ("birma", "MM"),
    ("bolivia", "BO"),
    ("brasil", "BR"),
    ("burma", "MM"),
    ("cape verde", "CV"),
    ("catalonia", "ES"),
    ("czech republic", "CZ"),
    ("cote d ivoire", "CI"),
    ("corea", "KR"),
    ("corea del sur", "KR"),
    ("den russiske foderasjon", "RU"),
    ("eeuu", "US"),
    ("ee uu", "US"),
    ("engeland", "GB"),
    ("england", "GB"),
    ("escocia", "GB"),
    ("espana", "ES"),
    ("estados unidos de america", "US"),
    ("great britain", "GB"),
    ("gran bretana", "GB"),
    ("grossbritannien", "GB"),
    ("holanda", "NL"),
    ("holland", "NL"),
    ("hong kong", "HK"),
    ("inglaterra", "GB"),
    ("iran", "IR"),
    ("ivory coast", "CI"),
    ("korea", "KR"),
    ("laos", "LA"),
    ("macedonia", "MK"),
    ("mejico", "MX"),
    ("moldova", "MD"),
    ("noreg", "NO"),
    ("northern ireland", "GB"),
    ("palestine", "PS"),
    ("republica checa", "CZ"),
    ("russian federation", "RU"),
    ("scotland", "GB"),
    ("skottland", "GB"),
    ("south korea", "KR"),
    ("sor korea", "KR"),
    ("storbritannien", "GB"),
    ("swaziland", "SZ"),
    ("syria", "SY"),
    ("taiwan", "TW"),
    ("the netherlands", "NL"),
    ("turkey", "TR"),
    ("u k", "GB"),
    ("u s", "US"),
    ("u s a", "US"),
    ("uae", "AE"),
    ("uk", "GB"),
    ("united states of america", "US"),
    ("usa", "US"),
    ("viet nam", "VN"),
    ("vietnam", "VN"),
    ("wales", "GB"),
    ("eau", "AE"),
    ("reino unido", "GB"),
    ("den dominikanske republikk", "DO"),
    ("dominican republic", "DO"),
    ("tschechische republik", "CZ"),
    ("weissrussland", "BY"),
    ("hviterussland", "BY"),
];

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split(';');
        let code = cells.next().unwrap_or_default();
        for name in cells.filter(|name| !name.is_empty()) {
            names.entry(text::words(name)).or_insert(code);
            names.entry(text::words(&name.replace('&', " and "))).or_insert(code);
        }
    }
    names.extend(ALSO.iter().map(|(name, code)| (name.to_string(), *code)));
    names
});

/// The alpha-2 code, upper case, of a country's name or alpha-2, alpha-3 code in either case.
pub fn parse(input: &str) -> Result<&'static str, Problem> {
    find(input, &text::words(input)).ok_or_else(|| {
        Problem::new(
            format!("{} is not a country", shown(input)),
            "write its name in English, Spanish, Norwegian or German, or its two-letter code such as ES",
        )
    })
}

/// The code of a text whose folded words are at hand.
pub(crate) fn find(input: &str, words: &str) -> Option<&'static str> {
    if let Some(code) = BY_NAME.get(words) {
        return Some(code);
    }
    let upper = input.trim().to_uppercase();
    let by_code = match upper.len() {
        2 => rust_iso3166::from_alpha2(&upper),
        3 => rust_iso3166::from_alpha3(&upper),
        _ => None,
    };
    by_code.map(|country| country.alpha2)
}

/// Whether a text is an alpha-2 code in upper case.
pub fn is_code(code: &str) -> bool {
    rust_iso3166::from_alpha2(code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_four_languages_and_codes() {
        for (written, code) in [
            ("Norway", "NO"),
            ("Norge", "NO"),
            ("Noruega", "NO"),
            ("Norwegen", "NO"),
            ("no", "NO"),
            ("NOR", "NO"),
            ("España", "ES"),
            ("espana", "ES"),
            ("Spania", "ES"),
            ("Alemania", "DE"),
            ("Tyskland", "DE"),
            ("Deutschland", "DE"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("EE. UU.", "US"),
            ("UK", "GB"),
            ("Storbritannia", "GB"),
            ("Bosnia and Herzegovina", "BA"),
            ("Bosnia & Herzegovina", "BA"),
            ("México", "MX"),
            ("Österreich", "AT"),
            ("The Netherlands", "NL"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
        ] {
            assert_eq!(parse(written).unwrap(), code, "{written}");
        }
    }

    #[test]
    fn unknown_names_are_refused() {
        for written in ["", "Freedonia", "XX", "ZZZ", "123"] {
            assert!(parse(written).is_err(), "{written}");
        }
    }

    #[test]
    fn every_code_reads_as_itself() {
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let code = &line[..2];
            assert!(is_code(code));
            assert_eq!(parse(code).unwrap(), code);
        }
    }
}
