//! The thread that writes the spool's files.

use super::{Order, number, number_of};
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;

/// Most bytes that wait in the spool while the database is away; what comes then is not recorded.
const MOST_WAITING: u64 = 2 << 30;
/// A file is closed when it has grown so far.
const MOST_FILE: u64 = 16 << 20;
/// Most hits that share a flush.
pub(super) const MOST_AT_ONCE: usize = 8_192;
const ENDING: &str = "hits";

pub(super) struct Writer {
    pub folder: PathBuf,
    /// The file that is being written, with its length.
    pub file: Option<(File, u64)>,
    /// Bytes in all files, as far as is known.
    pub waiting: Arc<AtomicU64>,
}

impl Writer {
    pub fn work(mut self, mut orders: mpsc::Receiver<Order>) {
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
        if self.waiting.load(Ordering::Relaxed) + bytes.len() as u64 > MOST_WAITING {
            return Err(Error::new(ErrorKind::StorageFull, "too many opens and clicks wait for the database"));
        }
        let (file, length) = match self.file.take() {
            Some((mut file, length)) => {
                // After a failure the file is left as it is, and the next hits go to another: what broke off spoils none.
                durable(&mut file, bytes)?;
                (file, length)
            }
            None => (self.begin(bytes)?, 0),
        };
        self.waiting.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        let length = length + bytes.len() as u64;
        self.file = (length < MOST_FILE).then_some((file, length));
        Ok(())
    }

    /// A new file with these bytes. None is left where that fails: on a full disk it would be one for every attempt.
    fn begin(&self, bytes: &[u8]) -> Result<File> {
        std::fs::create_dir_all(&self.folder)?;
        let path = self.folder.join(format!("{}.{ENDING}", number()));
        let mut file = OpenOptions::new().create_new(true).append(true).open(&path)?;
        // The file's name must last as long as what is in it.
        let written = File::open(&self.folder).and_then(|folder| folder.sync_all());
        if let Err(error) = written.and_then(|()| durable(&mut file, bytes)) {
            let _ = std::fs::remove_file(&path);
            return Err(error);
        }
        Ok(file)
    }

    fn close(&mut self) -> Result<Vec<PathBuf>> {
        self.file = None;
        let mut files = Vec::new();
        let mut waiting = 0;
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(files),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.path().extension().is_some_and(|ending| ending == ENDING) {
                waiting += entry.metadata()?.len();
                files.push(entry.path());
            }
        }
        self.waiting.store(waiting, Ordering::Relaxed);
        files.sort_by_key(|file| number_of(file));
        Ok(files)
    }
}

fn durable(file: &mut File, bytes: &[u8]) -> Result<()> {
    file.write_all(bytes)?;
    file.sync_data()
}
