//! The ways as they stand: read from the store now and then, so that another node's changes are seen. One that has not
//! changed keeps its connections and its health.

use super::{FRESH, OUTBOX, Table, Way, Ways, health, keep};
use crate::Engine;
use health::Health;
use mail::{Transport, Vault, Waits, WayKind};
use model::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use store::StoreError;
use store::ways::WayOut;

impl Way {
    pub fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn enabled(&self) -> bool {
        self.row.as_ref().is_none_or(|row| row.enabled)
    }
}

impl Table {
    pub fn enabled(&self) -> impl Iterator<Item = &Arc<Way>> {
        self.ways.iter().filter(|way| way.enabled())
    }

    pub fn get(&self, key: &str) -> Option<&Arc<Way>> {
        self.all().find(|way| way.key == key)
    }

    /// Those that an order leads to, and the outbox.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Way>> {
        let among = self.ways.iter().any(|way| way.key == OUTBOX);
        self.ways.iter().chain((!among).then_some(&self.outbox))
    }
}

impl Ways {
    /// The ways as they stand, read again when that is long ago.
    pub async fn table(&self, engine: &Engine, vault: &Vault) -> Result<Arc<Table>, StoreError> {
        let fresh = |table: &Table| table.read.is_some_and(|read| read.elapsed() < FRESH);
        let current = self.current();
        if fresh(&current) {
            return Ok(current);
        }
        let _loading = self.loading.lock().await;
        let current = self.current();
        if fresh(&current) {
            return Ok(current);
        }
        match self.load(engine, vault).await {
            // What was known is good enough while the store is busy.
            Err(error) if current.read.is_some() => {
                tracing::warn!(%error, "the ways out cannot be read anew");
                Ok(current)
            }
            read => read,
        }
    }

    /// Reads the ways now.
    pub async fn read(&self, engine: &Engine, vault: &Vault) -> Result<Arc<Table>, StoreError> {
        let _loading = self.loading.lock().await;
        self.load(engine, vault).await
    }

    /// Reads the ways, while nobody else does: what was read first must not take the place of what was read after it. One
    /// that has not changed keeps its connections and its health.
    async fn load(&self, engine: &Engine, vault: &Vault) -> Result<Arc<Table>, StoreError> {
        let (store, workspace) = (engine.store(), engine.workspace());
        let rows = store::ways::list(store, workspace).await?;
        let routing = store::ways::routing(store, workspace).await?;
        let before = self.current();
        let changed = |row: &WayOut| before.get(&row.key).is_none_or(|way| way.row.as_ref() != Some(row));
        let mut sent = BTreeMap::new();
        let day = health::day(engine.now());
        if rows.iter().any(|row| row.per_day.is_some() && changed(row)) {
            sent = store::ways::handed_since(store, workspace, day).await?;
        }
        let mut ways: Vec<Arc<Way>> = Vec::with_capacity(rows.len() + 1);
        for row in rows {
            match before.get(&row.key).filter(|_| !changed(&row)) {
                Some(way) => ways.push(way.clone()),
                None => {
                    let today = sent.get(&row.key).copied().unwrap_or(0);
                    ways.push(Arc::new(way(row, vault, (day, today))));
                }
            }
        }
        if self.own.key != OUTBOX || ways.is_empty() {
            ways.push(self.own.clone());
        }
        let place = |way: &Arc<Way>| routing.order.iter().position(|key| *key == way.key).unwrap_or(usize::MAX);
        ways.sort_by_key(place);
        let table = Arc::new(Table { ways, outbox: self.outbox.clone(), routing, read: Some(Instant::now()) });
        *self.table.lock().unwrap_or_else(PoisonError::into_inner) = table.clone();
        Ok(table)
    }
}

fn way(row: WayOut, vault: &Vault, today: (Timestamp, i64)) -> Way {
    let kind = WayKind::parse(&row.kind);
    let opened = keep::values(&row, vault);
    let transport = match (&opened, kind) {
        (Err(error), _) => Err(error.to_string()),
        (Ok(_), None) => Err(format!("\"{}\" is no kind of way that this version knows", row.kind)),
        (Ok(values), Some(kind)) => Transport::of(kind, values, Waits::default())
            .map_err(|bad| format!("the field {} {}", bad.field, bad.message)),
    };
    Way {
        key: row.key.clone(),
        kind: kind.map_or("unknown", WayKind::as_str),
        values: opened.unwrap_or_default(),
        transport,
        health: Mutex::new(Health::of(today)),
        row: Some(row),
    }
}
