//! Markup with every byte outside ASCII put to `x`: the same places, and nothing that the tokenizer could cut a letter at.
//! (It looks two bytes back from a `>` in text and panics inside a letter.)

use htmlparser::StrSpan;

/// The shadow of a source, as long as the source.
pub(crate) fn shadow(source: &str) -> String {
    source.bytes().map(|byte| if byte.is_ascii() { char::from(byte) } else { 'x' }).collect()
}

/// What the source says where its shadow has a span.
pub(crate) fn lit<'a>(source: &'a str, span: StrSpan<'_>) -> &'a str {
    source.get(span.range()).unwrap_or_default()
}
