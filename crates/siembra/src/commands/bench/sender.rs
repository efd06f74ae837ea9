//! A sender of events, as an SDK is one.

use anyhow::{Result, ensure};
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// One connection that is kept open.
pub struct Sender {
    connection: SendRequest<Full<Bytes>>,
    key: String,
}

impl Sender {
    pub async fn connect(address: SocketAddr, key: &str) -> Result<Sender> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Sender { connection: sender, key: key.to_string() })
    }

    /// Whether it was taken; false when too much is waiting.
    pub async fn send(&mut self, path: &str, body: Bytes) -> Result<bool> {
        let request = Request::post(path)
            .header("host", "localhost")
            .header("authorization", format!("Bearer {}", self.key))
            .header("content-type", "application/json")
            .body(Full::new(body))?;
        self.connection.ready().await?;
        let response = self.connection.send_request(request).await?;
        let status = response.status();
        let text = response.into_body().collect().await?.to_bytes();
        ensure!(status == 202 || status == 503 || status == 429, "{status}: {}", String::from_utf8_lossy(&text));
        Ok(status == 202)
    }
}
