//! Real bounces and what is known of them: the messages and the expectations of flufl.bounce's own tests, read where
//! `tools/bounces` has put them. `SIEMBRA_REQUIRE_BOUNCES=1` makes their absence a failure.

use mail::returned::{Action, Returned};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

type Addresses = BTreeSet<String>;

/// Expected of one message.
#[derive(Debug, Default, PartialEq, Eq)]
struct Expected {
    temporary: Addresses,
    permanent: Addresses,
}

fn corpus() -> Option<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
    let tests = cache.join("siembra/bounces/flufl_bounce-6.0.0/tests");
    if tests.is_dir() {
        return Some(tests);
    }
    let required = std::env::var_os("SIEMBRA_REQUIRE_BOUNCES").is_some_and(|value| value != "0");
    assert!(!required, "the bounces are required here (SIEMBRA_REQUIRE_BOUNCES); fetch them with tools/bounces");
    eprintln!("NOT TESTED against real bounces: fetch them with tools/bounces");
    None
}

/// The table of the tests: a detector, a file, the addresses, whether they are temporary failures.
fn expectations(source: &str) -> BTreeMap<String, Expected> {
    let table = source.split_once("\nDETECTORS = [").unwrap().1.split_once("\n]\n").unwrap().0;
    let lines: String = table.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let mut expected: BTreeMap<String, Expected> = BTreeMap::new();
    let mut literals = Vec::new();
    let mut rest = lines.as_str();
    while let Some(at) = rest.find(['\'', 'T', 'F']) {
        let (word, after) = match &rest[at..] {
            text if text.starts_with('\'') => text[1..].split_once('\'').unwrap(),
            text => text.split_at(4),
        };
        rest = after;
        if word != "True" && word != "Fals" {
            literals.push(word.to_ascii_lowercase());
            continue;
        }
        let entry = expected.entry(literals[1].clone()).or_default();
        let of = if word == "True" { &mut entry.temporary } else { &mut entry.permanent };
        of.extend(literals.drain(..).skip(2));
    }
    expected
}

fn read(raw: &[u8]) -> (Returned, Expected) {
    let returned = Returned::read(raw);
    let of = |action: Action| {
        let recipients = returned.recipients.iter().filter(|recipient| recipient.action == action);
        recipients.map(|recipient| recipient.address.to_ascii_lowercase()).collect()
    };
    let told = Expected { temporary: of(Action::Delayed), permanent: of(Action::Failed) };
    (returned, told)
}

/// Each message with what is expected of it: nothing where the table does not name it.
fn messages() -> Option<Vec<(String, Vec<u8>, Expected)>> {
    let tests = corpus()?;
    let mut expected = expectations(&std::fs::read_to_string(tests.join("test_detectors.py")).unwrap());
    let mut messages = Vec::new();
    for entry in std::fs::read_dir(tests.join("data")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().to_ascii_lowercase();
        if name.ends_with(".txt") {
            let wanted = expected.remove(&name).unwrap_or_default();
            messages.push((name, std::fs::read(&path).unwrap(), wanted));
        }
    }
    assert!(expected.is_empty() && messages.len() > 110, "{} messages, without {expected:?}", messages.len());
    Some(messages)
}

#[test]
fn addresses_permanence_and_no_false_verdicts() {
    let Some(messages) = messages() else { return };
    let (mut addresses, mut permanence, mut false_hard, mut named) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for (name, raw, wanted) in &messages {
        let (returned, told) = read(raw);
        let all = |of: &Expected| of.temporary.union(&of.permanent).cloned().collect::<Addresses>();
        if all(&told) != all(wanted) {
            addresses.push((name, told, wanted));
        } else if told != *wanted {
            permanence.push((name, told, wanted));
        }
        named += returned.recipients.len();
        let hard = returned.recipients.iter().filter(|recipient| recipient.category.is_hard());
        let wrong = hard.filter(|recipient| !wanted.permanent.contains(&recipient.address.to_ascii_lowercase()));
        false_hard.extend(wrong.map(|recipient| (name.clone(), recipient.clone())));
    }
    let share = |wrong: usize, of: usize| 100.0 - 100.0 * wrong as f64 / of as f64;
    let (right, kept) = (share(addresses.len(), messages.len()), share(permanence.len(), messages.len()));
    println!("{} messages: addresses {right:.1} %, permanence {kept:.1} %", messages.len());
    assert!(right >= 98.0, "{addresses:#?}");
    assert!(kept >= 97.0, "{permanence:#?}");
    assert!(false_hard.len() * 200 <= named, "{false_hard:#?}");
}

#[test]
fn line_ends_change_nothing() {
    let Some(messages) = messages() else { return };
    for (name, raw, _) in messages {
        let text = raw.iter().filter(|byte| **byte != b'\r').copied().collect::<Vec<u8>>();
        let with = |end: &[u8]| text.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(end);
        let plain = Returned::read(&text);
        assert_eq!(Returned::read(&with(b"\r\n")), plain, "{name} with CRLF");
        assert_eq!(Returned::read(&with(b"\r")), plain, "{name} with CR");
    }
}
