//! Texts that stand for "nothing": what people and systems write where they have no value.

use crate::text;

/// Folded words that mean that there is no value, in the languages of the product.
const NOTHING: &[&str] = &[
    "aucun",
    "desconocida",
    "desconocido",
    "empty",
    "ikke oppgitt",
    "ingen",
    "k a",
    "keine",
    "keine angabe",
    "missing",
    "n a",
    "na",
    "nan",
    "ninguna",
    "ninguno",
    "no aplica",
    "no consta",
    "no data",
    "nil",
    "none",
    "not applicable",
    "not available",
    "not provided",
    "not set",
    "null",
    "sin datos",
    "sin informacion",
    "tom",
    "ubekannt",
    "ukjent",
    "unbekannt",
    "undefined",
    "unknown",
    "vacio",
];

/// Folded words typed to get past a form.
const JUNK: &[&str] = &[
    "aaa",
    "aaaa",
    "abc",
    "abcd",
    "asd",
    "asdasd",
    "asdf",
    "asdfasdf",
    "asdfgh",
    "blah",
    "dummy",
    "fake",
    "foo",
    "foobar",
    "lorem ipsum",
    "prueba",
    "qwe",
    "qwer",
    "qwerty",
    "sdf",
    "test",
    "test test",
    "tester",
    "testing",
    "xx",
    "xxx",
    "xxxx",
    "xyz",
    "zxcv",
];

/// Whether a text says "no value": `n/a`, `null`, `-`, `#N/A`, `ukjent`, `desconocido` …
pub fn means_nothing(input: &str) -> bool {
    says_nothing(input, &text::words(input))
}

/// The same, for a text whose folded words are at hand.
pub(crate) fn says_nothing(input: &str, words: &str) -> bool {
    if words.is_empty() {
        // Only signs: "-", "…", "?", "--".
        return true;
    }
    // A bare "na" or "tom" may be a name; only its capitals or its slash give it away.
    match words {
        "na" => input.trim() == "NA",
        "tom" | "k a" | "nan" => input.trim().starts_with('(') || input.contains(['/', '.']) || input.trim() == "NaN",
        words => NOTHING.contains(&words),
    }
}

/// Whether a text was typed only to fill a box: `test`, `asdf`, `xxx`. For names, companies and titles, not for free text.
pub fn is_junk(input: &str) -> bool {
    JUNK.contains(&text::words(input).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_junk() {
        for text in ["n/a", "N/A", "#N/A", "null", "-", "--", "?", "Ukjent", "Desconocido", "(tom)", "k.A.", "NA", ""] {
            assert!(means_nothing(text), "{text}");
        }
        for text in ["Test", "asdf", "QWERTY", "xxx", "prueba"] {
            assert!(is_junk(text), "{text}");
        }
        for text in ["Tom", "Na", "Nan", "Testa", "0", "Oslo", "Null Island Ltd"] {
            assert!(!means_nothing(text) && !is_junk(text), "{text}");
        }
    }
}
