//! Words and ways that filters take for advertising. A rough look, for where no real filter is at hand.

use super::{Area, Finding};
use crate::{Rendered, links};

/// In the three languages of the product, in lower case.
const PHRASES: &[&str] = &[
    "100% free",
    "act now",
    "cash bonus",
    "click below",
    "double your",
    "earn extra",
    "free money",
    "guaranteed income",
    "limited time only",
    "no obligation",
    "risk free",
    "risk-free",
    "this is not spam",
    "urgent response",
    "winner!",
    "100% gratis",
    "actúe ahora",
    "dinero gratis",
    "gane dinero",
    "haga clic aquí ahora",
    "sin compromiso alguno",
    "gratis penger",
    "handle nå",
    "tjen ekstra",
    "helt uten risiko",
];
const SHORTENERS: &[&str] = &["bit.ly", "goo.gl", "ow.ly", "tinyurl.com", "t.co", "is.gd", "buff.ly"];

pub(super) fn phrases(rendered: &Rendered) -> Vec<Finding> {
    let mut found = Vec::new();
    let text = format!("{}\n{}", rendered.subject, rendered.text).to_lowercase();
    let said: Vec<&str> = PHRASES.iter().copied().filter(|phrase| text.contains(phrase)).collect();
    if !said.is_empty() {
        let message = format!("filters know these words from advertising: {}", said.join(", "));
        found.push(Finding::warning(Area::Spam, "spam.words", message, "Say it in other words."));
    }
    let host =
        |url: &str| url.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).map(str::to_lowercase);
    let targets = links::find(&rendered.html).into_iter().filter_map(|link| host(&link.target));
    if let Some(short) = targets.into_iter().find(|host| SHORTENERS.contains(&host.as_str())) {
        let message = format!("a link goes through {short}, which hides where it leads");
        found.push(Finding::warning(Area::Spam, "spam.short_links", message, "Link to the page itself."));
    }
    if rendered.html.to_ascii_lowercase().contains("<form") || rendered.html.to_ascii_lowercase().contains("<script") {
        let message =
            "there is a form or a script in the message; mail programs remove them, and filters distrust them";
        found.push(Finding::error(Area::Spam, "spam.form", message, "Link to a page that has it."));
    }
    found
}
