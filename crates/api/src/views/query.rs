//! SQL over records and activities.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SqlQuery {
    /// One SELECT.
    #[schema(max_length = 20000)]
    pub sql: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QueryResult {
    pub columns: Vec<QueryColumn>,
    #[schema(value_type = Vec<Vec<Json>>)]
    pub rows: Vec<Vec<Json>>,
    /// More rows exist than are shown.
    pub truncated: bool,
    pub ms: f64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QueryColumn {
    pub name: String,
    #[serde(rename = "type")]
    pub column_type: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QueryTable {
    pub name: String,
    pub description: String,
    pub columns: Vec<QueryColumn>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct QueryTables {
    pub tables: Vec<QueryTable>,
}
