//! What a marketer should know before an email is published: errors stop it, warnings don't.

use crate::problem::{Part, Problem, line_at};
use crate::shadow::{lit, shadow};
use crate::variables::{BUILTIN, Variable};
use crate::{CLIPPED_AT, Compiled, placeholder, tags};
use htmlparser::{ElementEnd, Token, Tokenizer};
use model::definition::Email;
use model::{Field, Object};
use std::collections::{BTreeMap, BTreeSet};

/// The variables that exist: the built-in ones and the fields of contact, account and lead.
#[derive(Debug, Clone)]
pub struct Known(BTreeMap<String, String>);

impl Known {
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Known {
        let builtin = BUILTIN.iter().map(|(path, label)| (path.to_string(), label.to_string()));
        let fields = fields.into_iter().filter(|field| field.object != Object::Opportunity);
        let fields = fields.map(|field| (format!("{}.{}", field.object.as_str(), field.key), field.label.clone()));
        Known(fields.chain(builtin).collect())
    }

    /// Every variable with its label, by name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, label)| (path.as_str(), label.as_str()))
    }

    /// The existing name most like this one.
    fn like(&self, path: &str) -> Option<&str> {
        self.0
            .keys()
            .map(|known| (distance(path, known), known.as_str()))
            .min()
            .filter(|(d, _)| *d <= 3)
            .map(|(_, k)| k)
    }
}

/// Levenshtein distance, for short names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Checks a compiled email; `email` is what it was compiled from.
pub fn lint(compiled: &Compiled, email: &Email, known: &Known) -> Vec<Problem> {
    let mut problems = Vec::new();
    if email.subject.trim().is_empty() {
        problems.push(Problem::error(Part::Subject, None, "there is no subject", "Write one."));
    }
    variables(compiled, email, known, &mut problems);
    if compiled.marketing {
        for (path, what) in [("unsubscribe_url", "an unsubscribe link"), ("postal_address", "a postal address")] {
            let parts = if compiled.own_text { &[Part::Mjml, Part::Text][..] } else { &[Part::Mjml][..] };
            for part in parts {
                if !compiled.variables.iter().any(|v| v.path == path && v.part == *part) {
                    let remedy = format!("Put {{{{ {path} }}}} into the {} part.", part.as_str());
                    problems.push(Problem::error(*part, None, format!("marketing mail without {what}"), remedy));
                }
            }
        }
    }
    let size = compiled.env.get_template("html").map_or(0, |html| html.source().len());
    if size > CLIPPED_AT {
        let message = format!("the HTML has {} KiB; Gmail cuts it at 102 and hides the rest", size / 1024);
        problems.push(Problem::error(Part::Mjml, None, message, "Shorten the email."));
    } else if size > CLIPPED_AT * 9 / 10 {
        let message = format!("the HTML has {} KiB; Gmail cuts it at 102", size / 1024);
        problems.push(Problem::warning(Part::Mjml, None, message, "Shorten the email."));
    }
    elements(email, &mut problems);
    problems
}

fn variables(compiled: &Compiled, email: &Email, known: &Known, problems: &mut Vec<Problem>) {
    for variable in &compiled.variables {
        let (part, line, path) = (variable.part, Some(variable.line), &variable.path);
        if !known.0.contains_key(path) {
            let remedy = known.like(path).map_or_else(
                || "Choose one of the variables listed beside the editor.".to_string(),
                |like| format!("Did you mean {like}?"),
            );
            problems.push(Problem::error(part, line, format!("there is no variable \"{path}\""), remedy));
            continue;
        }
        if may_be_missing(variable, email) {
            let message = format!("{path} has no default: where it is unknown, nothing is written");
            problems.push(Problem::warning(part, line, message, "Give it a default."));
        }
    }
    for path in email.defaults.keys().filter(|path| !known.0.contains_key(*path)) {
        let message = format!("there is no variable \"{path}\" that could have a default");
        problems.push(Problem::warning(Part::Defaults, None, message, "Remove it or correct its name."));
    }
}

/// Whether there can be recipients for whom this reading of a variable has nothing to say.
fn may_be_missing(variable: &Variable, email: &Email) -> bool {
    let path = variable.path.as_str();
    let of_record = ["contact.", "account.", "lead."].iter().any(|group| path.starts_with(group));
    let always = matches!(path, "contact.email" | "contact.name");
    of_record && !always && !variable.guarded && !email.defaults.contains_key(path)
}

/// The variables of records that are read without a default: for whom they are unknown, nothing is written.
pub fn without_default(compiled: &Compiled, email: &Email) -> BTreeSet<String> {
    let missing = compiled.variables.iter().filter(|variable| may_be_missing(variable, email));
    missing.map(|variable| variable.path.clone()).collect()
}

/// Images and links, as written in the MJML.
fn elements(email: &Email, problems: &mut Vec<Problem>) {
    let Ok(tags) = tags::tags(Part::Mjml, &email.mjml) else { return };
    let hidden = placeholder::hide(&email.mjml, &tags);
    let line = |at: usize| Some(line_at(&email.mjml, hidden.offsets.source(at)));
    let mut current: (String, usize, Vec<(String, String)>) = Default::default();
    for token in Tokenizer::from(shadow(&hidden.text).as_str()).flatten() {
        match token {
            Token::ElementStart { local, span, .. } => {
                current = (lit(&hidden.text, local).to_string(), span.start(), Vec::new());
            }
            Token::Attribute { local, value, .. } => {
                let value = value.map_or_else(String::new, |value| lit(&hidden.text, value).to_string());
                current.2.push((lit(&hidden.text, local).to_string(), value));
            }
            Token::ElementEnd { end: ElementEnd::Open | ElementEnd::Empty, .. } => {
                element(&current.0, line(current.1), &current.2, problems);
                if current.0 == "mj-preview" && !email.preheader.trim().is_empty() {
                    let message = "there are two preheaders, this and the email's own";
                    problems.push(Problem::warning(Part::Mjml, line(current.1), message, "Remove <mj-preview>."));
                }
            }
            _ => {}
        }
    }
}

fn element(name: &str, line: Option<usize>, attributes: &[(String, String)], problems: &mut Vec<Problem>) {
    let get = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
    let mut warn = |message: String, remedy: &str| problems.push(Problem::warning(Part::Mjml, line, message, remedy));
    if matches!(name, "mj-image" | "img" | "mj-carousel-image") && get("alt").is_none() {
        let remedy = "Add alt=\"what it shows\", or alt=\"\" when it only decorates.";
        warn("this image has no alternative text".into(), remedy);
    }
    if get("src").is_some_and(|src| src.starts_with("http:")) {
        warn("this image is fetched without encryption".into(), "Use https.");
    }
    let Some(href) = get("href").filter(|_| name != "mj-font" && name != "link") else { return };
    match href {
        "" => warn("this link leads nowhere".into(), "Give it an address, or remove it."),
        "#" if name.starts_with("mj-") => warn("this link leads nowhere".into(), "Give it an address, or remove it."),
        _ if href.starts_with("http:") => warn("this link is not encrypted".into(), "Use https."),
        _ if href.to_ascii_lowercase().starts_with("javascript:") => {
            let (message, remedy) = ("a script cannot be a link in an email", "Link to a page.");
            problems.push(Problem::error(Part::Mjml, line, message, remedy));
        }
        _ if href.starts_with("www.") => {
            let (message, remedy) = ("this link lacks its https://", "Write it in full.");
            problems.push(Problem::error(Part::Mjml, line, message, remedy));
        }
        _ => {}
    }
}
