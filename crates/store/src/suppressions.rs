//! Suppressed addresses, as people look through them: what is invalid, has opted out or is blocked.

use crate::addresses::{STATE, read_state};
use crate::error::Result;
use crate::open::Store;
use crate::sql::Columns;
use model::address::{AddressState, SuppressionKind};
use model::{Timestamp, WorkspaceId};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

/// Most different reasons that are counted.
const MOST_REASONS: i64 = 20;

/// Which suppressed addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    pub against: Against,
    /// How the address begins, normal form.
    pub begins: String,
    /// Its domain, in lower-case ASCII; empty for every one.
    pub domain: String,
    /// Only addresses that stand in clear: of those of erased contacts there are fingerprints alone.
    pub in_clear: bool,
}

/// What of an address stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    Anything,
    One(SuppressionKind, Since),
    /// It has opted out of the topic of this key.
    Topic(String),
}

/// When and why an address was suppressed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this one.
    pub to: Option<Timestamp>,
    /// A piece of the reason; letters of ASCII may be large or small.
    pub words: String,
}

/// A page of suppressed addresses, the latest changed first, with how many there are.
pub async fn page(
    store: &Store,
    workspace: WorkspaceId,
    narrow: &Narrow,
    offset: usize,
    limit: usize,
) -> Result<(Vec<AddressState>, u64)> {
    let sql = format!("SELECT {STATE} {} ORDER BY updated_at DESC, address LIMIT $6 OFFSET $7", source(narrow));
    let query =
        narrowed(sqlx::query(AssertSqlSafe(sql)), workspace, narrow).bind(count_of(limit)).bind(count_of(offset));
    let states = query.fetch_all(store.reader()).await?.iter().map(read_state).collect::<Result<_>>()?;
    Ok((states, count(store, workspace, narrow).await?))
}

/// How many suppressed addresses there are.
pub async fn count(store: &Store, workspace: WorkspaceId, narrow: &Narrow) -> Result<u64> {
    let sql = format!("SELECT COUNT(*) AS n {}", source(narrow));
    let row = narrowed(sqlx::query(AssertSqlSafe(sql)), workspace, narrow).fetch_one(store.reader()).await?;
    Ok(unsigned(row.int("n")?))
}

/// The addresses after one, in their order: a piece of all that there are.
pub async fn addresses(
    store: &Store,
    workspace: WorkspaceId,
    narrow: &Narrow,
    after: &str,
    limit: usize,
) -> Result<Vec<String>> {
    let sql = format!("SELECT address {} AND address > $6 ORDER BY address LIMIT $7", source(narrow));
    let query =
        narrowed(sqlx::query(AssertSqlSafe(sql)), workspace, narrow).bind(after.to_string()).bind(count_of(limit));
    query.fetch_all(store.reader()).await?.iter().map(|row| row.text("address")).collect()
}

/// Why addresses are against one kind of mail, the most frequent reasons first.
pub async fn reasons(
    store: &Store,
    workspace: WorkspaceId,
    kind: SuppressionKind,
    narrow: &Narrow,
) -> Result<Vec<(String, u64)>> {
    let column = column(kind);
    let sql = format!(
        "SELECT COALESCE({column}_reason, '') AS why, COUNT(*) AS n {} GROUP BY COALESCE({column}_reason, '') \
         ORDER BY COUNT(*) DESC, 1 LIMIT $6",
        source(narrow)
    );
    let query = narrowed(sqlx::query(AssertSqlSafe(sql)), workspace, narrow).bind(MOST_REASONS);
    query.fetch_all(store.reader()).await?.iter().map(|row| Ok((row.text("why")?, unsigned(row.int("n")?)))).collect()
}

/// `FROM … WHERE …` with five values, which [`narrowed`] binds.
fn source(narrow: &Narrow) -> String {
    let wanted = match &narrow.against {
        Against::One(kind, since) => {
            let column = column(*kind);
            // Numbers of ours cannot carry SQL.
            let from = since.from.map(|at| format!(" AND {column}_at >= {}", at.0)).unwrap_or_default();
            let to = since.to.map(|at| format!(" AND {column}_at < {}", at.0)).unwrap_or_default();
            format!(
                "{column}_at IS NOT NULL{from}{to} \
                 AND ($5 = '' OR replace(lower({column}_reason), $5, '') <> lower({column}_reason))"
            )
        }
        // A key in a JSON object, as it stands there: quotes within a reason are written otherwise. It is no pattern,
        // because to those of SQLite large and small letters are the same.
        Against::Topic(_) => "topics <> '{}' AND replace(topics, $5, '') <> topics".into(),
        Against::Anything => {
            "(invalid_at IS NOT NULL OR opt_out_at IS NOT NULL OR blocked_at IS NOT NULL OR topics <> '{}') AND $5 = ''"
                .into()
        }
    };
    // An address that is shorter than what it should end with is compared whole, and differs.
    format!(
        "FROM address_state WHERE workspace = $1 AND ($2 = '' OR substr(address, 1, length($2)) = $2) \
         AND ($3 = '' OR substr(address, length(address) - length($3) + 1) = $3) \
         AND ($4 = 0 OR substr(address, 1, 7) <> 'erased:') AND {wanted}"
    )
}

fn narrowed<'q>(
    query: Query<'q, Any, AnyArguments>,
    workspace: WorkspaceId,
    narrow: &Narrow,
) -> Query<'q, Any, AnyArguments> {
    let ends = if narrow.domain.is_empty() { String::new() } else { format!("@{}", narrow.domain) };
    let contains = match &narrow.against {
        Against::One(_, since) => since.words.to_ascii_lowercase(),
        Against::Topic(key) => format!("\"{key}\":{{"),
        Against::Anything => String::new(),
    };
    query.bind(workspace.0).bind(narrow.begins.clone()).bind(ends).bind(i64::from(narrow.in_clear)).bind(contains)
}

/// How the two columns of a kind begin.
fn column(kind: SuppressionKind) -> &'static str {
    match kind {
        SuppressionKind::OptOut => "opt_out",
        SuppressionKind::Invalid => "invalid",
        SuppressionKind::Blocked => "blocked",
    }
}

fn count_of(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}
