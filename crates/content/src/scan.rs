//! One pass over MJML whose template tags are hidden: whether it is well-formed and within bounds, what stands in its
//! outermost element and what it includes; and the same text spelled so that the renderer, which trusts its input, gets
//! it right.

use crate::placeholder::Offsets;
use crate::shadow::{lit, shadow};
use htmlparser::{ElementEnd, StrSpan, Token, Tokenizer};
use std::ops::Range;

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 40;
const MAX_ELEMENTS: usize = 3_000;
/// Most bytes of one attribute, and of all attributes in `mj-attributes`, which the renderer repeats for each element.
const MAX_ATTRIBUTE: usize = 2_000;
const MAX_SHARED_ATTRIBUTES: usize = 8_000;
/// The renderer writes a rule for each pair of images of a carousel.
const MAX_CAROUSEL: usize = 20;
/// As the MJML renderer knows them.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Where, what, and what to do about it.
pub(crate) type Refusal = (usize, String, &'static str);

/// An `<mj-include>`, as it stands.
pub(crate) struct Include {
    pub at: Range<usize>,
    pub path: String,
    /// The element around it; empty where there is none.
    pub parent: String,
}

#[derive(Default)]
pub(crate) struct Scan {
    /// The source as the renderer is to read it, and where its places lie in the source.
    pub text: String,
    pub offsets: Offsets,
    /// Elements right below the outermost one, with their places.
    pub top: Vec<(String, usize)>,
    pub includes: Vec<Include>,
    /// Where the attributes of the body begin, and whether its colour is among them.
    pub body: Option<(usize, bool)>,
    /// Pictures of the class `logo` that name no address of their own.
    pub logos: Vec<Range<usize>>,
    /// The document gives the class `logo` an address.
    pub has_logo: bool,
    copied: usize,
    open: Vec<(String, usize)>,
    /// The element whose attributes are being read.
    current: (String, usize),
    /// Of a picture or class: it is of `logo`, and no address has been seen.
    logo: (bool, bool),
    elements: usize,
    shared: usize,
    carousel: usize,
}

impl Scan {
    pub fn of(source: &str) -> Result<Scan, Refusal> {
        let mut scan = Scan::default();
        scan.run(source)?;
        Ok(scan)
    }

    fn run(&mut self, source: &str) -> Result<(), Refusal> {
        for token in Tokenizer::from(shadow(source).as_str()) {
            let token = token.map_err(|error| {
                let place = error.pos();
                let line = source.lines().take(place.row.saturating_sub(1) as usize).map(|l| l.len() + 1).sum();
                (line, format!("this is not well-formed: {error}"), "Check the angle brackets and quotes around it.")
            })?;
            match token {
                Token::ElementStart { prefix, local, span } => {
                    self.start(lit(source, prefix), lit(source, local), span.start())?;
                }
                Token::Attribute { local, value: Some(value), .. } => {
                    if let (true, Some(include)) = (self.current.0 == "mj-include", self.includes.last_mut())
                        && lit(source, local) == "path"
                    {
                        include.path = lit(source, value).to_string();
                    }
                    if let (true, Some(body)) = (self.current.0 == "mj-body", self.body.as_mut()) {
                        body.1 |= lit(source, local) == "background-color";
                    }
                    let named = match self.current.0.as_str() {
                        "mj-image" => "mj-class",
                        _ => "name",
                    };
                    self.logo.0 |= lit(source, local) == named && lit(source, value).split(' ').any(|c| c == "logo");
                    self.logo.1 &= lit(source, local) != "src";
                    self.attribute(source, value)?;
                }
                Token::ElementEnd { end, span } => self.end(source, end, span)?,
                Token::Text { text } => self.characters(source, text),
                Token::EntityDeclaration { span, .. } | Token::DtdStart { span, .. } => {
                    return Err((span.start(), "declarations are not allowed".into(), "Remove the <!DOCTYPE …>."));
                }
                _ => {}
            }
        }
        if let Some((name, at)) = self.open.last() {
            return Err((*at, format!("<{name}> is never closed"), "Close it where it should end."));
        }
        self.offsets.mark(self.text.len(), self.copied);
        self.text.push_str(&source[self.copied..]);
        Ok(())
    }

    fn start(&mut self, prefix: &str, local: &str, at: usize) -> Result<(), Refusal> {
        let name = if prefix.is_empty() { local.to_string() } else { format!("{prefix}:{local}") };
        self.elements += 1;
        self.carousel += usize::from(name == "mj-carousel-image");
        if self.elements > MAX_ELEMENTS || self.open.len() >= MAX_DEPTH || self.carousel > MAX_CAROUSEL {
            let message = format!(
                "more than {MAX_ELEMENTS} elements, {MAX_DEPTH} levels of nesting or {MAX_CAROUSEL} carousel images"
            );
            return Err((at, message, "Simplify the email."));
        }
        let parent = self.open.last().map(|(name, _)| name.clone()).unwrap_or_default();
        if self.open.len() == 1 {
            self.top.push((name.clone(), at));
        }
        if name == "mj-body" {
            self.body = Some((at + 1 + name.len(), false));
        }
        if name == "mj-include" {
            self.includes.push(Include { at: at..at, path: String::new(), parent });
        }
        self.current = (name, at);
        self.logo = (false, true);
        Ok(())
    }

    fn end(&mut self, source: &str, end: ElementEnd<'_>, span: StrSpan<'_>) -> Result<(), Refusal> {
        let at = span.start();
        match end {
            ElementEnd::Open if VOID.contains(&self.current.0.as_str()) => {}
            ElementEnd::Open if self.current.0 == "mj-include" => {
                let remedy = "Write it as <mj-include path=\"snippet:key\" />.";
                return Err((self.current.1, "<mj-include> holds nothing and ends where it begins".into(), remedy));
            }
            ElementEnd::Open => self.open.push(std::mem::take(&mut self.current)),
            ElementEnd::Empty => {
                if let (true, Some(include)) = (self.current.0 == "mj-include", self.includes.last_mut()) {
                    include.at.end = span.end();
                }
                match (self.current.0.as_str(), self.logo) {
                    ("mj-image", (true, true)) => self.logos.push(self.current.1..span.end()),
                    ("mj-class", (true, false)) => self.has_logo = true,
                    _ => {}
                }
            }
            ElementEnd::Close(prefix, local) => {
                let (prefix, local) = (lit(source, prefix), lit(source, local));
                let name = if prefix.is_empty() { local.to_string() } else { format!("{prefix}:{local}") };
                match self.open.pop() {
                    Some((open, _)) if open == name => {}
                    Some((open, _)) => {
                        let message = format!("</{name}> closes <{open}>");
                        return Err((at, message, "Close the inner element first, and once."));
                    }
                    None => return Err((at, format!("</{name}> closes nothing"), "Remove it, or open it before.")),
                }
            }
        }
        Ok(())
    }

    fn copy_to(&mut self, source: &str, at: usize) {
        self.offsets.mark(self.text.len(), self.copied);
        self.text.push_str(&source[self.copied..at]);
        self.offsets.mark(self.text.len(), at);
        self.copied = at;
    }

    /// The renderer's own tokenizer must not be led into a letter: see [`crate::shadow`].
    fn characters(&mut self, source: &str, text: StrSpan<'_>) {
        let letters = lit(source, text);
        for (place, bracket) in letters.match_indices('>') {
            if !letters.is_char_boundary(place.saturating_sub(2)) {
                self.copy_to(source, text.start() + place);
                self.text.push_str("&gt;");
                self.copied += bracket.len();
            }
        }
    }

    /// The renderer writes attribute values in Rust's spelling of a text, which differs from HTML's for quotes,
    /// backslashes and invisible characters: those become character references here.
    fn attribute(&mut self, source: &str, value: StrSpan<'_>) -> Result<(), Refusal> {
        let at = value.start();
        let shared = self.open.iter().any(|(name, _)| name == "mj-attributes");
        self.shared += if shared { value.as_str().len() } else { 0 };
        if value.as_str().len() > MAX_ATTRIBUTE || self.shared > MAX_SHARED_ATTRIBUTES {
            let message = format!("an attribute longer than {MAX_ATTRIBUTE} bytes, or too many in mj-attributes");
            return Err((at, message, "Host images and link to them; move styles to mj-style."));
        }
        self.copy_to(source, at);
        for letter in lit(source, value).chars() {
            match letter {
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push('\''),
                '\n' | '\r' | '\t' => self.text.push(' '),
                other if other.escape_debug().count() == 1 => self.text.push(other),
                other => self.text.push_str(&format!("&#x{:x};", u32::from(other))),
            }
        }
        self.copied = value.end();
        Ok(())
    }
}
