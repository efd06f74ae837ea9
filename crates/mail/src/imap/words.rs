//! How things are written in the conversation: quoted texts, lengths, words and numbers.

/// The settings hold nothing that a quoted text may not.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The length of the literal that a line announces at its end.
pub(super) fn literal(text: &str) -> Option<usize> {
    text.strip_suffix('}')?.rsplit_once('{')?.1.trim_end_matches('+').parse().ok()
}

/// What follows a word, whatever its case.
pub(super) fn strip<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.get(word.len()..)?;
    (text[..word.len()].eq_ignore_ascii_case(word) && rest.chars().next().is_none_or(char::is_whitespace))
        .then_some(rest)
}

/// The number after a mark, whatever its case.
pub(super) fn number_after(text: &str, mark: &str) -> Option<u32> {
    let at = text.to_ascii_uppercase().find(mark)? + mark.len();
    let digits = text[at..].split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_servers_write_them() {
        assert_eq!(literal("* 12 FETCH (UID 7 BODY[]<0> {342}"), Some(342));
        assert_eq!(literal("* 12 FETCH (UID 7 BODY[]<0> NIL)"), None);
        assert_eq!(number_after("* OK [UIDVALIDITY 3857529045] UIDs valid", "[UIDVALIDITY "), Some(3_857_529_045));
        assert_eq!(number_after("* 12 FETCH (FLAGS (\\Seen) UID 7 BODY[] {3})", "UID "), Some(7));
        assert_eq!(strip("* search 2 84", "* SEARCH"), Some(" 2 84"));
        assert_eq!(strip("* SEARCH", "* SEARCH"), Some(""));
        assert_eq!(strip("OKAY", "OK"), None);
        assert_eq!(quoted(r#"a"b\c"#), r#""a\"b\\c""#);
    }
}
