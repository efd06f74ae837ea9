//! Emails that would hang or burst a process: each is refused, at once, with its place.

use crate::fixture::{around, compile, email};
use content::{Part, Problem};
use std::time::{Duration, Instant};

/// Compiles and returns the first problem; fails when it takes long. Debug builds, which share the machine with other tests, are granted more time.
fn refused(mjml: &str) -> Problem {
    let started = Instant::now();
    let problems = compile(&email(mjml)).err().unwrap_or_else(|| panic!("accepted: {:.200}", mjml));
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 200 });
    assert!(started.elapsed() < limit, "took {:?} for {:.100}", started.elapsed(), mjml);
    let problem = problems[0].clone();
    assert!(!problem.message.is_empty() && !problem.remedy.is_empty());
    problem
}

/// As `refused`, and on line 3 of the MJML.
fn refused_on_line_3(template: &str) -> Problem {
    let problem = refused(&around(&format!("one\ntwo\n{template}")));
    assert_eq!((problem.part, problem.line), (Part::Mjml, Some(3)), "{problem}");
    problem
}

#[test]
fn syntax_errors_name_their_line() {
    refused_on_line_3("{{ contact.first_name ");
    refused_on_line_3("{% if contact.first_name %} }} {{ }}");
    refused_on_line_3("{{ 'open }}");
    refused_on_line_3("{% endfor %}");
    let mut bad = email(&around("fine"));
    bad.subject = "Hi {{ contact.first_name".into();
    assert_eq!(compile(&bad).err().unwrap()[0].part, Part::Subject);
}

#[test]
fn loops_that_do_not_end_in_time() {
    let ten = "[1,2,3,4,5,6,7,8,9,10]";
    let open: String = (0..8).map(|n| format!("{{% for x{n} in {ten} %}}")).collect();
    let nested = format!("{open}{{% if x0 %}}{{% endif %}}{}", "{% endfor %}".repeat(8));
    let problem = refused_on_line_3(&nested);
    assert!(problem.message.contains("does not end"), "{problem}");
    assert!(refused_on_line_3("{% for x in [1] recursive %}{{ loop(x) }}{% endfor %}").message.contains("recursive"));
    assert!(refused_on_line_3("{% for x in range(1000000000000) %}.{% endfor %}").message.contains("function"));
}

#[test]
fn texts_that_double() {
    assert!(refused_on_line_3("{% set x = 'ab' %}{% set x = x ~ x %}").message.contains("set"));
    let doubling = (0..40).fold("'ab'".to_string(), |text, _| format!("({text} ~ {text})").chars().take(400).collect());
    refused(&around(&format!("{{{{ {doubling} }}}}")));
    assert!(refused_on_line_3("{{ 'ab' * 100000000 }}").message.contains("joining"));
    assert!(refused_on_line_3("{{ 'ab' + 'ab' }}").message.contains("joining"));
    assert!(refused_on_line_3("{% filter upper %}x{% endfilter %}").message.contains("filter"));
    assert!(refused_on_line_3("{{ 'x' | replace('x', 'xx') }}").message.contains("replace"));
    assert!(refused_on_line_3("{{ contact.a | safe }}").message.contains("safe"));
    assert!(refused_on_line_3("{{ 'x' | center(100000000) }}").message.contains("center"));
    assert!(refused_on_line_3("{% macro m() %}{{ m() }}{% endmacro %}").line == Some(3));
    assert!(refused_on_line_3("{% include 'html' %}").line == Some(3));
}

#[test]
fn output_that_grows() {
    let list = format!("[{}]", "1,".repeat(99));
    let text = "x".repeat(4_000);
    let source = format!("{{% for a in {list} %}}{{% for b in {list} %}}{text}{{% endfor %}}{{% endfor %}}");
    let problem = refused(&around(&source));
    assert!(problem.message.contains("too long") || problem.message.contains("larger than"), "{problem}");
    let row = "[1,2,3,4,5,6,7,8,9,10]";
    let problem = refused_on_line_3(&format!(
        "{{% for a in {row} %}}{{% for b in {row} %}}{{% for c in {row} %}}{text}{{% endfor %}}{{% endfor %}}{{% endfor %}}"
    ));
    assert!(problem.message.contains("larger than"), "{problem}");
}

#[test]
fn deep_or_long_templates() {
    refused(&around(&format!("{}{}", "{% if 1 %}".repeat(2_000), "{% endif %}".repeat(2_000))));
    refused(&around(&format!("{{% if 1 %}}{}{{% endif %}}", "{% elif 1 %}".repeat(20_000))));
    refused(&around(&format!("{{{{ a{} }}}}", "|upper".repeat(40_000))));
    refused(&around(&format!("{{{{ a{} }}}}", ".b".repeat(100_000))));
    refused(&around(&format!("{{{{ {}a{} }}}}", "(".repeat(50_000), ")".repeat(50_000))));
    refused(&around(&format!("{{{{ {}1 }}}}", "not ".repeat(50_000))));
    refused(&around(&"{{ a }}".repeat(30_000)));
    refused(&around(&"x".repeat(300_000)));
    refused(&around("{% raw %}{{{% endraw %}"));
}

#[test]
fn deep_or_broken_mjml() {
    let deep = |name: &str, n: usize| format!("{}{}", format!("<{name}>").repeat(n), format!("</{name}>").repeat(n));
    assert!(refused(&around(&deep("div", 20_000))).message.contains("levels"));
    refused(&around(&"<div>".repeat(40_000)));
    refused(&around(&"<span><b></span></b>".repeat(1_000)));
    let sections = format!("<mjml><mj-body>{}</mj-body></mjml>", deep("mj-wrapper", 10_000));
    refused(&sections);
    refused(&format!("<mjml><mj-body>{}</mj-body></mjml>", "<mj-raw/>".repeat(20_000)));
    let problem = refused("<mjml>\n<mj-body>\n<mj-section><mj-colum></mj-section>\n</mj-body></mjml>");
    assert_eq!(problem.line, Some(3), "{problem}");
    let problem = refused(
        "<mjml>\n<mj-body>{{ company }}\n<mj-section><mj-text>{{ a\n}}</mj-text></mj-section>\n</mj-boddy></mjml>",
    );
    assert_eq!(problem.line, Some(5), "{problem}");
    refused("");
    refused("just text");
    refused("PK\u{3}\u{4}\0\0");
    refused("<mjml><mj-body><mj-include path=\"/etc/passwd\" /></mj-body></mjml>");
    refused("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><mjml><mj-body></mj-body></mjml>");
}

#[test]
fn markup_that_the_renderer_would_repeat() {
    let long = "x".repeat(100_000);
    refused(&format!(
        "<mjml><mj-head><mj-attributes><mj-all css-class=\"{long}\" /></mj-attributes></mj-head><mj-body></mj-body></mjml>"
    ));
    let many: String = (0..200).map(|n| format!("<mj-class name=\"c{n}\" color=\"{}\" />", "x".repeat(100))).collect();
    refused(&format!("<mjml><mj-head><mj-attributes>{many}</mj-attributes></mj-head><mj-body></mj-body></mjml>"));
    let images = "<mj-carousel-image src=\"a\" />".repeat(1_000);
    refused(&format!(
        "<mjml><mj-body><mj-section><mj-column><mj-carousel>{images}</mj-carousel></mj-column></mj-section></mj-body></mjml>"
    ));
}

#[test]
fn the_largest_message_that_is_allowed_renders_soon() {
    let row = "[1,2,3,4,5,6,7,8,9,10]";
    let cell = "<table><tr><td><a href=\"https://e.com/{{ a }}\">x &amp; y</a></td><td>{{ b }}<br></td></tr></table>"
        .repeat(15);
    let source = format!("{{% for a in {row} %}}{{% for b in {row} %}}{cell}{{% endfor %}}{{% endfor %}}");
    let compiled = compile(&email(&around(&source))).ok().expect("within the limits");
    let started = Instant::now();
    let message = content::render(&compiled, &content::Context::new()).unwrap();
    assert!(message.html.len() > 100_000, "{}", message.html.len());
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 5_000 } else { 1_000 });
    assert!(started.elapsed() < limit, "{:?} for {} bytes", started.elapsed(), message.html.len());
}

/// Everything above once more, in a process that may have 512 MiB of addresses and no more.
#[test]
fn all_of_this_fits_into_little_memory() {
    const MARK: &str = "SIEMBRA_BOMBS_CONFINED";
    if std::env::var_os(MARK).is_some() {
        return;
    }
    let program = std::env::current_exe().unwrap();
    let script = format!("ulimit -v 524288; exec '{}' bombs:: --test-threads=2", program.display());
    let output = std::process::Command::new("sh").args(["-c", &script]).env(MARK, "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Letters of several bytes before an angle bracket in text, and everywhere else.
#[test]
fn letters_outside_ascii_stand_anywhere() {
    for text in ["é❤️>", "❤️\">", "→>→>", "ñ>ø>", "]>é"] {
        for source in [text.to_string(), format!("<b>{text}</b>"), format!("<!-- {text} -->{text}")] {
            let compiled = compile(&email(&around(&source))).ok().unwrap_or_else(|| panic!("{source} is refused"));
            let message = content::render(&compiled, &content::Context::new()).unwrap();
            assert!(message.html.replace("&gt;", ">").contains(text), "{source}: {}", message.html);
        }
    }
}

mod random {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// Whatever is typed: an answer, never a crash; and what is accepted leaves no tag behind.
        #[test]
        fn nothing_crashes(pieces in proptest::collection::vec(prop_oneof![
            Just("{{ "), Just(" }}"), Just("{% if a %}"), Just("{% endif %}"), Just("{% for x in y %}"), Just("{% endfor %}"),
            Just("{#"), Just("#}"), Just("<b>"), Just("</b>"), Just("<br>"), Just("<mj-text>"), Just("</mj-text>"), Just("a.b"),
            Just("|upper"), Just("'"), Just("\""), Just("<!--"), Just("-->"), Just("&amp;"), Just("é❤️"), Just("\n"), Just("sbr0x1z"),
            Just("[1,2]"), Just(" in "), Just("-%}"), Just("{%-"), Just("<a href=\""), Just("\">"), Just("</a>"), Just("{{ a }}"),
        ], 0..24)) {
            let source = around(&pieces.concat());
            if let Ok(compiled) = compile(&email(&source)) {
                let html = content::render(&compiled, &content::Context::new()).map(|m| m.html).unwrap_or_default();
                prop_assert!(!html.contains("{%") && !html.contains("{{"), "{source}\n{html}");
                content::links::Links::of(&html, &[]).rewrite(|_, t| Some(t.to_string()));
            }
        }
    }
}
