//! What the sink says: the usual words, or what its script says in their place.

use super::{Over, Said, Talk};
use crate::ledger::Ended;
use crate::line;
use crate::script::{At, Does};
use tokio::io::AsyncWriteExt;

impl Talk {
    pub(super) async fn at(&mut self, at: At, usual: &str) -> Said {
        self.answer(at, usual, None).await.map(drop)
    }

    /// Says the usual words, or does as a rule says; the code that was said.
    pub(super) async fn answer(&mut self, at: At, usual: &str, recipient: Option<&str>) -> Result<u16, Over> {
        let (script, book) = (self.script.clone(), self.book.clone());
        let mut rules = script.rules_at(at, recipient);
        let does = rules.find(|(place, rule)| book.holds(place.clone(), rule, recipient)).map(|(_, rule)| &rule.does);
        let Some(does) = does else {
            if !usual.is_empty() {
                self.say(usual).await?;
            }
            return Ok(code(usual));
        };
        // What was said before goes its usual way.
        self.flush().await?;
        let said = match does {
            Does::Says(words) | Does::SaysAndCloses(words) => words,
            _ => usual,
        };
        match does {
            Does::Closes => return Err(Over(Ended::ByUs)),
            Does::Never => {
                // Until the other side has had enough.
                let gone = line::command(&mut self.read).await.is_none();
                return Err(Over(if gone { Ended::Lost } else { Ended::ByUs }));
            }
            Does::Breaks => {
                let _ = self.write.write_all(&usual.as_bytes()[..1]).await;
                return Err(Over(Ended::ByUs));
            }
            Does::Waits(time) => tokio::time::sleep(*time).await,
            Does::Drips(pause) => {
                for byte in usual.bytes() {
                    tokio::time::sleep(*pause).await;
                    self.write.write_all(&[byte]).await.map_err(|_| Over(Ended::Lost))?;
                }
            }
            Does::Says(_) | Does::SaysAndCloses(_) => {}
        }
        match does {
            Does::Drips(_) => self.say("").await?,
            _ if said.is_empty() => {}
            _ => self.say(said).await?,
        }
        self.flush().await?;
        match does {
            Does::SaysAndCloses(_) => Err(Over(Ended::ByUs)),
            _ => Ok(code(said)),
        }
    }

    /// Answers to commands that came together go together.
    pub(super) async fn say(&mut self, words: &str) -> Said {
        self.out.extend_from_slice(words.as_bytes());
        self.out.extend_from_slice(b"\r\n");
        let more = self.script.pipelining && !self.read.buffer().is_empty();
        if more { Ok(()) } else { self.flush().await }
    }

    pub(super) async fn flush(&mut self) -> Said {
        let written = self.write.write_all(&self.out).await;
        self.out.clear();
        written.map_err(|_| Over(Ended::Lost))
    }
}

fn code(words: &str) -> u16 {
    words.get(..3).and_then(|code| code.parse().ok()).unwrap_or(0)
}
