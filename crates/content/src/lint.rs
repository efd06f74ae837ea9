//! What a marketer should know before an email is published: errors stop it, warnings don't.

mod elements;
mod images;

use crate::compile::Wording;
use crate::names::like;
use crate::problem::{Part, Problem};
use crate::variables::{BUILTIN, Variable};
use crate::{CLIPPED_AT, Compiled, Shared, compile, snippet};
use elements::elements;
use model::definition::Email;
use model::{Field, Object};
use std::collections::{BTreeMap, BTreeSet};

/// What a template may read: the built-in variables, the fields of contact, account and lead, and whether the contact is in
/// one of the segments in force.
#[derive(Debug, Clone)]
pub struct Known {
    variables: BTreeMap<String, String>,
    segments: BTreeSet<String>,
}

impl Known {
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a Field>, segments: impl IntoIterator<Item = &'a str>) -> Known {
        let builtin = BUILTIN.iter().map(|(path, label)| (path.to_string(), label.to_string()));
        let fields = fields.into_iter().filter(|field| field.object != Object::Opportunity);
        let fields = fields.map(|field| (format!("{}.{}", field.object.as_str(), field.key), field.label.clone()));
        let segments = segments.into_iter().map(str::to_string).collect();
        Known { variables: fields.chain(builtin).collect(), segments }
    }

    /// Every variable with its label, by name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables.iter().map(|(path, label)| (path.as_str(), label.as_str()))
    }
}

/// Everything that is wrong with an email, by what is in force.
pub fn check(email: &Email, shared: &Shared, known: &Known) -> Vec<Problem> {
    match compile(email, shared) {
        Ok(compiled) => lint(&compiled, email, known),
        Err(problems) => problems,
    }
}

/// Everything that is wrong with a snippet by itself, by its own lines. Defaults are for the emails to give.
pub fn check_snippet(mjml: &str, known: &Known) -> Vec<Problem> {
    let level = match snippet::whole(mjml) {
        Ok(level) => level,
        Err(problem) => return vec![problem],
    };
    let email = alone(level.around("<mj-include path=\"snippet:own\" />"));
    let snippets = [("own".to_string(), mjml.to_string())].into();
    let found = match compile(&email, &Shared { snippets, ..Shared::default() }) {
        Ok(compiled) => {
            let missing = without_default(&compiled, &email);
            let left_to_emails = |problem: &Problem| {
                images::is_for_the_email(problem)
                    || missing.iter().any(|path| problem.message.starts_with(&format!("{path} has no")))
            };
            lint(&compiled, &email, known).into_iter().filter(|problem| !left_to_emails(problem)).collect()
        }
        Err(problems) => problems,
    };
    let own = |problem: Problem| Problem {
        line: problem.snippet.as_ref().map_or(problem.line, |(_, line)| Some(*line)),
        snippet: None,
        ..problem
    };
    found.into_iter().map(own).collect()
}

/// Nothing but a document, and with no duties.
fn alone(mjml: String) -> Email {
    Email { subject: "-".into(), mjml, operational: Some("-".into()), ..Email::default() }
}

/// Checks a compiled email in all its languages; `email` is what it was compiled from.
pub fn lint(compiled: &Compiled, email: &Email, known: &Known) -> Vec<Problem> {
    let mut problems = Vec::new();
    for wording in compiled.wordings() {
        let found = of_wording(wording, &email.in_language(wording.language.as_deref()), compiled.marketing, known);
        let told = |problem| Problem { language: wording.language.clone(), ..wording.mjml.told(problem) };
        problems.extend(found.into_iter().map(told));
    }
    for path in email.defaults.keys().filter(|path| !known.variables.contains_key(*path)) {
        let message = format!("there is no variable \"{path}\" that could have a default");
        problems.push(Problem::warning(Part::Defaults, None, message, "Remove it or correct its name."));
    }
    problems
}

fn of_wording(wording: &Wording, email: &Email, marketing: bool, known: &Known) -> Vec<Problem> {
    let mut problems = Vec::new();
    if email.subject.trim().is_empty() {
        problems.push(Problem::error(Part::Subject, None, "there is no subject", "Write one."));
    }
    variables(wording, email, known, &mut problems);
    segments(wording, known, &mut problems);
    if marketing {
        for (path, what) in [("unsubscribe_url", "an unsubscribe link"), ("postal_address", "a postal address")] {
            let parts = if wording.own_text { &[Part::Mjml, Part::Text][..] } else { &[Part::Mjml][..] };
            for part in parts {
                if !wording.reads.variables.iter().any(|v| v.path == path && v.part == *part) {
                    let remedy = format!("Put {{{{ {path} }}}} into the {} part.", part.as_str());
                    problems.push(Problem::error(*part, None, format!("marketing mail without {what}"), remedy));
                }
            }
        }
    }
    let size = wording.env.get_template("html").map_or(0, |html| html.source().len());
    if size > CLIPPED_AT {
        let message = format!("the HTML has {} KiB; Gmail cuts it at 102 and hides the rest", size / 1024);
        problems.push(Problem::error(Part::Mjml, None, message, "Shorten the email."));
    } else if size > CLIPPED_AT * 9 / 10 {
        let message = format!("the HTML has {} KiB; Gmail cuts it at 102", size / 1024);
        problems.push(Problem::warning(Part::Mjml, None, message, "Shorten the email."));
    }
    elements(&wording.mjml.text, !email.preheader.trim().is_empty(), &mut problems);
    problems
}

fn variables(wording: &Wording, email: &Email, known: &Known, problems: &mut Vec<Problem>) {
    for variable in &wording.reads.variables {
        let (part, line, path) = (variable.part, Some(variable.line), &variable.path);
        if !known.variables.contains_key(path) {
            let remedy = like(path, known.variables.keys().map(String::as_str)).map_or_else(
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
}

fn segments(wording: &Wording, known: &Known, problems: &mut Vec<Problem>) {
    for asked in wording.reads.segments.iter().filter(|asked| !known.segments.contains(&asked.segment)) {
        let remedy = like(&asked.segment, known.segments.iter().map(String::as_str))
            .map_or_else(|| "Publish it first, or choose another.".to_string(), |like| format!("Did you mean {like}?"));
        let message = format!("there is no segment \"{}\"", asked.segment);
        problems.push(Problem::error(asked.part, Some(asked.line), message, remedy));
    }
}

/// Whether there can be recipients for whom this reading of a variable has nothing to say.
fn may_be_missing(variable: &Variable, email: &Email) -> bool {
    let path = variable.path.as_str();
    let of_record = ["contact.", "account.", "lead."].iter().any(|group| path.starts_with(group));
    let always = matches!(path, "contact.email" | "contact.name");
    of_record && !always && !variable.guarded && !email.defaults.contains_key(path)
}

/// What an email says of offered content without a default or a condition: nothing, where nothing is offered.
pub fn asset_reads(email: &Email, shared: &Shared) -> BTreeSet<String> {
    let Ok(compiled) = compile(email, shared) else { return BTreeSet::new() };
    let all = compiled.wordings().flat_map(|wording| &wording.reads.variables).filter(|read| !read.guarded);
    let of_asset = all.filter(|read| read.path.starts_with("asset.") && !email.defaults.contains_key(&read.path));
    of_asset.map(|read| read.path.clone()).collect()
}

/// The variables of records that are read without a default: for whom they are unknown, nothing is written.
pub fn without_default(compiled: &Compiled, email: &Email) -> BTreeSet<String> {
    let all = compiled.wordings().flat_map(|wording| &wording.reads.variables);
    all.filter(|variable| may_be_missing(variable, email)).map(|variable| variable.path.clone()).collect()
}
