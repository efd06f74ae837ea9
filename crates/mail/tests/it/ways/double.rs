//! A provider's API on a port of this machine: keeps what it was given, and answers or misbehaves as told.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What it does with a request.
#[derive(Debug, Clone)]
pub enum Does {
    Answers(u16, &'static str, String),
    /// Reads everything and closes.
    ClosesAfterBody,
    /// Closes at once.
    Closes,
    /// Reads the head and says nothing; never reads the body.
    SilentAfterBody,
    /// Says something that is no HTTP.
    Garbage,
    /// An answer whose body breaks off.
    BreaksOff(u16),
    /// An answer without end.
    Endless(u16),
}

/// A request as it came.
#[derive(Debug, Clone, Default)]
pub struct Got {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub struct Double {
    pub port: u16,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Double {
    pub async fn start(does: Does) -> Double {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let got = Arc::new(Mutex::new(Vec::new()));
        let kept = got.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, does.clone(), kept.clone()));
            }
        });
        Double { port, got }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Whole requests, their bodies included.
    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, does: Does, kept: Arc<Mutex<Vec<Got>>>) {
    if matches!(does, Does::Closes) {
        return;
    }
    while let Some(got) = request(&mut stream).await {
        kept.lock().unwrap().push(got);
        let answer = match &does {
            Does::Answers(status, headers, body) => {
                format!("HTTP/1.1 {status} x\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
            }
            Does::ClosesAfterBody | Does::Closes => return,
            Does::SilentAfterBody => {
                tokio::time::sleep(Duration::from_secs(30)).await;
                return;
            }
            Does::Garbage => "220 mail.example.com ESMTP\r\n\r\n".into(),
            Does::BreaksOff(status) => format!("HTTP/1.1 {status} x\r\ncontent-length: 1000\r\n\r\n{{\"mess"),
            Does::Endless(status) => format!("HTTP/1.1 {status} x\r\ntransfer-encoding: chunked\r\n\r\n"),
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        match does {
            Does::Answers(..) => {}
            Does::Endless(_) => {
                let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
                while stream.write_all(chunk.as_bytes()).await.is_ok() {}
                return;
            }
            _ => return,
        }
    }
}

/// One whole request; `None` when the connection ends before it does.
async fn request(stream: &mut TcpStream) -> Option<Got> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let line = lines.next()?.to_string();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_string()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, n)| n.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Got { line, headers, body })
}
