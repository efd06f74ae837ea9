//! What mail arrives without: protection of what comes back (MTA-STS), and the logo beside a message (BIMI).

use super::dmarc::Policy;
use super::tags::Tags;
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict};

pub(super) async fn mta_sts(dns: &dyn Dns, sending: &Sending) -> Finding {
    let domain = sending.envelope();
    let host = format!("mta-sts.{domain}");
    let (texts, addresses) = match (dns.texts(&format!("_mta-sts.{domain}")).await, dns.addresses(&host).await) {
        (Ok(texts), Ok(addresses)) => (texts, addresses),
        (Err(unanswered), _) | (_, Err(unanswered)) => return Finding::unanswered(Topic::MtaSts, &unanswered),
    };
    let finding = |verdict, text: String, remedy: String| Finding::new(Topic::MtaSts, verdict, text, remedy);
    let announced = texts.iter().map(|text| Tags::read(text)).any(|tags| tags.is("STSv1") && tags.get("id").is_some());
    match (announced, addresses.is_empty()) {
        (true, false) => Finding::good(Topic::MtaSts, format!("mail to {domain} is asked to come protected (MTA-STS)")),
        (true, true) => {
            let text = format!("{domain} announces MTA-STS, and {host} has no address");
            finding(Verdict::Wrong, text, format!("serve the policy at https://{host}/.well-known/mta-sts.txt"))
        }
        (false, _) => finding(
            Verdict::Advice,
            format!("mail to {domain} is not asked to come protected (MTA-STS)"),
            format!("serve a policy at https://{host}/.well-known/mta-sts.txt, and announce it at _mta-sts.{domain}"),
        ),
    }
}

pub(super) async fn bimi(dns: &dyn Dns, sending: &Sending, policy: &Result<Option<Policy>, Unanswered>) -> Finding {
    let (domain, name) = (&sending.domain, format!("default._bimi.{}", sending.domain));
    let finding = |verdict, text: String, remedy: String| Finding::new(Topic::Bimi, verdict, text, remedy);
    let texts = match dns.texts(&name).await {
        Ok(texts) => texts,
        Err(unanswered) => return Finding::unanswered(Topic::Bimi, &unanswered),
    };
    let Some(tags) = texts.iter().map(|text| Tags::read(text)).find(|tags| tags.is("BIMI1")) else {
        let text = format!("{domain} shows no logo beside its mail (BIMI)");
        let remedy =
            "once DMARC asks for quarantine or reject, publish a logo as SVG with a certificate of it".to_string();
        return finding(Verdict::Advice, text, remedy);
    };
    if !tags.get("l").is_some_and(|logo| logo.starts_with("https://") && logo.ends_with(".svg")) {
        let text = format!("the logo at {name} is not an SVG file by HTTPS");
        return finding(Verdict::Wrong, text, "write l=https:// with the address of an SVG file".into());
    }
    let heeded = matches!(policy, Ok(Some(policy)) if matches!(policy.wish().as_str(), "quarantine" | "reject"));
    if !heeded {
        let text = format!("the logo of {domain} is not shown while DMARC only watches");
        return finding(Verdict::Wrong, text, "set p=quarantine or p=reject at DMARC".into());
    }
    if tags.get("a").is_none_or(str::is_empty) {
        let text = format!("the logo of {domain} has no certificate; Gmail and Apple show none without");
        return finding(
            Verdict::Advice,
            text,
            "add a= with the address of a Verified or Common Mark Certificate".into(),
        );
    }
    Finding::good(Topic::Bimi, format!("mail of {domain} is shown with its logo"))
}
