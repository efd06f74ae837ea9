//! What the gate and the signature need to know of a domain, kept in memory for some seconds: keys are parsed once, and
//! not for each message.

use super::super::Performer;
use super::super::pace::domain_of;
use super::super::routes::Facts;
use super::place;
use super::told::Told;
use mail::dkim::{Kind, Signer};
use mail::{Message, Vault};
use model::{MINUTE, Timestamp};
use rules::send_gate::{Held, HeldCode};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::StoreError;
use store::sender_domains as domains;

/// Another node's changes are heeded after this long.
const FRESH: Duration = Duration::from_secs(5);
/// When a message from an unverified domain is looked at again.
const AGAIN: i64 = 10 * MINUTE;

/// One domain.
struct Known {
    may_send: bool,
    /// It is verified, and nothing can be signed by what its DNS holds.
    shut: bool,
    signer: Option<Signer>,
}

type All = Arc<HashMap<String, Known>>;

#[derive(Default)]
pub(in super::super) struct Senders {
    /// The domains as they were read last.
    last: Mutex<Option<(Instant, All)>>,
    pub(super) told: Told,
}

impl Senders {
    fn last(&self) -> Option<(Instant, All)> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The next question reads them anew.
    pub fn forget(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Performer {
    /// Makes sure that what is known of the domains is fresh; asked before messages are made.
    pub(in super::super) async fn know_senders(&self) -> Result<(), StoreError> {
        // Whether anything leaves at all is asked of the ways.
        self.0.ways.table(&self.0.engine, &self.0.options.vault).await?;
        if self.0.senders.last().is_some_and(|(since, _)| since.elapsed() < FRESH) {
            return Ok(());
        }
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let keys = domains::keys(store, workspace).await?;
        let mut all = HashMap::new();
        for domain in domains::list(store, workspace).await? {
            let own: Vec<_> = keys.iter().filter(|key| key.domain == domain.domain).collect();
            let may_send = domain.may_send();
            let (signer, rsa) = match may_send {
                true => signer(&self.0.options.vault, &domain.domain, &own),
                false => (None, false),
            };
            // Who said that mail may leave in spite of its domain said so of unsigned mail too.
            let shut = may_send && !rsa && domain.allowed.is_none();
            all.insert(domain.domain, Known { may_send: may_send && !shut, shut, signer });
        }
        *self.0.senders.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), Arc::new(all)));
        Ok(())
    }

    /// Why a message does not leave its sender's domain yet. What is only kept here goes nowhere, and may carry any name.
    pub(in super::super) fn unverified(&self, facts: &Facts<'_>, now: Timestamp) -> Option<Held> {
        if self.0.options.any_sender || self.0.ways.keep(facts) {
            return None;
        }
        let domain = domain_of(facts.sender);
        let all = self.0.senders.last().map(|(_, all)| all).unwrap_or_default();
        let known = names(&domain).find_map(|name| all.get(name));
        if known.is_some_and(|known| known.may_send) {
            return None;
        }
        let reason = match known {
            Some(known) if known.shut => format!(
                "the keys of the sender's domain {domain} do not open with this instance's key; restore the file \
                 secrets/link.key that belongs to this database, or take the domain away and add it anew"
            ),
            Some(_) => format!("the sender's domain {domain} is not verified; see the sender domains in the settings"),
            None => format!("the sender's domain {domain} is not set up; add it to the sender domains in the settings"),
        };
        Some(Held { code: HeldCode::DomainUnverified, reason, retry_at: Some(now.plus(AGAIN)) })
    }

    /// The message with the signatures of its sender's domain, where we have keys of it and it may send.
    pub(in super::super) fn signed(&self, message: Message) -> Result<Message, String> {
        let all = self.0.senders.last().map(|(_, all)| all).unwrap_or_default();
        let domain = domain_of(&message.letter.from.address);
        match names(&domain).find_map(|name| all.get(name)).and_then(|known| known.signer.as_ref()) {
            Some(signer) => signer.sign(message).map_err(|why| why.to_string()),
            None => Ok(message),
        }
    }
}

/// A domain and those above it: a name below one that is set up belongs to it.
fn names(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |name| name.split_once('.').map(|(_, above)| above))
}

/// Signs with every key that opens, and whether the one of RSA did, which every reader knows. One that does not is told,
/// and leaves the others.
fn signer(vault: &Vault, domain: &str, keys: &[&domains::SenderKey]) -> (Option<Signer>, bool) {
    let mut signer = Signer::new(domain);
    let (mut any, mut rsa) = (false, false);
    for key in keys {
        let opened = vault.open(&place(domain, &key.selector), &key.private).map_err(|error| error.to_string());
        let kind = Kind::parse(&key.kind).ok_or_else(|| format!("keys of kind {} are not known", key.kind));
        let added = opened.and_then(|private| Ok((kind?, private)));
        match added.and_then(|(kind, private)| signer.add(&key.selector, kind, &private).map_err(|e| e.to_string())) {
            Ok(()) => (any, rsa) = (true, rsa || key.kind == Kind::Rsa.as_str()),
            Err(why) => tracing::error!(domain, selector = key.selector, why, "mail goes out without this signature"),
        }
    }
    (any.then_some(signer), rsa)
}
