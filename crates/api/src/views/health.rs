//! How the process does.

use serde::Serialize;
use utoipa::ToSchema;

/// The process can serve requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// What is short and what is refused because of it, while anything is.
    pub shortage: Option<String>,
}
