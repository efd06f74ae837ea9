//! Domains of senders, their keys, and what is reported about them.

use crate::support::open;
use model::{DAY, DEFAULT_WORKSPACE as W, Timestamp, UserId};
use store::StoreError;
use store::dmarc_reports::{self, Report, Row};
use store::sender_domains::{self as domains, Change, SenderDomain, SenderKey, State};

fn key(selector: &str) -> SenderKey {
    SenderKey {
        domain: "example.com".into(),
        selector: selector.into(),
        kind: "rsa".into(),
        public: "MIIB".into(),
        private: vec![1, 0, 255],
    }
}

#[tokio::test]
async fn a_domain_is_pending_until_it_is_found_and_fails_only_after_that() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let keys = [key("a"), key("b")];
        domains::add(&store, W, "example.com", Some("include:x.test"), &keys, Timestamp(1)).await.unwrap();
        let again = domains::add(&store, W, "example.com", None, &[], Timestamp(2)).await;
        assert!(matches!(again, Err(StoreError::Exists(_))), "{again:?}");
        assert_eq!(domains::keys(&store, W).await.unwrap(), keys);
        let state = || async { domains::list(&store, W).await.unwrap().remove(0) };
        assert!(!state().await.may_send());
        for (verified, at, expected) in [
            (Some(false), 2, (State::Pending, 1)),
            (None, 3, (State::Pending, 1)),
            (Some(true), 4, (State::Verified, 4)),
            (None, 5, (State::Verified, 4)),
            (Some(true), 6, (State::Verified, 4)),
            (Some(false), 7, (State::Failed, 7)),
            (Some(false), 8, (State::Failed, 7)),
        ] {
            domains::note_check(&store, W, &state().await, verified, "[]", Timestamp(at)).await.unwrap();
            let now = state().await;
            assert_eq!((now.state, now.state_at.0, now.checked_at), (expected.0, expected.1, Some(Timestamp(at))));
        }
        // A look at one that was taken away and added anew says nothing of the new one.
        let earlier = SenderDomain { created_at: Timestamp(0), ..state().await };
        domains::note_check(&store, W, &earlier, Some(true), "[]", Timestamp(9)).await.unwrap();
        assert_eq!((state().await.state, state().await.checked_at), (State::Failed, Some(Timestamp(8))));
        let allowed = Some((Timestamp(9), Some(UserId(1))));
        let change = Change { allowed: Some(allowed), ..Change::default() };
        domains::change(&store, W, "example.com", change).await.unwrap();
        assert!(state().await.may_send() && state().await.allowed == allowed);
        assert_eq!(state().await.spf.as_deref(), Some("include:x.test"), "what is not named stays");
        let change = Change { allowed: Some(None), spf: Some(None) };
        domains::change(&store, W, "example.com", change).await.unwrap();
        assert!(!state().await.may_send() && state().await.spf.is_none());
        domains::delete(&store, W, "example.com").await.unwrap();
        assert!(
            domains::list(&store, W).await.unwrap().is_empty() && domains::keys(&store, W).await.unwrap().is_empty()
        );
        assert!(matches!(domains::delete(&store, W, "example.com").await, Err(StoreError::Missing(_))));
    })
    .await;
}

#[tokio::test]
async fn a_report_counts_once_and_sums_by_source_and_alignment() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let row = |source: &str, mails, dkim| Row {
            source: source.into(),
            mails,
            dkim,
            spf: false,
            disposition: "none".into(),
        };
        let report = |name: &str, domain: &str| Report {
            domain: domain.into(),
            organisation: "google.com".into(),
            report: name.into(),
            from: Timestamp(0),
            to: Timestamp(DAY),
            rows: vec![row("192.0.2.1", 10, true), row("192.0.2.1", 2, false), row("2001:db8::1", 5, true)],
        };
        for (name, domain, kept) in
            [("1", "a.test", true), ("1", "a.test", false), ("2", "a.test", true), ("1", "b.test", true)]
        {
            let now = Timestamp(2 * DAY);
            assert_eq!(dmarc_reports::keep(&store, W, &report(name, domain), now).await.unwrap(), kept);
        }
        let sums = dmarc_reports::sums(&store, W, "a.test", Timestamp(0)).await.unwrap();
        let told: Vec<_> = sums.iter().map(|sum| (sum.source.as_str(), sum.dkim, sum.mails, sum.reports)).collect();
        assert_eq!(told, [("192.0.2.1", true, 20, 2), ("2001:db8::1", true, 10, 2), ("192.0.2.1", false, 4, 2)]);
        assert_eq!(dmarc_reports::count(&store, W, "a.test", Timestamp(0)).await.unwrap(), (2, Some(Timestamp(DAY))));
        assert!(dmarc_reports::sums(&store, W, "a.test", Timestamp(DAY + 1)).await.unwrap().is_empty());
        // Much later the old ones are gone.
        assert!(dmarc_reports::keep(&store, W, &report("3", "a.test"), Timestamp(500 * DAY)).await.unwrap());
        assert_eq!(dmarc_reports::count(&store, W, "a.test", Timestamp(0)).await.unwrap().0, 1);
    })
    .await;
}
