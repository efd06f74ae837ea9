//! A sender's domain that is not verified: an error beforehand, and a wait that says so where it is passed over.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_is_not_verified_is_an_error_of_each_message_that_has_it() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let (who, admin) = (site.role(Role::Marketer).await, site.admin().await);
        let variants = json!([
            {"key": "a", "label": "A"},
            {"key": "b", "label": "B", "from_address": "news@new.example"},
        ]);
        let test = json!({
            "variants": variants, "by": "clicks", "after_hours": 4, "holdout": 0, "sample": 5, "unclear": "wait"
        });
        programs(&site, &who, test).await;
        let preflight = async |path: &str| site.post(&who, path, json!({})).await.expect(200).json();
        let unverified = |found: &Json| {
            let all = found["findings"].as_array().unwrap().iter();
            all.filter(|one| one["code"] == "sender.unverified").cloned().collect::<Vec<_>>()
        };
        assert!(unverified(&preflight("/programs/spring/preflight").await).is_empty(), "the outbox takes everything");

        // With a way out, nobody's domain is known but what a rule keeps here.
        let told = json!({"token": "secret", "endpoint": "http://127.0.0.1:9"});
        let way = json!({"key": "pm", "kind": "postmark", "label": "P", "settings": told});
        site.post(&admin, "/ways-out", way).await.expect(201);
        let found = unverified(&preflight("/programs/spring/preflight").await);
        assert_eq!(found.len(), 2, "one for each sender: {found:?}");
        assert_eq!(unverified(&preflight("/emails/prices/preflight").await).len(), 1);
        let keep = json!({"order": [], "rules": [{"sender_domain": "example.com", "ways": ["outbox"]}]});
        site.put(&admin, "/ways-out/routing", keep).await.expect(200);
        let found = unverified(&preflight("/programs/spring/preflight").await);
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (&one["variants"], &one["severity"], &one["area"], &one["overridable"], &one["contacts"]),
            (&json!(["b"]), &json!("error"), &json!("sender"), &json!(true), &json!(60))
        );
        assert!(one["message"].as_str().unwrap().contains("new.example is not set up"), "{one}");

        let run = async |despite: Json| site.post(&who, "/programs/spring/run", json!({"despite": despite})).await;
        let refused = run(json!(["variables.unknown"])).await.expect(422);
        assert_eq!(refused.fields(), ["preflight.sender.unverified"]);
        let started = run(json!(["variables.unknown", "sender.unverified"])).await.expect(201).json();
        while site.performer.run_once().await.unwrap() > 0 {}
        let page = site.get(&who, "/programs/spring").await.expect(200).json();
        let run = &page["runs"][0];
        assert_eq!(run["id"], started["id"]);
        let waits = &run["waiting"][0];
        assert_eq!((run["waiting"].as_array().unwrap().len(), &waits["what"]), (1, &json!("sender")), "{run}");
        let (sent, waiting) = (run["sends"]["sent"].as_u64().unwrap(), waits["count"].as_u64().unwrap());
        assert!(sent > 0 && waiting > 0 && sent + waiting == 60, "{run}");
        assert!(waits["reason"].as_str().unwrap().contains("new.example is not set up"), "{waits}");
        // Once it may send, preflight has nothing against it.
        site.post(&admin, "/sender-domains", json!({"domain": "new.example"})).await.expect(201);
        site.patch(&admin, "/sender-domains/new.example", json!({"allowed": true})).await.expect(200);
        assert!(unverified(&preflight("/programs/spring/preflight").await).is_empty());
    })
    .await;
}
