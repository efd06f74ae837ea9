//! The logo beside a message (BIMI, draft-brand-indicators-for-message-identification): its record, what DMARC has to ask
//! for before it is shown, and the picture.

use super::dmarc::Policy;
use super::tags::Tags;
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, Web, svg};
use url::Url;

fn finding(verdict: Verdict, text: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding::new(Topic::Bimi, verdict, text, remedy)
}

pub(super) async fn check(
    dns: &dyn Dns,
    web: Option<&Web>,
    sending: &Sending,
    policy: &Result<Option<Policy>, Unanswered>,
) -> Vec<Finding> {
    let domain = &sending.domain;
    let policy = policy.as_ref().ok().and_then(Option::as_ref);
    let (name, tags) = match record(dns, domain, policy).await {
        Err(unanswered) => return vec![Finding::unanswered(Topic::Bimi, &unanswered)],
        Ok(Some(found)) => found,
        Ok(None) => {
            let text = format!("{domain} shows no logo beside its mail (BIMI)");
            let remedy = "once DMARC asks for quarantine or reject, publish a logo as SVG with a certificate of it";
            return vec![finding(Verdict::Advice, text, remedy)];
        }
    };
    let logo = tags.get("l").unwrap_or_default();
    if logo.is_empty() && tags.get("a").is_none_or(str::is_empty) {
        let text = format!("the record at {name} says that {domain} wants no logo beside its mail (l= is empty)");
        return vec![Finding::good(Topic::Bimi, text)];
    }
    let mut all = vec![];
    all.extend(unheeded(domain, policy));
    all.extend(evidence(domain, &name, tags.get("a").unwrap_or_default()));
    match Url::parse(logo).ok().filter(|url| url.scheme() == "https") {
        Some(url) => all.extend(picture(dns, web, &url).await),
        None => {
            let text = format!("the logo at {name} is not an SVG file by HTTPS");
            all.push(finding(Verdict::Wrong, text, "write l=https:// with the address of an SVG file"));
        }
    }
    if all.is_empty() {
        all.push(Finding::good(Topic::Bimi, format!("mail of {domain} is shown with its logo")));
    }
    all
}

/// The record of a domain, else of its organisation, with its name.
async fn record(dns: &dyn Dns, domain: &str, policy: Option<&Policy>) -> Result<Option<(String, Tags)>, Unanswered> {
    let above = policy.map(|policy| policy.organisation.as_str()).filter(|above| above != &domain);
    for domain in std::iter::once(domain).chain(above) {
        let name = format!("default._bimi.{domain}");
        let texts = dns.texts(&name).await?;
        if let Some(tags) = texts.iter().map(|text| Tags::read(text)).find(|tags| tags.is("BIMI1")) {
            return Ok(Some((name, tags)));
        }
    }
    Ok(None)
}

/// Whether the policy keeps the logo away. What DNS did not say of it is said under DMARC.
fn unheeded(domain: &str, policy: Option<&Policy>) -> Option<Finding> {
    let wish = policy.map(Policy::wish).unwrap_or_default();
    if !matches!(wish.as_str(), "quarantine" | "reject") {
        let text = format!("the logo of {domain} is not shown while DMARC only watches");
        return Some(finding(Verdict::Wrong, text, "set p=quarantine or p=reject at DMARC"));
    }
    if policy.is_some_and(Policy::is_partial) {
        let text = format!("the logo of {domain} is not shown while DMARC holds for a part of the mail (pct, t=y)");
        return Some(finding(Verdict::Wrong, text, "take out pct and t=y at DMARC"));
    }
    policy.is_some_and(Policy::spares_below).then(|| {
        let text = format!("the logo of {domain} is not shown while DMARC spares the names below it (sp=none)");
        finding(Verdict::Wrong, text, "set sp=quarantine or sp=reject at DMARC, or take it out")
    })
}

/// Whether somebody vouches for the logo.
fn evidence(domain: &str, name: &str, at: &str) -> Option<Finding> {
    if at.is_empty() {
        let text = format!("the logo of {domain} has no certificate; Gmail and Apple show none without");
        return Some(finding(
            Verdict::Advice,
            text,
            "add a= with the address of a Verified or Common Mark Certificate",
        ));
    }
    (!at.to_ascii_lowercase().starts_with("https://")).then(|| {
        let text = format!("the certificate of the logo at {name} is not at an address by HTTPS");
        finding(Verdict::Wrong, text, "write a=https:// with the address of the certificate")
    })
}

/// What is wrong with the picture.
async fn picture(dns: &dyn Dns, web: Option<&Web>, url: &Url) -> Vec<Finding> {
    let Some(web) = web else {
        let text = format!("the logo {url} was not looked at (--no-link-check)");
        let remedy = "start Siembra without --no-link-check where it may reach the internet";
        return vec![finding(Verdict::Unknown, text, remedy)];
    };
    match web.get(dns, url).await {
        Err(missed) => vec![missed.finding(Topic::Bimi, url)],
        Ok(file) => svg::flaws(&file.body).into_iter().map(|flaw| said(&flaw, url)).collect(),
    }
}

fn said(flaw: &svg::Flaw, url: &Url) -> Finding {
    // What is only recommended keeps no logo away everywhere.
    let verdict = if flaw.is_advice() { Verdict::Advice } else { Verdict::Wrong };
    finding(verdict, format!("the logo {url} is not as SVG Tiny PS asks: {flaw}"), flaw.remedy())
}
