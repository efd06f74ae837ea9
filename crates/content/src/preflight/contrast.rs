//! Text that is hard to tell from its ground, by the colours written on the elements around it. What a style sheet or a
//! picture decides is not guessed.

use super::colour::{BLACK, Colour, WHITE};
use crate::attributes::attributes;
use crate::environment::unescape;

/// A text with too little contrast.
#[derive(Debug, Clone, PartialEq)]
pub struct Faint {
    pub text: String,
    pub ink: String,
    pub ground: String,
    pub ratio: f64,
    pub needed: f64,
}

/// Elements without an end.
const VOID: [&str; 9] = ["img", "br", "hr", "input", "meta", "link", "area", "col", "wbr"];
/// Elements whose content is no text to read.
const UNSEEN: [&str; 4] = ["style", "script", "title", "head"];
const SHOWN: usize = 40;

#[derive(Clone)]
struct Place<'h> {
    name: &'h str,
    /// Unknown where something else than the element decides.
    ink: Option<Colour>,
    ground: Option<Colour>,
    size: f64,
    bold: bool,
    hidden: bool,
}

/// Every pair of colours of a message whose contrast is too low, with the first text that has it.
pub fn faint(html: &str) -> Vec<Faint> {
    let mut found = Vec::<Faint>::new();
    texts(html, |place, text| {
        if let Some(faint) = judge(place, text)
            && found.iter().all(|other| (&other.ink, &other.ground) != (&faint.ink, &faint.ground))
        {
            found.push(faint);
        }
    });
    found
}

/// The text of a message that is not hidden by the elements around it, its references resolved.
pub(super) fn readable(html: &str) -> String {
    let mut out = String::new();
    texts(html, |place, text| {
        if !place.hidden {
            out.push_str(&unescape(text));
        }
    });
    out
}

/// Each piece of text of a message with the place that it stands in.
fn texts<'h>(html: &'h str, mut each: impl FnMut(&Place<'h>, &'h str)) {
    let top = Place { name: "", ink: Some(BLACK), ground: Some(WHITE), size: 16.0, bold: false, hidden: false };
    let (mut stack, mut at) = (vec![top], 0);
    while at < html.len() {
        let next = html[at..].find('<').map_or(html.len(), |n| at + n);
        if let Some(place) = stack.last() {
            each(place, &html[at..next]);
        }
        at = tag(html, next, &mut stack);
    }
}

/// Takes in the tag at `at`; returns where it ends.
fn tag<'h>(html: &'h str, at: usize, stack: &mut Vec<Place<'h>>) -> usize {
    let rest = &html[at..];
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(html.len(), |end| at + end + 3);
    }
    let closes = rest.starts_with("</");
    let from = (at + 1 + usize::from(closes)).min(html.len());
    let name = &html[from..from + html[from..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(html.len() - from)];
    if name.is_empty() {
        return (at + 1).min(html.len()).max(at + rest.find('>').map_or(rest.len(), |end| end + 1));
    }
    let (attributes, end) = attributes(html, from + name.len());
    if closes {
        if let Some(depth) = stack.iter().rposition(|place| place.name.eq_ignore_ascii_case(name)).filter(|n| *n > 0) {
            stack.truncate(depth);
        }
    } else if !VOID.iter().any(|void| name.eq_ignore_ascii_case(void)) && !html[at..end].ends_with("/>") {
        let mut place = stack.last().cloned().unwrap_or_else(|| unreachable!("the top is never closed"));
        place.name = name;
        place.hidden |= UNSEEN.iter().any(|unseen| name.eq_ignore_ascii_case(unseen));
        if name.eq_ignore_ascii_case("a") {
            place.ink = None;
        }
        place.bold |= ["b", "strong", "th", "h1", "h2", "h3"].iter().any(|bold| name.eq_ignore_ascii_case(bold));
        for (attribute, value) in attributes {
            let value = &html[value];
            match attribute.to_ascii_lowercase().as_str() {
                "bgcolor" => place.ground = Colour::parse(value),
                "background" => place.ground = None,
                "color" => place.ink = Colour::parse(value),
                "style" => value.split(';').for_each(|one| style(&mut place, one)),
                _ => {}
            }
        }
        stack.push(place);
    }
    end.max(at + 1)
}

fn style(place: &mut Place<'_>, declaration: &str) {
    let Some((name, value)) = declaration.split_once(':') else { return };
    let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
    match name.trim().to_ascii_lowercase().as_str() {
        "color" if value != "inherit" => place.ink = Colour::parse(&value),
        "background" | "background-color" => match value.as_str() {
            "transparent" | "none" | "inherit" => {}
            picture if picture.contains("url(") || picture.contains("gradient") => place.ground = None,
            plain => place.ground = Colour::parse(plain).or_else(|| plain.split(' ').find_map(Colour::parse)),
        },
        "font-size" => {
            let size = value.strip_suffix("px").and_then(|size| size.trim().parse().ok());
            place.size = size.unwrap_or(place.size);
            if value == "0" {
                place.size = 0.0;
            }
        }
        "font-weight" => place.bold = matches!(value.as_str(), "bold" | "bolder" | "600" | "700" | "800" | "900"),
        "display" => place.hidden |= value == "none",
        "visibility" => place.hidden |= value == "hidden",
        "max-height" => place.hidden |= value == "0px" || value == "0",
        _ => {}
    }
}

fn judge(place: &Place<'_>, text: &str) -> Option<Faint> {
    let (ink, ground) = (place.ink?, place.ground?);
    let words = text.split(|c: char| c.is_whitespace() || c == ';').filter(|word| !word.starts_with('&'));
    let words: Vec<&str> = words.filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    // Layouts shut the gaps between cells with letters of no size.
    if place.hidden || place.size == 0.0 || words.is_empty() {
        return None;
    }
    let large = place.size >= 24.0 || (place.bold && place.size >= 18.66);
    let (ratio, needed) = (ink.contrast(ground), if large { 3.0 } else { 4.5 });
    (ratio < needed).then(|| Faint {
        text: words.join(" ").chars().take(SHOWN).collect(),
        ink: ink.to_string(),
        ground: ground.to_string(),
        ratio,
        needed,
    })
}
