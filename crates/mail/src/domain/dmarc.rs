//! DMARC (RFC 9989): the policy that holds for a domain, where its reports go, and what counts as the sender's own.

use super::tags::Tags;
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, records, within};
use futures::future::join_all;

/// Names asked on the way up to the root.
const MOST_STEPS: usize = 8;

/// The policy that holds for a domain.
pub(super) struct Policy {
    /// Where its record is.
    pub at: String,
    /// Whether that is above the domain.
    inherited: bool,
    tags: Tags,
    /// Below this name everything belongs to one organisation.
    pub organisation: String,
    /// The organisation's own record and its name, where another one holds.
    above: Option<(String, Tags)>,
    /// More records than one at the domain.
    pub several: bool,
}

/// A name on the way up to the root did not answer.
pub(super) struct Silent {
    pub unanswered: Unanswered,
    /// Where what answered leaves no doubt of it.
    pub organisation: Option<String>,
}

pub(super) type Found = Result<Option<Policy>, Silent>;

impl Policy {
    /// `none`, `quarantine` or `reject`; as it stands when it is none of these.
    pub fn wish(&self) -> String {
        let own = if self.inherited { self.tags.get("sp").or(self.tags.get("p")) } else { self.tags.get("p") };
        wish(own)
    }

    /// The record that holds and the organisation's own: name, tags, and what it asks for.
    pub fn records(&self) -> impl Iterator<Item = (&str, &Tags, String)> {
        let above = self.above.iter().map(|(at, tags)| (at.as_str(), tags, wish(tags.get("p"))));
        std::iter::once((self.at.as_str(), &self.tags, self.wish())).chain(above)
    }
}

fn wish(tag: Option<&str>) -> String {
    tag.unwrap_or_default().to_ascii_lowercase()
}

/// The name below which everything belongs to one organisation, as far as it is known.
pub(super) fn organisation(found: &Found) -> Option<&str> {
    match found {
        Ok(policy) => policy.as_ref().map(|policy| policy.organisation.as_str()),
        Err(silent) => silent.organisation.as_deref(),
    }
}

/// Walks up from a domain to the root, as verifiers do; `None` where no record is met.
pub(super) async fn policy(dns: &dyn Dns, domain: &str) -> Found {
    let labels: Vec<&str> = domain.split('.').collect();
    let far = labels.len().saturating_sub(MOST_STEPS - 1).max(1);
    let names = std::iter::once(0).chain(far..labels.len()).map(|start| labels[start..].join("."));
    let ask = |name: String| async move { (dns.texts(&format!("_dmarc.{name}")).await, name) };
    let mut met: Vec<(String, Tags, usize)> = Vec::new();
    // Whether nothing above the last record may be another one.
    let (mut silent, mut sure) = (None, true);
    for (answer, name) in join_all(names.map(ask)).await {
        let texts = match answer {
            Ok(texts) => texts,
            Err(unanswered) => {
                (silent, sure) = (silent.or(Some(unanswered)), false);
                continue;
            }
        };
        let mut all: Vec<Tags> = texts.iter().map(|text| Tags::read(text)).filter(|tags| tags.is("DMARC1")).collect();
        let count = all.len();
        if let Some(tags) = all.pop() {
            let last = tags.get("psd") == Some("n");
            met.push((name, tags, count));
            sure = true;
            if last {
                break;
            }
        }
    }
    let above = |name: &str| labels[labels.len() - name.split('.').count() - 1..].join(".");
    let organisation = met.last().filter(|_| sure).map(|(name, tags, _)| match tags.get("psd") {
        Some("y") if name != domain => above(name),
        _ => name.clone(),
    });
    if let Some(unanswered) = silent {
        return Err(Silent { unanswered, organisation });
    }
    let Some(organisation) = organisation else { return Ok(None) };
    // The domain's own record, else that of its organisation, else of the registry above.
    let place = met.iter().position(|(name, ..)| name == domain);
    let place = place.or_else(|| met.iter().position(|(name, ..)| *name == organisation)).unwrap_or(met.len() - 1);
    let (at, tags, count) = met.swap_remove(place);
    let above = met.into_iter().find(|(name, ..)| *name == organisation).map(|(name, tags, _)| (name, tags));
    Ok(Some(Policy { inherited: at != domain, at, tags, organisation, above, several: count > 1 }))
}

pub(super) async fn check(dns: &dyn Dns, sending: &Sending, policy: &Found) -> Vec<Finding> {
    let domain = &sending.domain;
    let finding = |verdict, text: String, remedy: String| Finding::new(Topic::Dmarc, verdict, text, remedy);
    let policy = match policy {
        Err(silent) => return vec![Finding::unanswered(Topic::Dmarc, &silent.unanswered)],
        Ok(Some(policy)) => policy,
        Ok(None) => {
            let text = format!("{domain} has no DMARC record; Gmail, Yahoo and Outlook refuse bulk mail without one");
            let add = format!("add this TXT record at _dmarc.{domain}: {}", records::policy(sending));
            return vec![finding(Verdict::Wrong, text, add)];
        }
    };
    let at = format!("_dmarc.{}", policy.at);
    if policy.several {
        let text = format!("more than one DMARC record at {at}, and verifiers then heed none");
        return vec![finding(Verdict::Wrong, text, "leave only one that begins with v=DMARC1".into())];
    }
    let mut all = Vec::new();
    match policy.wish().as_str() {
        "quarantine" | "reject" => {
            all.push(Finding::good(Topic::Dmarc, format!("DMARC asks for {} of what fails ({at})", policy.wish())));
        }
        "none" => all.push(finding(
            Verdict::Advice,
            format!("DMARC only watches (p=none at {at}): others can still send in your name"),
            "when the reports show that your own mail passes, set p=quarantine, and after some weeks p=reject".into(),
        )),
        other => {
            let text = format!("the DMARC record at {at} has the policy \"{other}\", which is none");
            all.push(finding(Verdict::Wrong, text, "write p=none, p=quarantine or p=reject".into()));
        }
    }
    if policy.tags.get("pct").is_some_and(|part| part != "100") {
        let text = format!("the DMARC record at {at} has pct, which verifiers do not heed any more");
        all.push(finding(
            Verdict::Advice,
            text,
            "take out pct; t=y asks verifiers to go one step below the policy".into(),
        ));
    }
    all.push(reports(dns, policy).await);
    all
}

/// Whether reports are asked for, and whether who gets them has agreed.
async fn reports(dns: &dyn Dns, policy: &Policy) -> Finding {
    let finding = |verdict, text: String, remedy: String| Finding::new(Topic::Dmarc, verdict, text, remedy);
    let asked = policy.tags.get("rua").unwrap_or_default();
    let targets = asked.split(',').filter_map(|uri| uri.trim().strip_prefix("mailto:"));
    let targets: Vec<&str> = targets.map(|address| address.split('!').next().unwrap_or(address)).collect();
    if targets.is_empty() {
        let text = format!("no DMARC reports are asked for at _dmarc.{}", policy.at);
        return finding(Verdict::Advice, text, "add rua=mailto: with an address that takes them".into());
    }
    for host in targets.iter().filter_map(|address| address.rsplit_once('@')).map(|(_, host)| host.to_ascii_lowercase())
    {
        if within(&host, &policy.organisation) {
            continue;
        }
        let name = format!("{}._report._dmarc.{host}", policy.at);
        match dns.texts(&name).await {
            Err(unanswered) => return Finding::unanswered(Topic::Dmarc, &unanswered),
            Ok(texts) if texts.iter().any(|text| Tags::read(text).is("DMARC1")) => {}
            Ok(_) => {
                let text = format!("{host} has not agreed to take the DMARC reports of {}", policy.at);
                return finding(Verdict::Advice, text, format!("add this TXT record at {name}: v=DMARC1"));
            }
        }
    }
    Finding::good(Topic::Dmarc, format!("DMARC reports go to {}", targets.join(", ")))
}

/// A pass counts for DMARC when it belongs to the sender's domain. Our signature always does; SPF where the address for
/// bounces does.
pub(super) async fn alignment(dns: &dyn Dns, sending: &Sending, own: &Found) -> Finding {
    let (domain, envelope) = (&sending.domain, sending.envelope());
    let aligned = |text: String| Finding::good(Topic::Alignment, text);
    let own = match own {
        Err(silent) => return Finding::unanswered(Topic::Alignment, &silent.unanswered),
        Ok(own) => own,
    };
    if envelope == domain {
        return aligned(format!("DKIM and SPF both belong to {domain}: either of them passes DMARC"));
    }
    let other = match policy(dns, envelope).await {
        Err(silent) => return Finding::unanswered(Topic::Alignment, &silent.unanswered),
        Ok(other) => other,
    };
    let organisation = |policy: &Option<Policy>| policy.as_ref().map(|policy| policy.organisation.clone());
    let strict = own.as_ref().is_some_and(|policy| policy.tags.get("aspf") == Some("s"));
    let same = match (organisation(own), organisation(&other)) {
        (Some(one), Some(other)) => one == other,
        _ => within(envelope, domain) || within(domain, envelope),
    };
    if same && !strict {
        return aligned(format!("SPF of {envelope} belongs to {domain}, as DKIM does: either of them passes DMARC"));
    }
    Finding::new(
        Topic::Alignment,
        Verdict::Advice,
        format!("SPF may pass for {envelope} and yet does not belong to {domain}: DMARC rests on DKIM alone"),
        format!("use a bounce domain below {domain}, and aspf=r"),
    )
}
