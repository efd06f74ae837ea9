//! A door in front of a sink that speaks TLS, and writes down what was said to it in clear.

use super::certificates::Identity;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::aws_lc_rs};

/// When it speaks TLS.
#[derive(Clone, Copy, Debug)]
pub enum Speaks {
    AtOnce,
    /// After STARTTLS and these words, which somebody on the way may have written.
    StartTls(&'static str),
}

#[derive(Clone)]
pub struct Door {
    pub port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Door {
    pub async fn open(sink: u16, speaks: Speaks, (certificate, key): Identity) -> Door {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let door = Door { port: listener.local_addr().unwrap().port(), heard: Arc::default() };
        let serving = door.clone();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let acceptor = TlsAcceptor::from(Arc::new(config.with_single_cert(vec![certificate], key).unwrap()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (door, acceptor) = (serving.clone(), acceptor.clone());
                tokio::spawn(async move { door.talk(stream, sink, speaks, acceptor).await });
            }
        });
        door
    }

    /// The commands that were given in clear, without their arguments.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    async fn talk(&self, stream: TcpStream, sink: u16, speaks: Speaks, acceptor: TlsAcceptor) -> Option<()> {
        let mut behind = BufReader::new(TcpStream::connect(("127.0.0.1", sink)).await.ok()?);
        let mut stream = BufReader::new(stream);
        if let Speaks::StartTls(words) = speaks {
            let mut greeting = String::new();
            behind.read_line(&mut greeting).await.ok()?;
            stream.write_all(greeting.as_bytes()).await.ok()?;
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line).await.ok()? == 0 {
                    return None;
                }
                let verb = line.split_whitespace().next().unwrap_or_default().to_string();
                self.heard.lock().unwrap().push(verb.clone());
                match verb.as_str() {
                    "EHLO" => stream
                        .write_all(b"250-door.test\r\n250-STARTTLS\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n")
                        .await
                        .ok()?,
                    "STARTTLS" => {
                        stream.write_all(words.as_bytes()).await.ok()?;
                        break;
                    }
                    _ => {
                        behind.write_all(line.as_bytes()).await.ok()?;
                        copy_bidirectional(&mut stream, &mut behind).await.ok()?;
                        return None;
                    }
                }
            }
        }
        let mut stream = acceptor.accept(stream).await.ok()?;
        copy_bidirectional(&mut stream, &mut behind).await.ok()?;
        Some(())
    }
}
