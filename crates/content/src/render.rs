//! One message for one recipient.

use crate::compile::Wording;
use crate::problem::{Part, Problem};
use crate::skeleton::Marked;
use crate::{Compiled, Context, MAX_OUTPUT, tags};
use minijinja::{Environment, Value};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Longest subject and sender's name, in characters.
const MAX_HEADER: usize = 250;

/// What a recipient reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// One line; empty when there is none.
    pub preheader: String,
    /// One line; empty when the email names no sender of its own.
    pub from_name: String,
    pub html: String,
    pub text: String,
    /// Of the email's languages the one that this is; its own when absent.
    pub language: Option<String>,
}

/// Renders an email in the contact's language. An error means that the template does too much for this recipient's
/// values; it names the place.
pub fn render(compiled: &Compiled, context: &Context) -> Result<Rendered, Problem> {
    render_in(compiled, compiled.language_for(context), context)
}

/// Renders an email in one of its languages, else in its own.
pub fn render_in(compiled: &Compiled, language: Option<&str>, context: &Context) -> Result<Rendered, Problem> {
    let wording = compiled.wording(language);
    let rendered = rendered(wording, &compiled.defaults, context);
    rendered.map_err(|problem| Problem { language: wording.language.clone(), ..problem })
}

fn rendered(wording: &Wording, defaults: &BTreeMap<String, String>, context: &Context) -> Result<Rendered, Problem> {
    let plain = context.tree(defaults);
    let line = |part: Part| attempt(&wording.env, part, part.as_str(), &plain).map(|text| one_line(&text));
    let (subject, preheader, from_name) = (line(Part::Subject)?, line(Part::Preheader)?, line(Part::FromName)?);
    let filled = match preheader.is_empty() {
        true => plain.clone(),
        false => context.clone().set("preheader", &preheader).tree(defaults),
    };
    let marked = Marked::read(&attempt(&wording.env, Part::Mjml, "html", &filled)?);
    let text = match wording.own_text {
        true => attempt(&wording.env, Part::Text, "text", &plain)?,
        false => wording.texts.of(&marked),
    };
    Ok(Rendered { subject, preheader, from_name, html: marked.html, text, language: wording.language.clone() })
}

/// Renders one template under the limits.
pub(crate) fn attempt(env: &Environment<'_>, part: Part, name: &str, values: &Value) -> Result<String, Problem> {
    let mut out = Capped(Vec::new());
    let template = env.get_template(name).map_err(|error| tags::syntax(part, &error))?;
    template.render_captured_to(values.clone(), &mut out).map_err(|error| {
        let problem = tags::syntax(part, &error);
        // Lines of the HTML are not lines of the MJML.
        if name == "html" { Problem { line: None, ..problem } } else { problem }
    })?;
    Ok(String::from_utf8(out.0).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// What may stand in a header: no line breaks, no control characters, no runs of blanks.
pub(crate) fn one_line(text: &str) -> String {
    let clean: String =
        text.chars().map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_HEADER).collect()
}

struct Capped(Vec<u8>);

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_OUTPUT {
            return Err(io::Error::other("the result is too large"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
