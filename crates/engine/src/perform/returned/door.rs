//! The door for a mail server's delivery: what comes to an address that we signed is taken, and nothing else.

use super::Performer;
use async_trait::async_trait;
use content::verp;
use mail::receiver::Desk;

#[async_trait]
impl Desk for Performer {
    fn knows(&self, address: &str) -> bool {
        let (engine, options) = (&self.0.engine, &self.0.options);
        let domain = address.rsplit_once('@').map(|(_, domain)| domain);
        let ours = options.bounce_domain.as_deref().zip(domain).is_some_and(|(own, of)| own.eq_ignore_ascii_case(of));
        let returning = verp::verify(&options.keys, address, engine.now());
        ours && returning.is_some_and(|returning| returning.workspace == engine.workspace())
    }

    async fn take(&self, to: &str, raw: Vec<u8>) -> Result<(), String> {
        let now = self.0.engine.now();
        self.returned(&raw, Some(to), now).await.map(drop).map_err(|error| error.to_string())
    }
}
