//! What recipients fetch is served by us.

use crate::fixture::{context, email};
use content::preflight::pictures;
use content::{Rendered, Shared, icon, render};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HOME: &str = "https://go.example.com";

fn made(mjml: &str, shared: &Shared) -> Rendered {
    let compiled = content::compile(&email(mjml), shared).unwrap_or_else(|found| panic!("{}", found[0]));
    let mut context = context("Ana");
    context.set("view_url", &format!("{HOME}/v/abc"));
    render(&compiled, &context).unwrap()
}

fn column(inner: &str) -> String {
    format!("<mjml><mj-body><mj-section><mj-column>{inner}</mj-column></mj-section></mj-body></mjml>")
}

/// Everything that a mail program fetches by itself, where it is not ours.
fn foreign(html: &str) -> Vec<String> {
    let ours = |url: &str| url.strip_prefix(&format!("{HOME}/f/")).is_some_and(|file| icon(file).is_some());
    let mut found: Vec<String> = pictures(html).into_iter().filter(|url| !ours(url)).collect();
    found.extend(
        ["imgur", "mailjet", "googleapis", "icons.invalid", "@import"]
            .map(str::to_string)
            .into_iter()
            .filter(|host| html.contains(host)),
    );
    found
}

#[test]
fn every_network_has_an_icon_of_ours_and_its_name_and_link_in_the_text() {
    let names = [
        "dribbble",
        "facebook",
        "github",
        "google",
        "instagram",
        "linkedin",
        "medium",
        "pinterest",
        "snapchat",
        "soundcloud",
        "tumblr",
        "twitter",
        "vimeo",
        "web",
        "x",
        "xing",
        "youtube",
    ];
    for name in names {
        for mode in ["horizontal", "vertical"] {
            let element = format!("<mj-social-element name=\"{name}-noshare\" href=\"https://example.com/{name}\" />");
            let made = made(&column(&format!("<mj-social mode=\"{mode}\">{element}</mj-social>")), &Shared::default());
            assert_eq!((pictures(&made.html).len(), foreign(&made.html)), (1, vec![]), "{name}: {}", made.html);
            let text = made.text.to_lowercase();
            assert!(text.contains(&format!("[{name}][1]\n")) && !text.contains("[["), "{text}");
            assert!(text.contains(&format!("[1]: https://example.com/{name}")), "{text}");
        }
    }
}

#[test]
fn words_and_pictures_of_ones_own_stay() {
    let social = "<mj-social mode=\"vertical\"><mj-social-element name=\"web\" href=\"https://e.com/a\">Our site\
        </mj-social-element><mj-social-element name=\"x-noshare\" alt=\"Us\" src=\"https://e.com/x.png\" \
        href=\"https://e.com/b\" /></mj-social>";
    let made = made(&column(social), &Shared::default());
    assert_eq!(foreign(&made.html), ["https://e.com/x.png"]);
    assert!(made.text.contains("[Our site][1]") && made.text.contains("[Us][2]"), "{}", made.text);
    assert!(!made.text.contains("[Web]"), "once is enough: {}", made.text);
}

#[test]
fn carousels_accordions_and_fonts_fetch_nothing_from_others() {
    let accordion = "<mj-accordion><mj-accordion-element><mj-accordion-title>T</mj-accordion-title>\
        <mj-accordion-text>t</mj-accordion-text></mj-accordion-element></mj-accordion><mj-text>In Ubuntu</mj-text>";
    let made = |inner: &str| made(&column(inner), &Shared::default()).html;
    assert_eq!((pictures(&made(accordion)).len(), foreign(&made(accordion))), (2, vec![]));
    let own = format!("<mj-carousel><mj-carousel-image src=\"{HOME}/f/icon-web-1.png\" alt=\"\" /></mj-carousel>");
    assert_eq!(foreign(&made(&own)), [""; 0]);
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn no_starter_email_has_pictures_of_others() {
    let read = |folder: &str| -> BTreeMap<String, String> {
        let files = std::fs::read_dir(repository().join("instance").join(folder)).unwrap();
        let files = files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "mjml"));
        files
            .map(|path| (path.file_stem().unwrap().to_string_lossy().into(), std::fs::read_to_string(&path).unwrap()))
            .collect()
    };
    let shared = Shared { snippets: read("snippets"), ..Shared::default() };
    let mut emails = read("emails");
    let layout = emails.remove("_layout").unwrap();
    assert!(emails.len() > 20);
    for (key, mjml) in emails {
        let whole = if mjml.contains("<mjml") { mjml } else { layout.replace("<!-- content -->", &mjml) };
        assert_eq!(foreign(&made(&whole, &shared).html), [""; 0], "{key}");
    }
}

#[test]
fn no_block_of_the_editor_has_a_picture_of_others() {
    let presets = repository().join("web/src/pages/emails/blocks/model/presets.ts");
    let presets = std::fs::read_to_string(presets).unwrap();
    assert!(presets.contains("<mj-social") && presets.contains("<mj-image"));
    for attribute in ["src=\"http", "background-url=\"http", "url(http", "<mj-font"] {
        assert!(!presets.contains(attribute), "{attribute}");
    }
}
