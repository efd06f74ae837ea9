//! What a recipient reads.

use crate::fixture::{MJML, around, compile, context, email};
use content::{Context, render};

#[test]
fn a_message_is_filled_for_its_contact() {
    let compiled = compile(&email(MJML)).unwrap();
    let message = render(&compiled, &context("Ana")).unwrap();
    assert_eq!(message.subject, "Ana, a guide for Núñez & Søn");
    assert!(message.html.contains("Hello Ana,"));
    assert!(message.html.contains("Núñez &amp; Søn needs"), "values are escaped in HTML");
    assert!(message.html.contains("https://www.example.com/guide?c=ES"));
    assert!(message.html.contains("Ten minutes, Ana &amp; you know</div>"), "the preheader is at the top");
    for part in [&message.subject, &message.html, &message.text] {
        assert!(!part.contains("{{") && !part.contains("{%"), "no raw braces: {part}");
    }
}

#[test]
fn the_text_part_reads_like_a_letter() {
    let compiled = compile(&email(MJML)).unwrap();
    let text = render(&compiled, &context("Ana")).unwrap().text;
    assert!(text.starts_with("Hello Ana,\nsee & read what Núñez & Søn needs."), "{text}");
    assert!(text.contains("[1]: https://www.example.com/chart?a=1&b=2"), "{text}");
    assert!(text.contains("https://go.example.com/u/abc"), "{text}");
    assert!(!text.contains(['│', '─', '┼', '|']), "no table boxes: {text}");
    assert!(!text.contains("Ten minutes"), "the preheader is not part of the text: {text}");
}

#[test]
fn a_written_text_part_is_used_as_it_is() {
    let mut email = email(MJML);
    email.text = "Hi {{ contact.first_name }} <3 {{ account.name }}\n{{ unsubscribe_url }}".into();
    let message = render(&compile(&email).unwrap(), &context("Ana")).unwrap();
    assert_eq!(message.text, "Hi Ana <3 Núñez & Søn\nhttps://go.example.com/u/abc");
}

#[test]
fn what_is_unknown_or_empty_reads_its_default_or_nothing() {
    let mut email = email(&around("[{{ contact.first_name }}][{{ contact.job_title }}][{{ nobody.knows.this }}]"));
    email.subject = "For {{ contact.first_name }}".into();
    let compiled = compile(&email).unwrap();
    for first_name in ["", "  "] {
        let mut context = context(first_name);
        context.set("contact.job_title", "");
        let message = render(&compiled, &context).unwrap();
        assert_eq!(message.subject, "For there");
        assert!(message.html.contains("[there][][]"), "{}", message.html);
    }
    assert!(render(&compiled, &Context::new()).unwrap().html.contains("[there][][]"));
}

#[test]
fn values_cannot_break_out_of_their_place() {
    let source = around(
        r#"<a href="https://e.com/{{ contact.first_name }}" title="{{ contact.first_name }}">{{ contact.first_name }}</a>"#,
    );
    let compiled = compile(&email(&source)).unwrap();
    let message = render(&compiled, &context("\"><script>alert('x')</script>\r\nBcc: all@example.com")).unwrap();
    assert!(!message.html.contains("<script>"), "{}", message.html);
    assert!(message.html.contains("&lt;script&gt;alert(&#39;x&#39;)"));
    assert!(!message.subject.contains(['\r', '\n']), "{}", message.subject);
    let message = render(&compiled, &context("{{ contact.email }}{% for x in [1] %}")).unwrap();
    assert!(message.html.contains("{{ contact.email }}"), "a value is never read as a template");
}

#[test]
fn conditions_loops_and_filters_work_where_mjml_lets_them_stand() {
    let source = r#"<mjml><mj-body>
<mj-raw>{% if contact.country == "ES" and contact.first_name %}</mj-raw>
<mj-section><mj-column><mj-text>¡Hola {{ contact.first_name | upper }}!</mj-text></mj-column></mj-section>
<mj-raw>{% else %}</mj-raw>
<mj-section><mj-column><mj-text>Hello {{ contact.first_name }}</mj-text></mj-column></mj-section>
<mj-raw>{% endif %}</mj-raw>
<mj-section><mj-column><mj-text>{# a note <b> #}{% for n in ["a", "b"] %}{{ n }}{{ loop.index }};{% endfor %}
{{ contact.since | date }} {{ contact.since | date("iso") }} {{ contact.price | round(1) }} {{ contact.long | truncate(9) }}</mj-text></mj-column></mj-section>
</mj-body></mjml>"#;
    let compiled = compile(&email(source)).unwrap();
    let mut context = context("Ana");
    context.set("contact.since", "2026-03-01T10:00:00Z").set("contact.price", "12.345");
    context.set("contact.long", "one two three");
    let html = render(&compiled, &context).unwrap().html;
    assert!(html.contains("¡Hola ANA!") && !html.contains("Hello"), "{html}");
    // `loop` counts; dates, numbers and long texts have their forms.
    for piece in ["a1;b2;", "01.03.2026 2026-03-01 12.3 one two…"] {
        assert!(html.contains(piece), "{piece} in {html}");
    }
    context.set("contact.country", "NO");
    assert!(render(&compiled, &context).unwrap().html.contains("Hello Ana"));
}

#[test]
fn attributes_keep_quotes_accents_emoji_and_expressions() {
    let source = r#"<mjml><mj-body><mj-section><mj-column>
<mj-image src="https://e.com/a.png" alt="Mañana ❤️ &quot;now&quot; \o/" href='https://e.com/{{ contact.job | default("x") }}' />
</mj-column></mj-section></mj-body></mjml>"#;
    let html = render(&compile(&email(source)).unwrap(), &Context::new()).unwrap().html;
    assert!(html.contains("alt=\"Mañana ❤&#xfe0f; &quot;now&quot; &#x5c;o/\""), "{html}");
    assert!(html.contains("https://e.com/x\""), "{html}");
}
