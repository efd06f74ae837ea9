//! Whether who sends mail to a domain is asked to send it protected: MTA-STS (RFC 8461). It is about mail *to* a domain, so
//! it is advised where people have mailboxes: at the sender's own domain. At the bounce domain it does harm, because our own
//! receiver speaks no TLS.

use super::policy::{LONGEST, Mode, Policy, parse};
use super::tags::Tags;
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, Web};
use url::Url;

/// A policy that is forgotten sooner protects little: who reads it seldom sends without it. Seconds.
const SHORT: u64 = 7 * 24 * 3_600;
/// How long a policy is to be remembered that takes another one back (RFC 8461 §8.3). Seconds.
const BRIEF: u64 = 24 * 3_600;

pub(super) async fn check(dns: &dyn Dns, web: Option<&Web>, sending: &Sending) -> Vec<Finding> {
    let mut all = Vec::new();
    if sending.bounce_domain.as_deref() != Some(&sending.domain) {
        all.extend(mailboxes(dns, web, &sending.domain).await);
    }
    if let Some(domain) = &sending.bounce_domain {
        all.extend(bounces(dns, web, domain).await);
    }
    all
}

fn finding(verdict: Verdict, text: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding::new(Topic::MtaSts, verdict, text, remedy)
}

/// Whether a domain says that it has a policy.
enum Announced {
    No,
    Yes,
    /// In a way that nobody heeds.
    Spoilt(Finding),
}

async fn announced(dns: &dyn Dns, domain: &str) -> Result<Announced, Unanswered> {
    let name = format!("_mta-sts.{domain}");
    let texts = dns.texts(&name).await?;
    let own = |text: &&String| text.strip_prefix("v=STSv1").is_some_and(|rest| rest.trim_start().starts_with(';'));
    let own: Vec<&String> = texts.iter().filter(own).collect();
    let wrong = |text, remedy: String| Ok(Announced::Spoilt(finding(Verdict::Wrong, text, remedy)));
    match own.as_slice() {
        // Records of other kinds, such as a wildcard's of SPF, are passed over (RFC 8461 §3.1).
        [] if !texts.iter().any(|text| is_meant(text)) => Ok(Announced::No),
        [] => wrong(format!("the record at {name} does not begin with v=STSv1;"), "write v=STSv1; id=1".into()),
        [text] if is_id(Tags::read(text).get("id").unwrap_or_default()) => Ok(Announced::Yes),
        [_] => wrong(
            format!("the record at {name} has no id of 1 to 32 letters and digits"),
            "write v=STSv1; id=1, and another id whenever the policy changes".into(),
        ),
        all => wrong(
            format!("more than one MTA-STS record at {name} ({}), and senders then heed none", all.len()),
            "leave only one that begins with v=STSv1".into(),
        ),
    }
}

/// Whether a record means to be one of MTA-STS, however it is written.
fn is_meant(text: &str) -> bool {
    text.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("v=sts"))
}

fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Where a policy is served; `None` for what is no name of a host.
fn place(domain: &str) -> Option<Url> {
    Url::parse(&format!("https://mta-sts.{domain}/.well-known/mta-sts.txt")).ok()
}

/// Of a domain where people have mailboxes.
async fn mailboxes(dns: &dyn Dns, web: Option<&Web>, domain: &str) -> Vec<Finding> {
    let asked = async { Ok((dns.exchangers(domain).await?, announced(dns, domain).await?)) };
    let (hosts, announced) = match asked.await {
        Ok(known) => known,
        Err(unanswered) => return vec![Finding::unanswered(Topic::MtaSts, &unanswered)],
    };
    let hosts: Vec<String> = hosts.into_iter().filter(|host| host != ".").collect();
    if hosts.is_empty() {
        let text = format!("{domain} has no MX record: there is no mail to it that MTA-STS could protect");
        return vec![Finding::good(Topic::MtaSts, text)];
    }
    let Some(url) = place(domain) else { return Vec::new() };
    match (announced, web) {
        (Announced::Spoilt(finding), _) => vec![finding],
        (Announced::No, _) => vec![absent(dns, web, domain, &url).await],
        (Announced::Yes, None) => vec![unseen(domain)],
        (Announced::Yes, Some(web)) => served(dns, web, domain, &url, &hosts).await,
    }
}

fn unseen(domain: &str) -> Finding {
    let text = format!("{domain} announces MTA-STS; its policy was not looked at (--no-link-check)");
    finding(Verdict::Unknown, text, "start Siembra without --no-link-check where it may reach the internet")
}

/// Nothing is announced; perhaps a policy is served all the same.
async fn absent(dns: &dyn Dns, web: Option<&Web>, domain: &str, url: &Url) -> Finding {
    let file = match web {
        Some(web) => web.get(dns, url).await.ok(),
        None => None,
    };
    if file.is_some_and(|file| parse(&file.body).is_ok()) {
        let text = format!("an MTA-STS policy is served at {url}, and nobody asks for it: it is not announced");
        return finding(Verdict::Advice, text, format!("add this TXT record at _mta-sts.{domain}: v=STSv1; id=1"));
    }
    finding(
        Verdict::Advice,
        format!("mail to {domain} is not asked to come protected (MTA-STS)"),
        format!("serve a policy at {url}, and announce it at _mta-sts.{domain}"),
    )
}

/// A policy that is announced.
async fn served(dns: &dyn Dns, web: &Web, domain: &str, url: &Url, hosts: &[String]) -> Vec<Finding> {
    let file = match web.get(dns, url).await {
        Ok(file) => file,
        Err(missed) => return vec![missed.finding(Topic::MtaSts, url)],
    };
    let mut all = match parse(&file.body) {
        Err(why) => {
            let text = format!("the MTA-STS policy of {domain} cannot be read: {why}");
            let form =
                format!("serve four lines at {url}: version: STSv1, mode: testing, mx: {}, max_age: 1209600", hosts[0]);
            vec![finding(Verdict::Wrong, text, form)]
        }
        Ok(policy) => judge(&policy, domain, url, hosts),
    };
    if file.media != "text/plain" {
        let text = format!("{url} is served as \"{}\", and senders take only text/plain", file.media);
        all.push(finding(Verdict::Wrong, text, "have the server send Content-Type: text/plain"));
    }
    if all.is_empty() {
        let text = format!("mail to {domain} is asked to come protected (MTA-STS), to {}", hosts.join(", "));
        all.push(Finding::good(Topic::MtaSts, text));
    }
    all
}

fn judge(policy: &Policy, domain: &str, url: &Url, hosts: &[String]) -> Vec<Finding> {
    let mut all = Vec::new();
    let anew = format!("and change id at _mta-sts.{domain}");
    match policy.mode {
        Mode::None => {
            let text = format!("the MTA-STS policy of {domain} is switched off (mode: none)");
            return vec![finding(Verdict::Advice, text, format!("write mode: testing at {url}, {anew}"))];
        }
        Mode::Testing => all.push(finding(
            Verdict::Advice,
            format!("the MTA-STS policy of {domain} is only a test (mode: testing): mail comes unprotected too"),
            format!("when the TLS reports show no failures, write mode: enforce at {url}, {anew}"),
        )),
        Mode::Enforce => {}
    }
    for host in hosts.iter().filter(|host| !policy.names(host)) {
        let remedy = format!("add the line mx: {host} at {url}, {anew}");
        all.push(match policy.mode {
            Mode::Enforce => finding(
                Verdict::Wrong,
                format!("the MTA-STS policy of {domain} does not name its server {host}: who heeds it delivers no mail there"),
                remedy,
            ),
            _ => finding(
                Verdict::Advice,
                format!("the MTA-STS policy of {domain} does not name its server {host}"),
                remedy,
            ),
        });
    }
    let short = policy.mode == Mode::Enforce && policy.max_age < SHORT;
    if short || policy.max_age > LONGEST {
        let text = format!("the MTA-STS policy of {domain} holds for {} seconds (max_age)", policy.max_age);
        let remedy = format!("write max_age: 1209600, which is two weeks; at most {LONGEST}");
        all.push(finding(Verdict::Advice, text, remedy));
    }
    all
}

/// Of the domain that mail comes back to: a policy there keeps bounces away, unless another server takes them first.
async fn bounces(dns: &dyn Dns, web: Option<&Web>, domain: &str) -> Option<Finding> {
    match announced(dns, domain).await {
        Err(unanswered) => return Some(Finding::unanswered(Topic::MtaSts, &unanswered)),
        Ok(Announced::Yes) => {}
        Ok(_) => return None,
    }
    let Some(web) = web else { return Some(unseen(domain)) };
    let url = place(domain)?;
    let file = web.get(dns, &url).await.ok()?;
    let policy = parse(&file.body).ok().filter(|policy| policy.mode == Mode::Enforce)?;
    let text = format!(
        "{domain} asks for protected mail alone (MTA-STS), and Siembra's own receiver speaks no TLS: bounces stay away"
    );
    // Who has read the policy keeps to it without the record, until it has read another or the policy is over.
    let remedy = format!(
        "unless another mail server takes its mail, serve mode: none and max_age: {BRIEF} at {url}, change id at _mta-sts.{domain}, and take record and policy away only {} seconds later, when the old one (max_age) is forgotten",
        policy.max_age
    );
    Some(finding(Verdict::Advice, text, remedy))
}
