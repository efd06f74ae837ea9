//! Emails that wear the company's brand.

use crate::fixture::{context, email};
use content::{Compiled, Problem, Shared, compile, render, uses};
use model::definition::{Body, Brand, Email};

const LETTER: &str = "<mjml><mj-head>\n<mj-include path=\"brand:company\" />\n<mj-attributes><mj-text font-size=\"18px\" \
    /></mj-attributes></mj-head><mj-body>\n<mj-section><mj-column><mj-image mj-class=\"logo\" alt=\"Us\" />\
    <mj-text>Hi <a href=\"https://example.com/\">there</a></mj-text><mj-button href=\"https://example.com/\">Go</mj-button>\
    </mj-column></mj-section>\n</mj-body></mjml>";

fn shared() -> Shared {
    let brand = Brand {
        font: "'Gill Sans', sans-serif".into(),
        text: "#111213".into(),
        link: "#212223".into(),
        page: "#313233".into(),
        button: "#414243".into(),
        logo: "https://example.com/logo.png?a=1&b=2".into(),
        ..Brand::default()
    };
    Shared { brand, ..Shared::default() }
}

fn compiled(email: &Email) -> Compiled {
    compile(email, &shared()).unwrap_or_else(|found| panic!("{found:?}"))
}

fn html(mjml: &str) -> String {
    render(&compiled(&email(mjml)), &context("Ana")).unwrap().html
}

#[test]
fn an_email_wears_the_companys_brand_and_says_itself_what_is_otherwise() {
    let html = html(LETTER);
    for piece in ["'Gill Sans'", "#111213", "a { color: #212223; }", "#313233", "#414243", "logo.png?a=1&amp;b=2"] {
        assert!(html.contains(piece), "no {piece} in {html}");
    }
    assert!(html.contains("font-size:18px") && !html.contains("font-size:16px"), "its own size: {html}");
    assert!(uses(&Body::Email(email(LETTER))).brand && !uses(&Body::Email(email("<mjml />"))).brand);
}

#[test]
fn a_word_and_a_bar_take_the_brands_colours() {
    let mjml = LETTER.replace("<mj-text>Hi", "<mj-text mj-class=\"brand-link\">Hi").replace(
        "</mj-section>",
        "</mj-section><mj-section mj-class=\"brand-button\"><mj-column><mj-spacer /></mj-column></mj-section>",
    );
    let made = html(&mjml);
    assert!(made.contains("color:#212223") && made.matches("background:#414243").count() > 2, "{made}");
    let own = mjml.replace("<mj-attributes>", "<mj-attributes><mj-class name=\"brand-link\" color=\"#515253\" />");
    assert!(html(&own).contains("color:#515253"), "what the email says of it goes before");
}

#[test]
fn a_company_without_a_logo_has_its_name_there() {
    let bare = Shared { brand: Brand { logo: String::new(), ..shared().brand }, ..Shared::default() };
    let bare = |mjml: &str| render(&compile(&email(mjml), &bare).unwrap_or_else(|f| panic!("{f:?}")), &context("Ana"));
    let made = bare(LETTER).unwrap();
    assert!(!made.html.contains("<img") && made.html.contains("Siembra"), "{}", made.html);
    assert!(!html(LETTER).contains("Siembra"), "the logo speaks for the name");
    // In a snippet too, over several lines, and not where the picture has an address of its own.
    let lines = LETTER.replace("<mj-image mj-class=\"logo\"", "<mj-image\n mj-class=\"big logo\" align=\"left\"");
    assert!(bare(&lines).unwrap().html.contains("Siembra"));
    let own = LETTER.replace("mj-class=\"logo\"", "mj-class=\"logo\" src=\"https://example.com/own.png\"");
    assert!(bare(&own).unwrap().html.contains("own.png"));
    let class = "<mj-attributes><mj-class name=\"logo\" src=\"https://example.com/class.png\" />";
    assert!(bare(&LETTER.replace("<mj-attributes>", class)).unwrap().html.contains("class.png"));
}

#[test]
fn a_body_keeps_the_colour_that_it_says() {
    let own = html(&LETTER.replace("<mj-body>", "<mj-body width=\"500px\" background-color=\"#abcdef\">"));
    assert!(own.contains("#abcdef") && !own.contains("#313233"), "{own}");
    let plain = html(&LETTER.replace("<mj-include path=\"brand:company\" />", ""));
    assert!(!plain.contains("#313233") && !plain.contains("#111213"), "{plain}");
}

#[test]
fn the_brand_stands_in_the_head_alone_and_moves_no_line() {
    let first = |mjml: &str| -> Problem { compile(&email(mjml), &shared()).err().expect("it is refused")[0].clone() };
    let wrong = first(&LETTER.replace("<mj-image", "<mj-include path=\"brand:company\" /><mj-image"));
    assert!(wrong.message.contains("the brand may not stand in <mj-column>"), "{wrong}");
    assert_eq!((wrong.line, wrong.snippet), (Some(4), None));
    let other = first(&LETTER.replace("brand:company", "brand:other"));
    assert!(other.message.contains("takes snippets only") && other.line == Some(2), "{other}");
    let late = first(&LETTER.replace("Hi ", "Hi {{ now() }}"));
    assert_eq!((late.line, late.snippet.clone()), (Some(4), None), "{late}");
}
