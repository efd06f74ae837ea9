//! Kinds of activity from the words that tables use for them.

use hygiene::text;
use model::activity::kind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Folded words in the languages of the product; anything else becomes a custom event of its own name.
const WORDS: &[(&str, &[&str])] = &[
    (kind::PAGE_VIEWED, &["page view", "pageview", "page", "visita a pagina", "pagina vista", "sidevisning"]),
    (kind::SESSION, &["visit", "website visit", "web session", "visita", "sesion", "besok", "okt"]),
    (
        kind::FORM_SUBMITTED,
        &[
            "form",
            "form submission",
            "form fill",
            "submitted form",
            "formulario",
            "formulario enviado",
            "skjema",
            "skjema sendt",
        ],
    ),
    (
        kind::CONTENT_CONSUMED,
        &["download", "content download", "downloaded", "whitepaper", "ebook", "descarga", "nedlasting"],
    ),
    (kind::WEBINAR_ATTENDED, &["webinar", "attended webinar", "webinar attended", "asistio a webinar"]),
    (kind::EVENT_ATTENDED, &["event", "trade show", "fair", "tradeshow", "evento", "feria", "messe", "arrangement"]),
    (
        kind::EMAIL_OPENED,
        &["open", "email open", "opened email", "open email", "apertura", "correo abierto", "apnet e post"],
    ),
    (
        kind::EMAIL_CLICKED,
        &[
            "click",
            "email click",
            "clicked email",
            "click email",
            "clic",
            "clic en correo",
            "klikk",
            "klikket i e post",
        ],
    ),
    (kind::EMAIL_SENT, &["email sent", "sent email", "sent", "correo enviado", "e post sendt"]),
    (kind::EMAIL_BOUNCED, &["bounce", "bounced", "rebote", "retur"]),
    (kind::UNSUBSCRIBED, &["unsubscribe", "opt out", "baja", "avmelding"]),
    (kind::PURCHASE, &["order", "purchased", "compra", "pedido", "kjop", "ordre"]),
    (kind::CONVERSION, &["converted", "conversion", "konvertering"]),
    (kind::SALES_CALL, &["call", "phone call", "llamada", "samtale", "telefonsamtale"]),
    (kind::SALES_MEETING, &["meeting", "reunion", "mote"]),
    (kind::SALES_DEMO, &["demo", "demostracion", "demonstrasjon"]),
    (kind::SALES_EMAIL, &["sales email"]),
];

static BY_WORD: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let more = WORDS.iter().flat_map(|(name, words)| words.iter().map(move |word| (word.to_string(), *name)));
    let known = kind::ALL.iter().flat_map(|(name, _, label)| [(text::words(label), *name), (text::words(name), *name)]);
    more.chain(known).collect()
});

/// The kind that a word names; `None` when it has no Latin letter or digit.
pub fn parse(word: &str) -> Option<String> {
    if let Some(name) = BY_WORD.get(&text::words(word)) {
        return Some(name.to_string());
    }
    let slug = text::slug(word);
    model::field::is_key(&slug).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_kinds() {
        for (word, name) in [
            ("page_viewed", kind::PAGE_VIEWED),
            ("Viewed a page", kind::PAGE_VIEWED),
            ("Descarga", kind::CONTENT_CONSUMED),
            ("Møte", kind::SALES_MEETING),
            ("Pricing page (v2)", "pricing_page_v2"),
        ] {
            assert_eq!(parse(word).as_deref(), Some(name));
        }
        assert_eq!(parse("…"), None);
    }
}
