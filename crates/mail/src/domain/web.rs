//! Files on web servers that the records of a domain speak of. Their addresses are chosen by whoever keeps the records, so
//! nothing but public ones is connected to, as with links; and no redirect is followed.

use super::{Dns, Finding, Topic, Unanswered, Verdict};
use crate::probe::is_public;
use crate::trust;
use reqwest::{Client, Response, header};
use rustls::pki_types::CertificateDer;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use url::{Host, Url};

const CONNECT: Duration = Duration::from_secs(4);
/// For all of it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of a file; RFC 8461 §3.3 suggests as much for policies.
pub(super) const MOST: usize = 64 * 1024;
const PORTS: [u16; 2] = [443, 8443];
/// Addresses of a host that are tried.
const MOST_ADDRESSES: usize = 8;

/// Fetches files by HTTPS. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Web {
    tls: ClientConfig,
    /// Of a server of this machine, for tests; public ones at their usual port without.
    own: Option<u16>,
}

/// A file as it was served.
pub(super) struct File {
    /// Without parameters, in lower case: `text/plain`.
    pub media: String,
    pub body: Vec<u8>,
}

/// Why there is no file.
#[derive(Debug)]
pub(super) enum Missed {
    Dns(Unanswered),
    NoHost,
    /// It names an address in the place of a host, or a port that no web server uses.
    Place,
    /// What is wrong with the certificate.
    Certificate(&'static str),
    Redirect,
    Status(u16),
    TooLarge,
    /// Nothing was heard, or nobody asked; the way there may be shut for this machine alone.
    Silent(&'static str),
}

impl Web {
    /// Public servers, by the authorities that browsers trust. The error says why no TLS can be spoken.
    pub fn public() -> Result<Web, String> {
        Ok(Web { tls: trust::usual()?, own: None })
    }

    /// For tests: whatever its name, every host is asked at this port, and trusted by this authority alone.
    pub fn of_test(port: u16, authority: CertificateDer<'static>) -> Result<Web, String> {
        let mut roots = RootCertStore::empty();
        roots.add(authority).map_err(|error| error.to_string())?;
        Ok(Web { tls: trust::of(roots)?, own: Some(port) })
    }

    /// What is served at an address, and nowhere else.
    pub(super) async fn get(&self, dns: &dyn Dns, url: &Url) -> Result<File, Missed> {
        let late = |_| Err(Missed::Silent("no answer in time"));
        tokio::time::timeout(PATIENCE, self.fetch(dns, url)).await.unwrap_or_else(late)
    }

    async fn fetch(&self, dns: &dyn Dns, url: &Url) -> Result<File, Missed> {
        let usual = url.port_or_known_default().is_some_and(|port| PORTS.contains(&port));
        let Some(Host::Domain(host)) = url.host().filter(|_| usual && url.scheme() == "https") else {
            return Err(Missed::Place);
        };
        let addresses = dns.addresses(host).await.map_err(Missed::Dns)?;
        if addresses.is_empty() {
            return Err(Missed::NoHost);
        }
        if self.own.is_none() && !addresses.iter().copied().all(is_public) {
            // Others may be told another address.
            return Err(Missed::Silent("its name leads into a private network"));
        }
        let client = self.client(host, &addresses).map_err(|_| Missed::Silent("no connection"))?;
        let response = client.get(url.clone()).send().await.map_err(|error| failed(&error))?;
        read(response).await
    }

    /// Goes to these addresses for the host, and asks nobody else for them.
    fn client(&self, host: &str, addresses: &[IpAddr]) -> Result<Client, String> {
        let port = self.own.unwrap_or(0);
        let places = addresses.iter().take(MOST_ADDRESSES).map(|address| SocketAddr::new(*address, port));
        Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .resolve_to_addrs(host, &places.collect::<Vec<_>>())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .pool_max_idle_per_host(0)
            .user_agent(concat!("siembra/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string())
    }
}

async fn read(mut response: Response) -> Result<File, Missed> {
    match response.status() {
        status if status.is_redirection() => return Err(Missed::Redirect),
        status if status.as_u16() != 200 => return Err(Missed::Status(status.as_u16())),
        _ => {}
    }
    let media = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(&error))? {
        if body.len() + chunk.len() > MOST {
            return Err(Missed::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(File { media, body })
}

fn failed(error: &reqwest::Error) -> Missed {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(one) = cause {
        if let Some(rustls::Error::InvalidCertificate(why)) = one.downcast_ref() {
            return Missed::Certificate(certificate(why));
        }
        // What an I/O error carries is not among its causes.
        let carried = one.downcast_ref::<std::io::Error>().and_then(|error| error.get_ref());
        cause = carried.map(|error| error as &dyn std::error::Error).or_else(|| one.source());
    }
    match () {
        () if error.is_timeout() => Missed::Silent("no answer in time"),
        () if error.is_connect() => Missed::Silent("no connection"),
        () => Missed::Silent("the answer cannot be read"),
    }
}

fn certificate(why: &CertificateError) -> &'static str {
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "its certificate has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for another name"
        }
        CertificateError::UnknownIssuer => "its certificate is signed by nobody whom everybody trusts",
        _ => "its certificate is not valid",
    }
}

impl Missed {
    /// As a finding about what was asked for.
    pub fn finding(&self, topic: Topic, url: &Url) -> Finding {
        let host = url.host_str().unwrap_or_default();
        let (why, remedy) = match self {
            Missed::Dns(unanswered) => return Finding::unanswered(topic, unanswered),
            Missed::NoHost => (format!("{host} has no address"), format!("add an A or CNAME record for {host}")),
            Missed::Place => (
                "its host is in a private network, or its port is no web server's".into(),
                format!("serve it from a public address of {host}, at port 443"),
            ),
            Missed::Certificate(why) => {
                ((*why).into(), format!("get a certificate for {host} from an authority that browsers trust"))
            }
            Missed::Redirect => (
                "it leads to another address, which is not followed".into(),
                "serve the file at this very address".into(),
            ),
            Missed::Status(status) => {
                (format!("the server answers {status}"), "serve the file at this very address".into())
            }
            Missed::TooLarge => (format!("it has more than {} KB", MOST / 1024), "make the file smaller".into()),
            Missed::Silent(why) => {
                let text = format!("{url} was not reached from here: {why}");
                let remedy = "see that it opens from elsewhere, and that this server may reach the internet by HTTPS";
                return Finding::new(topic, Verdict::Unknown, text, remedy);
            }
        };
        Finding::new(topic, Verdict::Wrong, format!("{url} cannot be fetched: {why}"), remedy)
    }
}
