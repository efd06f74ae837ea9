//! Writing the audit trail.

use crate::App;
use crate::access::{Caller, Who};
use crate::problem::Problem;
use store::audit::Entry;

/// Notes what a caller did. It fails the request when it can't be written: what leaves no trace does not happen.
pub async fn note(
    app: &App,
    caller: &Caller,
    action: &str,
    object: impl ToString,
    detail: impl ToString,
) -> Result<(), Problem> {
    let user = match &caller.who {
        Who::User { user, .. } => Some(user.id),
        Who::Key(_) => None,
    };
    let entry = Entry {
        at: app.now(),
        user,
        actor: caller.name(),
        action: action.into(),
        object: object.to_string(),
        detail: detail.to_string(),
    };
    Ok(store::audit::append(app.store(), caller.workspace, entry).await?)
}

/// Notes what somebody did who is not signed in.
pub async fn note_stranger(
    app: &App,
    action: &str,
    object: impl ToString,
    detail: impl ToString,
) -> Result<(), Problem> {
    let entry = Entry {
        at: app.now(),
        user: None,
        actor: "somebody".into(),
        action: action.into(),
        object: object.to_string(),
        detail: detail.to_string(),
    };
    Ok(store::audit::append(app.store(), app.workspace(), entry).await?)
}
