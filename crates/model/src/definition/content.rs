//! What can be sent: assets by type and depth, the emails that offer them, and the snippets that emails share.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Depth of content in the buyer's journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    Early,
    Mid,
    Late,
}

impl Depth {
    pub fn as_str(self) -> &'static str {
        match self {
            Depth::Early => "early",
            Depth::Mid => "mid",
            Depth::Late => "late",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssetType {
    Blog,
    CheatSheet,
    Infographic,
    Ebook,
    Webinar,
    AnalystReport,
    /// A personal call to action, sent as the owner, with a task for the owner.
    Accelerator,
}

/// A piece of content that nurture may send.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    pub label: String,
    #[serde(rename = "type")]
    pub asset_type: AssetType,
    pub depth: Depth,
    /// Nurture categories that it suits; all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Where it is read.
    pub url: String,
    /// Key of the email that offers it.
    pub email: String,
    /// Lower goes first within a depth.
    #[serde(default)]
    pub order: i32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A message: MJML with minijinja variables.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Email {
    pub label: String,
    pub subject: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub preheader: String,
    /// The instance's sender when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply_to: String,
    pub mjml: String,
    /// Made from the HTML when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What a variable reads when the contact has no value, by its name (`contact.first_name`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub defaults: BTreeMap<String, String>,
    /// Operational mail ignores marketing opt-out and limits, never suppression; needs its own right and a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operational: Option<String>,
    /// What readers of other languages get instead, by language tag in lower case (`es`, `pt-br`); all others get the
    /// email's own text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, Translation>,
    /// Files that go with it, whatever the language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A file that was uploaded, under the name that recipients see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// SHA-256 of its content in hexadecimal digits, as its address has it.
    pub file: String,
    pub name: String,
}

/// An email's text in another language. Sender and defaults are the email's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    pub subject: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub preheader: String,
    pub mjml: String,
    /// Made from the HTML when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Email {
    /// The email as readers of one of its languages get it; its own text for `None` and for languages that it lacks.
    pub fn in_language(&self, language: Option<&str>) -> Email {
        let own = Email { languages: BTreeMap::new(), ..self.clone() };
        match language.and_then(|language| self.languages.get(language)).cloned() {
            Some(Translation { subject, preheader, mjml, text }) => Email { subject, preheader, mjml, text, ..own },
            None => own,
        }
    }
}

/// A piece of MJML that emails share: each names it with `<mj-include path="snippet:key" />` and shows what it says now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Sections, columns, or what stands in a column.
    pub mjml: String,
}
