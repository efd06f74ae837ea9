//! Emails with snippets in them, and conditions on segments.

use crate::fixture::{around, compile as plain, context, email};
use content::{Known, Problem, Severity, Shared, check, check_snippet, compile, lint, render, uses};
use model::definition::{Body, Email, Snippet};
use model::field::builtin_fields;

const FOOTER: &str = "<mj-section>\n  <mj-column>\n    <mj-text>{{ company }}, {{ postal_address }}\n      <a href=\"{{ unsubscribe_url }}\">Leave</a></mj-text>\n  </mj-column>\n</mj-section>";

fn said(all: &[(&str, &str)]) -> Shared {
    let snippets = all.iter().map(|(key, mjml)| (key.to_string(), mjml.to_string())).collect();
    Shared { snippets, ..Shared::default() }
}

fn known() -> Known {
    Known::new(&builtin_fields(), ["engaged"])
}

/// A document with this on line 3.
fn holding(line: &str) -> Email {
    email(&format!(
        "<mjml><mj-body>\n<mj-section><mj-column><mj-text>Hi</mj-text></mj-column></mj-section>\n{line}\n</mj-body></mjml>"
    ))
}

fn first(email: &Email, snippets: &Shared) -> Problem {
    compile(email, snippets).err().expect("it is refused")[0].clone()
}

#[test]
fn an_email_says_what_its_snippets_say() {
    let snippets = said(&[
        ("footer", FOOTER),
        ("word", "<mj-text>Between</mj-text>"),
        ("pair", "<mj-column><mj-text>Left</mj-text></mj-column>\n<mj-column><mj-text>Right</mj-text></mj-column>"),
    ]);
    let email = holding(
        "<mj-section><mj-column><mj-include path=\"snippet:word\" /><mj-text>After</mj-text></mj-column></mj-section><mj-section><mj-include path='snippet:pair'/></mj-section><mj-include path=\"snippet:footer\"/>",
    );
    let compiled = compile(&email, &snippets).unwrap_or_else(|found| panic!("{found:?}"));
    let html = render(&compiled, &context("Ana")).unwrap().html;
    let places: Vec<usize> = ["Hi", "Between", "After", "Left", "Right", "Calle 1"]
        .iter()
        .map(|word| html.find(word).unwrap_or_else(|| panic!("no {word} in {html}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    let errors: Vec<_> =
        lint(&compiled, &email, &known()).into_iter().filter(|p| p.severity == Severity::Error).collect();
    assert_eq!(errors, [], "the way out and the address are the snippet's");
    let used = uses(&Body::Email(email)).snippets;
    assert_eq!(used.iter().map(String::as_str).collect::<Vec<_>>(), ["footer", "pair", "word"]);
}

#[test]
fn what_is_wrong_in_a_snippet_is_told_by_its_line_and_by_where_it_stands() {
    let wrong = FOOTER.replace("{{ company }}", "{{ compny }}");
    let email = holding(
        "<mj-include path=\"snippet:footer\" />\n<mj-section><mj-column><mj-text>{{ contact.frist_name }}</mj-text></mj-column></mj-section>",
    );
    let found = check(&email, &said(&[("footer", &wrong)]), &known());
    let told: Vec<String> = found.iter().filter(|p| p.severity == Severity::Error).map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "mjml, line 3: in the snippet \"footer\", line 3: there is no variable \"compny\". Did you mean company?",
            "mjml, line 4: there is no variable \"contact.frist_name\". Did you mean contact.first_name?",
        ]
    );
    // The renderer's own complaints too.
    let bad = first(
        &email,
        &said(&[("footer", "<mj-section><mj-column><mj-social>\n<mj-text /></mj-social></mj-column></mj-section>")]),
    );
    assert_eq!((bad.line, bad.snippet), (Some(3), Some(("footer".to_string(), 2))), "{}", bad.message);
    let open = first(&email, &said(&[("footer", "<mj-section>\n{% if company %}</mj-section>")]));
    assert_eq!((open.line, open.snippet.map(|(key, _)| key)), (Some(3), Some("footer".to_string())));
    let torn = first(&email, &said(&[("footer", "</mj-body><mj-body>")]));
    assert!(torn.message.contains("closes <snippet>") && torn.snippet.is_some(), "{torn}");
}

#[test]
fn a_snippet_stands_only_where_what_it_holds_may() {
    let snippets =
        said(&[("footer", FOOTER), ("word", "<mj-text>x</mj-text>"), ("raw", "<mj-raw><!-- x --></mj-raw>")]);
    let refused = |line: &str, piece: &str| {
        let problem = first(&holding(line), &snippets);
        assert!(problem.message.contains(piece), "{problem}");
        assert_eq!(problem.line, Some(3), "{problem}");
    };
    refused(
        "<mj-section><mj-column><mj-include path=\"snippet:footer\" /></mj-column></mj-section>",
        "holds sections and may not stand in <mj-column>",
    );
    refused("<mj-include path=\"snippet:word\" />", "holds what stands in columns and may not stand in <mj-body>");
    refused(
        "<mj-section><mj-column><mj-text><mj-include path=\"snippet:word\" /></mj-text></mj-column></mj-section>",
        "may not stand in <mj-text>",
    );
    refused("<mj-include path=\"snippet:fotter\" />", "there is no snippet \"fotter\"");
    refused("<mj-include path=\"/etc/passwd\" />", "takes snippets only");
    refused("<mj-include path=\"snippet:{{ company }}\" />", "there is no snippet");
    refused("<mj-include path=\"snippet:footer\"></mj-include>", "ends where it begins");
    refused("<mj-include />", "takes snippets only");
    for fine in [
        "<!-- <mj-include path=\"snippet:none\" /> -->",
        "{# <mj-include path=\"snippet:none\" /> #}",
        "<mj-include path=\"snippet:raw\" />",
    ] {
        assert!(compile(&holding(fine), &snippets).is_ok(), "{fine}");
    }
}

#[test]
fn a_snippet_is_a_whole_by_itself() {
    let refused = |mjml: &str, piece: &str| {
        let found = check_snippet(mjml, &known());
        assert!(found.iter().any(|p| p.severity == Severity::Error && p.message.contains(piece)), "{mjml}: {found:?}");
        found[0].line
    };
    assert_eq!(refused("<mj-section />\n<mj-include path=\"snippet:other\" />", "may not include another"), Some(2));
    assert_eq!(refused("<mj-section />\n<mj-text>x</mj-text>", "either sections or what stands in columns"), Some(2));
    refused("<mjml><mj-body></mj-body></mjml>", "may not stand at the top");
    refused("Just words", "at least one MJML element");
    refused("<mj-section>", "closes <mj-section>");
    refused("{% if company %}<mj-text>x</mj-text>", "");
    assert_eq!(refused("<mj-text>\n{{ compny }}</mj-text>", "there is no variable"), Some(2));
    assert_eq!(check_snippet(FOOTER, &known()), [], "it needs no way out of its own");
    assert_eq!(
        check_snippet("<mj-text>Hello {{ contact.first_name }}</mj-text>", &known()),
        [],
        "defaults are the email's"
    );
}

#[test]
fn snippets_cannot_make_an_email_burst() {
    let snippets =
        said(&[("big", &format!("<mj-text>{}</mj-text>", "x".repeat(60_000))), ("word", "<mj-text>x</mj-text>")]);
    let many = |key: &str, n: usize| {
        let all = format!("<mj-include path=\"snippet:{key}\" />").repeat(n);
        email(&format!("<mjml><mj-body><mj-section><mj-column>{all}</mj-column></mj-section></mj-body></mjml>"))
    };
    assert!(first(&many("word", 51), &snippets).message.contains("more than 50"));
    assert!(compile(&many("word", 50), &snippets).is_ok());
    assert!(first(&many("big", 50), &snippets).message.contains("longer than 256 KiB"));
    let warned = check(&many("big", 2), &snippets, &known());
    assert!(warned.iter().any(|p| p.message.contains("Gmail")), "the size counts with what is included: {warned:?}");
}

#[test]
fn a_condition_asks_whether_the_contact_is_in_a_segment() {
    let source = around(
        "{% if \"engaged\" in contact.segments %}Warm{% else %}Cold{% endif %}{% if \"engaged\" not in contact.segments and company %}!{% endif %}",
    );
    let compiled = plain(&email(&source)).unwrap();
    let mut warm = context("Ana");
    warm.segments(["customers", "engaged"]);
    assert!(render(&compiled, &warm).unwrap().html.contains("Warm</div>"));
    for segments in [&["engaged-twice"][..], &[]] {
        let mut cold = context("Ana");
        cold.segments(segments.iter().copied());
        assert!(render(&compiled, &cold).unwrap().html.contains("Cold!</div>"));
    }
    assert!(render(&compiled, &context("Ana")).unwrap().html.contains("Cold!</div>"));
}

#[test]
fn only_segments_in_force_can_be_asked_for_and_by_their_keys() {
    let snippet = "<mj-text>{% if \"engagd\" in contact.segments %}x{% endif %}</mj-text>".to_string();
    let found = check_snippet(&snippet, &known());
    assert_eq!(found[0].to_string(), "mjml, line 1: there is no segment \"engagd\". Did you mean engaged?");
    let body = Body::Snippet(Snippet { label: "x".into(), description: String::new(), mjml: snippet });
    assert!(uses(&body).segments.contains("engagd"));
    let mut of_subject = email(&around("x"));
    of_subject.subject = "{% if 'gone' in contact[\"segments\"] %}a{% endif %}".into();
    assert!(uses(&Body::Email(of_subject)).segments.contains("gone"));
    for source in [
        "{{ contact.segments }}",
        "{% for one in contact.segments %}{{ one }}{% endfor %}",
        "{% if contact.first_name in contact.segments %}x{% endif %}",
        "{% if contact.segments is defined %}x{% endif %}",
    ] {
        let problem = plain(&email(&around(source))).err().unwrap_or_else(|| panic!("accepted: {source}"))[0].clone();
        assert!(problem.message.contains("by its key"), "{problem}");
    }
}
