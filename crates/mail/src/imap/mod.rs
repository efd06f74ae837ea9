//! A mailbox that is read over IMAP, for whom no mail server hands over what comes back: by number, each message once,
//! marked as read or moved, never deleted. Where reading stopped is remembered by the [`Reader`].

mod settings;
mod talk;
mod words;

pub use settings::ImapSettings;

use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use talk::{Failed, Talk};

/// So much of a message is read; what tells why stands before the copy of the original.
const MOST: usize = 2 * 1024 * 1024;
/// Messages of one round; more come with the next.
const AT_ONCE: usize = 500;
/// So many messages in which the conversation ends are one too many for a round.
const MOST_BROKEN: u32 = 3;
/// After failures the next try comes later and later, up to this.
const LONGEST_WAIT: Duration = Duration::from_secs(30 * 60);

/// How far a mailbox has been read. Its numbers mean something only while `validity` is the same (RFC 3501 §2.3.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub validity: u32,
    pub uid: u32,
}

/// Who takes what is in a mailbox, and remembers how far it was read.
#[async_trait]
pub trait Reader: Send + Sync + 'static {
    async fn place(&self, mailbox: &str) -> Result<Option<Place>, String>;

    /// Takes a message; it is durable when this returns. The same again changes nothing.
    async fn take(&self, raw: Vec<u8>) -> Result<(), String>;

    async fn remember(&self, mailbox: &str, place: Place) -> Result<(), String>;

    /// How a round ended: how many messages it read, or why it could not read.
    async fn ended(&self, mailbox: &str, round: Result<usize, &str>);
}

/// Reads a mailbox again and again, until the task is dropped.
pub async fn read(settings: ImapSettings, reader: Arc<dyn Reader>) {
    let (mailbox, mut failures) = (settings.name(), 0);
    loop {
        let read = round(&settings, &*reader).await;
        match &read {
            Ok(read) => {
                failures = 0;
                if *read > 0 {
                    tracing::info!(mailbox, read, "the mailbox was read");
                }
            }
            Err(why) => {
                failures += 1;
                tracing::warn!(mailbox, why, "the mailbox could not be read; it is tried again");
            }
        }
        reader.ended(&mailbox, read.as_ref().map(|read| *read).map_err(String::as_str)).await;
        tokio::time::sleep((settings.every * (1 << failures.min(6))).min(LONGEST_WAIT.max(settings.every))).await;
    }
}

/// Reads what is new; returns how many messages. A message is remembered before it is marked: a mailbox that cannot be
/// changed is read all the same. One that the server does not hand out, or in the middle of which the conversation ends
/// twice, is passed over once a later one was handed out: a server that hands out none has a trouble of its own, and
/// nothing is lost by it. So it is with the newest message, which is asked for when a round ends at broken ones.
pub async fn round(settings: &ImapSettings, reader: &dyn Reader) -> Result<usize, String> {
    let name = settings.name();
    let (mut talk, validity) = open(settings).await?;
    let known = reader.place(&name).await?.filter(|place| place.validity == validity);
    let new = talk.after(known.map_or(0, |place| place.uid)).await?;
    let newest = new.last().copied();
    let (mut read, mut withheld, mut broken) = (0, None, 0);
    let mut changing = Changing { move_to: settings.move_to.as_deref(), failed: None };
    for uid in new.into_iter().take(AT_ONCE) {
        let mut fetched = talk.message(uid, MOST).await;
        if let Err(Failed::Broken(why)) = fetched {
            tracing::warn!(mailbox = name, uid, why, "the conversation ended in a message; it is asked for once more");
            talk = reopened(settings, validity).await?;
            fetched = talk.message(uid, MOST).await;
        }
        match fetched {
            Ok(Some(raw)) => {
                reader.take(raw).await?;
                read += 1;
            }
            // One that is gone by now was somebody's to delete.
            Ok(None) => {}
            Err(failed) => {
                if matches!(failed, Failed::Broken(_)) {
                    broken += 1;
                    talk = reopened(settings, validity).await?;
                    if broken == MOST_BROKEN {
                        let Some(newest) = newest.filter(|newest| *newest != uid) else { return Err(failed.into()) };
                        let Ok(Some(_)) = talk.message(newest, MOST).await else { return Err(failed.into()) };
                        // Every round would end here; the next goes on after them.
                        tracing::warn!(mailbox = name, uid, "messages in which the conversation ends are passed over");
                        reader.remember(&name, Place { validity, uid }).await?;
                        withheld = None;
                        break;
                    }
                }
                let why = String::from(failed);
                tracing::warn!(mailbox = name, uid, why, "the server does not hand out a message");
                withheld = Some(format!("message {uid}: {why}"));
                continue;
            }
        }
        withheld = None;
        reader.remember(&name, Place { validity, uid }).await?;
        if !changing.done_with(&mut talk, uid).await {
            break;
        }
    }
    if let Some(why) = changing.failed {
        let mailbox = name;
        tracing::warn!(mailbox, why, "messages were read and could not be marked or moved; they stay as they are");
    }
    talk.leave().await;
    // After others it is asked for again with the next round; alone it is a failure, so that asking becomes rarer.
    withheld.filter(|_| read == 0).map_or(Ok(read), Err)
}

/// A conversation in the folder, and for how long its numbers are valid.
async fn open(settings: &ImapSettings) -> Result<(Talk, u32), String> {
    let mut talk = Talk::connect(settings).await?;
    let validity = talk.select(&settings.folder).await?;
    Ok((talk, validity))
}

/// Another conversation in the middle of a round.
async fn reopened(settings: &ImapSettings, validity: u32) -> Result<Talk, String> {
    let (talk, now) = open(settings).await?;
    if now == validity { Ok(talk) } else { Err("the folder was made anew meanwhile".into()) }
}

/// What is done to messages that were read, as far as the server lets us. They count as read all the same.
struct Changing<'s> {
    /// Nowhere any more once that was refused: servers hang up on who asks in vain too often.
    move_to: Option<&'s str>,
    /// Why the last one stays as it was.
    failed: Option<String>,
}

impl Changing<'_> {
    /// Marks a message as read and moves it; returns whether the conversation goes on.
    async fn done_with(&mut self, talk: &mut Talk, uid: u32) -> bool {
        let mut done = talk.mark(uid).await;
        if let (Some(folder), Ok(()) | Err(Failed::Refused(_))) = (self.move_to, &done) {
            done = talk.move_to(uid, folder).await;
            if done.is_err() {
                self.move_to = None;
            }
        }
        let goes_on = !matches!(done, Err(Failed::Broken(_)));
        self.failed = done.err().map(String::from).or(self.failed.take());
        goes_on
    }
}
