//! Looks at DNS from time to time: a domain becomes verified by itself once its records are there, and somebody sees it
//! when they are gone.

use super::super::Performer;
use model::{DAY, HOUR, MINUTE, Timestamp};
use std::time::Duration;
use store::sender_domains::{self as domains, SenderDomain, State};

const LOOK: Duration = Duration::from_secs(60);

/// When a domain is looked at again: often while somebody sets it up, daily when it works.
fn due(domain: &SenderDomain) -> Timestamp {
    let Some(checked) = domain.checked_at else { return domain.created_at.plus(5 * MINUTE) };
    let new = checked < domain.created_at.plus(2 * DAY);
    checked.plus(match domain.state {
        State::Verified => DAY,
        State::Pending if new => 10 * MINUTE,
        State::Pending => DAY,
        State::Failed => HOUR,
    })
}

impl Performer {
    /// Until the performer stops.
    pub(in super::super) async fn watch_senders(self) {
        if self.0.options.dns.is_none() {
            return;
        }
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = self.0.stop.cancelled() => return,
            }
            self.look_at_senders().await;
        }
    }

    /// Checks the domains that are due.
    async fn look_at_senders(&self) {
        let (engine, now) = (&self.0.engine, self.0.engine.now());
        let all = match domains::list(engine.store(), engine.workspace()).await {
            Ok(all) => all,
            Err(error) => return tracing::warn!(%error, "domains of senders cannot be read"),
        };
        for domain in all.iter().filter(|domain| due(domain) <= now) {
            match self.check_sender_domain(domain).await {
                Ok(checked) if checked.verified == Some(false) && domain.state == State::Verified => {
                    tracing::error!(
                        domain = domain.domain,
                        "a domain of senders has lost its key in DNS; its mail waits"
                    );
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(domain = domain.domain, %error, "a domain of senders cannot be checked"),
            }
        }
    }
}
