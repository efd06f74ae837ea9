//! The door for a mail server's delivery: what comes to an address that we signed is taken, what comes to those who
//! answer for the domain, and nothing else.

use super::Performer;
use async_trait::async_trait;
use content::verp;
use mail::receiver::Desk;
use store::ways_back::{Kind, Seen};

/// Addresses that a domain with mail has: for people (RFC 5321 §4.5.1), and for the reports that its records ask for.
const OF_THE_DOMAIN: [&str; 2] = ["postmaster", mail::domain::REPORTS];

#[async_trait]
impl Desk for Performer {
    fn knows(&self, address: &str) -> bool {
        let (engine, options) = (&self.0.engine, &self.0.options);
        // To the postmaster also without a domain.
        let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
        let bare = domain.is_empty() && local.eq_ignore_ascii_case(OF_THE_DOMAIN[0]);
        let ours = options.bounce_domain.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(domain));
        let returning = || verp::verify(&options.keys, address, engine.now());
        let of_it = OF_THE_DOMAIN.iter().any(|name| name.eq_ignore_ascii_case(local));
        bare || ours && (of_it || returning().is_some_and(|returning| returning.workspace == engine.workspace()))
    }

    async fn take(&self, to: &str, raw: Vec<u8>) -> Result<(), String> {
        let now = self.0.engine.now();
        self.returned(&raw, Some(to), now).await.map_err(|error| error.to_string())?;
        let domain = self.0.options.bounce_domain.as_deref().unwrap_or_default();
        self.saw_way_back((Kind::Receiver, domain), Seen::Heard).await;
        Ok(())
    }
}
