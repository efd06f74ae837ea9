//! One HTTP request with a message in it. The ledger is asked when the connection stands and the server's side of it wants
//! the body: a refusal before that is certain, a silence after that is doubt.

use super::fields::BadField;
use crate::outcome::{Fault, line};
use crate::{Ledger, LedgerError, Outcome};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use model::SendId;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Client, Response};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

/// Requests to one provider at a time.
pub(crate) const AT_ONCE: usize = 16;
/// Most bytes of an answer that are read.
const MOST: usize = 64 * 1024;
/// Servers close idle connections after a minute or so; a closed one must not look alive to us.
const IDLE: Duration = Duration::from_secs(15);
/// Where a provider does not say how long to wait.
const PAUSE: Duration = Duration::from_secs(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// How long to wait for a provider.
#[derive(Debug, Clone, Copy)]
pub struct Waits {
    /// For the connection.
    pub connect: Duration,
    /// For the answer once the body has left.
    pub answer: Duration,
}

impl Default for Waits {
    fn default() -> Waits {
        Waits { connect: Duration::from_secs(30), answer: Duration::from_secs(120) }
    }
}

/// What is sent.
pub(crate) struct Request {
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// What came back.
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub retry_after: Duration,
    /// It came when the body may have left.
    pub after_body: bool,
}

impl Answer {
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The text at a place of the JSON answer.
    pub fn text(&self, pointer: &str) -> Option<String> {
        self.json().pointer(pointer).and_then(|value| value.as_str()).map(str::to_string)
    }

    /// The answer's first words, where it is not what was expected.
    pub fn beginning(&self) -> String {
        line(&String::from_utf8_lossy(&self.body[..self.body.len().min(200)]))
    }
}

/// Connections to one provider.
pub(crate) struct Http {
    client: Client,
    permits: Semaphore,
    waits: Waits,
}

/// A client that follows no redirects, heeds no proxy of the environment and trusts the usual authorities.
pub(crate) fn client(connect: Duration) -> Result<Client, String> {
    let builder = Client::builder()
        .tls_backend_preconfigured(crate::trust::usual()?)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(connect)
        .pool_idle_timeout(IDLE)
        .user_agent(concat!("siembra/", env!("CARGO_PKG_VERSION")));
    builder.build().map_err(|error| error.to_string())
}

impl Http {
    pub fn new(waits: Waits) -> Result<Http, BadField> {
        let client = client(waits.connect).map_err(|error| BadField::new("endpoint", error))?;
        Ok(Http { client, permits: Semaphore::new(AT_ONCE), waits })
    }

    /// Posts a message. An outcome in place of an answer where there is none.
    pub async fn post(&self, request: Request, send: SendId, ledger: &dyn Ledger) -> Result<Answer, Outcome> {
        let no_way = |reason: String| Outcome::NoWay { reason: line(&reason), fault: Fault::Unreachable };
        let Ok(_permit) = self.permits.acquire().await else {
            return Err(no_way("the mail transport is shutting down".into()));
        };
        let (held, mut wanted, go) = Held::new(request.body.into());
        let mut builder = self.client.post(&request.url).body(reqwest::Body::wrap(held));
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        let mut exchange = std::pin::pin!(async { read(builder.send().await?).await });
        let early = timeout(self.waits.connect.saturating_mul(2), async {
            tokio::select! {
                biased;
                answer = &mut exchange => Some(answer),
                _ = &mut wanted => None,
            }
        });
        match early.await {
            Ok(None) => {}
            Ok(Some(Ok(answer))) => return Ok(answer),
            Ok(Some(Err(error))) => return Err(no_way(told(&error))),
            Err(_) => return Err(no_way(format!("no connection to {} in time", host(&request.url)))),
        }
        match ledger.handing(send).await {
            Ok(true) => drop(go.send(())),
            // Without its body the request is none.
            Ok(false) => return Err(Outcome::Withdrawn),
            Err(LedgerError(reason)) => return Err(Outcome::Deferred { reason: line(&reason) }),
        }
        match timeout(self.waits.answer, exchange).await {
            Ok(Ok(answer)) => Ok(Answer { after_body: true, ..answer }),
            Ok(Err(error)) => Err(Outcome::InDoubt { reason: line(&told(&error)) }),
            Err(_) => Err(Outcome::InDoubt { reason: format!("no answer from {} in time", host(&request.url)) }),
        }
    }

    /// Asks for something. The error is a reason.
    pub async fn get(&self, request: Request) -> Result<Answer, String> {
        let mut builder = self.client.get(&request.url);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        let exchange = async { read(builder.send().await?).await };
        match timeout(self.waits.connect.saturating_mul(2), exchange).await {
            Ok(answer) => answer.map_err(|error| line(&told(&error))),
            Err(_) => Err(format!("no answer from {} in time", host(&request.url))),
        }
    }
}

/// Reads an answer, and of its body no more than is of use. Once the status is known, a body that breaks off changes
/// nothing.
async fn read(mut response: Response) -> Result<Answer, reqwest::Error> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk[..chunk.len().min(MOST - body.len())]);
        if body.len() >= MOST {
            break;
        }
    }
    let seconds = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    let retry_after = seconds.map_or(PAUSE, Duration::from_secs).min(LONGEST_PAUSE);
    Ok(Answer { status, headers, body, retry_after, after_body: false })
}

/// An error with what caused it in the end, and without the address, which may hold a key.
fn told(error: &reqwest::Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let cause = causes.last().map_or_else(|| "for no reason that is told".to_string(), ToString::to_string);
    match error.is_connect() {
        true => format!("cannot connect: {cause}"),
        false => format!("the exchange broke off: {cause}"),
    }
}

fn host(url: &str) -> String {
    url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_string)).unwrap_or_default()
}

/// A body that says when it is wanted and waits for leave.
struct Held {
    wanted: Option<oneshot::Sender<()>>,
    leave: Option<oneshot::Receiver<()>>,
    bytes: Bytes,
}

#[derive(Debug, thiserror::Error)]
#[error("withdrawn before the message left")]
struct Withdrawn;

impl Held {
    fn new(bytes: Bytes) -> (Held, oneshot::Receiver<()>, oneshot::Sender<()>) {
        let (wanted, is_wanted) = oneshot::channel();
        let (go, leave) = oneshot::channel();
        (Held { wanted: Some(wanted), leave: Some(leave), bytes }, is_wanted, go)
    }
}

impl Body for Held {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        if let Some(wanted) = self.wanted.take() {
            // Whoever asked may have given up.
            let _ = wanted.send(());
        }
        if let Some(leave) = &mut self.leave {
            let given = ready!(Pin::new(leave).poll(cx));
            self.leave = None;
            if given.is_err() {
                return Poll::Ready(Some(Err(Withdrawn)));
            }
        }
        let bytes = std::mem::take(&mut self.bytes);
        Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.leave.is_none() && self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}
