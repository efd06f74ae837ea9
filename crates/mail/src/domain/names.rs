//! What the addresses that mail leaves from are called: each should have a name (PTR) that leads back to it.

use super::dmarc::Policy;
use super::links::is_name;
use super::ranges::Range;
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, spf, within};
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, stream};
use std::net::IpAddr;

/// Addresses that are looked at in all, and how many at once.
const MOST: usize = 32;
const AT_ONCE: usize = 8;
/// Names of an address, and hosts of an MX record, that are followed.
const MOST_NAMES: usize = 5;
const MOST_HOSTS: usize = 10;
/// Addresses without a name that are told one by one.
const MOST_TOLD: usize = 5;
/// Larger numbers are not told.
const MANY: u64 = 1_000_000;

/// Addresses that mail may leave from.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    range: Range,
    /// Somebody said that our mail leaves from there; else it is only allowed to.
    sure: bool,
}

/// What an address is called, where the name leads back.
type Named = Result<Option<String>, Unanswered>;

pub(super) async fn check(
    dns: &dyn Dns,
    sending: &Sending,
    policy: &Result<Option<Policy>, Unanswered>,
) -> Vec<Finding> {
    let organisation = policy.as_ref().ok().and_then(Option::as_ref).map(|policy| policy.organisation.as_str());
    let is_own = |host: &&String| !is_name(host) || within(host, organisation.unwrap_or(&sending.domain));
    let (own, others): (Vec<&String>, Vec<&String>) = sending.servers.iter().partition(is_own);
    let mut places = match places(dns, sending, &own).await {
        Ok(places) => places,
        Err(unanswered) => return vec![Finding::unanswered(Topic::Hosts, &unanswered)],
    };
    if places.is_empty() && own.is_empty() && !others.is_empty() {
        let others: Vec<&str> = others.into_iter().map(String::as_str).collect();
        let text =
            format!("mail leaves through {}; what the addresses behind it are called is not known", others.join(", "));
        let remedy = "where it is your own server, name its address under SPF, such as ip4:192.0.2.1";
        return vec![Finding::new(Topic::Hosts, Verdict::Unknown, text, remedy)];
    }
    // Single addresses first, of these the sure ones.
    places.sort_by_key(|place| (place.range.single().is_none(), !place.sure));
    let all = places.iter().enumerate().flat_map(|(n, place)| place.range.addresses().map(move |address| (n, address)));
    let ask = |(n, address)| async move { (n, address, named(dns, address).await) }.boxed();
    let asked: Vec<BoxFuture<'_, (usize, IpAddr, Named)>> = all.take(MOST).map(ask).collect();
    let asked: Vec<(usize, IpAddr, Named)> = stream::iter(asked).buffered(AT_ONCE).collect().await;
    let mut findings = Vec::new();
    let mut left = 0_u64;
    for (n, place) in places.iter().enumerate() {
        let answers: Vec<(IpAddr, &Named)> =
            asked.iter().filter(|(of, ..)| *of == n).map(|(_, address, named)| (*address, named)).collect();
        left = left.saturating_add(place.range.size() - answers.len() as u64);
        findings.extend(judge(place, &answers));
    }
    if left > 0 {
        let left = if left > MANY { format!("more than {MANY}") } else { left.to_string() };
        let text = format!(
            "the names of {left} further addresses that SPF allows were not looked at; {MOST} are looked at in all"
        );
        let remedy = "name the addresses of your mail servers one by one, such as ip4:192.0.2.1";
        findings.push(Finding::new(Topic::Hosts, Verdict::Unknown, text, remedy));
    }
    findings
}

fn judge(place: &Place, answers: &[(IpAddr, &Named)]) -> Option<Finding> {
    let finding = |verdict, text, remedy: String| Some(Finding::new(Topic::Hosts, verdict, text, remedy));
    let (first, _) = answers.first()?;
    if let Some(unanswered) = answers.iter().find_map(|(_, named)| named.as_ref().err()) {
        return Some(Finding::unanswered(Topic::Hosts, unanswered));
    }
    let names: Vec<&String> = answers.iter().filter_map(|(_, named)| named.as_ref().ok()?.as_ref()).collect();
    let (range, looked, whole) = (place.range, answers.len(), place.range.size() == answers.len() as u64);
    if range.single().is_some() {
        if let [name] = names[..] {
            return Some(Finding::good(Topic::Hosts, format!("{first} is called {name}, and {name} leads back to it")));
        }
        let remedy = format!(
            "ask who gave you {first} for a PTR record with the name of your mail server, and add an A record for that name"
        );
        return match place.sure {
            true => finding(
                Verdict::Wrong,
                format!("{first} has no name that leads back to it; Gmail refuses mail from there"),
                remedy,
            ),
            false => finding(
                Verdict::Advice,
                format!(
                    "{first} may send your mail and has no name that leads back to it; Gmail refuses mail from there"
                ),
                remedy,
            ),
        };
    }
    let text = format!("{} of {looked} addresses of {range} have a name that leads back to them", names.len());
    if names.len() == looked {
        return Some(Finding::good(Topic::Hosts, text));
    }
    let remedy = "see that mail leaves only from addresses with a name, or ask who gave you the others for PTR records";
    if names.is_empty() {
        // Mail leaves from one of them, and each has been looked at.
        let verdict = if whole && place.sure { Verdict::Wrong } else { Verdict::Advice };
        let text = format!(
            "none of {looked} addresses of {range} has a name that leads back to it; Gmail refuses mail from there"
        );
        return finding(verdict, text, remedy.into());
    }
    let nameless =
        answers.iter().filter(|(_, named)| matches!(named, Ok(None))).map(|(address, _)| address.to_string());
    let mut told: Vec<String> = nameless.take(MOST_TOLD + 1).collect();
    if told.len() > MOST_TOLD {
        told[MOST_TOLD] = "…".into();
    }
    finding(Verdict::Advice, format!("{text}; these do not: {}", told.join(", ")), remedy.into())
}

/// What somebody said that SPF has to hold for our mail, else, where we have servers of our own, what the record itself
/// holds; and those servers. What a provider's include says is the provider's care.
async fn places(dns: &dyn Dns, sending: &Sending, own: &[&String]) -> Result<Vec<Place>, Unanswered> {
    let (record, sure) = match &sending.spf {
        Some(ours) => (ours.clone(), true),
        None if own.is_empty() => return Ok(Vec::new()),
        None => (spf::own(dns, sending.envelope()).await?.pop().unwrap_or_default(), false),
    };
    let mut all = Vec::new();
    for term in record.split_whitespace().map(str::to_ascii_lowercase) {
        let ranges = ranges(dns, sending.envelope(), term.trim_start_matches('+')).await?;
        all.extend(ranges.into_iter().map(|range| Place { range, sure }));
    }
    for host in own {
        let addresses = match host.trim_matches(['[', ']']).parse() {
            Ok(address) => vec![address],
            Err(_) if is_name(host) => dns.addresses(host).await?,
            Err(_) => Vec::new(),
        };
        let outside = addresses.into_iter().filter(|address| !is_inside(*address));
        all.extend(outside.filter_map(single).map(|range| Place { range, sure: false }));
    }
    let mut once: Vec<Place> = Vec::new();
    for place in all {
        match once.iter_mut().find(|other| other.range == place.range) {
            Some(other) => other.sure |= place.sure,
            None => once.push(place),
        }
    }
    Ok(once)
}

/// The addresses of a term that allows some: `ip4`, `ip6`, and `a` and `mx` with or without a name and prefixes.
async fn ranges(dns: &dyn Dns, domain: &str, term: &str) -> Result<Vec<Range>, Unanswered> {
    if let Some(range) = Range::of_term(term) {
        return Ok(vec![range]);
    }
    let (term, v6) = term.split_once("//").map_or((term, None), |(term, bits)| (term, bits.parse().ok()));
    let (term, v4) = term.split_once('/').map_or((term, None), |(term, bits)| (term, bits.parse().ok()));
    let (kind, host) = term.split_once(':').unwrap_or((term, domain));
    let hosts = match kind {
        // Macros are for the verifier of a message.
        _ if host.contains('%') => Vec::new(),
        "a" => vec![host.to_string()],
        "mx" => dns.exchangers(host).await?.into_iter().filter(|host| host != ".").take(MOST_HOSTS).collect(),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for host in hosts {
        let addresses = dns.addresses(&host).await?;
        all.extend(addresses.into_iter().filter_map(|address| match if address.is_ipv4() { v4 } else { v6 } {
            Some(bits) => Range::new(address, bits),
            None => single(address),
        }));
    }
    Ok(all)
}

fn single(address: IpAddr) -> Option<Range> {
    Range::new(address, if address.is_ipv4() { 32 } else { 128 })
}

/// Whether an address is of this machine or of its network: mail leaves it by another one, which nobody here knows.
fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

async fn named(dns: &dyn Dns, address: IpAddr) -> Named {
    for name in dns.names(address).await?.into_iter().take(MOST_NAMES) {
        if dns.addresses(&name).await?.contains(&address) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
