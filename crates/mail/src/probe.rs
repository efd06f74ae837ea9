//! Whether the addresses in a message lead somewhere: asked of their servers before the message goes to many.
//!
//! What a message links to is chosen by who writes it, so nothing but public addresses is ever connected to: names are
//! resolved once, by us, and the connection goes to what was resolved; each redirect is looked at like the first address.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Method, Response, StatusCode, Url, header};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

const PATIENCE: Duration = Duration::from_secs(6);
const CONNECT: Duration = Duration::from_secs(3);
const MOST_REDIRECTS: usize = 5;
/// How long an answer is believed, and how many are kept.
const FRESH: Duration = Duration::from_secs(15 * 60);
const MOST_KEPT: usize = 2_000;
/// Addresses asked at once.
const AT_ONCE: usize = 8;
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// Where addresses may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Public,
    /// This machine and its network too: for tests.
    Anywhere,
}

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It leads somewhere; with the size of what is there, where the server says so.
    There { length: Option<u64> },
    /// The server says that there is nothing.
    Gone { status: u16 },
    /// Nobody has heard of its host.
    NoHost,
    /// It leads into a private network, or to a port that no web server uses.
    Private,
    /// Neither yes nor no: too slow, not for strangers, out of order.
    Unclear { why: String },
}

/// Asks addresses and remembers their answers for a while. Cheap to clone.
#[derive(Clone)]
pub struct Probe(Arc<Inner>);

struct Inner {
    client: Client,
    reach: Reach,
    known: Mutex<HashMap<String, (Instant, Answer)>>,
    permits: Semaphore,
}

impl std::fmt::Debug for Probe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Probe").field("reach", &self.0.reach).finish_non_exhaustive()
    }
}

/// Names to addresses; of a name that has a private one, none.
struct Names(Reach);

#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("there is no such host")]
    NoHost,
    #[error("the host is in a private network")]
    Private,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| Refused::NoHost)?;
            let found: Vec<SocketAddr> = found.collect();
            if found.is_empty() {
                return Err(Refused::NoHost.into());
            }
            if reach == Reach::Public && !found.iter().all(|address| is_public(address.ip())) {
                return Err(Refused::Private.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

impl Probe {
    /// The error says why no client can be made.
    pub fn new(reach: Reach) -> Result<Probe, String> {
        let client = Client::builder()
            .tls_backend_preconfigured(crate::trust::usual()?)
            .dns_resolver(Arc::new(Names(reach)))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .pool_max_idle_per_host(0)
            .user_agent("Mozilla/5.0 (compatible; Siembra link check)")
            .build()
            .map_err(|error| error.to_string())?;
        let (known, permits) = (Mutex::default(), Semaphore::new(AT_ONCE));
        Ok(Probe(Arc::new(Inner { client, reach, known, permits })))
    }

    /// What an address answers, from memory where it was asked lately.
    pub async fn ask(&self, url: &str) -> Answer {
        let known = |kept: &HashMap<String, (Instant, Answer)>| {
            kept.get(url).filter(|(at, _)| at.elapsed() < FRESH).map(|(_, answer)| answer.clone())
        };
        if let Some(answer) = known(&self.0.known.lock().unwrap_or_else(PoisonError::into_inner)) {
            return answer;
        }
        let Ok(_permit) = self.0.permits.acquire().await else { return unclear("stopping") };
        let answer = match tokio::time::timeout(PATIENCE * 2, self.follow(url)).await {
            Ok(answer) => answer,
            Err(_) => unclear("no answer in time"),
        };
        let mut kept = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(url.to_string(), (Instant::now(), answer.clone()));
        answer
    }

    async fn follow(&self, url: &str) -> Answer {
        let Ok(mut url) = Url::parse(url) else { return Answer::NoHost };
        for _ in 0..=MOST_REDIRECTS {
            if !self.may(&url) {
                return Answer::Private;
            }
            let response = match self.fetch(&url).await {
                Ok(response) => response,
                Err(error) => return failed(&error),
            };
            let next = response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok());
            match next.filter(|_| response.status().is_redirection()).and_then(|place| url.join(place).ok()) {
                Some(next) => url = next,
                None => return answered(&response),
            }
        }
        unclear("it leads from one address to the next without end")
    }

    /// The head alone; where that is not answered well, the beginning of the whole.
    async fn fetch(&self, url: &Url) -> Result<Response, reqwest::Error> {
        let head = self.0.client.request(Method::HEAD, url.clone()).send().await?;
        if head.status().is_success() || head.status().is_redirection() {
            return Ok(head);
        }
        self.0.client.get(url.clone()).header(header::RANGE, "bytes=0-0").send().await
    }

    fn may(&self, url: &Url) -> bool {
        if self.0.reach == Reach::Anywhere {
            return true;
        }
        let port = url.port_or_known_default().is_some_and(|port| PORTS.contains(&port));
        let host = match url.host() {
            Some(url::Host::Ipv4(v4)) => is_public(IpAddr::V4(v4)),
            Some(url::Host::Ipv6(v6)) => is_public(IpAddr::V6(v6)),
            Some(url::Host::Domain(name)) => !name.is_empty(),
            None => false,
        };
        matches!(url.scheme(), "http" | "https") && port && host && url.username().is_empty()
    }
}

fn unclear(why: impl Into<String>) -> Answer {
    Answer::Unclear { why: why.into() }
}

fn answered(response: &Response) -> Answer {
    let length = response.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    // Of a part the whole's size stands behind the stroke.
    let range = response.headers().get(header::CONTENT_RANGE).and_then(|range| range.to_str().ok());
    let whole = range.and_then(|range| range.rsplit_once('/')?.1.parse().ok());
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone { status: response.status().as_u16() },
        status if status.is_success() => Answer::There { length: whole.or(length) },
        status => unclear(format!("it answers {}", status.as_u16())),
    }
}

fn failed(error: &reqwest::Error) -> Answer {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(one) = cause {
        match one.downcast_ref::<Refused>() {
            Some(Refused::NoHost) => return Answer::NoHost,
            Some(Refused::Private) => return Answer::Private,
            None => cause = one.source(),
        }
    }
    let why = match () {
        () if error.is_timeout() => "no answer in time",
        () if error.is_connect() => "no connection",
        () => "the answer cannot be read",
    };
    unclear(why)
}

/// Whether an address is one of the whole internet's.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            let benchmark = a == 198 && (b == 18 || b == 19);
            let protocol = (a, b, c) == (192, 0, 0) || (a, b, c) == (192, 88, 99);
            !(v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_documentation())
                && !(v4 == Ipv4Addr::BROADCAST || a == 0 || a >= 224 || shared || benchmark || protocol)
        }
        IpAddr::V6(v6) => {
            let [first, second, ..] = v6.segments();
            // Global unicast alone, without what carries an IPv4 address or is for books.
            (0x2000..0x4000).contains(&first)
                && first != 0x2002
                && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
                && v6 != Ipv6Addr::UNSPECIFIED
        }
    }
}

#[cfg(test)]
mod tests;
