//! The send journal: a file beside the database. Each message is named in it, durably, before its final dot can be
//! written, and once more when its end is known. It outlives the database: when an older one is put back, what has gone
//! out since is known from here. It names contacts by number and holds no address.

use model::{ContactId, SendId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use store::sends::{Send, SendState};

/// A message that may be on its way, as far as it must be known to make its row again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Handed {
    pub send: SendId,
    pub token: i64,
    pub contact: ContactId,
    pub run: Option<i64>,
    pub program: Option<String>,
    pub occurrence: String,
    pub email: String,
    pub version: i32,
    pub operational: bool,
    pub details: String,
    pub message_id: String,
    pub at: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Handed(Box<Handed>),
    Ended {
        send: SendId,
        token: i64,
        state: String,
    },
    /// Older lines were cut away; the highest numbers that they named.
    Cut {
        send: i64,
        run: i64,
        token: i64,
    },
}

/// What is to be written at once.
#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// A message is named in them that may be on its way from then on.
    durable: bool,
}

impl Lines {
    pub fn handed(&mut self, handed: Handed) {
        self.lines.push(Line::Handed(Box::new(handed)));
        self.durable = true;
    }

    pub fn ended(&mut self, sends: &[Send]) {
        let line = |send: &Send| Line::Ended { send: send.id, token: send.token, state: send.state.as_str().into() };
        self.lines.extend(sends.iter().map(line));
    }

    pub fn add(&mut self, more: Lines) {
        self.lines.extend(more.lines);
        self.durable |= more.durable;
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// The open file.
#[derive(Clone)]
pub(super) struct Journal(Arc<Mutex<File>>);

impl Journal {
    pub fn open(path: &Path) -> std::io::Result<Journal> {
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        // A line that broke off with the machine must not spoil the next one.
        file.write_all(b"\n")?;
        Ok(Journal(Arc::new(Mutex::new(file))))
    }

    /// Writes lines; those of messages that may be on their way are durable when it returns. Ends need not be at once:
    /// without its end a message is in doubt.
    pub async fn write(&self, lines: Lines) -> std::io::Result<()> {
        let file = self.0.clone();
        let written = tokio::task::spawn_blocking(move || {
            // What an earlier write left unfinished must not spoil the first line.
            let mut text = b"\n".to_vec();
            for line in &lines.lines {
                serde_json::to_writer(&mut text, line)?;
                text.push(b'\n');
            }
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.write_all(&text)?;
            if lines.durable { file.sync_data() } else { Ok(()) }
        });
        written.await.unwrap_or_else(|_| Err(std::io::Error::other("the journal's task ended")))
    }
}

/// What the journal says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The highest numbers of a send and of a run that it names; 0 where there are none.
    pub numbers: (i64, i64),
    /// The highest token of a claim of which lines have been cut away; what a database knows that ends before it cannot
    /// be told.
    pub cut: i64,
    /// Messages claimed from a token on, or by claims that were asked for, each as it stood last.
    pub sends: Vec<(Handed, SendState)>,
    /// When the first that it names was handed over.
    pub first: Option<Timestamp>,
}

/// Reads it once; of messages, those claimed from a token on, and those of `open` claims. `None` when there is no journal.
pub(super) fn read(path: &Path, token: i64, open: &HashSet<(SendId, i64)>) -> std::io::Result<Option<Said>> {
    let mut said = Said::default();
    let mut found: BTreeMap<SendId, (Handed, SendState)> = BTreeMap::new();
    let there = each_line(path, |line, _| {
        match line {
            Line::Handed(handed) => {
                said.numbers = (handed.send.0.max(said.numbers.0), handed.run.unwrap_or(0).max(said.numbers.1));
                said.first.get_or_insert(handed.at);
                if handed.token >= token || open.contains(&(handed.send, handed.token)) {
                    found.insert(handed.send, (*handed, SendState::Handing));
                }
            }
            Line::Ended { send, token, state } => {
                if let (Some(one), Some(state)) = (found.get_mut(&send), SendState::parse(&state))
                    && one.0.token == token
                {
                    one.1 = state;
                }
            }
            Line::Cut { send, run, token } => {
                said.numbers = (send.max(said.numbers.0), run.max(said.numbers.1));
                said.cut = token.max(said.cut);
            }
        }
        Ok(())
    })?;
    said.sends = found.into_values().collect();
    Ok(there.then_some(said))
}

/// Every line that is whole, with its text; one that broke off was never acted on. Whether there is a journal.
fn each_line(path: &Path, mut take: impl FnMut(Line, &[u8]) -> std::io::Result<()>) -> std::io::Result<bool> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    for text in BufReader::new(file).split(b'\n') {
        let text = text?;
        if let Ok(line) = serde_json::from_slice(&text) {
            take(line, &text)?;
        }
    }
    Ok(true)
}

/// Cuts away what was handed over before a time, and remembers the highest numbers of it. Nothing may have it open. The
/// journal is whole at every instant.
pub(super) fn cut(path: &Path, before: Timestamp) -> std::io::Result<()> {
    let draft = path.with_extension("cut");
    let mut new = std::io::BufWriter::new(File::create(&draft)?);
    let (mut gone, mut kept) = ((0, 0, 0), HashSet::new());
    each_line(path, |line, text| {
        let keep = match &line {
            Line::Handed(handed) if handed.at < before => {
                gone = (handed.send.0.max(gone.0), handed.run.unwrap_or(0).max(gone.1), handed.token.max(gone.2));
                false
            }
            Line::Handed(handed) => {
                kept.insert(handed.send);
                true
            }
            Line::Ended { send, .. } => kept.contains(send),
            Line::Cut { send, run, token } => {
                gone = ((*send).max(gone.0), (*run).max(gone.1), (*token).max(gone.2));
                false
            }
        };
        if keep { new.write_all(text).and_then(|()| new.write_all(b"\n")) } else { Ok(()) }
    })?;
    serde_json::to_writer(&mut new, &Line::Cut { send: gone.0, run: gone.1, token: gone.2 })?;
    new.write_all(b"\n")?;
    new.into_inner().map_err(|error| error.into_error())?.sync_all()?;
    std::fs::rename(&draft, path)?;
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests;
