//! The send journal: a file beside the database. Each message is named in it, durably, before its final dot can be
//! written, and once more when its end is known. It outlives the database: when an older one is put back, what has gone
//! out since is known from here. It names contacts by number and holds no address.

use model::{ContactId, SendId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
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
    Ended { send: SendId, token: i64, state: String },
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

/// The highest numbers of a send and of a run that it names; 0 where there are none.
pub(super) fn numbers(path: &Path) -> std::io::Result<(i64, i64)> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((0, 0)),
        Err(error) => return Err(error),
    };
    let mut most = (0, 0);
    for line in BufReader::new(file).split(b'\n') {
        if let Ok(Line::Handed(handed)) = serde_json::from_slice(&line?) {
            most = (handed.send.0.max(most.0), handed.run.unwrap_or(0).max(most.1));
        }
    }
    Ok(most)
}

/// What the journal says of messages claimed from a token on: each as it stood last. `None` when there is no journal.
pub(super) fn since(path: &PathBuf, token: i64) -> std::io::Result<Option<Vec<(Handed, SendState)>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut found: BTreeMap<SendId, (Handed, SendState)> = BTreeMap::new();
    for line in BufReader::new(file).split(b'\n') {
        match serde_json::from_slice(&line?) {
            Ok(Line::Handed(handed)) if handed.token >= token => {
                found.insert(handed.send, (*handed, SendState::Handing));
            }
            Ok(Line::Ended { send, token, state }) => {
                if let (Some(one), Some(state)) = (found.get_mut(&send), SendState::parse(&state))
                    && one.0.token == token
                {
                    one.1 = state;
                }
            }
            // Earlier ones are known to the database; a line that broke off was never acted on.
            _ => {}
        }
    }
    Ok(Some(found.into_values().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handed(send: i64, run: Option<i64>) -> Handed {
        Handed {
            send: SendId(send),
            token: 3,
            contact: ContactId(1),
            run,
            program: None,
            occurrence: "o".into(),
            email: "hello".into(),
            version: 1,
            operational: false,
            details: "{}".into(),
            message_id: format!("<{send}@mail>"),
            at: Timestamp(0),
        }
    }

    #[tokio::test]
    async fn a_line_that_broke_off_costs_no_other() {
        let path = std::env::temp_dir().join(format!("siembra-journal-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        assert_eq!((numbers(&path).unwrap(), since(&path, 0).unwrap().is_none()), ((0, 0), true));
        let journal = Journal::open(&path).unwrap();
        let write = async |sends: Vec<Handed>| {
            let mut lines = Lines::default();
            sends.into_iter().for_each(|send| lines.handed(send));
            journal.write(lines).await.unwrap();
        };
        write(vec![handed(4, Some(9)), handed(7, None)]).await;
        // A disk that was full in the middle of a line.
        OpenOptions::new().append(true).open(&path).unwrap().write_all(br#"{"handed":{"send"#).unwrap();
        write(vec![handed(5, Some(2))]).await;
        assert_eq!(numbers(&path).unwrap(), (7, 9));
        let found = since(&path, 3).unwrap().unwrap();
        assert_eq!(found.iter().map(|(handed, _)| handed.send.0).collect::<Vec<_>>(), [4, 5, 7]);
        assert!(since(&path, 4).unwrap().unwrap().is_empty());
        std::fs::remove_file(&path).unwrap();
    }
}
