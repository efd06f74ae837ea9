//! Emails: rendering a draft and sending a test.

use model::definition::Email;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which version of an email, and in which of its languages.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DrawnParams {
    /// The one in force when absent, else the last.
    pub version: Option<i32>,
    /// One of the version's languages; the email's own when absent or empty.
    pub language: Option<String>,
    /// Id of a run: with the snippets and the brand that it began with. As they are now when absent.
    pub run: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenderEmail {
    pub body: Email,
    /// As which contact would see it; with the defaults of the variables when absent.
    pub contact: Option<String>,
    /// One of the email's languages; the contact's when absent.
    pub language: Option<String>,
}

/// An email as its recipient would see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RenderedEmail {
    pub subject: String,
    pub preheader: String,
    /// Empty when the instance's sender is used.
    pub from_name: String,
    /// Which of the email's languages it is; its own when absent.
    pub language: Option<String>,
    /// Empty when the template has an error, which `problems` then names.
    pub html: String,
    pub text: String,
    pub problems: Vec<ProblemView>,
}

/// Something to put right, with its place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemView {
    /// Place in the document: `filter.all[0].field.key`, `mjml:12`.
    pub path: String,
    pub message: String,
    pub severity: Severity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Publishing and sending are refused.
    Error,
    Warning,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestEmail {
    /// One to five addresses.
    #[schema(min_items = 1, max_items = 5)]
    pub to: Vec<String>,
    /// As which contact would see it.
    pub contact: Option<String>,
    /// One of the email's languages; the contact's when absent.
    pub language: Option<String>,
    /// The draft instead of what is published.
    #[serde(default)]
    pub draft: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TestSent {
    pub sent: Vec<String>,
    pub problems: Vec<ProblemView>,
}
