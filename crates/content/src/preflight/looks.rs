//! Which of many messages are built unlike the others: what mail programs show of a message depends on its elements and
//! styles, not on its words.

use crate::attributes::attributes;
use std::collections::HashSet;

/// Names of elements, declarations of styles and lines of style sheets of the messages taken in so far.
#[derive(Debug, Default)]
pub struct Looks(HashSet<String>);

impl Looks {
    /// Takes in a message; whether it has an element or a declaration that none before had.
    pub fn adds(&mut self, html: &str) -> bool {
        let (mut new, mut at) = (false, 0);
        while let Some(start) = html[at..].find('<').map(|n| at + n) {
            let name = &html[start + 1..];
            let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
            if name.is_empty() {
                let comment = html[start..].strip_prefix("<!--").and_then(|rest| rest.find("-->"));
                at = start + comment.unwrap_or(1);
                continue;
            }
            new |= self.add(name);
            let (attributes, end) = attributes(html, start + 1 + name.len());
            for (_, value) in attributes.into_iter().filter(|(name, _)| name.eq_ignore_ascii_case("style")) {
                new |= self.add_all(&html[value]);
            }
            at = end.max(start + 1);
            if name.eq_ignore_ascii_case("style") {
                let sheet = html[at..].find("</").map_or(html.len(), |end| at + end);
                new |= self.add_all(&html[at..sheet]);
                at = sheet;
            }
        }
        new
    }

    fn add_all(&mut self, styles: &str) -> bool {
        styles.split([';', '{', '}']).fold(false, |new, one| self.add(one.trim()) || new)
    }

    fn add(&mut self, one: &str) -> bool {
        !one.is_empty() && !self.0.contains(one) && self.0.insert(one.to_string())
    }
}
