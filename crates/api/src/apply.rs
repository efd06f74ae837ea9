//! Changing records: an edit is an input like any other. It goes through intake and is answered once applied.

use crate::App;
use crate::access::Caller;
use crate::problem::{FieldProblem, Problem};
use engine::{AcceptError, Outcome};
use model::{Envelope, Input};

/// Enters inputs in a caller's name and waits until they are applied. When one was refused the answer is 422 with its
/// place; for several inputs the first that was refused.
pub async fn apply(app: &App, caller: &Caller, inputs: Vec<Input>) -> Result<Vec<Outcome>, Problem> {
    let envelope = |input| {
        let id = format!("api:{}", crate::secret::Secret::random("").text);
        Envelope { user: caller.user_id(), ..app.engine().envelope(id, "api", input) }
    };
    let outcomes = app.engine().apply_and_wait(inputs.into_iter().map(envelope).collect()).await?;
    match outcomes.iter().find_map(|outcome| outcome.refused.as_ref()) {
        Some(refused) => Err(Problem::invalid_fields(vec![FieldProblem {
            field: refused.field.clone(),
            message: refused.message.clone(),
        }])),
        None => Ok(outcomes),
    }
}

impl From<AcceptError> for Problem {
    fn from(error: AcceptError) -> Problem {
        match error {
            AcceptError::TooLarge(message) => Problem::too_large(message),
            busy @ (AcceptError::Busy | AcceptError::Slow | AcceptError::Stopping) => {
                Problem::unavailable(busy.to_string())
            }
            AcceptError::Store(error) => error.into(),
        }
    }
}

impl From<store::StoreError> for Problem {
    #[track_caller]
    fn from(error: store::StoreError) -> Problem {
        use store::StoreError::*;
        match error {
            Busy | Full | Retry(_) => Problem::unavailable(sentence(&error.to_string())),
            TooLarge { .. } => Problem::too_large(sentence(&error.to_string())),
            Nul(_) => Problem::malformed(sentence(&error.to_string())),
            Exists(_) | State(_) => Problem::conflict(sentence(&error.to_string())),
            Missing(what) => Problem::missing(&what),
            away if away.is_outage() => Problem::unavailable("The database does not answer now; try again shortly."),
            other => Problem::internal(other),
        }
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}
