//! What things are called in sentences: the labels of the definitions in force.

use super::label_of;
use audience::Image;
use model::activity::kind;
use model::definition::{Body, MAIN};
use model::{DefinitionKind, Field, Object, field};

/// Labels from an image.
pub struct ImageNames<'a>(pub &'a Image);

impl ImageNames<'_> {
    fn label(&self, kind: DefinitionKind, key: &str) -> Option<String> {
        let label = self.0.definition(kind, key).map(|published| label_of(&published.body));
        label.filter(|label| !label.is_empty())
    }

    fn definition_of(&self, of: Object, key: &str) -> Option<Field> {
        match self.0.definition(DefinitionKind::Field, &format!("{}.{key}", of.as_str())).map(|found| &found.body) {
            Some(Body::Field(field)) => Some(field.clone()),
            _ => field::builtin_fields().into_iter().find(|field| field.object == of && field.key == key),
        }
    }
}

impl rules::Names for ImageNames<'_> {
    fn field(&self, of: Object, key: &str) -> String {
        self.definition_of(of, key).map_or_else(|| key.to_string(), |field| field.label)
    }

    fn choice(&self, of: Object, key: &str, value: &str) -> String {
        let field = self.definition_of(of, key);
        let choice = field.and_then(|field| field.choices.into_iter().find(|choice| choice.key == value));
        choice.map_or_else(|| value.to_string(), |choice| choice.label)
    }

    fn segment(&self, key: &str) -> String {
        self.label(DefinitionKind::Segment, key).unwrap_or_else(|| key.into())
    }

    fn list(&self, key: &str) -> String {
        self.label(DefinitionKind::List, key).unwrap_or_else(|| key.into())
    }

    fn program(&self, key: &str) -> String {
        self.label(DefinitionKind::Program, key).unwrap_or_else(|| key.into())
    }

    fn status(&self, program: &str, key: &str) -> String {
        match self.0.definition(DefinitionKind::Program, program).map(|published| &published.body) {
            Some(Body::Program(program)) => program.statuses.iter().find(|status| status.key == key),
            _ => None,
        }
        .map_or_else(|| key.to_string(), |status| status.label.clone())
    }

    fn stage(&self, key: &str) -> String {
        match self.0.definition(DefinitionKind::Lifecycle, MAIN).map(|published| &published.body) {
            Some(Body::Lifecycle(lifecycle)) => lifecycle.stages.iter().find(|stage| stage.key == key),
            _ => None,
        }
        .map_or_else(|| key.to_string(), |stage| stage.label.clone())
    }

    /// Keys of one kind of definition may be keys of another too, so the kinds of the activities say what is meant.
    fn asset(&self, kinds: &[String], key: &str) -> String {
        const ANY: &[DefinitionKind] = &[DefinitionKind::Asset, DefinitionKind::Email, DefinitionKind::Program];
        let mut of: Vec<DefinitionKind> = kinds.iter().flat_map(|kind| kind::concerns(kind)).copied().collect();
        if kinds.is_empty() {
            of.extend(ANY);
        }
        of.into_iter().find_map(|kind| self.label(kind, key)).unwrap_or_else(|| key.into())
    }
}
