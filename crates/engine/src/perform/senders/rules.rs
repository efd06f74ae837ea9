//! What Gmail, Yahoo and Outlook ask of who sends much, as a list with how it stands.

use super::super::Performer;
use super::super::compose::settings;
use super::super::pace::sender_domain;
use super::SenderView;
use mail::domain::{Finding, Topic, Verdict};
use model::definition::Body;
use model::{DAY, DefinitionKind};
use std::collections::BTreeMap;
use store::StoreError;
use store::tallies::Lately;

/// Who asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    Gmail,
    Yahoo,
    Outlook,
}

const ALL: &[Provider] = &[Provider::Gmail, Provider::Yahoo, Provider::Outlook];

/// Over how long complaints are counted.
const WINDOW: i64 = 30 * DAY;
/// From so many mails a day on a sender counts as one who sends much.
const BULK: u64 = 5_000;
/// With fewer mails a rate says nothing.
const FEW: u64 = 100;

/// One thing that is asked for.
#[derive(Debug, Clone)]
pub struct Rule {
    pub key: &'static str,
    pub providers: &'static [Provider],
    pub verdict: Verdict,
    pub text: String,
    pub remedy: String,
}

impl Performer {
    /// The rules for senders of much mail, as they stand for a domain.
    pub async fn sender_rules(&self, view: &SenderView) -> Result<Vec<Rule>, StoreError> {
        let (engine, since) = (&self.0.engine, self.0.engine.now().plus(-WINDOW));
        let lately = store::tallies::lately(engine.store(), engine.workspace(), since).await?;
        let (https, lately) = {
            let image = engine.image();
            let settings = settings(&image);
            let https = settings.as_ref().is_some_and(|settings| self.public_url(settings).starts_with("https://"));
            let from_it = |email: &str| {
                let email = match image.definition(DefinitionKind::Email, email).map(|found| &found.body) {
                    Some(Body::Email(email)) => Some(email),
                    _ => None,
                };
                settings.as_ref().is_some_and(|settings| is_of(&sender_domain(email, settings), &view.domain.domain))
            };
            (https, Volume::of(&lately, from_it))
        };
        let mut all: Vec<Rule> = [
            ("dkim", Topic::Dkim),
            ("spf", Topic::Spf),
            ("dmarc", Topic::Dmarc),
            ("alignment", Topic::Alignment),
            ("names", Topic::Hosts),
        ]
        .into_iter()
        .map(|(key, topic)| of_findings(key, topic, &view.findings))
        .collect();
        all.push(protected(self.0.ways.captures(), self.0.ways.any_plain()));
        all.push(one_click(https));
        all.push(rule("leaving", ALL, Verdict::Good, "who unsubscribes gets no more marketing mail at once", ""));
        all.extend(complaints(&lately));
        all.push(rule(
            "format",
            ALL,
            Verdict::Good,
            "messages have one sender, a date and an identity of their own (RFC 5322)",
            "",
        ));
        all.push(volume(&lately));
        Ok(all)
    }
}

/// Whether mail from this domain stands for that one: its own, or below it.
fn is_of(domain: &str, above: &str) -> bool {
    domain == above || domain.strip_suffix(above).is_some_and(|below| below.ends_with('.'))
}

/// How much went out from a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Volume {
    sent: u64,
    complained: u64,
    /// On the day on which most were.
    busiest: u64,
}

impl Volume {
    fn of(lately: &[Lately], from_it: impl Fn(&str) -> bool) -> Volume {
        let (mut sent, mut complained, mut days) = (0, 0, BTreeMap::new());
        for one in lately.iter().filter(|one| from_it(&one.email)) {
            sent += one.sent;
            complained += one.complained;
            *days.entry(one.day).or_insert(0) += one.sent;
        }
        Volume { sent, complained, busiest: days.into_values().max().unwrap_or(0) }
    }
}

fn rule(
    key: &'static str,
    providers: &'static [Provider],
    verdict: Verdict,
    text: impl Into<String>,
    remedy: impl Into<String>,
) -> Rule {
    Rule { key, providers, verdict, text: text.into(), remedy: remedy.into() }
}

/// The worst finding of a topic. What is only advice breaks no rule.
fn of_findings(key: &'static str, topic: Topic, findings: &[Finding]) -> Rule {
    let badness = |finding: &&Finding| match finding.verdict {
        Verdict::Wrong => 3,
        Verdict::Unknown => 2,
        Verdict::Advice => 1,
        Verdict::Good => 0,
    };
    let Some(worst) = findings.iter().filter(|finding| finding.topic == topic).max_by_key(badness) else {
        return match topic {
            Topic::Hosts => rule(
                key,
                ALL,
                Verdict::Unknown,
                "the addresses that your mail leaves from are not named one by one, so their names are not checked",
                "where they are your own, see that each has a PTR record and that its name leads back",
            ),
            _ => rule(key, ALL, Verdict::Unknown, "not checked yet", "check the domain"),
        };
    };
    let verdict = if worst.verdict == Verdict::Advice { Verdict::Good } else { worst.verdict };
    rule(key, ALL, verdict, worst.text.clone(), worst.remedy.clone())
}

/// What we know of the way to the recipients' servers: ours up to the first server, and no further.
fn protected(captures: bool, plain: bool) -> Rule {
    match (captures, plain) {
        (true, _) => rule("tls", ALL, Verdict::Unknown, "mail stays in the built-in outbox", ""),
        (_, true) => rule(
            "tls",
            ALL,
            Verdict::Unknown,
            "the mail server on this machine decides how mail goes on from it",
            "have it use TLS: in Postfix smtp_tls_security_level = may, or dane",
        ),
        _ => rule("tls", ALL, Verdict::Good, "mail leaves this machine protected by TLS, or not at all", ""),
    }
}

fn one_click(https: bool) -> Rule {
    match https {
        true => rule("one_click", ALL, Verdict::Good, "every marketing mail can be left with one click (RFC 8058)", ""),
        false => rule(
            "one_click",
            ALL,
            Verdict::Wrong,
            "the link to leave with one click needs HTTPS, and your public address has none",
            "set a public address that begins with https://, and start Siembra with --https",
        ),
    }
}

fn complaints(lately: &Volume) -> Vec<Rule> {
    let (sent, complained) = (lately.sent, lately.complained);
    if sent < FEW {
        let text = format!("{sent} mails in 30 days are too few for a rate of complaints");
        return vec![rule("complaints", &[Provider::Gmail, Provider::Yahoo], Verdict::Unknown, text, "")];
    }
    let text = format!("{complained} of {sent} mails of the last 30 days were called spam");
    let told = told(text, lately);
    let gmail = rule(
        "complaints_gmail",
        &[Provider::Gmail],
        Verdict::Unknown,
        "Gmail tells how many of its users call your mail spam in its Postmaster Tools alone",
        "sign up there with the domain, and stay below 0.1 %",
    );
    // What others complain of, its users will too.
    if told.verdict == Verdict::Good { vec![told, gmail] } else { vec![told] }
}

/// What the other providers tell.
fn told(text: String, &Volume { sent, complained, .. }: &Volume) -> Rule {
    let everybody: &[Provider] = &[Provider::Gmail, Provider::Yahoo];
    match complained.saturating_mul(1_000) {
        n if n >= sent * 3 => rule(
            "complaints",
            everybody,
            Verdict::Wrong,
            text,
            "write only to who has asked for it; 0.3 % and more is refused",
        ),
        n if n >= sent => rule(
            "complaints",
            everybody,
            Verdict::Advice,
            text,
            "stay below 0.1 %: write less often, and to who has opened lately",
        ),
        _ => rule("complaints", &[Provider::Yahoo], Verdict::Good, text, ""),
    }
}

fn volume(lately: &Volume) -> Rule {
    let most = lately.busiest;
    let text = match most >= BULK {
        true => format!("{most} mails on the busiest of the last 30 days: all of these rules hold for you"),
        false => format!("{most} mails on the busiest of the last 30 days: from {BULK} on all of these rules hold"),
    };
    rule("volume", ALL, Verdict::Good, text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_answers_for_what_left_from_it_alone() {
        let one = |email: &str, day, sent, complained| Lately { email: email.into(), day, sent, complained };
        let lately = [one("news", 1, 4_000, 0), one("offers", 1, 2_000, 40), one("news", 2, 5_000, 3)];
        let of = |key: &str| Volume::of(&lately, |email| email == key);
        assert_eq!(of("news"), Volume { sent: 9_000, complained: 3, busiest: 5_000 });
        let verdicts =
            |volume| complaints(&volume).iter().map(|rule| (rule.verdict, rule.providers)).collect::<Vec<_>>();
        let yahoo: &[Provider] = &[Provider::Yahoo];
        let gmail: &[Provider] = &[Provider::Gmail];
        assert_eq!(verdicts(of("news")), [(Verdict::Good, yahoo), (Verdict::Unknown, gmail)]);
        assert_eq!(verdicts(of("offers"))[0].0, Verdict::Wrong);
        assert_eq!(verdicts(of("none"))[0].0, Verdict::Unknown);
        assert!(is_of("news.example.com", "example.com") && !is_of("badexample.com", "example.com"));
    }
}
