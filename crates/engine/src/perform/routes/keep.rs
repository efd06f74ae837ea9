//! What ways have been told: checked, and their secrets sealed, before the store has it.

use super::super::Performer;
use super::{OUTBOX, RESERVED};
use mail::{BadField, SealError, SmtpSettings, Values, Vault, WayKind, checked, fields};
use model::Timestamp;
use store::StoreError;
use store::ways::{Routing, WayOut};

/// Most messages a second or a day that can be set.
const MOST: i64 = 1_000_000_000;
const MOST_RULES: usize = 200;

/// A way as somebody sets it.
#[derive(Debug, Clone)]
pub struct NewWay {
    pub key: String,
    pub kind: WayKind,
    pub label: String,
    /// Secrets that are not among them stay; empty ones go.
    pub values: Values,
    pub per_second: Option<i64>,
    pub per_day: Option<i64>,
    pub enabled: bool,
}

/// Why a way or the routing cannot be kept so.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("{0}")]
    Field(#[from] BadField),
    #[error("{0}")]
    Taken(String),
    #[error("not found: {0}")]
    Missing(String),
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn bad(field: &str, message: &str) -> SaveError {
    SaveError::Field(BadField { field: field.into(), message: message.into() })
}

fn place(key: &str) -> String {
    format!("way/{key}")
}

/// Everything that a way has been told.
pub(super) fn values(row: &WayOut, vault: &Vault) -> Result<Values, SealError> {
    let mut values = row.settings.clone();
    if !row.secret.is_empty() {
        let opened = vault.open(&place(&row.key), &row.secret)?;
        let secrets: Values = serde_json::from_slice(&opened).map_err(|_| SealError::Foreign)?;
        values.extend(secrets);
    }
    Ok(values)
}

impl Performer {
    /// Adds a way, or changes the one with its key.
    pub async fn save_way(&self, new: NewWay, add: bool) -> Result<(), SaveError> {
        let (engine, vault) = (&self.0.engine, &self.0.options.vault);
        let (store, workspace) = (engine.store(), engine.workspace());
        let before = store::ways::get(store, workspace, &new.key).await?;
        match (&before, add) {
            (Some(_), true) => return Err(SaveError::Taken(format!("there is a way \"{}\" already", new.key))),
            (None, false) => return Err(SaveError::Missing(format!("way out {}", new.key))),
            (Some(before), false) if before.kind != new.kind.as_str() => {
                return Err(bad("kind", "cannot be changed; add another way"));
            }
            _ => {}
        }
        fits(&new)?;
        let row = sealed(&new, before.as_ref(), vault, engine.now())?;
        store::ways::put(store, workspace, &row).await?;
        self.0.ways.read(engine, vault).await?;
        self.0.wake.notify_one();
        Ok(())
    }

    pub async fn delete_way(&self, key: &str) -> Result<(), SaveError> {
        let (engine, vault) = (&self.0.engine, &self.0.options.vault);
        let (store, workspace) = (engine.store(), engine.workspace());
        let mut routing = store::ways::routing(store, workspace).await?;
        if let Some(place) = routing.rules.iter().position(|rule| rule.ways.iter().any(|way| way == key)) {
            return Err(SaveError::Taken(format!("rule {} names it; take it out of the rule first", place + 1)));
        }
        store::ways::delete(store, workspace, key).await?;
        if routing.order.iter().any(|way| way == key) {
            routing.order.retain(|way| way != key);
            store::ways::set_routing(store, workspace, &routing).await?;
        }
        self.0.ways.read(engine, vault).await?;
        Ok(())
    }

    pub async fn save_routing(&self, mut routing: Routing) -> Result<(), SaveError> {
        let (engine, vault) = (&self.0.engine, &self.0.options.vault);
        let table = self.0.ways.read(engine, vault).await?;
        if routing.rules.len() > MOST_RULES {
            return Err(bad("rules", "are too many; 200 at most"));
        }
        routing.order.retain(|key| table.get(key).is_some());
        for (n, rule) in routing.rules.iter_mut().enumerate() {
            if rule.ways.is_empty() {
                return Err(bad(&format!("rules.{n}.ways"), "are missing; name at least one way"));
            }
            if let Some(other) = rule.ways.iter().find(|key| table.get(key).is_none()) {
                return Err(bad(&format!("rules.{n}.ways"), &format!("name \"{other}\", which is no way out")));
            }
            if rule.ways.len() > 1 && rule.ways.iter().any(|key| key == OUTBOX) {
                // Beside another it would keep, as if it had gone out, what that one does not take.
                let message = "name the outbox beside others; what it keeps does not go out, so name it alone";
                return Err(bad(&format!("rules.{n}.ways"), message));
            }
            for domain in [&mut rule.sender_domain, &mut rule.recipient_domain].into_iter().flatten() {
                *domain = domain.trim().trim_start_matches('@').to_ascii_lowercase();
            }
            for text in [&mut rule.sender_domain, &mut rule.recipient_domain, &mut rule.program] {
                text.take_if(|text| text.is_empty());
            }
        }
        store::ways::set_routing(engine.store(), engine.workspace(), &routing).await?;
        self.0.ways.read(engine, vault).await?;
        self.0.wake.notify_one();
        Ok(())
    }
}

fn fits(new: &NewWay) -> Result<(), SaveError> {
    let plain = |key: &str| key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
    if new.key.is_empty() || new.key.len() > 40 || !plain(&new.key) {
        return Err(bad("key", "has to have 1 to 40 small letters, digits, - and _"));
    }
    if RESERVED.contains(&new.key.as_str()) {
        return Err(bad("key", "is taken by the product itself; choose another"));
    }
    if new.label.trim().is_empty() || new.label.chars().count() > 100 {
        return Err(bad("label", "has to have 1 to 100 characters"));
    }
    for (field, limit) in [("per_second", new.per_second), ("per_day", new.per_day)] {
        if limit.is_some_and(|limit| !(1..=MOST).contains(&limit)) {
            return Err(bad(field, "has to be 1 or more; leave it out for no limit"));
        }
    }
    Ok(())
}

/// Who is given the secrets: the server that mail or requests go to, and how; `None` is the provider's own.
fn address(values: &Values) -> Option<String> {
    let text = ["url", "endpoint"].iter().find_map(|name| values.get(*name)).map(|text| text.trim());
    let text = text.filter(|text| !text.is_empty())?;
    let Ok(smtp) = SmtpSettings::parse(text) else { return Some(text.trim_end_matches('/').to_ascii_lowercase()) };
    Some(format!("{smtp:?}"))
}

/// A secret that was entered for one server is not told to another: whoever may change the address never saw it.
fn stays_home(before: &WayOut, new: &NewWay, kept: &Values) -> Result<(), SaveError> {
    // What reports are checked by is told to nobody.
    let goes_out = |name: &str| !before.settings.contains_key(name) && !name.starts_with("hook_");
    match kept.keys().find(|name| goes_out(name) && !new.values.contains_key(*name)) {
        Some(name) => Err(bad(name, "was entered for another server; enter it again for the new address")),
        None => Ok(()),
    }
}

/// The row of a way, with the secrets that it had and that were not given anew.
fn sealed(new: &NewWay, before: Option<&WayOut>, vault: &Vault, now: Timestamp) -> Result<WayOut, SaveError> {
    let secret = |name: &str| fields(new.kind).iter().any(|field| field.name == name && field.secret);
    // What does not open any more is entered again.
    let kept = before.map(|before| values(before, vault).unwrap_or_default()).unwrap_or_default();
    if let Some(before) = before.filter(|before| address(&before.settings) != address(&new.values)) {
        stays_home(before, new, &kept)?;
    }
    let mut all: Values = kept.into_iter().filter(|(name, _)| secret(name)).collect();
    all.extend(new.values.clone());
    let all = checked(new.kind, &all)?;
    let (secrets, settings): (Values, Values) = all.into_iter().partition(|(name, _)| secret(name));
    let text = serde_json::to_vec(&secrets).map_err(|_| SealError::Cipher)?;
    Ok(WayOut {
        secret: if secrets.is_empty() { Vec::new() } else { vault.seal(&place(&new.key), &text)? },
        key: new.key.clone(),
        kind: new.kind.as_str().into(),
        label: new.label.trim().into(),
        settings,
        per_second: new.per_second,
        per_day: new.per_day,
        enabled: new.enabled,
        created_at: before.map_or(now, |before| before.created_at),
        updated_at: now,
    })
}
