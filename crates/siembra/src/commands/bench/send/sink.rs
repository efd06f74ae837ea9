//! The other mail server: this program once more, in a process of its own, which takes everything and counts.

use anyhow::{Context, Result};
use sink::{Script, Sink};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Serves until standard input ends, then says what was taken.
pub async fn serve() -> Result<()> {
    let script = Script { pipelining: true, ..Script::default() };
    let sink = Sink::start(script).await?;
    println!("127.0.0.1:{}", sink.port());
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    let ledger = sink.ledger();
    let taken = ledger.transactions.iter().filter(|transaction| transaction.accepted());
    let (messages, bytes) = taken.fold((0_u64, 0_u64), |(n, bytes), one| (n + 1, bytes + one.bytes as u64));
    println!("{messages} {bytes}");
    Ok(())
}

/// What was taken.
pub struct Taken {
    pub messages: u64,
    pub bytes: u64,
}

pub struct Other {
    child: Child,
    said: BufReader<ChildStdout>,
    pub address: String,
}

impl Other {
    pub fn start() -> Result<Other> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["bench", "sink"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the other mail server does not start")?;
        let mut said = BufReader::new(child.stdout.take().context("no output")?);
        let mut address = String::new();
        said.read_line(&mut address)?;
        Ok(Other { child, said, address: address.trim().to_string() })
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it, and asks what it has taken.
    pub fn end(mut self) -> Result<Taken> {
        drop(self.child.stdin.take());
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        self.child.wait()?;
        let (messages, bytes) = line.trim().split_once(' ').context("the other mail server said nothing")?;
        Ok(Taken { messages: messages.parse()?, bytes: bytes.parse()? })
    }
}
