//! What the addresses that mail leaves from are called: each should have a name (PTR) that leads back to it.

use super::links::is_name;
use super::places::{MOST_TERMS, Place, is_inside, places};
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, within};
use futures::future::join_all;
use std::net::IpAddr;

/// Addresses that are looked at in all.
const MOST: usize = 32;
/// The start of a larger range says nothing of the rest.
const LARGEST: u64 = 256;
/// Names of an address that are followed.
const MOST_NAMES: usize = 5;
/// Addresses without a name that are told one by one.
const MOST_TOLD: usize = 5;
/// Larger numbers are not told.
const MANY: u64 = 1_000_000;

/// What an address is called, where the name leads back.
type Named = Result<Option<String>, Untold>;

/// Why that is not known.
enum Untold {
    Dns(Unanswered),
    /// A name leads into a private network, seen from here; others may be told another address.
    Inside(String),
}

impl Untold {
    fn finding(&self, address: IpAddr) -> Finding {
        match self {
            Untold::Dns(unanswered) => Finding::unanswered(Topic::Hosts, unanswered),
            Untold::Inside(name) => unknown(
                format!("{address} is called {name}, which leads into a private network, seen from here"),
                "name a DNS server outside of your network with --dns",
            ),
        }
    }
}

fn unknown(text: String, remedy: &str) -> Finding {
    Finding::new(Topic::Hosts, Verdict::Unknown, text, remedy)
}

/// The organisation is that of the sender, as far as it is known.
pub(super) async fn check(dns: &dyn Dns, sending: &Sending, organisation: Option<&str>) -> Vec<Finding> {
    let is_own = |host: &&String| !is_name(host) || within(host, organisation.unwrap_or(&sending.domain));
    let (own, others): (Vec<&String>, Vec<&String>) = sending.servers.iter().partition(is_own);
    let mut places = match places(dns, sending, &own).await {
        Ok(places) => places,
        Err(unanswered) => return vec![Finding::unanswered(Topic::Hosts, &unanswered)],
    };
    if places.all.is_empty() && places.inside.is_empty() && own.is_empty() && !others.is_empty() {
        let others: Vec<&str> = others.into_iter().map(String::as_str).collect();
        let text =
            format!("mail leaves through {}; what the addresses behind it are called is not known", others.join(", "));
        return vec![unknown(text, "where it is your own server, name its address under SPF, such as ip4:192.0.2.1")];
    }
    // Single addresses first, of these the sure ones, so that a large range takes the looks from none that can be seen whole.
    places.all.sort_by_key(|place| (place.range.size(), !place.sure));
    let near = places.all.iter().enumerate().filter(|(_, place)| place.range.size() <= LARGEST);
    let near = near.flat_map(|(n, place)| place.range.addresses().map(move |address| (n, address)));
    let ask = |(n, address)| async move { (n, address, named(dns, address).await) };
    let asked: Vec<(usize, IpAddr, Named)> = join_all(near.take(MOST).map(ask)).await;
    let mut findings = Vec::new();
    let mut left = 0_u64;
    for (n, place) in places.all.iter().enumerate() {
        let answers: Vec<(IpAddr, &Named)> =
            asked.iter().filter(|(of, ..)| *of == n).map(|(_, address, named)| (*address, named)).collect();
        left = left.saturating_add(place.range.size() - answers.len() as u64);
        findings.extend(judge(place, &answers));
    }
    let one_by_one = "name the addresses of your mail servers one by one, such as ip4:192.0.2.1";
    if left > 0 {
        let left = if left > MANY { format!("more than {MANY}") } else { left.to_string() };
        let text = format!(
            "the names of {left} further addresses that SPF allows were not looked at; {MOST} are looked at in all"
        );
        findings.push(unknown(text, one_by_one));
    }
    if places.left > 0 {
        let text = format!(
            "only {MOST_TERMS} terms a and mx of SPF are followed, as by the servers of recipients; left out: {}",
            places.left
        );
        findings.push(unknown(text, one_by_one));
    }
    if !places.inside.is_empty() {
        let text = format!("hosts of SPF lead into a private network, seen from here: {}", places.inside.join(", "));
        findings.push(unknown(text, "name a DNS server outside of your network with --dns"));
    }
    findings
}

fn judge(place: &Place, answers: &[(IpAddr, &Named)]) -> Option<Finding> {
    let finding = |verdict, text, remedy: String| Some(Finding::new(Topic::Hosts, verdict, text, remedy));
    let (first, _) = answers.first()?;
    if let Some((address, untold)) = answers.iter().find_map(|(address, named)| Some((address, named.as_ref().err()?)))
    {
        return Some(untold.finding(*address));
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

async fn named(dns: &dyn Dns, address: IpAddr) -> Named {
    let mut inside = None;
    for name in dns.names(address).await.map_err(Untold::Dns)?.into_iter().take(MOST_NAMES) {
        let back = dns.addresses(&name).await.map_err(Untold::Dns)?;
        if back.contains(&address) {
            return Ok(Some(name));
        }
        if back.into_iter().any(is_inside) {
            inside = Some(name);
        }
    }
    inside.map_or(Ok(None), |name| Err(Untold::Inside(name)))
}
