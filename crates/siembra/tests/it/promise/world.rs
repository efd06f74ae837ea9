//! Whom the proof sends to, and what: an instance with a batch program of marketing mail and one of operational mail, and
//! recipients of every sort, each told by its number.

use crate::server::{Process, Server, until};
use serde_json::{Value as Json, json};
use sink::{At, Does, Script, Times};
use std::path::Path;
use std::time::Duration;

/// What is special about a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Plain,
    /// Blocked before anything is sent.
    Suppressed,
    /// Opts out while the run is sending.
    Leaving,
    /// Has no address that mail could be sent to.
    Invalid,
    /// Has the address of the one before, written in another way.
    Twin,
    /// Its server puts the first attempt off.
    Deferring,
    /// Its server refuses it for good.
    Refused,
    /// Its server takes the message and breaks off without an answer.
    Vanishing,
    /// Its server takes its time.
    Slow,
}

pub fn sort(number: usize) -> Sort {
    match number % 100 {
        7 => Sort::Suppressed,
        13 => Sort::Invalid,
        57 => Sort::Leaving,
        22 | 72 => Sort::Twin,
        3 | 23 | 43 | 63 | 83 => Sort::Deferring,
        31 => Sort::Refused,
        67 => Sort::Vanishing,
        91 | 95 => Sort::Slow,
        _ => Sort::Plain,
    }
}

/// Domains that refuse mail for good: at RCPT, at the final dot, and at DATA.
pub const REFUSING: [&str; 3] = ["nobody.test", "spam.test", "nothing.test"];

/// The address as mail servers see it; empty where there is none.
pub fn address(number: usize) -> String {
    let domain = match (sort(number), number / 100 % 4) {
        (Sort::Invalid, _) => return String::new(),
        (Sort::Twin, _) => return address(number - 1),
        (Sort::Deferring, 0) => "later-at-rcpt.test",
        (Sort::Deferring, 1) => "later-at-data.test",
        (Sort::Deferring, 2) => "later-at-dot.test",
        (Sort::Deferring, _) => "closing.test",
        (Sort::Refused, 0 | 2) => REFUSING[0],
        (Sort::Refused, 1) => REFUSING[1],
        (Sort::Refused, _) => REFUSING[2],
        (Sort::Vanishing, 0) => "vanishing.test",
        (Sort::Vanishing, 2) => "cut.test",
        (Sort::Vanishing, 1) => "breaking.test",
        (Sort::Vanishing, _) => "silent.test",
        (Sort::Slow, 0 | 2) => "slow.test",
        (Sort::Slow, _) => "dripping.test",
        _ => "ok.test",
    };
    format!("person.{number}@{domain}")
}

/// What the mail server does wrong.
pub fn script() -> Script {
    use Does::*;
    use Times::*;
    let ms = Duration::from_millis;
    let script = Script { pause: ms(5), ..Script::default() };
    script
        .everywhere(At::Banner, SaysAndCloses("421 4.3.2 too busy"), Every(41))
        .everywhere(At::Banner, SaysAndCloses("554 5.3.2 no service here"), Every(53))
        .everywhere(At::Ehlo, Says("451 4.3.0 later"), Every(67))
        .everywhere(At::Ehlo, Says("550 5.7.1 not you"), Every(73))
        .everywhere(At::Mail, Says("451 4.3.2 later"), Every(71))
        .everywhere(At::Mail, Says("550 5.7.1 not from you"), Every(89))
        .everywhere(At::Rcpt, Says("554 5.7.1 Relay access denied"), Every(149))
        .everywhere(At::Mail, SaysAndCloses("421 4.3.2 closing"), Every(97))
        .everywhere(At::Rcpt, Closes, Every(131))
        .everywhere(At::Data, SaysAndCloses("421 4.3.2 closing"), Every(151))
        .domain("later-at-rcpt.test", At::Rcpt, Says("450 4.2.1 later"), First(1))
        .domain("later-at-data.test", At::Data, Says("451 4.3.0 later"), First(1))
        .domain("later-at-dot.test", At::Dot, Says("452 4.3.1 later"), First(1))
        .domain("closing.test", At::Rcpt, SaysAndCloses("421 4.3.2 closing"), First(1))
        .domain(REFUSING[0], At::Rcpt, Says("550 5.1.1 no such user"), Always)
        .domain(REFUSING[1], At::Dot, Says("554 5.7.1 spam"), Always)
        .domain(REFUSING[2], At::Data, Says("554 5.5.1 nothing for them"), Always)
        .domain("cut.test", At::Body, Closes, First(1))
        .domain("vanishing.test", At::Dot, Closes, First(1))
        .domain("breaking.test", At::Dot, Breaks, First(1))
        .domain("silent.test", At::Dot, Never, First(1))
        .domain("slow.test", At::Dot, Waits(ms(200)), Always)
        .domain("dripping.test", At::Dot, Drips(ms(4)), Always)
}

const MJML: &str = "<mjml><mj-body><mj-section><mj-column>\
    <mj-text>Hello {{ contact.first_name }}, <a href=\"https://www.example.com/guide\">read</a></mj-text>\
    <mj-text>{{ company }}, {{ postal_address }} <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></mj-text>\
    </mj-column></mj-section></mj-body></mjml>";

/// Publishes what the proof sends.
pub fn publish(server: &Server) {
    let mut settings = server.call("GET", "/definitions/settings/main", &Json::Null)["published"]["body"].clone();
    settings["limits"] =
        json!({"per_day": 50, "per_week": 50, "quiet_from": 0, "quiet_to": 0, "consent_required": true});
    settings["public_url"] = json!("https://go.example.com");
    let email = |operational: Json| {
        json!({
            "label": "Guide", "subject": "A guide for {{ contact.first_name }}", "mjml": MJML,
            "defaults": {"contact.first_name": "you"}, "operational": operational
        })
    };
    let batch = |segment: &str, email: &str| {
        json!({
            "label": email, "channel": "Email", "active": true,
            "does": {"batch": {"segment": segment, "email": email}}
        })
    };
    let some = json!({"label": "Some", "filter": {"field": {"of": "contact", "key": "first_name", "op": "is", "values": ["Some"]}}});
    for (kind, key, body) in [
        ("settings", "main", settings),
        ("segment", "proof-all", json!({"label": "All", "filter": {"all": []}})),
        ("segment", "proof-some", some),
        ("email", "proof-guide", email(Json::Null)),
        ("email", "proof-receipt", email(json!("a receipt"))),
        ("program", MARKETING, batch("proof-all", "proof-guide")),
        ("program", OPERATIONAL, batch("proof-some", "proof-receipt")),
    ] {
        publish_one(server, kind, key, &body);
    }
}

pub fn publish_one(server: &Server, kind: &str, key: &str, body: &Json) {
    server.call("PUT", &format!("/definitions/{kind}/{key}/draft"), &json!({ "body": body }));
    server.call("POST", &format!("/definitions/{kind}/{key}/publish"), &json!({"note": "for the proof"}));
}

/// Keys of the programs.
pub const MARKETING: &str = "proof-marketing";
pub const OPERATIONAL: &str = "proof-operational";

/// Who gets operational mail too.
pub fn is_operational(number: usize) -> bool {
    number % 10 == 1
}

/// Loads the recipients as a user would: from files, then by hand what is against some of them.
pub fn load(server: &Server, data: &Path, recipients: usize) {
    let line = |number: usize| {
        let written = match sort(number) {
            Sort::Invalid => "nobody at nowhere".to_string(),
            Sort::Twin => format!("twin.{number}@ok.test"),
            _ => address(number),
        };
        format!("p{number},{written},{}\n", if is_operational(number) { "Some" } else { "Ana" })
    };
    let all = (0..recipients).map(line).collect::<String>();
    import(data, "people", &format!("contact_id,email,first_name\n{all}"));
    let twins = (0..recipients).filter(|number| sort(*number) == Sort::Twin);
    let twins = twins.map(|number| format!("p{number},{}.\n", address(number).to_uppercase())).collect::<String>();
    import(data, "twins", &format!("contact_id,email\n{twins}"));
    for number in (0..recipients).filter(|number| sort(*number) == Sort::Suppressed) {
        suppress(server, number, "blocked");
    }
    until("everybody is there", || server.number("select count(*) from contacts") >= recipients as u64 * 98 / 100);
}

/// Imports contacts who have agreed, from the text of a CSV file.
pub fn import(data: &Path, name: &str, text: &str) {
    let (folder, file) = (data.display().to_string(), data.with_file_name(format!("{name}.csv")));
    std::fs::write(&file, text).expect("the test's folder can be written to");
    let arguments = ["import", "contacts", file.to_str().expect("a plain path"), "--source", name];
    let mut arguments = arguments.to_vec();
    arguments.extend(["--consent-basis", "a signed form", "--data", &folder]);
    Process::start(&arguments, &file.with_extension("import")).finish();
}

/// Keeps mail from a recipient; acknowledged when this returns.
pub fn suppress(server: &Server, number: usize, kind: &str) {
    let body = json!({"address": address(number), "kind": kind, "reason": "asked for it"});
    server.call("POST", "/suppressions", &body);
}

/// Starts a run at once. The server may have ended before it could answer.
pub fn run(server: &Server, program: &str) {
    if let Some((status, answer)) = server.ask("POST", &format!("/programs/{program}/run"), &json!({})) {
        assert!(status < 300, "{status} {answer}");
    }
}
