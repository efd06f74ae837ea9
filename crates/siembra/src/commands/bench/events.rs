//! What is sent, and the segments that listen: the same on every machine.

use model::DefinitionKind;
use serde_json::{Value as Json, json};
use store::definitions::Publication;

/// Events in a batch.
pub const BATCH: usize = 100;
/// The event, and the segment, of the contacts that are waited for.
pub const PROBE: &str = "probe";
const KINDS: [&str; 6] =
    ["page_viewed", "form_submitted", "content_consumed", "webinar_attended", "Plan compared", "Price asked"];

/// Fifty segments of the kinds that marketers build, each different.
pub fn segments() -> Vec<Publication> {
    let filter = |n: usize| {
        let (kind, days) = (snake(KINDS[n % KINDS.len()]), 7 + n);
        let did = json!({"did": {"kind": [kind], "count": {"at_least": 1 + n % 4}, "window": {"last_days": days}}});
        let job = json!({"field": {"of": "contact", "key": "job_title", "op": "contains", "values": [format!("{}", n % 10)]}});
        match n % 3 {
            0 => did,
            1 => json!({"all": [did, job]}),
            _ => {
                json!({"sequence": {"first": {"kind": [kind]}, "then": {"kind": ["page_viewed"]}, "within_days": 1 + n}})
            }
        }
    };
    let publication = |n: usize| Publication {
        kind: DefinitionKind::Segment,
        key: format!("bench-{n}"),
        body: json!({"label": format!("Bench {n}"), "filter": filter(n)}),
    };
    let probe = Publication {
        kind: DefinitionKind::Segment,
        key: PROBE.into(),
        body: json!({"label": "Probe", "filter": {"did": {"kind": [PROBE]}}}),
    };
    (0..50).map(publication).chain([probe]).collect()
}

fn snake(kind: &str) -> String {
    kind.to_lowercase().replace(' ', "_")
}

/// Everybody says who they are.
pub fn people(contacts: usize) -> Vec<String> {
    let person = |n: &usize| {
        let traits = json!({"email": format!("u{n}@example.com"), "title": format!("Engineer {}", n % 100)});
        json!({"type": "identify", "userId": format!("u{n}"), "messageId": format!("i{n}"), "traits": traits})
    };
    let all: Vec<usize> = (0..contacts).collect();
    let part = |part: &[usize]| json!({"batch": part.iter().map(person).collect::<Vec<_>>()});
    all.chunks(BATCH).map(|some| part(some).to_string()).collect()
}

pub fn event(id: String, user: usize, n: usize) -> Json {
    let kind = KINDS[n % KINDS.len()];
    json!({"type": "track", "event": kind, "userId": format!("u{user}"), "messageId": id,
           "properties": {"path": format!("/p/{}", n % 200), "plan": "team"}})
}

/// A fixed walk over the contacts that touches some often and most seldom.
pub fn user_of(n: usize, contacts: usize) -> usize {
    let spread = n.wrapping_mul(2_654_435_761) % contacts;
    if n.is_multiple_of(4) { spread % 100.min(contacts) } else { spread }
}

/// The batches of so many events; `name` tells their ids from other runs'.
pub fn batches(name: &str, events: usize, contacts: usize) -> Vec<String> {
    let one = |n| event(format!("{name}{n}"), user_of(n, contacts), n);
    let batch = |nth| json!({ "batch": (nth * BATCH..(nth + 1) * BATCH).map(one).collect::<Vec<Json>>() }).to_string();
    (0..events / BATCH).map(batch).collect()
}

pub fn singles(events: usize, contacts: usize) -> Vec<String> {
    (0..events).map(|n| event(format!("s{n}"), user_of(n, contacts), n).to_string()).collect()
}
