//! What would wait for its sender, told before it is sent.

use super::super::Performer;
use super::super::compose::settings;
use super::super::pace::sender_address;
use super::super::routes::Facts;
use model::definition::Email;
use std::collections::BTreeMap;
use store::StoreError;

impl Performer {
    /// Why an email of a program would wait for its sender, and for how many of those at each recipients' domain it would:
    /// rules may keep some here. Without recipients it is asked of the email as such. `None` when it waits for nobody.
    pub async fn waits_for_sender(
        &self,
        email: &Email,
        program: Option<&str>,
        domains: &BTreeMap<String, u64>,
    ) -> Result<Option<(String, u64)>, StoreError> {
        let Some(settings) = settings(&self.0.engine.image()) else { return Ok(None) };
        self.know_senders().await?;
        let (now, sender) = (self.0.engine.now(), sender_address(Some(email), &settings));
        let operational = email.operational.is_some();
        let why = |recipient| self.unverified(&Facts { sender, recipient, program, operational }, now);
        if domains.is_empty() {
            return Ok(why("").map(|held| (held.reason, 0)));
        }
        let waiting = domains.iter().filter_map(|(domain, count)| Some((why(domain)?.reason, *count)));
        Ok(waiting.reduce(|(reason, all), (_, count)| (reason, all + count)))
    }
}
