//! Texts that people type in place of a name.

/// Whether a text only fills a field: "test", "n/a", "asdf", one letter, the same letter over and over, no letter at
/// all.
pub fn is_placeholder(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let word: String = letters.iter().collect();
    // One character can be a whole name, but not in the Latin alphabet.
    let single = matches!(letters.as_slice(), [only] if only.is_ascii());
    let repeated = letters.len() > 1 && letters.iter().all(|c| *c == letters[0] && c.is_ascii());
    letters.is_empty() || single || repeated || KNOWN.contains(&word.as_str())
}

/// In lower case, letters only ("N/A" is `na`).
const KNOWN: &[&str] = &[
    "abc",
    "abcd",
    "anon",
    "anonymous",
    "asd",
    "asdf",
    "asdfasdf",
    "asdfg",
    "asdfgh",
    "blank",
    "desconocido",
    "dummy",
    "empty",
    "fake",
    "firstname",
    "foobar",
    "ikkeoppgitt",
    "lastname",
    "na",
    "nada",
    "nil",
    "nocompany",
    "noname",
    "none",
    "noone",
    "null",
    "prueba",
    "qwe",
    "qwer",
    "qwert",
    "qwerty",
    "sinnombre",
    "test",
    "tester",
    "testing",
    "testtest",
    "ukjent",
    "undefined",
    "unknown",
    "zxcv",
];

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn fillers_are_told_from_names() {
        for filler in ["", " ", "Test", "n/a", "N.A.", "ASDF", "x", "X.", "xxx", "aa", "-", "123", "(null)", "qwerty"] {
            assert!(is_placeholder(filler), "{filler}");
        }
        for name in ["Ana", "Bo", "Ål", "O'Neil", "Ng", "李", "Tess", "Testa", "Nan", "Asdis", "Øye"] {
            assert!(!is_placeholder(name), "{name}");
        }
    }
}
