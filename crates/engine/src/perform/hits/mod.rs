//! Opens and clicks: a hit is taken at the door with nothing but the signing key, and durable in the spool before the
//! answer. From there it comes to the store as it is; when everything has happened that may say who it was, it gets its
//! label, and the rules hear of it by the intake: people have opened and clicked, of software it is said that it fetched.

mod drain;
mod label;
mod spool;
mod wording;

pub(super) use spool::Spool;

use super::Performer;
use super::rounds::PAUSE;
use content::token::{Kind, TRAP, Token};
use model::hit::{Fetch, Hit, Network};
use std::net::IpAddr;
use std::time::Duration;

/// How long an answer waits until the hit is durable. The visitor goes on in any case.
const REDIRECT: Duration = Duration::from_secs(2);
/// Longest name of a client that is kept, in characters, and longest address of a page.
const MOST_AGENT: usize = 300;
const MOST_TARGET: usize = 500;
/// How often hits come from the spool to the store.
const DRAIN: Duration = Duration::from_millis(500);

/// Who asks.
#[derive(Debug, Clone, Default)]
pub struct Client {
    pub method: String,
    pub agent: String,
    pub address: Option<IpAddr>,
}

impl Performer {
    /// The pixel was fetched. False for a token that we did not sign; the pixel is shown in any case.
    pub async fn opened(&self, token: &str, client: Client) -> bool {
        let Some(token) = self.token(Kind::Open, token.strip_suffix(".gif").unwrap_or(token)) else { return false };
        self.note(&token, Fetch::Open, client).await;
        true
    }

    /// A link was followed: where it leads, or `None` for a token that we did not sign.
    pub async fn clicked(&self, token: &str, client: Client) -> Option<String> {
        let token = self.token(Kind::Click, token)?;
        let fetch = if token.link == TRAP { Fetch::Trap } else { Fetch::Click };
        self.note(&token, fetch, client).await;
        Some(token.target)
    }

    async fn note(&self, token: &Token, fetch: Fetch, client: Client) {
        // Without the query: it may speak of the person.
        let page = token.target.split(['?', '#']).next().unwrap_or_default();
        let hit = Hit {
            send: token.send,
            fetch,
            link: token.link,
            target: cut(page, MOST_TARGET),
            at: self.0.engine.now(),
            method: client.method,
            agent: cut(&client.agent, MOST_AGENT),
            network: client.address.map(Network::of),
        };
        match tokio::time::timeout(REDIRECT, self.0.spool.add(&hit)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "an open or click was not recorded"),
            Err(_) => tracing::warn!("an open or click is recorded late"),
        }
    }

    /// Brings hits to the store and labels them, until the engine stops.
    pub(super) async fn work_on_hits(self) {
        while !self.0.stop.is_cancelled() {
            let pause = match self.settle_hits().await {
                Ok(_) => DRAIN,
                Err(error) => {
                    tracing::warn!(%error, "opens and clicks wait in the spool; trying again");
                    PAUSE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.0.stop.cancelled() => {}
            }
        }
    }

    /// Brings what is in the spool to the store and labels what is ripe; returns how many were labelled.
    pub(super) async fn settle_hits(&self) -> Result<usize, store::StoreError> {
        // Everything acknowledged by now is in the store when it is labelled.
        let now = self.0.engine.now();
        let drained = self.drain().await;
        // What is in the store gets its label even while there is no getting at the spool.
        let labelled = self.label_hits(now.plus(-rules::hits::AROUND - 1)).await?;
        drained.map(|()| labelled)
    }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}
