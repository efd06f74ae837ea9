//! Programs that send one by one: judged, stopped, let go on.

use super::super::Performer;
use super::WATCHED;
use super::limits::{COMPLAINT, past};
use model::DefinitionKind;
use store::StoreError;
use store::halts::{Halt, Waited};
use store::runs::Brake;

impl Performer {
    pub(super) async fn judge_program(&self, key: &str, operational: bool) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        let (store, workspace, now) = (engine.store(), engine.workspace(), engine.now());
        let earlier = store::halts::all(store, workspace).await?.remove(key);
        let mut since = now.plus(-WATCHED);
        match earlier {
            Some(halt) if halt.brake != Brake::Released && !operational => return Ok(()),
            Some(halt) if halt.brake == Brake::Released => since = since.max(halt.at),
            _ => {}
        }
        let ended = store::halts::ended(store, workspace, (key, operational), since).await?;
        if ended.verdicts.contains_key(COMPLAINT) {
            self.0.ends.complained_of(key, operational);
        }
        let Some((brake, reason)) = past(&ended.verdicts, &ended.states) else { return Ok(()) };
        let subject = if operational { format!("Came back: {key}") } else { format!("Stopped: {key}") };
        let text = match operational {
            false => format!(
                "The program \"{key}\" is stopped: {reason}. Its marketing mail waits until somebody lets it go on."
            ),
            true => format!("Mail of the program \"{key}\" comes back: {reason}. It is operational mail, and goes on."),
        };
        let about = (subject, text, format!("programs/{key}"));
        if operational {
            // Told once in the days that it is judged by.
            let notices =
                self.notices(self.owner(key).await?, about, &format!("back:{key}:{}", now.0 / WATCHED)).await?;
            return store::work::add(store, workspace, &notices, now).await;
        }
        let notices = self.notices(self.owner(key).await?, about, &format!("halt:{key}:{}", now.0)).await?;
        let halt = Halt { brake, reason, at: now };
        if store::halts::stop(store, workspace, key, &halt, &notices).await? {
            tracing::warn!(program = key, reason = halt.reason, "a program is stopped");
        }
        Ok(())
    }

    /// Lets a stopped program go on, and what has waited go or be dropped; false when it is not stopped.
    pub async fn release_program(&self, key: &str, waited: Waited) -> Result<bool, StoreError> {
        let engine = &self.0.engine;
        let (store, workspace) = (engine.store(), engine.workspace());
        let released = store::halts::release(store, workspace, key, waited, engine.now()).await?;
        if released {
            self.0.ends.let_go(key);
        }
        self.wake_up();
        Ok(released)
    }

    /// What waits of a stopped program goes with the program: nobody would find it any more, to let it go on.
    pub(super) async fn drop_archived(&self) -> Result<(), StoreError> {
        let engine = &self.0.engine;
        for (key, halt) in store::halts::all(engine.store(), engine.workspace()).await? {
            let archived = || engine.image().definition(DefinitionKind::Program, &key).is_none();
            if halt.brake != Brake::Released && archived() {
                self.release_program(&key, Waited::Archived).await?;
                tracing::info!(program = key, "a stopped program was archived; what waited is dropped");
            }
        }
        Ok(())
    }
}
