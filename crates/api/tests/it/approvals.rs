//! A second person: asked for, given, refused, taken back, and by nobody for themselves.

mod asked;
mod drafts;

use crate::support::*;
use model::{HOUR, Role};
use serde_json::{Value as Json, json};

const MJML: &str = "<mjml><mj-body><mj-section><mj-column><mj-text>Our prices are new, <a href=\"https://example.com/p\">\
    see them</a></mj-text><mj-text><a href=\"{{ unsubscribe_url }}\">out</a> {{ postal_address }}</mj-text></mj-column>\
    </mj-section></mj-body></mjml>";

fn email(subject: &str) -> Json {
    json!({"label": "P", "subject": subject, "preheader": "All of them", "mjml": MJML})
}

/// What each role needs, as the settings say.
pub async fn rules(site: &Site, approval: Json) {
    let admin = site.admin().await;
    let view = site.get(&admin, "/definitions/settings/main").await.expect(200).json();
    let mut body = view["published"]["body"].clone();
    body["approval"] = approval;
    site.publish(&admin, "settings", "main", body).await.expect(200);
}

/// A batch program to five contacts.
pub async fn program(site: &Site, who: &As) {
    for row in site.get(who, "/programs").await.json()["items"].as_array().unwrap() {
        let path = format!("/definitions/program/{}/archive", row["key"].as_str().unwrap());
        site.post(who, &path, json!({})).await.expect(200);
    }
    for n in 0..5 {
        let contact =
            json!({"email": format!("n{n}@example.com"), "fields": {"country": "NO"}, "consent_basis": "form"});
        site.post(who, "/contacts", contact).await.expect(201);
    }
    let filter = json!({"field": {"of": "contact", "key": "country", "op": "is", "values": ["NO"]}});
    site.publish(who, "segment", "norway", json!({"label": "Norway", "filter": filter})).await.expect(200);
    site.publish(who, "email", "prices", email("Prices")).await.expect(200);
    let does = json!({"batch": {"segment": "norway", "email": "prices"}});
    let body = json!({"label": "Spring", "channel": "Email", "does": does});
    site.publish(who, "program", "spring", body).await.expect(200);
    site.later(1_000);
}

async fn second(site: &Site, role: Role) -> As {
    let email = format!("second-{}@example.com", role.as_str());
    add_user(&site.engine, &email, role).await;
    let answer = site.sign_in(&email, PASSWORD).await.expect(200);
    As::Cookie(answer.header("set-cookie").split(';').next().unwrap().to_string())
}

async fn ask(site: &Site, who: &As) -> String {
    let request = site.post(who, "/programs/spring/run", json!({})).await.expect(202).json();
    request["id"].as_str().unwrap().to_string()
}

async fn decide(site: &Site, who: &As, id: &str, what: &str) -> Answer {
    site.post(who, &format!("/approvals/{id}/{what}"), json!({})).await
}

async fn runs(site: &Site, who: &As) -> Vec<Json> {
    site.get(who, "/programs/spring").await.expect(200).json()["runs"].as_array().unwrap().clone()
}

async fn perform(site: &Site) {
    while site.performer.run_once().await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_run_waits_for_a_second_person_and_goes_out_as_it_was_asked() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"runs": ["marketer"]})).await;
    let request = site.post(&marketer, "/programs/spring/run", json!({})).await.expect(202).json();
    assert_eq!(
        (&request["state"], &request["mine"], &request["may_decide"]),
        (&json!("waiting"), &json!(true), &json!(false))
    );
    assert_eq!(
        (&request["asked"]["audience"], &request["versions"]["email/prices"]),
        (&json!(5), &json!(1)),
        "{request}"
    );
    assert!(runs(&site, &marketer).await.is_empty());
    let id = request["id"].as_str().unwrap();
    let seen = site.get(&admin, "/approvals").await.expect(200).json();
    assert_eq!((&seen["items"][0]["may_decide"], &seen["items"][0]["asked_by"]), (&json!(true), &json!("marketer")));
    // It says so by mail.
    perform(&site).await;
    let told = site.get(&admin, "/outbox").await.expect(200).text();
    assert!(told.contains("For your approval: Spring"), "{told}");

    decide(&site, &marketer, id, "approve").await.expect(403);
    let approved =
        site.post(&admin, &format!("/approvals/{id}/approve"), json!({"note": "fine"})).await.expect(200).json();
    assert_eq!(
        (&approved["state"], &approved["note"], &approved["decided_by"]),
        (&json!("approved"), &json!("fine"), &json!("admin"))
    );
    decide(&site, &admin, id, "approve").await.expect(409);
    decide(&site, &marketer, id, "cancel").await.expect(409);
    perform(&site).await;
    let made = runs(&site, &marketer).await;
    assert_eq!(
        (made.len(), &made[0]["created_by"], &made[0]["sends"]["sent"]),
        (1, &json!("marketer"), &json!(5)),
        "{made:?}"
    );
    assert_eq!(approved["run"], made[0]["id"]);
    let decided = site.get(&marketer, "/approvals?state=decided").await.expect(200).json();
    assert_eq!(decided["items"][0]["id"], id);
    let audit = site.get(&admin, "/audit").await.expect(200).text();
    for action in ["approval.asked", "approval.approved", "run.created"] {
        assert!(audit.contains(action), "{audit}");
    }
    // An administrator needs nobody.
    site.later(HOUR);
    site.post(&admin, "/programs/spring/run", json!({})).await.expect(201);
}

#[tokio::test]
async fn nobody_approves_their_own() {
    let site = Site::open().await;
    let marketer = site.role(Role::Marketer).await;
    program(&site, &marketer).await;
    rules(&site, json!({"runs": ["marketer", "admin"], "approvers": ["marketer", "sales"]})).await;
    let admin = site.admin().await;
    // As another session, and through a key that one has made.
    let id = ask(&site, &admin).await;
    decide(&site, &site.admin().await, &id, "approve").await.expect(403);
    let scopes = ["send", "approve", "read_definitions"];
    let key =
        site.post(&admin, "/keys", json!({"kind": "api", "label": "k", "scopes": scopes})).await.expect(201).json();
    let key = As::Key(key["secret"].as_str().unwrap().into());
    decide(&site, &key, &id, "approve").await.expect(403);
    decide(&site, &key, &id, "refuse").await.expect(403);
    // What the key asks for, its maker has asked for.
    let by_key = site.post(&key, "/programs/spring/run", json!({})).await.expect(202).json();
    assert_eq!(
        (&by_key["through"], &by_key["asked_by"], &by_key["mine"]),
        (&json!("k"), &json!("admin"), &json!(true))
    );
    decide(&site, &admin, by_key["id"].as_str().unwrap(), "approve").await.expect(403);
    decide(&site, &admin, &id, "approve").await.expect(409);
    // Sales may approve, but not send.
    decide(&site, &site.role(Role::Sales).await, by_key["id"].as_str().unwrap(), "approve").await.expect(403);
    decide(&site, &marketer, by_key["id"].as_str().unwrap(), "cancel").await.expect(409);
    // Another marketer may, and the asker's own role makes no difference to who asked.
    decide(&site, &marketer, by_key["id"].as_str().unwrap(), "refuse").await.expect(200);
    let id = ask(&site, &marketer).await;
    let users = site.get(&admin, "/users").await.json();
    let own = users["items"].as_array().unwrap().iter().find(|user| user["role"] == "marketer").unwrap()["id"].clone();
    site.patch(&admin, &format!("/users/{}", own.as_str().unwrap()), json!({"role": "admin"})).await.expect(200);
    let risen = site.role(Role::Marketer).await;
    decide(&site, &risen, &id, "approve").await.expect(403);
    assert!(runs(&site, &admin).await.is_empty());
    decide(&site, &second(&site, Role::Marketer).await, &id, "approve").await.expect(200);
    assert_eq!(runs(&site, &admin).await.len(), 1);
}

#[tokio::test]
async fn what_is_not_what_it_was_is_asked_for_anew() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"runs": ["marketer"]})).await;
    let id = ask(&site, &marketer).await;
    site.publish(&marketer, "email", "prices", email("Other prices")).await.expect(200);
    let listed = site.get(&admin, "/approvals").await.expect(200).json();
    assert_eq!((&listed["items"][0]["state"], &listed["items"][0]["may_decide"]), (&json!("void"), &json!(false)));
    let refused = decide(&site, &admin, &id, "approve").await.expect(409);
    assert!(refused.text().contains("email/prices has changed"), "{}", refused.text());
    // Asked anew twice, the second takes the place of the first.
    let first = ask(&site, &marketer).await;
    let other = second(&site, Role::Marketer).await;
    site.post(&other, "/programs/spring/run", json!({})).await.expect(409);
    let id = ask(&site, &marketer).await;
    decide(&site, &admin, &first, "approve").await.expect(409);
    // Who has sent it meanwhile has sent it.
    site.later(1_000);
    site.post(&admin, "/programs/spring/run", json!({})).await.expect(201);
    decide(&site, &admin, &id, "approve").await.expect(409);
    perform(&site).await;
    site.later(HOUR);
    // Who has left asks for nothing.
    let id = ask(&site, &other).await;
    let users = site.get(&admin, "/users").await.json();
    let gone =
        users["items"].as_array().unwrap().iter().find(|user| user["name"] == "second-marketer").unwrap()["id"].clone();
    site.patch(&admin, &format!("/users/{}", gone.as_str().unwrap()), json!({"active": false})).await.expect(200);
    assert!(decide(&site, &admin, &id, "approve").await.expect(409).text().contains("may not do it any more"));
    assert_eq!(runs(&site, &admin).await.len(), 1);
}

#[tokio::test]
async fn what_changes_between_approval_and_its_time_is_not_sent() {
    let site = Site::open().await;
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    program(&site, &marketer).await;
    rules(&site, json!({"runs": ["marketer"]})).await;
    let at = site.engine.now().plus(24 * HOUR);
    let request = site.post(&marketer, "/programs/spring/run", json!({"at": at})).await.expect(202).json();
    decide(&site, &admin, request["id"].as_str().unwrap(), "approve").await.expect(200);
    site.publish(&marketer, "email", "prices", email("Something else")).await.expect(200);
    site.later(25 * HOUR);
    perform(&site).await;
    // Their sessions have ended by then.
    let (marketer, admin) = (site.role(Role::Marketer).await, site.admin().await);
    let made = runs(&site, &marketer).await;
    assert_eq!(made[0]["state"], "cancelled", "{made:?}");
    assert!(made[0]["reason"].as_str().unwrap().starts_with("email/prices has changed"), "{made:?}");
    assert_eq!(site.get(&admin, "/sends").await.expect(200).json()["total"], 0);
}

#[tokio::test]
async fn two_who_approve_at_once_start_one_run() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let marketer = site.role(Role::Marketer).await;
        program(&site, &marketer).await;
        rules(&site, json!({"runs": ["marketer"]})).await;
        let (one, two) = (site.admin().await, second(&site, Role::Admin).await);
        let id = ask(&site, &marketer).await;
        let (one, two) = tokio::join!(decide(&site, &one, &id, "approve"), decide(&site, &two, &id, "approve"));
        let mut said = [one.status.as_u16(), two.status.as_u16()];
        said.sort_unstable();
        assert_eq!(said, [200, 409], "{} {}", one.text(), two.text());
        assert_eq!(runs(&site, &marketer).await.len(), 1);
    })
    .await;
}
