//! Whether the keys are published, and are ours.

use super::tags::Tags;
use super::{Dns, Finding, Published, Sending, Topic, Verdict};
use crate::dkim::{Kind, record};
use futures::future::join_all;

pub(super) async fn check(dns: &dyn Dns, sending: &Sending) -> Vec<(Kind, Finding)> {
    join_all(sending.keys.iter().map(|key| async move { (key.kind, of(dns, &sending.domain, key).await) })).await
}

async fn of(dns: &dyn Dns, domain: &str, key: &Published) -> Finding {
    let name = format!("{}._domainkey.{domain}", key.selector);
    let texts = match dns.texts(&name).await {
        Ok(texts) => texts,
        Err(unanswered) => return Finding::unanswered(Topic::Dkim, &unanswered),
    };
    // Without the key that everybody reads nothing is signed for; the other is a bonus.
    let missing = if key.kind == Kind::Rsa { Verdict::Wrong } else { Verdict::Advice };
    let say = |verdict, text: String, remedy: String| Finding::new(Topic::Dkim, verdict, text, remedy);
    let kind = key.kind.as_str();
    let [text] = texts.as_slice() else {
        return match texts.len() {
            0 => say(
                missing,
                format!("the {kind} key is not published: there is no TXT record at {name}"),
                format!("add the TXT record {name}; new records may take an hour to be seen"),
            ),
            n => say(
                missing,
                format!("{n} TXT records at {name}, where readers expect one"),
                format!("leave only the one that begins with v=DKIM1; k={kind}"),
            ),
        };
    };
    let tags = Tags::read(text);
    let found: String = tags.get("p").unwrap_or_default().split_whitespace().collect();
    if found == key.public && tags.get("k").unwrap_or("rsa") == kind {
        if tags.get("t").is_some_and(|flags| flags.split(':').any(|flag| flag.trim() == "y")) {
            let text = format!("the record at {name} says that it is only a test (t=y)");
            return say(Verdict::Advice, text, "take out t=y".into());
        }
        return Finding::good(Topic::Dkim, format!("the {kind} key is published at {name}"));
    }
    let remedy = format!("replace its text by: {}", record(key.kind, &key.public));
    match found.as_str() {
        "" if tags.get("p").is_some() => say(missing, format!("the key at {name} is revoked (p= is empty)"), remedy),
        _ if key.public.starts_with(&found) && !found.is_empty() => {
            say(missing, format!("the key at {name} is cut off after {} characters", found.len()), remedy)
        }
        _ => say(missing, format!("the record at {name} holds another key"), remedy),
    }
}
