//! Images and links, as written in the MJML.

use super::images::{Sources, unaddressed};
use crate::problem::{Part, Problem, line_at};
use crate::shadow::{lit, shadow};
use crate::{placeholder, tags};
use htmlparser::{ElementEnd, Token, Tokenizer};

/// An element with its attributes, as it is written.
#[derive(Default)]
pub(super) struct Element {
    pub name: String,
    at: usize,
    attributes: Vec<(String, String)>,
    /// It says what others are like, and is none itself.
    pub shared: bool,
}

impl Element {
    pub fn get(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim())
    }
}

/// Looks at the elements of a document; `preheader`: the email has one of its own.
pub(super) fn elements(source: &str, preheader: bool, problems: &mut Vec<Problem>) {
    let Ok(tags) = tags::tags(Part::Mjml, source) else { return };
    let hidden = placeholder::hide(source, &tags);
    let line = |at: usize| Some(line_at(source, hidden.offsets.source(at)));
    let elements = read(&hidden.text);
    let sources = Sources::of(&elements);
    for element in elements.iter().filter(|element| !element.shared) {
        let line = line(element.at);
        problems.extend(unaddressed(element, &sources, line));
        look(element, line, problems);
        if element.name == "mj-preview" && preheader {
            let message = "there are two preheaders, this and the email's own";
            problems.push(Problem::warning(Part::Mjml, line, message, "Remove <mj-preview>."));
        }
    }
}

fn read(text: &str) -> Vec<Element> {
    let (mut elements, mut current, mut shared) = (Vec::new(), Element::default(), false);
    for token in Tokenizer::from(shadow(text).as_str()).flatten() {
        match token {
            Token::ElementStart { local, span, .. } => {
                current = Element { name: lit(text, local).into(), at: span.start(), shared, ..Element::default() };
            }
            Token::Attribute { local, value, .. } => {
                let value = value.map_or_else(String::new, |value| lit(text, value).to_string());
                current.attributes.push((lit(text, local).to_string(), value));
            }
            Token::ElementEnd { end: ElementEnd::Close(_, local), .. } => {
                shared &= lit(text, local) != "mj-attributes";
            }
            Token::ElementEnd { end, .. } => {
                shared |= current.name == "mj-attributes" && matches!(end, ElementEnd::Open);
                elements.push(std::mem::take(&mut current));
            }
            _ => {}
        }
    }
    elements
}

fn look(element: &Element, line: Option<usize>, problems: &mut Vec<Problem>) {
    let name = element.name.as_str();
    let mut warn = |message: &str, remedy: &str| problems.push(Problem::warning(Part::Mjml, line, message, remedy));
    if matches!(name, "mj-image" | "img" | "mj-carousel-image") && element.get("alt").is_none() {
        let remedy = "Add alt=\"what it shows\", or alt=\"\" when it only decorates.";
        warn("this image has no alternative text", remedy);
    }
    if element.get("src").is_some_and(|src| src.starts_with("http:")) {
        warn("this image is fetched without encryption", "Use https.");
    }
    let Some(href) = element.get("href").filter(|_| name != "mj-font" && name != "link") else { return };
    let (message, remedy) = match href {
        "#" if name.starts_with("mj-") => {
            return warn("this link leads nowhere", "Give it an address, or remove it.");
        }
        _ if href.starts_with("http:") => return warn("this link is not encrypted", "Use https."),
        "" => ("this link leads nowhere", "Give it an address, or remove it."),
        _ if href.to_ascii_lowercase().starts_with("javascript:") => {
            ("a script cannot be a link in an email", "Link to a page.")
        }
        _ if href.starts_with("www.") => ("this link lacks its https://", "Write it in full."),
        _ => return,
    };
    problems.push(Problem::error(Part::Mjml, line, message, remedy));
}
