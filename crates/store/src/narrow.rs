//! Which sends: narrowed in the words of the indexes, so that what is asked for is found and the rest is not gone through.

use crate::error::Result;
use crate::open::Store;
use crate::run_progress::UNCLAIMED;
use crate::sends::{COLUMNS, Send, SendState, read};
use model::{ContactId, WorkspaceId};
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

/// So much of a reason stands in the index.
const INDEXED: usize = 100;
/// As the index of claims names them.
const CLAIMED: &str = "state IN ('leased', 'handing')";

/// What sends are narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    pub program: Option<String>,
    pub email: Option<String>,
    pub run: Option<i64>,
    pub contact: Option<ContactId>,
    pub state: Option<SendState>,
    /// Held back or failed for this reason, to the letter.
    pub reason: Option<String>,
}

/// Sends, newest first, before an id (`i64::MAX` for the first page).
pub async fn page(
    store: &Store,
    workspace: WorkspaceId,
    narrow: &Narrow,
    before: i64,
    limit: usize,
) -> Result<Vec<Send>> {
    let query = sqlx::query(AssertSqlSafe(narrow.listing())).bind(workspace.0).bind(before).bind(limit as i64);
    narrow.bind(query).fetch_all(store.reader()).await?.iter().map(read).collect()
}

impl Narrow {
    /// Asks for a page: of a workspace, before an id, so many.
    fn listing(&self) -> String {
        let plus = self.plus();
        let conditions = self.conditions(3);
        format!(
            "SELECT {COLUMNS} FROM send WHERE workspace = $1 AND {plus}id < $2{conditions} ORDER BY {plus}id DESC LIMIT $3"
        )
    }

    /// Before a column, keeps SQLite to the index of claims, which are few.
    fn plus(&self) -> &'static str {
        if matches!(self.state, Some(SendState::Leased | SendState::Handing)) { "+" } else { "" }
    }

    /// ` AND …` for each thing that is asked for, whose values come after so many placeholders.
    pub(crate) fn conditions(&self, placeholders: usize) -> String {
        let (mut sql, mut last) = (String::new(), placeholders);
        let mut text = |sql: &mut String, column: &str| {
            last += 1;
            sql.push_str(&format!(" AND {column} = ${last}"));
        };
        if self.program.is_some() {
            text(&mut sql, "program");
        }
        if self.email.is_some() {
            text(&mut sql, "email");
        }
        if self.reason.is_some() {
            sql.push_str(" AND state IN ('held', 'failed')");
            text(&mut sql, &format!("substr(reason, 1, {INDEXED})"));
            text(&mut sql, "reason");
        }
        // Numbers and words of ours cannot carry SQL; said so, they are known to who chooses the index.
        if let Some(run) = self.run {
            sql.push_str(&format!(" AND {}run_id = {run}", self.plus()));
        }
        if let Some(contact) = self.contact {
            sql.push_str(&format!(" AND contact_id = {}", contact.0));
        }
        if let Some(state) = self.state {
            sql.push_str(&format!(" AND state = '{}'", state.as_str()));
            let claimed = matches!(state, SendState::Leased | SendState::Handing);
            sql.push_str(&format!(" AND {}", if claimed { CLAIMED } else { UNCLAIMED }));
        }
        sql
    }

    /// Binds the values of the conditions.
    pub(crate) fn bind<'q>(&self, query: Query<'q, Any, AnyArguments>) -> Query<'q, Any, AnyArguments> {
        let begins = self.reason.as_ref().map(|reason| reason.chars().take(INDEXED).collect());
        let values = [self.program.clone(), self.email.clone(), begins, self.reason.clone()];
        values.into_iter().flatten().fold(query, |query, value| query.bind(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::searches;

    async fn by(narrow: Narrow) -> Vec<String> {
        // The helper knows four parameters; the rest is any text.
        let sql = (5..9).fold(narrow.listing(), |sql, n| sql.replace(&format!("${n}"), "'x'"));
        searches(&sql).await
    }

    #[tokio::test]
    async fn what_a_run_came_to_is_found_and_the_rest_of_it_is_not_gone_through() {
        let run = Narrow { run: Some(7), ..Narrow::default() };
        let of = |state| Narrow { state: Some(state), ..run.clone() };
        let reason = Some("no_consent".to_string());
        let why = Narrow { reason, program: Some("news".into()), ..Narrow::default() };
        for (narrow, index) in [
            (run.clone(), "send_run (workspace=? AND run_id=? AND id<?)"),
            (of(SendState::Held), "send_state (workspace=? AND run_id=? AND state=? AND id<?)"),
            (of(SendState::Handing), "send_claimed (workspace=?)"),
            (why.clone(), "send_reason (workspace=? AND program=? AND <expr>=? AND id<?)"),
            (Narrow { run: Some(7), ..why }, "send_reason (workspace=? AND program=? AND <expr>=? AND id<?)"),
        ] {
            assert_eq!(by(narrow).await, [format!("SEARCH send USING INDEX {index}")]);
        }
    }
}
