//! Images and links, as written in the MJML.

use crate::problem::{Part, Problem, line_at};
use crate::shadow::{lit, shadow};
use crate::{placeholder, tags};
use htmlparser::{ElementEnd, Token, Tokenizer};

/// Looks at the elements of a document; `preheader`: the email has one of its own.
pub(super) fn elements(source: &str, preheader: bool, problems: &mut Vec<Problem>) {
    let Ok(tags) = tags::tags(Part::Mjml, source) else { return };
    let hidden = placeholder::hide(source, &tags);
    let line = |at: usize| Some(line_at(source, hidden.offsets.source(at)));
    let mut current: (String, usize, Vec<(String, String)>) = Default::default();
    for token in Tokenizer::from(shadow(&hidden.text).as_str()).flatten() {
        match token {
            Token::ElementStart { local, span, .. } => {
                current = (lit(&hidden.text, local).to_string(), span.start(), Vec::new());
            }
            Token::Attribute { local, value, .. } => {
                let value = value.map_or_else(String::new, |value| lit(&hidden.text, value).to_string());
                current.2.push((lit(&hidden.text, local).to_string(), value));
            }
            Token::ElementEnd { end: ElementEnd::Open | ElementEnd::Empty, .. } => {
                element(&current.0, line(current.1), &current.2, problems);
                if current.0 == "mj-preview" && preheader {
                    let message = "there are two preheaders, this and the email's own";
                    problems.push(Problem::warning(Part::Mjml, line(current.1), message, "Remove <mj-preview>."));
                }
            }
            _ => {}
        }
    }
}

fn element(name: &str, line: Option<usize>, attributes: &[(String, String)], problems: &mut Vec<Problem>) {
    let get = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
    let mut warn = |message: String, remedy: &str| problems.push(Problem::warning(Part::Mjml, line, message, remedy));
    if matches!(name, "mj-image" | "img" | "mj-carousel-image") && get("alt").is_none() {
        let remedy = "Add alt=\"what it shows\", or alt=\"\" when it only decorates.";
        warn("this image has no alternative text".into(), remedy);
    }
    if get("src").is_some_and(|src| src.starts_with("http:")) {
        warn("this image is fetched without encryption".into(), "Use https.");
    }
    let Some(href) = get("href").filter(|_| name != "mj-font" && name != "link") else { return };
    match href {
        "" => warn("this link leads nowhere".into(), "Give it an address, or remove it."),
        "#" if name.starts_with("mj-") => warn("this link leads nowhere".into(), "Give it an address, or remove it."),
        _ if href.starts_with("http:") => warn("this link is not encrypted".into(), "Use https."),
        _ if href.to_ascii_lowercase().starts_with("javascript:") => {
            let (message, remedy) = ("a script cannot be a link in an email", "Link to a page.");
            problems.push(Problem::error(Part::Mjml, line, message, remedy));
        }
        _ if href.starts_with("www.") => {
            let (message, remedy) = ("this link lacks its https://", "Write it in full.");
            problems.push(Problem::error(Part::Mjml, line, message, remedy));
        }
        _ => {}
    }
}
