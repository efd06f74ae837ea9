//! SPF (RFC 7208): one record, not too long a way, and our mail allowed by it.

use super::ranges::Range;
use super::syntax::is_readable;
use super::{Dns, Finding, Sending, Topic, Unanswered, Verdict, records};

/// Questions that a verifier asks of DNS before it gives up.
const MOST_LOOKUPS: usize = 10;

/// What a walk through a record and those that it includes has met.
#[derive(Default)]
struct Walk {
    lookups: usize,
    terms: Vec<String>,
    /// A record that is included and not there.
    hole: Option<String>,
    /// Whose record no verifier can read.
    unreadable: Option<String>,
}

pub(super) async fn check(dns: &dyn Dns, sending: &Sending) -> Vec<Finding> {
    let domain = sending.envelope();
    let own = match own(dns, domain).await {
        Ok(own) => own,
        Err(unanswered) => return vec![Finding::unanswered(Topic::Spf, &unanswered)],
    };
    let wrong = |text: String, remedy: String| vec![Finding::new(Topic::Spf, Verdict::Wrong, text, remedy)];
    let record = match own.as_slice() {
        [] => {
            let add = format!("add this TXT record at {domain}: {}", records::spf(sending));
            return wrong(format!("{domain} has no SPF record"), add);
        }
        [record] => record,
        all => {
            let text = format!("{domain} has {} SPF records, and verifiers then heed none", all.len());
            return wrong(text, "join them into one that begins with v=spf1".into());
        }
    };
    let mut walk = Walk::default();
    if let Err(unanswered) = walk.along(dns, domain, record).await {
        return vec![Finding::unanswered(Topic::Spf, &unanswered)];
    }
    judge(sending, domain, record, &walk)
}

fn judge(sending: &Sending, domain: &str, record: &str, walk: &Walk) -> Vec<Finding> {
    let finding = |verdict, text: String, remedy: String| Finding::new(Topic::Spf, verdict, text, remedy);
    let mut all = Vec::new();
    if let Some(name) = &walk.unreadable {
        let text = format!("the SPF record of {name} cannot be read, and verifiers then heed none");
        all.push(finding(Verdict::Wrong, text, "mend what is misspelt or unfinished in it".into()));
    }
    if let Some(hole) = &walk.hole {
        let text = format!("the SPF record of {domain} includes {hole}, which has none");
        all.push(finding(Verdict::Wrong, text, format!("take out include:{hole}")));
    }
    if walk.lookups > MOST_LOOKUPS {
        let text = format!("the SPF record of {domain} takes {} lookups; the most is {MOST_LOOKUPS}", walk.lookups);
        all.push(finding(Verdict::Wrong, text, "take out includes that nothing is sent through any more".into()));
    }
    let terms: Vec<String> = record.split_whitespace().map(str::to_ascii_lowercase).collect();
    if terms.iter().any(|term| term == "+all" || term == "all") {
        let text = format!("the SPF record of {domain} allows everybody (+all)");
        all.push(finding(Verdict::Wrong, text, "end it with ~all".into()));
    } else if !terms.iter().any(|term| term.ends_with("all") || term.starts_with("redirect=")) {
        let text = format!("the SPF record of {domain} does not say what others are (~all)");
        all.push(finding(Verdict::Advice, text, "end it with ~all".into()));
    }
    match &sending.spf {
        None => all.push(finding(
            Verdict::Unknown,
            format!("{domain} has an SPF record; whether it allows your mail server cannot be told"),
            "enter what your mail provider asks for, such as include:spf.example.net".into(),
        )),
        Some(ours) if ours.split_whitespace().all(|one| walk.terms.iter().any(|term| allows(term, one))) => {
            let text =
                format!("the SPF record of {domain} allows {ours}, with {} of {MOST_LOOKUPS} lookups", walk.lookups);
            all.push(Finding::good(Topic::Spf, text));
        }
        Some(ours) => {
            let text = format!("the SPF record of {domain} does not allow your mail server");
            all.push(finding(Verdict::Wrong, text, format!("put {ours} into it, before its last part")));
        }
    }
    all
}

/// SPF records at a name.
pub(super) async fn own(dns: &dyn Dns, domain: &str) -> Result<Vec<String>, Unanswered> {
    let texts = dns.texts(domain).await?;
    let version = |text: &String| {
        let text = text.to_ascii_lowercase();
        text == "v=spf1" || text.starts_with("v=spf1 ")
    };
    Ok(texts.into_iter().filter(version).collect())
}

impl Walk {
    /// Goes through a record and what it includes, as far as a verifier would and one step more.
    async fn along(&mut self, dns: &dyn Dns, domain: &str, record: &str) -> Result<(), Unanswered> {
        let mut waiting = vec![(domain.to_string(), record.to_string())];
        while let Some((name, record)) = waiting.pop() {
            if !is_readable(&record) {
                self.unreadable.get_or_insert(name);
            }
            for term in record.split_whitespace().skip(1).map(str::to_ascii_lowercase) {
                let plain = term.trim_start_matches(['+', '-', '~', '?']).to_string();
                let name = plain.split([':', '=', '/']).next().unwrap_or_default().to_string();
                let target = plain.split_once([':', '=']).map(|(_, target)| target.to_string());
                self.lookups +=
                    usize::from(matches!(name.as_str(), "include" | "a" | "mx" | "ptr" | "exists" | "redirect"));
                if !term.starts_with(['-', '~', '?']) {
                    self.terms.push(plain);
                }
                let followed = matches!(name.as_str(), "include" | "redirect") && self.lookups <= MOST_LOOKUPS;
                // Macros are for the verifier of a message.
                if let Some(target) = target.filter(|target| followed && !target.contains('%')) {
                    let mut all = own(dns, &target).await?;
                    match (all.pop(), all.is_empty()) {
                        (Some(record), true) => waiting.push((target, record)),
                        (Some(_), false) => self.unreadable = Some(target),
                        (None, _) => self.hole = Some(target),
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether a term of a record allows what is asked for: word for word, or as part of a range of addresses.
fn allows(term: &str, ours: &str) -> bool {
    let ours = ours.to_ascii_lowercase();
    term == ours || matches!((Range::of_term(term), Range::of_term(&ours)), (Some(all), Some(one)) if all.holds(&one))
}
