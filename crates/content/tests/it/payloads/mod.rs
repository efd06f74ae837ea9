//! What has broken other template engines, typed by a marketer or put into a field by a stranger: an answer soon, and
//! nothing of the machine in it.

mod list;

use crate::fixture::{around, compile, context, email};
use content::render;
use list::{EXPRESSIONS, FOREIGN};
use std::time::{Duration, Instant};

/// The ways in which others write an expression.
const BRACKETS: &[(&str, &str)] =
    &[("{{ ", " }}"), ("{% if ", " %}yes{% endif %}"), ("{% for x in ", " %}{{ x }}{% endfor %}")];
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 200 });

/// What would tell of the machine.
fn leaks(text: &str) -> Option<String> {
    let home = std::env::var("HOME").unwrap_or_default();
    let path = std::env::var("PATH").unwrap_or_default();
    let secrets = ["root:x:0", "uid=", "__globals__\":", "subprocess", "CARGO", path.as_str(), home.as_str()];
    secrets.into_iter().find(|secret| secret.len() > 3 && text.contains(secret)).map(str::to_string)
}

#[test]
fn what_is_typed_into_a_template_tells_nothing_of_the_machine() {
    let mut tried = 0;
    for expression in EXPRESSIONS {
        for (open, close) in BRACKETS {
            let source = format!("{open}{expression}{close}");
            let started = Instant::now();
            let said = match compile(&email(&around(&source))) {
                // The place may repeat what was typed.
                Err(problems) => problems.iter().map(|problem| problem.message.replace(expression, "")).collect(),
                Ok(compiled) => render(&compiled, &context("Ana"))
                    .map(|message| message.html.replace(expression, ""))
                    .unwrap_or_default(),
            };
            assert!(started.elapsed() < LIMIT, "{source} took {:?}", started.elapsed());
            assert_eq!(leaks(&said), None, "{source}: {said}");
            tried += 1;
        }
    }
    assert!(tried >= 200, "{tried}");
}

#[test]
fn what_is_put_into_a_field_is_text() {
    let source = around("<p>[{{ contact.first_name }}]</p>");
    let compiled = compile(&email(&source)).unwrap();
    let own = EXPRESSIONS
        .iter()
        .flat_map(|expression| BRACKETS.iter().map(move |(open, close)| format!("{open}{expression}{close}")));
    for value in own.chain(FOREIGN.iter().map(|text| text.to_string())) {
        let started = Instant::now();
        let message = render(&compiled, &context(&value)).unwrap();
        assert!(started.elapsed() < LIMIT, "{value} took {:?}", started.elapsed());
        assert!(message.subject.starts_with(value.trim()), "{value}: {}", message.subject);
        let shown =
            message.html.split_once("[").and_then(|(_, rest)| rest.rsplit_once("]</p>")).map(|(shown, _)| shown);
        let plain = value
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\'', "&#39;");
        assert!(
            message.html.contains(&format!("[{plain}]"))
                || message.html.contains(&format!("[{}]", plain.replace('/', "&#x2f;"))),
            "{value}: {shown:?}"
        );
    }
}

#[test]
fn what_others_would_evaluate_stays_as_it_is_written() {
    for foreign in FOREIGN.iter().filter(|text| !text.contains("<") && !text.contains("{{")) {
        let Ok(compiled) = compile(&email(&around(foreign))) else { continue };
        let message = render(&compiled, &context("Ana")).unwrap();
        assert!(!message.html.contains("49") || foreign.contains("49"), "{foreign}: {}", message.html);
        assert!(message.html.contains(foreign), "{foreign}: {}", message.html);
    }
}
