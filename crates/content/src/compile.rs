//! From an email's definition to something that renders: MJML becomes HTML once, and everything that can be wrong
//! whoever receives it is found here.

use crate::environment::environment;
use crate::guard::Reads;
use crate::language::choose;
use crate::problem::{Part, Problem, line_at};
use crate::render::attempt;
use crate::shared::{Expanded, Shared, expand};
use crate::skeleton::Texts;
use crate::text::PREHEADER;
use crate::{Context, guard, icons, mjml, placeholder, tags};
use minijinja::Environment;
use model::definition::Email;
use std::collections::BTreeMap;

/// Longest default, in characters, and most of them.
const MAX_DEFAULT: usize = 500;
const MAX_DEFAULTS: usize = 200;

/// A version of an email, ready to render; worth keeping for as long as the version and its snippets are in force.
pub struct Compiled {
    pub(crate) own: Wording,
    /// What readers of other languages get.
    pub(crate) languages: BTreeMap<String, Wording>,
    pub(crate) defaults: BTreeMap<String, String>,
    /// Marketing mail needs a way out and a postal address.
    pub(crate) marketing: bool,
}

/// An email's text in one language.
pub(crate) struct Wording {
    pub language: Option<String>,
    pub env: Environment<'static>,
    /// The MJML with its snippets.
    pub mjml: Expanded,
    pub reads: Reads,
    /// A text part was written; else it is made from the HTML.
    pub own_text: bool,
    pub texts: Texts,
}

impl Compiled {
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &Wording> {
        std::iter::once(&self.own).chain(self.languages.values())
    }

    pub(crate) fn wording(&self, language: Option<&str>) -> &Wording {
        language.and_then(|language| self.languages.get(language)).unwrap_or(&self.own)
    }

    /// The languages that it has; `None` is its own.
    pub fn languages(&self) -> impl Iterator<Item = Option<&str>> {
        self.wordings().map(|wording| wording.language.as_deref())
    }

    /// The one of its languages that a contact reads; `None` for its own.
    pub fn language_for(&self, context: &Context) -> Option<&str> {
        let has = |tag: &str| self.languages.get_key_value(tag).map(|(tag, _)| tag.as_str());
        choose(context.language(), has)
    }

    /// Whether a text stands in its MJML, snippets included, in any language.
    pub fn says(&self, text: &str) -> bool {
        self.wordings().any(|wording| wording.mjml.text.contains(text))
    }
}

/// Compiles an email in all its languages. The error lists every problem found, each with its part, line and remedy.
pub fn compile(email: &Email, shared: &Shared) -> Result<Compiled, Vec<Problem>> {
    let mut problems = check_defaults(email);
    let mut worded = |language: Option<&str>| match wording(&email.in_language(language), language, shared) {
        Ok(wording) => Some(wording),
        Err(found) => {
            let language = language.map(str::to_string);
            problems.extend(found.into_iter().map(|problem| Problem { language: language.clone(), ..problem }));
            None
        }
    };
    let own = worded(None);
    let languages =
        email.languages.keys().filter_map(|language| Some((language.clone(), worded(Some(language.as_str()))?)));
    let languages = languages.collect();
    match own.filter(|_| problems.is_empty()) {
        Some(own) => {
            let defaults = email.defaults.clone();
            Ok(Compiled { own, languages, defaults, marketing: email.operational.is_none() })
        }
        None => Err(problems),
    }
}

fn wording(email: &Email, language: Option<&str>, shared: &Shared) -> Result<Wording, Vec<Problem>> {
    let mjml = expand(&email.mjml, shared)?;
    let told = |problem| mjml.told(problem);
    let parts = [
        (Part::Subject, &email.subject),
        (Part::Preheader, &email.preheader),
        (Part::FromName, &email.from_name),
        (Part::Text, &email.text),
        (Part::Mjml, &mjml.text),
    ];
    let (mut problems, mut reads) = (Vec::new(), Reads::default());
    for (part, source) in parts {
        match guard::check(part, source) {
            Ok(found) => {
                reads.variables.extend(found.variables);
                reads.segments.extend(found.segments);
            }
            Err(found) => problems.extend(found.into_iter().map(told)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let html = html(&mjml.text, &email.preheader).map_err(|problem| vec![told(problem)])?;
    let mut env = environment();
    for (part, source) in parts.into_iter().filter(|(part, _)| *part != Part::Mjml) {
        env.add_template_owned(part.as_str(), source.clone()).map_err(|error| vec![tags::syntax(part, &error)])?;
    }
    env.add_template_owned("html", html).map_err(|error| vec![moved(&error)])?;
    try_out(&env, &mjml.text, &email.defaults).map_err(|problem| vec![told(problem)])?;
    let own_text = !email.text.trim().is_empty();
    Ok(Wording { language: language.map(str::to_string), env, mjml, reads, own_text, texts: Texts::default() })
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
fn html(source: &str, preheader: &str) -> Result<String, Problem> {
    let hidden = placeholder::hide(source, &tags::tags(Part::Mjml, source)?);
    let line = |at: usize| line_at(source, hidden.offsets.source(at));
    let html = icons::own(hidden.restore(&mjml::to_html(&hidden.text, &line)?));
    if preheader.trim().is_empty() {
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
fn try_out(env: &Environment<'_>, source: &str, defaults: &BTreeMap<String, String>) -> Result<(), Problem> {
    let values = Context::new().tree(defaults);
    for part in [Part::Subject, Part::Preheader, Part::FromName, Part::Text] {
        attempt(env, part, part.as_str(), &values)?;
    }
    // The MJML itself is tried as a template too, because its lines are the ones that the marketer sees.
    let mut plain = environment();
    plain.add_template_owned("mjml", source.to_string()).map_err(|error| tags::syntax(Part::Mjml, &error))?;
    attempt(&plain, Part::Mjml, "mjml", &values).map_err(|problem| {
        // A result that is too large has no line of its own; it takes a loop to get there.
        let of_loop = source.find("{% for").map(|at| line_at(source, at));
        Problem { line: problem.line.or(of_loop), ..problem }
    })?;
    attempt(env, Part::Mjml, "html", &values).map(drop)
}
