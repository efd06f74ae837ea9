//! The spool: files beside the data in which hits are durable before the database has heard of them. One thread writes for
//! everybody, so that many hits share one flush to the disk.

use model::hit::Hit;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::{mpsc, oneshot};

/// Most bytes that wait in the spool while the database is away; what comes then is not recorded.
const MOST_WAITING: u64 = 2 << 30;
/// A file is closed when it has grown so far.
const MOST_FILE: u64 = 16 << 20;
/// Most hits that share a flush.
const MOST_AT_ONCE: usize = 8_192;
const ENDING: &str = "hits";

enum Order {
    /// A line to be made durable.
    Add(Vec<u8>, oneshot::Sender<Result<()>>),
    /// Nothing more is written to the files that there are; all of them, oldest first.
    Close(oneshot::Sender<Result<Vec<PathBuf>>>),
}

/// A way to the writing thread, which begins with the first hit.
pub(crate) struct Spool {
    folder: PathBuf,
    orders: OnceLock<mpsc::Sender<Order>>,
    /// Closed files that are not in the store yet.
    closed: Mutex<Vec<PathBuf>>,
}

impl Spool {
    /// A spool in a folder, in one of its own where none is given.
    pub fn new(folder: Option<PathBuf>) -> Spool {
        let own = || std::env::temp_dir().join(format!("siembra-hits-{}-{}", std::process::id(), number()));
        Spool { folder: folder.unwrap_or_else(own), orders: OnceLock::new(), closed: Mutex::default() }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a hit; it is durable when this returns.
    pub async fn add(&self, hit: &Hit) -> Result<()> {
        let mut line = serde_json::to_vec(hit)?;
        line.push(b'\n');
        self.ask(|answer| Order::Add(line, answer)).await
    }

    /// The files that wait to be brought to the store. Nothing more is written to them.
    pub async fn waiting(&self) -> Result<Vec<PathBuf>> {
        let known = self.closed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !known.is_empty() {
            return Ok(known);
        }
        if self.orders.get().is_none() && !self.folder.exists() {
            return Ok(Vec::new());
        }
        let files = self.ask(Order::Close).await?;
        self.closed.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&files);
        Ok(files)
    }

    /// A file is in the store.
    pub fn done(&self, file: &Path) -> Result<()> {
        std::fs::remove_file(file)?;
        self.closed.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| other != file);
        Ok(())
    }

    async fn ask<T>(&self, order: impl FnOnce(oneshot::Sender<Result<T>>) -> Order) -> Result<T> {
        let gone = || Error::other("the spool's thread has ended");
        let orders = self.orders.get_or_init(|| {
            let (sender, receiver) = mpsc::channel(4 * MOST_AT_ONCE);
            let writer = Writer { folder: self.folder.clone(), file: None, waiting: 0 };
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

/// The number of a file: when it was made and a little chance, so that no two processes make the same.
fn number() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    (since.as_micros() as i64) << 10 | i64::from(rand::random::<u16>() & 0x3ff)
}

/// The number that a file carries in its name.
pub(super) fn number_of(file: &Path) -> Option<i64> {
    file.file_stem()?.to_str()?.parse().ok()
}

struct Writer {
    folder: PathBuf,
    /// The file that is being written, with its length.
    file: Option<(File, u64)>,
    /// Bytes in all files, as far as it knows.
    waiting: u64,
}

impl Writer {
    fn work(mut self, mut orders: mpsc::Receiver<Order>) {
        let mut batch = Vec::new();
        while let Some(first) = orders.blocking_recv() {
            batch.push(first);
            while batch.len() < MOST_AT_ONCE
                && let Ok(order) = orders.try_recv()
            {
                batch.push(order);
            }
            let (mut bytes, mut adding, mut closing) = (Vec::new(), Vec::new(), Vec::new());
            for order in batch.drain(..) {
                match order {
                    Order::Add(line, answer) => {
                        bytes.extend(line);
                        adding.push(answer);
                    }
                    Order::Close(answer) => closing.push(answer),
                }
            }
            let written = if bytes.is_empty() { Ok(()) } else { self.write(&bytes) };
            for answer in adding {
                // Whoever asked may have gone on without waiting.
                let _ = answer
                    .send(written.as_ref().map(|_| ()).map_err(|error| Error::new(error.kind(), error.to_string())));
            }
            for answer in closing {
                let _ = answer.send(self.close());
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if self.waiting + bytes.len() as u64 > MOST_WAITING {
            return Err(Error::new(ErrorKind::StorageFull, "too many opens and clicks wait for the database"));
        }
        let (mut file, length) = match self.file.take() {
            Some(open) => open,
            None => (self.create()?, 0),
        };
        // After a failure the file is left as it is, and the next hits go to another: what broke off spoils none.
        file.write_all(bytes)?;
        file.sync_data()?;
        self.waiting += bytes.len() as u64;
        let length = length + bytes.len() as u64;
        self.file = (length < MOST_FILE).then_some((file, length));
        Ok(())
    }

    fn create(&self) -> Result<File> {
        std::fs::create_dir_all(&self.folder)?;
        let path = self.folder.join(format!("{}.{ENDING}", number()));
        let file = OpenOptions::new().create_new(true).append(true).open(path)?;
        // The file's name must last as long as what is in it.
        File::open(&self.folder)?.sync_all()?;
        Ok(file)
    }

    fn close(&mut self) -> Result<Vec<PathBuf>> {
        self.file = None;
        let mut files = Vec::new();
        self.waiting = 0;
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(files),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.path().extension().is_some_and(|ending| ending == ENDING) {
                self.waiting += entry.metadata()?.len();
                files.push(entry.path());
            }
        }
        files.sort_by_key(|file| number_of(file));
        Ok(files)
    }
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
        let later = next.waiting().await.unwrap();
        assert!(later.len() == 1 && later[0] != files[0]);
    }
}
