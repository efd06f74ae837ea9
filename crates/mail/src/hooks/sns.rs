//! Amazon SNS messages: signed with a certificate that Amazon serves from hosts of its own. Only signatures of version 2
//! (SHA-256) of the expected topic are taken; nothing is fetched from anywhere else.

use super::validity::validity;
use super::{Refused, json, seconds, text};
use async_trait::async_trait;
use data_encoding::BASE64;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use url::Url;
use webpki::{EndEntityCert, KeyUsage};

/// SNS tells again for days what it could not deliver; a message older than this is none of them.
const OLDEST: i64 = 7 * 24 * 3_600;
/// A message of the future is not Amazon's.
const AHEAD: i64 = 300;
/// How long a certificate is used before it is fetched again.
const KEPT: Duration = Duration::from_secs(12 * 3_600);
const MOST: usize = 64 * 1024;

/// What an SNS message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Notification,
    Confirmation,
    Unsubscribed,
}

/// An SNS message.
#[derive(Debug)]
pub struct Envelope {
    pub kind: Type,
    pub message_id: String,
    pub message: String,
    value: serde_json::Value,
}

/// Fetches from Amazon's hosts of SNS; tests answer themselves.
#[async_trait]
pub trait Fetch: Send + Sync + std::fmt::Debug {
    /// The certificates (PEM) at an address of SNS.
    async fn certificates(&self, url: &Url) -> Result<Vec<u8>, String>;
    /// Opens an address of SNS that says yes to a subscription.
    async fn confirm(&self, url: &Url) -> Result<(), String>;
    /// The authorities that a chain has to end at.
    fn authorities(&self) -> Vec<rustls::pki_types::TrustAnchor<'static>> {
        webpki_roots::TLS_SERVER_ROOTS.to_vec()
    }
}

impl Envelope {
    pub fn read(body: &[u8]) -> Result<Envelope, Refused> {
        let value = json(body)?;
        let kind = match text(&value, "Type") {
            "Notification" => Type::Notification,
            "SubscriptionConfirmation" => Type::Confirmation,
            "UnsubscribeConfirmation" => Type::Unsubscribed,
            _ => return Err(Refused::Unreadable("it is no message of SNS; turn off raw message delivery".into())),
        };
        let (message_id, message) = (text(&value, "MessageId").to_string(), text(&value, "Message").to_string());
        if message_id.is_empty() || message_id.len() > 200 {
            return Err(Refused::forged("the message has no id"));
        }
        Ok(Envelope { kind, message_id, message, value })
    }

    /// Whether it is Amazon's, of this topic and of these days.
    pub async fn check(&self, topic: &str, now: i64, fetch: &dyn Fetch) -> Result<(), Refused> {
        if text(&self.value, "TopicArn") != topic {
            return Err(Refused::forged("the message is of another topic"));
        }
        if text(&self.value, "SignatureVersion") != "2" {
            return Err(Refused::forged("the signature is not of version 2; set SignatureVersion to 2 on the topic"));
        }
        let at = seconds(text(&self.value, "Timestamp")).ok_or_else(|| Refused::forged("the message has no time"))?;
        if at < now - OLDEST || at > now + AHEAD {
            return Err(Refused::forged("the message is too old; is the clock right?"));
        }
        let url = of_sns(text(&self.value, "SigningCertURL")).filter(is_certificate);
        let url = url.ok_or_else(|| Refused::forged("the certificate is not at an address of SNS"))?;
        let signature = BASE64.decode(text(&self.value, "Signature").as_bytes());
        let signature = signature.map_err(|_| Refused::forged("the signature cannot be read"))?;
        let pem = fetch.certificates(&url).await.map_err(Refused::Later)?;
        verify(&pem, &fetch.authorities(), &self.signed(), &signature, now).map_err(Refused::Forged)
    }

    /// What is signed: names and values of some fields, each on a line of its own.
    fn signed(&self) -> Vec<u8> {
        let names: &[&str] = match self.kind {
            Type::Notification => &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
            _ => &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
        };
        let mut signed = String::new();
        for name in names {
            if let Some(value) = self.value[*name].as_str() {
                signed.push_str(&format!("{name}\n{value}\n"));
            }
        }
        signed.into_bytes()
    }

    /// Where to say yes to a subscription.
    pub fn subscribe_url(&self) -> Result<Url, Refused> {
        of_sns(text(&self.value, "SubscribeURL"))
            .ok_or_else(|| Refused::forged("SubscribeURL is not an address of SNS"))
    }
}

/// An address of SNS itself: `https://sns.<region>.amazonaws.com`, of China with `.cn`.
pub fn of_sns(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    let inner = host.strip_prefix("sns.")?;
    let region = inner.strip_suffix(".amazonaws.com").or_else(|| inner.strip_suffix(".amazonaws.com.cn"))?;
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    let good = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        // Elsewhere in that domain anybody keeps files.
        && !region.starts_with("s3")
        && region.split('-').filter(|part| !part.is_empty()).count() >= 3
        && region.bytes().all(plain);
    good.then_some(url)
}

fn is_certificate(url: &Url) -> bool {
    let name = url.path().strip_prefix("/SimpleNotificationService-").and_then(|name| name.strip_suffix(".pem"));
    let plain = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    url.query().is_none() && url.fragment().is_none() && name.is_some_and(plain)
}

/// The signature under the first certificate, which must be SNS's and valid now. Further ones must lead to an authority; a
/// certificate that comes alone is trusted because it came over TLS from SNS's own host.
fn verify(
    pem: &[u8],
    authorities: &[rustls::pki_types::TrustAnchor<'static>],
    signed: &[u8],
    signature: &[u8],
    now: i64,
) -> Result<(), String> {
    let chain = certificates(pem);
    let (leaf, above) = chain.split_first().ok_or("there is no certificate at the address")?;
    let certificate = EndEntityCert::try_from(leaf).map_err(|error| format!("the certificate: {error}"))?;
    let of_sns = ["sns.amazonaws.com", "sns.amazonaws.com.cn"].into_iter().any(|name| {
        ServerName::try_from(name).is_ok_and(|name| certificate.verify_is_valid_for_subject_name(&name).is_ok())
    });
    if !of_sns {
        return Err("the certificate is not SNS's".into());
    }
    if !validity(leaf).is_some_and(|(first, last)| (first..=last).contains(&now)) {
        return Err("the certificate is not valid now; is the clock right?".into());
    }
    if !above.is_empty() {
        let at = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(now).unwrap_or_default()));
        let usage = KeyUsage::server_auth();
        certificate
            .verify_for_usage(webpki::ALL_VERIFICATION_ALGS, authorities, above, at, usage, None, None)
            .map_err(|error| format!("the certificate does not lead to an authority: {error}"))?;
    }
    certificate
        .verify_signature(webpki::aws_lc_rs::RSA_PKCS1_2048_8192_SHA256, signed, signature)
        .map_err(|_| "the signature is not SNS's".to_string())
}

fn certificates(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    use rustls::pki_types::pem::PemObject;
    CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).take(6).collect()
}

/// Who fetches: Amazon's hosts, unless a test answers. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Source(Arc<OnceLock<Result<Box<dyn Fetch>, String>>>);

impl Source {
    pub fn of(fetch: impl Fetch + 'static) -> Source {
        Source(Arc::new(OnceLock::from(Ok(Box::new(fetch) as Box<dyn Fetch>))))
    }

    pub fn get(&self) -> Result<&dyn Fetch, String> {
        let source = self.0.get_or_init(|| Amazon::new().map(|amazon| Box::new(amazon) as Box<dyn Fetch>));
        source.as_ref().map(|fetch| &**fetch).map_err(Clone::clone)
    }
}

/// Fetches over HTTPS, and keeps certificates for a while.
#[derive(Debug)]
pub struct Amazon {
    client: reqwest::Client,
    kept: Mutex<HashMap<String, (Instant, Vec<u8>)>>,
}

impl Amazon {
    pub fn new() -> Result<Amazon, String> {
        Ok(Amazon { client: crate::ways::http::client(Duration::from_secs(5))?, kept: Mutex::default() })
    }

    async fn get(&self, url: &Url) -> Result<Vec<u8>, String> {
        let url = of_sns(url.as_str()).ok_or("not an address of SNS")?;
        let exchange = async {
            let mut response = self.client.get(url).send().await.map_err(|error| error.without_url().to_string())?;
            if !response.status().is_success() {
                return Err(format!("Amazon answered {}", response.status()));
            }
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(|error| error.without_url().to_string())? {
                body.extend_from_slice(&chunk);
                if body.len() > MOST {
                    return Err("Amazon's answer is too large".into());
                }
            }
            Ok(body)
        };
        tokio::time::timeout(Duration::from_secs(10), exchange).await.unwrap_or_else(|_| Err("Amazon is silent".into()))
    }
}

#[async_trait]
impl Fetch for Amazon {
    async fn certificates(&self, url: &Url) -> Result<Vec<u8>, String> {
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, pem)) = lock().get(url.as_str()).filter(|(at, _)| at.elapsed() < KEPT) {
            let _ = at;
            return Ok(pem.clone());
        }
        let pem = self.get(url).await?;
        let mut kept = lock();
        // Names of certificates are few; strangers' are not fetched.
        if kept.len() >= 100 {
            kept.clear();
        }
        kept.insert(url.to_string(), (Instant::now(), pem.clone()));
        Ok(pem)
    }

    async fn confirm(&self, url: &Url) -> Result<(), String> {
        self.get(url).await.map(drop)
    }
}
