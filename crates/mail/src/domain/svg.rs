//! Whether a picture keeps to SVG Tiny Portable/Secure (draft-svg-tiny-ps-abrotman), the profile of logos for BIMI, as far as
//! that is sure without drawing it.

mod flaw;

pub(super) use flaw::Flaw;

use super::web::MOST;
use mail_auth::flate2::read::GzDecoder;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use std::io::Read;

const SVG: Namespace = Namespace("http://www.w3.org/2000/svg");
/// The elements of the profile: its schema lets in no others of SVG.
const KNOWN: [&str; 23] = [
    "svg",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "line",
    "ellipse",
    "polyline",
    "polygon",
    "solidColor",
    "textArea",
    "text",
    "tspan",
    "tbreak",
    "linearGradient",
    "radialGradient",
    "stop",
    "g",
    "defs",
    "metadata",
    "use",
    "switch",
];
/// Parts that the profile does not know that are told, and characters of the name of each.
const MOST_TOLD: usize = 5;
const MOST_OF_NAME: usize = 40;
/// Gmail asks for no more than so many bytes.
const LARGE: usize = 32 * 1024;

/// Everything that is wrong, what is worst first.
pub(super) fn flaws(file: &[u8]) -> Vec<Flaw> {
    let unpacked;
    let bytes = if file.starts_with(&[0x1f, 0x8b]) {
        let mut all = Vec::new();
        // What unpacks to more is cut off, and no XML any more.
        if GzDecoder::new(file).take(MOST as u64).read_to_end(&mut all).is_err() {
            return vec![Flaw::Unreadable];
        }
        unpacked = all;
        &unpacked
    } else {
        file
    };
    let Ok(text) = std::str::from_utf8(bytes) else { return vec![Flaw::Unreadable] };
    let mut look = Look::default();
    let whole = look.through(text.trim_start_matches('\u{feff}'));
    match (whole, look.root) {
        // Entities that are declared are not known here, so that the rest may not be readable.
        (Err(Broken), _) if !look.flaws.contains(&Flaw::Entities) => look.note(Flaw::Unreadable),
        (Ok(()), None | Some(false)) => look.note(Flaw::NotSvg),
        (Ok(()), Some(true)) if !look.titled => look.note(Flaw::Title),
        _ => {}
    }
    if !look.unknown.is_empty() {
        look.note(Flaw::Unknown(look.unknown.join(", ")));
    }
    if bytes.len() > LARGE {
        look.note(Flaw::Large);
    }
    look.flaws.sort_unstable();
    look.flaws
}

/// It ends too early, or an end does not fit its beginning.
struct Broken;

impl<E: std::error::Error> From<E> for Broken {
    fn from(_: E) -> Broken {
        Broken
    }
}

/// What was met on the way through a picture.
#[derive(Default)]
struct Look {
    flaws: Vec<Flaw>,
    /// Parts that the profile does not know, each once.
    unknown: Vec<String>,
    /// Whether the first element is `svg`.
    root: Option<bool>,
    /// How many elements are open.
    depth: usize,
    in_title: bool,
    in_style: bool,
    titled: bool,
}

impl Look {
    fn note(&mut self, flaw: Flaw) {
        if !self.flaws.contains(&flaw) {
            self.flaws.push(flaw);
        }
    }

    /// A part that the profile does not know.
    fn meet(&mut self, part: &str) {
        let part: String = part.chars().take(MOST_OF_NAME).collect();
        if self.unknown.len() <= MOST_TOLD && !self.unknown.contains(&part) {
            self.unknown.push(if self.unknown.len() < MOST_TOLD { part } else { "…".into() });
        }
    }

    fn through(&mut self, text: &str) -> Result<(), Broken> {
        let mut reader = NsReader::from_str(text);
        loop {
            let (space, event) = reader.read_resolved_event()?;
            let ours = matches!(space, ResolveResult::Bound(space) if space == SVG);
            match event {
                Event::Start(element) => {
                    self.element(&element, ours)?;
                    self.depth += 1;
                }
                Event::Empty(element) => {
                    self.element(&element, ours)?;
                    (self.in_title, self.in_style) = (false, false);
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    (self.in_title, self.in_style) = (false, false);
                }
                Event::Text(text) => self.text(&text),
                Event::CData(text) => self.text(&text),
                Event::GeneralRef(_) => self.titled |= self.in_title,
                Event::PI(instruction) if instruction.starts_with("xml-stylesheet") => self.note(Flaw::Outside),
                Event::DocType(kind) if kind.contains('[') => self.note(Flaw::Entities),
                Event::Eof if self.depth == 0 => return Ok(()),
                Event::Eof => return Err(Broken),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.titled |= self.in_title && !text.trim().is_empty();
        if self.in_style && (leads_outside(text) || text.to_ascii_lowercase().contains("@import")) {
            self.note(Flaw::Outside);
        }
    }

    fn element(&mut self, element: &BytesStart<'_>, ours: bool) -> Result<(), Broken> {
        let name = element.local_name();
        let name: &str = name.as_ref();
        let root = self.root.is_none();
        if root {
            self.root = Some(ours && name == "svg");
        }
        if ours {
            self.in_title = name == "title" && self.depth == 1;
            self.in_style = name == "style";
            match name {
                "script" | "handler" | "listener" => self.note(Flaw::Script),
                "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" | "discard" => {
                    self.note(Flaw::Animation);
                }
                "image" | "foreignObject" | "audio" | "video" => self.note(Flaw::Embedded),
                name if KNOWN.contains(&name) => {}
                name => self.meet(name),
            }
        }
        let (mut version, mut profile, mut square) = (false, false, false);
        for attribute in element.attributes() {
            let attribute = attribute?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
            let key: &str = attribute.key.as_ref();
            match key {
                "version" => version = value == "1.2",
                "baseProfile" => profile = value == "tiny-ps",
                "viewBox" => square = is_square(&value),
                "x" | "y" if root => self.note(Flaw::Place),
                "style" if ours => self.meet(key),
                _ => {}
            }
            let link = key == "href" || key.ends_with(":href");
            if leads_outside(&value) || link && !(value.trim().is_empty() || value.trim().starts_with('#')) {
                self.note(Flaw::Outside);
            }
            if key.len() > 2 && key.starts_with("on") && key.bytes().all(|b| b.is_ascii_lowercase()) {
                self.note(Flaw::Script);
            }
        }
        if root && self.root == Some(true) {
            (!(version && profile)).then(|| self.note(Flaw::Profile));
            (!square).then(|| self.note(Flaw::Square));
        }
        Ok(())
    }
}

/// Whether a `url(…)` leads to anything but a part of the same picture.
fn leads_outside(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let targets = text.split("url(").skip(1);
    targets
        .map(|rest| rest.trim_start_matches([' ', '\t', '\n', '\r', '\'', '"']))
        .any(|target| !target.starts_with('#'))
}

/// `min-x min-y width height`, parted by blanks or commas.
fn is_square(text: &str) -> bool {
    let numbers = text.split(|c: char| c.is_ascii_whitespace() || c == ',').filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(|part| part.parse().unwrap_or(f64::NAN)).collect();
    matches!(numbers[..], [x, y, width, height] if x.is_finite() && y.is_finite() && width.is_finite() && width > 0.0 && width == height)
}

#[cfg(test)]
mod tests;
