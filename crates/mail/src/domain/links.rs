//! Where links in mail lead.

use super::{Dns, Finding, Sending, Topic, Verdict, within};
use std::net::IpAddr;

pub(super) async fn check(dns: &dyn Dns, sending: &Sending) -> Option<Finding> {
    let (host, https) = sending.links.as_ref()?;
    let domain = &sending.domain;
    let finding = |verdict, text: String, remedy: String| Some(Finding::new(Topic::Links, verdict, text, remedy));
    if !is_name(host) {
        let text = format!("links in mail lead to {host}, which is not a name on the internet");
        let remedy = format!("set a public address such as https://go.{domain} in the settings");
        return finding(Verdict::Wrong, text, remedy);
    }
    match dns.addresses(host).await {
        Err(unanswered) => return Some(Finding::unanswered(Topic::Links, &unanswered)),
        Ok(addresses) if addresses.is_empty() => {
            let text = format!("links in mail lead to {host}, which has no address");
            return finding(
                Verdict::Wrong,
                text,
                format!("add an A or CNAME record for {host}, or correct the public address in the settings"),
            );
        }
        Ok(_) => {}
    }
    if !https {
        let text = format!("links in mail lead to {host} without HTTPS");
        return finding(Verdict::Wrong, text, "set a public address that begins with https://".into());
    }
    if !within(host, domain) {
        let text = format!("links in mail lead to {host}, which is not below {domain}: filters trust such mail less");
        let remedy = format!(
            "add a CNAME record go.{domain} that leads to {host}, and set https://go.{domain} as public address"
        );
        return finding(Verdict::Advice, text, remedy);
    }
    Some(Finding::good(Topic::Links, format!("links in mail lead to {host}")))
}

/// Whether DNS may know of a host: not `localhost`, and not an address.
pub(super) fn is_name(host: &str) -> bool {
    host.contains('.') && host.parse::<IpAddr>().is_err()
}
