//! A mailbox that the program reads: what comes back in it takes its address out, and everybody can see why.

use crate::promise::fetches::keys;
use crate::promise::world::{self, MARKETING};
use crate::server::{Server, until};
use content::verp::{self, Returning};
use model::{DEFAULT_WORKSPACE, SendId, Timestamp};
use serde_json::Value as Json;
use std::time::{SystemTime, UNIX_EPOCH};
use testkit::Dovecot;

const DOMAIN: &str = "bounce.example.com";

/// What a mail server writes when it does not know the recipient.
fn bounce(back: &str, recipient: &str) -> String {
    format!(
        "Delivered-To: {back}\r\nReturn-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.net\r\nTo: {back}\r\n\
         Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
         Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 <{recipient}> User unknown\r\n--b--\r\n"
    )
}

#[test]
fn a_bounce_in_a_mailbox_takes_its_address_out() {
    let Some(dovecot) = Dovecot::wanted() else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let url = dovecot.url(true, &format!("every=5&move=Done&ca={}", dovecot.certificate().display()));
    let more = ["--any-sender", "--bounce-domain", DOMAIN, "--imap-url", &url];
    let start = || Server::start_in(&data, None, &more, &[]).unwrap_or_else(|said| panic!("it ended: {said}"));
    let server = start();
    world::publish(&server);
    world::load(&server, &data, 30);
    world::run(&server, MARKETING);
    let sent = || server.call("GET", &format!("/sends?program={MARKETING}&state=sent"), &Json::Null);
    until("something is sent", || sent()["items"][0]["id"].is_string());
    let send = sent()["items"][0].clone();
    let (id, address) = (send["id"].as_str().unwrap(), send["address"].as_str().unwrap());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as i64;
    let of = Returning { workspace: DEFAULT_WORKSPACE, send: id.parse::<SendId>().unwrap() };
    let back = verp::address(&keys(&data), of, Timestamp(now), DOMAIN);
    let kept =
        |server: &Server| server.call("GET", &format!("/suppressions?q={address}"), &Json::Null)["items"].clone();
    assert_eq!(kept(&server), Json::Array(Vec::new()));

    dovecot.deliver("1.a", &bounce(&back, address));
    until("the address is out", || kept(&server)[0]["invalid"].is_object());
    until("the message is put away", || (dovecot.files("", ""), dovecot.files(".Done", "S")) == (0, 1));
    let returned = server.call("GET", "/mail/returned", &Json::Null);
    assert_eq!((returned["items"].as_array().map(Vec::len), &returned["items"][0]["send"]), (Some(1), &send["id"]));

    let ways = || server.call("GET", "/ways-back", &Json::Null);
    until("it is told", || ways()["items"][0]["heard_at"].is_string());
    let told = ways();
    assert_eq!((&told["bounce_domain"], &told["items"][0]["kind"]), (&DOMAIN.into(), &"mailbox".into()), "{told}");
    assert_eq!(told["items"][0]["fails_since"], Json::Null, "{told}");

    // Where it stopped reading is remembered: the next start reads what is new.
    server.end();
    dovecot.deliver("2.b", &bounce(&back, address));
    let server = start();
    until("it is put away as well", || (dovecot.files("", ""), dovecot.files(".Done", "S")) == (0, 2));
    let returned = server.call("GET", "/mail/returned", &Json::Null);
    assert_eq!(returned["items"].as_array().map(Vec::len), Some(1), "the same is kept once");
    server.end();
}
