//! What would be wrong with a definition if it were published: asked of `rules`, and for emails and snippets of `content`.

use crate::App;
use crate::problem::{FieldProblem, Problem};
use crate::views::email::{ProblemView, Severity};
use audience::Image;
use engine::perform::{known, shared};
use model::definition::{Body, Email};
use model::read::Misread;
use model::{DefinitionKind, Field, field};
use rules::validate::Refs;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashSet};

/// What definitions may refer to: those in force, and active users.
pub struct InForce<'a> {
    pub image: &'a Image,
    pub users: &'a HashSet<String>,
    /// As if this one were not there.
    pub without: Option<(DefinitionKind, &'a str)>,
}

impl Refs for InForce<'_> {
    fn definition(&self, kind: DefinitionKind, key: &str) -> Option<&Body> {
        if self.without == Some((kind, key)) {
            return None;
        }
        self.image.definition(kind, key).map(|published| &published.body)
    }

    fn is_user(&self, email: &str) -> bool {
        self.users.contains(&email.to_lowercase())
    }
}

/// Addresses of the active users.
pub async fn active_users(app: &App) -> Result<HashSet<String>, Problem> {
    let users = store::users::list(app.store(), app.workspace()).await?;
    Ok(users.into_iter().filter(|user| user.active).map(|user| user.email).collect())
}

/// Everything that is wrong with a body, warnings included.
pub fn problems(refs: &InForce<'_>, kind: DefinitionKind, key: &str, json: &Json) -> Vec<ProblemView> {
    let body = match Body::parse(kind, json) {
        Ok(body) => body,
        Err(Misread { path, message }) => return vec![ProblemView { path, message, severity: Severity::Error }],
    };
    let found = rules::validate::validate(key, &body, refs);
    let mut found: Vec<ProblemView> = found
        .into_iter()
        .map(|problem| ProblemView { path: problem.path, message: problem.message, severity: Severity::Error })
        .collect();
    match &body {
        Body::Email(email) => found.extend(email_problems(refs.image, email)),
        Body::Snippet(snippet) if !snippet.mjml.trim().is_empty() => {
            found.extend(content::check_snippet(&snippet.mjml, &known(refs.image)).iter().map(shown));
        }
        Body::Field(field) => found.extend(retyped(refs, key, field)),
        _ => {}
    }
    found
}

/// A field keeps its type: values that exist were read with it. Of built-in fields `rules` says so itself.
fn retyped(refs: &InForce<'_>, key: &str, new: &Field) -> Option<ProblemView> {
    let Some(Body::Field(old)) = refs.definition(DefinitionKind::Field, key) else { return None };
    let builtin = field::builtin_fields().iter().any(|one| one.object == old.object && one.key == old.key);
    (!builtin && old.field_type != new.field_type).then(|| ProblemView {
        path: "type".into(),
        message: "a field keeps its type, because values were read with it; add a new field instead".into(),
        severity: Severity::Error,
    })
}

/// What `content` says of an email.
pub fn email_problems(image: &Image, email: &Email) -> Vec<ProblemView> {
    content::check(email, &shared(image), &known(image)).iter().map(shown).collect()
}

/// A problem of an email with its place: `mjml:12`.
pub fn shown(problem: &content::Problem) -> ProblemView {
    ProblemView {
        path: problem.place(),
        message: format!("{}. {}", problem.says().trim_end_matches('.'), problem.remedy),
        severity: match problem.severity {
            content::Severity::Error => Severity::Error,
            content::Severity::Warning => Severity::Warning,
        },
    }
}

/// Every field: the built-in ones and those in force, which may relabel them.
pub fn fields(image: &Image) -> Vec<Field> {
    let key = |field: &Field| (field.object, field.key.clone());
    let mut fields: BTreeMap<_, Field> =
        field::builtin_fields().into_iter().map(|field| (key(&field), field)).collect();
    for (_, published) in image.definitions(DefinitionKind::Field) {
        if let Body::Field(field) = &published.body {
            fields.insert(key(field), field.clone());
        }
    }
    fields.into_values().collect()
}

/// Refuses when something is wrong that is more than a warning.
pub fn refuse(problems: &[ProblemView], field: &str) -> Result<(), Problem> {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let errors: Vec<FieldProblem> = errors
        .map(|problem| FieldProblem {
            field: if problem.path.is_empty() { field.into() } else { format!("{field}.{}", problem.path) },
            message: problem.message.clone(),
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid_fields(errors)) }
}
