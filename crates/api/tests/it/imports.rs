//! `/imports`: from the upload to the contacts.

use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use model::Role;
use serde_json::{Value as Json, json};

/// Uploads a file as the wizard does.
pub async fn upload(site: &Site, who: &As, object: &str, name: &str, bytes: &[u8]) -> Answer {
    let As::Cookie(cookie) = who else { unreachable!() };
    let mut body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"object\"\r\n\r\n{object}\r\n--b\r\n\
         content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    let request = Request::post("/api/v1/imports")
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=b");
    site.send(request.body(Body::from(body)).unwrap()).await
}

/// Waits until an import has ended.
async fn ended(site: &Site, who: &As, id: &str) -> Json {
    for _ in 0..600 {
        let view = site.get(who, &format!("/imports/{id}")).await.expect(200).json();
        if view["state"] != "running" {
            return view;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the import does not end");
}

const CSV: &[u8] = b"E-mail;First name;Last name;Country;Born\n\
    kari@example.com;Kari;Nordmann;NO;03/04/1980\n\
    no address;Ola;Nordmann;NO;05/06/1981\n\
    marta@example.com;Marta;Soler;ES;07/08/1982\n";

#[tokio::test]
async fn a_file_is_proposed_questioned_rehearsed_and_brought_in() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let (who, admin) = (site.role(Role::Marketer).await, site.admin().await);
        let field = json!({"object": "contact", "key": "born", "type": "date", "label": "Born", "personal": true});
        site.publish(&admin, "field", "contact.born", field).await.expect(200);
        let view = upload(&site, &who, "contacts", "fair.csv", CSV).await.expect(201).json();
        let id = view["id"].as_str().unwrap();
        assert_eq!((&view["state"], &view["delimiter"], &view["rows"]), (&json!("mapping"), &json!(";"), &json!(3)));
        assert_eq!(view["questions"][0]["about"], "date_format", "{view}");
        let path = format!("/imports/{id}");
        let start = json!({"source": "Fair Oslo 2026", "consent_basis": "card at the stand"});
        site.post(&who, &format!("{path}/start"), start.clone()).await.expect(422);

        let mut mapping = view["mapping"].clone();
        let columns = mapping["columns"].as_array_mut().unwrap();
        let born = columns.iter_mut().find(|column| column["column"] == "Born").unwrap();
        born["date_format"] = view["questions"][0]["choices"][0]["value"].clone();
        let view = site.put(&who, &format!("{path}/mapping"), mapping).await.expect(200).json();
        assert_eq!(view["questions"], json!([]));
        let dry = site.post(&who, &format!("{path}/dry-run"), json!({})).await.expect(200).json();
        assert_eq!((&dry["progress"]["accepted"], &dry["progress"]["rejected"]), (&json!(2), &json!(1)), "{dry}");
        assert_eq!(site.get(&who, "/contacts").await.json()["total"], 0);
        let rejected = site.get(&who, &format!("{path}/rejected.csv")).await.expect(200);
        assert!(rejected.text().contains("Ola") && !rejected.text().contains("Marta"), "{}", rejected.text());

        assert_eq!(
            site.post(&who, &format!("{path}/start"), json!({"source": " "})).await.expect(422).fields(),
            ["source"]
        );
        site.post(&who, &format!("{path}/start"), start.clone()).await.expect(202);
        let done = ended(&site, &who, id).await;
        assert_eq!((&done["state"], &done["error"]), (&json!("finished"), &Json::Null));
        assert_eq!((&done["progress"]["created"], &done["progress"]["rejected"]), (&json!(2), &json!(1)), "{done}");
        let found = site.get(&who, "/contacts?q=marta").await.json();
        let marta = site.get(&who, &format!("/contacts/{}", found["items"][0]["id"].as_str().unwrap())).await.json();
        assert_eq!((&marta["fields"]["born"], &marta["consent"]["state"]), (&json!("1982-08-07"), &json!("given")));

        // The same file again changes nothing.
        let again = upload(&site, &who, "contacts", "fair.csv", CSV).await.expect(201).json();
        let id = again["id"].as_str().unwrap();
        site.put(&who, &format!("/imports/{id}/mapping"), view["mapping"].clone()).await.expect(200);
        site.post(&who, &format!("/imports/{id}/start"), start).await.expect(202);
        assert_eq!(ended(&site, &who, id).await["state"], "finished");
        assert_eq!(site.get(&who, "/contacts").await.json()["total"], 2);
        let kept = site.get(&who, &format!("/contacts/{}/timeline", marta["id"].as_str().unwrap())).await.json();
        let given = kept["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "consent_given").count();
        assert_eq!(given, 1);
        assert_eq!(site.get(&who, "/imports").await.expect(200).json()["total"], 2);
    })
    .await;
}

#[tokio::test]
async fn files_that_are_none_are_refused_with_the_remedy() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00rest of an archive";
    for (name, bytes) in [("a.csv", &b""[..]), ("a.csv", b"email\n"), ("a.zip", zip), ("a.csv", b"\x00\x01\x02\x03")] {
        let answer = upload(&site, &who, "contacts", name, bytes).await.expect(422);
        assert_eq!(answer.fields(), ["file"], "{name}");
    }
    assert_eq!(upload(&site, &who, "recipes", "a.csv", CSV).await.expect(422).fields(), ["object"]);
    let long = format!("email\n{}@example.com\n", "x".repeat(3_000_000));
    upload(&site, &who, "contacts", "a.csv", long.as_bytes()).await.expect(422);
    assert_eq!(site.get(&who, "/imports").await.json()["total"], 0);
}

#[tokio::test]
async fn activities_of_unknown_contacts_are_parked_and_can_be_replayed() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let csv = b"email,kind,occurred_at\nkari@example.com,form_submitted,2026-02-01T10:00:00Z\n";
    let view = upload(&site, &who, "activities", "a.csv", csv).await.expect(201).json();
    assert_eq!((&view["questions"], &view["problems"]), (&json!([]), &json!([])), "{view}");
    let id = view["id"].as_str().unwrap();
    site.post(&who, &format!("/imports/{id}/start"), json!({"source": "CRM"})).await.expect(202);
    let done = ended(&site, &who, id).await;
    assert_eq!((&done["state"], &done["progress"]["parked"]), (&json!("finished"), &json!(1)), "{done}");
    let parked = site.get(&who, "/parked").await.expect(200).json();
    let one = &parked["items"][0];
    assert_eq!((parked["total"].as_u64(), &one["what"]), (Some(1), &json!("activity form_submitted")));
    let replay = format!("/parked/{}/replay", one["id"].as_str().unwrap());
    assert_eq!(site.post(&who, &replay, json!({})).await.expect(200).json()["changed"], 0);
    let contact = site.contact(&who, "kari@example.com", json!({})).await;
    let parked = site.get(&who, "/parked").await.json();
    let replay = format!("/parked/{}/replay", parked["items"][0]["id"].as_str().unwrap());
    assert_eq!(site.post(&who, &replay, json!({})).await.expect(200).json()["changed"], 1);
    let timeline = site.get(&who, &format!("/contacts/{contact}/timeline?kind=form_submitted")).await.json();
    assert_eq!(timeline["total"], 1);
}

#[tokio::test]
async fn an_import_goes_on_after_a_restart() {
    use model::{DEFAULT_WORKSPACE, ImportId};
    use store::imports::ImportState::{Proposed, Running};
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let rows: String = (0..1_200).map(|n| format!("n{n}@example.com\n")).collect();
    let view = upload(&site, &who, "contacts", "a.csv", format!("email\n{rows}").as_bytes()).await.expect(201).json();
    let id = view["id"].as_str().unwrap();
    let number: ImportId = id.parse().unwrap();
    // The process ended just after it had noted that the import runs.
    let store = site.engine.store();
    let import = store::imports::get(store, DEFAULT_WORKSPACE, number).await.unwrap();
    let options = import.options.replace("\"source\":\"\"", "\"source\":\"Fair\"");
    assert_ne!(options, import.options);
    store::imports::set_mapping(store, DEFAULT_WORKSPACE, number, &import.mapping, &options, import.updated_at)
        .await
        .unwrap();
    store::imports::set_state(store, DEFAULT_WORKSPACE, number, Proposed, Running, None, import.updated_at)
        .await
        .unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    api::listen::on_address(site.app.clone(), listener, async {}).await.unwrap();
    let done = ended(&site, &who, id).await;
    assert_eq!((&done["state"], &done["progress"]["created"]), (&json!("finished"), &json!(1_200)), "{done}");
    assert_eq!(site.get(&who, "/contacts").await.json()["total"], 1_200);
}

/// Brings a file in as proposed, and gives the import when it has ended.
async fn brought(site: &Site, who: &As, object: &str, csv: &str) -> Json {
    let view = upload(site, who, object, "a.csv", csv.as_bytes()).await.expect(201).json();
    let id = view["id"].as_str().unwrap();
    site.post(who, &format!("/imports/{id}/start"), json!({"source": "CRM"})).await.expect(202);
    ended(site, who, id).await
}

#[tokio::test]
async fn the_company_of_a_contact_is_its_account() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let who = site.role(Role::Marketer).await;
        let accounts = async || {
            let all = site.get(&who, "/accounts?sort=name").await.expect(200).json();
            let text = |json: &Json| json.as_str().unwrap_or("-").to_string();
            let named = |row: &Json| format!("{} {} {}", text(&row["name"]), text(&row["domain"]), row["contacts"]);
            all["items"].as_array().unwrap().iter().map(named).collect::<Vec<_>>()
        };
        brought(&site, &who, "accounts", "name,domain\nNordlys Energi AS,nordlys.no\n").await;
        let norwegian = "E-post;Firma\nkari@nordlys.no;Nordlys Energy\nola@gmail.com;NORDLYS ENERGI A/S\n";
        brought(&site, &who, "contacts", norwegian).await;
        assert_eq!(accounts().await, ["Nordlys Energi AS nordlys.no 2"], "by its domain, and by its name");

        let spanish = "Correo electrónico;Empresa\nana@iberica.es;Ibérica de Compras, S.L.\nluis@iberica.es;Iberica\n\
                       eva@gmail.com;Panadería Sol\nleo@gmail.com;Autónomo\nmar@gmail.com;\n";
        let done = brought(&site, &who, "contacts", spanish).await;
        assert_eq!((&done["progress"]["created"], &done["progress"]["parked"]), (&json!(5), &json!(0)), "{done}");
        let all = ["Ibérica de Compras, S.L. iberica.es 2", "Nordlys Energi AS nordlys.no 2", "Panadería Sol - 1"];
        assert_eq!(accounts().await, all, "no account of a free provider, none of who works alone");

        site.later(1_000_000);
        let again = brought(&site, &who, "contacts", spanish).await;
        assert_eq!((&again["progress"]["unchanged"], &again["progress"]["created"]), (&json!(5), &json!(0)), "{again}");
        // Another company does not move a contact that has an account.
        brought(&site, &who, "contacts", "Email,Company\neva@gmail.com,Panaderia Luna\n").await;
        assert_eq!(accounts().await, all);
    })
    .await;
}

#[tokio::test]
async fn the_contacts_of_an_import_are_a_list() {
    testkit::on_both(|url| async move {
        let site = Site::at(&url).await;
        let (who, admin) = (site.role(Role::Marketer).await, site.admin().await);
        let first = brought(&site, &who, "contacts", "email\na@example.com\nb@example.com\n").await;
        let second = brought(&site, &who, "contacts", "email,city\nb@example.com,Oslo\nc@example.com,Bergen\n").await;
        let of = async |import: &Json| {
            let found = site.get(&who, &format!("/contacts?import={}", import["id"].as_str().unwrap())).await;
            found.expect(200).json()
        };
        assert_eq!((of(&first).await["total"].clone(), of(&second).await["total"].clone()), (json!(2), json!(2)));
        let id = second["id"].as_str().unwrap();
        let table = site.get(&admin, &format!("/contacts.csv?import={id}")).await.expect(200).text();
        assert!(table.contains("b@example.com") && table.contains("c@example.com") && !table.contains("a@example.com"));
        let all = of(&second).await;
        let erased = all["items"][0]["id"].as_str().unwrap();
        site.delete(&admin, &format!("/contacts/{erased}")).await.expect(204);
        assert_eq!(of(&second).await["total"], 1);
        let none = model::ImportId(999);
        assert_eq!(site.get(&who, &format!("/contacts?import={none}")).await.expect(422).fields(), ["import"]);
        assert_eq!(site.get(&who, "/contacts?import=x").await.expect(400).fields(), ["import"]);
    })
    .await;
}

#[tokio::test]
async fn reports_are_told_as_their_reader_wants_them() {
    let site = Site::open().await;
    let who = site.role(Role::Marketer).await;
    let csv = "E-mail;Phone\nno address;+34 612 34 56 78\nana@example.com;ask\n";
    let done = brought(&site, &who, "contacts", csv).await;
    let path = |name: &str, lang: &str| format!("/imports/{}/{name}.csv?lang={lang}", done["id"].as_str().unwrap());
    let english = site.get(&who, &path("rejected", "en")).await.expect(200).text();
    assert!(english.starts_with("\u{feff}Import: line;Import: column;"), "{english}");
    assert!(english.contains("\n2;E-mail;"), "{english}");
    assert!(english.contains("has no @") && english.contains(";no address;+34 612 34 56 78\n"), "{english}");
    let spanish = site.get(&who, &path("rejected", "es")).await.expect(200).text();
    assert!(spanish.contains("Importación: línea;") && spanish.contains("no tiene @"), "{spanish}");
    let norwegian = site.get(&who, &path("warnings", "no")).await.expect(200).text();
    assert!(norwegian.contains("er ikke et telefonnummer; verdien ble utelatt"), "{norwegian}");
    assert_eq!(site.get(&who, &path("warnings", "de")).await.expect(400).fields(), ["lang"]);
}
