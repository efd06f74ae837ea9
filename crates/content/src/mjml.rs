//! MJML to HTML. What enters the renderer is checked first (see [`crate::scan`]), because it recurses and trusts its
//! input.

use crate::MAX_OUTPUT;
use crate::icons::ORIGIN;
use crate::problem::{Part, Problem};
use crate::scan::Scan;
use mrml::prelude::parser::{Error as ParseError, ParserOptions};
use mrml::prelude::render::RenderOptions;
use std::collections::HashMap;

/// HTML of an MJML document whose template tags are hidden. `line` gives the line of an offset in the document.
pub(crate) fn to_html(source: &str, line: &dyn Fn(usize) -> usize) -> Result<String, Problem> {
    let refuse =
        |at: Option<usize>, message: String, remedy: &str| Problem::error(Part::Mjml, at.map(line), message, remedy);
    let scan = Scan::of(source).map_err(|(at, message, remedy)| refuse(Some(at), message, remedy))?;
    let at = |made: usize| Some(scan.offsets.source(made));
    let parsed = mrml::parse_with_options(&scan.text, &ParserOptions::default()).map_err(|error| {
        let (place, message) = explain(&scan.text, &error);
        refuse(place.and_then(at), message, "See the MJML reference for what may stand there.")
    })?;
    // By itself it would have each recipient fetch icons and fonts from servers of others.
    let options =
        RenderOptions { social_icon_origin: Some(ORIGIN.into()), fonts: HashMap::new(), ..RenderOptions::default() };
    let html = parsed.element.render(&options).map_err(|error| {
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
