//! The tags of a template, `{{ … }}` and `{% … %}`: where they are, and that none is so large that parsing it hurts.

use crate::MAX_SOURCE;
use crate::problem::{Part, Problem, line_at};
use minijinja::machinery::{Token, tokenize};
use std::ops::Range;

/// Most `{{ … }}` and `{% … %}` in one part.
const MAX_TAGS: usize = 4_000;
/// Most tokens in one of them; bounds the depth of what the parser builds.
const MAX_TOKENS: usize = 200;
/// Longest text literal in a tag, in bytes.
const MAX_LITERAL: usize = 500;
/// Most `elif` in one part: each nests one deeper.
const MAX_ELIF: usize = 50;
/// The places of the tags of a template, in order, as byte ranges.
pub(crate) fn tags(part: Part, source: &str) -> Result<Vec<Range<usize>>, Problem> {
    if source.len() > MAX_SOURCE {
        let message = format!("the {} is {} KiB long", part.as_str(), source.len() / 1024);
        return Err(Problem::error(part, None, message, format!("Keep it under {} KiB.", MAX_SOURCE / 1024)));
    }
    let refuse = |at: usize, message: &str, remedy: &str| {
        Err(Problem::error(part, Some(line_at(source, at)), message.to_string(), remedy))
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut start, mut tokens, mut elifs) = (None, 0, 0);
    for token in tokenize(source, false, Default::default()) {
        let (token, span) = token.map_err(|error| syntax(part, &error))?;
        let at = span.start_offset as usize;
        tokens += 1;
        match token {
            Token::VariableStart | Token::BlockStart => (start, tokens) = (Some(at), 0),
            Token::VariableEnd | Token::BlockEnd => {
                found.extend(start.take().map(|start| start..span.end_offset as usize));
                if found.len() > MAX_TAGS {
                    return refuse(at, &format!("more than {MAX_TAGS} template tags"), "Use fewer variables.");
                }
            }
            Token::TemplateData(data) if data.contains("{{") || data.contains("{%") => {
                return refuse(at, "{% raw %} is not allowed", "Write the braces as &#123;&#123; in HTML.");
            }
            Token::Str(text) if text.len() > MAX_LITERAL => return refuse(at, LONG, SHORTER),
            Token::String(text) if text.len() > MAX_LITERAL => return refuse(at, LONG, SHORTER),
            Token::Ident("elif") => {
                elifs += 1;
                if elifs > MAX_ELIF {
                    return refuse(at, &format!("more than {MAX_ELIF} elif"), "Split the email, or use a field.");
                }
            }
            _ => {}
        }
        // Named where it begins: mostly it is one that was never closed.
        if let Some(start) = start.filter(|_| tokens > MAX_TOKENS) {
            return refuse(start, "a template tag is not closed, or too long", "Close it with }} or %}, or split it.");
        }
    }
    Ok(found)
}

const LONG: &str = "a text in a template tag is longer than 500 bytes";
const SHORTER: &str = "Put the text into the email itself, outside the tag.";

/// An error of the template engine, as a problem.
pub(crate) fn syntax(part: Part, error: &minijinja::Error) -> Problem {
    use minijinja::ErrorKind;
    let (message, remedy) = match error.kind() {
        ErrorKind::OutOfFuel => ("the template does not end in time".to_string(), "Remove or shorten its loops."),
        ErrorKind::WriteFailure => (
            format!("the result is larger than {} MiB", crate::MAX_OUTPUT / 1024 / 1024),
            "Remove or shorten its loops.",
        ),
        _ => {
            let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_string);
            (detail, "Check the braces, quotes and names in this place.")
        }
    };
    Problem::error(part, error.line(), message, remedy)
}
