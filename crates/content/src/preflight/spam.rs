//! Words and ways that filters take for advertising. A rough look, for where no real filter is at hand.

use super::{Area, Finding, Made};

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

pub(super) fn phrases(made: &Made<'_>) -> Vec<Finding> {
    let (mut found, rendered) = (Vec::new(), made.rendered);
    let text = format!("{}\n{}", rendered.subject, rendered.text).to_lowercase();
    let said: Vec<&str> = PHRASES.iter().copied().filter(|phrase| text.contains(phrase)).collect();
    if !said.is_empty() {
        let words = said.join(", ");
        let message = format!("filters know these words from advertising: {words}");
        found.push(Finding::warning(Area::Spam, "spam.words", message, "Say it in other words.").about(words));
    }
    let host =
        |url: &str| url.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).map(str::to_lowercase);
    let mut targets = made.links.iter().filter_map(|target| host(target));
    if let Some(short) = targets.find(|host| SHORTENERS.contains(&host.as_str())) {
        let message = format!("a link goes through {short}, which hides where it leads");
        found.push(Finding::warning(Area::Spam, "spam.short_links", message, "Link to the page itself.").about(short));
    }
    let html = rendered.html.to_ascii_lowercase();
    if html.contains("<form") || html.contains("<script") {
        let message =
            "there is a form or a script in the message; mail programs remove them, and filters distrust them";
        found.push(Finding::error(Area::Spam, "spam.form", message, "Link to a page that has it."));
    }
    found
}
