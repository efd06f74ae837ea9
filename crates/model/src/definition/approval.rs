//! Who needs a second person before mail goes out, and who that person may be.

use crate::{DefinitionKind, Role};
use serde::{Deserialize, Serialize};

/// Roles that need a second person. Nobody ever approves what they asked for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Whose runs of batch programs wait until another person has approved them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Role>,
    /// Whose emails, snippets, assets and programs are put in force only when another person has approved them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publishing: Vec<Role>,
    /// Who may approve besides administrators, of what they may do themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<Role>,
}

impl Approval {
    pub fn is_empty(&self) -> bool {
        *self == Approval::default()
    }

    /// Whether mail goes out by what is in force of a kind. Files are not among them: their addresses are those of their
    /// content, so that nothing changes until an email names another one.
    pub fn concerns(kind: DefinitionKind) -> bool {
        use DefinitionKind::*;
        matches!(kind, Email | Program | Snippet | Asset)
    }
}
