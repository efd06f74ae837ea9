//! `/ways-out` and `/hooks`: kept by who may, secrets shown to nobody, reports taken from who proves that they are theirs.

use crate::support::*;
use axum::body::Body;
use axum::http::{Method, Request, header};
use data_encoding::BASE64;
use model::Role;
use serde_json::{Value, json};

fn postmark() -> Value {
    json!({
        "key": "pm", "kind": "postmark", "label": "Postmark",
        "settings": { "token": "pm-secret-1", "stream": "broadcast", "hook_user": "hook", "hook_password": "pass-secret-2" },
    })
}

#[tokio::test]
async fn where_all_is_well_nothing_holds_mail_back() {
    let site = Site::open().await;
    let marketer = site.role(Role::Marketer).await;
    let flow = site.get(&marketer, "/lanes").await.expect(200).json();
    assert_eq!(flow, json!({ "lanes": [], "more": 0, "ways": [], "rest": null }));
    site.get(&site.role(Role::Sales).await, "/lanes").await.expect(403);
}

#[tokio::test]
async fn a_way_is_added_changed_and_taken_away_and_its_secrets_stay_inside() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let admin = site.admin().await;
        let first = site.get(&admin, "/ways-out").await.expect(200).json();
        assert_eq!((&first["items"][0]["key"], &first["items"][0]["fixed"]), (&"outbox".into(), &true.into()));
        assert_eq!(first["kinds"].as_array().unwrap().len(), 6);
        let made = site.post(&admin, "/ways-out", postmark()).await.expect(201);
        let listed = site.get(&admin, "/ways-out").await.expect(200);
        for answer in [&made, &listed] {
            assert!(!answer.text().contains("secret-"), "{}", answer.text());
        }
        let way = &listed.json()["items"][0];
        assert_eq!(
            (&way["key"], &way["state"], &way["hook"]),
            (&"pm".into(), &"ready".into(), &"/hooks/postmark/pm".into())
        );
        assert_eq!(way["secrets"], json!(["token", "hook_password"]));
        assert_eq!(way["settings"], json!({ "hook_user": "hook", "stream": "broadcast" }));
        let keys = listed.json()["items"].as_array().unwrap().iter().map(|way| way["key"].clone()).collect::<Vec<_>>();
        assert_eq!(keys, ["pm", "outbox"], "the outbox is for rules, and for instances without a way");
        site.post(&admin, "/ways-out", postmark()).await.expect(409);

        // Secrets stay where they are not sent, and go where they are sent empty.
        let change = json!({ "label": "Post", "settings": { "hook_user": "hook" }, "per_day": 100, "enabled": false });
        let changed = site.put(&admin, "/ways-out/pm", change).await.expect(200).json();
        let way = &changed["items"][0];
        assert_eq!((&way["label"], &way["per_day"], &way["state"]), (&"Post".into(), &100.into(), &"off".into()));
        assert_eq!(
            (&way["secrets"], &way["settings"]),
            (&json!(["token", "hook_password"]), &json!({ "hook_user": "hook" }))
        );
        let without = json!({ "label": "Post", "settings": { "hook_password": "" } });
        let changed = site.put(&admin, "/ways-out/pm", without).await.expect(200).json();
        assert_eq!(changed["items"][0]["secrets"], json!(["token"]));
        let bare = json!({ "label": "Post", "settings": { "token": "" } });
        assert_eq!(site.put(&admin, "/ways-out/pm", bare).await.expect(422).fields(), ["settings.token"]);
        site.put(&admin, "/ways-out/other", json!({ "label": "x" })).await.expect(404);

        let audit = site.get(&admin, "/audit").await.expect(200).text();
        assert!(
            audit.contains("way.created") && audit.contains("way.changed") && !audit.contains("secret-"),
            "{audit}"
        );
        site.delete(&admin, "/ways-out/pm").await.expect(204);
        site.delete(&admin, "/ways-out/pm").await.expect(404);
        assert_eq!(site.get(&admin, "/ways-out").await.json()["items"][0]["key"], "outbox");
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_can_do_without_the_password_that_it_had() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let settings = json!({ "url": "smtp://mail.example.com", "user": "ana", "password": "smtp-secret-1" });
    let relay = json!({ "key": "relay", "kind": "smtp", "label": "Relay", "settings": settings });
    let made = site.post(&admin, "/ways-out", relay).await.expect(201).json();
    assert_eq!(made["items"][0]["secrets"], json!(["password"]));
    // A name without a password is refused; both go together.
    let half =
        json!({ "label": "Relay", "settings": { "url": "smtp://mail.example.com", "user": "ana", "password": "" } });
    assert_eq!(site.put(&admin, "/ways-out/relay", half).await.expect(422).fields(), ["settings.password"]);
    let bare =
        json!({ "label": "Relay", "settings": { "url": "smtp://mail.example.com", "user": "", "password": "" } });
    let way = site.put(&admin, "/ways-out/relay", bare).await.expect(200).json()["items"][0].clone();
    assert_eq!((&way["secrets"], &way["settings"]), (&json!([]), &json!({ "url": "smtp://mail.example.com" })));
    assert_eq!(way["state"], "ready");
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let site = Site::open().await;
    let admin = site.admin().await;
    for (field, place, value) in [
        ("key", "/key", json!("Big")),
        ("key", "/key", json!("routing")),
        ("kind", "/kind", json!("pigeon")),
        ("label", "/label", json!(" ")),
        ("per_day", "/per_day", json!(0)),
        ("settings.token", "/settings/token", json!("")),
        ("settings.stream", "/settings/stream", json!("a b")),
        ("settings.endpoint", "/settings/endpoint", json!("http://169.254.169.254")),
        ("settings.colour", "/settings/colour", json!("red")),
    ] {
        let mut way = postmark();
        way["per_day"] = json!(5);
        way["settings"]["endpoint"] = json!("");
        way["settings"]["colour"] = Value::Null;
        way["settings"].as_object_mut().unwrap().remove("colour");
        match place.strip_prefix("/settings/") {
            Some(name) => way["settings"][name] = value,
            None => way[&place[1..]] = value,
        }
        assert_eq!(site.post(&admin, "/ways-out", way).await.expect(422).fields(), [field]);
    }
    site.post(&admin, "/ways-out", postmark()).await.expect(201);
    let rule = json!({ "order": ["pm"], "rules": [{ "program": "news", "ways": ["nobody"] }] });
    assert_eq!(site.put(&admin, "/ways-out/routing", rule).await.expect(422).fields(), ["rules.0.ways"]);
    let rule = json!({ "order": ["pm"], "rules": [{ "recipient_domain": "@Gmail.com", "ways": ["pm"] }] });
    let routed = site.put(&admin, "/ways-out/routing", rule).await.expect(200).json();
    assert_eq!(routed["routing"]["rules"][0]["recipient_domain"], "gmail.com");
    site.delete(&admin, "/ways-out/pm").await.expect(409);
    let route = site.get(&admin, "/ways-out/route?to=ana@gmail.com").await.expect(200).json();
    assert_eq!((&route["way"], &route["rule"]), (&"pm".into(), &1.into()));
    let route = site.get(&admin, "/ways-out/route?to=ana@example.com&operational=true").await.expect(200).json();
    assert_eq!((&route["way"], &route["rule"]), (&"pm".into(), &Value::Null));
}

#[tokio::test]
async fn only_administrators_see_and_change_ways() {
    let site = Site::open().await;
    let admin = site.admin().await;
    site.post(&admin, "/ways-out", postmark()).await.expect(201);
    for role in [Role::Marketer, Role::Sales, Role::Analyst] {
        let who = site.role(role).await;
        site.get(&who, "/ways-out").await.expect(403);
        site.post(&who, "/ways-out", postmark()).await.expect(403);
        site.post(&who, "/ways-out/pm/check", json!({})).await.expect(403);
        site.put(&who, "/ways-out/routing", json!({ "order": [], "rules": [] })).await.expect(403);
        site.delete(&who, "/ways-out/pm").await.expect(403);
    }
    site.get(&site.role(Role::Marketer).await, "/ways-out/route").await.expect(200);
    // Nobody is there to be asked.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut nowhere = json!({ "label": "Post", "settings": { "endpoint": format!("http://127.0.0.1:{free}") } });
    let refused = site.put(&admin, "/ways-out/pm", nowhere.clone()).await.expect(422);
    assert_eq!(refused.fields(), ["settings.token"], "a secret is not told to another server");
    nowhere["settings"]["token"] = json!("pm-secret-3");
    site.put(&admin, "/ways-out/pm", nowhere).await.expect(200);
    let checked = site.post(&admin, "/ways-out/pm/check", json!({})).await.expect(200).json();
    assert_eq!(checked["ok"], false);
    assert!(checked["reason"].as_str().unwrap().contains("cannot connect"), "{checked}");
    site.post(&admin, "/ways-out/other/check", json!({})).await.expect(404);
}

async fn hook(site: &Site, path: &str, password: &str, body: impl Into<Body>) -> Answer {
    let credentials = BASE64.encode(format!("hook:{password}").as_bytes());
    let request = Request::builder().method(Method::POST).uri(path).header(header::CONTENT_TYPE, "text/plain");
    let request = request.header(header::AUTHORIZATION, format!("Basic {credentials}"));
    site.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn reports_come_in_with_their_own_proof() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let path = "/hooks/postmark/pm";
    hook(&site, path, "pass-secret-2", "{}").await.expect(404);
    site.post(&admin, "/ways-out", postmark()).await.expect(201);
    let bounce = json!({ "RecordType": "Bounce", "ID": 1, "TypeCode": 1, "Email": "<script>@example.com",
        "Metadata": { "siembra": "snd_00000001.00000000" } });
    let heard = hook(&site, path, "pass-secret-2", bounce.to_string()).await.expect(200).json();
    assert_eq!(heard, json!({ "counted": 0, "repeated": 0, "foreign": 1 }));
    hook(&site, path, "wrong", bounce.to_string()).await.expect(403);
    hook(&site, path, "pass-secret-2", "no json").await.expect(400);
    hook(&site, path, "pass-secret-2", vec![b'x'; 5 << 20]).await.expect(413);
    hook(&site, "/hooks/sparkpost/pm", "pass-secret-2", "[]").await.expect(404);
    site.get(&As::Nobody, "/ways-out").await.expect(401);
    assert_eq!(site.get(&admin, "/mail/returned").await.json()["total"], 0);
    // A way that was not told by what its reports are checked takes none.
    let untold = json!({ "key": "sg", "kind": "sendgrid", "label": "S", "settings": { "api_key": "k" } });
    site.post(&admin, "/ways-out", untold).await.expect(201);
    let refused = hook(&site, "/hooks/sendgrid/sg", "x", "[]").await.expect(403);
    assert!(refused.text().contains("hook_key"), "{}", refused.text());
}
