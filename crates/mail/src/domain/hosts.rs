//! Hosts: where links lead, and what the addresses that mail leaves from are called.

use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, within};
use std::net::IpAddr;

pub(super) async fn links(dns: &dyn Dns, sending: &Sending) -> Option<Finding> {
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

/// Addresses that SPF names as ours: each should have a name that leads back to it.
pub(super) async fn senders(dns: &dyn Dns, sending: &Sending) -> Vec<Finding> {
    let addresses = match addresses(dns, sending).await {
        Ok(addresses) => addresses,
        Err(unanswered) => return vec![Finding::unanswered(Topic::Hosts, &unanswered)],
    };
    let mut all = Vec::new();
    for address in addresses {
        all.push(match named(dns, address).await {
            Err(unanswered) => Finding::unanswered(Topic::Hosts, &unanswered),
            Ok(Some(name)) => Finding::good(Topic::Hosts, format!("{address} is called {name}, and {name} leads back to it")),
            Ok(None) => Finding::new(
                Topic::Hosts,
                Verdict::Wrong,
                format!("{address} has no name that leads back to it; Gmail refuses mail from there"),
                format!("ask who gave you {address} for a PTR record with the name of your mail server, and add an A record for that name"),
            ),
        });
    }
    all
}

/// What `ip4:`, `ip6:` and `a:` say; what a provider's include says is the provider's care.
async fn addresses(dns: &dyn Dns, sending: &Sending) -> Result<Vec<IpAddr>, Unanswered> {
    let mut all = Vec::new();
    for term in sending.spf.as_deref().unwrap_or_default().split_whitespace() {
        match term.split_once(':') {
            Some(("ip4" | "ip6", address)) => all.extend(address.parse::<IpAddr>().ok()),
            Some(("a", host)) => all.extend(dns.addresses(host).await?),
            _ => {}
        }
    }
    Ok(all)
}

async fn named(dns: &dyn Dns, address: IpAddr) -> Result<Option<String>, Unanswered> {
    for name in dns.names(address).await?.into_iter().take(5) {
        if dns.addresses(&name).await?.contains(&address) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
