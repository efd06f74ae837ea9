//! What all recipients' HTML has in common, and what fills it for one. Values are marked as they are written, so that the
//! text part, which takes longer to make than everything else in a message, is made once for all who differ by values alone.

use crate::text;
use std::sync::{Arc, Mutex, PoisonError};

/// Stand around a value in marked HTML; no value holds them.
pub(crate) const OPEN: char = '\u{1}';
pub(crate) const CLOSE: char = '\u{2}';
/// Letters that nobody writes (a private plane), each the place of one value in a skeleton: a letter is never torn, however a
/// line is broken.
const HOLES: std::ops::Range<u32> = 0xF0000..0xFFFFE;
/// Most texts kept of one email: conditions make several of it.
const MOST: usize = 64;

/// HTML as it was rendered, taken apart.
pub(crate) struct Marked {
    pub html: String,
    /// The same with a hole for each value that can be seen.
    skeleton: String,
    /// As they stand in the HTML.
    values: Vec<String>,
}

impl Marked {
    pub fn read(marked: &str) -> Marked {
        let (mut html, mut skeleton) = (String::with_capacity(marked.len()), String::with_capacity(marked.len()));
        let mut values = Vec::new();
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once(OPEN) {
            let (value, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            html.extend([before, value]);
            skeleton.push_str(before);
            // What cannot be seen has no place, and past the last place values stand as they are.
            match hole(values.len()).filter(|_| !value.trim_ascii().is_empty()) {
                None => skeleton.push_str(value),
                Some(hole) => {
                    skeleton.push(hole);
                    values.push(value.to_string());
                }
            }
            rest = after;
        }
        html.push_str(rest);
        skeleton.push_str(rest);
        Marked { html, skeleton, values }
    }
}

fn hole(number: usize) -> Option<char> {
    let code = HOLES.start + u32::try_from(number).ok()?;
    HOLES.contains(&code).then(|| char::from_u32(code)).flatten()
}

/// The number of the value that a letter is the place of.
fn number(letter: char) -> Option<usize> {
    HOLES.contains(&u32::from(letter)).then(|| (u32::from(letter) - HOLES.start) as usize)
}

/// The texts that were made of one email's skeletons. Two skeletons differ in length or soon: to compare them all is
/// quicker than to hash one.
#[derive(Default)]
pub(crate) struct Texts(Mutex<Vec<(String, Arc<str>)>>);

impl Texts {
    /// The text part of a message.
    pub fn of(&self, marked: &Marked) -> String {
        let made = self.known(&marked.skeleton).unwrap_or_else(|| {
            let made: Arc<str> = text::of_html(&marked.skeleton).into();
            let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if texts.len() >= MOST {
                texts.clear();
            }
            texts.push((marked.skeleton.clone(), made.clone()));
            made
        });
        filled(&made, &marked.values)
    }

    fn known(&self, skeleton: &str) -> Option<Arc<str>> {
        let texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        texts.iter().find(|(own, _)| own == skeleton).map(|(_, made)| made.clone())
    }
}

/// A text with its values; a line that they made longer is broken again.
fn filled(made: &str, values: &[String]) -> String {
    let mut out = String::with_capacity(made.len() + 256);
    for line in made.lines() {
        match line.contains(|letter| number(letter).is_some()) {
            false => out.push_str(line),
            true => text::broken(&fill(line, values), &mut out),
        }
        out.push('\n');
    }
    out.trim_end().to_string()
}

fn fill(line: &str, values: &[String]) -> String {
    let mut out = String::with_capacity(line.len() + 64);
    for letter in line.chars() {
        match number(letter).and_then(|number| values.get(number)) {
            Some(value) => read(value, &mut out),
            None => out.push(letter),
        }
    }
    out
}

/// A value as somebody reads it who sees the HTML: blanks run together, no entities.
fn read(value: &str, out: &mut String) {
    let mut blank = out.is_empty() || out.ends_with(' ');
    for (n, word) in value.split(|c: char| c.is_ascii_whitespace()).enumerate() {
        if n > 0 && !blank {
            out.push(' ');
            blank = true;
        }
        if !word.is_empty() {
            out.push_str(&crate::environment::unescape(word));
            blank = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::escape;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().collect()
    }

    fn html(values: &[String], marked: bool) -> String {
        let mark = |value: &String| match marked {
            true => format!("{OPEN}{}{CLOSE}", escape(value)),
            false => escape(value),
        };
        let [a, b, c, d] = [0, 1, 2, 3].map(|n| mark(&values[n]));
        format!(
            "<html><head><title>{a}</title><style>.x{{color:{b}}}</style></head><body><table><tr><td><p>Dear {a},<br>you \
             work for {b} in {c}, which is why we thought that this would be of interest to you.</p><ul><li>{d}</li><li>{a}\
             {b}</li></ul><a href=\"https://example.com/?c={d}\">See {c}</a><img src=\"{b}\" alt=\"{a}\"></td></tr></table>\
             </body></html>"
        )
    }

    proptest! {
        /// Held against the way that makes the text of each message from the whole of its HTML.
        #[test]
        fn a_filled_text_says_what_the_html_does(values in prop::collection::vec("[a-zñ&<>\"' .\n]{0,40}", 4)) {
            let (texts, marked) = (Texts::default(), Marked::read(&html(&values, true)));
            prop_assert_eq!(&marked.html, &html(&values, false));
            let (own, whole) = (texts.of(&marked), text::of_html(&marked.html));
            prop_assert_eq!(words(&own), words(&whole));
            prop_assert_eq!(&texts.of(&marked), &own, "from what is kept");
            prop_assert!(own.lines().all(|line| line.chars().count() <= text::WIDTH || !line.contains(' ') || line.starts_with('[')));
        }
    }

    #[test]
    fn a_value_at_the_end_of_a_line_that_is_torn_is_there() {
        for letters in 70..90 {
            let html = format!("<p>{}{OPEN}Ana{CLOSE}{OPEN}Bo{CLOSE} and on</p>", "x".repeat(letters));
            let text = Texts::default().of(&Marked::read(&html)).replace(['\n', ' '], "");
            assert!(text.contains("xAnaBo") && text.ends_with("andon"), "{letters}: {text}");
        }
    }

    #[test]
    fn letters_that_mark_do_no_harm_in_a_source() {
        let marked = Marked::read("a\u{1}b\u{2}c\u{2}\u{f0007}\u{1}d");
        assert_eq!(marked.html, "abc\u{2}\u{f0007}d");
        assert_eq!(filled(&marked.skeleton, &marked.values), "abc\u{2}\u{f0007}d");
    }
}
