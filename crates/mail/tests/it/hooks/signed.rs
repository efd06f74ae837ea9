//! Requests signed as the providers sign theirs, with keys of the test.

use async_trait::async_trait;
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256};
use data_encoding::{BASE64, HEXLOWER};
use mail::hooks::sns::Fetch;
use mail::hooks::{Headers, Refused, Report};
use mail::{Values, WayKind};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, TrustAnchor};
use serde_json::{Value, json};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use url::Url;

/// 2027-01-15T08:00:00Z
pub const NOW: i64 = 1_800_000_000;
pub const NOW_TEXT: &str = "2027-01-15T08:00:00.000Z";
pub const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:mail";
pub const CERTIFICATE: &str = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";

pub const CHAIN: &[u8] = include_bytes!("certificates/chain.pem");
pub const LEAF: &[u8] = include_bytes!("certificates/leaf.pem");
pub const STRANGER: &[u8] = include_bytes!("certificates/stranger.pem");
const AUTHORITY: &[u8] = include_bytes!("certificates/ca.pem");
const KEY: &[u8] = include_bytes!("certificates/leaf.pk8");

#[derive(Debug, Clone, Default)]
pub struct Given(pub Vec<(&'static str, String)>);

impl Headers for Given {
    fn header(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }
}

/// Amazon's hosts, as the test has them.
#[derive(Debug)]
pub struct Amazon {
    pub pem: Mutex<Vec<u8>>,
    pub fetched: AtomicU32,
    pub strict: bool,
}

#[async_trait]
impl Fetch for Amazon {
    async fn certificates(&self, _: &Url) -> Result<Vec<u8>, String> {
        self.fetched.fetch_add(1, Ordering::SeqCst);
        Ok(self.pem.lock().unwrap().clone())
    }

    async fn confirm(&self, _: &Url) -> Result<(), String> {
        Ok(())
    }

    fn authorities(&self) -> Vec<TrustAnchor<'static>> {
        let authority = CertificateDer::from_pem_slice(AUTHORITY).unwrap();
        let anchor = webpki::anchor_from_trusted_cert(&authority).unwrap().to_owned();
        if self.strict { Vec::new() } else { vec![anchor] }
    }
}

pub struct Signer {
    pub amazon: Amazon,
    rsa: rsa::KeyPair,
    ecdsa: EcdsaKeyPair,
}

impl Signer {
    pub fn new() -> Signer {
        let amazon = Amazon { pem: Mutex::new(CHAIN.to_vec()), fetched: AtomicU32::new(0), strict: false };
        let ecdsa = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Signer { amazon, rsa: rsa::KeyPair::from_pkcs8(KEY).unwrap(), ecdsa }
    }

    /// What the way has been told.
    pub fn values(&self, kind: WayKind) -> Values {
        let head = [
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
            0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
        ];
        let shown = BASE64.encode(&[&head[..], self.ecdsa.public_key().as_ref()].concat());
        let pairs = match kind {
            WayKind::Ses => vec![("topic", TOPIC.to_string())],
            WayKind::SendGrid => vec![("hook_key", shown)],
            WayKind::Mailgun => vec![("hook_key", "signing-key".to_string())],
            _ => vec![("hook_user", "siembra".to_string()), ("hook_password", "s3cret".to_string())],
        };
        pairs.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
    }

    pub async fn read(&self, kind: WayKind, headers: &Given, body: &[u8], now: i64) -> Result<Report, Refused> {
        mail::hooks::read(kind, &self.values(kind), headers, body, now, &self.amazon).await
    }

    /// The request with which the provider would tell this.
    pub fn request(&self, kind: WayKind, payload: &Value) -> (Given, Vec<u8>) {
        match kind {
            WayKind::Ses => (Given::default(), self.sns(&envelope(payload)).to_string().into_bytes()),
            WayKind::SendGrid => {
                let body = format!("{}\r\n", payload).into_bytes();
                (self.sendgrid(&body, NOW), body)
            }
            WayKind::Mailgun => (Given::default(), mailgun(payload, "signing-key", NOW).to_string().into_bytes()),
            _ => (basic("siembra", "s3cret"), payload.to_string().into_bytes()),
        }
    }

    /// An SNS message with its signature.
    pub fn sns(&self, envelope: &Value) -> Value {
        let names: &[&str] = match envelope["Type"].as_str() {
            Some("Notification") => &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
            _ => &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
        };
        let part = |name: &&str| envelope[*name].as_str().map(|value| format!("{name}\n{value}\n"));
        let text: String = names.iter().filter_map(part).collect();
        let mut signature = vec![0; self.rsa.public_modulus_len()];
        self.rsa.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        let mut signed = envelope.clone();
        signed["Signature"] = json!(BASE64.encode(&signature));
        signed
    }

    pub fn sendgrid(&self, body: &[u8], at: i64) -> Given {
        let text = [at.to_string().as_bytes(), body].concat();
        let signature = self.ecdsa.sign(&SystemRandom::new(), &text).unwrap();
        Given(vec![
            ("x-twilio-email-event-webhook-signature", BASE64.encode(signature.as_ref())),
            ("x-twilio-email-event-webhook-timestamp", at.to_string()),
        ])
    }
}

pub fn envelope(message: &Value) -> Value {
    let message = message.to_string();
    let id = HEXLOWER.encode(&aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, message.as_bytes()).as_ref()[..16]);
    json!({
        "Type": "Notification",
        "MessageId": id,
        "TopicArn": TOPIC,
        "Subject": "Amazon SES Email Event Notification",
        "Message": message,
        "Timestamp": NOW_TEXT,
        "SignatureVersion": "2",
        "SigningCertURL": CERTIFICATE,
        "UnsubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
    })
}

pub fn mailgun(event: &Value, key: &str, at: i64) -> Value {
    let token = HEXLOWER
        .encode(&aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, event.to_string().as_bytes()).as_ref()[..25]);
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    let signature = HEXLOWER.encode(hmac::sign(&key, format!("{at}{token}").as_bytes()).as_ref());
    json!({
        "signature": { "timestamp": at.to_string(), "token": token, "signature": signature },
        "event-data": event,
    })
}

pub fn basic(user: &str, password: &str) -> Given {
    Given(vec![("authorization", format!("Basic {}", BASE64.encode(format!("{user}:{password}").as_bytes())))])
}
