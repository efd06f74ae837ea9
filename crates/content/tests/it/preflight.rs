//! What is found in a message before it goes out.

use content::preflight::{Looks, Made, faint, message, pictures, size};
use content::{Rendered, Severity};

fn rendered(subject: &str, html: &str, text: &str) -> Rendered {
    let (preheader, from_name) = (String::new(), String::new());
    Rendered { subject: subject.into(), preheader, from_name, html: html.into(), text: text.into(), language: None }
}

fn codes(subject: &str, html: &str, preheader: &str) -> Vec<String> {
    let words = "Good news about almonds and olives. ".repeat(10);
    let found = message(&Made::of(&rendered(subject, html, &words)), Some(preheader));
    found.into_iter().map(|finding| finding.code).collect()
}

const FINE: &str = "<p>Good news</p>";
const PREHEADER: &str = "How the harvest went, and what it means";

#[test]
fn a_plain_message_is_in_order() {
    assert!(codes("What the harvest brings", FINE, PREHEADER).is_empty());
}

#[test]
fn subjects_are_read_as_filters_and_phones_read_them() {
    assert_eq!(codes("", FINE, PREHEADER), ["subject.empty"]);
    assert_eq!(codes("BUY NOW OR NEVER", FINE, PREHEADER), ["subject.capitals"]);
    assert_eq!(codes("Buy!!!", FINE, PREHEADER), ["subject.signs"]);
    assert_eq!(codes(&"word ".repeat(20), FINE, PREHEADER), ["subject.long"]);
    assert_eq!(codes("IBM", FINE, PREHEADER), [""; 0]);
    assert_eq!(codes("Hello", FINE, ""), ["subject.no_preheader"]);
    assert_eq!(codes("Hello", FINE, "Short"), ["subject.short_preheader"]);
}

#[test]
fn faint_text_is_found_by_the_colours_around_it() {
    let ratios = |html: &str| faint(html).into_iter().map(|one| (one.ink, one.ground)).collect::<Vec<_>>();
    assert_eq!(ratios("<p style=\"color:#767676\">just readable</p>"), []);
    let found =
        faint("<div style='background-color: #FFF'><span style='color:rgb(170, 170, 170)'>faint</span> fine</div>");
    assert_eq!((found.len(), found[0].text.as_str(), found[0].needed), (1, "faint", 4.5));
    assert!((found[0].ratio - 2.32).abs() < 0.01, "{found:?}");
    // Large text needs less, an outer ground counts, and what is closed counts no more.
    assert_eq!(ratios("<h1 style=\"color:#949494;font-size:28px\">large</h1>"), []);
    let dark = "<td bgcolor=\"#222222\"><p style=\"color:#333\">dark</p></td><p style=\"color:#333\">fine</p>";
    assert_eq!(ratios(dark), [("#333333".to_string(), "#222222".to_string())]);
    let cell = "<td style=\"font-size:0px\"><div style=\"font-size:13px;color:#bbb\">in a cell</div></td>";
    assert_eq!(ratios(cell).len(), 1);
    assert_eq!(ratios("<td style=\"font-size:0px;color:#fff\">gap</td>"), []);
    // What something else decides is not guessed.
    for unknown in [
        "<div style=\"background:url(x.png)\"><p style=\"color:#fff\">on a picture</p></div>",
        "<div style=\"background:#fff\"><a href=\"#\">styled elsewhere</a></div>",
        "<div style=\"display:none;color:#fff\">preheader</div>",
        "<div style=\"color:#fff\">&nbsp;&zwnj; </div>",
        "<style>p { color: #fff }</style><!-- <p style=\"color:#fff\">old</p> -->",
        "<p style=\"color:#fff\"",
        "<<<>< <p",
    ] {
        assert_eq!(ratios(unknown), [], "{unknown}");
    }
}

#[test]
fn size_counts_from_the_limit_of_gmail_on() {
    assert_eq!(size(80 * 1024), None);
    assert_eq!(size(95 * 1024).unwrap().severity, Severity::Warning);
    assert_eq!(size(102 * 1024 + 1).unwrap().severity, Severity::Error);
}

#[test]
fn pictures_and_words_of_advertising_are_noticed() {
    let html = "<img src=\"https://example.com/a.png?x=1&amp;y=2\"><img alt=x><IMG>";
    assert_eq!(pictures(html), ["https://example.com/a.png?x=1&y=2"]);
    let few = message(&Made::of(&rendered("Hello", html, "Look")), None);
    assert_eq!(few[0].code, "pictures.little_text");
    assert_eq!(codes("Risk free offer", FINE, PREHEADER), ["spam.words"]);
    assert_eq!(codes("Hello", "<a href=\"https://bit.ly/x\">x</a>", PREHEADER), ["spam.short_links"]);
    assert_eq!(codes("Hello", "<form action=x></form>", PREHEADER), ["spam.form"]);
}

#[test]
fn what_has_no_address_once_the_message_is_made_is_an_error() {
    assert_eq!(codes("Hello", "<a href=\" \">x</a><p>Good news</p>", PREHEADER), ["links.empty"]);
    assert_eq!(codes("Hello", "<img src=\"\" alt=\"\"><p>Good news</p>", PREHEADER), ["pictures.empty"]);
    assert_eq!(codes("Hello", "<a>x</a><a name=\"top\"></a><a href=\"#top\">x</a>", PREHEADER), [""; 0]);
}

#[test]
fn messages_that_are_built_alike_are_told_from_others() {
    let mut looks = Looks::default();
    let message =
        |style: &str, words: &str| format!("<style>p {{ margin: 0 }}</style><p style=\"{style}\">{words}</p>");
    assert!(looks.adds(&message("color:#333;float:left", "Ana")));
    assert!(!looks.adds(&message("float:left; color:#333", "Bo")), "other words alone, and another order");
    assert!(looks.adds(&message("float:right", "Ana")));
    assert!(looks.adds("<p><video></p>") && !looks.adds("<video></video><!-- <svg> < -->"));
    assert!(looks.adds("<style>@media (x) { p { margin: 1px } }</style>"));
}
