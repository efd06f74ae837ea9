//! What is said of the rows of a file, in the reader's language: the same texts as the browser's, by the English that the
//! crates write, with `$1`, `$2` … for what they fill in. `$1*` in a translation is itself something that was said.

use rules::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

/// English, then Spanish and Norwegian.
type Texts = HashMap<String, [String; 2]>;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    let text = include_str!("../../../web/src/i18n/said/imports.json");
    serde_json::from_str(text).expect("a test reads the texts")
});

/// A text with something to fill in.
struct Shape {
    /// What stands between the holes.
    pieces: Vec<&'static str>,
    to: &'static [String; 2],
}

/// Those with the most words of their own first.
static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let with_holes = TEXTS.iter().map(|(english, to)| Shape { pieces: pieces(english), to });
    let mut shapes: Vec<Shape> = with_holes.filter(|shape| shape.pieces.len() > 1).collect();
    shapes.sort_by_key(|shape| {
        let words = shape.pieces.concat();
        (std::cmp::Reverse(words.len()), words)
    });
    shapes
});

/// A text in the language; as it is where that is not known.
pub fn said(text: &str, lang: Lang) -> String {
    let place = match lang {
        Lang::En => return text.to_string(),
        Lang::Es => 0,
        Lang::No => 1,
    };
    translated(text, place).unwrap_or_else(|| text.to_string())
}

fn translated(text: &str, place: usize) -> Option<String> {
    known(text, place).or_else(|| parts(text, place)).or_else(|| shaped(text, place, false))
}

fn known(text: &str, place: usize) -> Option<String> {
    TEXTS.get(text).map(|to| to[place].clone()).or_else(|| shaped(text, place, true))
}

/// Several texts in one: known when each of them is.
fn parts(text: &str, place: usize) -> Option<String> {
    ["; ", ": ", ", "].into_iter().filter(|mark| text.contains(mark)).find_map(|mark| {
        let all: Option<Vec<String>> = text.split(mark).map(|part| known(part, place)).collect();
        Some(all?.join(mark))
    })
}

/// By its shape. When `sure`, what is filled in and was said too has to be known as well.
fn shaped(text: &str, place: usize, sure: bool) -> Option<String> {
    SHAPES.iter().find_map(|shape| fill(&shape.to[place], &holes(&shape.pieces, text)?, place, sure))
}

/// A text cut at its holes.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('$').filter(|(at, _)| is_hole(&text[at + 1..])) {
        pieces.push(&text[from..at]);
        from = at + 2;
    }
    pieces.push(&text[from..]);
    pieces
}

fn is_hole(after: &str) -> bool {
    after.starts_with(|c: char| c.is_ascii_digit())
}

/// What stands in the holes, when the pieces are those of the text.
fn holes<'t>(pieces: &[&str], text: &'t str) -> Option<Vec<&'t str>> {
    let (first, others) = pieces.split_first()?;
    let (last, between) = others.split_last()?;
    let mut rest = text.strip_prefix(first)?;
    let mut found = Vec::new();
    for piece in between {
        let (hole, after) = rest.split_once(piece)?;
        found.push(hole);
        rest = after;
    }
    found.push(rest.strip_suffix(last)?);
    Some(found)
}

fn fill(to: &str, holes: &[&str], place: usize, sure: bool) -> Option<String> {
    let mut done = String::new();
    let mut rest = to;
    while let Some((before, after)) = rest.split_once('$') {
        done.push_str(before);
        let number = after.chars().next().and_then(|c| c.to_digit(10)).filter(|n| *n > 0);
        let Some(hole) = number.and_then(|n| holes.get(n as usize - 1)) else {
            done.push('$');
            rest = after;
            continue;
        };
        rest = &after[1..];
        match rest.strip_prefix('*') {
            None => done.push_str(hole),
            Some(after) => {
                rest = after;
                match translated(hole, place) {
                    Some(known) => done.push_str(&known),
                    None if sure => return None,
                    None => done.push_str(hole),
                }
            }
        }
    }
    done.push_str(rest);
    Some(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_said_as_the_browser_says_them() {
        for (english, es, no) in [
            ("\"x\" is not a number", "\"x\" no es un número", "\"x\" er ikke et tall"),
            (
                "\"+99\" is not a phone number; the value was left out",
                "\"+99\" no es un número de teléfono; el valor se ha dejado fuera",
                "\"+99\" er ikke et telefonnummer; verdien ble utelatt",
            ),
            ("give one of them", "indique uno de ellos", "oppgi en av dem"),
            ("Escrito por una persona", "Escrito por una persona", "Escrito por una persona"),
            ("costs $5", "costs $5", "costs $5"),
        ] {
            assert_eq!([Lang::En, Lang::Es, Lang::No].map(|lang| said(english, lang)), [english, es, no]);
        }
    }
}
