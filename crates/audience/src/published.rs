//! The definitions in force, parsed once, with an epoch that rises whenever one of them changes.

use model::definition::MAIN;
use model::definition::{Program, ScoringModel, Segment};
use model::{Body, DefinitionKind, FieldType, Object, field};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A definition in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    pub version: i32,
    pub body: Body,
    /// The body's JSON text, as published.
    pub text: String,
}

impl Published {
    /// Reads a body as the change log carries it. The error names the definition and the place in it.
    pub(crate) fn parse(kind: DefinitionKind, key: &str, version: i32, text: &str) -> Result<Published, String> {
        let place = |error: String| format!("{} \"{key}\" version {version}: {error}", kind.as_str());
        let json = serde_json::from_str(text).map_err(|error| place(error.to_string()))?;
        let body = Body::parse(kind, &json).map_err(|error| place(error.into()))?;
        Ok(Published { version, body, text: text.to_string() })
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub(crate) struct Definitions {
    kinds: BTreeMap<DefinitionKind, BTreeMap<String, Published>>,
    types: HashMap<Object, HashMap<String, FieldType>>,
    epoch: u64,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    epoch: u64,
    bodies: Vec<(DefinitionKind, String, i32, String)>,
}

impl Default for Definitions {
    fn default() -> Self {
        let mut types: HashMap<Object, HashMap<String, FieldType>> = HashMap::new();
        for field in field::builtin_fields() {
            types.entry(field.object).or_default().insert(field.key, field.field_type);
        }
        Definitions { kinds: BTreeMap::new(), types, epoch: 0 }
    }
}

impl Definitions {
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch
    }

    pub(crate) fn get(&self, kind: DefinitionKind, key: &str) -> Option<&Published> {
        self.kinds.get(&kind)?.get(key)
    }

    /// Definitions of a kind in order of their keys.
    pub(crate) fn of_kind(&self, kind: DefinitionKind) -> impl Iterator<Item = (&str, &Published)> {
        self.kinds.get(&kind).into_iter().flatten().map(|(key, published)| (key.as_str(), published))
    }

    /// Puts a definition in force, or out of force.
    pub(crate) fn put(&mut self, kind: DefinitionKind, key: &str, published: Option<Published>) {
        self.epoch += 1;
        if kind == DefinitionKind::Field {
            self.put_type(key, published.as_ref());
        }
        let all = self.kinds.entry(kind).or_default();
        match published {
            Some(published) => all.insert(key.to_string(), published),
            None => all.remove(key),
        };
    }

    fn put_type(&mut self, key: &str, published: Option<&Published>) {
        let Some((object, field_key)) = split_field(key) else { return };
        let types = self.types.entry(object).or_default();
        match type_in_force(object, field_key, published) {
            Some(field_type) => types.insert(field_key.to_string(), field_type),
            None => types.remove(field_key),
        };
    }

    pub(crate) fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        self.types.get(&of)?.get(key).copied()
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = (&str, &Segment)> {
        self.of_kind(DefinitionKind::Segment).filter_map(|(key, published)| match &published.body {
            Body::Segment(segment) => Some((key, segment)),
            _ => None,
        })
    }

    pub(crate) fn scoring(&self) -> Option<&ScoringModel> {
        scoring_in(self.get(DefinitionKind::Scoring, MAIN))
    }
}

/// The object and key of a field's definition, from its `object.key`.
pub(crate) fn split_field(key: &str) -> Option<(Object, &str)> {
    let (object, key) = key.split_once('.')?;
    Some((Object::parse(object)?, key))
}

/// The type that a field has with this definition in force; a built-in field has one without.
pub(crate) fn type_in_force(of: Object, key: &str, published: Option<&Published>) -> Option<FieldType> {
    match published.map(|published| &published.body) {
        Some(Body::Field(field)) => Some(field.field_type),
        _ => field::builtin_fields().into_iter().find(|f| f.object == of && f.key == key).map(|f| f.field_type),
    }
}

pub(crate) fn scoring_in(published: Option<&Published>) -> Option<&ScoringModel> {
    match &published?.body {
        Body::Scoring(model) => Some(model),
        _ => None,
    }
}

pub(crate) fn settings_in(published: Option<&Published>) -> Option<&model::definition::Settings> {
    match &published?.body {
        Body::Settings(settings) => Some(settings),
        _ => None,
    }
}

pub(crate) fn program_in(published: Option<&Published>) -> Option<&Program> {
    match &published?.body {
        Body::Program(program) => Some(program),
        _ => None,
    }
}

/// How far a status of a program is; 0 when the program or the status is not defined.
pub(crate) fn step_of(program: Option<&Program>, status: &str) -> u32 {
    program.and_then(|program| program.statuses.iter().find(|s| s.key == status)).map_or(0, |status| status.step)
}

impl TryFrom<Stored> for Definitions {
    type Error = String;

    fn try_from(stored: Stored) -> Result<Self, String> {
        let mut definitions = Definitions::default();
        for (kind, key, version, text) in stored.bodies {
            let published = Published::parse(kind, &key, version, &text)?;
            definitions.put(kind, &key, Some(published));
        }
        definitions.epoch = stored.epoch;
        Ok(definitions)
    }
}

impl From<Definitions> for Stored {
    fn from(definitions: Definitions) -> Self {
        let bodies = definitions.kinds.into_iter().flat_map(|(kind, all)| {
            all.into_iter().map(move |(key, published)| (kind, key, published.version, published.text))
        });
        Stored { epoch: definitions.epoch, bodies: bodies.collect() }
    }
}
