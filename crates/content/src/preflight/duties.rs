//! What marketing mail has to carry for whoever gets it: a link to unsubscribe and a postal address (CAN-SPAM, 15 U.S.C.
//! 7704). `lint` sees whether the template reads them at all; whether they are there is seen in the message, because a
//! condition may leave them out, and an address that is no link cannot be followed.

use super::contrast::readable;
use super::{Area, Finding, Made};
use crate::problem::Part;
use crate::{Compiled, Context};

/// What a message lacks, by the words of `lint`. The place is the part: `mjml`, or `text` where that was written.
pub fn owed(compiled: &Compiled, context: &Context, made: &Made<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if !compiled.marketing {
        return found;
    }
    let own_text = compiled.wording(made.rendered.language.as_deref()).own_text;
    let mut missing = |part: Part, code: &str, what: &str, remedy: &str| {
        let finding = Finding::error(Area::Template, code, format!("marketing mail without {what}"), remedy);
        found.push(finding.at(part.as_str()).about(part.as_str()));
    };
    let leave = context.text("unsubscribe_url");
    let remedy = "Make {{ unsubscribe_url }} the address of a link that everybody gets.";
    if !made.links.iter().any(|target| !leave.is_empty() && target.starts_with(leave)) {
        missing(Part::Mjml, "template.unsubscribe", "an unsubscribe link", remedy);
    }
    let remedy = "Put {{ unsubscribe_url }} where everybody gets it.";
    if own_text && !made.rendered.text.contains(leave) {
        missing(Part::Text, "template.unsubscribe", "an unsubscribe link", remedy);
    }
    let default = compiled.defaults.get("postal_address").map_or("", String::as_str);
    let postal = Some(context.text("postal_address")).filter(|own| !own.is_empty()).unwrap_or(default);
    let (postal, remedy) = match letters(postal) {
        none if none.is_empty() => (none, "Write your postal address under Settings, Instance."),
        some => (some, "Put {{ postal_address }} where everybody reads it, and whole."),
    };
    let lacks = |text: &str| postal.is_empty() || !letters(text).contains(&postal);
    if lacks(&readable(made.html())) {
        missing(Part::Mjml, "template.postal_address", "a postal address", remedy);
    }
    if own_text && lacks(&made.rendered.text) {
        missing(Part::Text, "template.postal_address", "a postal address", remedy);
    }
    found
}

/// Nothing but letters and digits, of one case: a line may be broken, and filters write in capitals.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}
