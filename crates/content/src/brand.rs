//! The company's look in the head of an email: `<mj-include path="brand:company" />` stands for it. What the email's own
//! head says after it goes before.

use model::definition::Brand;

/// The path that includes it.
pub(crate) const PATH: &str = "brand:company";
/// Where it may stand.
pub(crate) const PARENT: &str = "mj-head";

/// What stands for it, on one line. The page's colour is not among it: the body has to say that itself.
pub(crate) fn head(brand: &Brand) -> String {
    let mut made = format!(
        "<mj-attributes><mj-all font-family=\"{}\" /><mj-text color=\"{}\" font-size=\"{}px\" />\
         <mj-button background-color=\"{}\" color=\"{}\" border-radius=\"{}px\" />",
        quoted(&brand.font),
        quoted(&brand.text),
        brand.size,
        quoted(&brand.button),
        quoted(&brand.button_text),
        brand.radius,
    );
    // What an email draws itself follows the brand by these: a word in its colour of links, a bar in that of its buttons.
    made.push_str(&format!(
        "<mj-class name=\"brand-link\" color=\"{}\" /><mj-class name=\"brand-button\" background-color=\"{}\" />",
        quoted(&brand.link),
        quoted(&brand.button)
    ));
    if !brand.logo.is_empty() {
        made.push_str(&format!(
            "<mj-class name=\"logo\" src=\"{}\" width=\"{}px\"",
            quoted(&brand.logo),
            brand.logo_width
        ));
        if !brand.logo_link.is_empty() {
            made.push_str(&format!(" href=\"{}\"", quoted(&brand.logo_link)));
        }
        made.push_str(" />");
    }
    made.push_str(&format!("</mj-attributes><mj-style>a {{ color: {}; }}</mj-style>", quoted(&brand.link)));
    made
}

/// The company's name in place of its logo, which is written `<mj-image mj-class="logo" … />`; where that stands and how far
/// from the rest it says itself.
pub(crate) fn name(logo: &str) -> String {
    let attributes = logo.trim_start_matches("<mj-image").trim_end_matches("/>");
    let align = if attributes.contains("align=") { "" } else { " align=\"center\"" };
    format!("<mj-text font-size=\"20px\" font-weight=\"700\"{align}{attributes}>{{{{ company }}}}</mj-text>")
}

/// What the body says where it says no colour itself.
pub(crate) fn ground(brand: &Brand) -> String {
    format!(" background-color=\"{}\"", quoted(&brand.page))
}

/// A text between double quotes.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
