//! An instance as text: what is applied, what is refused, and what a refusal leaves behind.

use crate::server::{PROGRAM, Server};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::Command;

/// Applies a folder; what was said where it was refused.
fn apply(folder: &Path, data: &Path) -> Result<(), String> {
    let mut command = Command::new(PROGRAM);
    command.arg("apply").arg(folder).arg("--data").arg(data);
    let output = command.env_remove("SIEMBRA_DATA").env_remove("SIEMBRA_DATABASE_URL").output().unwrap();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// What a command says.
fn said(arguments: &[&str], data: &Path) -> String {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).arg("--data").arg(data);
    let output = command.env_remove("SIEMBRA_DATA").env_remove("SIEMBRA_DATABASE_URL").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn applying_an_export_brings_back_what_was_archived_and_settings_wait_for_programs() {
    let place = tempfile::tempdir().unwrap();
    let (data, folder) = (place.path().join("data"), place.path().join("text"));
    let server = Server::start(&data, None);
    let exported = folder.display().to_string();
    said(&["export", &exported], &data);
    let path = "/definitions/program/spring-webinar";
    let state = || server.call("GET", path, &Json::Null)["published"]["state"].clone();
    server.call("POST", &format!("{path}/archive"), &json!({}));
    assert_eq!(state(), "archived");

    // What is archived is not exported, and what was exported before comes into force again.
    let without = place.path().join("without");
    said(&["export", &without.display().to_string()], &data);
    let file = "programs/spring-webinar.json";
    assert!(folder.join(file).exists() && !without.join(file).exists());
    let told = said(&["apply", &exported], &data);
    assert!(told.contains("1 changed") && told.contains("program/spring-webinar"), "{told}");
    assert_eq!(state(), "published");
    assert!(said(&["apply", &exported], &data).contains("0 changed"));

    // A topic goes together with the last programs that named it.
    let change = |file: &str, change: &dyn Fn(&mut Json)| {
        let file = folder.join(file);
        let mut body = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        change(&mut body);
        std::fs::write(file, body.to_string()).unwrap();
    };
    let topics = |body: &mut Json| body["topics"].as_array_mut().unwrap().retain(|topic| topic["key"] != "guides");
    change("settings/main.json", &topics);
    let refused = apply(&folder, &data).unwrap_err();
    assert!(refused.contains("settings/main") && refused.contains("nurture-prospects"), "{refused}");
    change("programs/nurture-prospects.json", &|body| body["topic"] = json!("newsletter"));
    assert!(said(&["apply", &exported], &data).contains("2 changed"));
    server.end();
}

#[test]
fn a_change_of_a_sender_is_said() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let server = Server::start(&data, None);
    said(&["senders", "add", "mail.example.com"], &data);
    let told = ["allow", "disallow", "remove"].map(|what| said(&["senders", what, "mail.example.com"], &data));
    assert_eq!(
        told,
        [
            "mail.example.com: pending; mail from it leaves all the same\n",
            "mail.example.com: pending; mail from it waits until it is verified\n",
            "mail.example.com: removed, and its keys with it\n",
        ]
    );
    server.end();
}

#[test]
fn what_was_refused_is_applied_once_it_is_corrected() {
    let place = tempfile::tempdir().unwrap();
    let (data, folder) = (place.path().join("data"), place.path().join("text"));
    let server = Server::start(&data, None);
    let segment = |builds_on: Json| json!({"label": "Near", "filter": {"all": builds_on}});
    let write = |body: &Json| {
        std::fs::create_dir_all(folder.join("segments")).unwrap();
        std::fs::write(folder.join("segments/near.json"), body.to_string()).unwrap();
    };
    let path = "/definitions/segment/near";
    let found = || server.ask("GET", path, &Json::Null).unwrap();
    let (faulty, good) = (segment(json!([{"in_segment": "nowhere"}])), segment(json!([])));

    write(&faulty);
    let refused = apply(&folder, &data).unwrap_err();
    assert!(refused.contains("segment/near") && refused.contains("nowhere"), "{refused}");
    assert_eq!(found().0, 404, "no draft of it stays");
    write(&good);
    apply(&folder, &data).unwrap();
    let applied = found().1;
    assert_eq!((&applied["published"]["body"], &applied["draft"]), (&good, &Json::Null), "{applied}");

    // A draft that was there and said the same stays; one that says something else is nobody's to replace.
    server.call("PUT", &format!("{path}/draft"), &json!({ "body": faulty }));
    write(&faulty);
    apply(&folder, &data).unwrap_err();
    assert_eq!(found().1["draft"]["body"], faulty);
    write(&segment(json!([{"in_list": "nowhere"}])));
    let refused = apply(&folder, &data).unwrap_err();
    assert!(refused.contains("somebody is writing at segment/near"), "{refused}");
    assert_eq!(found().1["draft"]["body"], faulty);
    server.end();
}
