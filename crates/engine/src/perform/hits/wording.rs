//! In which of its languages the message was that a click came from.

use super::Performer;
use content::Context;
use model::SendId;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::StoreError;
use store::sends::Send;

/// `None`: the email's own text.
pub(super) type Language = Option<String>;

impl Performer {
    /// The languages of messages, as their contacts read now; nothing of a version that cannot be read any more.
    pub(super) async fn languages(
        &self,
        sends: impl Iterator<Item = &Send>,
    ) -> Result<HashMap<SendId, Language>, StoreError> {
        let (engine, mut found) = (&self.0.engine, HashMap::new());
        for send in sends {
            let Entry::Vacant(place) = found.entry(send.id) else { continue };
            let ready = match self.0.emails.of(engine, send).await {
                Ok(Ok(ready)) => ready,
                Ok(Err(_)) => continue,
                Err(error) if error.is_outage() => return Err(error),
                Err(error) => {
                    tracing::warn!(%error, send = send.id.0, "of which version a click is cannot be said");
                    continue;
                }
            };
            let mut language = None;
            if !ready.email.languages.is_empty()
                && let Some(contact) = engine.image().contact(send.contact)
            {
                let mut context = Context::new();
                context.contact(&contact, &send.address);
                language = ready.compiled.language_for(&context).map(str::to_string);
            }
            place.insert(language);
        }
        Ok(found)
    }
}
