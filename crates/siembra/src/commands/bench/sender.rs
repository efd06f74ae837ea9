//! A sender of events, as an SDK is one, and no dearer than it must be: it shares the processors with what is measured.

use anyhow::{Context, Result, ensure};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection that is kept open.
pub struct Sender {
    stream: TcpStream,
    key: String,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Sender {
    pub async fn connect(address: SocketAddr, key: &str) -> Result<Sender> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Sender { stream, key: key.to_string(), request: Vec::new(), answer: Vec::new() })
    }

    /// Whether it was taken; false when too much is waiting.
    pub async fn send(&mut self, path: &str, body: &[u8]) -> Result<bool> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            self.key,
            body.len()
        );
        self.request.clear();
        self.request.extend_from_slice(head.as_bytes());
        self.request.extend_from_slice(body);
        self.stream.write_all(&self.request).await?;
        let (status, text) = self.read().await?;
        ensure!(matches!(status, 202 | 503 | 429), "{status}: {text}");
        Ok(status == 202)
    }

    /// Status and body of an answer, which says how long it is.
    async fn read(&mut self) -> Result<(u16, String)> {
        self.answer.clear();
        loop {
            ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the server has closed the connection");
            let Some(end) = self.answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let head = std::str::from_utf8(&self.answer[..end])?.to_ascii_lowercase();
            let status = head.get(9..12).and_then(|status| status.parse().ok()).context("not an answer by HTTP")?;
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let whole = end + 4 + length.context("an answer without its length")?.trim().parse::<usize>()?;
            while self.answer.len() < whole {
                ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the server has closed the connection");
            }
            return Ok((status, String::from_utf8_lossy(&self.answer[end + 4..whole]).into_owned()));
        }
    }
}
