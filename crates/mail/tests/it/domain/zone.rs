//! A DNS in memory.

use async_trait::async_trait;
use mail::domain::{Answer, Dns, Unanswered};
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

#[derive(Debug, Default)]
pub struct Zone {
    pub texts: BTreeMap<String, Vec<String>>,
    pub exchangers: BTreeMap<String, Vec<String>>,
    pub addresses: BTreeMap<String, Vec<IpAddr>>,
    pub names: BTreeMap<IpAddr, Vec<String>>,
    pub silent: bool,
    /// Names whose servers say that they cannot answer, and names that nobody ever answers for.
    pub mute: BTreeSet<String>,
    pub hung: BTreeSet<String>,
    /// How long every answer takes.
    pub delay: Duration,
}

impl Zone {
    pub fn text(&mut self, name: &str, text: &str) {
        self.texts.entry(name.into()).or_default().push(text.into());
    }

    pub fn exchanger(&mut self, name: &str, host: &str) {
        self.exchangers.entry(name.into()).or_default().push(host.into());
    }

    pub fn address(&mut self, name: &str, address: &str) {
        self.addresses.entry(name.into()).or_default().push(address.parse().unwrap());
    }

    pub fn name(&mut self, address: &str, name: &str) {
        self.names.entry(address.parse().unwrap()).or_default().push(name.into());
    }

    async fn answer<T: Clone>(&self, name: &str, found: Option<&Vec<T>>) -> Answer<T> {
        tokio::time::sleep(self.delay).await;
        if self.hung.contains(name) {
            std::future::pending::<()>().await;
        }
        if self.silent || self.mute.contains(name) {
            Err(Unanswered { name: name.into() })
        } else {
            Ok(found.cloned().unwrap_or_default())
        }
    }
}

#[async_trait]
impl Dns for Zone {
    async fn texts(&self, name: &str) -> Answer<String> {
        self.answer(name, self.texts.get(name)).await
    }
    async fn exchangers(&self, name: &str) -> Answer<String> {
        self.answer(name, self.exchangers.get(name)).await
    }
    async fn addresses(&self, name: &str) -> Answer<IpAddr> {
        self.answer(name, self.addresses.get(name)).await
    }
    async fn names(&self, address: IpAddr) -> Answer<String> {
        self.answer(&address.to_string(), self.names.get(&address)).await
    }
}
