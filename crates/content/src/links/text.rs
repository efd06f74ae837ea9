//! Links of the plain text of a message: the same address is the same link as in the HTML.

use super::{Fate, Links, is_kept, is_web, spelled};
use std::collections::HashMap;

impl Links<'_> {
    /// The message's text part in which each trackable address has a new one. An address that the HTML links to too has its
    /// place, and stays as it is where every such link does; others come after those of the HTML.
    pub fn rewrite_text(&self, text: &str, track: impl Fn(u16, &str) -> Option<String>) -> String {
        let mut known = Known::of(self);
        let lower = text.to_ascii_lowercase();
        let (mut out, mut at) = (String::with_capacity(text.len() * 2), 0);
        while let Some(start) = next(&lower, at) {
            let written = known.at(&text[start..]).unwrap_or_else(|| address(&text[start..]));
            let target = spelled(written);
            let place = match is_kept(written, self.keep) || !is_web(&target) {
                true => None,
                false => known.place(target.clone()),
            };
            out.push_str(&text[at..start]);
            out.push_str(&place.and_then(|place| track(place, &target)).unwrap_or_else(|| written.to_string()));
            at = start + written.len();
        }
        out + &text[at..]
    }
}

/// Where the next address begins.
fn next(lower: &str, from: usize) -> Option<usize> {
    let begins = |at: &usize| {
        let is_start = lower[*at..].starts_with("http://") || lower[*at..].starts_with("https://");
        is_start && !lower[..*at].ends_with(|c: char| c.is_alphanumeric())
    };
    lower[from..].match_indices("http").map(|(at, _)| from + at).find(begins)
}

/// The address at the start of a text: up to a blank or a bracket or quote around it, without the punctuation of the
/// sentence that it stands in.
fn address(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"«»“”„".contains(c));
    let mut found = &text[..end.unwrap_or(text.len())];
    loop {
        let count = |c: char| found.matches(c).count();
        let trimmed = match found.chars().next_back() {
            Some(last) if ".,;:!?'*’".contains(last) => true,
            Some(')') => count(')') > count('('),
            Some(']') => count(']') > count('['),
            _ => false,
        };
        match found.char_indices().next_back() {
            Some((at, _)) if trimmed => found = &found[..at],
            _ => return found,
        }
    }
}

/// The places of addresses; none for what stays as it is.
struct Known {
    places: HashMap<String, Option<u16>>,
    /// As the HTML has them, blanks and all, longest first.
    written: Vec<String>,
    next: u16,
}

impl Known {
    fn of(links: &Links<'_>) -> Known {
        let mut known = Known { places: HashMap::new(), written: Vec::new(), next: 0 };
        for (link, fate) in &links.fates {
            let target = link.target.trim();
            let place = known.places.entry(spelled(target)).or_default();
            if let Fate::Tracked(own) = fate {
                place.get_or_insert(*own);
                known.next = own + 1;
            }
            known.written.push(target.to_string());
        }
        known.written.sort_by_key(|target| std::cmp::Reverse(target.len()));
        known
    }

    /// The address of the HTML that a text begins with, when no longer one stands there.
    fn at<'t>(&self, text: &'t str) -> Option<&'t str> {
        let least = address(text).len();
        let mut longer = self.written.iter().take_while(|target| target.len() >= least);
        longer.find(|target| text.starts_with(target.as_str())).map(|target| &text[..target.len()])
    }

    fn place(&mut self, target: String) -> Option<u16> {
        if let Some(place) = self.places.get(&target) {
            return *place;
        }
        let place = (self.next < u16::MAX).then_some(self.next);
        self.next = self.next.saturating_add(1);
        self.places.insert(target, place);
        place
    }
}
