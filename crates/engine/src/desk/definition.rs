//! A definition comes into force. What it decides is settled for everybody in the same transaction.

use super::Desk;
use crate::outcome::{Outcome, Refused};
use model::*;

/// The bodies of the definitions that a batch puts in force, read before it is decided; `None` when archived.
pub type Bodies = std::collections::HashMap<(DefinitionKind, String, i32), Option<String>>;

impl Desk<'_> {
    pub(super) fn put_definition(&mut self, kind: DefinitionKind, key: &str, version: i32) -> Result<Outcome, Refused> {
        let Some(body) = self.bodies.get(&(kind, key.to_string(), version)).cloned() else {
            return Err(Refused::new("definition", "this version does not exist"));
        };
        let change = Change::Definition { kind, key: key.to_string(), version, body };
        self.view.apply(change).map_err(|error| Refused::new("definition", error.to_string()))?;
        // Gates, stages and programs latch on what stands: they are asked again for everybody too.
        self.everybody |=
            matches!(kind, DefinitionKind::Qualification | DefinitionKind::Lifecycle | DefinitionKind::Program);
        Ok(Outcome::default())
    }

    /// A new rule is applied to everybody at once, as history: it changes state and hands nothing to anybody.
    pub(super) fn settle_everybody(&mut self) {
        if !self.everybody && !self.view.everybody_unsettled() {
            return;
        }
        self.origin.historical = true;
        self.origin.source = "rules".into();
        match self.view.settle_everybody() {
            Ok(moves) => self.until.extend(moves.until),
            Err(error) => tracing::error!(%error, "not everybody could be settled"),
        }
        let everybody: Vec<ContactId> = self.view.image().contact_ids().collect();
        for contact in everybody {
            self.latch(contact);
        }
        self.settle_unsettled();
        self.fresh.clear();
    }
}
