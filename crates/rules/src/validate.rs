//! Whether a definition makes sense: every name it uses exists, every value fits, and what it says can come true. Each
//! problem names the place in the document and the remedy. Shape is for `model` to read, templates for `content` to
//! render.

mod comparison;
mod content;
mod deeds;
mod filter;
mod lifecycle;
mod program;
mod references;
mod scoring;
mod settings;
mod variants;

pub use comparison::op_fits;

use filter::FilterCheck;
use model::definition::{AssignTo, Assignment, MAIN};
use model::field::{builtin_fields, is_key};
use model::{Body, DefinitionKind, Field, FieldType, Filter, Object};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What a definition may refer to: what is published, and what is about to be published together with it.
pub trait Refs {
    fn definition(&self, kind: DefinitionKind, key: &str) -> Option<&Body>;

    /// Whether an active user has this e-mail address.
    fn is_user(&self, email: &str) -> bool;
}

/// Something that must be changed before a definition can be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Where in the document, as in `filter.all[1].field.values`.
    pub path: String,
    /// What is wrong and how to put it right.
    pub message: String,
}

/// What must be changed before `body` can be published under `key`; empty when nothing.
pub fn validate(key: &str, body: &Body, refs: &dyn Refs) -> Vec<Problem> {
    let mut check = Check { refs, problems: Vec::new() };
    check.key(key, body);
    match body {
        Body::Field(field) => check.field(key, field),
        Body::Segment(segment) => {
            check.label(&segment.label);
            check.filter("filter", &segment.filter, FilterCheck { segment: Some(key), ..FilterCheck::default() });
        }
        Body::List(list) => check.label(&list.label),
        Body::Scoring(model) => check.scoring(model),
        Body::Qualification(qualification) => check.qualification(qualification),
        Body::Lifecycle(lifecycle) => check.lifecycle(lifecycle),
        Body::Assignment(assignment) => check.assignment(assignment),
        Body::Asset(asset) => check.asset(asset),
        Body::Email(email) => check.email(email),
        Body::Program(program) => check.program(key, program),
        Body::Goal(goal) => check.goal(goal),
        Body::Settings(settings) => check.settings(settings),
        Body::Snippet(snippet) => check.snippet(snippet),
    }
    check.problems
}

/// What must be changed before a filter that stands by itself (a live count, a list page) can be evaluated.
pub fn validate_filter(filter: &Filter, refs: &dyn Refs) -> Vec<Problem> {
    let mut check = Check { refs, problems: Vec::new() };
    check.filter("filter", filter, FilterCheck::default());
    check.problems
}

/// The problems found so far.
struct Check<'a> {
    refs: &'a dyn Refs,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn problem(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem { path: path.into(), message: message.into() });
    }

    /// A problem unless `fine`.
    fn ensure(&mut self, fine: bool, path: impl Into<String>, message: impl Into<String>) {
        if !fine {
            self.problem(path, message);
        }
    }

    fn key(&mut self, key: &str, body: &Body) {
        match body {
            Body::Field(_) => {}
            Body::Scoring(_)
            | Body::Qualification(_)
            | Body::Lifecycle(_)
            | Body::Assignment(_)
            | Body::Settings(_) => {
                self.ensure(key == MAIN, "key", format!("there is one of this kind only; call it \"{MAIN}\""));
            }
            _ => self.key_form("key", key),
        }
    }

    fn key_form(&mut self, path: impl Into<String>, key: &str) {
        let message = format!(
            "\"{}\" is not a key; use 1 to 64 lower-case letters, digits, - and _",
            key.chars().take(80).collect::<String>()
        );
        self.ensure(is_key(key), path, message);
    }

    fn label(&mut self, label: &str) {
        self.text("label", label);
    }

    fn text(&mut self, path: impl Into<String>, text: &str) {
        self.ensure(!text.trim().is_empty(), path, "is empty; write what people should read here");
    }

    /// Keys are well formed and no two are the same.
    fn keys<'k>(&mut self, path: &str, keys: impl Iterator<Item = &'k str>) {
        let mut seen = BTreeSet::new();
        for (place, key) in keys.enumerate() {
            self.key_form(format!("{path}[{place}].key"), key);
            self.ensure(
                seen.insert(key),
                format!("{path}[{place}].key"),
                format!("\"{key}\" is used twice; rename one"),
            );
        }
    }

    fn user(&mut self, path: impl Into<String>, email: &str) {
        let message =
            format!("no active user has the address \"{email}\"; invite them under Settings, or name another");
        self.ensure(self.refs.is_user(email), path, message);
    }

    fn exists(&mut self, path: impl Into<String>, kind: DefinitionKind, key: &str) {
        let what = kind.as_str();
        let message = format!("there is no published {what} \"{key}\"; publish it first, or name another");
        self.ensure(self.refs.definition(kind, key).is_some(), path, message);
    }

    /// The definition of a field: published, else built in.
    fn field_of(&self, of: Object, key: &str) -> Option<Cow<'_, Field>> {
        match self.refs.definition(DefinitionKind::Field, &format!("{}.{key}", of.as_str())) {
            Some(Body::Field(field)) => Some(Cow::Borrowed(field)),
            _ => builtin_fields().into_iter().find(|field| field.object == of && field.key == key).map(Cow::Owned),
        }
    }

    fn field(&mut self, key: &str, field: &Field) {
        self.label(&field.label);
        self.key_form("field.key", &field.key);
        let named = format!("{}.{}", field.object.as_str(), field.key);
        self.ensure(key == named, "key", format!("a field is called by its object and key; call it \"{named}\""));
        let builtin = builtin_fields().into_iter().find(|own| own.object == field.object && own.key == field.key);
        if let Some(builtin) = builtin {
            // Text may be narrowed to a choice: both are kept as text.
            let same = builtin.field_type == field.field_type
                || (builtin.field_type == FieldType::Text && field.field_type == FieldType::Choice);
            self.ensure(same, "type", "a built-in field keeps its type; make a field of your own for another one");
        }
        let choice = field.field_type == FieldType::Choice;
        self.ensure(
            choice != field.choices.is_empty(),
            "choices",
            match choice {
                true => "a choice needs its values; list at least one",
                false => "only a choice has values to choose from; remove them, or make the type choice",
            },
        );
        let mut seen = BTreeSet::new();
        for (place, option) in field.choices.iter().enumerate() {
            let path = format!("choices[{place}]");
            self.text(format!("{path}.label"), &option.label);
            self.text(format!("{path}.key"), &option.key);
            self.ensure(seen.insert(&option.key), path, format!("\"{}\" is there twice; remove one", option.key));
        }
        if let Some(default) = &field.default {
            self.value("default", field, default);
        }
    }

    /// A value fits its field: type, and for a choice one of its values.
    fn value(&mut self, path: impl Into<String>, field: &Field, json: &serde_json::Value) {
        let path = path.into();
        match field.field_type.parse_json(json) {
            Err(error) => self.problem(path, format!("does not fit the field {}: {error}", field.key)),
            Ok(model::Value::Text(text)) if !field.choices.is_empty() && !text.is_empty() => {
                let known = field.choices.iter().any(|choice| crate::compare::same_text(&choice.key, &text));
                let some: Vec<&str> = field.choices.iter().take(8).map(|choice| choice.key.as_str()).collect();
                let message = format!("\"{text}\" is not a value of {}; choose from {}", field.key, some.join(", "));
                self.ensure(known, path, message);
            }
            Ok(_) => {}
        }
    }

    fn assignment(&mut self, assignment: &Assignment) {
        self.label(&assignment.label);
        self.ensure(!assignment.rules.is_empty(), "rules", "there is no rule; add one that takes everybody");
        let mut labels = BTreeSet::new();
        for (place, rule) in assignment.rules.iter().enumerate() {
            let path = format!("rules[{place}]");
            self.text(format!("{path}.label"), &rule.label);
            let twice = format!("two rules are called \"{}\"; rename one, since turns are counted by it", rule.label);
            self.ensure(labels.insert(&rule.label), format!("{path}.label"), twice);
            self.filter(&format!("{path}.when"), &rule.when, FilterCheck::default());
            let hours = (1..=2_000).contains(&rule.sla_hours);
            self.ensure(hours, format!("{path}.sla_hours"), "must lie between 1 and 2000 business hours");
            match &rule.to {
                AssignTo::AccountOwner => {}
                AssignTo::User(email) => self.user(format!("{path}.to.user"), email),
                AssignTo::RoundRobin(emails) => {
                    let path = format!("{path}.to.round_robin");
                    self.ensure(!emails.is_empty(), path.clone(), "nobody takes turns; name at least one user");
                    emails.iter().enumerate().for_each(|(n, email)| self.user(format!("{path}[{n}]"), email));
                }
            }
        }
    }
}
