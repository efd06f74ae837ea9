//! Policies as they are served, well and ill.

use super::*;
use proptest::prelude::*;

#[test]
fn a_policy_is_read_with_either_end_of_line_and_keys_that_nobody_knows() {
    let policy =
        Policy { mode: Mode::Enforce, mx: vec!["mx.example.com".into(), "*.example.net".into()], max_age: 604_800 };
    let text = "version: STSv1\nmode: enforce\nmx: MX.example.com\nmx:*.example.net\nmax_age: 604800\n";
    assert_eq!(parse(text.as_bytes()).unwrap(), policy);
    assert_eq!(parse(text.replace('\n', "\r\n").as_bytes()).unwrap(), policy);
    let more = format!("{text}\nx-new.key_1: \t some thing: else \nmode: none\nversion: STSv2\nmax_age: 1");
    assert_eq!(parse(more.as_bytes()).unwrap(), policy, "the first counts");
    let none = Policy { mode: Mode::None, mx: vec![], max_age: 0 };
    assert_eq!(parse(b"max_age: 0\nmode: none \nversion: STSv1").unwrap(), none);
}

#[test]
fn what_is_wrong_is_said() {
    let with = |line: &str, instead: &str| {
        let text = "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 86400\n".replace(line, instead);
        parse(text.as_bytes()).unwrap_err().to_string()
    };
    for (line, instead, says) in [
        ("version: STSv1", "version: STSv2", "version"),
        ("version: STSv1\n", "", "version"),
        ("testing", "Testing", "mode"),
        ("mode: testing\n", "", "mode"),
        ("max_age: 86400\n", "", "max_age"),
        ("86400", "-1", "max_age"),
        ("86400", "1e6", "max_age"),
        ("86400", "99999999999", "max_age"),
        ("mx: mx.example.com\n", "", "no server"),
        ("mx.example.com", "mx.*.com", "\"mx.*.com\""),
        ("mx.example.com", "*", "\"*\""),
        ("mx.example.com", "*.", "\"*.\""),
        ("mx.example.com", "-mx.example.com", "is no name"),
        ("mx.example.com", "mx..com", "is no name"),
        ("mx: mx.example.com", "mx mx.example.com", "line 3"),
        ("version: STSv1", "<!doctype html>", "line 1"),
        ("version", " version", "line 1"),
    ] {
        let why = with(line, instead);
        assert!(why.contains(says), "{instead}: {why}");
    }
    assert_eq!(parse(b"version: STSv1\nmode: \xff"), Err(Unreadable::Encoding));
    assert_eq!(parse(b""), Err(Unreadable::Version));
    assert!(with("mx.example.com", &"x.".repeat(9_000)).len() < 200, "what is quoted is cut off");
}

#[test]
fn a_star_stands_for_one_label() {
    let policy = Policy { mode: Mode::Enforce, mx: vec!["mx.example.com".into(), "*.example.net".into()], max_age: 1 };
    for (host, named) in [
        ("mx.example.com", true),
        ("MX.Example.com.", true),
        ("mx2.example.com", false),
        ("a.example.net", true),
        ("a.b.example.net", false),
        ("example.net", false),
        (".example.net", true),
        ("aexample.net", false),
        ("", false),
    ] {
        assert_eq!(policy.names(host), named, "{host}");
    }
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(body in prop::collection::vec(any::<u8>(), 0..400), text in "(version|mode|mx|max_age|[a-z:*.\\PC]{0,9}|: ?|\r?\n|STSv1|none){0,30}") {
        _ = parse(&body);
        if let Ok(policy) = parse(text.as_bytes()) {
            policy.names(&text);
        }
    }
}
