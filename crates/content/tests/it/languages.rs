//! Emails in several languages.

use crate::fixture::{MJML, compile, context, email};
use content::{Context, Known, Part, Severity, lint, render, render_in, without_default};
use model::definition::{Email, Translation};
use model::field::builtin_fields;

fn spanish() -> Email {
    let translation = Translation {
        subject: "{{ contact.first_name }}, una guía".into(),
        preheader: "Diez minutos".into(),
        mjml: MJML.replace("Hello", "Hola").replace("Unsubscribe", "Darse de baja"),
        text: String::new(),
    };
    let mut email = email(MJML);
    email.languages.insert("es".into(), translation);
    email
}

fn reading(language: &str) -> Context {
    let mut context = context("Ana");
    context.set("contact.language", language);
    context
}

#[test]
fn everybody_reads_their_language_or_the_emails_own() {
    let compiled = compile(&spanish()).unwrap();
    for (language, wanted) in [("es", Some("es")), ("es-MX", Some("es")), ("ES", Some("es")), ("no", None), ("", None)]
    {
        let message = render(&compiled, &reading(language)).unwrap();
        assert_eq!(message.language.as_deref(), wanted, "{language}");
        let (subject, greeting) = match wanted {
            Some(_) => ("Ana, una guía", "Hola Ana"),
            None => ("Ana, a guide for Núñez & Søn", "Hello Ana"),
        };
        assert_eq!(message.subject, subject);
        assert!(message.html.contains(greeting) && message.text.contains(greeting), "{language}");
    }
    let shown = render_in(&compiled, Some("es"), &reading("no")).unwrap();
    assert_eq!((shown.language.as_deref(), shown.preheader.as_str()), (Some("es"), "Diez minutos"));
    assert_eq!(compiled.languages().collect::<Vec<_>>(), [None, Some("es")]);
}

#[test]
fn each_language_is_checked_and_named() {
    let mut bad = spanish();
    let own = bad.languages.get_mut("es").unwrap();
    own.mjml =
        own.mjml.replace("{{ unsubscribe_url }}", "https://example.com").replace("{{ company }}", "{{ compny }}");
    let compiled = compile(&bad).unwrap();
    let found = lint(&compiled, &bad, &Known::new(&builtin_fields(), []));
    let errors: Vec<String> = found.iter().filter(|p| p.severity == Severity::Error).map(ToString::to_string).collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].starts_with("es, mjml, line 8: there is no variable \"compny\""), "{errors:?}");
    assert!(errors[1].starts_with("es, mjml: marketing mail without an unsubscribe link"), "{errors:?}");
    let place = found.iter().find(|p| p.message.contains("compny")).unwrap().place();
    assert_eq!(place, "languages.es.mjml:8");
    bad.languages.get_mut("es").unwrap().subject = "{{ contact.first_name".into();
    let refused = compile(&bad).err().unwrap();
    assert_eq!((refused[0].part, refused[0].language.as_deref()), (Part::Subject, Some("es")));
}

#[test]
fn what_is_read_without_a_default_in_any_language_is_known() {
    let mut email = spanish();
    email.languages.get_mut("es").unwrap().subject = "{{ contact.job_title }}".into();
    assert!(without_default(&compile(&email).unwrap(), &email).contains("contact.job_title"));
}
