//! Domains that mail is sent from: their keys, what DNS holds of them, whether mail may leave, and who signs it.

mod known;
mod reports;
mod rules;
mod told;
mod waiting;
mod watch;

pub(super) use known::Senders;
pub use reports::{Counted, DmarcError};
pub use rules::{Provider, Rule};

use super::Performer;
use super::compose::settings;
use mail::SealError;
use mail::dkim::{BadKey, Kind, generate};
use mail::domain::{Checked, Finding, Published, Record, Sending, records};
use rand::TryRng;
use store::StoreError;
use store::sender_domains::{self as domains, SenderDomain, SenderKey};

/// A domain with everything that is known of it.
#[derive(Debug, Clone)]
pub struct SenderView {
    pub domain: SenderDomain,
    pub findings: Vec<Finding>,
    pub records: Vec<Record>,
}

/// Why nothing can be done about a domain.
#[derive(Debug, thiserror::Error)]
pub enum SenderError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] BadKey),
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error("no randomness from the operating system")]
    Random,
    #[error("this machine names no DNS server; name one with --dns")]
    NoDns,
}

/// Where a private key belongs.
fn place(domain: &str, selector: &str) -> String {
    format!("dkim/{domain}/{selector}")
}

/// What findings are kept as.
fn kept(findings: &[Finding]) -> String {
    serde_json::to_string(findings).unwrap_or_else(|_| "[]".into())
}

impl Performer {
    /// Every domain, by name.
    pub async fn sender_domains(&self) -> Result<Vec<SenderView>, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let keys = domains::keys(store, workspace).await?;
        let view = |domain: SenderDomain| {
            let sending = self.sending(&domain, &keys);
            let findings = serde_json::from_str(&domain.findings).unwrap_or_default();
            SenderView { findings, records: records(&sending), domain }
        };
        Ok(domains::list(store, workspace).await?.into_iter().map(view).collect())
    }

    /// Adds a domain with a key of each kind; it is pending until its records are found.
    pub async fn add_sender_domain(&self, domain: &str, spf: Option<&str>) -> Result<(), SenderError> {
        let (engine, vault) = (&self.0.engine, &self.0.options.vault);
        let mut random = [0; 3];
        rand::rngs::SysRng.try_fill_bytes(&mut random).map_err(|_| SenderError::Random)?;
        // Another instance may sign for the same domain.
        let mark: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut keys = Vec::new();
        for kind in Kind::ALL {
            let key = tokio::task::spawn_blocking(move || generate(kind)).await.map_err(|_| BadKey("made"))??;
            let selector = format!("siembra-{mark}-{}", if kind == Kind::Rsa { "r" } else { "e" });
            let private = vault.seal(&place(domain, &selector), &key.private)?;
            let (domain, kind) = (domain.to_string(), kind.as_str().to_string());
            keys.push(SenderKey { domain, selector, kind, public: key.public, private });
        }
        domains::add(engine.store(), engine.workspace(), domain, spf, &keys, engine.now()).await?;
        self.0.senders.forget();
        Ok(())
    }

    /// Looks at the DNS of a domain, and remembers what it shows.
    pub async fn check_sender_domain(&self, domain: &SenderDomain) -> Result<Checked, SenderError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let dns = self.0.options.dns.as_ref().ok_or(SenderError::NoDns)?;
        let keys = domains::keys(store, workspace).await?;
        self.0.ways.table(&self.0.engine, &self.0.options.vault).await?;
        let sending = self.sending(domain, &keys);
        let checked = mail::domain::check(dns.as_ref(), self.0.options.web.as_ref(), &sending).await;
        let (verified, now) = (checked.verified, self.0.engine.now());
        domains::note_check(store, workspace, domain, verified, &kept(&checked.findings), now).await?;
        self.0.senders.forget();
        Ok(checked)
    }

    pub async fn change_sender_domain(&self, domain: &str, change: domains::Change) -> Result<(), StoreError> {
        domains::change(self.0.engine.store(), self.0.engine.workspace(), domain, change).await?;
        self.0.senders.forget();
        Ok(())
    }

    /// Takes a domain and its keys away; mail from it is not signed any more.
    pub async fn delete_sender_domain(&self, domain: &str) -> Result<(), StoreError> {
        domains::delete(self.0.engine.store(), self.0.engine.workspace(), domain).await?;
        self.0.senders.forget();
        Ok(())
    }

    /// What its DNS should hold.
    fn sending(&self, domain: &SenderDomain, keys: &[SenderKey]) -> Sending {
        let own = keys.iter().filter(|key| key.domain == domain.domain);
        let published = |key: &SenderKey| {
            let kind = Kind::parse(&key.kind)?;
            Some(Published { selector: key.selector.clone(), kind, public: key.public.clone() })
        };
        let mut keys: Vec<Published> = own.filter_map(published).collect();
        keys.sort_by_key(|key| key.kind);
        Sending {
            domain: domain.domain.clone(),
            keys,
            spf: domain.spf.clone(),
            bounce_domain: self.0.options.bounce_domain.clone(),
            links: self.links(),
            servers: self.0.ways.smtp_hosts(),
        }
    }

    /// The host that links in mail lead to, and whether by HTTPS.
    fn links(&self) -> Option<(String, bool)> {
        let settings = settings(&self.0.engine.image())?;
        let url = self.public_url(&settings);
        let (scheme, rest) = url.split_once("://")?;
        let host = rest.split(['/', ':']).next().filter(|host| !host.is_empty())?;
        Some((host.to_ascii_lowercase(), scheme == "https"))
    }
}
