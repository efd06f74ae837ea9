//! The logo beside a message (BIMI, draft-brand-indicators-for-message-identification): its record, what DMARC has to ask
//! for before it is shown, and the picture.

use super::dmarc::{self, Found, Policy};
use super::tags::Tags;
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, Web, svg};
use url::Url;

fn finding(verdict: Verdict, text: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding::new(Topic::Bimi, verdict, text, remedy)
}

pub(super) async fn check(dns: &dyn Dns, web: Option<&Web>, sending: &Sending, policy: &Found) -> Vec<Finding> {
    let domain = &sending.domain;
    let organisation = dmarc::organisation(policy);
    let (name, mut all) = match records(dns, domain, organisation).await {
        Err(unanswered) => return vec![Finding::unanswered(Topic::Bimi, &unanswered)],
        Ok(found) => found,
    };
    if all.len() > 1 {
        let text = format!("more than one BIMI record at {name} ({}), and then none counts", all.len());
        return vec![finding(Verdict::Wrong, text, "leave only one that begins with v=BIMI1")];
    }
    let Some(tags) = all.pop() else {
        return vec![match policy {
            // The organisation may have one.
            Err(silent) if organisation.is_none() => Finding::unanswered(Topic::Bimi, &silent.unanswered),
            _ => finding(
                Verdict::Advice,
                format!("{domain} shows no logo beside its mail (BIMI)"),
                "once DMARC asks for quarantine or reject, publish a logo as SVG with a certificate of it",
            ),
        }];
    };
    let logo = tags.get("l").unwrap_or_default();
    if logo.is_empty() && tags.get("a").is_none_or(str::is_empty) {
        let text = format!("the record at {name} says that {domain} wants no logo beside its mail (l= is empty)");
        return vec![Finding::good(Topic::Bimi, text)];
    }
    let mut all = vec![];
    match policy {
        Err(silent) => all.push(Finding::unanswered(Topic::Bimi, &silent.unanswered)),
        Ok(policy) => all.extend(unheeded(domain, policy.as_ref())),
    }
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

/// The records of a domain, else of its organisation, and their name; records of other kinds are passed over.
async fn records(dns: &dyn Dns, domain: &str, organisation: Option<&str>) -> Result<(String, Vec<Tags>), Unanswered> {
    let at = |domain: &str| format!("default._bimi.{domain}");
    for domain in std::iter::once(domain).chain(organisation.filter(|above| *above != domain)) {
        let texts = dns.texts(&at(domain)).await?;
        let all: Vec<Tags> = texts.iter().map(|text| Tags::read(text)).filter(|tags| tags.is("BIMI1")).collect();
        if !all.is_empty() {
            return Ok((at(domain), all));
        }
    }
    Ok((at(domain), Vec::new()))
}

/// Whether DMARC keeps the logo away (section 7.1 of the draft): the policy of the domain and that of its organisation both
/// count.
fn unheeded(domain: &str, policy: Option<&Policy>) -> Option<Finding> {
    let wrong = |why: String, remedy: &str| {
        let text = format!("the logo of {domain} is not shown {why}");
        Some(finding(Verdict::Wrong, text, remedy))
    };
    let Some(policy) = policy else {
        return wrong("without a DMARC record".into(), "set p=quarantine or p=reject at DMARC");
    };
    if policy.several {
        let why = format!("while there is more than one DMARC record at _dmarc.{}", policy.at);
        return wrong(why, "leave only one that begins with v=DMARC1");
    }
    policy.records().find_map(|(at, tags, wish)| {
        let tag = |name: &str| tags.get(name).unwrap_or_default().to_ascii_lowercase();
        let strong = |wish: &str| matches!(wish, "quarantine" | "reject");
        let (p, sp) = (tag("p"), tag("sp"));
        // Of what is to be rejected, the part that is spared is quarantined: by `pct` in old verifiers, by `t=y` in new ones.
        let partial = tags.get("pct").is_some_and(|part| part != "100") || tag("t") == "y";
        match () {
            () if strong(&p) && sp == "none" => wrong(
                format!("while DMARC spares the names below it (sp=none at _dmarc.{at})"),
                "set sp=quarantine or sp=reject at DMARC, or take it out",
            ),
            () if !strong(&p) || !strong(&wish) => {
                wrong(format!("while DMARC only watches (_dmarc.{at})"), "set p=quarantine or p=reject at DMARC")
            }
            () if partial && (p == "quarantine" || wish == "quarantine") => wrong(
                format!("while DMARC holds for a part of the mail (pct or t=y at _dmarc.{at})"),
                "take out pct and t=y at DMARC",
            ),
            () => None,
        }
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
