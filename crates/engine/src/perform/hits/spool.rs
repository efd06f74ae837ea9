//! The spool: files beside the data in which hits are durable before the database has heard of them. One thread writes for
//! everybody, so that many hits share one flush to the disk.

mod writer;

use crate::perform::rounds::PAUSE;
use model::hit::Hit;
use std::collections::HashMap;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::{mpsc, oneshot};
use writer::{MOST_AT_ONCE, Writer};

enum Order {
    /// A line to be made durable.
    Add(Vec<u8>, oneshot::Sender<Result<()>>),
    /// Nothing more is written to the files that there are; all of them, oldest first.
    Close(oneshot::Sender<Result<Vec<PathBuf>>>),
}

/// A way to the writing thread, which begins with the first hit.
pub(crate) struct Spool {
    folder: PathBuf,
    /// Nobody else looks for it: it goes with the spool.
    own: bool,
    orders: OnceLock<mpsc::Sender<Order>>,
    /// Closed files that are not in the store yet.
    closed: Mutex<Vec<PathBuf>>,
    /// Files that cannot be brought there, with when to try again.
    put_off: Mutex<HashMap<PathBuf, Instant>>,
    /// Bytes in all files, as far as is known.
    bytes: Arc<AtomicU64>,
}

impl Spool {
    /// A spool in a folder, in one of its own where none is given.
    pub fn new(folder: Option<PathBuf>) -> Spool {
        let own = || std::env::temp_dir().join(format!("siembra-hits-{}-{}", std::process::id(), number()));
        Spool {
            own: folder.is_none(),
            folder: folder.unwrap_or_else(own),
            orders: OnceLock::new(),
            closed: Mutex::default(),
            put_off: Mutex::default(),
            bytes: Arc::default(),
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Bytes that wait, as far as is known; more of them while somebody asks at the door.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Writes a hit; it is durable when this returns.
    pub async fn add(&self, hit: &Hit) -> Result<()> {
        let mut line = serde_json::to_vec(hit)?;
        line.push(b'\n');
        self.ask(|answer| Order::Add(line, answer)).await
    }

    /// The files that wait to be brought to the store. Nothing more is written to them.
    pub async fn waiting(&self) -> Result<Vec<PathBuf>> {
        let known = held(&self.closed).clone();
        if !known.is_empty() {
            return Ok(known);
        }
        if self.orders.get().is_none() && !self.folder.exists() {
            return Ok(Vec::new());
        }
        let mut files = self.ask(Order::Close).await?;
        let mut put_off = held(&self.put_off);
        put_off.retain(|_, until| *until > Instant::now());
        files.retain(|file| !put_off.contains_key(file));
        held(&self.closed).clone_from(&files);
        Ok(files)
    }

    /// A file is in the store.
    pub fn done(&self, file: &Path) -> Result<()> {
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        match std::fs::remove_file(file) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let _ = self.bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |all| Some(all.saturating_sub(length)));
        held(&self.closed).retain(|other| other != file);
        Ok(())
    }

    /// A file does not come to the store; the others go on without it for a while.
    pub fn put_off(&self, file: &Path) {
        held(&self.put_off).insert(file.to_path_buf(), Instant::now() + PAUSE);
        held(&self.closed).retain(|other| other != file);
    }

    async fn ask<T>(&self, order: impl FnOnce(oneshot::Sender<Result<T>>) -> Order) -> Result<T> {
        let gone = || Error::other("the spool's thread has ended");
        let orders = self.orders.get_or_init(|| {
            let (sender, receiver) = mpsc::channel(4 * MOST_AT_ONCE);
            let writer = Writer { folder: self.folder.clone(), file: None, waiting: self.bytes.clone() };
            if let Err(error) = std::thread::Builder::new().name("hits".into()).spawn(|| writer.work(receiver)) {
                tracing::error!(%error, "the spool's thread does not start");
            }
            sender
        });
        let (answer, answered) = oneshot::channel();
        orders.send(order(answer)).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if self.own {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

fn held<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The number of a file: when it was made and a little chance, so that no two processes make the same.
fn number() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    (since.as_micros() as i64) << 10 | i64::from(rand::random::<u16>() & 0x3ff)
}

/// The number that a file carries in its name.
pub(super) fn number_of(file: &Path) -> Option<i64> {
    file.file_stem()?.to_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::hit::Fetch;
    use model::{SendId, Timestamp};

    fn hit(send: i64) -> Hit {
        Hit {
            send: SendId(send),
            fetch: Fetch::Open,
            link: 0,
            target: String::new(),
            at: Timestamp(send),
            method: "GET".into(),
            agent: "a \"quoted\" name".into(),
            network: None,
        }
    }

    #[tokio::test]
    async fn what_was_added_is_read_once_also_after_a_kill() {
        let folder = tempfile::tempdir().unwrap();
        let at = Some(folder.path().join("hits"));
        let spool = Spool::new(at.clone());
        assert!(spool.waiting().await.unwrap().is_empty());
        for send in 0..3 {
            spool.add(&hit(send)).await.unwrap();
        }
        // Another process begins where this one was killed.
        let next = Spool::new(at);
        let files = next.waiting().await.unwrap();
        assert_eq!(files.len(), 1, "one file for all that came together");
        let text = std::fs::read_to_string(&files[0]).unwrap();
        let read: Vec<Hit> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(read, [hit(0), hit(1), hit(2)]);
        next.add(&hit(3)).await.unwrap();
        next.done(&files[0]).unwrap();
        next.done(&files[0]).unwrap();
        let later = next.waiting().await.unwrap();
        assert!(later.len() == 1 && later[0] != files[0]);
        assert_eq!(next.bytes.load(Ordering::Relaxed), std::fs::metadata(&later[0]).unwrap().len());
        // One that does not come to the store keeps no other back.
        next.put_off(&later[0]);
        assert!(next.waiting().await.unwrap().is_empty());
        next.add(&hit(4)).await.unwrap();
        let last = next.waiting().await.unwrap();
        assert!(last.len() == 1 && last[0] != later[0]);
        next.done(&last[0]).unwrap();
        assert_eq!(next.bytes.load(Ordering::Relaxed), std::fs::metadata(&later[0]).unwrap().len());
    }
}
