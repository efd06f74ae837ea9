//! What stops an email from being published, and what only warns.

use crate::fixture::{MJML, around, compile, email};
use content::{Known, Part, Problem, Severity, Shared, asset_reads, check, check_snippet, lint};
use model::definition::Email;
use model::field::builtin_fields;

fn problems(email: &Email) -> Vec<Problem> {
    lint(&compile(email).unwrap(), email, &Known::new(&builtin_fields(), ["engaged"]))
}

fn errors(email: &Email) -> Vec<String> {
    problems(email).into_iter().filter(|p| p.severity == Severity::Error).map(|p| p.to_string()).collect()
}

#[test]
fn a_good_email_has_no_errors() {
    assert_eq!(errors(&email(MJML)), Vec::<String>::new());
}

#[test]
fn a_misspelled_variable_is_named_with_its_line_and_the_right_name() {
    let source = MJML.replace("{{ contact.first_name }},<br>", "{{ contact.frist_name }},<br>");
    let errors = errors(&email(&source));
    assert_eq!(errors.len(), 1, "{errors:?}");
    let wanted = "mjml, line 5: there is no variable \"contact.frist_name\". Did you mean contact.first_name?";
    assert_eq!(errors[0], wanted);
}

#[test]
fn marketing_mail_needs_a_way_out_and_an_address_and_operational_mail_does_not() {
    let mut bare = email(&around("Hello"));
    let errors_of_marketing = errors(&bare);
    assert!(errors_of_marketing.iter().any(|e| e.contains("unsubscribe_url")), "{errors_of_marketing:?}");
    assert!(errors_of_marketing.iter().any(|e| e.contains("postal_address")));
    bare.operational = Some("receipt".into());
    assert_eq!(errors(&bare), Vec::<String>::new());
    let mut with_text = email(MJML);
    with_text.text = "Hello".into();
    assert!(errors(&with_text).iter().any(|e| e.starts_with("text: marketing mail without an unsubscribe link")));
}

#[test]
fn images_links_subjects_and_size_are_looked_at() {
    let source = around(
        "{{ unsubscribe_url }}{{ postal_address }}\n<img src=\"http://e.com/a.png\">\n<a href=\"\">x</a>\n<a href=\"http://e.com\">x</a>\n<a href=\"www.e.com\">x</a>\n<a href=\"javascript:x\">x</a>{{ contact.job_title }}",
    );
    let mut bad = email(&source);
    bad.subject = " ".into();
    let found: Vec<(Option<usize>, Severity, String)> =
        problems(&bad).into_iter().map(|p| (p.line, p.severity, p.message)).collect();
    let has = |line: usize, severity: Severity, piece: &str| {
        assert!(
            found.iter().any(|(l, s, m)| (*l == Some(line) || (line == 0 && l.is_none()))
                && *s == severity
                && m.contains(piece)),
            "line {line} {piece} in {found:#?}"
        );
    };
    has(0, Severity::Error, "no subject");
    has(2, Severity::Warning, "alternative text");
    has(2, Severity::Warning, "fetched without encryption");
    has(3, Severity::Error, "leads nowhere");
    has(4, Severity::Warning, "not encrypted");
    has(5, Severity::Error, "lacks its https");
    has(6, Severity::Error, "script");
    has(6, Severity::Warning, "no default");
    let long = problems(&email(&around(&"long ".repeat(21_000))));
    assert!(long.iter().any(|p| p.part == Part::Mjml && p.severity == Severity::Error && p.message.contains("Gmail")));
}

/// Lines of the errors that are about addresses.
fn unaddressed(email: &Email, shared: &Shared) -> Vec<usize> {
    let known = Known::new(&builtin_fields(), []);
    let errors = check(email, shared, &known).into_iter().filter(|one| one.severity == Severity::Error);
    errors
        .filter(|one| one.message.contains("address") && !one.message.contains("postal"))
        .filter_map(|one| one.line)
        .collect()
}

#[test]
fn a_picture_without_an_address_is_found_unless_its_class_has_one() {
    let of = |head: &str, inner: &str| {
        let column = format!("<mj-section><mj-column>\n{inner}\n</mj-column></mj-section>");
        let mjml = format!("<mjml><mj-head>{head}</mj-head><mj-body>{column}</mj-body></mjml>");
        unaddressed(&email(&mjml), &Shared::default())
    };
    for wrong in [
        "<mj-image src=\"\" alt=\"A field\" />",
        "<mj-image src=\"  \" alt=\"\"></mj-image>",
        "<mj-image alt=\"A field\" />",
        "<mj-image mj-class=\"logo\" alt=\"\" />",
        "<mj-text><img alt=\"\"></mj-text>",
        "<mj-carousel><mj-carousel-image src=\"\" alt=\"\" /></mj-carousel>",
        "<mj-social><mj-social-element name=\"x\" src=\"\" href=\"https://e.com\" /></mj-social>",
    ] {
        assert_eq!(of("", wrong), [2], "{wrong}");
    }
    let class = "<mj-attributes><mj-class name=\"logo\" src=\"https://e.com/a.png\" /></mj-attributes>";
    let all = "<mj-attributes><mj-image src=\"https://e.com/a.png\" /></mj-attributes>";
    let padding = "<mj-attributes><mj-image padding=\"0\" /></mj-attributes>";
    assert_eq!(of(class, "<mj-image mj-class=\"big logo\" alt=\"\" />"), [0; 0]);
    assert_eq!(of(class, "<mj-image mj-class=\"logo\" src=\"\" alt=\"\" />"), [2], "its own goes before");
    assert_eq!(of(all, "<mj-image alt=\"\" />"), [0; 0]);
    assert_eq!(of(padding, "<mj-image src=\"{{ asset.url }}\" alt=\"\" />"), [0; 0]);
    assert_eq!(of("", "<mj-social><mj-social-element name=\"x\" href=\"https://e.com\" /></mj-social>"), [0; 0]);
    let hero = "<mjml><mj-body>\n<mj-hero background-url=\"\"><mj-text>x</mj-text></mj-hero></mj-body></mjml>";
    assert_eq!(unaddressed(&email(hero), &Shared::default()), [2]);
    // What the brand gives a logo a snippet does not know by itself.
    let known = Known::new(&builtin_fields(), []);
    assert_eq!(check_snippet("<mj-image mj-class=\"logo\" alt=\"\" />", &known), []);
    assert_eq!(check_snippet("<mj-image src=\"\" mj-class=\"logo\" alt=\"\" />", &known).len(), 1);
}

#[test]
fn what_is_read_of_offered_content_is_told_unless_it_may_be_missing() {
    let reads = |text: &str| asset_reads(&email(&around(text)), &Shared::default()).into_iter().collect::<Vec<_>>();
    assert_eq!(reads("{{ asset.url }}{{ contact.first_name }}"), ["asset.url"]);
    assert_eq!(reads("{% if asset.url %}{{ asset.url }}{% endif %}{{ asset.label | default(\"it\") }}"), [""; 0]);
    let mut with_default = email(&around("{{ asset.url }}"));
    with_default.defaults.insert("asset.url".into(), "https://e.com".into());
    assert!(asset_reads(&with_default, &Shared::default()).is_empty());
}
