//! Words that servers refuse mail with, and what they mean. Written in small letters, without names of hosts and people.

use super::Category;
use crate::tables::{self, Table};
use std::sync::LazyLock;

/// Most characters that are looked at.
const MOST: usize = 4_000;

static TABLES: LazyLock<Vec<(&str, Category, Table)>> = LazyLock::new(|| {
    let row = |(name, phrases): (&'static str, Table)| {
        let (table, category) = name.split_once(' ').expect("a table and a category");
        (table, Category::parse(category).expect("a category"), phrases)
    };
    tables::parse(include_str!("phrases.txt")).into_iter().map(row).collect()
});

/// A server's words in small letters on one line, without hosts, addresses and links: their names are not its opinion.
pub(super) fn plain(words: &str) -> String {
    let mut text = String::new();
    for word in words.split_whitespace() {
        let dots = word.matches('.').count();
        let is_name = word.contains('@') || word.contains("://") || word.contains("www.");
        let is_host = dots >= 2 && !word.contains("...") && word.chars().filter(|c| c.is_alphabetic()).count() > dots;
        if !is_name && !is_host {
            text.extend(word.chars().flat_map(char::to_lowercase));
            text.push(' ');
        }
        if text.len() > MOST {
            break;
        }
    }
    text
}

/// The same without the codes that a reply of several lines repeats before each.
fn uncoded(text: &str) -> String {
    let code =
        |word: &&str| word.starts_with(['4', '5']) && word.bytes().all(|b| b.is_ascii_digit() || b"-.".contains(&b));
    text.split(' ').filter(|word| !code(word)).fold(String::new(), |line, word| line + word + " ")
}

fn find(table: &str, text: &str) -> Option<Category> {
    let text = uncoded(text);
    let mut rows = TABLES.iter().filter(|(name, ..)| *name == table);
    rows.find(|(_, _, phrases)| tables::any(phrases, &text)).map(|(_, category, _)| *category)
}

/// Words that never speak against an address, whatever code stands before them.
pub(super) fn soft(text: &str) -> Option<Category> {
    find("soft", text)
}

/// Words that say that nobody or nothing is there.
pub(super) fn hard(text: &str) -> Option<Category> {
    find("hard", text)
}

/// Words of what may pass, where nothing else is said.
pub(super) fn passing(text: &str) -> Option<Category> {
    find("passing", text)
}
