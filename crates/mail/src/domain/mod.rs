//! A domain that mail is sent from: the records that its DNS should hold, and what it holds.
//!
//! Each finding says what is wrong and how to mend it. A DNS that does not answer proves nothing: such findings are
//! unknown, and what was verified stays so.

mod bimi;
mod bounces;
mod dkim;
mod dmarc;
mod dns;
mod links;
mod mta_sts;
mod names;
mod places;
mod policy;
mod ranges;
mod records;
mod spf;
mod svg;
mod syntax;
mod tags;
mod web;

pub use dns::{Answer, Dns, SystemDns, Unanswered};
pub use records::{REPORTS, Record, records};
pub use web::Web;

use crate::dkim::Kind;
use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::time::Duration;
use tokio::time::timeout;

/// Longest that a part of a check may take. The policy of DMARC comes before the others, so that all takes twice as long at
/// most: half of what the API gives a request.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a record or a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Dkim,
    Spf,
    Dmarc,
    /// Whether what passes also belongs to the sender's domain.
    Alignment,
    /// Where what comes back goes.
    Bounces,
    /// Where links in mail lead.
    Links,
    /// Names of the addresses that mail leaves from.
    Hosts,
    MtaSts,
    Bimi,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Good,
    /// Mail arrives, and could fare better.
    Advice,
    Wrong,
    /// DNS did not answer, or nothing here can tell.
    Unknown,
}

/// What was found, in a sentence, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub topic: Topic,
    pub verdict: Verdict,
    pub text: String,
    /// Empty when there is nothing to do.
    pub remedy: String,
}

impl Finding {
    fn new(topic: Topic, verdict: Verdict, text: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding { topic, verdict, text: text.into(), remedy: remedy.into() }
    }

    fn good(topic: Topic, text: impl Into<String>) -> Finding {
        Finding::new(topic, Verdict::Good, text, "")
    }

    fn unanswered(topic: Topic, unanswered: &Unanswered) -> Finding {
        let text = format!("DNS did not answer for {}", unanswered.name);
        Finding::new(topic, Verdict::Unknown, text, "check again later, or name a DNS server with --dns")
    }

    fn late(topic: Topic) -> Finding {
        let text = format!("the answers took longer than {} seconds", PATIENCE.as_secs());
        Finding::new(topic, Verdict::Unknown, text, "check again later, or name a DNS server with --dns")
    }
}

/// A key whose public half should be in DNS.
#[derive(Debug, Clone)]
pub struct Published {
    pub selector: String,
    pub kind: Kind,
    pub public: String,
}

/// What is known of a domain before DNS is asked.
#[derive(Debug, Clone, Default)]
pub struct Sending {
    pub domain: String,
    pub keys: Vec<Published>,
    /// What an SPF record has to hold so that it allows our mail: `include:spf.example.net`, `ip4:192.0.2.1`.
    pub spf: Option<String>,
    /// Where what comes back goes; the sender's own domain when absent.
    pub bounce_domain: Option<String>,
    /// Where links in mail lead: the host, and whether by HTTPS.
    pub links: Option<(String, bool)>,
    /// Hosts of the SMTP servers that mail leaves through; none where it leaves by providers' APIs alone.
    pub servers: Vec<String>,
}

impl Sending {
    /// The domain that SPF is about: of the address that mail comes back to.
    fn envelope(&self) -> &str {
        self.bounce_domain.as_deref().unwrap_or(&self.domain)
    }
}

/// What a look at DNS has shown.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Whether the key that everybody reads is published; `None` when DNS did not say.
    pub verified: Option<bool>,
    pub findings: Vec<Finding>,
}

/// Looks at everything. Without a web, files that records speak of stay unknown.
pub async fn check(dns: &dyn Dns, web: Option<&Web>, sending: &Sending) -> Checked {
    let (keys, others) = tokio::join!(timeout(PATIENCE, dkim::check(dns, sending)), others(dns, web, sending));
    let keys = keys.unwrap_or_else(|_| vec![(Kind::Rsa, Finding::late(Topic::Dkim))]);
    let read: Vec<Verdict> =
        keys.iter().filter(|(kind, _)| *kind == Kind::Rsa).map(|(_, finding)| finding.verdict).collect();
    let verified = match read.as_slice() {
        all if all.contains(&Verdict::Wrong) => Some(false),
        all if all.is_empty() || all.contains(&Verdict::Unknown) => None,
        _ => Some(true),
    };
    let mut findings: Vec<Finding> = keys.into_iter().map(|(_, finding)| finding).collect();
    findings.extend(others);
    Checked { verified, findings }
}

/// What is asked besides the keys, side by side.
async fn others(dns: &dyn Dns, web: Option<&Web>, sending: &Sending) -> Vec<Finding> {
    let policy = timeout(PATIENCE, dmarc::policy(dns, &sending.domain)).await;
    let policy = policy.unwrap_or_else(|_| {
        let unanswered = Unanswered { name: format!("_dmarc.{}", sending.domain) };
        Err(dmarc::Silent { unanswered, organisation: None })
    });
    let parts: [BoxFuture<'_, Vec<Finding>>; 8] = [
        in_time(Topic::Spf, spf::check(dns, sending)).boxed(),
        in_time(Topic::Dmarc, dmarc::check(dns, sending, &policy)).boxed(),
        in_time(Topic::Alignment, dmarc::alignment(dns, sending, &policy).map(Some)).boxed(),
        in_time(Topic::Bounces, bounces::check(dns, sending).map(Some)).boxed(),
        in_time(Topic::Links, links::check(dns, sending)).boxed(),
        in_time(Topic::Hosts, names::check(dns, sending, dmarc::organisation(&policy))).boxed(),
        in_time(Topic::MtaSts, mta_sts::check(dns, web, sending)).boxed(),
        in_time(Topic::Bimi, bimi::check(dns, web, sending, &policy)).boxed(),
    ];
    join_all(parts).await.concat()
}

/// What a part finds, or that it took too long: what does not answer proves nothing.
async fn in_time(topic: Topic, part: impl Future<Output = impl IntoIterator<Item = Finding>>) -> Vec<Finding> {
    let found = timeout(PATIENCE, part).await;
    found.map_or_else(|_| vec![Finding::late(topic)], |found| found.into_iter().collect())
}

/// Whether a name is another one or lies below it.
fn within(name: &str, domain: &str) -> bool {
    name == domain || name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}
