//! The addresses that mail may leave from, as far as SPF and the names of our own servers say.

use super::links::is_name;
use super::ranges::Range;
use super::{Dns, Sending, Unanswered, spf};
use futures::future::{join_all, try_join_all};
use std::net::IpAddr;

/// Terms of a record that are followed, and hosts of an MX record: as many as by who verifies SPF (RFC 7208 §4.6.4).
pub(super) const MOST_TERMS: usize = 10;
const MOST_HOSTS: usize = 10;

/// Addresses that mail may leave from.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub range: Range,
    /// Somebody said that our mail leaves from there; else it is only allowed to.
    pub sure: bool,
}

#[derive(Default)]
pub(super) struct Places {
    /// Each once.
    pub all: Vec<Place>,
    /// Hosts of SPF that lead into a private network, seen from here.
    pub inside: Vec<String>,
    /// Terms that were not followed.
    pub left: usize,
}

impl Places {
    fn add(&mut self, range: Range, sure: bool) {
        match self.all.iter_mut().find(|other| other.range == range) {
            Some(other) => other.sure |= sure,
            None => self.all.push(Place { range, sure }),
        }
    }
}

/// What somebody said that SPF has to hold for our mail, else, where we have servers of our own, what the record itself
/// holds; and those servers. What a provider's include says is the provider's care.
pub(super) async fn places(dns: &dyn Dns, sending: &Sending, own: &[&String]) -> Result<Places, Unanswered> {
    let (record, sure) = match &sending.spf {
        Some(ours) => (ours.clone(), true),
        None if own.is_empty() => return Ok(Places::default()),
        None => (spf::own(dns, sending.envelope()).await?.pop().unwrap_or_default(), false),
    };
    let record = record.to_ascii_lowercase();
    let terms: Vec<&str> = record.split_whitespace().map(|term| term.trim_start_matches('+')).collect();
    let hosts: Vec<Term<'_>> = terms.iter().filter_map(|term| Term::read(term, sending.envelope())).collect();
    let mut places = Places { left: hosts.len().saturating_sub(MOST_TERMS), ..Places::default() };
    terms.iter().filter_map(|term| Range::of_term(term)).for_each(|range| places.add(range, sure));
    let asked = hosts.iter().take(MOST_TERMS).map(|term| async move { Ok((term, term.addresses(dns).await?)) });
    for (term, found) in try_join_all(asked).await? {
        for (host, address) in found {
            match term.range(address) {
                _ if is_inside(address) && places.inside.contains(&host) => {}
                _ if is_inside(address) => places.inside.push(host),
                Some(range) => places.add(range, sure),
                None => {}
            }
        }
    }
    let servers = own.iter().map(|host| async move {
        match host.trim_matches(['[', ']']).parse() {
            Ok(address) => Ok(vec![address]),
            Err(_) if is_name(host) => dns.addresses(host).await,
            Err(_) => Ok(Vec::new()),
        }
    });
    for addresses in join_all(servers).await {
        let outside = addresses?.into_iter().filter(|address| !is_inside(*address));
        outside.filter_map(single).for_each(|range| places.add(range, false));
    }
    Ok(places)
}

/// A term of SPF that leads to addresses by a host: `a` or `mx`, with or without a name and lengths of prefixes.
struct Term<'a> {
    mx: bool,
    host: &'a str,
    v4: Option<u32>,
    v6: Option<u32>,
}

impl<'a> Term<'a> {
    /// `None` for terms of other kinds, and for those that hold nobody to be ours. Without a name it is about `domain`.
    fn read(term: &'a str, domain: &'a str) -> Option<Term<'a>> {
        let (term, v6) = term.split_once("//").map_or((term, None), |(term, bits)| (term, bits.parse().ok()));
        let (term, v4) = term.split_once('/').map_or((term, None), |(term, bits)| (term, bits.parse().ok()));
        let (kind, host) = term.split_once(':').unwrap_or((term, domain));
        // Macros are for the verifier of a message.
        let followed = matches!(kind, "a" | "mx") && !host.contains('%');
        followed.then_some(Term { mx: kind == "mx", host, v4, v6 })
    }

    /// With the host of each.
    async fn addresses(&self, dns: &dyn Dns) -> Result<Vec<(String, IpAddr)>, Unanswered> {
        let hosts = match self.mx {
            true => dns.exchangers(self.host).await?,
            false => vec![self.host.to_string()],
        };
        let hosts = hosts.into_iter().filter(|host| host != ".").take(MOST_HOSTS);
        let asked = hosts.map(|host| async move {
            let addresses = dns.addresses(&host).await?;
            Ok(addresses.into_iter().map(|address| (host.clone(), address)).collect::<Vec<_>>())
        });
        Ok(try_join_all(asked).await?.concat())
    }

    fn range(&self, address: IpAddr) -> Option<Range> {
        match if address.is_ipv4() { self.v4 } else { self.v6 } {
            Some(bits) => Range::new(address, bits),
            None => single(address),
        }
    }
}

fn single(address: IpAddr) -> Option<Range> {
    Range::new(address, if address.is_ipv4() { 32 } else { 128 })
}

/// Whether an address is of this machine or of its network: mail leaves it by another one, which nobody here knows.
pub(super) fn is_inside(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}
