//! Commands ask the product through its API, over a socket in the data directory.

use crate::args::{Mail, Place};
use crate::home::{Home, command_key_path, socket};
use anyhow::{Context, Result, anyhow, bail};
use engine::Clock;
use engine::perform::Performer;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value as Json;
use std::path::PathBuf;
use tokio::net::UnixStream;

/// Largest answer that a command reads.
const MOST_ANSWER: usize = 256 << 20;

pub struct Client {
    socket: PathBuf,
    key: String,
    /// The server that the command started for itself.
    own: Option<Home>,
}

impl Client {
    /// Connects to the server that holds the directory; where none does, starts one for this command alone.
    pub async fn connect(place: &Place) -> Result<Client> {
        let path = socket(&place.data);
        let own = match UnixStream::connect(&path).await {
            Ok(_) => None,
            Err(_) => {
                let home = Home::open(place, Clock::System, false).await?;
                if home.is_new().await? {
                    home.publish_starter().await?;
                }
                // Commands send nothing: the performer is there for previews.
                let options = crate::perform::options(&home, &Mail::default(), None)?;
                let performer = Performer::new(home.engine.clone(), options);
                let app = home.app(performer, false);
                let listening = api::listen::on_socket(app, &path).await?;
                tokio::spawn(listening);
                Some(home)
            }
        };
        let key = std::fs::read_to_string(command_key_path(&place.data)).with_context(|| {
            format!(
                "the key in {} cannot be read; run the command as the user who runs the server",
                place.data.display()
            )
        })?;
        Ok(Client { socket: path, key: key.trim().to_string(), own })
    }

    /// Ends the command's own server, if there is one.
    pub async fn close(self) {
        if let Some(home) = self.own {
            home.engine.stop().await;
            let _ = std::fs::remove_file(self.socket);
        }
    }

    pub async fn get(&self, path: &str) -> Result<Json> {
        self.json(Method::GET, path, None).await
    }

    /// What may not be there; then it is null.
    pub async fn find(&self, path: &str) -> Result<Json> {
        match self.ask(Method::GET, path, "application/json", Vec::new()).await? {
            (StatusCode::NOT_FOUND, _) => Ok(Json::Null),
            answer => read(&accepted(answer)?),
        }
    }

    pub async fn delete(&self, path: &str) -> Result<Json> {
        self.json(Method::DELETE, path, None).await
    }

    pub async fn post(&self, path: &str, body: &Json) -> Result<Json> {
        self.json(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: &Json) -> Result<Json> {
        self.json(Method::PUT, path, Some(body)).await
    }

    async fn json(&self, method: Method, path: &str, body: Option<&Json>) -> Result<Json> {
        let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        read(&self.send(method, path, "application/json", bytes).await?)
    }

    /// Sends one request; an error answer becomes an error with its detail and remedies.
    pub async fn send(&self, method: Method, path: &str, content_type: &str, body: Vec<u8>) -> Result<Vec<u8>> {
        accepted(self.ask(method, path, content_type, body).await?)
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Result<(StatusCode, Vec<u8>)> {
        let stream = UnixStream::connect(&self.socket).await.context("the server has gone")?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("host", "localhost")
            .header("authorization", format!("Bearer {}", self.key))
            .header("content-type", content_type)
            .body(Full::new(Bytes::from(body)))?;
        let response = sender.send_request(request).await?;
        let status = response.status();
        let limited = http_body_util::Limited::new(response.into_body(), MOST_ANSWER);
        let bytes = limited.collect().await.map_err(|error| anyhow!("the answer broke off: {error}"))?.to_bytes();
        Ok((status, bytes.to_vec()))
    }
}

fn accepted((status, bytes): (StatusCode, Vec<u8>)) -> Result<Vec<u8>> {
    if status.is_success() {
        return Ok(bytes);
    }
    bail!(problem(&bytes).unwrap_or_else(|| format!("the server answered {status}")))
}

fn read(answer: &[u8]) -> Result<Json> {
    if answer.is_empty() {
        return Ok(Json::Null);
    }
    serde_json::from_slice(answer).context("the server's answer is not JSON")
}

/// The detail of a problem+json, with one line a field.
fn problem(bytes: &[u8]) -> Option<String> {
    let json: Json = serde_json::from_slice(bytes).ok()?;
    let mut text = json["detail"].as_str().or(json["title"].as_str())?.to_string();
    for error in json["errors"].as_array().into_iter().flatten() {
        let part = |key: &str| error[key].as_str().unwrap_or_default();
        let line = format!("{}: {}", part("field"), part("message"));
        if !text.contains(&line) {
            text.push_str(&format!("\n  {line}"));
        }
    }
    Some(text)
}
