//! Who is told that mail waits for its sender: nothing but somebody's deed lets it go on, and it is given up after days.

use super::super::Performer;
use super::super::brake::WATCHED;
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use store::StoreError;
use store::sends::Send;

/// Of what was told since this process began: the store is not asked for each message.
#[derive(Default)]
pub(in super::super) struct Told(Mutex<HashSet<String>>);

impl Performer {
    /// Tells who began the run, or who answers for the program, that its mail waits: once for each domain, and of a
    /// program that goes on for months again for what it made in another week. That it cannot be told keeps no mail from
    /// waiting.
    pub(in super::super) async fn tell_of_sender(&self, send: &Send, domain: &str, reason: &str) {
        let Some(program) = &send.program else { return };
        let occasion = match send.run {
            Some(run) => format!("sender:run:{run}:{domain}"),
            None => format!("sender:program:{program}:{}:{domain}", send.created_at.0 / WATCHED),
        };
        let told = || self.0.senders.told.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !told().insert(occasion.clone()) {
            return;
        }
        if let Err(error) = self.tell_waiting(send.run, program, reason, &occasion).await {
            tracing::warn!(program, %error, "that mail waits for its sender could not be told");
            told().remove(&occasion);
        }
    }

    async fn tell_waiting(
        &self,
        run: Option<i64>,
        program: &str,
        reason: &str,
        occasion: &str,
    ) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace) = (engine.store(), engine.workspace());
        let answers = match run {
            Some(run) => store::runs::get(store, workspace, run).await?.user,
            None => self.owner(program).await?,
        };
        let text =
            format!("Mail of \"{program}\" waits: {reason}. What has waited for three days is held back for good.");
        let about = (format!("Waits for its sender: {program}"), text, "settings/senders".to_string());
        let notices = self.notices(answers, about, occasion).await?;
        store::work::add(store, workspace, &notices, engine.now()).await
    }
}
