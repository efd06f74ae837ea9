//! People's names: white space, capitals, and a full name taken apart. A name is only ever tidied, never guessed.

use crate::text;

/// A tidied text and, when it differs by more than white space, what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tidied {
    pub value: String,
    pub raw: Option<String>,
}

/// Particles that stay small inside a name that was written in capitals.
const SMALL: &[&str] =
    &["af", "da", "de", "del", "der", "di", "do", "dos", "du", "la", "las", "los", "van", "von", "y"];

/// One space between words; a name of more than three letters written all in capitals (or all in small letters) becomes
/// `Title Case`.
pub fn person(input: &str) -> Tidied {
    let tidy = text::tidy(input);
    let letters = tidy.chars().filter(|c| c.is_alphabetic()).count();
    let upper = tidy.chars().any(char::is_uppercase);
    let lower = tidy.chars().any(char::is_lowercase);
    if letters <= 3 || upper == lower {
        return Tidied { value: tidy, raw: None };
    }
    let words = tidy.split(' ').enumerate().map(|(at, word)| {
        let folded = word.to_lowercase();
        if at > 0 && SMALL.contains(&folded.as_str()) { folded } else { capitalise(&folded) }
    });
    let value = words.collect::<Vec<_>>().join(" ");
    Tidied { value, raw: Some(tidy) }
}

fn capitalise(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for c in word.chars() {
        if start {
            out.extend(c.to_uppercase())
        } else {
            out.push(c)
        }
        start = matches!(c, '-' | '\'' | '’' | '.' | '/');
    }
    out
}

/// A full name as first and last name: `Ruiz, Ana` at the comma, otherwise the first word is the first name and the rest
/// the last name (two Spanish surnames stay together). The last name is absent for a single word.
pub fn split(full: &str) -> (String, Option<String>) {
    let tidy = text::tidy(full);
    if let Some((last, first)) = tidy.split_once(',')
        && !last.trim().is_empty()
        && !first.trim().is_empty()
    {
        return (first.trim().to_string(), Some(last.trim().to_string()));
    }
    match tidy.split_once(' ') {
        Some((first, last)) => (first.to_string(), Some(last.to_string())),
        None => (tidy, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_title_case_and_the_raw_text_is_kept() {
        for (written, name) in [
            ("JOSÉ GARCÍA", "José García"),
            ("MARÍA DE LA CRUZ", "María de la Cruz"),
            ("O'BRIEN-SMITH", "O'Brien-Smith"),
            ("ØYVIND", "Øyvind"),
            ("ola nordmann", "Ola Nordmann"),
        ] {
            assert_eq!(person(written), Tidied { value: name.into(), raw: Some(written.into()) });
        }
        for kept in ["McDonald", "AJ", "José", "de la Cruz García", "李明"] {
            assert_eq!(person(kept), Tidied { value: kept.into(), raw: None });
        }
        assert_eq!(person("  Ola   Nordmann ").value, "Ola Nordmann");
    }

    #[test]
    fn full_names_come_apart() {
        assert_eq!(split("Ana Ruiz Ibáñez"), ("Ana".into(), Some("Ruiz Ibáñez".into())));
        assert_eq!(split("Ruiz, Ana"), ("Ana".into(), Some("Ruiz".into())));
        assert_eq!(split("Ana"), ("Ana".into(), None));
    }
}
