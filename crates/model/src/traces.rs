//! Traces of a person in free text: what names somebody who is to be forgotten, and how it is taken out.
//!
//! Addresses, phone numbers and the full name name a person wherever they stand. A first or last name alone does so only
//! where the text is known to be about the person. Capitals do not matter; a trace inside a longer word is none.

use crate::Value;
use crate::record::Fields;

/// What stands where a trace was.
pub const ERASED: &str = "[erased]";

/// Shorter texts than this, in characters, name nobody.
const LEAST: usize = 3;

/// What names one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traces {
    /// Addresses, phone numbers, full names.
    texts: Vec<String>,
    /// First and last names alone.
    names: Vec<String>,
}

impl Traces {
    /// Adds what a contact's record says.
    pub fn add_contact(&mut self, email: Option<&str>, fields: &Fields) {
        let text = |key: &str| fields.get(key).and_then(Value::as_text).map(str::trim).filter(|text| !text.is_empty());
        [email, text("phone"), text("mobile")].into_iter().flatten().for_each(|text| self.add(text));
        let (first, last) = (text("first_name"), text("last_name"));
        if let (Some(first), Some(last)) = (first, last) {
            for full in [format!("{first} {last}"), format!("{last} {first}"), format!("{last}, {first}")] {
                self.add(&full);
            }
        }
        for name in [first, last].into_iter().flatten() {
            push(&mut self.names, name);
        }
    }

    /// Adds an address, phone number or full name.
    pub fn add(&mut self, text: &str) {
        push(&mut self.texts, text);
    }

    /// Addresses, phone numbers and full names, as they were written.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether a text names the person.
    pub fn in_text(&self, text: &str) -> bool {
        self.texts.iter().any(|trace| find(text, trace, 0).is_some())
    }

    /// Whether texts that belong together name the person: one of them by itself, or several by parts of the name.
    pub fn in_texts<'t>(&self, texts: impl Iterator<Item = &'t str> + Clone) -> bool {
        let part = |name: &String| texts.clone().any(|text| find(text.trim(), name, 0) == Some((0, text.trim().len())));
        texts.clone().any(|text| self.in_text(text)) || self.names.len() > 1 && self.names.iter().all(part)
    }

    /// A text about the person without its traces; `None` when there were none.
    pub fn out_of(&self, text: &str) -> Option<String> {
        let mut clean = text.to_string();
        for trace in self.texts.iter().chain(&self.names) {
            let mut from = 0;
            while let Some((start, end)) = find(&clean, trace, from) {
                clean.replace_range(start..end, ERASED);
                from = start + ERASED.len();
            }
        }
        (clean != text).then_some(clean)
    }

    /// Takes the traces out of the texts of a record about the person; whether there were any.
    pub fn out_of_fields(&self, fields: &mut Fields) -> bool {
        let mut any = false;
        for value in fields.values_mut() {
            if let Some(clean) = value.as_text().and_then(|text| self.out_of(text)) {
                *value = Value::Text(clean);
                any = true;
            }
        }
        any
    }
}

fn push(to: &mut Vec<String>, text: &str) {
    let text = text.trim().to_string();
    if text.chars().count() >= LEAST && !to.contains(&text) {
        to.push(text);
    }
}

/// Where a trace stands in a text at `from` bytes or later, as a word of its own: start and end in bytes.
fn find(text: &str, trace: &str, from: usize) -> Option<(usize, usize)> {
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    // The characters that join the parts of an address: `maria.ana@…` is not `ana@…`.
    let joined = |c: &char| word(c) || trace.contains('@') && matches!(c, '.' | '+' | '-');
    text[from..].char_indices().map(|(at, _)| from + at).find_map(|start| {
        let end = start + length_of(&text[start..], trace)?;
        let before = text[..start].chars().next_back().is_some_and(|c| joined(&c));
        let after = text[end..].chars().next().is_some_and(|c| word(&c));
        (!before && !after).then_some((start, end))
    })
}

/// How many bytes of the text's beginning are the trace, capitals aside.
fn length_of(text: &str, trace: &str) -> Option<usize> {
    let mut wanted = trace.chars().flat_map(char::to_lowercase).peekable();
    for (at, c) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        for c in c.to_lowercase() {
            if wanted.next() != Some(c) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> Traces {
        let text = |key: &str, text: &str| (key.to_string(), Value::text(text));
        let fields = [text("first_name", "Ana"), text("last_name", "Ångström"), text("phone", "+34600111222")];
        let mut traces = Traces::default();
        traces.add_contact(Some("ana@a.example"), &fields.into());
        traces
    }

    #[test]
    fn a_person_is_named_by_address_phone_and_full_name() {
        for text in ["<ANA@a.example>", "call +34600111222!", "ana ÅNGSTRÖM", "Ångström, Ana", "Ångström Ana asked"]
        {
            assert!(ana().in_text(text), "{text}");
        }
        for text in ["joana@a.example", "maria.ana@a.example", "ana", "Diana Ångström", "+346001112229", ""] {
            assert!(!ana().in_text(text), "{text}");
        }
    }

    #[test]
    fn parts_of_a_name_name_together() {
        assert!(ana().in_texts(["ana", "x", "ångström"].into_iter()));
        assert!(!ana().in_texts(["ana", "x"].into_iter()));
        assert!(!ana().in_texts(["ana maria", "ångström"].into_iter()));
    }

    #[test]
    fn traces_leave_a_text_about_the_person() {
        let clean = ana().out_of("Renewal ÅNGSTRÖM (Ana, ana@A.example), Diana knows");
        assert_eq!(clean.as_deref(), Some("Renewal [erased] ([erased], [erased]), Diana knows"));
        assert_eq!(ana().out_of("Renewal 2026"), None);
    }
}
