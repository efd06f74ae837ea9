//! Webhooks of the providers: payloads in the forms that they document, signed as they sign, and everything that somebody
//! else could try.

mod cases;
mod forged;
mod mailgun;
mod postmark;
mod sendgrid;
mod ses;
mod signed;
mod sparkpost;

use cases::Case;
use mail::WayKind;
use mail::hooks::Report;
use signed::{NOW, Signer};

/// Every payload of every provider.
fn all() -> Vec<(WayKind, Case)> {
    let of = |kind, cases: Vec<Case>| cases.into_iter().map(move |case| (kind, case));
    of(WayKind::Ses, ses::cases())
        .chain(of(WayKind::SendGrid, sendgrid::cases()))
        .chain(of(WayKind::Mailgun, mailgun::cases()))
        .chain(of(WayKind::Postmark, postmark::cases()))
        .chain(of(WayKind::SparkPost, sparkpost::cases()))
        .collect()
}

async fn read(signer: &Signer, kind: WayKind, case: &Case) -> Report {
    let (headers, body) = signer.request(kind, &case.payload);
    let read = signer.read(kind, &headers, &body, NOW).await;
    read.unwrap_or_else(|refused| panic!("{kind:?} {}: {refused}", case.name))
}

#[tokio::test]
async fn every_payload_means_what_the_provider_says() {
    let (signer, all) = (Signer::new(), all());
    assert!(all.len() >= 120, "{} payloads", all.len());
    for (kind, case) in &all {
        let report = read(&signer, *kind, case).await;
        let got: Vec<(String, String)> = report
            .events
            .iter()
            .map(|event| (event.returned.kind.as_str().to_string(), event.returned.category.as_str().to_string()))
            .collect();
        let wanted: Vec<(String, String)> =
            case.means.iter().map(|(kind, category)| (kind.to_string(), category.to_string())).collect();
        assert_eq!(got, wanted, "{kind:?} {}: {:?}", case.name, report.events);
        for event in &report.events {
            let ids = &event.returned.original.message_ids;
            assert!(ids.iter().any(|id| id.starts_with("<snd_00000001.00c0ffee@")), "{kind:?} {}: {ids:?}", case.name);
            let first = &event.returned.recipients[0];
            assert_eq!(first.address, "ana@example.test", "{kind:?} {}", case.name);
            assert!(event.at.is_some_and(|at| at.abs_diff(NOW) < 1_000_000), "{kind:?} {}: {:?}", case.name, event.at);
            assert!(!event.id.is_empty() && event.id.len() < 1_000 && !event.raw.is_empty());
        }
    }
}

#[tokio::test]
async fn an_event_that_is_told_again_has_the_same_id_and_another_has_another() {
    let (signer, mut seen) = (Signer::new(), std::collections::HashMap::new());
    for (kind, case) in all() {
        let (first, again) = (read(&signer, kind, &case).await, read(&signer, kind, &case).await);
        let ids = |report: &Report| report.events.iter().map(|event| event.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&first), ids(&again), "{kind:?} {}", case.name);
        for id in ids(&first) {
            if let Some(other) = seen.insert((kind, id.clone()), case.name.clone()) {
                panic!("{kind:?}: {} and {other} have the same id {id}", case.name);
            }
        }
    }
}
