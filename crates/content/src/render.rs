//! One message for one recipient.

use crate::problem::{Part, Problem};
use crate::{Compiled, Context, MAX_OUTPUT, tags, text};
use minijinja::{Environment, Value};
use std::io::{self, Write};

/// Longest subject and sender's name, in characters.
const MAX_HEADER: usize = 250;

/// What a recipient reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// One line; empty when the email names no sender of its own.
    pub from_name: String,
    pub html: String,
    pub text: String,
}

/// Renders an email. An error means that the template does too much for this recipient's values; it names the place.
pub fn render(compiled: &Compiled, context: &Context) -> Result<Rendered, Problem> {
    let plain = context.tree(&compiled.defaults);
    let line = |part: Part| attempt(&compiled.env, part, part.as_str(), &plain).map(|text| one_line(&text));
    let (subject, preheader, from_name) = (line(Part::Subject)?, line(Part::Preheader)?, line(Part::FromName)?);
    let mut context = context.clone();
    context.set("preheader", &preheader);
    let html = attempt(&compiled.env, Part::Mjml, "html", &context.tree(&compiled.defaults))?;
    let text = match compiled.own_text {
        true => attempt(&compiled.env, Part::Text, "text", &plain)?,
        false => text::of_html(&html),
    };
    Ok(Rendered { subject, from_name, html, text })
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
    Ok(String::from_utf8_lossy(&out.0).into_owned())
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
