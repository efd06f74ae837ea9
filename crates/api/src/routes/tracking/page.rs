//! The pages behind links in mail, for whoever reads them in a browser: small, without scripts, in the reader's language.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use engine::perform::Leaving;
use rules::Lang;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// What the pages say.
pub struct Words {
    lang: &'static str,
    question: &'static str,
    explanation: &'static str,
    button: &'static str,
    done: &'static str,
    done_explanation: &'static str,
    unknown: &'static str,
    unknown_explanation: &'static str,
}

const EN: Words = Words {
    lang: "en",
    question: "Unsubscribe from our marketing emails?",
    explanation: "You will still get messages about things that you ordered or signed up for.",
    button: "Unsubscribe",
    done: "You are unsubscribed.",
    done_explanation: "We will send you no more marketing emails. You can close this page.",
    unknown: "This link does not work.",
    unknown_explanation: "It may have been cut off or changed on its way to you. Open it again from the email itself, or \
                          copy all of it into the address bar. To get no more emails from us, use the unsubscribe link of \
                          the latest one.",
};

const ES: Words = Words {
    lang: "es",
    question: "¿Quiere dejar de recibir nuestros correos comerciales?",
    explanation: "Seguirá recibiendo los mensajes sobre lo que haya pedido o contratado.",
    button: "Darme de baja",
    done: "Se ha dado de baja.",
    done_explanation: "No le enviaremos más correos comerciales. Puede cerrar esta página.",
    unknown: "Este enlace no funciona.",
    unknown_explanation: "Puede haberse cortado o alterado por el camino. Ábralo de nuevo desde el propio correo, o \
                          cópielo entero en la barra de direcciones. Para no recibir más correos nuestros, use el enlace \
                          de baja del último.",
};

const NO: Words = Words {
    lang: "no",
    question: "Vil du slutte å få markedsføring på e-post fra oss?",
    explanation: "Du får fortsatt meldinger om det du har bestilt eller meldt deg på.",
    button: "Meld meg av",
    done: "Du er meldt av.",
    done_explanation: "Vi sender deg ikke mer markedsføring på e-post. Du kan lukke denne siden.",
    unknown: "Denne lenken virker ikke.",
    unknown_explanation: "Den kan være kuttet eller endret på veien til deg. Åpne den igjen fra selve e-posten, eller \
                          kopier hele lenken inn i adressefeltet. Vil du ikke ha flere e-poster fra oss, bruk \
                          avmeldingslenken i den siste.",
};

/// The first language that the reader's browser asks for and we speak.
pub fn words(headers: &HeaderMap) -> &'static Words {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let spoken = ["en", "es", "no", "nb", "nn"];
    let first = wanted.split(',').map(|part| part.split(';').next().unwrap_or_default().trim()).find(|tag| {
        let language = tag.split('-').next().unwrap_or_default();
        spoken.iter().any(|one| one.eq_ignore_ascii_case(language))
    });
    match Lang::parse(first.unwrap_or_default()) {
        Lang::En => &EN,
        Lang::Es => &ES,
        Lang::No => &NO,
    }
}

/// Asks. The button posts to the same address.
pub fn asking(words: &Words, leaving: &Leaving) -> Response {
    let body = format!(
        "<p>{} · {}</p><h1>{}</h1><p>{}</p><form method=\"post\"><button>{}</button></form>",
        escaped(&leaving.company),
        escaped(&leaving.address),
        words.question,
        words.explanation,
        words.button
    );
    page(words.lang, words.question, &body)
}

pub fn done(words: &Words) -> Response {
    said(words.lang, words.done, words.done_explanation)
}

/// For a link that we did not sign, or that lost a part of itself.
pub fn unknown(words: &Words) -> Response {
    said(words.lang, words.unknown, words.unknown_explanation)
}

fn said(lang: &str, title: &str, text: &str) -> Response {
    page(lang, title, &format!("<h1>{title}</h1><p>{text}</p>"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;\
                     color:#1d2b25}h1{font-size:1.4rem}button{font:inherit;padding:.6rem 1.2rem;border:0;\
                     border-radius:.4rem;background:#2f7d4f;color:#fff;cursor:pointer}";

/// Nothing is loaded and nothing runs; our own style, and the button that asks us.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = data_encoding::BASE64.encode(&Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("is plain ASCII")
});

fn page(lang: &str, title: &str, body: &str) -> Response {
    let html = Html(format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style><main>{body}</main></html>"
    ));
    ([(header::CONTENT_SECURITY_POLICY, POLICY.clone())], html).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_speak_is_taken() {
        let of = |wanted: &str| words(&[(header::ACCEPT_LANGUAGE, wanted.parse().unwrap())].into_iter().collect()).lang;
        assert_eq!(of("es-MX,es;q=0.9,en;q=0.8"), "es");
        assert_eq!(of("de-DE,nb;q=0.7,en;q=0.3"), "no");
        assert_eq!(of("fr"), "en");
        assert_eq!(words(&HeaderMap::new()).lang, "en");
    }
}
