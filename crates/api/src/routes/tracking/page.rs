//! The pages behind links in mail, for whoever reads them in a browser: small, without scripts, in the reader's language,
//! and without anything about the recipient that a stranger with the link should not learn.

use super::words::Words;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use engine::perform::{Choice, Leaving, Preferences};
use model::definition::Topic;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

// What the forms are called, and what is in them.
pub const LEAVE: &str = "leave";
pub const EVERYTHING: &str = "everything";
pub const FORM: &str = "form";
pub const PREFERENCES: &str = "preferences";
pub const TOPIC: &str = "topic";

/// Asks what to leave, or says what has been left. The buttons post to the same address.
pub fn leaving(words: &Words, leaving: &Leaving) -> Response {
    if leaving.done {
        return said(words, words.done, words.done_explanation);
    }
    let whose = whose(&leaving.company, &leaving.address);
    let all = |button| {
        format!("<form method=\"post\"><button name=\"{LEAVE}\" value=\"{EVERYTHING}\">{button}</button></form>")
    };
    let Some(topic) = &leaving.topic else {
        let (question, explanation) = (words.question, words.explanation);
        let body = format!("{whose}<h1>{question}</h1><p>{explanation}</p>{}", all(words.button));
        return page(words.lang, question, &body);
    };
    let label = escaped(worded(words, &topic.topic).0);
    let (title, text) = match topic.done {
        true => (words.topic_done, words.topic_done_explanation),
        false => (words.topic_question, words.explanation),
    };
    let title = title.replace("{topic}", &label);
    let only = match topic.done {
        true => String::new(),
        false => {
            let button = words.topic_button.replace("{topic}", &label);
            format!("<form method=\"post\"><button name=\"{LEAVE}\" value=\"{TOPIC}\">{button}</button></form>")
        }
    };
    let body = format!("{whose}<h1>{title}</h1><p>{text}</p>{only}{}", all(words.all_button));
    page(words.lang, &title, &body)
}

/// What is received, to be changed; `saved` has just been.
pub fn preferences(words: &Words, shown: &Preferences, saved: bool) -> Response {
    let whose = whose(&shown.company, &shown.address);
    if shown.closed {
        let (title, text) = (words.closed, words.closed_explanation);
        return page(words.lang, title, &format!("{whose}<h1>{title}</h1><p>{text}</p>"));
    }
    let note = match (saved, shown.nothing) {
        (true, true) => format!("<p role=\"status\"><strong>{} {}</strong></p>", words.saved, words.done_explanation),
        (true, false) => format!("<p role=\"status\"><strong>{}</strong></p>", words.saved),
        (false, true) => format!("<p>{}</p>", words.nothing),
        (false, false) => String::new(),
    };
    let boxes: String = shown.choices.iter().map(|choice| tick(words, choice)).collect();
    let (title, text, button) = (words.choose, words.choose_explanation, words.save);
    let body = format!(
        "{whose}<h1>{title}</h1>{note}<form method=\"post\"><input type=\"hidden\" name=\"{FORM}\" \
         value=\"{PREFERENCES}\">{boxes}<p>{text}</p><button>{button}</button></form>"
    );
    page(words.lang, title, &body)
}

/// A topic's label and description in the language of the page, where it has them.
fn worded<'a>(words: &Words, topic: &'a Topic) -> (&'a str, &'a str) {
    let has = |tag: &str| topic.languages.get_key_value(tag).map(|(tag, _)| tag.as_str());
    match content::choose_language(words.lang, has).and_then(|tag| topic.languages.get(tag)) {
        Some(own) => (&own.label, &own.description),
        None => (&topic.label, &topic.description),
    }
}

fn tick(words: &Words, choice: &Choice) -> String {
    let (label, text) = worded(words, &choice.topic);
    let label = if label.is_empty() { words.any.to_string() } else { escaped(label) };
    let (key, text) = (escaped(&choice.topic.key), escaped(text));
    let checked = if choice.receives { " checked" } else { "" };
    format!(
        "<label><input type=\"checkbox\" name=\"{TOPIC}\" value=\"{key}\"{checked}><span><strong>{label}</strong>\
         <br>{text}</span></label>"
    )
}

/// For a link that we did not sign, or that lost a part of itself.
pub fn unknown(words: &Words) -> Response {
    said(words, words.unknown, words.unknown_explanation)
}

pub fn away(words: &Words) -> Response {
    said(words, words.away, words.away_explanation)
}

pub fn too_often(words: &Words) -> Response {
    said(words, words.too_often, words.too_often_explanation)
}

fn said(words: &Words, title: &str, text: &str) -> Response {
    page(words.lang, title, &format!("<h1>{title}</h1><p>{text}</p>"))
}

fn whose(company: &str, address: &str) -> String {
    format!("<p>{} · {}</p>", escaped(company), escaped(address))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;\
                     color:#1d2b25;overflow-wrap:anywhere}h1{font-size:1.4rem}button{font:inherit;padding:.6rem 1.2rem;border:0;\
                     border-radius:.4rem;background:#2f7d4f;color:#fff;cursor:pointer;margin:0 0 .7rem}\
                     label{display:flex;gap:.7rem;align-items:baseline;margin:0 0 .9rem}";

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
