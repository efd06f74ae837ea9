//! The records to set, ready to be copied.

use super::links::is_name;
use super::{Sending, Topic, within};
use crate::dkim::record;

/// Longest string of a TXT record; longer texts are several strings, which readers join.
const STRING: usize = 255;

/// One record of DNS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub topic: Topic,
    pub kind: &'static str,
    pub name: String,
    pub value: String,
    /// The value as zone files write it: in quotes, and in pieces where it is long.
    pub zone: String,
    /// Mail arrives without it.
    pub optional: bool,
}

fn text(topic: Topic, name: String, value: String, optional: bool) -> Record {
    let pieces: Vec<String> =
        value.as_bytes().chunks(STRING).map(|piece| format!("\"{}\"", String::from_utf8_lossy(piece))).collect();
    Record { topic, kind: "TXT", name, zone: pieces.join(" "), value, optional }
}

/// What stands before the `@` of the address that reports about a domain's mail are asked to go to.
pub const REPORTS: &str = "dmarc";

/// Where those reports are asked to go: to the domain whose mail comes to us, where there is one.
fn reports_to(sending: &Sending) -> String {
    format!("{REPORTS}@{}", sending.envelope())
}

pub(super) fn policy(sending: &Sending) -> String {
    format!("v=DMARC1; p=none; rua=mailto:{}", reports_to(sending))
}

/// The SPF record where there is none yet.
pub(super) fn spf(sending: &Sending) -> String {
    match &sending.spf {
        Some(ours) => format!("v=spf1 {ours} ~all"),
        None => "v=spf1 mx ~all".into(),
    }
}

/// Everything that the DNS of a sender should hold.
pub fn records(sending: &Sending) -> Vec<Record> {
    let domain = &sending.domain;
    let mut all: Vec<Record> = (sending.keys.iter())
        .map(|key| {
            let name = format!("{}._domainkey.{domain}", key.selector);
            text(Topic::Dkim, name, record(key.kind, &key.public), key.kind != crate::dkim::Kind::Rsa)
        })
        .collect();
    all.push(text(Topic::Spf, sending.envelope().to_string(), spf(sending), false));
    all.push(text(Topic::Dmarc, format!("_dmarc.{domain}"), policy(sending), false));
    if !within(sending.envelope(), domain) && !within(domain, sending.envelope()) {
        let name = format!("{domain}._report._dmarc.{}", sending.envelope());
        all.push(text(Topic::Dmarc, name, "v=DMARC1".into(), true));
    }
    let host = sending.links.as_ref().map(|(host, _)| host).filter(|host| is_name(host));
    if let (Some(bounces), Some(host)) = (&sending.bounce_domain, host) {
        let (name, value) = (bounces.clone(), format!("10 {host}."));
        all.push(Record { topic: Topic::Bounces, kind: "MX", name, zone: value.clone(), value, optional: false });
    }
    if let Some(host) = host.filter(|host| !within(host, domain)) {
        let (name, value) = (format!("go.{domain}"), format!("{host}."));
        all.push(Record { topic: Topic::Links, kind: "CNAME", name, zone: value.clone(), value, optional: true });
    }
    all
}
