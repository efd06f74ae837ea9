//! Whether a message may leave its sender's domain: if not it would wait, and be given up unless somebody mends that.

use crate::App;
use crate::problem::Problem;
use content::preflight::{Area, Finding};
use engine::perform::Found;
use model::definition::Email;
use std::collections::BTreeMap;

/// Asked for so many at each recipients' domain, or of the email as such.
pub(super) async fn of(
    app: &App,
    email: &Email,
    program: Option<&str>,
    domains: &BTreeMap<String, u64>,
) -> Result<Option<Found>, Problem> {
    let waits = app.performer().waits_for_sender(email, program, domains).await?;
    Ok(waits.map(|(why, contacts)| {
        let remedy = "Until then what is sent from it waits; after three days it is held back for good.";
        let finding = Finding::error(Area::Sender, "sender.unverified", why, remedy);
        Found { contacts, ..finding.into() }
    }))
}
