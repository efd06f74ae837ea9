//! MJML to HTML. What enters the renderer is checked first, because it recurses and trusts its input: depth, number of
//! elements and the size of attributes are bounded, and attribute values are spelled so that they survive.

use crate::MAX_OUTPUT;
use crate::placeholder::Offsets;
use crate::problem::{Part, Problem};
use crate::shadow::{lit, shadow};
use htmlparser::{ElementEnd, StrSpan, Token, Tokenizer};
use mrml::prelude::parser::{Error as ParseError, ParserOptions};
use mrml::prelude::render::RenderOptions;

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

/// HTML of an MJML document whose template tags are hidden. `line` gives the line of an offset in the document.
pub(crate) fn to_html(source: &str, line: &dyn Fn(usize) -> usize) -> Result<String, Problem> {
    let refuse =
        |at: Option<usize>, message: String, remedy: &str| Problem::error(Part::Mjml, at.map(line), message, remedy);
    let mut scan = Scan::default();
    scan.run(source).map_err(|(at, message, remedy)| refuse(Some(at), message, remedy))?;
    let at = |made: usize| Some(scan.offsets.source(made));
    let parsed = mrml::parse_with_options(&scan.text, &ParserOptions::default()).map_err(|error| {
        let (place, message) = explain(&scan.text, &error);
        refuse(place.and_then(at), message, "See the MJML reference for what may stand there.")
    })?;
    let html = parsed.element.render(&RenderOptions::default()).map_err(|error| {
        refuse(None, format!("the MJML cannot be rendered: {error}"), "Check sizes and colours of its elements.")
    })?;
    if html.len() > MAX_OUTPUT {
        return Err(refuse(None, format!("the HTML is {} KiB long", html.len() / 1024), "Use fewer elements."));
    }
    Ok(html)
}

fn explain(source: &str, error: &ParseError) -> (Option<usize>, String) {
    let piece =
        |start: usize, end: usize| source.get(start..end).unwrap_or_default().chars().take(40).collect::<String>();
    match error {
        ParseError::UnexpectedElement { position, .. } => {
            let name = piece(position.start, position.end);
            (Some(position.start), format!("<{}> may not stand here", name.trim_matches(['<', '>', '/', ' '])))
        }
        ParseError::UnexpectedToken { position, .. } => {
            (Some(position.start), format!("\"{}\" may not stand here", piece(position.start, position.end).trim()))
        }
        ParseError::MissingAttribute { name, position, .. } => {
            (Some(position.start), format!("the attribute \"{name}\" is missing"))
        }
        ParseError::InvalidAttribute { position, .. } => {
            (Some(position.start), format!("\"{}\" is not a valid attribute", piece(position.start, position.end)))
        }
        ParseError::InvalidFormat { position, .. } => {
            (Some(position.start), format!("\"{}\" is not valid here", piece(position.start, position.end)))
        }
        ParseError::EndOfStream { .. } => (Some(source.len()), "the MJML ends too early".into()),
        ParseError::NoRootNode => (Some(0), "there is no <mjml> element".into()),
        other => (None, other.to_string()),
    }
}

type Refusal = (usize, String, &'static str);

/// One pass over the document.
#[derive(Default)]
struct Scan {
    text: String,
    offsets: Offsets,
    copied: usize,
    open: Vec<(String, usize)>,
    /// The element whose attributes are being read.
    current: (String, usize),
    elements: usize,
    shared: usize,
    carousel: usize,
}

impl Scan {
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
                Token::Attribute { value: Some(value), .. } => self.attribute(source, value)?,
                Token::ElementEnd { end, span } => self.end(source, end, span.start())?,
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
        if name == "mj-include" {
            return Err((at, "<mj-include> is not supported".into(), "Paste the included part here."));
        }
        if self.elements > MAX_ELEMENTS || self.open.len() >= MAX_DEPTH || self.carousel > MAX_CAROUSEL {
            let message = format!(
                "more than {MAX_ELEMENTS} elements, {MAX_DEPTH} levels of nesting or {MAX_CAROUSEL} carousel images"
            );
            return Err((at, message, "Simplify the email."));
        }
        self.current = (name, at);
        Ok(())
    }

    fn end(&mut self, source: &str, end: ElementEnd<'_>, at: usize) -> Result<(), Refusal> {
        match end {
            ElementEnd::Open if VOID.contains(&self.current.0.as_str()) => {}
            ElementEnd::Open => self.open.push(std::mem::take(&mut self.current)),
            ElementEnd::Empty => {}
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
