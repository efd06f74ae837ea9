//! From a program's run to the captured mail, the click and the way out.

use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use model::{HOUR, MINUTE, Role};
use serde_json::{Value as Json, json};

const MJML: &str = "<mjml><mj-body><mj-section><mj-column><mj-text>Hei {{ contact.first_name }}, \
    <a href=\"https://example.com/prices?a=1\">prices</a> <a href=\"{{ unsubscribe_url }}\">out</a> {{ postal_address }}\
    </mj-text></mj-column></mj-section></mj-body></mjml>";

/// A batch program to two contacts, one of whom never consented.
pub async fn program(site: &Site, who: &As) {
    // Programs of the starter instance would write to them first.
    for row in site.get(who, "/programs").await.json()["items"].as_array().unwrap() {
        let path = format!("/definitions/program/{}/archive", row["key"].as_str().unwrap());
        site.post(who, &path, json!({})).await.expect(200);
    }
    let consent = json!({"email": "kari@example.com", "fields": {"first_name": "Kari", "country": "NO"}, "consent_basis": "form"});
    site.post(who, "/contacts", consent).await.expect(201);
    site.contact(who, "ola@example.com", json!({"country": "NO"})).await;
    let email = json!({"label": "Spring", "subject": "Prices for {{ contact.first_name }}", "mjml": MJML,
        "defaults": {"contact.first_name": "you"}});
    site.publish(who, "email", "spring_prices", email).await.expect(200);
    let filter = json!({"field": {"of": "contact", "key": "country", "op": "is", "values": ["NO"]}});
    site.publish(who, "segment", "norway", json!({"label": "Norway", "filter": filter})).await.expect(200);
    let does = json!({"batch": {"segment": "norway", "email": "spring_prices"}});
    let body = json!({"label": "Spring prices", "channel": "Email", "does": does});
    site.publish(who, "program", "spring", body).await.expect(200);
}

/// Performs what is due until nothing is left.
pub async fn perform(site: &Site) {
    for _ in 0..20 {
        if site.performer.run_once().await.unwrap() == 0 {
            break;
        }
        site.engine.tick().await.unwrap();
    }
}

pub fn link<'h>(html: &'h str, kind: &str) -> &'h str {
    let start = html.find(kind).unwrap_or_else(|| panic!("no {kind} in {html}"));
    let rest = &html[start..];
    &rest[..rest.find('"').unwrap()]
}

#[tokio::test]
async fn a_run_is_sent_clicked_and_left() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let who = site.role(Role::Marketer).await;
        program(&site, &who).await;
        let audience = site.get(&who, "/programs/spring/audience").await.expect(200).json();
        assert_eq!((&audience["count"], &audience["sendable"]), (&json!(2), &json!(1)), "{audience}");
        let sales = site.role(Role::Sales).await;
        site.post(&sales, "/programs/spring/run", json!({})).await.expect(403);
        let run = site.post(&who, "/programs/spring/run", json!({})).await.expect(201).json();
        perform(&site).await;

        let outbox = site.get(&who, "/outbox").await.expect(200).json();
        assert_eq!(outbox["total"], 1);
        let id = outbox["items"][0]["id"].as_str().unwrap();
        let message = site.get(&who, &format!("/outbox/{id}")).await.expect(200).json();
        assert_eq!((&message["subject"], &message["has_html"]), (&json!("Prices for Kari"), &json!(true)));
        let headers = message["headers"].as_array().unwrap();
        assert!(headers.iter().any(|header| header["name"] == "List-Unsubscribe-Post"));
        let html = site.get(&who, &format!("/outbox/{id}/html")).await.expect(200);
        let policy = html.header("content-security-policy");
        assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
        assert!(!policy.contains("allow-scripts"));
        let html = html.text();

        // Opening the pixel and following the link needs no session. Who it was is known a minute later.
        site.clock.set(site.clock.now().plus(HOUR));
        let read = async |path: &str| {
            let request = Request::get(path).header("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/131.0");
            site.send(request.body(Body::empty()).unwrap()).await
        };
        let pixel = read(link(&html, "/t/o/")).await.expect(200);
        assert_eq!((pixel.header("content-type"), &pixel.bytes[..6]), ("image/gif", &b"GIF89a"[..]));
        let click = read(link(&html, "/t/c/")).await.expect(302);
        assert_eq!(click.header("location"), "https://example.com/prices?a=1");
        site.get(&As::Nobody, "/t/c/forged").await.expect(404);
        site.get(&As::Nobody, "/t/o/forged.gif").await.expect(200);
        site.clock.set(site.clock.now().plus(2 * MINUTE));
        perform(&site).await;
        let page = site.get(&who, "/programs/spring").await.expect(200).json();
        assert_eq!(
            (&page["figures"]["sent"], &page["figures"]["clicked"]),
            (&json!(1), &json!(1)),
            "{}",
            page["figures"]
        );
        assert_eq!(page["runs"][0]["id"], run["id"]);
        assert_eq!(
            (&page["runs"][0]["state"], &page["runs"][0]["progress"]),
            (&json!("finished"), &json!(1.0)),
            "{page}"
        );
        assert_eq!(page["held"][0]["count"], 1, "{page}");
        let sent = site.get(&who, "/sends?state=sent").await.expect(200).json();
        assert_eq!((sent["total"].as_u64(), &sent["items"][0]["contact"]["name"]), (Some(1), &json!("Kari")));
        of_one_contact(&site, &who, &sent["items"][0]).await;
        of_the_run(&site, &who, &page["runs"][0], &page["held"][0]).await;
        let members = site.get(&who, "/programs/spring/members?status=clicked").await.expect(200).json();
        assert_eq!(members["total"], 1);

        crate::results::of_the_run(&site, &who, run["id"].as_str().unwrap()).await;
        leave(&site, &who, link(&html, "/u/")).await;
    })
    .await;
}

/// What a contact was sent, and by which way, as its profile shows it.
async fn of_one_contact(site: &Site, who: &As, send: &Json) {
    assert_eq!((&send["way"], &send["way_label"]), (&json!("outbox"), &json!("outbox")), "{send}");
    let contact = send["contact"]["id"].as_str().unwrap();
    let own = site.get(who, &format!("/sends?contact={contact}")).await.expect(200).json();
    assert_eq!((&own["total"], &own["states"], &own["items"][0]), (&json!(1), &json!({ "sent": 1 }), send), "{own}");
    let timeline = site.get(who, &format!("/contacts/{contact}/timeline?kind=email_sent")).await.expect(200).json();
    assert_eq!(timeline["items"][0]["properties"]["way"], "outbox", "{timeline}");
}

/// The numbers that a program's page shows of a run and of a reason are those of the lists behind them.
async fn of_the_run(site: &Site, who: &As, run: &Json, held: &Json) {
    let id = run["id"].as_str().unwrap();
    let all = site.get(who, &format!("/sends?run={id}")).await.expect(200).json();
    assert_eq!((&all["states"], &all["total"]), (&run["sends"], &json!(2)), "{all}");
    assert_eq!(all["reasons"], json!([held]));
    for (state, n) in run["sends"].as_object().unwrap() {
        let list = site.get(who, &format!("/sends?program=spring&run={id}&state={state}")).await.expect(200).json();
        assert_eq!((&list["total"], list["items"].as_array().unwrap().len() as u64), (n, n.as_u64().unwrap()));
    }
    let reason = held["reason"].as_str().unwrap().replace(' ', "%20");
    for path in [format!("/sends?run={id}&reason={reason}"), format!("/sends?program=spring&reason={reason}")] {
        let list = site.get(who, &path).await.expect(200).json();
        assert_eq!((&list["total"], &list["items"][0]["reason"]), (&held["count"], &held["reason"]), "{list}");
        assert_eq!((&list["states"], &list["reasons"]), (&json!({"held": 1}), &json!([held])));
    }
    assert_eq!(site.get(who, &format!("/sends?run={id}&reason=another")).await.json()["total"], 0);
    assert_eq!(site.get(who, &format!("/sends?reason={reason}")).await.expect(400).fields(), ["reason"]);
    assert_eq!(site.get(who, "/sends?run=x").await.expect(400).fields(), ["run"]);
    site.get(who, "/sends?run=999").await.expect(404);
    assert_eq!(site.get(who, &format!("/sends?run={id}&program=other")).await.expect(400).fields(), ["run"]);
}

#[tokio::test]
async fn a_link_that_lost_a_part_is_explained_to_a_person_and_a_problem_to_a_program() {
    let site = Site::open().await;
    let ask = async |path: &str, accept: &str, lang: &str| {
        let request = Request::get(path).header("accept", accept).header("accept-language", lang);
        site.send(request.body(Body::empty()).unwrap()).await.expect(404)
    };
    let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    for path in ["/t/c/forged", "/v/forged", "/u/forged", "/t/c/%FF", "/t/c/", "/u/", "/v/", "/t/c/a/b"] {
        for (lang, said) in [("en", "does not work"), ("es-ES", "no funciona"), ("nb", "virker ikke")] {
            let page = ask(path, browser, lang).await;
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
            assert!(page.text().contains(said) && !page.text().contains("<script"), "{path} {lang}: {}", page.text());
            let policy = page.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        }
    }
    for path in ["/t/c/forged", "/v/forged", "/t/c/"] {
        let problem = ask(path, "application/json", "en").await;
        assert_eq!(problem.header("content-type"), "application/problem+json", "{path}");
    }
}

/// The way out: looking changes nothing, a POST does, in the reader's language.
async fn leave(site: &Site, who: &As, path: &str) {
    let state = |json: Json| json["items"][0]["id"].as_str().map(str::to_string).unwrap();
    let id = state(site.get(who, "/contacts?q=kari").await.json());
    let consent = || async { site.get(who, &format!("/contacts/{id}")).await.json()["consent"]["state"].clone() };
    let request = Request::get(path).header("accept-language", "nb-NO,nb;q=0.9").body(Body::empty()).unwrap();
    let page = site.send(request).await.expect(200);
    assert!(page.text().contains("Vil du slutte") && !page.text().contains("kari@"), "{}", page.text());
    assert_eq!(consent().await, "given");
    let one_click = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    site.send(one_click.body(Body::from("List-Unsubscribe=One-Click")).unwrap()).await.expect(200);
    assert_eq!(consent().await, "withdrawn");
    let profile = site.get(who, &format!("/contacts/{id}")).await.json();
    assert!(profile["addresses"][0]["opted_out"]["at"].is_string(), "{profile}");
    site.send(Request::get("/u/forged").body(Body::empty()).unwrap()).await.expect(404);
    site.send(Request::post("/u/forged").body(Body::empty()).unwrap()).await.expect(404);
}

#[tokio::test]
async fn an_email_is_shown_as_a_contact_would_see_it_and_tried() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    program(&site, &who).await;
    let found = site.get(&who, "/contacts?q=kari").await.json();
    let id = found["items"][0]["id"].as_str().unwrap();
    let shown = site.get(&who, &format!("/contacts/{id}/preview?email=spring_prices")).await.expect(200).json();
    assert_eq!(shown["subject"], "Prices for Kari");
    assert!(shown["html"].as_str().unwrap().contains("Hei Kari"));
    site.get(&who, &format!("/contacts/{id}/preview?email=nothing")).await.expect(404);
    let wrong = site.post(&who, "/emails/spring_prices/test", json!({"to": ["nowhere"]})).await.expect(422);
    assert_eq!(wrong.fields(), ["to[0]"]);
    site.post(&who, "/emails/spring_prices/test", json!({"to": ["me@example.com"], "contact": id})).await.expect(200);
    let outbox = site.get(&who, "/outbox").await.json();
    assert!(outbox["items"][0]["subject"].as_str().unwrap().contains("Prices for Kari"), "{outbox}");
    assert_eq!(outbox["items"][0]["send"], Json::Null);
}

#[tokio::test]
async fn runs_wait_pause_and_end() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    program(&site, &who).await;
    let later = json!({"at": "2026-03-03T09:00:00Z"});
    let run = site.post(&who, "/programs/spring/run", later).await.expect(201).json();
    assert_eq!(run["state"], "scheduled");
    let path = format!("/runs/{}", run["id"].as_str().unwrap());
    site.post(&who, &format!("{path}/pause"), json!({})).await.expect(409);
    let ended = site.post(&who, &format!("{path}/cancel"), json!({})).await.expect(200).json();
    assert_eq!(ended["state"], "cancelled");
    site.post(&who, &format!("{path}/resume"), json!({})).await.expect(409);
    site.post(&who, "/runs/99/pause", json!({})).await.expect(404);
    site.post(&who, "/programs/nothing/run", json!({})).await.expect(404);
    let fair = json!({"label": "Fair", "channel": "Event", "does": "passive"});
    site.publish(&who, "program", "fair", fair).await.expect(200);
    site.post(&who, "/programs/fair/run", json!({})).await.expect(409);
    site.get(&who, "/programs/fair/audience").await.expect(409);
}
