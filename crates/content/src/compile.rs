//! From an email's definition to something that renders: MJML becomes HTML once, and everything that can be wrong
//! whoever receives it is found here.

use crate::environment::environment;
use crate::problem::{Part, Problem, line_at};
use crate::render::attempt;
use crate::text::PREHEADER;
use crate::variables::Variable;
use crate::{Context, guard, mjml, placeholder, tags};
use minijinja::Environment;
use model::definition::Email;
use std::collections::BTreeMap;

/// Longest default, in characters, and most of them.
const MAX_DEFAULT: usize = 500;
const MAX_DEFAULTS: usize = 200;

/// A version of an email, ready to render; worth keeping for as long as the version is in use.
pub struct Compiled {
    pub(crate) env: Environment<'static>,
    pub(crate) defaults: BTreeMap<String, String>,
    pub(crate) variables: Vec<Variable>,
    /// Marketing mail needs a way out and a postal address.
    pub(crate) marketing: bool,
    /// A text part was written; else it is made from the HTML.
    pub(crate) own_text: bool,
}

/// Compiles an email. The error lists every problem found, each with its part, line and remedy.
pub fn compile(email: &Email) -> Result<Compiled, Vec<Problem>> {
    let parts = [
        (Part::Subject, &email.subject),
        (Part::Preheader, &email.preheader),
        (Part::FromName, &email.from_name),
        (Part::Text, &email.text),
        (Part::Mjml, &email.mjml),
    ];
    let (mut problems, mut variables) = (check_defaults(email), Vec::new());
    for (part, source) in parts {
        match guard::check(part, source) {
            Ok(found) => variables.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let html = html(email).map_err(|problem| vec![problem])?;
    let mut env = environment();
    for (part, source) in parts.into_iter().filter(|(part, _)| *part != Part::Mjml) {
        env.add_template_owned(part.as_str(), source.clone()).map_err(|error| vec![tags::syntax(part, &error)])?;
    }
    env.add_template_owned("html", html).map_err(|error| vec![moved(&error)])?;
    let compiled = Compiled {
        env,
        defaults: email.defaults.clone(),
        variables,
        marketing: email.operational.is_none(),
        own_text: !email.text.trim().is_empty(),
    };
    try_out(&compiled, email)?;
    Ok(compiled)
}

fn check_defaults(email: &Email) -> Vec<Problem> {
    let mut problems = Vec::new();
    if email.defaults.len() > MAX_DEFAULTS {
        let message = format!("more than {MAX_DEFAULTS} defaults");
        problems.push(Problem::error(Part::Defaults, None, message, "Remove those that are not used."));
    }
    for (path, text) in &email.defaults {
        if text.chars().count() > MAX_DEFAULT {
            let message = format!("the default of {path} is longer than {MAX_DEFAULT} characters");
            problems.push(Problem::error(Part::Defaults, None, message, "Shorten it."));
        }
    }
    problems
}

/// The HTML template, with the preheader's place at the top of the body.
fn html(email: &Email) -> Result<String, Problem> {
    let source = &email.mjml;
    let hidden = placeholder::hide(source, &tags::tags(Part::Mjml, source)?);
    let line = |at: usize| line_at(source, hidden.offsets.source(at));
    let html = hidden.restore(&mjml::to_html(&hidden.text, &line)?);
    if email.preheader.trim().is_empty() {
        return Ok(html);
    }
    let body = html.find("<body").and_then(|at| html[at..].find('>').map(|end| at + end + 1)).unwrap_or(0);
    Ok(format!("{}{PREHEADER}{{{{ preheader }}}}</div>{}", &html[..body], &html[body..]))
}

/// The tags were right in the MJML and are not in its HTML.
fn moved(error: &minijinja::Error) -> Problem {
    let message = format!(
        "an {{% if %}} or {{% for %}} is torn apart by the layout ({})",
        tags::syntax(Part::Mjml, error).message
    );
    Problem::error(
        Part::Mjml,
        None,
        message,
        "Put the tags around whole sections, inside <mj-raw>, or inside one text.",
    )
}

/// Renders for a contact of whom nothing is known: a template that does not end is found now, not when it is sent.
fn try_out(compiled: &Compiled, email: &Email) -> Result<(), Vec<Problem>> {
    let values = Context::new().tree(&compiled.defaults);
    for part in [Part::Subject, Part::Preheader, Part::FromName, Part::Text] {
        attempt(&compiled.env, part, part.as_str(), &values).map_err(|problem| vec![problem])?;
    }
    // The MJML itself is tried as a template too, because its lines are the ones that the marketer sees.
    let mut env = environment();
    env.add_template_owned("mjml", email.mjml.clone()).map_err(|error| vec![tags::syntax(Part::Mjml, &error)])?;
    attempt(&env, Part::Mjml, "mjml", &values).map_err(|problem| {
        // A result that is too large has no line of its own; it takes a loop to get there.
        let of_loop = email.mjml.find("{% for").map(|at| line_at(&email.mjml, at));
        vec![Problem { line: problem.line.or(of_loop), ..problem }]
    })?;
    attempt(&compiled.env, Part::Mjml, "html", &values).map_err(|problem| vec![problem]).map(drop)
}
