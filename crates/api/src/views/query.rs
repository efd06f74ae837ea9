//! SQL over records and activities: the question. The answer's shape is `insight`'s.

use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SqlQuery {
    /// One SELECT.
    #[schema(max_length = 20000)]
    pub sql: String,
}
