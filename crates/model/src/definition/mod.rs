//! Definitions: what we decided. Documents with immutable versions (draft → published → archived), by one mechanism for
//! every kind, readable as text.

mod approval;
mod brand;
mod content;
mod decide;
mod lifecycle;
mod pace;
mod program;
mod settings;
mod variants;

pub use approval::*;
pub use brand::*;
pub use content::*;
pub use decide::*;
pub use lifecycle::*;
pub use pace::*;
pub use program::*;
pub use settings::*;
pub use variants::*;

use crate::read::{Misread, read};
use crate::*;
use serde::{Deserialize, Serialize};

/// Kinds of definition. The text export has one folder a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionKind {
    Field,
    Segment,
    List,
    Scoring,
    Qualification,
    Lifecycle,
    Assignment,
    Asset,
    Email,
    Program,
    Goal,
    Settings,
    // Snapshots number the kinds: new ones come last.
    Snippet,
}

impl DefinitionKind {
    /// In the order in which they may refer to each other.
    pub const ALL: [DefinitionKind; 13] = [
        DefinitionKind::Settings,
        DefinitionKind::Field,
        DefinitionKind::List,
        DefinitionKind::Segment,
        DefinitionKind::Scoring,
        DefinitionKind::Qualification,
        DefinitionKind::Lifecycle,
        DefinitionKind::Assignment,
        DefinitionKind::Asset,
        DefinitionKind::Snippet,
        DefinitionKind::Email,
        DefinitionKind::Program,
        DefinitionKind::Goal,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            DefinitionKind::Field => "field",
            DefinitionKind::Segment => "segment",
            DefinitionKind::List => "list",
            DefinitionKind::Scoring => "scoring",
            DefinitionKind::Qualification => "qualification",
            DefinitionKind::Lifecycle => "lifecycle",
            DefinitionKind::Assignment => "assignment",
            DefinitionKind::Asset => "asset",
            DefinitionKind::Email => "email",
            DefinitionKind::Program => "program",
            DefinitionKind::Goal => "goal",
            DefinitionKind::Settings => "settings",
            DefinitionKind::Snippet => "snippet",
        }
    }

    pub fn parse(text: &str) -> Option<DefinitionKind> {
        DefinitionKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Kinds of which an instance has exactly one, with the key `main`.
    pub fn is_single(self) -> bool {
        use DefinitionKind::*;
        matches!(self, Scoring | Qualification | Lifecycle | Assignment | Settings)
    }
}

/// The key of the one definition of a single kind.
pub const MAIN: &str = "main";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionState {
    Draft,
    Published,
    /// Was published and has been replaced or withdrawn.
    Archived,
}

/// A version of a definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    pub kind: DefinitionKind,
    /// Fields: `object.key`; others a plain key.
    pub key: String,
    pub version: i32,
    pub state: DefinitionState,
    /// JSON of the kind's body.
    pub body: serde_json::Value,
    pub author: Option<UserId>,
    pub note: String,
    pub at: Timestamp,
}

/// A parsed body.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Field(Field),
    Segment(Segment),
    List(List),
    Scoring(ScoringModel),
    Qualification(Qualification),
    Lifecycle(Lifecycle),
    Assignment(Assignment),
    Asset(Asset),
    Email(Email),
    Program(Program),
    Goal(Goal),
    Settings(Settings),
    Snippet(Snippet),
}

impl Body {
    /// Reads a body by its kind. The error names the place in the document.
    pub fn parse(kind: DefinitionKind, json: &serde_json::Value) -> Result<Body, Misread> {
        Ok(match kind {
            DefinitionKind::Field => Body::Field(read(json)?),
            DefinitionKind::Segment => Body::Segment(read(json)?),
            DefinitionKind::List => Body::List(read(json)?),
            DefinitionKind::Scoring => Body::Scoring(read(json)?),
            DefinitionKind::Qualification => Body::Qualification(read(json)?),
            DefinitionKind::Lifecycle => Body::Lifecycle(read(json)?),
            DefinitionKind::Assignment => Body::Assignment(read(json)?),
            DefinitionKind::Asset => Body::Asset(read(json)?),
            DefinitionKind::Email => Body::Email(read(json)?),
            DefinitionKind::Program => Body::Program(read(json)?),
            DefinitionKind::Goal => Body::Goal(read(json)?),
            DefinitionKind::Settings => Body::Settings(read(json)?),
            DefinitionKind::Snippet => Body::Snippet(read(json)?),
        })
    }
}
