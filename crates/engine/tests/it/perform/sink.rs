//! A mail server that takes everything, or refuses as told, and counts copies by Message-ID.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
pub struct Sink {
    pub port: u16,
    /// Final dots by Message-ID.
    copies: Arc<Mutex<HashMap<String, u32>>>,
    /// Addresses of MAIL FROM.
    senders: Arc<Mutex<Vec<String>>>,
    /// What RCPT answers instead of 250.
    refusal: Option<&'static str>,
    /// Before a message is taken.
    delay: Duration,
    /// Read the message, then close without an answer.
    vanishes: bool,
    /// 0: greets at once; 1: waits; 2: somebody is waiting for the greeting.
    greets: Arc<AtomicU8>,
}

impl Sink {
    pub async fn start(refusal: Option<&'static str>, delay: Duration, vanishes: bool) -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (copies, senders) = (Arc::default(), Arc::default());
        let sink = Sink { port, copies, senders, refusal, delay, vanishes, greets: Arc::default() };
        let serving = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sink = serving.clone();
                tokio::spawn(async move { sink.talk(stream).await });
            }
        });
        sink
    }

    pub fn copies(&self) -> HashMap<String, u32> {
        self.copies.lock().unwrap().clone()
    }

    pub fn senders(&self) -> Vec<String> {
        self.senders.lock().unwrap().clone()
    }

    /// Makes clients wait until [`Sink::greet`].
    pub fn slow_to_greet(self) -> Sink {
        self.greets.store(1, Ordering::SeqCst);
        self
    }

    /// Whether a client waits.
    pub fn greeting(&self) -> bool {
        self.greets.load(Ordering::SeqCst) == 2
    }

    pub fn greet(&self) {
        self.greets.store(0, Ordering::SeqCst);
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut read = BufReader::new(read);
        while self.greets.load(Ordering::SeqCst) > 0 {
            let _ = self.greets.compare_exchange(1, 2, Ordering::SeqCst, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        write.write_all(b"220 sink.test\r\n").await.ok()?;
        loop {
            let mut line = String::new();
            if read.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let reply = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
                "MAIL" => {
                    let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                    self.senders.lock().unwrap().push(address.to_string());
                    "250 ok"
                }
                "RCPT" => self.refusal.unwrap_or("250 ok"),
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut body = Vec::new();
                    while !body.ends_with(b"\r\n.\r\n") {
                        body.push(read.read_u8().await.ok()?);
                    }
                    let text = String::from_utf8_lossy(&body).into_owned();
                    let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default();
                    *self.copies.lock().unwrap().entry(id.to_string()).or_default() += 1;
                    if self.vanishes {
                        return None;
                    }
                    tokio::time::sleep(self.delay).await;
                    "250 taken"
                }
                "QUIT" => return None,
                _ => "250 ok",
            };
            write.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?;
        }
    }
}
