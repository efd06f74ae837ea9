//! The attributes of an HTML tag as they are written, without a tree of the document.

use std::ops::Range;

/// Attributes of a tag as (name, place of the value), and the place after the tag.
pub(crate) fn attributes(html: &str, from: usize) -> (Vec<(&str, Range<usize>)>, usize) {
    let mut attributes = Attributes::of(html, from);
    (attributes.by_ref().collect(), attributes.end())
}

/// The attributes of a tag, one after another: name, and place of the value.
pub(crate) struct Attributes<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Attributes<'a> {
    /// Those of the tag whose name ends at a place.
    pub fn of(html: &'a str, at: usize) -> Attributes<'a> {
        Attributes { html, at }
    }

    fn past(&self, mut at: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let bytes = self.html.as_bytes();
        while at < bytes.len() && wanted(bytes[at]) {
            at += 1;
        }
        at
    }

    /// The place after the tag, those that were not asked for passed over.
    pub fn end(mut self) -> usize {
        while self.next().is_some() {}
        let closed = self.html.as_bytes().get(self.at) == Some(&b'>');
        (self.at + usize::from(closed)).min(self.html.len())
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.html.as_bytes();
        loop {
            self.at = self.past(self.at, |b| b.is_ascii_whitespace() || b == b'/');
            if self.at >= bytes.len() || bytes[self.at] == b'>' || bytes[self.at] == b'<' {
                return None;
            }
            let name = self.at;
            self.at = self.past(name, |b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/' | b'<'));
            let name = &self.html[name..self.at];
            let equals = self.past(self.at, |b| b.is_ascii_whitespace());
            if bytes.get(equals) != Some(&b'=') {
                self.at = equals;
                continue;
            }
            let begin = self.past(equals + 1, |b| b.is_ascii_whitespace());
            let quote = bytes.get(begin).copied().filter(|b| matches!(b, b'"' | b'\''));
            let value = match quote {
                Some(quote) => {
                    let end = bytes[begin + 1..].iter().position(|b| *b == quote);
                    begin + 1..end.map_or(bytes.len(), |n| begin + 1 + n)
                }
                None => begin..self.past(begin, |b| !b.is_ascii_whitespace() && b != b'>'),
            };
            self.at = (value.end + usize::from(quote.is_some())).min(bytes.len());
            return Some((name, value));
        }
    }
}
