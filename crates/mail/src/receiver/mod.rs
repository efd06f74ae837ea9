//! A small SMTP server for what comes back: it takes mail for addresses that the desk knows, hands it over, and answers
//! that it has it when the desk has it durably. It relays nothing, and everything in it is limited.

mod lines;
mod talk;

use async_trait::async_trait;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use talk::Talk;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

/// Whom mail comes for, and where it goes.
#[async_trait]
pub trait Desk: Send + Sync + 'static {
    /// Whether mail for this address is taken. Asked at RCPT: what nobody waits for is refused before it is sent.
    fn knows(&self, address: &str) -> bool;

    /// Takes a message; it is durable when this returns. An error asks the other side to try again.
    async fn take(&self, to: &str, raw: Vec<u8>) -> Result<(), String>;
}

/// How much of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub connections: usize,
    pub connections_of_one: usize,
    /// Bytes of a message.
    pub message: usize,
    pub recipients: usize,
    pub messages: usize,
    /// Refused commands and recipients before the conversation is ended.
    pub errors: usize,
    /// Of each command, and of each piece of a message.
    pub patience: Duration,
    /// Of the whole conversation.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 50,
            connections_of_one: 10,
            message: 2 * 1024 * 1024,
            recipients: 10,
            messages: 50,
            errors: 5,
            patience: Duration::from_secs(60),
            whole: Duration::from_secs(10 * 60),
        }
    }
}

/// Open conversations by the other side's address.
#[derive(Clone, Default)]
struct Open(Arc<Mutex<HashMap<IpAddr, usize>>>);

impl Open {
    /// A place for one more; `None` when there is none.
    fn enter(&self, peer: IpAddr, limits: &Limits) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (all, own) = (open.values().sum::<usize>(), open.get(&peer).copied().unwrap_or(0));
        if all >= limits.connections || own >= limits.connections_of_one {
            return None;
        }
        open.insert(peer, own + 1);
        Some(Place(self.clone(), peer))
    }
}

struct Place(Open, IpAddr);

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.0.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.1);
            }
        }
    }
}

/// Answers on a socket until the task is dropped. `name` is who we say we are.
pub async fn serve(listener: TcpListener, name: String, desk: Arc<dyn Desk>, limits: Limits) {
    let open = Open::default();
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Some(place) = open.enter(peer.ip(), &limits) else {
            tokio::spawn(turn_away(stream));
            continue;
        };
        let talk = Talk::new(stream, name.clone(), desk.clone(), limits);
        tokio::spawn(async move {
            // However it ends: what was taken is with the desk, and what was not comes again.
            let _ = tokio::time::timeout(limits.whole, talk.run()).await;
            drop(place);
        });
    }
}

async fn turn_away(mut stream: TcpStream) {
    let said = stream.write_all(b"421 4.7.0 too many connections, come back later\r\n");
    let _ = tokio::time::timeout(Duration::from_secs(1), said).await;
}
